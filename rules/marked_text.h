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
  // `words`: Words(view, 1). Marks that stand in the view itself become spaces.
  MarkedText(std::string_view view, const std::vector<std::string_view>& words);

  const std::string& text() const { return text_; }
  bool IsMark(size_t offset) const {
    return text_[offset] >= kWordStart && text_[offset] <= kNoWord;
  }
  // The range of the view; marks at the ends of `marked` do not count.
  ByteRange ToView(ByteRange marked) const;

 private:
  std::string text_;
  std::vector<uint32_t> marks_;  // where in text_
};

}  // namespace varta
