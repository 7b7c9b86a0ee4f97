// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Walks over a text from one byte of interest to the next, sixteen bytes at once: most of a text is
// of no interest to any one finder. Pure; any thread.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/byte_block.h"

namespace varta {

// The first place from `at` on that `test` marks, or text.size(). `test` gets a place to read from
// and gives a mask (byte_block.h) for the 16 bytes there; it may look at `kBefore` bytes before
// them and `kBehind` behind; past the ends of the text there are spaces.
template <size_t kBefore, size_t kBehind, typename Test>
size_t FindByte(std::string_view text, size_t at, const Test& test) {
  for (; at < text.size(); at += kBlockSize) {
    char spare[kBefore + kBlockSize + kBehind];
    const char* from = Surroundings<kBefore, kBlockSize + kBehind>(text, at, spare);
    const uint32_t marks = HighBits(test(from));
    if (marks != 0) return std::min(at + static_cast<size_t>(std::countr_zero(marks)), text.size());
  }
  return text.size();
}
template <typename Test>
size_t FindByte(std::string_view text, size_t at, const Test& test) {
  return FindByte<0, 0>(text, at, [&](const char* from) { return test(LoadBlock(from)); });
}

}  // namespace varta
