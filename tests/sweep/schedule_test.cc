// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/schedule.h"

#include <gmock/gmock.h>

#include <limits>
#include <random>
#include <vector>

#include "tests/support/status_matchers.h"

namespace varta {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr const char* kZones[] = {"Europe/Kyiv", "UTC", "America/New_York", "Australia/Lord_Howe"};

TimeZone Zone(const char* name) { return *TimeZone::Load(name); }

Schedule Read(std::string_view written, const TimeZone& zone = TimeZone()) {
  auto parsed = Schedule::Parse(written, zone);
  if (const auto* mistake = std::get_if<ScheduleMistake>(&parsed)) {
    ADD_FAILURE() << written << ": " << mistake->at << ": " << mistake->message;
    return std::get<Schedule>(Schedule::Parse("1h", zone));
  }
  return std::get<Schedule>(std::move(parsed));
}

TEST(Schedule, NextTimes) {
  struct Case {
    const char *written, *after;
    std::vector<const char*> want;  // UTC
  };
  const Case cases[] = {
      {"day at 03:30 Europe/Kyiv",
       "2026-11-22T12:00:00Z",
       {"2026-11-23T01:30:00Z", "2026-11-24T01:30:00Z"}},
      {"day at 03:30 Europe/Kyiv", "2026-11-23T01:29:59.999Z", {"2026-11-23T01:30:00Z"}},
      {"day at 03:30 Europe/Kyiv", "2026-11-23T01:30:00Z", {"2026-11-24T01:30:00Z"}},
      // 3:30 does not exist on 29 March, and exists twice on 25 October.
      {"day at 03:30 Europe/Kyiv",
       "2026-03-28T12:00:00Z",
       {"2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"}},
      {"day at 03:30 Europe/Kyiv",
       "2026-10-24T12:00:00Z",
       {"2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"}},
      {"*/15 * * * * Europe/Kyiv",
       "2026-03-29T00:45:00Z",
       {"2026-03-29T01:00:00Z", "2026-03-29T01:15:00Z"}},
      {"*/15 * * * * Europe/Kyiv",
       "2026-10-25T00:30:00Z",
       {"2026-10-25T00:45:00Z", "2026-10-25T02:00:00Z"}},
      {"day at 02:15 Australia/Lord_Howe", "2026-10-03T00:00:00Z", {"2026-10-03T15:30:00Z"}},
      {"monday at 04:00", "2026-11-26T00:00:00Z", {"2026-11-30T04:00:00Z", "2026-12-07T04:00:00Z"}},
      {"weekday at 4:00", "2026-11-26T04:00:00Z", {"2026-11-27T04:00:00Z", "2026-11-30T04:00:00Z"}},
      {"sat-sun at 23:59",
       "2026-11-26T00:00:00Z",
       {"2026-11-28T23:59:00Z", "2026-11-29T23:59:00Z"}},
      {"6h", "2026-11-26T11:59:00Z", {"2026-11-26T12:00:00Z", "2026-11-26T18:00:00Z"}},
      {"hour", "2026-11-26T11:00:00Z", {"2026-11-26T12:00:00Z"}},
      {"0 4 1 * mon", "2026-11-26T00:00:00Z", {"2026-11-30T04:00:00Z", "2026-12-01T04:00:00Z"}},
      {"0 4 */2 * mon",
       "2026-11-26T00:00:00Z",
       {"2026-12-07T04:00:00Z"}},  // an odd date and Monday
      {"0 4 * * 7", "2026-11-26T00:00:00Z", {"2026-11-29T04:00:00Z"}},
      {"0 0 29 feb *", "2026-11-26T00:00:00Z", {"2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"}},
      {"0 0 29 2 */6", "2080-03-01T00:00:00Z", {"2088-02-29T00:00:00Z", "2116-02-29T00:00:00Z"}},
      {"0 0 31 * *", "2026-11-26T00:00:00Z", {"2026-12-31T00:00:00Z", "2027-01-31T00:00:00Z"}},
      {"1-10/4,30 0 1 1 *",
       "2026-12-31T00:00:00Z",
       {"2027-01-01T00:01:00Z", "2027-01-01T00:05:00Z", "2027-01-01T00:09:00Z",
        "2027-01-01T00:30:00Z"}},
      {"day at 00:00", "1901-01-01", {"1970-01-01T00:00:00Z"}},
      {"1h", "1901-01-01", {"1970-01-01T00:00:00Z"}},
      // A day that Samoa left out: it runs when the day after begins, and again in its turn.
      {"day at 03:30 Pacific/Apia",
       "2011-12-29T13:30:00Z",
       {"2011-12-30T10:00:00Z", "2011-12-30T13:30:00Z"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.written) + " after " + c.after);
    const Schedule schedule = Read(c.written);
    Time time = *ParseTime(c.after);
    for (const char* want : c.want) {
      time = schedule.NextAfter(time);
      EXPECT_EQ(FormatTime(time), FormatTime(*ParseTime(want)));
    }
  }
}

TEST(Schedule, SaysItselfForPeople) {
  const std::pair<const char*, const char*> cases[] = {
      {"day at 3:30", "day at 03:30 Europe/Kyiv"},
      {"  Day AT 03:30\tEurope/Kyiv ", "day at 03:30 Europe/Kyiv"},
      {"30 3 * * *", "day at 03:30 Europe/Kyiv"},
      {"30 3 * * 1-5 UTC", "weekday at 03:30 UTC"},
      {"Monday at 04:00", "monday at 04:00 Europe/Kyiv"},
      {"mon,thu at 04:00", "mon,thu at 04:00 Europe/Kyiv"},
      {"fri-sunday at 04:00", "sun,fri,sat at 04:00 Europe/Kyiv"},
      {"hour", "1h"},
      {"120m", "2h"},
      {"*/15 3,4,5 * 1 0,7", "*/15 3-5 * jan sun Europe/Kyiv"},
      {"0-59 0-23 1-31 1-12 0-7", "* * 1-31 * sun-sat Europe/Kyiv"},
      {"0 4 */2 * mon", "0 4 */2 * mon Europe/Kyiv"},
  };
  const TimeZone zone = Zone("Europe/Kyiv");
  for (const auto& [written, want] : cases) {
    SCOPED_TRACE(written);
    const Schedule schedule = Read(written, zone);
    EXPECT_EQ(schedule.ToString(), want);
    EXPECT_EQ(Read(schedule.ToString()), schedule);
  }
}

TEST(Schedule, MistakesHaveAPlaceAndSayWhatToWrite) {
  struct Case {
    const char* written;
    size_t at;
    const char* want;
  };
  const Case cases[] = {
      {"", 0, "write 'day at 03:30 Europe/Kyiv'"},
      {"daily at 03:30", 0, "'daily' is no day; write 'day at"},
      {"day", 3, "comes 'at' and a time"},
      {"day 03:30", 4, "comes 'at' and a time"},
      {"day at", 6, "comes 'at' and a time"},
      {"day at 24:00", 7, "'24:00' is no time of day; write one from 00:00 to 23:59"},
      {"day at 3:5", 7, "no time of day"},
      {"day at 3.30", 7, "no time of day"},
      {"day at 03:30:00", 7, "no time of day"},
      {"day at 03:30 Europe/Kyyiv", 13, "did you mean 'Europe/Kyiv'?"},
      {"day at 03:30 UTC please", 17, "behind the time zone"},
      {"mon,foo at 03:30", 4, "'foo' is no day of the week"},
      {"0s", 0, "write whole minutes, hours or days from 1m to 366d"},
      {"90s", 0, "no interval"},
      {"5000h", 0, ""},
      {"9000h", 0, "no interval"},
      {"6hours", 0, "no interval"},
      {"6h Europe/Kyiv", 3, "nothing goes behind an interval"},
      {"hour at 5", 5, "nothing goes behind an interval"},
      {"30 3 * *", 8, "the day of the week is missing"},
      {"30", 2, "the hour is missing"},
      {"60 3 * * *", 0, "'60' is no minute; write 0 to 59"},
      {"30 24 * * *", 3, "'24' is no hour; write 0 to 23"},
      {"30 3 0 * *", 5, "'0' is no day of the month; write 1 to 31"},
      {"30 3 * 13 *", 7, "'13' is no month; write 1 to 12 or jan to dec"},
      {"30 3 * * 8", 9, "'8' is no day of the week"},
      {"30 3 * * mo", 9, "'mo' is no day of the week"},
      {"1,,2 3 * * *", 2, "'' is no minute"},
      {"5-1 3 * * *", 0, "runs backwards"},
      {"30 3 * * fri-mon", 9, "runs backwards"},
      {"5/15 3 * * *", 0, "is none of *, */step"},
      {"*/90 3 * * *", 2, "or an interval as '90m'"},
      {"*/0 3 * * *", 2, "does not fit the range"},
      {"1-5/ 3 * * *", 4, "does not fit the range"},
      {"*,5 3 * * *", 1, "in a list write the range, as 0-59/2"},
      {"-5 3 * * *", 0, "'' is no minute"},
      {"0 0 31 2 *", 4, "none of these months has such a day"},
      {"0 0 31 4,jun,9,11 *", 4, "none of these months"},
      {"0 0 30-31 feb mon", 4, "none of these months"},
      {"30 3 * * * Kyiv", 11, "there is no time zone 'Kyiv'"},
      {"30 3 * * * 5", 11, "there is no time zone '5'"},
      {"@daily", 0, "is no minute"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.written);
    const auto parsed = Schedule::Parse(c.written, TimeZone());
    const auto* mistake = std::get_if<ScheduleMistake>(&parsed);
    ASSERT_EQ(mistake == nullptr, *c.want == '\0');
    if (mistake == nullptr) continue;
    EXPECT_EQ(mistake->at, c.at);
    EXPECT_THAT(mistake->message, testing::HasSubstr(c.want));
  }
  EXPECT_TRUE(
      std::holds_alternative<ScheduleMistake>(Schedule::Parse(std::string(201, ' '), TimeZone())));
}

TEST(Schedule, EveryTimeHasAnAnswer) {
  for (const char* written : {"day at 03:30 Europe/Kyiv", "6h", "0 0 29 2 */6", "* * * * *"}) {
    const Schedule schedule = Read(written);
    for (int64_t millis : {std::numeric_limits<int64_t>::min(), int64_t{-1}, int64_t{0},
                           int64_t{221'845'392'000'000}, std::numeric_limits<int64_t>::max() - 1,
                           std::numeric_limits<int64_t>::max()}) {
      const Time time = FromUnixMillis(millis);
      EXPECT_TRUE(schedule.NextAfter(time) > time || schedule.NextAfter(time) == Time::max());
    }
  }
}

// A daily sweep over five years: as many as days, each on its day.
TEST(Schedule, ADailySweepIsNeitherMissedNorDoubledInFiveYears) {
  for (const char* name : kZones) {
    const TimeZone zone = Zone(name);
    for (const char* at :
         {"00:00", "01:30", "02:00", "02:15", "02:30", "03:00", "03:30", "23:59"}) {
      SCOPED_TRACE(std::string(name) + " " + at);
      const Schedule schedule = Read(std::string("day at ") + at, zone);
      const std::chrono::local_days first{std::chrono::year(2026) / 1 / 1};
      Time time = zone.ToUtc(first) - Duration(1);
      for (int day = 0; day < 5 * 365 + 1; ++day) {
        const Time next = schedule.NextAfter(time);
        ASSERT_GT(next, time);
        ASSERT_EQ(std::chrono::floor<days>(zone.ToLocal(next)), first + days(day))
            << FormatTime(next);
        time = next;
      }
    }
  }
}

// By definition: minute after minute of UTC. A minute begins a sweep if its local time fits and is
// shown for the first time, or if the clocks have just gone over one that fits.
class MinuteWalk {
 public:
  // Five sets of values, cron's way of days in `either`.
  MinuteWalk(const TimeZone& zone, std::vector<std::vector<bool>> sets, bool either)
      : zone_(zone), sets_(std::move(sets)), either_(either) {}

  bool Begins(Time time) const {
    const LocalTime local = zone_.ToLocal(time);
    const LocalTime before = zone_.ToLocal(time - minutes(1));
    for (LocalTime skipped = before + minutes(1); skipped < local; skipped += minutes(1)) {
      if (Fits(skipped)) return true;
    }
    return Fits(local) && zone_.ToUtc(local) == time;
  }

 private:
  bool Fits(LocalTime local) const {
    const auto day = std::chrono::floor<days>(local);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(local - day);
    const bool by_date = sets_[2][static_cast<unsigned>(date.day())];
    const bool by_weekday = sets_[4][std::chrono::weekday(day).c_encoding()];
    return sets_[0][static_cast<size_t>(clock.minutes().count())] &&
           sets_[1][static_cast<size_t>(clock.hours().count())] &&
           sets_[3][static_cast<unsigned>(date.month())] &&
           (either_ ? by_date || by_weekday : by_date && by_weekday);
  }

  TimeZone zone_;
  std::vector<std::vector<bool>> sets_;
  bool either_;
};

// A random field: what is written, and the values it means.
std::string RandomField(std::mt19937& random, int min, int max, std::vector<bool>* values) {
  const auto pick = [&](int from, int to) {
    return std::uniform_int_distribution<int>(from, to)(random);
  };
  values->assign(64, false);
  const auto add = [&](int first, int last, int step) {
    for (int value = first; value <= last; value += step)
      (*values)[static_cast<size_t>(value)] = true;
  };
  const int form = pick(0, 5);
  if (form <= 1) {
    add(min, max, 1);
    return "*";
  }
  if (form == 2) {
    const int step = pick(1, max - min);
    add(min, max, step);
    return "*/" + std::to_string(step);
  }
  std::string written;
  for (int items = pick(1, 4); items > 0; --items) {
    const int first = pick(min, max), last = pick(first, max);
    if (!written.empty()) written += ",";
    written += std::to_string(first);
    if (last == first || pick(0, 1) == 0) {
      add(first, first, 1);
    } else {
      const int step = pick(1, last - first);
      add(first, last, step);
      written += "-" + std::to_string(last) + "/" + std::to_string(step);
    }
  }
  return written;
}

TEST(Schedule, AgreesWithAWalkOverAllMinutes) {
  constexpr int kMin[] = {0, 0, 1, 1, 0}, kMax[] = {59, 23, 31, 12, 6};
  std::mt19937 random(20261126);
  // Two weeks around each change of the clocks, and weeks picked at random from five years.
  std::vector<Time> weeks;
  for (const char* change : {"2026-03-29", "2027-10-31", "2028-03-12", "2029-11-04", "2030-10-06",
                             "2030-04-07", "2028-02-27", "2026-12-31"}) {
    weeks.push_back(*ParseTime(change) - days(2));
  }
  for (int i = 0; i < 48; ++i) {
    std::vector<std::vector<bool>> sets(5);
    std::string written;
    std::vector<std::string> fields;
    for (size_t field = 0; field < 5; ++field) {
      fields.push_back(RandomField(random, kMin[field], kMax[field], &sets[field]));
      written += fields.back() + " ";
    }
    const TimeZone zone = Zone(kZones[static_cast<size_t>(i) % 4]);
    written += zone.name();
    SCOPED_TRACE(written);
    const auto parsed = Schedule::Parse(written, TimeZone());
    if (std::holds_alternative<ScheduleMistake>(parsed)) {  // 31 February
      EXPECT_THAT(std::get<ScheduleMistake>(parsed).message, testing::HasSubstr("has such a day"));
      continue;
    }
    const auto& schedule = std::get<Schedule>(parsed);
    EXPECT_EQ(Read(schedule.ToString()), schedule);
    const MinuteWalk walk(zone, sets, fields[2][0] != '*' && fields[4][0] != '*');
    const Time begin =
        weeks[static_cast<size_t>(i) % weeks.size()] +
        (i < 32 ? days(0) : days(std::uniform_int_distribution<int>(0, 700)(random)));
    const Time end = begin + days(4);
    Time next = schedule.NextAfter(begin - Duration(1));
    for (Time time = begin; time < end; time += minutes(1)) {
      ASSERT_EQ(walk.Begins(time), next == time) << FormatTime(time);
      if (next == time) next = schedule.NextAfter(time);
      ASSERT_GT(next, time);
    }
  }
}

// From anywhere, not only from a planned time: the next one of t is that of all times up to it.
TEST(Schedule, TheNextTimeIsTheSameFromEveryMomentBeforeIt) {
  std::mt19937 random(5);
  for (const char* name : kZones) {
    for (const char* written : {"30 1-3 * * *", "*/20 * * * 1-5", "0 2 29 2 *", "7h"}) {
      const bool interval = written[0] == '7';
      const Schedule schedule = Read(interval ? "7h" : std::string(written) + " " + name);
      Time time = *ParseTime("2026-01-01");
      for (int i = 0; i < 60; ++i) {
        const Time next = schedule.NextAfter(time);
        const auto gap = (next - time).count();
        const Time between =
            time + Duration(std::uniform_int_distribution<int64_t>(0, gap - 1)(random));
        ASSERT_EQ(schedule.NextAfter(between), next) << name << " " << written;
        ASSERT_EQ(schedule.NextAfter(next - Duration(1)), next);
        time = next + (i % 4 == 0 ? days(37) : days(0));
      }
    }
  }
}

}  // namespace
}  // namespace varta
