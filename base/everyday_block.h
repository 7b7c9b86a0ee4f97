// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Which bytes of a block are what nearly all bytes of Ukrainian, Russian and English texts are:
// ASCII, U+0400 to U+047F, « and », and of U+2012 to U+2023 the dashes, quotation marks and bullets
// that compatibility normalisation keeps. No branches: at every second space one is mispredicted.
#pragma once

#include <algorithm>
#include <bit>
#include <string_view>

#include "base/byte_block.h"

namespace varta {

struct EverydayBlock {
  // How much of the text is looked at, and may be read.
  static constexpr size_t kBefore = 2, kBehind = kBlockSize + 1;

  explicit EverydayBlock(const char* from)
      : bytes(LoadBlock(from)), after_d0(Is(LoadBlock(from - 1), 0xD0)) {
    const ByteBlock before = LoadBlock(from - 1);
    const ByteBlock after_c2 = Is(before, 0xC2), after_e2 = Is(before, 0xE2);
    const ByteBlock inside = IsIn(bytes, 0x80, 0xBF);
    after_d1 = Is(before, 0xD1);
    third = Is(LoadBlock(from - 2), 0xE2) & Is(before, 0x80);
    white = IsIn(bytes, 0x09, 0x0D);
    strange = (inside ^ (after_d0 | after_d1 | after_c2 | after_e2 | third)) |
              (bytes & ~(inside | Is(bytes & 0xFE, 0xD0) | Is(bytes, 0xC2) | Is(bytes, 0xE2))) |
              (after_c2 & ~Is(bytes & 0xEF, 0xAB)) | (after_e2 & ~Is(bytes, 0x80)) |
              (third & ~(IsIn(bytes, 0x92, 0x96) | IsIn(bytes, 0x98, 0xA3))) |
              (IsIn(bytes, 0x00, 0x1F) & ~white) | Is(bytes, 0x7F);
  }

  ByteBlock bytes;
  ByteBlock after_d0, after_d1;  // the byte before is this one
  ByteBlock third;               // the third byte of a character
  ByteBlock white;               // tab and line ends
  ByteBlock strange;             // the highest bit counts
};

// How far a run of everyday text that begins at `begin` reaches from `at` on, in whole characters,
// block by block: `stops` reads the block that it is pointed to, `at` bytes behind the text's
// begin, and returns the bits of the bytes that end the run.
template <typename Stops>
size_t EndOfRun(std::string_view text, size_t begin, size_t at, Stops stops) {
  for (uint32_t bits = 0; at < text.size() && bits == 0;) {
    char spare[EverydayBlock::kBefore + EverydayBlock::kBehind];
    bits = stops(Surroundings<EverydayBlock::kBefore, EverydayBlock::kBehind>(text, at, spare), at);
    at += bits == 0 ? kBlockSize : static_cast<size_t>(std::countr_zero(bits));
  }
  at = std::min(at, text.size());
  if (at > begin && static_cast<uint8_t>(text[at - 1]) >= 0xC0) return at - 1;
  if (at > begin + 1 && static_cast<uint8_t>(text[at - 2]) >= 0xE0) return at - 2;
  return at;
}

// Where the character that ends at `end` > 0 begins.
inline size_t LastCharacter(std::string_view text, size_t end) {
  do --end;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80);
  return end;
}

}  // namespace varta
