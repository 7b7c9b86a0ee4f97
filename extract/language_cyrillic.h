// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Tells the languages of our region that are written in Cyrillic apart by which letters follow each
// other, endings and common words, for texts that are too short for CLD2. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace varta {

struct LanguageGuess {
  std::string code;  // ISO 639-1; empty: cannot be told
  double confidence = 0;
  bool reliable = false;
};

// `utf8`: mostly Cyrillic; `cld2`: what CLD2 says about it.
LanguageGuess WeighCyrillic(std::string_view utf8, const LanguageGuess& cld2);

}  // namespace varta
