// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/screen_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace varta {
namespace {

// Of the bytes of a text: what stands for itself, the space, and the rest of white space and NUL.
enum class CharacterClass : uint8_t { kPlain, kSpace, kOther };
constexpr std::array<CharacterClass, 256> MakeClasses() {
  std::array<CharacterClass, 256> classes{};
  for (const char c : {'\n', '\t', '\r', '\f', '\0'})
    classes[static_cast<uint8_t>(c)] = CharacterClass::kOther;
  classes[' '] = CharacterClass::kSpace;
  return classes;
}
constexpr std::array<CharacterClass, 256> kClasses = MakeClasses();
CharacterClass ClassOf(char c) { return kClasses[static_cast<uint8_t>(c)]; }

uint64_t Load(const char* p) {
  uint64_t word = 0;
  std::memcpy(&word, p, sizeof word);
  return word;
}

constexpr uint64_t Bytes(uint8_t byte) { return byte * uint64_t{0x0101010101010101}; }
bool HasControl(uint64_t word) { return ((word - Bytes(' ')) & ~word & Bytes(0x80)) != 0; }
// The high bit of each byte that is a space.
uint64_t Spaces(uint64_t word) {
  const uint64_t zero_if_space = word ^ Bytes(' ');
  return ~(((zero_if_space & Bytes(0x7F)) + Bytes(0x7F)) | zero_if_space | Bytes(0x7F));
}

// How much of `text`'s beginning is words with single spaces between them, which stay as they are.
size_t WordsThatStay(std::string_view text) {
  size_t at = 0;
  if (text.empty() || ClassOf(text[0]) != CharacterClass::kPlain) return 0;
  // Eight bytes at once while nothing in them nor behind them is of interest.
  for (; at + 9 <= text.size(); at += 8) {
    const uint64_t word = Load(text.data() + at), next = Load(text.data() + at + 1);
    if (HasControl(word) || HasControl(next) || (Spaces(word) & Spaces(next)) != 0) break;
  }
  while (at < text.size()) {
    const CharacterClass c = ClassOf(text[at]);
    if (c == CharacterClass::kPlain) {
      ++at;
    } else if (c == CharacterClass::kSpace && at + 1 < text.size() &&
               ClassOf(text[at + 1]) == CharacterClass::kPlain) {
      at += 2;
    } else {
      break;
    }
  }
  return at;
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
    for (at = end; at < text.size() && ClassOf(text[at]) != CharacterClass::kPlain; ++at) {
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

void ScreenText::Space() {
  if (gap_ == 0) gap_ = ' ';
}

void ScreenText::Cell() { gap_ = '\t'; }

void ScreenText::Line() {
  newlines_ = std::max<size_t>(newlines_, 1);
  gap_ = 0;
}

void ScreenText::Break() {
  newlines_ = std::min<size_t>(newlines_ + 1, 2);
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
