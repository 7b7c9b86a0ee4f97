// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The characters that most texts of ads consist of: ASCII, the Cyrillic letters of Ukrainian and
// Russian, and some signs of typography and money. Each has a number below 256, and RE2's (?i) is
// simple for them: a letter has one other case or none. Values; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "rules/character_set.h"
#include "rules/letter_codes.h"
#include "rules/pattern_tokens.h"

namespace varta {

// nullopt: not plain. So are the characters that a marked text (marked_text.h) uses up.
std::optional<uint8_t> PlainNumber(char32_t c);
// Of the character at `*at` (< text.size()); moves *at behind it.
inline std::optional<uint8_t> NextPlain(std::string_view text, size_t* at) {
  const auto first = static_cast<unsigned char>(text[*at]);
  if (first < 0x80 && first > 3) {
    ++*at;
    return first;
  }
  if ((first == 0xD0 || first == 0xD1) && *at + 1 < text.size()) {
    const auto second = static_cast<unsigned char>(text[*at + 1]);
    const unsigned letter = (first & 1u) << 6 | (second & 63u);
    if ((second & 0xC0) == 0x80 && letter < 0x60) {
      *at += 2;
      return static_cast<uint8_t>(0x80 + letter);
    }
  }
  return PlainNumber(NextCodePoint(text, at));
}
// The character; nullopt: no character has this number.
std::optional<char32_t> PlainCharacter(uint8_t number);
// Of the same letter in the other case; its own, if there is none.
uint8_t OtherCase(uint8_t number);

// Some of the plain characters.
struct PlainSet {
  uint64_t bits[4] = {};

  void Add(uint8_t number) { bits[number / 64] |= uint64_t{1} << (number % 64); }
  void Add(const PlainSet& other) {
    for (size_t i = 0; i < 4; ++i) bits[i] |= other.bits[i];
  }
  bool IsApartFrom(const PlainSet& other) const {
    for (size_t i = 0; i < 4; ++i)
      if ((bits[i] & other.bits[i]) != 0) return false;
    return true;
  }
  bool Has(uint8_t number) const { return (bits[number / 64] >> (number % 64) & 1) != 0; }
};

inline constexpr PlainSet kAllPlain{{~uint64_t{0}, ~uint64_t{0}, ~uint64_t{0}, ~uint64_t{0}}};

// What an element of a pattern such as [а-яіїєґ] or \d matches.
struct PlainElement {
  // Which characters that are not plain; kLetters: letters at most.
  enum Others : uint8_t { kUnknown, kNone, kLetters, kListed };

  PlainSet plain;
  Others others = kUnknown;
  bool negated = false;                // kListed: all but these
  std::vector<CharacterRange> ranges;  // kListed
  CodeSet letters;                     // kListed: the codes of its letters
};

// Such elements, each as RE2 says. Not for several threads while Add is called.
class PlainElements {
 public:
  static constexpr size_t kMost = 512;  // different ones: each costs some 50 us

  PlainElements();

  // `element`: a kSet; nullopt: there are too many.
  std::optional<uint16_t> Add(const PatternToken& element, bool ignores_case = true);
  const PlainElement& operator[](uint16_t number) const { return elements_[number]; }
  // Of words, as < and > have it.
  const PlainSet& letters() const { return letters_; }

 private:
  PlainSet letters_;
  std::vector<PlainElement> elements_;
  std::unordered_map<std::string, uint16_t> numbers_;
};

}  // namespace varta
