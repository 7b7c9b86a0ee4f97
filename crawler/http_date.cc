// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/http_date.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/ascii.h"

namespace varta {
namespace {

constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";

// All of `text` as a number; nullopt: something else.
std::optional<int> Number(std::string_view text) {
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, code] = std::from_chars(text.data(), end, value);
  if (code != std::errc() || stop != end || value < 0) return std::nullopt;
  return value;
}

std::optional<unsigned> Month(std::string_view name) {
  if (name.size() != 3) return std::nullopt;
  const size_t at = kMonths.find(ascii::Lower(name));
  if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
  return static_cast<unsigned>(at / 3 + 1);
}

// "08:49:37".
std::optional<std::chrono::seconds> TimeOfDay(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const std::optional<int> hour = Number(text.substr(0, 2));
  const std::optional<int> minute = Number(text.substr(3, 2));
  const std::optional<int> second = Number(text.substr(6, 2));
  if (!hour || !minute || !second) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

}  // namespace

std::optional<Time> ParseHttpDate(std::string_view text) {
  std::optional<unsigned> month;
  std::optional<int> day, year;
  std::optional<std::chrono::seconds> time;
  // The forms differ only in the order of the parts and in what stands between them.
  constexpr std::string_view kBetween = " ,-\t";
  while (!text.empty()) {
    const size_t begin = std::min(text.find_first_not_of(kBetween), text.size());
    text.remove_prefix(begin);
    const std::string_view part = text.substr(0, text.find_first_of(kBetween));
    text.remove_prefix(part.size());
    if (part.empty()) break;
    if (!month && (month = Month(part))) continue;
    if (!time && (time = TimeOfDay(part))) continue;
    const std::optional<int> number = Number(part);
    if (!number) continue;
    if (!day && part.size() <= 2) {
      day = number;
    } else if (!year && (part.size() == 2 || part.size() == 4)) {
      year = part.size() == 4 ? *number : *number + (*number >= 70 ? 1900 : 2000);
    } else {
      return std::nullopt;
    }
  }
  if (!month || !day || !year || !time || *year < 1601) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return Time(std::chrono::sys_days(date)) + *time;
}

std::optional<int64_t> ParseDeltaSeconds(std::string_view text, int64_t max) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  int64_t seconds = max;  // also what a number too large counts as
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return std::min(seconds, max);
}

}  // namespace varta
