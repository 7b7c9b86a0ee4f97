// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How often letters stand in ordinary texts, and after which others: what a pattern is best looked
// for by. Rough: what is wrong here costs time, never a hit. Values; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "rules/letter_codes.h"

namespace varta {

// What is told apart: a letter, a digit (whichever it is), a gap.
inline constexpr size_t kLetterKinds = 66;
inline constexpr uint8_t kGapKind = 0, kDigitKind = 1;

struct LetterPairs {
  std::array<uint8_t, kCodes> kinds;        // of the letters' codes
  std::array<double, kLetterKinds> shares;  // among all of a text's letters, digits and gaps
  // By kind, of what follows it.
  std::array<std::array<double, kLetterKinds>, kLetterKinds> after;

  static const LetterPairs& Get();
};

}  // namespace varta
