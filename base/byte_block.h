// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Sixteen bytes at once, by the vector types that g++ and clang have for any machine. Masks have
// 0xFF where they are true.
#pragma once

#include <cstdint>
#include <cstring>

namespace varta {

inline constexpr size_t kBlockSize = 16;
using ByteBlock = uint8_t __attribute__((vector_size(kBlockSize)));

inline ByteBlock LoadBlock(const char* from) {
  ByteBlock block;
  std::memcpy(&block, from, kBlockSize);
  return block;
}

inline void StoreBlock(ByteBlock block, char* to) { std::memcpy(to, &block, kBlockSize); }

inline ByteBlock IsIn(ByteBlock bytes, uint8_t first, uint8_t last) {
  return (ByteBlock)(bytes - first <= static_cast<uint8_t>(last - first));
}
inline ByteBlock Is(ByteBlock bytes, uint8_t byte) { return (ByteBlock)(bytes == byte); }

inline bool IsAny(ByteBlock mask) {
  uint64_t halves[2];
  std::memcpy(halves, &mask, kBlockSize);
  return (halves[0] | halves[1]) != 0;
}

}  // namespace varta
