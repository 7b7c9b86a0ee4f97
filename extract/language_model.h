// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How likely a text is in each of the languages of the region and around it, by which letters
// follow each other. For texts that are too short for CLD2, and languages that it mixes up. Pure;
// any thread; linear.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace varta {

enum class Alphabet { kCyrillic, kLatin };

struct LanguageLikelihood {
  std::string_view code;  // ISO 639-1
  bool transliterated = false;
  double nats = 0;  // log likelihood of the whole text
};

struct LetterFit {
  std::vector<LanguageLikelihood> languages;  // always all of the alphabet
  size_t pairs = 0;    // of letters and edges of words that were counted; 0: nothing to judge by
  size_t strange = 0;  // letters of the alphabet that none of the languages has
};

// Characters of other alphabets and anything else part words.
LetterFit FitLetters(std::string_view utf8, Alphabet alphabet);

}  // namespace varta
