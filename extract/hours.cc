// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/hours.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <iterator>
#include <utility>

#include "extract/amounts.h"

namespace varta {
namespace {

constexpr size_t kLabelReach = 7;
constexpr size_t kWorkReach = 40;

struct Hours {
  size_t first = 0, next = 0;
  std::string value;
  std::optional<double> low, high;
  std::string unit;
  double confidence = 0.9;
};

int Value(const TokenText& text, size_t i) {
  if (!text.IsFreeNumber(i) || text.Folded(i).size() > 2) return -1;
  int value = -1;
  const std::string_view digits = text.Folded(i);
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// "9:00", "09.00", "9-30", "9"; minutes of the day, -1: none.
int ReadClock(const TokenText& text, size_t i, size_t* next, bool* has_minutes) {
  const int hour = Value(text, i);
  *next = i + 1;
  *has_minutes = false;
  if (hour < 0 || hour > 24) return -1;
  for (const char32_t mark : {U':', U'.', U'-'}) {
    if (!text.IsSymbol(i + 1, mark) || !text.Joins(i + 1) || !text.Joins(i + 2)) continue;
    const int minute = Value(text, i + 2);
    const bool whole = minute >= 0 && minute < 60 && text.Folded(i + 2).size() == 2 &&
                       (mark == U':' || minute % 30 == 0) &&
                       !(text.IsSymbol(i + 3, mark) && text.Joins(i + 3) && mark != U'-');
    // "9-18" is a range, "9-00" is not; "9.5" and "12:30:15" are no hours.
    if (mark == U'-' && (!whole || minute > 30 || hour * 60 + minute > 24 * 60)) break;
    if (!whole) return -1;
    *next = i + 3;
    *has_minutes = true;
    return hour * 60 + minute;
  }
  return hour * 60;
}

bool NearSchedule(const TokenText& text, size_t first, size_t next) {
  return text.FindBefore(first, kLabelReach, Kind::kSchedule) < text.size() ||
         text.FindFrom(next, 4, Kind::kSchedule) < text.size();
}

// "09:00–18:00", "з 9 до 18", "9.00-18.00".
bool ReadClocks(const TokenText& text, size_t i, Hours* hours) {
  size_t next = 0;
  bool minutes = false, more_minutes = false;
  const int from = ReadClock(text, i, &next, &minutes);
  if (from < 0 || text.StartsLine(next)) return false;
  if (text.FindBefore(i, 2, Kind::kBreak) < text.size()) return false;
  const bool announced =
      (text.Has(i - 1, Kind::kFrom) || text.Has(i - 1, Kind::kWeakFrom)) && !text.StartsLine(i);
  if (text.Has(next, Kind::kHour)) ++next;
  if (text.IsSymbol(next, U'.') && text.Joins(next)) ++next;
  const bool dash = text.IsDash(next);
  if (!dash && !(announced && (text.Has(next, Kind::kTo) || text.Has(next, Kind::kThrough))))
    return false;
  if (text.StartsLine(next + 1)) return false;
  size_t end = 0;
  const int to = ReadClock(text, next + 1, &end, &more_minutes);
  if (to < 0 || (!minutes && to == from)) return false;
  if (minutes != more_minutes && !announced) return false;
  const bool hour_word = text.Has(end, Kind::kHour) && !text.StartsLine(end);
  if (!minutes && !(announced && (hour_word || NearSchedule(text, i, end)))) return false;
  // "від 5 до 10 календарних днів"
  if (!minutes && !hour_word && text.IsWord(end) && !text.StartsLine(end)) return false;
  // "9.00-18.00" may be sums and lengths, too.
  if (text.Has(end, Kind::kCurrency) || text.Has(end, Kind::kThousand) ||
      text.Has(end, Kind::kYears))
    return false;
  if (text.IsSymbol(end, U'%') || text.IsSymbol(end, U'/') || text.IsSymbol(end, 0x20AC) ||
      text.IsSymbol(end, U'$'))
    return false;
  if (!minutes && hour_word) ++end;
  char buffer[64];
  const int size = std::snprintf(buffer, sizeof buffer, "%02d:%02d-%02d:%02d", from / 60, from % 60,
                                 to / 60, to % 60);
  const double length = (to > from ? to - from : to + 24 * 60 - from) / 60.0;
  hours->first = announced ? i - 1 : i;
  hours->next = end;
  hours->value.assign(buffer, static_cast<size_t>(size));
  hours->low = hours->high = length;
  hours->unit = "hour/day";
  return true;
}

// "12 годин на день", "по 10-12 годин", "40 годин на тиждень", "12-годинний", "6 днів на тиждень".
bool ReadCount(const TokenText& text, size_t i, Hours* hours) {
  if (text.Folded(i).size() > 2) return false;
  const std::optional<Range> range = ReadRange(text, i, false);
  if (!range) return false;
  const double most = range->high ? *range->high : *range->low;
  const double least = range->low ? *range->low : *range->high;
  size_t at = range->next;
  if (least <= 0) return false;
  // "12-годинний робочий день", "12-ти годинна"
  size_t adjective = i + 1;
  if (text.IsDash(adjective)) ++adjective;
  if (text.IsWord(adjective) && text.Folded(adjective).size() <= 4 &&
      !text.Has(adjective, Kind::kHourLong)) {
    ++adjective;
    if (text.IsDash(adjective)) ++adjective;
  }
  Hours made;
  made.first = range->first;
  if (text.Has(adjective, Kind::kHourLong) && !text.Has(adjective, Kind::kHour) &&
      !text.StartsLine(adjective) &&
      text.FindFrom(adjective + 1, 3, Kind::kSchedule) < text.size()) {
    made.unit = "hour/day";
    made.next = adjective + 1;
  } else if (text.Has(at, Kind::kHour) && !text.StartsLine(at)) {
    ++at;
    if (text.IsSymbol(at, U'.') && text.Joins(at)) ++at;
    // "8 годин роботи на день"
    if (text.Has(at, Kind::kSchedule) && text.Has(at + 1, Kind::kPer)) ++at;
    size_t per = at;
    const bool slash = text.IsSymbol(per, U'/');
    if (slash || text.Has(per, Kind::kPer)) ++per;
    if (text.Has(per, Kind::kWeek) && !text.StartsLine(per)) {
      made.unit = "hour/week";
      made.next = per + 1;
    } else if (text.Has(per, Kind::kDay) && !text.StartsLine(per) &&
               (per > at || text.Has(per, Kind::kEvery))) {
      made.unit = "hour/day";
      made.next = per + 1;
    } else if (text.FindBefore(range->first, 4, Kind::kSchedule) < text.size() && least >= 4 &&
               range->low && range->high) {
      made.unit = "hour/day";
      made.next = at;
      made.confidence = 0.7;
    } else {
      return false;
    }
  } else if (text.Has(at, Kind::kDays) && !text.StartsLine(at)) {
    ++at;
    if (text.IsSymbol(at, U'/') || text.Has(at, Kind::kPer)) ++at;
    if (!text.Has(at, Kind::kWeek) || text.StartsLine(at)) return false;
    made.unit = "day/week";
    made.next = at + 1;
  } else {
    return false;
  }
  const double limit = made.unit == "hour/day" ? 24 : made.unit == "hour/week" ? 99 : 7;
  if (most > limit) return false;
  made.low = range->low;
  made.high = range->high;
  made.value = FormatRange(range->low, range->high) + " " + made.unit;
  *hours = made;
  return true;
}

// Days on and off that schedules have.
constexpr std::pair<int, int> kUsualPairs[] = {
    {5, 2},   {6, 1},   {2, 2},  {3, 3},   {4, 2},   {7, 0},   {4, 3},   {7, 7},   {14, 14},
    {15, 15}, {20, 10}, {21, 7}, {30, 15}, {30, 30}, {45, 15}, {60, 30}, {2, 1},   {3, 1},
    {1, 3},   {1, 2},   {1, 1},  {3, 2},   {4, 1},   {4, 4},   {5, 5},   {10, 10}, {24, 7}};

// "6/1", "2/2", "15/15".
bool ReadPair(const TokenText& text, size_t i, bool near_work, Hours* hours) {
  if (!text.IsSymbol(i + 1, U'/') && !text.Has(i + 1, Kind::kPer)) return false;
  const bool slash = !text.IsWord(i + 1);
  const int on = Value(text, i), off = Value(text, i + 2);
  if (on < 1 || on > 90 || off < 0 || off > 90 ||
      (slash && !(text.Joins(i + 1) && text.Joins(i + 2))))
    return false;
  if (text.IsSymbol(i + 3, U'/') || text.IsSymbol(i - 1, U'/') ||
      (text.IsSymbol(i + 3, U'.') && text.Joins(i + 3) && text.IsNumber(i + 4) &&
       text.Joins(i + 4)))
    return false;
  if (text.IsWord(i + 3) && text.Joins(i + 3)) return false;
  const bool label = text.FindBefore(i, kLabelReach, Kind::kSchedule) < text.size() ||
                     text.FindFrom(i + 3, 2, Kind::kSchedule) < text.size();
  const bool usual = std::find(std::begin(kUsualPairs), std::end(kUsualPairs),
                               std::pair(on, off)) != std::end(kUsualPairs);
  if (!usual || (!label && (!near_work || on == 1 || on == 24 || !slash))) return false;
  if (!slash && !label) return false;
  hours->first = i;
  hours->next = i + 3;
  hours->value = std::to_string(on) + "/" + std::to_string(off);
  hours->confidence = label ? 0.9 : 0.7;
  if (on + off == 7 && on != 24) {
    hours->low = hours->high = on;
    hours->unit = "day/week";
  }
  return true;
}

// Whether what hours have is near: no more than a look, for most numbers are something else.
bool MayBeHours(const TokenText& text, size_t i) {
  if (text[i].folded_size > 2) return false;
  if (text.BitsOf(i + 1, i + 9) & Bits(Kind::kHour, Kind::kHourLong, Kind::kDays)) return true;
  if (text.IsSymbol(i + 1, U'/') || text.Has(i + 1, Kind::kPer)) return true;
  // Of clocks: a dash, or "з" before.
  return (text.BitsOf(i + 1, i + 6) & kDashBit) ||
         (text.BitsBefore(i, 1) & Bits(Kind::kFrom, Kind::kWeakFrom));
}

}  // namespace

void FindHours(TokenText* text, std::vector<v1::Fact>* facts) {
  const auto add = [&](const Hours& hours) {
    v1::Fact fact =
        text->MakeFact(v1::FACT_KIND_HOURS, hours.first, hours.next, hours.value, hours.confidence);
    if (hours.low) fact.set_low(*hours.low);
    if (hours.high) fact.set_high(*hours.high);
    fact.set_unit(hours.unit);
    facts->push_back(std::move(fact));
    text->Take(hours.first, hours.next);
  };
  constexpr uint64_t kWorkWords = Bits(Kind::kWorkTrigger, Kind::kWork);
  constexpr uint64_t kSpots = kWorkWords | Bits(Kind::kNoDaysOff) | kNumberBit;
  size_t work = text->size();
  for (size_t i = text->Next(0, kSpots); i < text->size(); i = text->Next(i + 1, kSpots)) {
    if (text->BitsAt(i) & kWorkWords) work = i;
    if (text->Has(i, Kind::kNoDaysOff)) {
      Sense sense{};
      size_t next = 0;
      if (!text->Read(i, Kind::kNoDaysOff, &sense, &next)) continue;
      add({i, next, "7 day/week", 7, 7, "day/week", 0.9});
      i = next - 1;
      continue;
    }
    if (!text->IsFreeNumber(i) || !MayBeHours(*text, i) || (text->Joins(i) && text->IsWord(i - 1)))
      continue;
    if (text->Joins(i) && text->IsNumber(i - 2) &&
        (text->IsSymbol(i - 1, U'.') || text->IsSymbol(i - 1, U'/') || text->IsSymbol(i - 1, U':')))
      continue;
    const bool near_work = work < text->size() && i - work <= kWorkReach;
    Hours hours;
    if (!ReadClocks(*text, i, &hours) && !ReadCount(*text, i, &hours) &&
        !ReadPair(*text, i, near_work, &hours))
      continue;
    add(hours);
    i = hours.next - 1;
  }
}

}  // namespace varta
