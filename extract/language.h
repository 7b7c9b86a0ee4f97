// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Text to language, by CLD2 with our own correction: short texts, Ukrainian and Russian against
// their neighbours and mixed with each other, both written in Latin letters, Serbian in either
// script. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace varta {

struct Language {
  std::string code;       // ISO 639-1; empty: cannot be told
  double confidence = 0;  // 0..1; at most 0.6 for Russian and Ukrainian in Latin letters
};

// Of the whole text; of a long one, a sample of 1 KB from all over it: more does not make the
// answer surer. Any bytes.
Language DetectLanguage(std::string_view utf8);

struct LanguageSpan {
  ByteRange span;  // of the text; whole lines
  Language language;
};
// The languages of a text whose blocks are parted by line ends: spans in order, neighbours differ,
// together they are the whole text. A line that is too short to tell, or told with little
// confidence, belongs to what stands before it; the first ones to what follows. At most 200 lines
// are judged one by one, then the rest as one. Empty for an empty text.
std::vector<LanguageSpan> DetectLanguages(std::string_view utf8);

}  // namespace varta
