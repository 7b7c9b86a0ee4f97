// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Text as it stands on the screen: white space collapsed, lines where the layout has them, trimmed.
// One thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace varta {

class ScreenText {
 public:
  // White space runs become one space, or stay. NUL is left out.
  void Add(std::string_view text);
  void AddPre(std::string_view text);
  void Space();  // a gap, if something stands before it in the line
  void Cell();   // a tab, likewise
  void Line();   // what follows starts a line
  void Break();  // <br>: twice is an empty line
  const std::string& text() const { return text_; }
  std::string Take() { return std::move(text_); }
  void Clear();
  void Reserve(size_t bytes) { text_.reserve(bytes); }

  // For what is written down later than it stands on the screen: a place in this text, an empty
  // text that begins there, and its insertion.
  struct Place {
    size_t at = 0;
    size_t newlines = 0;
    char gap = 0;
  };
  Place Here() const { return {text_.size(), newlines_, gap_}; }
  static ScreenText From(const Place& place);
  void InsertAsBlock(const Place& place, const ScreenText& earlier);

 private:
  void Flush();

  std::string text_;
  bool begun_ = false;     // something stands before text_
  size_t newlines_ = 0;    // to be written before the next character
  char gap_ = 0;           // or this
  bool returned_ = false;  // the last white space that was kept is "\r"
};

}  // namespace varta
