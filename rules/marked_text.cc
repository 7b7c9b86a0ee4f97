// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/marked_text.h"

#include <algorithm>

namespace varta {
namespace {

bool IsMarkByte(char c) { return c >= kWordStart && c <= kNoWord; }

}  // namespace

MarkedText::MarkedText(std::string_view view, const std::vector<std::string_view>& words) {
  text_.reserve(view.size() + view.size() / 3 + 1);
  auto mark = [&](char c) {
    marks_.push_back(static_cast<uint32_t>(text_.size()));
    text_ += c;
  };
  size_t at = 0;
  bool after_word = false;
  auto between_words_until = [&](size_t end) {
    // Of the marks around `n` characters outside words, all but the first and the last have no word
    // on either side.
    while (at < end) {
      mark(after_word ? kWordEnd : kNoWord);
      after_word = false;
      const size_t begin = at;
      NextCodePoint(view, &at);
      if (at - begin == 1 && IsMarkByte(view[begin])) {
        text_ += ' ';
      } else {
        text_ += view.substr(begin, at - begin);
      }
    }
  };
  for (std::string_view word : words) {
    between_words_until(static_cast<size_t>(word.data() - view.data()));
    mark(kWordStart);
    text_ += word;
    at += word.size();
    after_word = true;
  }
  between_words_until(view.size());
  mark(after_word ? kWordEnd : kNoWord);
}

ByteRange MarkedText::ToView(ByteRange marked) const {
  while (marked.begin < marked.end && IsMark(marked.begin)) ++marked.begin;
  while (marked.end > marked.begin && IsMark(marked.end - 1)) --marked.end;
  auto view_offset = [&](uint32_t offset) {
    const auto before = std::lower_bound(marks_.begin(), marks_.end(), offset) - marks_.begin();
    return offset - static_cast<uint32_t>(before);
  };
  return {view_offset(marked.begin), view_offset(marked.end)};
}

}  // namespace varta
