// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// TimeZone: between UTC and a place's local calendar, by the system's tzdata (IANA time zone
// database). Value; any thread once loaded; cheap to copy. The one door to date-tz.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"

namespace varta {

// What a wall clock and a calendar on the spot show; whole milliseconds. Its fields come by
// std::chrono::year_month_day(floor<days>(local)) and hh_mm_ss(local - floor<days>(local)).
using LocalTime = std::chrono::local_time<Duration>;

class TimeZone {
 public:
  TimeZone();  // UTC

  // `name`: of the IANA list, as "Europe/Kyiv", in just these letters; an old name that the list
  // keeps as a link is another name of the same clock. "UTC" needs no tzdata.
  // kInvalidArgument: no such zone, with the nearest name. kFailedPrecondition: the system's tzdata
  // is missing or cannot tell the future, with what to install. The first call reads the list of
  // zones (milliseconds); tzdata that is updated later counts from the program's next start.
  static Result<TimeZone> Load(std::string_view name);

  const std::string& name() const { return name_; }

  // Both functions are right from 1970 to 2037, which is as far as compiled tzdata files spell
  // their changes out; before and after, the first and last offset hold. Times outside of the years
  // 1 to 9999 are read as the nearest within. Never fails; O(log changes).
  LocalTime ToLocal(Time time) const;
  // The clock is set forward over `local` (there is no such time): the first moment after the gap.
  // It is set back (there are two): the earlier one. Hence it never falls as `local` rises, and
  // ToUtc(ToLocal(t)) is t but in a doubled hour's second pass, where it is the first pass.
  Time ToUtc(LocalTime local) const;

  // Same name.
  friend bool operator==(const TimeZone& a, const TimeZone& b) { return a.name_ == b.name_; }

 private:
  struct Period {    // from `begin` until the next one's
    int64_t begin;   // Unix milliseconds; the first one's is not looked at
    int64_t offset;  // local minus UTC, milliseconds
  };
  using Periods = std::vector<Period>;

  TimeZone(std::string name, std::shared_ptr<const Periods> periods)
      : name_(std::move(name)), periods_(std::move(periods)) {}

  std::string name_;
  std::shared_ptr<const Periods> periods_;  // by begin, at least one
};

}  // namespace varta
