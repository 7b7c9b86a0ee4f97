// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A text as words, numbers and signs, read once for all finders that look at words, each word with
// what the lexicon knows of it. Value; one thread at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/lexicon.h"
#include "varta/v1/ad.pb.h"

namespace varta {

struct Token {
  enum Type : uint8_t { kWord, kNumber, kSymbol };

  uint32_t begin = 0, end = 0;  // bytes of the text, on character boundaries
  uint32_t folded = 0;          // where its folded form begins
  uint16_t folded_size = 0;
  Type type = kWord;
  bool space_before = false;  // white space of any kind, or the start of the text
  bool line_before = false;   // a line ends before it, or the text starts
  bool capital = false;       // the first letter is one
  bool upper = false;         // two letters and more, all capital
  bool taken = false;         // a finder has read it; no other shall
  char32_t symbol = 0;        // of a sign; "---" is one
  uint32_t entry = kNoEntry;  // of the lexicon
  uint64_t whole = 0;         // of its bits those that it is by itself
};

// Digits are plain ones or full-width ones. Words are letters with apostrophes between them; a
// hyphen parts words. Folded: lower case, ё as е, ґ as г, no accents on Latin letters, nothing
// invisible; a word in two scripts whose letters all have a twin in one of them is in that one.
// What stands in a URL or a mail address is marked as taken.
class TokenText {
 public:
  static constexpr size_t kMaxBytes = 1024 * 1024;  // no ad is longer; the rest is not read

  explicit TokenText(std::string_view utf8);  // any bytes; must outlive this

  std::string_view text() const { return text_; }
  size_t size() const { return tokens_.size(); }
  const Token& operator[](size_t i) const { return tokens_[i]; }
  std::string_view Folded(size_t i) const {
    return FoldedOf(tokens_[i]);
  }  // of a number: its digits

  // What the word may begin, as bits, or the bit of a number, a dash, a sign of currency.
  uint64_t BitsAt(size_t i) const { return bits_[i]; }
  // The first token from `i` on that has one of `bits`; size() if none does.
  size_t Next(size_t i, uint64_t bits) const {
    for (; i < bits_.size(); ++i) {
      if (i % kStride == 0 && (stride_bits_[i / kStride] & bits) == 0) {
        i += kStride - 1;
      } else if (bits_[i] & bits) {
        return i;
      }
    }
    return bits_.size();
  }
  // The bits of the tokens [first, last), as far as there are such.
  uint64_t BitsOf(size_t first, size_t last) const {
    uint64_t all = 0;
    for (last = std::min(last, bits_.size()); first < last; ++first) all |= bits_[first];
    return all;
  }
  // The same of the `count` tokens before `i`.
  uint64_t BitsBefore(size_t i, size_t count) const { return BitsOf(i > count ? i - count : 0, i); }

  // All false where there is no token `i`, so that one may look past both ends.
  bool Has(size_t i, Kind kind) const { return i < bits_.size() && (bits_[i] & Bit(kind)) != 0; }
  bool IsSymbol(size_t i, char32_t symbol) const {
    return i < tokens_.size() && tokens_[i].type == Token::kSymbol && tokens_[i].symbol == symbol;
  }
  bool IsDash(size_t i) const { return i < bits_.size() && (bits_[i] & kDashBit) != 0; }
  bool IsWord(size_t i) const { return i < tokens_.size() && tokens_[i].type == Token::kWord; }
  bool IsNumber(size_t i) const { return i < tokens_.size() && tokens_[i].type == Token::kNumber; }
  bool IsFreeNumber(size_t i) const { return IsNumber(i) && !tokens_[i].taken; }
  bool Joins(size_t i) const { return i < tokens_.size() && !tokens_[i].space_before; }
  bool StartsLine(size_t i) const { return i >= tokens_.size() || tokens_[i].line_before; }

  // What begins at `i` and has this kind: the longest phrase of the lexicon. `next`: behind it.
  bool Read(size_t i, Kind kind, Sense* sense, size_t* next) const {
    return Has(i, kind) && ReadPhrase(i, kind, sense, next);
  }
  // The nearest token of this kind among the `count` before `i`, at most one line end between and
  // no full stop; size() if none.
  size_t FindBefore(size_t i, size_t count, Kind kind) const {
    return (BitsBefore(i, count) & Bit(kind)) == 0 ? size() : SearchBefore(i, count, kind);
  }
  // The same among the `count` tokens from `i` on, in its line.
  size_t FindFrom(size_t i, size_t count, Kind kind) const {
    return (BitsOf(i, i + count) & Bit(kind)) == 0 ? size() : SearchFrom(i, count, kind);
  }
  // False only if FindNumberWords (number_words.h) finds nothing in this text.
  bool MaySpellNumbers() const { return may_spell_numbers_; }
  // Is "і", "ї", "є" more usual than "ы", "э", "ъ"?
  bool LooksUkrainian() const { return looks_ukrainian_; }

  void Take(size_t first, size_t last);          // [first, last)
  void TakeBytes(uint32_t begin, uint32_t end);  // all that overlap
  std::string_view Written(size_t first, size_t last) const;
  // A fact that [first, last) states, without its place. An empty range is the caller's error.
  v1::Fact MakeFact(v1::FactKind kind, size_t first, size_t last, std::string value,
                    double confidence) const;

 private:
  std::string_view FoldedOf(const Token& token) const {
    return {folded_.data() + token.folded, token.folded_size};
  }
  bool ReadPhrase(size_t i, Kind kind, Sense* sense, size_t* next) const;
  size_t SearchBefore(size_t i, size_t count, Kind kind) const;
  size_t SearchFrom(size_t i, size_t count, Kind kind) const;
  bool IsOf(size_t i, Kind kind) const;
  void ReadTokens();
  void Add(const Token& token, uint64_t bits) {
    if (tokens_.size() % kStride == 0) stride_bits_.push_back(0);
    stride_bits_.back() |= bits;
    tokens_.push_back(token);
    bits_.push_back(bits);
  }
  // `odd`: not only letters of ASCII, or only Cyrillic ones, each as it is.
  size_t ReadWord(size_t at, Token* token, bool* odd);
  size_t ReadDigits(size_t at, Token* token);
  void ToOneScript(Token* token);
  void TakeAddresses(const std::vector<size_t>& signs);

  std::string_view text_;
  std::string folded_;  // its first `used_` bytes; behind them is room for the rest of the text
  size_t used_ = 0;
  std::vector<Token> tokens_;
  std::vector<uint64_t> bits_;  // of each token
  static constexpr size_t kStride = 8;
  std::vector<uint64_t> stride_bits_;  // of each eight, together: most have nothing of a kind
  bool looks_ukrainian_ = false;
  bool may_spell_numbers_ = false;
};

}  // namespace varta
