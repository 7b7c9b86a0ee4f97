// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What one element of a pattern (a letter, a class, [...]) can match, as letter codes. Values; any
// thread.
#pragma once

#include "rules/letter_codes.h"
#include "rules/pattern_tokens.h"

namespace varta {

struct CharacterSet {
  bool known = true;     // false: too many, or of both kinds; the rest says nothing then
  CodeSet letters;       // codes of its letters and digits
  CodeSet between;       // codes of the runs that its characters between words can stand in
  bool marks = false;    // has marks
  bool in_word = false;  // letters, digits and marks only, even if it is not known which

  void Add(char32_t c);
  void AddRange(char32_t first, char32_t last);
};

// `token`: kLetter or kSet.
CharacterSet CharactersOf(const PatternToken& token);

}  // namespace varta
