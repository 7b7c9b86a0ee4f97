// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Schedule: when a source is swept, as its `every:` says. Value; pure; any thread.
//
//   day at 03:30 Europe/Kyiv       also weekday (monday to friday), monday, mon,thu, sat-sun
//   6h                             also 30m, 2d, hour: whole minutes up to 366 days, counted from
//                                  1970-01-01T00:00Z, so even over every change of the clocks
//   30 3 * * 1-5 Europe/Kyiv       five fields as in crontab(5): minute 0-59, hour 0-23, day of the
//                                  month 1-31, month 1-12 or jan..dec, day of the week 0-7 (0 and 7
//                                  are Sunday) or sun..sat. A field is *, */step, or a list of
//                                  values, ranges and range/step with commas.
// Day of the month and day of the week, as cron has it: if one of them begins with *, a day must
// fit both; if neither does, one is enough ("0 4 1 * mon": the first of the month, and Mondays).
//
// Times are local to the zone behind them, else to the configured one. Where the clocks go forward,
// what falls into the gap runs once, at the first moment after it; where they go back, what falls
// into the doubled hour runs once, in the first pass. So "*/15 * * * *" rests for that second pass;
// "15m" does not.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "base/time_zone.h"

namespace varta {

struct ScheduleMistake {
  size_t at = 0;  // byte of what was written
  std::string message;
};

// One of the five. `bits`: the values that fit; Sunday is 0. `step`: the n of */n, 1 for *, 0 if
// written as a list.
struct CronField {
  uint64_t bits = 0;
  int step = 0;
  bool Fits(unsigned value) const { return (bits >> value & 1) != 0; }
  friend bool operator==(const CronField&, const CronField&) = default;
};
struct CronFields {
  CronField minute, hour, day, month, weekday;
  friend bool operator==(const CronFields&, const CronFields&) = default;
};

class Schedule {
 public:
  // `zone`: for times without one. A mistake says what may be written; a day that no year has (31
  // February) is one. At most 200 bytes.
  static std::variant<Schedule, ScheduleMistake> Parse(std::string_view written,
                                                       const TimeZone& zone);

  // The first time after `t` that this schedule names, a whole minute in UTC; Time::max() if it
  // would be after the year 9000; times before 1970 are read as 1970. Jumps over months and days
  // that do not fit: at most a thousand steps.
  Time NextAfter(Time t) const;

  // For people, and to be read by Parse again as the same schedule: "day at 03:30 Europe/Kyiv",
  // "weekday at 04:00 UTC", "6h", "*/15 3-5 * jan mon,thu UTC".
  std::string ToString() const;

  friend bool operator==(const Schedule&, const Schedule&) = default;

 private:
  Schedule() = default;
  bool FitsDay(std::chrono::year_month_day date) const;

  Duration interval_{0};  // 0: by the fields
  CronFields fields_;
  TimeZone zone_;
};

}  // namespace varta
