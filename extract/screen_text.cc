// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/screen_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "base/byte_block.h"
#include "extract/html_references.h"

namespace varta {
namespace {

// What a word ends at, at one look.
enum : uint8_t { kWhite = 1, kAmpersand = 2 };
constexpr std::array<uint8_t, 256> kEnds = [] {
  std::array<uint8_t, 256> ends{};
  for (const char c : {' ', '\n', '\t', '\r', '\f', '\0'}) ends[static_cast<uint8_t>(c)] = kWhite;
  ends['&'] = kAmpersand;
  return ends;
}();
bool Ends(char c, uint8_t at) { return (kEnds[static_cast<uint8_t>(c)] & at) != 0; }
bool IsWhite(char c) { return Ends(c, kWhite); }

// The bits of the bytes at which words with single spaces between them end: white space that is no
// space, a space in front of white space, a reference and a space in front of one. `ends`: nothing,
// or one of these, follows behind.
template <bool kReferences>
uint32_t Stops(ByteBlock bytes, bool ends) {
  ByteBlock other = (IsIn(bytes, '\t', '\r') & ~Is(bytes, '\v')) | Is(bytes, '\0');
  if (kReferences) other |= Is(bytes, '&');
  const uint32_t others = HighBits(other), spaces = HighBits(Is(bytes, ' '));
  const uint32_t next = (others | spaces) >> 1 | (ends ? 1u << (kBlockSize - 1) : 0);
  return others | (spaces & next);
}

}  // namespace

void ScreenText::Grow(size_t bytes) { text_.resize(std::max(2 * text_.size(), size_ + bytes)); }

void ScreenText::WriteGap() {
  if (begun_ || size_ > 0) {
    if (newlines_ > 0) {
      text_[size_] = '\n';
      if (newlines_ > 1) std::memset(text_.data() + size_ + 1, '\n', newlines_ - 1);
      size_ += newlines_;
    } else {
      text_[size_++] = gap_;
    }
  }
  newlines_ = 0;
  gap_ = 0;
}

template <bool kReferences>
void ScreenText::AddWords(std::string_view text) {
  MakeRoom(newlines_ + 1 + text.size() + kBlockSize);
  const char* from = text.data();
  const char* const end = from + text.size();
  while (from < end) {
    if (IsWhite(*from)) {
      if (*from != '\0') Space();
      ++from;
      continue;
    }
    if (kReferences && *from == '&') {
      from += AddReference({from, static_cast<size_t>(end - from)});
      continue;
    }
    Flush();
    // Words, up to white space that does not stay as it is.
    char* to = text_.data() + size_;
    for (size_t kept = kBlockSize; kept == kBlockSize && from < end; from += kept, to += kept) {
      const size_t left = static_cast<size_t>(end - from);
      const ByteBlock bytes = left < kBlockSize ? LoadPart(from, left) : LoadBlock(from);
      StoreBlock(bytes, to);
      const bool ends =
          left <= kBlockSize || Ends(from[kBlockSize], kReferences ? kWhite | kAmpersand : kWhite);
      const uint32_t stops = Stops<kReferences>(bytes, ends);
      kept = stops == 0 ? kBlockSize : static_cast<size_t>(std::countr_zero(stops));
    }
    size_ = static_cast<size_t>(to - text_.data());
  }
}
template void ScreenText::AddWords<false>(std::string_view text);
template void ScreenText::AddWords<true>(std::string_view text);

size_t ScreenText::AddReference(std::string_view text) {
  std::string characters;  // so few that no memory is asked for
  const size_t size = DecodeReference(text, ReferencesIn::kText, &characters);
  if (size == 0) characters = '&';
  if (characters.size() == 1 && IsWhite(characters[0])) {
    Space();
  } else {
    MakeRoom(newlines_ + 1 + characters.size() + text.size() + kBlockSize);
    Flush();
    size_ += characters.copy(text_.data() + size_, characters.size());
  }
  return std::max<size_t>(size, 1);
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
