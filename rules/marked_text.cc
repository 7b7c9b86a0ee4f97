// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/marked_text.h"

#include <algorithm>

#include "rules/letter_codes.h"

namespace varta {
namespace {

// Writes a view's characters with the marks between them.
class Marker {
 public:
  explicit Marker(std::string_view view) : view_(view) {}

  // The mark that belongs before the character at `at`, if any; then the character.
  // Calls on_mark() before the mark is written.
  template <class F>
  void Write(size_t* at, std::string& out, F on_mark) {
    const size_t here = *at;
    const uint8_t code = reader_.Next(view_, at);
    const bool in_word = IsLetterCode(code) || (code == kNoCode && after_word_);
    if (!(in_word && after_word_)) {
      on_mark();
      out += in_word ? kWordStart : after_word_ ? kWordEnd : kNoWord;
    }
    after_word_ = in_word;
    const char first = view_[here];
    if (first >= kWordStart && first <= kNoWord) {
      out += ' ';
    } else {
      out.append(view_, here, *at - here);
    }
  }
  char LastMark() const { return after_word_ ? kWordEnd : kNoWord; }

 private:
  std::string_view view_;
  CodeReader reader_;
  bool after_word_ = false;
};

}  // namespace

MarkedText::MarkedText(std::string_view view) {
  text_.reserve(view.size() + view.size() / 3 + 1);
  auto note = [&] { marks_.push_back(static_cast<uint32_t>(text_.size())); };
  Marker marker(view);
  for (size_t at = 0; at < view.size();) marker.Write(&at, text_, note);
  note();
  text_ += marker.LastMark();
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

size_t MarkedText::FromView(uint32_t offset) const {
  // The mark with the number i stands before the view's byte marks_[i] - i.
  size_t low = 0, high = marks_.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (marks_[middle] - middle < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return offset + low;
}

void MarkPiece(std::string_view view, uint32_t before, uint32_t begin, uint32_t end,
               MarkedPiece* piece) {
  std::string& out = piece->text;
  out.clear();
  Marker marker(view);
  auto nothing = [] {};
  size_t at = before;
  while (at < begin) marker.Write(&at, out, nothing);
  piece->begin = out.size();
  while (at < end) marker.Write(&at, out, nothing);
  if (at < view.size()) {
    const size_t size = out.size();
    marker.Write(&at, out, nothing);
    // Behind the mark before that character, if there is one.
    piece->end = size + (out[size] >= kWordStart && out[size] <= kNoWord ? 1 : 0);
  } else {
    out += marker.LastMark();
    piece->end = out.size();
  }
}

}  // namespace varta
