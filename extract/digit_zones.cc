// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/digit_zones.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "extract/byte_search.h"

namespace varta {
namespace {

// What the byte that starts a character tells.
enum class Start : uint8_t {
  kOther,     // neither digit nor surely a letter
  kLetter,    // ends a stretch
  kDigit,     // a digit, or something that may be one
  kCyrillic,  // the next byte decides
  kSign,      // a digit only if the next byte says so
};

constexpr std::array<Start, 256> StartTable() {
  std::array<Start, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c) {
    table[static_cast<size_t>(c)] = table[static_cast<size_t>(c - 32)] = Start::kLetter;
  }
  for (int c = '0'; c <= '9'; ++c) table[static_cast<size_t>(c)] = Start::kDigit;
  for (const char c : {'o', 'O', 'l', 'I'}) table[static_cast<size_t>(c)] = Start::kDigit;
  table[0xC2] = table[0xE2] = Start::kSign;  // superscripts and the like, among signs and spaces
  table[0xCE] = table[0xCF] = table[0xD3] = Start::kDigit;
  table[0xD0] = table[0xD1] = Start::kCyrillic;
  for (size_t c = 0xD9; c < 256; ++c) {
    if (c != 0xE2) table[c] = Start::kDigit;  // of other scripts
  }
  return table;
}

// О о З з б І і, by their two bytes.
bool PassesForDigit(uint8_t lead, uint8_t next) {
  if (lead == 0xD0) {
    return next == 0x9E || next == 0xBE || next == 0x97 || next == 0xB7 || next == 0xB1 ||
           next == 0x86;
  }
  return next == 0x96;
}

// ² ³ ¹, and of U+2000 to U+2FFF the rows that have superscripts, subscripts and circled digits.
bool IsSignLikeDigit(uint8_t lead, uint8_t next) {
  if (lead == 0xC2) return next == 0xB2 || next == 0xB3 || next == 0xB9;
  return next == 0x81 || next == 0x82 || next == 0x91 || next == 0x93 || next == 0x9D;
}

size_t Boundary(std::string_view utf8, size_t at) {
  at = std::min(at, utf8.size());
  while (at > 0 && at < utf8.size() && (static_cast<uint8_t>(utf8[at]) & 0xC0) == 0x80) --at;
  return at;
}

constexpr std::array<Start, 256> kStarts = StartTable();

struct Seen {
  Start start = Start::kOther;
  bool sure = false;  // a digit, not a letter that passes for one
};

Seen At(std::string_view utf8, size_t i) {
  const auto byte = static_cast<uint8_t>(utf8[i]);
  const Start start = kStarts[byte];
  if (start == Start::kOther || start == Start::kLetter) return {start, false};
  const auto next = i + 1 < utf8.size() ? static_cast<uint8_t>(utf8[i + 1]) : uint8_t{0};
  if (start == Start::kCyrillic)
    return {PassesForDigit(byte, next) ? Start::kDigit : Start::kLetter, false};
  if (start == Start::kSign && !IsSignLikeDigit(byte, next)) return {};
  return {Start::kDigit, byte != 'o' && byte != 'O' && byte != 'l' && byte != 'I'};
}

// What surely is a digit begins with one of these.
ByteBlock MayBeDigit(ByteBlock bytes) {
  return IsIn(bytes, '0', '9') | Is(bytes, 0xC2) | Is(bytes, 0xE2) | IsIn(bytes, 0xCE, 0xCF) |
         Is(bytes, 0xD3) | IsIn(bytes, 0xD9, 0xFF);
}

}  // namespace

std::vector<ByteRange> DigitZones(std::string_view utf8, size_t digits, size_t around) {
  std::vector<ByteRange> zones;
  size_t done = 0;  // no stretch goes on behind it
  for (size_t i = 0; (i = FindByte(utf8, i, MayBeDigit)) < utf8.size(); ++i) {
    if (!At(utf8, i).sure) continue;
    // A stretch without letters around it.
    size_t begin = i, end = i, count = 0;
    while (begin > done && At(utf8, begin - 1).start != Start::kLetter) --begin;
    for (end = begin; end < utf8.size(); ++end) {
      const Start here = At(utf8, end).start;
      if (here == Start::kLetter) break;
      count += here == Start::kDigit;
    }
    i = done = end;
    if (count < digits) continue;
    const auto from = static_cast<uint32_t>(Boundary(utf8, begin > around ? begin - around : 0));
    const auto to = static_cast<uint32_t>(Boundary(utf8, end + around));
    if (!zones.empty() && zones.back().end >= from) {
      zones.back().end = std::max(zones.back().end, to);
    } else {
      zones.push_back({from, to});
    }
  }
  return zones;
}

}  // namespace varta
