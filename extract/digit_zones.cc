// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/digit_zones.h"

#include <algorithm>
#include <array>
#include <cstdint>

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

}  // namespace

std::vector<ByteRange> DigitZones(std::string_view utf8, size_t digits, size_t around) {
  static constexpr std::array<Start, 256> kStarts = StartTable();
  std::vector<ByteRange> zones;
  size_t begin = 0, count = 0;  // of the stretch
  bool sure = false;            // more than letters that pass for digits
  const auto close = [&](size_t end) {
    if (count >= digits && sure) {
      const auto from = static_cast<uint32_t>(Boundary(utf8, begin > around ? begin - around : 0));
      const auto to = static_cast<uint32_t>(Boundary(utf8, end + around));
      if (!zones.empty() && zones.back().end >= from) {
        zones.back().end = std::max(zones.back().end, to);
      } else {
        zones.push_back({from, to});
      }
    }
    count = 0;
    sure = false;
  };
  for (size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<uint8_t>(utf8[i]);
    Start start = kStarts[byte];
    bool letter_like = byte == 'o' || byte == 'O' || byte == 'l' || byte == 'I';
    if (start == Start::kOther) continue;
    if (start == Start::kCyrillic) {
      const auto next = i + 1 < utf8.size() ? static_cast<uint8_t>(utf8[i + 1]) : uint8_t{0};
      letter_like = PassesForDigit(byte, next);
      start = letter_like ? Start::kDigit : Start::kLetter;
    }
    if (start == Start::kSign) {
      const auto next = i + 1 < utf8.size() ? static_cast<uint8_t>(utf8[i + 1]) : uint8_t{0};
      if (!IsSignLikeDigit(byte, next)) continue;
    }
    if (start == Start::kLetter) {
      if (count > 0) close(i);
      begin = i + 1;
      continue;
    }
    if (count == 0) begin = i;
    ++count;
    sure = sure || !letter_like;
  }
  if (count > 0) close(utf8.size());
  return zones;
}

}  // namespace varta
