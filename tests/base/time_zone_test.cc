// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/time_zone.h"

#include <gmock/gmock.h>

#include <limits>
#include <utility>

#include "tests/support/status_matchers.h"

namespace varta {
namespace {

// "2026-03-29 03:30" as a clock on the spot shows it.
LocalTime Local(const char* text) { return LocalTime(ParseTime(text)->time_since_epoch()); }

TEST(TimeZone, UtcNeedsNothing) {
  const TimeZone zone;
  EXPECT_EQ(zone.name(), "UTC");
  const Time time = *ParseTime("2026-07-01T12:00:00Z");
  EXPECT_EQ(zone.ToUtc(zone.ToLocal(time)), time);
  EXPECT_EQ(zone.ToLocal(time).time_since_epoch(), time.time_since_epoch());
  EXPECT_EQ(TimeZone::Load("UTC")->name(), "UTC");
}

TEST(TimeZone, LocalTimesOfWhichThereIsNoneOrTwo) {
  struct Case {
    const char *zone, *local, *utc;
  };
  const Case cases[] = {
      {"Europe/Kyiv", "2026-01-15 03:30:00Z", "2026-01-15T01:30:00Z"},
      {"Europe/Kyiv", "2026-07-15 03:30:00Z", "2026-07-15T00:30:00Z"},
      {"Europe/Kyiv", "2026-03-29 02:59:59Z", "2026-03-29T00:59:59Z"},
      {"Europe/Kyiv", "2026-03-29 03:00:00Z", "2026-03-29T01:00:00Z"},  // none: 3:00 is 4:00
      {"Europe/Kyiv", "2026-03-29 03:30:00Z", "2026-03-29T01:00:00Z"},  // none
      {"Europe/Kyiv", "2026-03-29 04:00:00Z", "2026-03-29T01:00:00Z"},
      {"Europe/Kyiv", "2026-10-25 03:00:00Z", "2026-10-25T00:00:00Z"},  // the first of two
      {"Europe/Kyiv", "2026-10-25 03:59:59Z", "2026-10-25T00:59:59Z"},
      {"Europe/Kyiv", "2026-10-25 04:00:00Z", "2026-10-25T02:00:00Z"},
      {"America/New_York", "2026-03-08 02:30:00Z", "2026-03-08T07:00:00Z"},
      {"America/New_York", "2026-11-01 01:30:00Z", "2026-11-01T05:30:00Z"},
      {"Australia/Lord_Howe", "2026-10-04 02:15:00Z", "2026-10-03T15:30:00Z"},  // by half an hour
      {"Australia/Lord_Howe", "2026-04-05 01:45:00Z", "2026-04-04T14:45:00Z"},
      {"Pacific/Apia", "2011-12-30 12:00:00Z", "2011-12-30T10:00:00Z"},  // a day that never was
      {"Europe/Kiev", "2026-07-15 03:30:00Z", "2026-07-15T00:30:00Z"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.zone) + " " + c.local);
    Result<TimeZone> zone = TimeZone::Load(c.zone);
    ASSERT_THAT(zone, IsOk());
    EXPECT_EQ(FormatTime(zone->ToUtc(Local(c.local))), FormatTime(*ParseTime(c.utc)));
  }
}

// Over a year, every half hour: there and back is the same moment, or the first of two that show
// the same; what is later on the clock is never earlier in UTC.
TEST(TimeZone, GoesToTheLocalTimeAndBack) {
  const std::pair<const char*, int> cases[] = {
      {"Europe/Kyiv", 2}, {"UTC", 0}, {"America/New_York", 2}, {"Australia/Lord_Howe", 1}};
  for (const auto& [name, want_twice] : cases) {
    SCOPED_TRACE(name);
    const TimeZone zone = *TimeZone::Load(name);
    const Time begin = *ParseTime("2026-01-01");
    LocalTime highest = zone.ToLocal(begin - Duration(1));
    Time of_highest = begin - Duration(1);
    int twice = 0, wrong = 0;
    for (Time time = begin; time < *ParseTime("2027-01-01"); time += std::chrono::minutes(30)) {
      const LocalTime local = zone.ToLocal(time);
      const Time back = zone.ToUtc(local);
      if (back != time) ++twice;
      if (back > time || zone.ToLocal(back) != local) ++wrong;
      if (local <= highest) continue;
      if (back < of_highest) ++wrong;
      highest = local;
      of_highest = back;
    }
    EXPECT_EQ(twice, want_twice);
    EXPECT_EQ(wrong, 0);
  }
}

TEST(TimeZone, AWrongNameIsAnsweredWithTheNearest) {
  EXPECT_THAT(TimeZone::Load("Europe/Kyyiv"),
              IsError(Code::kInvalidArgument, "did you mean 'Europe/Kyiv'?"));
  EXPECT_THAT(TimeZone::Load("europe/kyiv"), IsError(Code::kInvalidArgument, "'Europe/Kyiv'?"));
  EXPECT_THAT(TimeZone::Load("Kyiv winter time"),
              IsError(Code::kInvalidArgument, "write a name of the IANA list"));
  for (const char* name : {"", "localtime", "posix/Europe/Kyiv", "right/Europe/Kyiv", "../passwd",
                           "/etc/passwd", "Europe", "leapseconds"}) {
    SCOPED_TRACE(name);
    EXPECT_THAT(TimeZone::Load(name), HasCode(Code::kInvalidArgument));
  }
}

TEST(TimeZone, EveryTimeIsRead) {
  const TimeZone zone = *TimeZone::Load("Europe/Kyiv");
  for (int64_t millis :
       {std::numeric_limits<int64_t>::min(), int64_t{-62'135'596'800'000}, int64_t{0},
        int64_t{4'102'444'800'000}, std::numeric_limits<int64_t>::max()}) {
    const LocalTime local = zone.ToLocal(FromUnixMillis(millis));
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(local));
    EXPECT_TRUE(date.ok());
    const Time back = zone.ToUtc(LocalTime(Duration(millis)));
    EXPECT_GT(back, *ParseTime("0001-01-01"));
    EXPECT_LT(back, *ParseTime("9999-12-31"));
  }
}

}  // namespace
}  // namespace varta
