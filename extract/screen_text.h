// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Text as it stands on the screen: white space collapsed, lines where the layout has them, trimmed.
// One thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace varta {

class ScreenText {
 public:
  // White space runs become one space, or stay. NUL is left out.
  void Add(std::string_view text) { AddWords<false>(text); }
  void AddPre(std::string_view text);
  // The same as Add, with "&amp;" and the like decoded.
  void AddWithReferences(std::string_view text) { AddWords<true>(text); }
  // A gap, if something stands before it in the line.
  void Space() {
    if (gap_ == 0) gap_ = ' ';
  }
  void Cell() { gap_ = '\t'; }  // a tab, likewise
  // What follows starts a line.
  void Line() {
    newlines_ = std::max<size_t>(newlines_, 1);
    gap_ = 0;
  }
  // <br>: twice is an empty line.
  void Break() {
    newlines_ = std::min<size_t>(newlines_ + 1, 2);
    gap_ = 0;
  }
  std::string_view text() const { return std::string_view(text_).substr(0, size_); }
  std::string Take();  // leaves it empty
  void Clear();
  void Reserve(size_t bytes) { MakeRoom(bytes); }

  // For what is written down later than it stands on the screen: a place in this text, an empty
  // text that begins there, and its insertion.
  struct Place {
    size_t at = 0;
    size_t newlines = 0;
    char gap = 0;
  };
  Place Here() const { return {size_, newlines_, gap_}; }
  static ScreenText From(const Place& place);
  void InsertAsBlock(const Place& place, const ScreenText& earlier);

 private:
  template <bool kReferences>
  void AddWords(std::string_view text);
  size_t AddReference(std::string_view text);  // returns how many bytes it has
  void MakeRoom(size_t bytes) {
    if (text_.size() - size_ < bytes) Grow(bytes);
  }
  void Grow(size_t bytes);
  void Flush() {  // there is room for it
    if (newlines_ > 0 || gap_ != 0) WriteGap();
  }
  void WriteGap();

  // The text and what will be overwritten: bytes are put down a block at a time.
  std::string text_;
  size_t size_ = 0;
  bool begun_ = false;     // something stands before text_
  size_t newlines_ = 0;    // to be written before the next character
  char gap_ = 0;           // or this
  bool returned_ = false;  // the last white space that was kept is "\r"
};

}  // namespace varta
