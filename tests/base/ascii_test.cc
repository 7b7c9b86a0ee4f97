// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/ascii.h"

#include <gtest/gtest.h>

namespace varta::ascii {
namespace {

TEST(Ascii, KnowsHtmlsWhiteSpace) {
  std::string space;
  for (int c = 0; c < 256; ++c) {
    if (IsSpace(static_cast<char>(c))) space += static_cast<char>(c);
  }
  EXPECT_EQ(space, "\t\n\f\r ");
}

TEST(Ascii, LowersLettersOnly) {
  EXPECT_EQ(Lower("ABYZ @[`{ 09 \xC3\x84 Я"), "abyz @[`{ 09 \xC3\x84 Я");
  for (int c = 0x80; c < 256; ++c) {
    SCOPED_TRACE(c);
    EXPECT_EQ(Lower(static_cast<char>(c)), static_cast<char>(c));
    EXPECT_FALSE(IsAlphanumeric(static_cast<char>(c)));
  }
}

TEST(Ascii, TellsLettersFromDigits) {
  EXPECT_TRUE(IsLetter('a') && IsLetter('z') && IsLetter('A') && IsLetter('Z'));
  EXPECT_FALSE(IsLetter('@') || IsLetter('[') || IsLetter('`') || IsLetter('{') || IsLetter('5'));
  EXPECT_TRUE(IsDigit('0') && IsDigit('9'));
  EXPECT_FALSE(IsDigit('/') || IsDigit(':'));
}

TEST(Ascii, ReadsHexadecimalDigits) {
  std::string digits;
  for (int c = 0; c < 256; ++c) {
    const int value = HexValue(static_cast<char>(c));
    EXPECT_LT(value, 16);
    if (value >= 0) digits += static_cast<char>(c);
  }
  EXPECT_EQ(digits, "0123456789ABCDEFabcdef");
  EXPECT_EQ(HexValue('9'), 9);
  EXPECT_EQ(HexValue('a'), 10);
  EXPECT_EQ(HexValue('F'), 15);
  EXPECT_TRUE(IsUpper('A') && IsUpper('Z') && IsLower('a') && IsLower('z'));
  EXPECT_FALSE(IsUpper('a') || IsUpper('@') || IsLower('Z') || IsLower('{') || IsLower('\xE0'));
}

TEST(Ascii, ComparesWithALowerCaseWord) {
  EXPECT_TRUE(SameNoCase("NoFollow", "nofollow"));
  EXPECT_TRUE(SameNoCase("", ""));
  EXPECT_FALSE(SameNoCase("nofollo", "nofollow"));
  EXPECT_FALSE(SameNoCase("no-ollow", "no\rollow"));  // '-' and '\r' differ in the bit of the case
}

TEST(Ascii, TrimsBothEnds) {
  EXPECT_EQ(Trim("\f a b\r\n"), "a b");
  EXPECT_EQ(Trim(" \t "), "");
  EXPECT_EQ(Trim("\va\v"), "\va\v");
  EXPECT_EQ(Trim("\v a b\t", " \t"), "\v a b") << "only what is asked for";
  EXPECT_EQ(Trim(" \t", " \t"), "");
  EXPECT_EQ(Trim("", " "), "");
}

TEST(Ascii, ComparesTwoTextsInAnyCase) {
  EXPECT_TRUE(EqualNoCase("ETag", "eTAG"));
  EXPECT_TRUE(EqualNoCase("", ""));
  EXPECT_FALSE(EqualNoCase("etag", "etags"));
  EXPECT_FALSE(EqualNoCase("a[", "A{")) << "only letters have a case";
}

}  // namespace
}  // namespace varta::ascii
