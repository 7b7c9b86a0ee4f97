// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/byte_search.h"

#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

ByteBlock IsStar(ByteBlock bytes) { return Is(bytes, '*'); }
ByteBlock IsSpace(ByteBlock bytes) { return Is(bytes, ' '); }
// A star between two others.
ByteBlock IsMiddle(const char* from) {
  return IsStar(LoadBlock(from - 1)) & IsStar(LoadBlock(from)) & IsStar(LoadBlock(from + 1));
}

TEST(FindByte, FindsTheFirstFromAnyPlace) {
  EXPECT_EQ(FindByte("", 0, IsStar), 0u);
  for (size_t size = 1; size < 70; ++size) {
    SCOPED_TRACE(size);
    const std::string none(size, 'a');
    EXPECT_EQ(FindByte(none, 0, IsStar), size);
    EXPECT_EQ(FindByte(none, size, IsStar), size);
    EXPECT_EQ(FindByte(none, 0, IsSpace), size);  // those past the end are none of the text's
    for (size_t at = 0; at < size; ++at) {
      std::string text = none;
      text[at] = '*';
      EXPECT_EQ(FindByte(text, 0, IsStar), at);
      EXPECT_EQ(FindByte(text, at, IsStar), at);
      EXPECT_EQ(FindByte(text, at + 1, IsStar), size);
    }
  }
}

TEST(FindByte, LooksBeforeAndBehind) {
  for (size_t size = 3; size < 70; ++size) {
    for (size_t at = 0; at + 3 <= size; ++at) {
      SCOPED_TRACE(std::to_string(size) + ", " + std::to_string(at));
      std::string text(size, 'a');
      text.replace(at, 3, "***");
      EXPECT_EQ((FindByte<1, 1>(text, 0, IsMiddle)), at + 1);
      EXPECT_EQ((FindByte<1, 1>(text, at + 1, IsMiddle)), at + 1);
      EXPECT_EQ((FindByte<1, 1>(text, at + 2, IsMiddle)), size);
    }
    EXPECT_EQ((FindByte<1, 1>(std::string(size, 'a') + "**", 0, IsMiddle)), size + 2);
  }
}

}  // namespace
}  // namespace varta
