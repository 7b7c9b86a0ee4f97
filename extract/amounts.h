// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Numbers and ranges of them as people write them: "25 000", "25.000,50", "25-30 тис.", "від 18 до
// 35". Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "extract/tokens.h"

namespace varta {

struct Number {
  double value = 0;
  size_t next = 0;     // the token behind it
  size_t digits = 0;   // without those of a decimal part
  bool plain = false;  // one group of digits, no multiplier
  double factor = 1;   // 1000 with "тис.", "k" or the like
};

// The number that begins at token `i`; at most 15 digits. Multipliers only if `multiplied`.
std::optional<Number> ReadNumber(const TokenText& text, size_t i, bool multiplied);

// One number, "18+", "від 18", "до 35", "18-35" or "від 18 до 35".
struct Range {
  std::optional<double> low, high;
  size_t first = 0, next = 0;  // tokens [first, next), its prepositions included
  bool plus = false;           // "18+"
  bool is_pair = false;
  bool plain = true;  // of plain numbers
};

// The range whose first number begins at token `i`; "від" or "до" is looked for before it.
std::optional<Range> ReadRange(const TokenText& text, size_t i, bool multiplied);

// "25000-30000", "28000+", "<=900", "17.5".
std::string FormatRange(const std::optional<double>& low, const std::optional<double>& high);

}  // namespace varta
