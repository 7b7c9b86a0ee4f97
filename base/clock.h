// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Time as this project counts it: UTC, whole milliseconds. One of the two interfaces to the world
// outside (the other is Fetcher).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace varta {

using Duration = std::chrono::milliseconds;
using Time = std::chrono::sys_time<Duration>;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time Now() const = 0;  // any thread
};

class SystemClock final : public Clock {
 public:
  Time Now() const override;
};

// RFC 3339 in UTC: "2026-11-22T03:30:00.000Z".
std::string FormatTime(Time time);
// "2026-11-22 03:30", for people; UTC.
std::string FormatTimeShort(Time time);
// RFC 3339 ("2026-11-22T03:30:00Z", any fraction, Z or an offset) or a date alone (its midnight,
// UTC); nullopt: not a time.
std::optional<Time> ParseTime(std::string_view text);

// "250ms", "2s", "10m", "12h", "14d"; whole numbers, one unit; nullopt: not a duration or more than
// 10 years.
std::optional<Duration> ParseDuration(std::string_view text);
// The largest unit that gives a whole number: 90000 ms -> "90s", 120000 ms -> "2m".
std::string FormatDuration(Duration duration);

inline int64_t ToUnixMillis(Time time) { return time.time_since_epoch().count(); }
inline Time FromUnixMillis(int64_t millis) { return Time(Duration(millis)); }

}  // namespace varta
