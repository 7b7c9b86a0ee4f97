// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One word, case folded, and what hides in it. One thread.
#pragma once

#include <string_view>
#include <vector>

#include "base/fold.h"
#include "base/letter_twins.h"
#include "base/text.h"

namespace varta {

// What stands at `range` becomes `letter`.
struct LetterEdit {
  ByteRange range;
  char32_t letter;
  bool joined;  // what stands between the edit before and this one goes
};

class WordDisguise {
 public:
  explicit WordDisguise(Spelling spelling) : spelling_(spelling) { characters_.reserve(16); }

  // Takes the character at `*at` into the word and moves behind it, if it is a letter, a digit or a
  // mark; else returns false.
  bool Add(std::string_view text, uint32_t* at);
  bool empty() const { return characters_.empty(); }

  // Has Latin and Cyrillic letters.
  bool IsMixed() const { return latin_ > 0 && cyrillic_ > 0; }
  // The letters, which stood apart, make a word: no list in the order of the alphabet, and (if
  // `spaced`, by single spaces) not all of them words of one letter.
  bool IsSpelledOut(bool spaced) const;

  // Adds the edits that make the word what it passes for: none for most. `left` and `right`: the
  // text around it. `join`: its letters stood apart.
  void Resolve(std::string_view left, std::string_view right, bool join,
               std::vector<LetterEdit>* edits) const;

 private:
  enum class Script { kNone, kCyrillic, kLatin };
  struct Character {
    char32_t c;
    bool digit;
    Letter letter;
    ByteRange range;
  };

  Script Target() const;
  bool Fits(Script target) const;
  bool HasLetterDigits(Script target, std::string_view left, std::string_view right) const;
  bool IsLetterDigit(size_t index, Script target, std::string_view left) const;

  Spelling spelling_;
  std::vector<Character> characters_;
  size_t letters_ = 0, digits_ = 0;
  size_t latin_ = 0, cyrillic_ = 0, small_capitals_ = 0, other_scripts_ = 0;
  size_t only_latin_ = 0, only_cyrillic_ = 0;  // those that nobody takes for the other script's
  size_t switches_ = 0;                        // between Latin and Cyrillic
  LetterKind last_kind_ = LetterKind::kNone;   // Latin or Cyrillic
};

}  // namespace varta
