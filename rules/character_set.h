// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What one element of a pattern (a letter, a class, [...]) can match, as letter codes. Values; any
// thread.
#pragma once

#include <string_view>
#include <vector>

#include "rules/letter_codes.h"
#include "rules/pattern_tokens.h"

namespace varta {

struct CharacterRange {
  char32_t first, last;
};

struct CharacterSet {
  bool known = true;     // false: too many, or of both kinds; the rest says nothing then
  CodeSet letters;       // codes of its letters and digits
  CodeSet between;       // codes of its characters between words
  bool marks = false;    // has marks
  bool in_word = false;  // letters, digits and marks only, even if it is not known which
  std::vector<CharacterRange> ranges;  // if known: what it is made of; of \s a space only

  void Add(char32_t c);
  void AddRange(char32_t first, char32_t last);

 private:
  void AddOne(char32_t c);
};

// `token`: kLetter or kSet.
CharacterSet CharactersOf(const PatternToken& token);
// Of [^...]: what is left out. `text`: of a kSet.
CharacterSet CharactersOutOf(std::string_view text);

}  // namespace varta
