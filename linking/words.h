// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// An ad as the words that are compared, and the places where only what is filled in differs. Pure;
// any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace varta {

// What stands where ads of one template differ by design: it never counts for or against a
// resemblance.
enum class Slot : uint8_t {
  kNone,     // a word
  kNumber,   // has a digit: prices, dates, phone numbers, hours
  kContact,  // an e-mail address, a handle, a web address
};

struct AdWord {
  std::string_view text;  // of the folded text
  Slot slot = Slot::kNone;
};

// The words and slots of a text folded by LinkingFold, in order. Linear. At most `max_words`.
std::vector<AdWord> AdWords(std::string_view folded, size_t max_words = 20'000);

// Folding for comparison (base/fold.h, ё as е and ґ as г): look-alike letters, invisible characters
// and letters kept apart do not matter. Only the first 256 KiB of the text count.
std::string LinkingFold(std::string_view utf8);

// 64 bits of a word that are the same on every machine and in every version: they are stored.
uint64_t WordHash(std::string_view word);
// Spreads the bits of a number; a bijection.
uint64_t Scramble(uint64_t value);

}  // namespace varta
