// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <gtest/gtest.h>

namespace varta {
namespace {

TEST(Clock, ParsesTimesAndDates) {
  struct Case {
    const char* text;
    const char* want;  // nullptr: not a time
  };
  const Case cases[] = {
      {"2026-11-22T03:30:00Z", "2026-11-22T03:30:00.000Z"},
      {"2026-11-22t03:30:00.25z", "2026-11-22T03:30:00.250Z"},
      {"2026-11-22T03:30:00.123456789Z", "2026-11-22T03:30:00.123Z"},
      {"2026-11-22T05:30:00+02:00", "2026-11-22T03:30:00.000Z"},
      {"2026-11-21T22:00:00-05:30", "2026-11-22T03:30:00.000Z"},
      {"2026-11-22", "2026-11-22T00:00:00.000Z"},
      {"2024-02-29", "2024-02-29T00:00:00.000Z"},
      {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
      {"2026-02-29", nullptr},
      {"2026-13-01", nullptr},
      {"2026-11-22T24:00:00Z", nullptr},
      {"2026-11-22T03:30:00", nullptr},
      {"2026-11-22T03:30:00.Z", nullptr},
      {"2026-11-22T03:30:00Z ", nullptr},
      {"22.11.2026", nullptr},
      {"", nullptr},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    auto time = ParseTime(c.text);
    ASSERT_EQ(time.has_value(), c.want != nullptr);
    if (time) {
      EXPECT_EQ(FormatTime(*time), c.want);
      EXPECT_EQ(ParseTime(FormatTime(*time)), time);
    }
  }
}

TEST(Clock, ShortTimesEndAtTheMinute) {
  EXPECT_EQ(FormatTimeShort(*ParseTime("2026-11-22T03:30:59Z")), "2026-11-22 03:30");
}

TEST(Clock, ParsesDurations) {
  struct Case {
    const char* text;
    int64_t want;  // -1: not a duration
  };
  const Case cases[] = {{"250ms", 250},
                        {"2s", 2'000},
                        {"10m", 600'000},
                        {"12h", 43'200'000},
                        {"14d", 1'209'600'000},
                        {"0s", 0},
                        {"", -1},
                        {"5", -1},
                        {"s", -1},
                        {"-2s", -1},
                        {"1.5s", -1},
                        {"2 s", -1},
                        {"2weeks", -1},
                        {"4000d", -1},
                        {"99999999999999999999s", -1}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    auto duration = ParseDuration(c.text);
    EXPECT_EQ(duration ? duration->count() : -1, c.want);
    if (duration) {
      EXPECT_EQ(ParseDuration(FormatDuration(*duration)), duration);
    }
  }
}

TEST(Clock, FormatsDurationsInTheLargestWholeUnit) {
  EXPECT_EQ(FormatDuration(Duration(90'000)), "90s");
  EXPECT_EQ(FormatDuration(Duration(120'000)), "2m");
  EXPECT_EQ(FormatDuration(Duration(1'500)), "1500ms");
  EXPECT_EQ(FormatDuration(Duration(0)), "0s");
}

}  // namespace
}  // namespace varta
