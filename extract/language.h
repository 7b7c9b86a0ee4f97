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
#include "varta/v1/ad.pb.h"

namespace varta {

struct Language {
  std::string code;       // ISO 639-1; empty: cannot be told
  double confidence = 0;  // 0..1; at most 0.6 for Russian and Ukrainian in Latin letters
};

// Of the whole text; of a long one, a sample of 1 KB from all over it: more does not make the
// answer surer. Any bytes.
Language DetectLanguage(std::string_view utf8);

struct LanguageSpan {
  ByteRange span;    // of the text; whole lines
  std::string code;  // ISO 639-1
};
// The languages of a text whose blocks differ: spans in order, neighbours differ, together they are
// the whole text. Empty: one language, as far as can be told. A block is what stands in a row in
// the same script and, of Cyrillic, with the same language's own letters; Latin ones part where
// letters with marks begin or end, so that English and Russian in Latin letters stay one. Blocks of
// fewer than 80 bytes, and what CLD2 is not sure of, belong to what stands before, the first one to
// what follows. Lines are looked at, not read: only of 8 blocks the first 400 bytes are judged,
// the largest of each look and then the largest of all; the others are in the language of those
// that look like them; after 100 blocks the rest is one. Any bytes.
std::vector<LanguageSpan> DetectLanguages(std::string_view utf8);

// The languages of an ad's blocks, each with its share of their bytes as confidence, the largest
// first, then by code. Empty: it has no blocks.
std::vector<Language> LanguageShares(const v1::Ad& ad);

}  // namespace varta
