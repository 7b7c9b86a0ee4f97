// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/w3c_time.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace varta {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view Trimmed(std::string_view text) {
  const size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kSpace) + 1);
}

// Digits at the front, from `least` to `most` of them and no more behind.
std::optional<int> TakeNumber(std::string_view& text, size_t least, size_t most) {
  size_t digits = 0;
  int value = 0;
  while (digits < text.size() && digits < most && IsDigit(text[digits]))
    value = value * 10 + (text[digits++] - '0');
  if (digits < least || (digits < text.size() && IsDigit(text[digits]))) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool Take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Time> Midnight(int year, int month, int day) {
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  return Time(std::chrono::sys_days(date));
}

// "9:30", "09:30:15", "09:30:15.25"; the fraction is cut to milliseconds.
std::optional<Duration> TakeTimeOfDay(std::string_view& text) {
  const std::optional<int> hour = TakeNumber(text, 1, 2);
  if (!hour || *hour > 24 || !Take(text, ':')) return std::nullopt;
  const std::optional<int> minute = TakeNumber(text, 2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0, millis = 0;
  if (Take(text, ':')) {
    const std::optional<int> taken = TakeNumber(text, 2, 2);
    if (!taken || *taken > 60) return std::nullopt;
    second = *taken;
    if (Take(text, '.') || Take(text, ',')) {
      int scale = 100;
      if (text.empty() || !IsDigit(text.front())) return std::nullopt;
      for (; !text.empty() && IsDigit(text.front()); text.remove_prefix(1), scale /= 10)
        millis += (text.front() - '0') * scale;
    }
  }
  const Duration time = std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
                        std::chrono::seconds(second) + Duration(millis);
  if (time > std::chrono::hours(24)) return std::nullopt;
  return time;
}

// "+03:00", "+0300", "+03", "-8:00".
std::optional<Duration> TakeOffset(std::string_view& text) {
  const int sign = Take(text, '+') ? 1 : Take(text, '-') ? -1 : 0;
  if (sign == 0) return std::nullopt;
  size_t digits = 0;
  while (digits < text.size() && IsDigit(text[digits])) ++digits;
  std::string_view hour_text =
      text.substr(0, digits <= 2 ? digits : digits - std::min(digits, size_t{2}));
  text.remove_prefix(hour_text.size());
  const std::optional<int> hours = TakeNumber(hour_text, 1, 2);
  if (!hours || *hours > 23) return std::nullopt;
  int minutes = 0;
  if (Take(text, ':') || (!text.empty() && IsDigit(text.front()))) {
    const std::optional<int> taken = TakeNumber(text, 2, 2);
    if (!taken || *taken > 59) return std::nullopt;
    minutes = *taken;
  }
  return sign * (std::chrono::hours(*hours) + std::chrono::minutes(minutes));
}

struct Named {
  std::string_view name;  // in lower case
  int value;
};
constexpr Named kMonths[] = {{"jan", 1}, {"feb", 2},  {"mar", 3},  {"apr", 4},
                             {"may", 5}, {"jun", 6},  {"jul", 7},  {"aug", 8},
                             {"sep", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12}};
// Hours from UTC.
constexpr Named kZones[] = {{"est", -5}, {"edt", -4}, {"cst", -6}, {"cdt", -5},
                            {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}};

template <size_t n>
const Named* FindNamed(const Named (&table)[n], std::string_view word) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  const auto found = std::find_if(std::begin(table), std::end(table), [&](const Named& row) {
    return std::equal(word.begin(), word.end(), row.name.begin(), row.name.end(), same);
  });
  return found == std::end(table) ? nullptr : found;
}

void SkipSpace(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
}

std::string_view TakeWord(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), IsLetter);
  const std::string_view word = text.substr(0, static_cast<size_t>(end - text.begin()));
  text.remove_prefix(word.size());
  return word;
}

}  // namespace

std::optional<Time> ParseW3cTime(std::string_view text) {
  text = Trimmed(text);
  const std::optional<int> year = TakeNumber(text, 4, 4);
  if (!year) return std::nullopt;
  int month = 1, day = 1;
  bool whole = false;  // a time of day may follow
  if (Take(text, '-')) {
    const std::optional<int> taken = TakeNumber(text, 2, 2);
    if (!taken) return std::nullopt;
    month = *taken;
    if (Take(text, '-')) {
      const std::optional<int> taken_day = TakeNumber(text, 2, 2);
      if (!taken_day) return std::nullopt;
      day = *taken_day;
      whole = true;
    }
  }
  const std::optional<Time> date = Midnight(*year, month, day);
  if (!date || text.empty()) return date;
  if (!whole || !(Take(text, 'T') || Take(text, 't') || Take(text, ' '))) return std::nullopt;
  SkipSpace(text);
  const std::optional<Duration> time = TakeTimeOfDay(text);
  if (!time) return std::nullopt;
  SkipSpace(text);
  Duration offset(0);
  if (!text.empty() && !Take(text, 'Z') && !Take(text, 'z')) {
    const std::optional<Duration> taken = TakeOffset(text);
    if (!taken) return std::nullopt;
    offset = *taken;
  }
  if (!text.empty()) return std::nullopt;
  return *date + *time - offset;
}

std::optional<Time> ParseMailTime(std::string_view text) {
  text = Trimmed(text);
  // The day of the week, whatever it is called.
  if (!text.empty() && !IsDigit(text.front())) {
    text.remove_prefix(std::min(text.find_first_of(", \t"), text.size()));
    Take(text, ',');
    SkipSpace(text);
  }
  const auto between = [&text] {
    const size_t end = std::min(text.find_first_not_of(" \t\r\n-"), text.size());
    text.remove_prefix(end);
  };
  const std::optional<int> day = TakeNumber(text, 1, 2);
  between();
  const Named* const month = FindNamed(kMonths, TakeWord(text).substr(0, 3));
  between();
  const size_t before_year = text.size();
  std::optional<int> year = TakeNumber(text, 2, 4);
  if (!day || month == nullptr || !year) return std::nullopt;
  const size_t digits = before_year - text.size();
  if (digits == 2) year = *year + (*year < 50 ? 2000 : 1900);
  if (digits == 3) year = *year + 1900;
  const std::optional<Time> date = Midnight(*year, month->value, *day);
  SkipSpace(text);
  if (!date || text.empty()) return date;
  const std::optional<Duration> time = TakeTimeOfDay(text);
  if (!time) return std::nullopt;
  SkipSpace(text);
  Duration offset(0);
  if (text.starts_with('+') || text.starts_with('-')) {
    const std::optional<Duration> taken = TakeOffset(text);
    if (!taken) return std::nullopt;
    offset = *taken;
  } else if (const Named* const zone = FindNamed(kZones, TakeWord(text))) {
    offset = std::chrono::hours(zone->value);
  }
  return *date + *time - offset;
}

}  // namespace varta
