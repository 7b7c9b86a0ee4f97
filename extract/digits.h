// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Where a text has digits, however they are written: full-width, keycaps, with zero-width
// characters between them, with letters in their place, or as words. What phones.cc reads and
// mask.cc hides. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace varta {

// Digits that stand together. Offsets are bytes of the original text, on character boundaries.
struct DigitGroup {
  uint32_t begin = 0;    // the first digit, or the plus sign before it
  uint32_t opening = 0;  // an opening parenthesis right before `begin`; else equal to it
  uint32_t end = 0;
  std::string digits;  // ASCII
  bool plus = false;
  bool newline_before = false;   // a line ends between the group before and this one
  bool wide_gap_before = false;  // more lies between than one number's parts usually have
  bool disguised = false;        // not plain digits, or oddly separated from the group before
};
// Where a number from `first` to `end` begins: with the parenthesis before it, if that is closed
// within.
uint32_t StartOfNumber(std::string_view utf8, const DigitGroup& first, uint32_t end);

// Groups with nothing but separators between them; at most 64 groups.
using DigitRun = std::vector<DigitGroup>;
size_t CountDigits(const DigitRun& run);

// One ASCII character for each character of a text, zero-width ones dropped: digits as 0-9,
// separators as one of " .,-()/_", line ends as \n, ASCII letters in lower case, letters that pass
// for a digit as O (0), L (1), Z (3), B (6), other letters Y.
class DigitView {
 public:
  explicit DigitView(std::string_view utf8);

  const std::string& text() const { return text_; }
  uint32_t begin(size_t index) const { return begins_[index]; }  // of the original, in bytes
  uint32_t end(size_t index) const { return ends_[index]; }

  // Takes the digits of [first, last) of text() out of all runs.
  void Hide(size_t first, size_t last);
  // The index in text() of the first character that begins at `offset` of the original or later.
  size_t IndexOf(size_t offset) const;

  std::vector<DigitRun> Runs() const;

 private:
  bool ReadGroup(size_t* first, size_t* last, DigitGroup* group) const;
  bool IsBetweenDigits(size_t first, size_t last) const;
  bool JoinsRun(size_t from, size_t to, DigitGroup* group) const;

  std::string text_;
  std::vector<uint32_t> begins_, ends_;
  std::vector<bool> disguised_;
  std::vector<uint32_t> tabs_;  // where text() has a blank for one, ascending
};

}  // namespace varta
