// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The hand-written ads that the test site is made of, as tables by language. Plain values; any
// thread.
//
// Every ad is invented. In a text, a line is a paragraph; [a|b|c] stands for one of its parts (not
// nested) and {slot} for a word of ad_words.cc or: {n:20-30} a number, {n:20000-30000:500} in
// steps, {phone}, {hidden} the phone written so that machines do not read it, {call} a closing
// sentence with the phone, {handle}, {email}.
#pragma once

#include <span>

namespace varta {

// What a site collects; an ad may fit several.
enum Topic : unsigned {
  kJobs = 1,        // work in the reader's own country
  kAbroad = 2,      // work in another country
  kFarm = 4,        // seasonal and agricultural work
  kHome = 8,        // work in a household
  kIt = 16,         // work at a computer
  kThings = 32,     // things for sale
  kFlats = 64,      // housing
  kServices = 128,  // repairs, lessons, haircuts
  kAdult = 256,     // massage and dating boards
  kPlaced = 512,    // only where the table of networks puts it
};

struct AdTemplate {
  const char* name;
  unsigned topics;
  int grade;         // 0: ordinary; 1: mildly, 2: plainly, 3: very worrying
  const char* form;  // "LABOUR", "SEXUAL" ... as in the proto's Form; "" for ordinary ads
  const char* title;
  const char* text;
};

std::span<const AdTemplate> UkrainianJobs();
std::span<const AdTemplate> UkrainianLife();
std::span<const AdTemplate> UkrainianWorrying();
std::span<const AdTemplate> RussianOrdinary();
std::span<const AdTemplate> RussianWorrying();
std::span<const AdTemplate> EnglishAds();
std::span<const AdTemplate> PolishAds();

}  // namespace varta
