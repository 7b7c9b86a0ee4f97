// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/plain_words.h"

#include <bit>

#include "base/byte_block.h"

namespace varta {
namespace {

// What is looked at at once: 64 bytes, one bit each. Of those at the edges the neighbours are
// missing.
constexpr size_t kWindow = 64, kBefore = 5, kBehind = 5, kInner = kWindow - kBefore - kBehind;
// One byte more is read.
constexpr size_t kReach = kWindow - kBefore + 1;

// What the bytes of a window are, as far as it takes to tell words.
struct ByteBits {
  uint64_t latin = 0;     // letters of ASCII, and four signs behind z
  uint64_t digit = 0;     // of ASCII
  uint64_t high = 0;      // all bytes of what is no ASCII
  uint64_t cyrillic = 0;  // first bytes
  uint64_t sign2 = 0;     // first bytes of signs of two bytes
  uint64_t sign3 = 0;     // of those of three that are common: U+2000 to U+207F
  uint64_t other = 0;     // first bytes of other letters and signs

  explicit ByteBits(const char* from) {
    for (size_t at = 0; at < kWindow; at += kBlockSize) {
      const ByteBlock bytes = LoadBlock(from + at), next = LoadBlock(from + at + 1);
      const ByteBlock is_cyrillic = Is(bytes & 0xFC, 0xD0);
      const ByteBlock is_sign3 = Is(bytes, 0xE2) & Is(next & 0xFE, 0x80);
      const auto add = [at](ByteBlock mask, uint64_t* bits) {
        *bits |= static_cast<uint64_t>(HighBits(mask)) << at;
      };
      add(IsIn(bytes, 'a', 0x7F), &latin);
      add(IsIn(bytes, '0', '9'), &digit);
      add(bytes, &high);
      add(is_cyrillic, &cyrillic);
      add(Is(bytes, 0xC2), &sign2);
      add(is_sign3, &sign3);
      add(IsIn(bytes, 0xC3, 0xEF) & ~(is_cyrillic | is_sign3), &other);
    }
  }
};

// The bits of the bytes where there is a doubt.
uint64_t Doubts(const char* from) {
  const ByteBits is(from);
  const uint64_t high =
      is.high & ~(is.sign2 | is.sign2 << 1 | is.sign3 | is.sign3 << 1 | is.sign3 << 2);
  // Within a word something follows that is of another kind.
  const uint64_t word = is.latin | is.digit | high, inner = word & word << 1;
  const uint64_t mixed = inner & ((is.latin ^ is.latin << 1) | (high ^ high << 1));
  // Behind a letter that is a word there is one sign, and another one.
  const uint64_t begin = word & ~(word << 1), end = ~word & word << 1;
  const uint64_t latin = begin & is.latin & end >> 1, cyrillic = begin & is.cyrillic & end >> 2;
  const uint64_t single = latin | cyrillic;
  const uint64_t row = (latin << 1 | cyrillic << 2) &
                       (single >> 1 | (is.sign2 & single >> 2) | (is.sign3 & single >> 3));
  return mixed | row | is.other;
}

bool IsAsciiLetter(char c) { return c >= 'a' && c <= 'z'; }
bool IsCyrillicLead(char c) {
  const auto byte = static_cast<uint8_t>(c);
  return byte >= 0xD0 && byte <= 0xD3;
}

// Behind a word of two letters or more.
bool IsSafeEnd(std::string_view text, uint32_t at) {
  const char c = text[at];
  if (static_cast<uint8_t>(c) >= 0x80 || IsAsciiLetter(c) || (c >= '0' && c <= '9')) return false;
  return (at >= 2 && IsAsciiLetter(text[at - 1]) && IsAsciiLetter(text[at - 2])) ||
         (at >= 4 && IsCyrillicLead(text[at - 2]) && IsCyrillicLead(text[at - 4]));
}

}  // namespace

uint32_t FindDoubt(std::string_view folded, uint32_t begin) {
  constexpr uint64_t kMask = ((uint64_t{1} << kInner) - 1) << kBefore;
  for (size_t at = begin; at < folded.size(); at += kInner) {
    char spare[kBefore + kReach];
    const char* const from = Surroundings<kBefore, kReach>(folded, at, spare);
    const uint64_t doubts = Doubts(from - kBefore) & kMask;
    if (doubts == 0) continue;
    return static_cast<uint32_t>(at + static_cast<size_t>(std::countr_zero(doubts)) - kBefore);
  }
  return static_cast<uint32_t>(folded.size());
}

ByteRange PartAround(std::string_view folded, uint32_t begin, uint32_t doubt) {
  ByteRange part = {doubt, doubt + 1};
  while (part.begin > begin && !IsSafeEnd(folded, part.begin)) --part.begin;
  while (part.end < folded.size() && !IsSafeEnd(folded, part.end)) ++part.end;
  return part;
}

}  // namespace varta
