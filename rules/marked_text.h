// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A text with its word edges made visible, for patterns with `<` and `>`: between two characters
// stands a mark, except inside a word. Value; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace varta {

// The marks. A word is what Words() of base/text.h calls one: letters, digits, and marks after
// them.
inline constexpr char kWordStart = '\x01';
inline constexpr char kWordEnd = '\x02';
inline constexpr char kNoWord = '\x03';  // no word on either side

class MarkedText {
 public:
  // Of all of `view`. Marks that stand in the view itself become spaces.
  explicit MarkedText(std::string_view view);

  const std::string& text() const { return text_; }
  bool IsMark(size_t offset) const {
    return text_[offset] >= kWordStart && text_[offset] <= kNoWord;
  }
  // The range of the view; marks at the ends of `marked` do not count.
  ByteRange ToView(ByteRange marked) const;
  // Where the mark before the view's character at `offset` is, or would be.
  size_t FromView(uint32_t offset) const;

 private:
  std::string text_;
  std::vector<uint32_t> marks_;  // where in text_
};

// A piece of a marked text, with a character more than asked for on either side if the view has
// one, so that what RE2 is told to look at has its surroundings.
struct MarkedPiece {
  std::string text;
  size_t begin = 0, end = 0;  // of what was asked for, with the marks at its ends
};
// [begin, end) of the view, and `before` <= begin: all three where a word or what is between two
// words begins, or at the view's ends.
void MarkPiece(std::string_view view, uint32_t before, uint32_t begin, uint32_t end,
               MarkedPiece* piece);

}  // namespace varta
