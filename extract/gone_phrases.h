// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The table behind extract/gone.h: how pages say that their ad is gone. Constants.
#pragma once

#include <span>
#include <string_view>

namespace varta {

// One language. Entries are parted by '|', words by spaces; they are compared folded
// (FoldForSearch), as whole words; "word*" has any ending, "$" is the end of the sentence.
struct GonePhrases {
  std::string_view subjects;    // what is gone; no * in the first word
  std::string_view predicates;  // what became of it
  std::string_view fillers;     // single words that may stand between the two; no *
  std::string_view whole;       // says it without a subject; no * in the first word
};
std::span<const GonePhrases> AllGonePhrases();

// Words that make a sentence with such a phrase say something else.
struct GoneGuards {
  std::string_view before;    // somewhere before it: it is a condition, or of another ad
  std::string_view anywhere;  // the ad is there again
  std::string_view after;     // right after it: closed for some only ...
  std::string_view unless;    // ... unless these follow: closed for applications
  std::string_view list;      // in an earlier sentence: what follows is a list
  std::string_view counted;   // the same, after a number
};
const GoneGuards& AllGoneGuards();

}  // namespace varta
