// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/binary_body.h"

#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

using namespace std::string_view_literals;

TEST(BinaryKind, KnowsWhatIsNoPage) {
  struct Case {
    std::string_view body, want;
  };
  constexpr Case kCases[] = {
      {"%PDF-1.7\n"sv, "PDF"},
      {"\x89PNG\r\n\x1a\n\0\0"sv, "PNG"},
      {"\xff\xd8\xff\xe0"sv, "JPEG"},
      {"GIF89a/*<script>alert(1)</script>*/"sv, "GIF"},  // a page as well, for who looks for one
      {"RIFF\1\2\3\4WEBPVP8 "sv, "WebP"},
      {"\0\0\0\x18"
       "ftypmp42"sv,
       "MP4"},
      {"PK\x03\x04"sv, "ZIP"},
      {"Rar!\x1a\x07\x01"sv, "RAR"},
      {"\x1f\x8b\x08\0"sv, "gzip"},
      {"\x7f"
       "ELF\2"sv,
       "program"},
      {""sv, ""},
      {"P"sv, ""},
      {"<html><p>GIF89a"sv, ""},
      {" %PDF"sv, ""},
      {"The new WAVE is here"sv, ""},
      {"New ftyp"sv, ""},
      {"\xef\xbb\xbf<p>\xd0\x9f"sv, ""},   // a mark of UTF-8
      {"\xff\xfe<\0p\0>\0"sv, ""},         // of UTF-16
      {"<\0p\0>\0"sv, ""},                 // UTF-16 without one
      {"\xcf\xf0\xe8\xe2\xb3\xf2"sv, ""},  // windows-1251
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(std::string(c.body));
    EXPECT_EQ(BinaryKind(c.body), c.want);
  }
}

}  // namespace
}  // namespace varta
