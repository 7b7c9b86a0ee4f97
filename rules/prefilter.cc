// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/prefilter.h"

#include <algorithm>

#include "base/text.h"

namespace varta {
namespace {

uint16_t Hash(char32_t a, char32_t b, char32_t c) {
  const uint32_t mixed = ((a * 0x01000193u) ^ b) * 0x9E3779B1u + c * 0x85EBCA6Bu;
  return static_cast<uint16_t>(mixed >> 16);
}

}  // namespace

char32_t FilterLetter(char32_t c) {
  if ((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9')) return c;
  if (c >= U'A' && c <= U'Z') return c + 32;
  if (c >= 0x430 && c <= 0x45F) return c;       // а..я ѐ..џ
  if (c >= 0x410 && c <= 0x42F) return c + 32;  // А..Я
  if (c >= 0x400 && c <= 0x40F) return c + 80;  // Ѐ..Џ
  switch (c) {
    case 0x490:
    case 0x491:
      return 0x491;  // ґ
    // Rare letters that fold to common ones (Unicode, CaseFolding.txt).
    case 0x17F:
      return U's';
    case 0x212A:
      return U'k';
    case 0x1C80:
      return 0x432;
    case 0x1C81:
      return 0x434;
    case 0x1C82:
      return 0x43E;
    case 0x1C83:
      return 0x441;
    case 0x1C84:
    case 0x1C85:
      return 0x442;
    case 0x1C86:
      return 0x44A;
    default:
      return 0;
  }
}

void AddGrams(const std::vector<char32_t>& letters, std::vector<uint16_t>& grams) {
  for (size_t i = 0; i + 1 < letters.size(); ++i) {
    // Two letters say little: they count only where there is no third one.
    if (letters.size() == 2) grams.push_back(Hash(letters[i], letters[i + 1], 0));
    if (i + 2 < letters.size()) grams.push_back(Hash(letters[i], letters[i + 1], letters[i + 2]));
  }
}

GramSet::GramSet(std::string_view text) {
  char32_t before = 0, last = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t letter = FilterLetter(NextCodePoint(text, &at));
    if (letter != 0 && last != 0) {
      present_.set(Hash(last, letter, 0));
      if (before != 0) present_.set(Hash(before, last, letter));
    }
    before = last;
    last = letter;
  }
}

bool GramSet::MayMatch(const std::vector<Need>& needs) const {
  return std::all_of(needs.begin(), needs.end(), [&](const Need& need) {
    return std::any_of(need.begin(), need.end(), [&](const std::vector<uint16_t>& grams) {
      return std::all_of(grams.begin(), grams.end(),
                         [&](uint16_t gram) { return present_.test(gram); });
    });
  });
}

}  // namespace varta
