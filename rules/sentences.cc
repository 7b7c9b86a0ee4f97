// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/sentences.h"

#include <algorithm>

namespace varta {
namespace {

constexpr size_t kShortWord = 4;  // letters: what may be an abbreviation

bool IsSpace(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\r' || c == 0xA0 || c == 0x2009 || c == 0x202F;
}
bool IsLineEnd(char32_t c) { return c == U'\n' || c == 0x2028 || c == 0x2029; }
bool IsStop(char32_t c) { return c == U'.' || c == U'!' || c == U'?' || c == 0x2026; }

// Of one-letter words those that are words, not the start of a name: є, я, о, i and so on.
bool IsVowel(char32_t c) {
  return std::u32string_view(U"аеєиіїоуюяыэАЕЄИІЇОУЮЯЫЭaeiouAEIOU").find(c) !=
         std::u32string_view::npos;
}

bool IsCapital(char32_t c) {
  return (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE) || (c >= 0x400 && c <= 0x42F) ||
         c == 0x490;
}

}  // namespace

Sentences::Sentences(std::string_view text) {
  char32_t last_letter = 0;
  size_t letters = 0;      // of the word that ends here
  size_t before_stop = 0;  // letters of the word before the stops
  bool only_dots = true;   // the stops so far
  enum { kInside, kStops, kSpaces } state = kInside;
  for (size_t at = 0; at < text.size();) {
    const size_t here = at;
    const char32_t c = NextCodePoint(text, &at);
    if (IsLineEnd(c)) {
      if (at < text.size()) starts_.push_back(static_cast<uint32_t>(at));
      state = kInside;
      letters = 0;
      continue;
    }
    if (IsStop(c)) {
      if (state != kStops) {
        before_stop = letters;
        only_dots = true;
      }
      only_dots = only_dots && c == U'.';
      state = kStops;
      letters = 0;
      continue;
    }
    if (IsSpace(c)) {
      if (state == kStops) state = kSpaces;
      letters = 0;
      continue;
    }
    if (state == kSpaces) {
      const bool initial = only_dots && before_stop == 1 && !IsVowel(last_letter);
      const bool abbreviation = only_dots && before_stop <= kShortWord && !IsCapital(c);
      if (!initial && !abbreviation) starts_.push_back(static_cast<uint32_t>(here));
    }
    state = kInside;
    letters = KindOfCharacter(c) == CharacterKind::kBetween ? 0 : letters + 1;
    if (letters > 0) last_letter = c;
  }
}

size_t Sentences::At(uint32_t offset) const {
  return static_cast<size_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) -
                             starts_.begin());
}

Sentences::Run Sentences::Of(ByteRange range) const {
  return {At(range.begin), At(range.end > range.begin ? range.end - 1 : range.begin)};
}

}  // namespace varta
