// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A cheap look whether a pattern can match at all: which groups of two and three letters a text
// has, against those that every match must have. Says "perhaps" too often, never "no" wrongly.
// Values; any thread.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

namespace varta {

// One of these lists must be in the text, whole.
using Need = std::vector<std::vector<uint16_t>>;

// The one form of a letter that the filter knows in all its cases (digits, Latin a-z, Ukrainian and
// Russian letters): RE2's (?i) matches c to it only if FilterLetter(c) gives it. 0: not such a
// letter.
char32_t FilterLetter(char32_t c);

// The groups of a word's letters (as FilterLetter gives them), added to `grams`.
void AddGrams(const std::vector<char32_t>& letters, std::vector<uint16_t>& grams);

// The groups of letters of one text.
class GramSet {
 public:
  explicit GramSet(std::string_view text);
  bool MayMatch(const std::vector<Need>& needs) const;

 private:
  std::bitset<1 << 16> present_;
};

}  // namespace varta
