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

namespace varta {

// nullopt: not plain. So are the characters that a marked text (marked_text.h) uses up.
std::optional<uint8_t> PlainNumber(char32_t c);
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
  bool Has(uint8_t number) const { return (bits[number / 64] >> (number % 64) & 1) != 0; }
};

// From here on no character has case.
inline constexpr char32_t kNoCase = 0x1F000;

// What an element of a pattern such as [а-яіїєґ] or \d matches.
struct PlainElement {
  // Which characters that are not plain; kLetters: letters at most; kListed: `rare`, and perhaps
  // letters.
  enum Others : uint8_t { kUnknown, kNone, kAll, kLetters, kListed };

  PlainSet plain;
  Others others = kUnknown;
  std::u32string rare;
};

// Such elements, each as RE2's (?i) says. Not for several threads while Add is called.
class PlainElements {
 public:
  static constexpr size_t kMost = 512;  // different ones: each costs some 50 us

  // `element`: one of RE2's, that matches one character; nullopt: there are too many.
  std::optional<uint16_t> Add(std::string_view element);
  const PlainElement& operator[](uint16_t number) const { return elements_[number]; }

 private:
  std::vector<PlainElement> elements_;
  std::unordered_map<std::string, uint16_t> numbers_;
};

}  // namespace varta
