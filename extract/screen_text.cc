// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/screen_text.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "base/ascii.h"
#include "base/byte_block.h"

namespace varta {
namespace {

bool IsWhite(char c) { return ascii::IsSpace(c) || c == '\0'; }

// The bits of the bytes at which words with single spaces between them end: white space that is no
// space, and a space in front of white space. `ends`: white space follows behind the block.
uint32_t Stops(const char* from, bool ends) {
  const ByteBlock bytes = LoadBlock(from);
  const ByteBlock other = (IsIn(bytes, '\t', '\r') & ~Is(bytes, '\v')) | Is(bytes, '\0');
  const uint32_t others = HighBits(other), spaces = HighBits(Is(bytes, ' '));
  const uint32_t next = (others | spaces) >> 1 | (ends ? 1u << (kBlockSize - 1) : 0);
  return others | (spaces & next);
}

size_t FirstOf(uint32_t bits) {
  return bits == 0 ? kBlockSize : static_cast<size_t>(std::countr_zero(bits));
}

// How much of `text`'s beginning is words with single spaces between them, which stay as they are.
size_t WordsThatStay(std::string_view text) {
  if (text.empty() || IsWhite(text[0])) return 0;
  if (text.size() < kBlockSize) {
    char spare[kBlockSize];
    std::memset(spare, ' ', sizeof spare);
    text.copy(spare, text.size());
    return FirstOf(Stops(spare, true));
  }
  size_t at = 0;
  for (; text.size() - at > kBlockSize; at += kBlockSize) {
    const uint32_t stops = Stops(text.data() + at, IsWhite(text[at + kBlockSize]));
    if (stops != 0) return at + FirstOf(stops);
  }
  at = text.size() - kBlockSize;
  return at + FirstOf(Stops(text.data() + at, true));
}

}  // namespace

void ScreenText::Flush() {
  if (begun_ || !text_.empty()) {
    if (newlines_ > 0) {
      text_.append(newlines_, '\n');
    } else if (gap_ != 0) {
      text_ += gap_;
    }
  }
  newlines_ = 0;
  gap_ = 0;
}

void ScreenText::Add(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = at + WordsThatStay(text.substr(at));
    if (end > at) {
      Flush();
      text_.append(text, at, end - at);
    }
    for (at = end; at < text.size() && IsWhite(text[at]); ++at) {
      if (text[at] != '\0') Space();
    }
  }
}

void ScreenText::AddPre(std::string_view text) {
  for (const char c : text) {
    if (c == '\0') continue;
    const bool second = c == '\n' && returned_;  // of "\r\n"
    returned_ = c == '\r';
    if (second) continue;
    if (c == '\n' || c == '\r') {
      ++newlines_;
      gap_ = 0;
    } else {
      Flush();
      text_ += c;
    }
  }
}

void ScreenText::Clear() {
  text_.clear();
  newlines_ = 0;
  gap_ = 0;
}

ScreenText ScreenText::From(const Place& place) {
  ScreenText text;
  text.begun_ = place.at > 0;
  text.newlines_ = place.newlines;
  text.gap_ = place.gap;
  return text;
}

void ScreenText::InsertAsBlock(const Place& place, const ScreenText& earlier) {
  if (earlier.text_.empty() && !earlier.begun_) return;
  const size_t newlines = std::max<size_t>(earlier.newlines_, 1);
  if (text_.size() == place.at) {
    text_ += earlier.text_;
    newlines_ = std::max(newlines_, newlines);
    return;
  }
  // What comes behind has written its own line ends, but for how many it was to keep from before.
  size_t written = place.at;
  while (text_[written] == '\n') ++written;
  const size_t kept = place.newlines > 1 ? written : place.at;
  const size_t own = written - kept;
  std::string between = earlier.text_;
  if (own < newlines) between.append(newlines - own, '\n');
  text_.replace(place.at, kept - place.at, between);
}

}  // namespace varta
