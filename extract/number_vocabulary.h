// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The words that number_words.cc reads as digits: one table row each. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "extract/lexicon.h"

namespace varta {

// Words that are no numbers themselves.
inline constexpr int kPlusWord = -1;
inline constexpr int kHundredWord = -2;  // behind a unit: "două sute"
inline constexpr int kAndWord = -3;      // between tens and a unit: "douăzeci și cinci"
inline constexpr int kTwiceWord = -4;    // before a digit: "double five"

// `word`: in lower case, without apostrophes, Latin letters without marks. 0 to 900, or one of the
// above; nullopt: no such word.
std::optional<int> NumberWordValue(std::string_view word);
// Whether one may begin with these two letters (lower case), or with what passes for them in the
// other alphabet. Quick; sometimes true without reason.
bool MayBeNumberWord(char32_t first, char32_t second);
void AddNumberWords(Lexicon* lexicon);  // as kNumeral

// Letters that pass for each other, in pairs.
inline constexpr std::u32string_view kCyrillicAlike = U"аеорсхуікмтнв";
inline constexpr std::u32string_view kLatinAlike = U"aeopcxyikmthb";
static_assert(kCyrillicAlike.size() == kLatinAlike.size());

}  // namespace varta
