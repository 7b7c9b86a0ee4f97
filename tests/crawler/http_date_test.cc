// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/http_date.h"

#include <gtest/gtest.h>

namespace varta {
namespace {

TEST(HttpDate, ReadsTheThreeForms) {
  for (const char* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                           "Sun Nov  6 08:49:37 1994", "sun, 6 nov 1994 08:49:37 gmt"}) {
    ASSERT_TRUE(ParseHttpDate(text)) << text;
    EXPECT_EQ(FormatTime(*ParseHttpDate(text)), "1994-11-06T08:49:37.000Z") << text;
  }
  EXPECT_EQ(FormatTime(*ParseHttpDate("Saturday, 01-Jan-05 00:00:00 GMT")),
            "2005-01-01T00:00:00.000Z");
}

TEST(HttpDate, RefusesEverythingElse) {
  for (const char* text :
       {"", "120", "Sun", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994", "Sun, 06 Nov 08:49:37 GMT",
        "06 1994 08:49:37", "Sun, 06 Nov 1994 1995 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 99999 08:49:37 GMT", "Sun, 06 ovd 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 -8:49:37 GMT"}) {
    EXPECT_FALSE(ParseHttpDate(text)) << text;
  }
}

}  // namespace
}  // namespace varta
