// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A text as one byte a letter: what the engine scans before RE2 is asked. Case and the accents of
// Latin letters are gone, every run of characters between words is one code that says which signs
// stand in it, marks are nothing. Whatever RE2's (?i) takes for the same letter has the same code.
// Values; any thread.
#pragma once

#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace varta {

inline constexpr uint8_t kNoCode = 0;  // a mark
// Between words, and at both ends of a text. The bits above it: with a currency sign, with a
// picture of one of four kinds (by its number: pictures tell rules apart).
inline constexpr uint8_t kBetweenWords = 1;
inline constexpr uint8_t kMoneySign = 1, kPicture = 2;
inline constexpr uint8_t kPictureKinds = 4;
inline constexpr uint8_t kOtherLetter = 33;  // a letter or digit without a code of its own
inline constexpr uint8_t kDigits = 34;       // ten
inline constexpr size_t kCodes = 128;

inline bool IsLetterCode(uint8_t code) { return code >= kOtherLetter; }
inline bool IsBetweenCode(uint8_t code) { return code != kNoCode && code < kOtherLetter; }
inline bool IsDigitCode(uint8_t code) { return code >= kDigits && code < kDigits + 10; }
// Of two neighbouring runs between words, which are one.
inline uint8_t JoinBetween(uint8_t a, uint8_t b) {
  return static_cast<uint8_t>(((a - kBetweenWords) | (b - kBetweenWords)) + kBetweenWords);
}

struct CodeSet {
  uint64_t low = 0, high = 0;

  void Add(uint8_t code) { (code < 64 ? low : high) |= uint64_t{1} << (code % 64); }
  bool Has(uint8_t code) const { return ((code < 64 ? low : high) >> (code % 64) & 1) != 0; }
  bool empty() const { return (low | high) == 0; }
  int size() const { return std::popcount(low) + std::popcount(high); }
  // Calls f(code) for each, upwards.
  template <class F>
  void ForEach(F f) const {
    for (uint64_t rest = low; rest != 0; rest &= rest - 1)
      f(static_cast<uint8_t>(std::countr_zero(rest)));
    for (uint64_t rest = high; rest != 0; rest &= rest - 1)
      f(static_cast<uint8_t>(64 + std::countr_zero(rest)));
  }
  friend CodeSet operator|(CodeSet a, CodeSet b) { return {a.low | b.low, a.high | b.high}; }
  friend CodeSet operator&(CodeSet a, CodeSet b) { return {a.low & b.low, a.high & b.high}; }
  friend auto operator<=>(const CodeSet&, const CodeSet&) = default;
};

uint8_t CodeOf(char32_t c);
// The codes of the runs that a character between words with this code can stand in.
CodeSet RunsWith(uint8_t between);
// Whether the set has runs between words only.
inline bool IsBetween(CodeSet set) { return (set & RunsWith(kBetweenWords)) == set; }
// Whether (?i) takes it for a letter and for a mark (U+0345 and its capitals): no code tells.
bool IsLetterAndMark(char32_t c);
// Whether the set has runs with a sign of money or a picture only, which are rare.
inline bool IsSpecial(CodeSet set) { return IsBetween(set) && !set.Has(kBetweenWords); }
// About how many of a thousand codes of an ordinary text are this one. Rough: what is wrong here
// costs time, never a hit.
double ShareOf(uint8_t code);

// Reads a text's characters as codes.
class CodeReader {
 public:
  CodeReader();

  // The character at `*at` (< view.size()); moves it on.
  uint8_t Next(std::string_view view, size_t* at) const {
    const auto first = static_cast<unsigned char>(view[*at]);
    if (first < 0x80) {
      ++*at;
      return common_[first];
    }
    if (first >= 0xC2 && first < 0xE0 && *at + 1 < view.size()) {
      const auto second = static_cast<unsigned char>(view[*at + 1]);
      if ((second & 0xC0) == 0x80) {
        *at += 2;
        return common_[(first & 31u) << 6 | (second & 63u)];
      }
    }
    return NextRare(view, at);
  }

 private:
  static uint8_t NextRare(std::string_view view, size_t* at);

  const uint8_t* common_;  // of the code points to U+2FFF
};

class LetterStream {
 public:
  explicit LetterStream(std::string_view view);

  size_t size() const { return size_; }
  // size() codes, then at least 8 zeros.
  const uint8_t* codes() const { return codes_.data(); }
  // The same with kBetweenWords for every run between words.
  const uint8_t* plain_codes() const { return plain_.data(); }
  // The indexes of the runs with a sign of money or a picture.
  const std::vector<uint32_t>& specials() const { return specials_; }
  // Where in the view the code's first character begins; of size(): the view's end.
  uint32_t OffsetOf(size_t index) const { return offsets_[index]; }
  // Codes of the longest word.
  size_t longest_word() const { return longest_word_; }

 private:
  std::vector<uint8_t> codes_, plain_;
  std::vector<uint32_t> specials_;
  std::unique_ptr<uint32_t[]> offsets_;  // not filled with zeros first
  size_t size_ = 0;
  size_t longest_word_ = 0;
};

}  // namespace varta
