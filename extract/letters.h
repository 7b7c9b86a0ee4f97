// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The letters of the two alphabets that we meet, without tables: what detection of charset and
// language needs of Unicode. Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/text.h"

namespace varta {

// NextCodePoint, quicker where letters are of one byte or two: most of a text of ours.
inline char32_t ReadCharacter(std::string_view text, size_t* at) {
  const auto first = static_cast<unsigned char>(text[*at]);
  if (first < 0x80) {
    ++*at;
    return first;
  }
  if (first >= 0xC2 && first < 0xE0 && *at + 1 < text.size() &&
      (static_cast<unsigned char>(text[*at + 1]) & 0xC0) == 0x80) {
    const char32_t c = ((first & 0x1Fu) << 6) | (static_cast<unsigned char>(text[*at + 1]) & 0x3Fu);
    *at += 2;
    return c;
  }
  return NextCodePoint(text, at);
}

inline bool IsCyrillicLetter(char32_t c) { return c >= 0x400 && c < 0x530; }
inline bool IsLatinLetter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x1F00);
}

// In lower case: Latin up to U+024F, Cyrillic of the Slavic languages; others as they are. İ is i.
inline char32_t LowerLetter(char32_t c) {
  if (c < 0xC0) return c >= U'A' && c <= U'Z' ? c + 0x20 : c;
  if (c <= 0xDE) return c == 0xD7 ? c : c + 0x20;
  if (c < 0x100) return c;
  if (c < 0x250) {
    if (c == 0x130) return U'i';
    if (c == 0x178) return 0xFF;
    if (c == 0x138) return c;
    const bool starts_odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if (c > 0x17E && !(c >= 0x218 && c <= 0x21B)) return c;
    return (c % 2 == 1) == starts_odd ? c + 1 : c;
  }
  if (c >= 0x400 && c < 0x410) return c + 0x50;
  if (c >= 0x410 && c < 0x430) return c + 0x20;
  return c == 0x490 ? 0x491 : c;
}

}  // namespace varta
