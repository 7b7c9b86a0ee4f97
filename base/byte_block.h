// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Sixteen bytes at once, by the vector types that g++ and clang have for any machine. Masks have
// 0xFF where they are true.
#pragma once

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace varta {

inline constexpr size_t kBlockSize = 16;
using ByteBlock = uint8_t __attribute__((vector_size(kBlockSize)));
using WordPair = uint64_t __attribute__((vector_size(kBlockSize)));
using SignedBlock = int8_t __attribute__((vector_size(kBlockSize)));

inline ByteBlock LoadBlock(const char* from) {
  ByteBlock block;
  std::memcpy(&block, from, kBlockSize);
  return block;
}

inline void StoreBlock(ByteBlock block, char* to) { std::memcpy(to, &block, kBlockSize); }

inline ByteBlock Is(ByteBlock bytes, uint8_t byte) { return (ByteBlock)(bytes == byte); }
// Not the whole range of a byte. SSE2 compares signed bytes only, so the range is moved to their
// lower end.
inline ByteBlock IsIn(ByteBlock bytes, uint8_t first, uint8_t last) {
  const auto moved = (SignedBlock)(bytes + static_cast<uint8_t>(0x80 - first));
  return (ByteBlock)(moved < static_cast<int8_t>(last - first - 0x7F));
}
// 0x80 and up: what is no ASCII.
inline ByteBlock IsHigh(ByteBlock bytes) { return (ByteBlock)((SignedBlock)bytes < 0); }

// Bit i: the uppermost one of byte i.
inline uint32_t HighBits(ByteBlock bytes) {
#ifdef __SSE2__
  return static_cast<uint32_t>(_mm_movemask_epi8((__m128i)bytes));
#else
  uint32_t bits = 0;
  for (size_t i = 0; i < kBlockSize; ++i) bits |= static_cast<uint32_t>(bytes[i] >> 7) << i;
  return bits;
#endif
}

// The first eight bytes as one number, the first the lowest.
inline uint64_t FirstEight(ByteBlock bytes) {
  uint64_t word;
  std::memcpy(&word, &bytes, sizeof word);
  return std::endian::native == std::endian::little ? word : __builtin_bswap64(word);
}

// Fewer than sixteen bytes, from 1 up, and zeros behind them. Reads no others, and calls nobody.
inline ByteBlock LoadPart(const char* from, size_t size) {
  uint64_t words[2] = {0, 0};
  if (std::endian::native != std::endian::little) {
    std::memcpy(words, from, size);
  } else if (size >= 8) {
    // The second word from the part's end, less what the first one has.
    std::memcpy(&words[0], from, 8);
    std::memcpy(&words[1], from + size - 8, 8);
    words[1] = words[1] >> (8 * (15 - size)) >> 8;
  } else if (size >= 4) {
    uint32_t first, last;
    std::memcpy(&first, from, 4);
    std::memcpy(&last, from + size - 4, 4);
    words[0] = first | uint64_t{last} << (8 * (size - 4));
  } else {
    const auto byte = [&](size_t at) {
      return uint64_t{static_cast<uint8_t>(from[at])} << (8 * at);
    };
    words[0] = byte(0) | byte(size / 2) | byte(size - 1);
  }
  // In registers: to read back what was just written in halves would wait for it.
  if (std::endian::native == std::endian::little) return (ByteBlock)WordPair{words[0], words[1]};
  ByteBlock block;
  std::memcpy(&block, words, sizeof block);
  return block;
}

// Where to read the bytes [at - kBefore, at + kBehind) of a text: there, or, if it has not all of
// them, from a copy in `spare` with spaces for the missing ones.
template <size_t kBefore, size_t kBehind>
const char* Surroundings(std::string_view text, size_t at, char (&spare)[kBefore + kBehind]) {
  if (at >= kBefore && text.size() - at >= kBehind) return text.data() + at;
  std::memset(spare, ' ', sizeof spare);
  const size_t before = std::min(at, kBefore);
  text.copy(spare + kBefore - before, before + kBehind, at - before);
  return spare + kBefore;
}

}  // namespace varta
