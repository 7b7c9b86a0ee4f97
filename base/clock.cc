// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace varta {
namespace {

using std::chrono::sys_days;

// Takes exactly `digits` digits from the front of `text`.
std::optional<int> TakeNumber(std::string_view& text, size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool Take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Time> TakeDate(std::string_view& text) {
  auto year = TakeNumber(text, 4);
  if (!year || !Take(text, '-')) return std::nullopt;
  auto month = TakeNumber(text, 2);
  if (!month || !Take(text, '-')) return std::nullopt;
  auto day = TakeNumber(text, 2);
  if (!day) return std::nullopt;
  std::chrono::year_month_day date{std::chrono::year(*year),
                                   std::chrono::month(static_cast<unsigned>(*month)),
                                   std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Time(sys_days(date));
}

struct Unit {
  std::string_view name;
  int64_t millis;
};
constexpr std::array<Unit, 5> kUnits{
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};

}  // namespace

Time SystemClock::Now() const {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

std::string FormatTime(Time time) {
  auto day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day date(day);
  std::chrono::hh_mm_ss clock(time - day);
  char text[40];
  std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

std::string FormatTimeShort(Time time) {
  std::string text = FormatTime(time).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::optional<Time> ParseTime(std::string_view text) {
  auto time = TakeDate(text);
  if (!time || text.empty()) return time;
  if (!Take(text, 'T') && !Take(text, 't') && !Take(text, ' ')) return std::nullopt;
  auto hour = TakeNumber(text, 2);
  if (!hour || *hour > 23 || !Take(text, ':')) return std::nullopt;
  auto minute = TakeNumber(text, 2);
  if (!minute || *minute > 59 || !Take(text, ':')) return std::nullopt;
  auto second = TakeNumber(text, 2);
  if (!second || *second > 60) return std::nullopt;
  int millis = 0;
  if (Take(text, '.')) {
    int digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
      if (++digits <= 3) millis = millis * 10 + (text.front() - '0');
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 3; ++digits) millis *= 10;
  }
  std::chrono::minutes offset{0};
  if (!Take(text, 'Z') && !Take(text, 'z')) {
    int sign = Take(text, '+') ? 1 : Take(text, '-') ? -1 : 0;
    auto hours = TakeNumber(text, 2);
    if (sign == 0 || !hours || *hours > 23 || !Take(text, ':')) return std::nullopt;
    auto minutes = TakeNumber(text, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    offset = std::chrono::minutes(sign * (*hours * 60 + *minutes));
  }
  if (!text.empty()) return std::nullopt;
  return *time + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second) + Duration(millis) - offset;
}

std::optional<Duration> ParseDuration(std::string_view text) {
  constexpr int64_t kTenYears = int64_t{3653} * 86'400'000;
  int64_t count = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || count < 0) return std::nullopt;
  std::string_view name = text.substr(static_cast<size_t>(end - text.data()));
  for (const Unit& unit : kUnits) {
    if (name != unit.name) continue;
    if (count > kTenYears / unit.millis) return std::nullopt;
    return Duration(count * unit.millis);
  }
  return std::nullopt;
}

std::string FormatDuration(Duration duration) {
  if (duration.count() == 0) return "0s";
  for (const Unit& unit : kUnits) {
    if (duration.count() % unit.millis == 0) {
      return std::to_string(duration.count() / unit.millis) + std::string(unit.name);
    }
  }
  return std::to_string(duration.count()) + "ms";
}

}  // namespace varta
