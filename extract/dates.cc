// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/dates.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

#include "extract/vocabulary.h"

namespace varta {
namespace {

struct Date {
  int year = 0, month = 0, day = 0;  // 0: unsaid
  size_t next = 0;                   // the token behind it
};

bool IsValid(const Date& date) {
  constexpr std::array<int, 13> kDays = {31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (date.month < 0 || date.month > 12 || date.day < 0) return false;
  if (date.year != 0 && (date.year < 1900 || date.year > 2100)) return false;
  return date.day <= kDays[static_cast<size_t>(date.month)];
}

std::string Iso(const Date& date) {
  char buffer[48];
  int size = 0;
  if (date.year == 0) {
    size = std::snprintf(buffer, sizeof buffer, "--%02d-%02d", date.month, date.day);
  } else if (date.day == 0) {
    size = std::snprintf(buffer, sizeof buffer, "%04d-%02d", date.year, date.month);
  } else {
    size = std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", date.year, date.month, date.day);
  }
  return std::string(buffer, static_cast<size_t>(size));
}

// The number at `i`, if it has `min` to `max` digits; else -1.
int Digits(const TokenText& text, size_t i, size_t min, size_t max) {
  if (!text.IsFreeNumber(i)) return -1;
  const std::string_view digits = text.Folded(i);
  int value = -1;
  if (digits.size() >= min && digits.size() <= max)
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

int FullYear(const TokenText& text, size_t i) {
  const int year = Digits(text, i, 2, 4);
  if (year < 0 || text.Folded(i).size() == 3) return -1;
  if (text.Folded(i).size() == 4) return year;
  return year <= 50 ? 2000 + year : 1900 + year;
}

// One of the signs that stand between the figures of a date, alone and without spaces.
char32_t Mark(const TokenText& text, size_t i) {
  for (const char32_t mark : {U'.', U'/', U'-'}) {
    if (text.IsSymbol(i, mark) && text.Joins(i) && text.Joins(i + 1) && text.IsNumber(i + 1) &&
        text[i].end - text[i].begin == 1)
      return mark;
  }
  return 0;
}

// More figures behind: a version, an address of a machine.
bool GoesOn(const TokenText& text, size_t next) {
  return Mark(text, next) != 0 || (text.IsNumber(next) && text.Joins(next));
}

// 12.05.2026, 12/05/26, 2026-05-12.
std::optional<Date> InFigures(const TokenText& text, size_t i) {
  const char32_t mark = Mark(text, i + 1);
  if (mark == 0 || Mark(text, i + 3) != mark || GoesOn(text, i + 5)) return std::nullopt;
  Date date;
  date.next = i + 5;
  if (text.Folded(i).size() == 4) {
    date.year = Digits(text, i, 4, 4);
    date.month = Digits(text, i + 2, 2, 2);
    date.day = Digits(text, i + 4, 2, 2);
  } else {
    date.day = Digits(text, i, 1, 2);
    date.month = Digits(text, i + 2, 1, 2);
    date.year = FullYear(text, i + 4);
    if (text.Folded(i + 4).size() == 2 && (mark == U'-' || date.year < 2000)) return std::nullopt;
  }
  if (date.day < 1 || date.month < 1 || date.year < 1 || !IsValid(date)) return std::nullopt;
  return date;
}

// A year behind a month: "2026", "2026 року", "26 р.".
void AddYear(const TokenText& text, Date* date) {
  size_t at = date->next;
  if (text.IsSymbol(at, U',')) ++at;
  const int year = Digits(text, at, 4, 4);
  if (year < 1900 || year > 2100 || text.StartsLine(at)) return;
  date->year = year;
  date->next = at + 1;
  if (text.Has(date->next, Kind::kYearMark) && !text.StartsLine(date->next)) {
    ++date->next;
    if (text.IsSymbol(date->next, U'.') && text.Joins(date->next) &&
        text.Folded(date->next - 1).size() <= 2)
      ++date->next;
  }
}

// "12 травня", "12-го травня", "12th of May".
std::optional<Date> BeforeMonth(const TokenText& text, size_t i) {
  Date date;
  date.day = Digits(text, i, 1, 2);
  if (date.day < 1) return std::nullopt;
  size_t at = i + 1;
  if (text.IsDash(at) && text.Joins(at) && text.IsWord(at + 1) && text.Joins(at + 1)) at += 2;
  if (text.IsWord(at) && text.Joins(at) && text.Folded(at).size() == 2) ++at;  // "12th"
  if (text.IsWord(at) && text.Folded(at) == "of") ++at;
  Sense month{};
  size_t next = 0;
  if (text.StartsLine(at) || !text.Read(at, Kind::kMonth, &month, &next)) return std::nullopt;
  date.month = month.id;
  date.next = next;
  if (!IsValid(date)) return std::nullopt;
  AddYear(text, &date);
  return date;
}

// "1-5 червня", "з 1 по 5 червня".
bool Days(const TokenText& text, size_t i, Date* from, Date* to) {
  from->day = Digits(text, i, 1, 2);
  const bool word = (text.Has(i + 1, Kind::kThrough) || text.Has(i + 1, Kind::kTo)) &&
                    (text.Has(i - 1, Kind::kWeakFrom) || text.Has(i - 1, Kind::kFrom));
  if (from->day < 1 || (!text.IsDash(i + 1) && !word)) return false;
  const std::optional<Date> end = BeforeMonth(text, i + 2);
  if (!end || from->day >= end->day) return false;
  *to = *end;
  *from = {end->year, end->month, from->day, end->next};
  return true;
}

// "May 12, 2026"; "травень 2026".
std::optional<Date> FromMonth(const TokenText& text, size_t i) {
  Sense month{};
  Date date;
  if (text.Read(i, Kind::kMonth, &month, &date.next) && text[i].folded_size > 0 &&
      static_cast<unsigned char>(text.Folded(i)[0]) < 0x80 && text[i].capital) {
    date.month = month.id;
    date.day = Digits(text, date.next, 1, 2);
    if (date.day >= 1 && !text.StartsLine(date.next) && IsValid(date)) {
      ++date.next;
      AddYear(text, &date);
      return date;
    }
  }
  if (!text.Read(i, Kind::kMonthName, &month, &date.next)) return std::nullopt;
  date.month = month.id;
  date.day = 0;
  AddYear(text, &date);
  if (date.year == 0) return std::nullopt;
  return date;
}

// "з 12.05", "до 12.05", "12.05-20.05".
std::optional<Date> DayAndMonth(const TokenText& text, size_t i) {
  if (Mark(text, i + 1) != U'.' || (GoesOn(text, i + 3) && !text.IsDash(i + 3)) ||
      text.Folded(i + 2).size() != 2)
    return std::nullopt;
  const Date date{0, Digits(text, i + 2, 2, 2), Digits(text, i, 1, 2), i + 3};
  if (date.day < 1 || date.month < 1 || !IsValid(date)) return std::nullopt;
  return date;
}

bool MeansSomethingElse(const TokenText& text, size_t next) {
  return text.Has(next, Kind::kThousand) || text.Has(next, Kind::kCurrency) ||
         text.Has(next, Kind::kHour) || text.Has(next, Kind::kYears) || text.IsSymbol(next, U'%') ||
         (next < text.size() && text[next].type == Token::kSymbol &&
          !CurrencyOfSign(text[next].symbol).empty());
}

// A sign of figures behind, or a month's name.
bool MayBeDate(const TokenText& text, size_t i) {
  return text.IsSymbol(i + 1, U'.') || text.IsSymbol(i + 1, U'/') || text.IsSymbol(i + 1, U'-') ||
         (text.BitsOf(i + 1, i + 9) & Bits(Kind::kMonth));
}

}  // namespace

void FindDates(TokenText* text, std::vector<v1::Fact>* facts) {
  const auto add = [&](size_t first, size_t next, std::string value, double confidence) {
    facts->push_back(text->MakeFact(v1::FACT_KIND_DATE, first, next, std::move(value), confidence));
    text->Take(first, next);
  };
  constexpr uint64_t kSpots = Bits(Kind::kMonth, Kind::kMonthName) | kNumberBit;
  for (size_t i = text->Next(0, kSpots); i < text->size(); i = text->Next(i + 1, kSpots)) {
    if (text->IsFreeNumber(i)) {
      if (!MayBeDate(*text, i)) continue;
      if (text->Joins(i) && (text->IsWord(i - 1) || Mark(*text, i - 1) != 0)) continue;
      Date from, to;
      if (std::optional<Date> date = InFigures(*text, i)) {
        add(i, date->next, Iso(*date), 0.95);
      } else if (Days(*text, i, &from, &to)) {
        add(i, to.next, Iso(from) + "/" + Iso(to), 0.95);
      } else if ((date = BeforeMonth(*text, i))) {
        add(i, date->next, Iso(*date), 0.95);
      } else if ((date = DayAndMonth(*text, i))) {
        const std::optional<Date> end =
            text->IsDash(date->next) ? DayAndMonth(*text, date->next + 1) : std::nullopt;
        const bool announced = text->Has(i - 1, Kind::kFrom) || text->Has(i - 1, Kind::kTo) ||
                               text->Has(i - 1, Kind::kWeakFrom);
        if (end && end->month >= date->month) {
          add(i, end->next, Iso(*date) + "/" + Iso(*end), 0.8);
        } else if (announced && text->Folded(i).size() == 2 &&
                   !MeansSomethingElse(*text, date->next)) {
          add(i, date->next, Iso(*date), 0.7);
        }
      }
    } else if (text->Has(i, Kind::kMonth) || text->Has(i, Kind::kMonthName)) {
      if ((*text)[i].taken) continue;
      if (const std::optional<Date> date = FromMonth(*text, i))
        add(i, date->next, Iso(*date), 0.95);
    }
  }
}

}  // namespace varta
