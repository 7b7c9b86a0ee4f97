// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// UTF-8 text: check and repair, and the views that rules look at, each with a map back to the
// original. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace varta {

bool IsValidUtf8(std::string_view text);
// Each ill-formed sequence becomes one U+FFFD (maximal subparts, Unicode 3.9); valid text comes
// back as it was.
std::string RepairUtf8(std::string_view text);

// The code point that starts at `*at` (< text.size()); moves `*at` behind it. An ill-formed
// sequence gives U+FFFD and counts as one, as in RepairUtf8.
char32_t NextCodePoint(std::string_view text, size_t* at);
// Adds one code point; what is none (a surrogate, past U+10FFFF) becomes U+FFFD.
void AppendUtf8(char32_t code_point, std::string* out);

// A half-open byte range.
struct ByteRange {
  uint32_t begin = 0;
  uint32_t end = 0;
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

// A text made from another, and from which of the other's bytes each of its bytes came. At most 4
// GiB - 1 on either side.
class MappedText {
 public:
  const std::string& text() const { return text_; }
  std::string TakeText() && { return std::move(text_); }
  // The smallest range of the original that `range` of text() came from; whole characters on both
  // sides. An empty range gives the empty range where its place is in the original; what lies past
  // the end of text() is cut off.
  ByteRange ToOriginal(ByteRange range) const;

  // Adds `made` to the text as coming from [begin, end) of the original; begins must not go down.
  void Append(std::string_view made, uint32_t begin, uint32_t end);
  // Adds characters that stand for as many of the original, each as long as its original, the first
  // of which is at `begin`.
  void AppendAligned(std::string_view made, uint32_t begin);
  // Adds a part of another text (whole characters), as coming from where that came from.
  void AppendPart(const MappedText& from, ByteRange range);
  void Reserve(size_t bytes) { text_.reserve(bytes); }

 private:
  struct Piece {
    uint32_t made;   // where in text_ it starts; it ends where the next one starts
    uint32_t begin;  // what of the original it stands for
    uint32_t end;    // kAligned: it maps byte for byte, so the end follows from the length
  };
  static constexpr uint32_t kAligned = 0xFFFFFFFF;

  const Piece& PieceAt(uint32_t made) const;
  uint32_t OriginalBegin(uint32_t made) const;
  uint32_t OriginalEnd(uint32_t made) const;
  std::string text_;
  std::vector<Piece> pieces_;
};

// As a person reads it: NFKC, zero-width and soft hyphen gone (all that Unicode calls default
// ignorable, and controls), the apostrophes one ('), runs of white space one space, trimmed. Of
// more than 32 code points that melt into one character, the first 32 count.
MappedText ReadableView(std::string_view utf8);

// For look-ups: the ReadableView, folded (base/fold.h), ё as е, ґ as г.
std::string FoldForSearch(std::string_view utf8);
// The words (letters and digits, at least `min_letters` code points) of a folded text, in order,
// repeats kept. Marks belong to the letter before them. The views look into `folded`.
std::vector<std::string_view> Words(std::string_view folded, int min_letters);

// What a character is to Words(): a letter or digit, a mark (part of the word before it, if there is
// one), or something between words.
enum class CharacterKind { kBetween, kWord, kMark };
CharacterKind KindOfCharacter(char32_t c);

// At most `max_bytes`, cut between characters, with "…" if something was cut (counted in
// max_bytes).
std::string Shorten(std::string_view utf8, size_t max_bytes);

}  // namespace varta
