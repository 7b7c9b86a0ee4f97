// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/robots_tag.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace varta {
namespace {

// "i" noindex, "f" nofollow, "a" noarchive, "s" nosnippet, then "@" and the date.
std::string Written(const RobotsTag& tag) {
  std::string written;
  if (tag.noindex) written += "i";
  if (tag.nofollow) written += "f";
  if (tag.noarchive) written += "a";
  if (tag.nosnippet) written += "s";
  if (tag.unavailable_after) written += "@" + FormatTimeShort(*tag.unavailable_after);
  return written;
}

TEST(RobotsTag, ReadsHeaders) {
  struct Case {
    const char* name;
    std::vector<std::string> values;  // of X-Robots-Tag headers, in order
    std::string want;
  };
  const Case kCases[] = {
      {"none at all", {}, ""},
      {"empty", {""}, ""},
      {"one", {"noindex"}, "i"},
      {"list", {"noindex, nofollow"}, "if"},
      {"none is both", {"none"}, "if"},
      {"all forbids nothing", {"all"}, ""},
      {"case and space", {"  NoIndex ,NOARCHIVE\t"}, "ia"},
      {"most restrictive wins", {"noindex, index, follow, all"}, "i"},
      {"headers add up", {"noindex", "nofollow", "nosnippet"}, "ifs"},
      {"for us", {"varta: noindex"}, "i"},
      {"for us in any case, with a version", {"Varta/1.0: noindex"}, "i"},
      {"for somebody else", {"otherbot: noindex, nofollow"}, ""},
      {"a name counts to the next name", {"otherbot: noindex, nofollow, varta: noarchive"}, "a"},
      {"everybody, then somebody else", {"noindex, otherbot: nofollow, noarchive"}, "i"},
      {"a name counts to the header's end", {"otherbot: noindex", "nofollow"}, "f"},
      {"everybody by a star", {"otherbot: noindex, *: nofollow"}, "f"},
      {"our name is a whole word", {"vartabot: noindex", "var: nofollow"}, ""},
      {"unknown ones are passed over", {"noodp, notranslate, noindexing, noarchive"}, "a"},
      {"values of others", {"max-snippet: 20, max-image-preview: large, noindex"}, "i"},
      {"a value is no name", {"max-snippet: 20, nofollow"}, "f"},
      {"no commas", {"noindex nofollow"}, "if"},
      {"commas only", {",,,"}, ""},
      {"colons only", {":::,:"}, ""},
      {"RFC 850", {"unavailable_after: Monday, 15-Aug-05 15:52:01 UTC"}, "@2005-08-15 15:52"},
      {"RFC 850 without the day",
       {"unavailable_after: 25-Aug-2027 15:00:00 EST"},
       "@2027-08-25 20:00"},
      {"RFC 822", {"unavailable_after: 25 Jun 2027 15:00:00 PST"}, "@2027-06-25 23:00"},
      {"HTTP", {"unavailable_after: Sun, 06 Nov 1994 08:49:37 GMT"}, "@1994-11-06 08:49"},
      {"asctime", {"unavailable_after: Sun Nov  6 08:49:37 1994"}, "@1994-11-06 08:49"},
      {"W3C", {"unavailable_after: 2027-03-01"}, "@2027-03-01 00:00"},
      {"W3C with a time",
       {"unavailable_after:2027-03-01T10:30:00+02:00, noindex"},
       "i@2027-03-01 08:30"},
      {"a date and more",
       {"unavailable_after: Mon, 01 Mar 2027 10:00:00 GMT, noarchive"},
       "a@2027-03-01 10:00"},
      {"a date for somebody else", {"otherbot: unavailable_after: 2027-03-01, nofollow"}, ""},
      {"a date for us", {"varta: unavailable_after: 2027-03-01"}, "@2027-03-01 00:00"},
      {"the earlier date",
       {"unavailable_after: 2027-03-01", "unavailable_after: 2027-02-01"},
       "@2027-02-01 00:00"},
      {"no such day", {"unavailable_after: Mon, 30 Feb 2027 10:00:00 GMT, noarchive"}, "a"},
      {"no date", {"unavailable_after: soon, noindex"}, "i"},
      {"no date at the end", {"unavailable_after:"}, ""},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    Headers headers = {{"Content-Type", "text/html"}};
    for (const std::string& value : c.values) headers.emplace_back("x-RoBots-Tag", value);
    headers.emplace_back("X-Robots", "noindex");
    EXPECT_EQ(Written(ReadRobotsTag(headers, "varta")), c.want);
  }
}

TEST(RobotsTag, ReadsMeta) {
  const struct {
    const char* content;
    const char* want;
  } kCases[] = {
      {"", ""},
      {"noindex,nofollow", "if"},
      {"noindex nofollow", "if"},
      {"NONE", "if"},
      {"index, follow", ""},
      {"noarchive, unavailable_after: 25-Aug-2027 15:00:00 GMT", "a@2027-08-25 15:00"},
      {"unavailable_after: Wednesday, 25-Aug-27 15:00:00 GMT, nosnippet", "s@2027-08-25 15:00"},
      {"otherbot: noindex, nofollow", "f"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.content);
    EXPECT_EQ(Written(ReadRobotsMeta(c.content)), c.want);
  }
}

TEST(RobotsTag, IsOverFromItsDateOn) {
  const RobotsTag tag = ReadRobotsMeta("unavailable_after: 2027-03-01");
  EXPECT_FALSE(tag.IsOver(*ParseTime("2027-02-28T23:59:59Z")));
  EXPECT_TRUE(tag.IsOver(*ParseTime("2027-03-01")));
  EXPECT_FALSE(RobotsTag().IsOver(*ParseTime("2027-03-01")));
}

TEST(RobotsTag, LongValuesAreLinear) {
  std::string value;
  for (int i = 0; i < 50'000; ++i) value += "unavailable_after: x, a: ,";
  EXPECT_EQ(Written(ReadRobotsTag({{"X-Robots-Tag", value + "varta: noindex"}}, "varta")), "i");
}

}  // namespace
}  // namespace varta
