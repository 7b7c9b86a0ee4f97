// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Folding: the form in which words are compared, whatever disguise they wear. Pure; any thread.
#pragma once

#include <string_view>

#include "base/text.h"

namespace varta {

struct Folded {
  MappedText text;
  // Words that mix Latin and Cyrillic letters as they are written (after NFKC). A fact, no sign of
  // anything by itself: ordinary texts have them.
  uint32_t mixed_words = 0;
  ByteRange first_mixed;  // in the original; empty if there is none
};

// kMerged: ё as е and ґ as г, which many people type for them.
enum class Spelling { kKept, kMerged };

// Of clean text only what NFKC_Casefold changes (Unicode 3.13, D147): white space, punctuation, ё,
// ґ and apostrophes stay. Besides:
// - invisible characters and combining marks go (й, ї, é and the like are letters and stay, and so
//   do the marks that belong to one script, such as Thai vowels);
// - a word that mixes Cyrillic, Latin and look-alike letters becomes one script where every letter
//   has a twin there ("рaбoтa", "зαραбοтοκ", "hоtеl"): see base/letter_twins.h;
// - single digits within a word that stand for letters become those ("раб0та", "w0rk");
// - four and more single letters kept apart by the same one separator become a word
// ("п.а.с.п.о.р.т",
//   "п а с п о р т"), unless they are an alphabetic list or could be words of one letter.
// Folding twice is folding once. The text is at most 12 times as long as the original.
Folded Fold(std::string_view utf8, Spelling spelling = Spelling::kKept);

}  // namespace varta
