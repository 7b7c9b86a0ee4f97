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
// space, and a space in front of white space. `ends`: white space, or nothing, follows behind.
uint32_t Stops(ByteBlock bytes, bool ends) {
  const ByteBlock other = (IsIn(bytes, '\t', '\r') & ~Is(bytes, '\v')) | Is(bytes, '\0');
  const uint32_t others = HighBits(other), spaces = HighBits(Is(bytes, ' '));
  const uint32_t next = (others | spaces) >> 1 | (ends ? 1u << (kBlockSize - 1) : 0);
  return others | (spaces & next);
}

}  // namespace

void ScreenText::MakeRoom(size_t bytes) {
  if (text_.size() - size_ < bytes) text_.resize(std::max(2 * text_.size(), size_ + bytes));
}

void ScreenText::Flush() {
  if (begun_ || size_ > 0) {
    if (newlines_ > 0) {
      std::memset(text_.data() + size_, '\n', newlines_);
      size_ += newlines_;
    } else if (gap_ != 0) {
      text_[size_++] = gap_;
    }
  }
  newlines_ = 0;
  gap_ = 0;
}

void ScreenText::Add(std::string_view text) {
  MakeRoom(newlines_ + 1 + text.size() + kBlockSize);
  const char* from = text.data();
  const char* const end = from + text.size();
  while (from < end) {
    if (IsWhite(*from)) {
      if (*from != '\0') Space();
      ++from;
      continue;
    }
    Flush();
    // Words, up to white space that does not stay as it is.
    char* to = text_.data() + size_;
    for (size_t kept = kBlockSize; kept == kBlockSize && from < end; from += kept, to += kept) {
      const size_t left = static_cast<size_t>(end - from);
      const ByteBlock bytes = left < kBlockSize ? LoadPart(from, left) : LoadBlock(from);
      StoreBlock(bytes, to);
      const uint32_t stops = Stops(bytes, left <= kBlockSize || IsWhite(from[kBlockSize]));
      kept = stops == 0 ? kBlockSize : static_cast<size_t>(std::countr_zero(stops));
    }
    size_ = static_cast<size_t>(to - text_.data());
  }
}

void ScreenText::AddPre(std::string_view text) {
  MakeRoom(newlines_ + 1 + text.size());
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
      text_[size_++] = c;
    }
  }
}

std::string ScreenText::Take() {
  text_.resize(size_);
  size_ = 0;
  return std::move(text_);
}

void ScreenText::Clear() {
  size_ = 0;
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
  if (earlier.size_ == 0 && !earlier.begun_) return;
  const size_t newlines = std::max<size_t>(earlier.newlines_, 1);
  std::string between(earlier.text());
  text_.resize(size_);
  if (size_ == place.at) {
    text_ += between;
    newlines_ = std::max(newlines_, newlines);
  } else {
    // What comes behind has written its own line ends, but for how many it was to keep from before.
    size_t written = place.at;
    while (text_[written] == '\n') ++written;
    const size_t kept = place.newlines > 1 ? written : place.at;
    const size_t own = written - kept;
    if (own < newlines) between.append(newlines - own, '\n');
    text_.replace(place.at, kept - place.at, between);
  }
  size_ = text_.size();
}

}  // namespace varta
