// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A text as one byte a letter: what the engine scans before RE2 is asked. Case and the accents of
// Latin letters are gone, marks are nothing, and every run of characters between words is a gap.
// Whatever RE2's (?i) takes for the same letter has the same code. Values; any thread.
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
// Between words; the next are there, too: a currency sign, a picture of one of so many kinds (by
// its number: pictures tell rules apart).
inline constexpr uint8_t kBetweenWords = 1;
inline constexpr uint8_t kMoneySign = 2;
inline constexpr uint8_t kShout = 3;  // no character has it: two of ! and ? side by side
inline constexpr uint8_t kPictures = 4, kPictureKinds = 29;
// Of runs only: two pictures side by side, of one of so many kinds.
inline constexpr uint8_t kPicturePairs = 64, kPairKinds = 64;
// A letter or digit without a code of its own.
inline constexpr uint8_t kOtherLetter = kPictures + kPictureKinds;
inline constexpr uint8_t kDigits = kOtherLetter + 1;  // ten
inline constexpr size_t kCodes = 128;

inline bool IsLetterCode(uint8_t code) { return code >= kOtherLetter; }
inline bool IsBetweenCode(uint8_t code) { return code != kNoCode && code < kOtherLetter; }

struct CodeSet {
  uint64_t low = 0, high = 0;

  void Add(uint8_t code) { (code < 64 ? low : high) |= uint64_t{1} << (code % 64); }
  bool Has(uint8_t code) const { return ((code < 64 ? low : high) >> (code % 64) & 1) != 0; }
  bool empty() const { return (low | high) == 0; }
  // The lowest; of a set that is not empty.
  uint8_t First() const {
    return static_cast<uint8_t>(low != 0 ? std::countr_zero(low) : 64 + std::countr_zero(high));
  }
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
// Of two pictures side by side.
inline uint8_t CodeOfPair(char32_t a, char32_t b) {
  return static_cast<uint8_t>(kPicturePairs + (a * 7 + b) % kPairKinds);
}
inline bool IsPicture(uint8_t code) {
  return code >= kPictures && code < kPictures + kPictureKinds;
}
inline bool IsShouting(char32_t c) { return c == U'!' || c == U'?'; }
// Whether (?i) takes it for a letter and for a mark (U+0345 and its capitals): no code tells.
bool IsLetterAndMark(char32_t c);

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

// A text's letters and digits one after another, and where something stands between them.
class LetterStream {
 public:
  // Of characters between words.
  struct Run {
    uint32_t index;  // of the letter behind it
    CodeSet codes;
  };

  explicit LetterStream(std::string_view view);

  // One more than there are letters: they have the indexes from 1 on, index 0 is the text's begin.
  size_t size() const { return size_; }
  // size() codes, the first of them 0, then at least 8 zeros.
  const uint8_t* codes() const { return codes_.get(); }
  // Bit i: whether something stands before letter `index` + i. Before the first letter and behind
  // the last something always does.
  uint64_t GapsFrom(size_t index) const {
    const uint64_t* word = &gaps_[index / 64];
    return word[0] >> (index % 64) | word[1] << 1 << (63 - index % 64);
  }
  // The codes of the run before the letter; empty: nothing stands there.
  CodeSet RunBefore(size_t index) const;
  // The runs that have more than kBetweenWords.
  const std::vector<Run>& specials() const { return specials_; }
  // Where in the view the letter begins; of 0: 0, of size(): the view's end.
  uint32_t OffsetOf(size_t index) const { return offsets_[index]; }
  // Letters of the longest word.
  size_t longest_word() const { return longest_word_; }

 private:
  std::unique_ptr<uint8_t[]> codes_;  // not filled with zeros first, nor are the next
  std::unique_ptr<uint32_t[]> offsets_;
  std::vector<uint64_t> gaps_;
  std::vector<Run> specials_;
  size_t size_ = 1;
  size_t longest_word_ = 0;
};

}  // namespace varta
