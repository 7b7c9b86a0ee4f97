// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How often letters follow each other in the languages that we tell apart: the numbers of
// language_model.h. Pure; any thread.
#pragma once

#include <span>
#include <string_view>

namespace varta {

struct LetterTable {
  std::string_view language;  // ISO 639-1
  bool transliterated;        // written in Latin letters for want of a keyboard: "rabota"
  // For each letter (_ for the edge of a word) a row, between blanks: the letter, then a figure
  // with the letters behind it, for each share that they follow with: 0 above 20 % of the time,
  // then above 10, 5, 2.5, 1.2, 0.6, 0.3 and 0.1 %.
  std::string_view rows;
};

std::span<const LetterTable> CyrillicTables();
std::span<const LetterTable> LatinTables();

}  // namespace varta
