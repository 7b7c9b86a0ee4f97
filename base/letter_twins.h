// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Letters that look like other letters. Any thread.
#pragma once

#include <cstdint>

namespace varta {

enum class LetterKind : uint8_t {
  kNone,  // no letter, or one that nobody takes for another
  kLatin,
  kCyrillic,
  kSmallCapital,  // of phonetic alphabets: no language is written with them
  kOtherScript,   // Greek, Coptic, Cherokee, Armenian, Lisu
};

struct Letter {
  LetterKind kind = LetterKind::kNone;
  bool twin = false;      // a Latin or Cyrillic letter that the eye takes for the other script's
  char32_t cyrillic = 0;  // the letter that it passes for in a Cyrillic word; 0: none
  char32_t latin = 0;     // in a Latin word
};

// `folded`: case folded. Letters of Latin and Cyrillic that pass for nothing else have their kind.
Letter LetterOf(char32_t folded);

// The letter that a digit passes for; 0: none.
char32_t CyrillicOfDigit(char32_t digit);
char32_t LatinOfDigit(char32_t digit);

}  // namespace varta
