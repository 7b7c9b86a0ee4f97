// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/schedule.h"

#include <bit>
#include <optional>

namespace varta {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;
using std::chrono::year_month_day;

constexpr Time kEnd = std::chrono::sys_days(std::chrono::year(9000) / 1 / 1);
constexpr unsigned kHourMinutes = 60, kDayHours = 24;

// The smallest value >= `from` that fits.
std::optional<unsigned> Next(const CronField& field, unsigned from) {
  if (from >= 64 || field.bits >> from == 0) return std::nullopt;
  return from + static_cast<unsigned>(std::countr_zero(field.bits >> from));
}

// The same of minutes of the day.
std::optional<unsigned> NextMinute(const CronFields& fields, unsigned from) {
  const unsigned hour = from / kHourMinutes;
  if (hour >= kDayHours) return std::nullopt;
  if (fields.hour.Fits(hour)) {
    if (auto minute = Next(fields.minute, from % kHourMinutes))
      return hour * kHourMinutes + *minute;
  }
  const auto later = Next(fields.hour, hour + 1);
  if (!later) return std::nullopt;
  return *later * kHourMinutes + *Next(fields.minute, 0);
}

}  // namespace

bool Schedule::FitsDay(year_month_day date) const {
  const bool day = fields_.day.Fits(static_cast<unsigned>(date.day()));
  const bool weekday = fields_.weekday.Fits(std::chrono::weekday(local_days(date)).c_encoding());
  const bool either = fields_.day.step == 0 && fields_.weekday.step == 0;
  return either ? day || weekday : day && weekday;
}

Time Schedule::NextAfter(Time t) const {
  if (t >= kEnd) return Time::max();
  if (t < Time()) t = Time() - Duration(1);
  if (interval_.count() > 0) {
    const Time last(t.time_since_epoch() / interval_ * interval_);
    return t < Time() ? Time() : last + interval_;
  }
  // Local times are tried upwards from the minute of `t`: ToUtc never falls, so the first that is
  // after `t` is the next one. Those of a doubled hour's second pass come out before `t`.
  const LocalTime local = zone_.ToLocal(t);
  local_days day = std::chrono::floor<days>(local);
  auto from = static_cast<unsigned>(std::chrono::floor<minutes>(local - day).count());
  for (Time end = kEnd; LocalTime(day).time_since_epoch() < end.time_since_epoch(); from = 0) {
    const year_month_day date(day);
    if (!fields_.month.Fits(static_cast<unsigned>(date.month()))) {
      day = local_days(date.year() / date.month() / 1 + std::chrono::months(1));
      continue;
    }
    if (FitsDay(date)) {
      for (auto minute = NextMinute(fields_, from); minute;
           minute = NextMinute(fields_, *minute + 1)) {
        const Time next = zone_.ToUtc(day + minutes(*minute));
        if (next > t) return next;
      }
    }
    day += days(1);
  }
  return Time::max();
}

}  // namespace varta
