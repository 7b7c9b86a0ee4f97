// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/byte_block.h"

#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

TEST(ByteBlock, TellsEveryByteInAndOutOfARange) {
  constexpr uint8_t kRanges[][2] = {{0x00, 0x1F}, {0x09, 0x0D}, {'a', 'z'},   {'a', 0x7F},
                                    {0x80, 0xBF}, {0xC3, 0xEF}, {0xC0, 0xFF}, {0x00, 0xFE}};
  for (const auto& range : kRanges) {
    for (uint32_t byte = 0; byte <= 0xFF; ++byte) {
      const std::string bytes = std::string(5, '\x01') + std::string(11, static_cast<char>(byte));
      const bool want = byte >= range[0] && byte <= range[1];
      const bool one = range[0] <= 0x01;
      const uint32_t bits = HighBits(IsIn(LoadBlock(bytes.data()), range[0], range[1]));
      ASSERT_EQ(bits, (want ? 0xFFE0u : 0u) | (one && range[1] >= 0x01 ? 0x1Fu : 0u))
          << byte << " in " << +range[0] << " to " << +range[1];
    }
  }
}

TEST(ByteBlock, FillsUpWhatTheTextHasNot) {
  char spare[2 + 4];
  const auto around = [&](std::string_view text, size_t at) {
    const char* const from = Surroundings<2, 4>(text, at, spare);
    return std::string(from - 2, 6);
  };
  EXPECT_EQ(around("abcdefgh", 2), "abcdef");
  EXPECT_EQ(around("abcdefgh", 4), "cdefgh");
  EXPECT_EQ(around("abcdefgh", 1), " abcde");
  EXPECT_EQ(around("abcdefgh", 6), "efgh  ");
  EXPECT_EQ(around("a", 0), "  a   ");
  EXPECT_EQ(around("", 0), "      ");
}

}  // namespace
}  // namespace varta
