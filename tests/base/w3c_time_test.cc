// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/w3c_time.h"

#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

struct Case {
  const char* text;
  const char* want;  // nullptr: no time
};

TEST(W3cTime, Forms) {
  constexpr Case kCases[] = {
      {"2026", "2026-01-01T00:00:00.000Z"},
      {"2026-05", "2026-05-01T00:00:00.000Z"},
      {"2026-05-12", "2026-05-12T00:00:00.000Z"},
      {"2026-05-12T09:30Z", "2026-05-12T09:30:00.000Z"},
      {"2026-05-12T09:30+03:00", "2026-05-12T06:30:00.000Z"},
      {"2026-05-12T09:30:15-03:30", "2026-05-12T13:00:15.000Z"},
      {"2026-05-12T09:30:15.12345Z", "2026-05-12T09:30:15.123Z"},
      {"2026-05-12T09:30:15,5z", "2026-05-12T09:30:15.500Z"},
      {"2026-05-12T09:30:15+0300", "2026-05-12T06:30:15.000Z"},
      {"2026-05-12T09:30:15+03", "2026-05-12T06:30:15.000Z"},
      {"2026-05-12 09:30:15", "2026-05-12T09:30:15.000Z"},
      {" \n2026-05-12t09:30:15 +03:00 ", "2026-05-12T06:30:15.000Z"},
      {"2024-02-29", "2024-02-29T00:00:00.000Z"},
      {"2026-12-31T24:00Z", "2027-01-01T00:00:00.000Z"},
      {"", nullptr},
      {"99999-01-01", nullptr},
      {"99999", nullptr},
      {"026-01-01", nullptr},
      {"2026-02-29", nullptr},
      {"2026-13-01", nullptr},
      {"2026-5-1", nullptr},
      {"2026-05-12T", nullptr},
      {"2026-05T09:30Z", nullptr},
      {"2026-05-12T25:00Z", nullptr},
      {"2026-05-12T24:01Z", nullptr},
      {"2026-05-12T09:60Z", nullptr},
      {"2026-05-12T09:30:15.Z", nullptr},
      {"2026-05-12T09:30+25:00", nullptr},
      {"2026-05-12T09:30+", nullptr},
      {"2026-05-12T09:30Zulu", nullptr},
      {"yesterday", nullptr},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.text);
    const std::optional<Time> time = ParseW3cTime(c.text);
    ASSERT_EQ(time.has_value(), c.want != nullptr);
    if (time) {
      EXPECT_EQ(FormatTime(*time), c.want);
    }
  }
}

TEST(MailTime, Forms) {
  constexpr Case kCases[] = {
      {"Thu, 05 Jan 2017 13:34:51 +0100", "2017-01-05T12:34:51.000Z"},
      {"Thu, 5 Jan 17 13:34:51 GMT", "2017-01-05T13:34:51.000Z"},
      {"5 January 2017 13:34 -0530", "2017-01-05T19:04:00.000Z"},
      {"05 Jan 2017 13:34:51", "2017-01-05T13:34:51.000Z"},
      {"05 Jan 2017", "2017-01-05T00:00:00.000Z"},
      {"Thu, 05 Jan 2017 13:34:51 EST", "2017-01-05T18:34:51.000Z"},
      {"Thu, 05 Jan 2017 13:34:51 PDT", "2017-01-05T20:34:51.000Z"},
      {"Thu, 05 Jan 2017 13:34:51 XYZ", "2017-01-05T13:34:51.000Z"},
      {"Чт, 05 Jan 2017 9:34:51 +0200", "2017-01-05T07:34:51.000Z"},
      {"Thursday, 05-Jan-95 13:34:51 GMT", "1995-01-05T13:34:51.000Z"},
      {"Thu, 05 Jan 117 00:00:00 GMT", "2017-01-05T00:00:00.000Z"},
      {"", nullptr},
      {"Thu,", nullptr},
      {"31 Feb 2017 10:00:00 GMT", nullptr},
      {"05 Foo 2017 10:00:00 GMT", nullptr},
      {"05 Jan 99999 10:00:00 GMT", nullptr},
      {"05 Jan 2017 10:61:00 GMT", nullptr},
      {"05 Jan 2017 noon", nullptr},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.text);
    const std::optional<Time> time = ParseMailTime(c.text);
    ASSERT_EQ(time.has_value(), c.want != nullptr);
    if (time) {
      EXPECT_EQ(FormatTime(*time), c.want);
    }
  }
}

}  // namespace
}  // namespace varta
