// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/amounts.h"

#include <cmath>
#include <cstdio>

namespace varta {
namespace {

constexpr size_t kMaxDigits = 15;
constexpr size_t kMaxDecimals = 6;

double Value(std::string_view digits) {
  double value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

// Which sign, if any, joins the digits at `i` to the group behind: ' ' for a space; 0: none.
char32_t Separator(const TokenText& text, size_t i, size_t* group) {
  if (text.IsNumber(i + 1) && !text.StartsLine(i + 1)) {
    *group = i + 1;
    return text[i + 1].space_before ? U' ' : 0;
  }
  for (const char32_t sign : {U'.', U',', U'\''}) {
    if (text.IsSymbol(i + 1, sign) && text.Joins(i + 1) && text.IsNumber(i + 2) &&
        text.Joins(i + 2) && text[i + 1].end - text[i + 1].begin <= 3) {
      *group = i + 2;
      return sign;
    }
  }
  return 0;
}

bool IsMultiplier(const TokenText& text, size_t i, double* factor, size_t* next) {
  Sense sense{};
  if (text.StartsLine(i) || !text.Read(i, Kind::kThousand, &sense, next)) return false;
  *factor = std::pow(10, sense.id);
  if (text.IsSymbol(*next, U'.') && text.Joins(*next)) ++*next;
  return true;
}

}  // namespace

std::optional<Number> ReadNumber(const TokenText& text, size_t i, bool multiplied) {
  if (!text.IsFreeNumber(i)) return std::nullopt;
  // The tail of another number.
  if (text.Joins(i) && (text.IsSymbol(i - 1, U'.') || text.IsSymbol(i - 1, U',')) &&
      text.Joins(i - 1) && text.IsNumber(i - 2))
    return std::nullopt;
  Number number;
  number.next = i + 1;
  number.plain = true;
  number.digits = text[i].folded_size;
  if (number.digits > kMaxDigits) return std::nullopt;
  number.value = Value(text.Folded(i));
  const bool zero = number.value == 0;
  char32_t used = 0;
  while (true) {
    size_t group = 0;
    const char32_t separator = Separator(text, number.next - 1, &group);
    if (separator == 0 || text[group].taken) break;
    const std::string_view more = text.Folded(group);
    const bool first = used == 0;
    if (more.size() == 3 && (first ? number.digits <= 3 && !zero : separator == used)) {
      number.digits += 3;
      if (number.digits > kMaxDigits) return std::nullopt;
      number.value = number.value * 1000 + Value(more);
      used = separator;
    } else if ((separator == U'.' || separator == U',') && separator != used && more.size() != 3 &&
               more.size() <= kMaxDecimals) {
      number.value += Value(more) / std::pow(10.0, static_cast<double>(more.size()));
      number.plain = false;
      number.next = group + 1;
      break;
    } else {
      break;
    }
    number.plain = false;
    number.next = group + 1;
  }
  double factor = 1;
  if (multiplied && IsMultiplier(text, number.next, &factor, &number.next)) {
    number.value = std::round(number.value * factor * 100) / 100;
    number.plain = false;
    number.factor = factor;
  }
  return number;
}

std::optional<Range> ReadRange(const TokenText& text, size_t i, bool multiplied) {
  std::optional<Number> one = ReadNumber(text, i, multiplied);
  if (!one) return std::nullopt;
  Range range;
  range.first = i;
  range.next = one->next;
  range.plain = one->plain;
  const bool weak = text.Has(i - 1, Kind::kWeakFrom) && !text.StartsLine(i);
  const bool from = text.Has(i - 1, Kind::kFrom) && !text.StartsLine(i);
  const bool to = !from && text.Has(i - 1, Kind::kTo) && !text.StartsLine(i);
  if (from || to) range.first = i - 1;
  // "up to"
  if (to && text.IsWord(i - 2) && text.Folded(i - 2) == "up" && !text.StartsLine(i - 1))
    range.first = i - 2;
  if (to) {
    range.high = one->value;
    return range;
  }
  range.low = one->value;
  if (text.IsSymbol(range.next, U'+') && text.Joins(range.next)) {
    range.plus = true;
    ++range.next;
    return range;
  }
  const bool dash = text.IsDash(range.next) || text.IsSymbol(range.next, U'~');
  const bool word = text.Has(range.next, Kind::kTo) || text.Has(range.next, Kind::kThrough);
  const bool dots =
      text.IsSymbol(range.next, U'.') && text[range.next].end - text[range.next].begin >= 2;
  if ((dash || word || dots) && !text.StartsLine(range.next + 1) &&
      (!word || from || weak || text.Has(range.next, Kind::kTo))) {
    const std::optional<Number> two = ReadNumber(text, range.next + 1, multiplied);
    if (two) {
      // "25-30 тис.": the multiplier is for both.
      double low = one->value;
      if (two->factor > 1 && one->factor == 1 && low < two->value / two->factor) low *= two->factor;
      if (low <= two->value) {
        range.low = low;
        range.high = two->value;
        range.next = two->next;
        range.is_pair = true;
        if (weak) range.first = i - 1;
        range.plain = one->plain && two->plain;
        return range;
      }
    }
  }
  if (!from) range.high = range.low;
  return range;
}

std::string FormatRange(const std::optional<double>& low, const std::optional<double>& high) {
  const auto text = [](double value) {
    if (value == std::floor(value) && value < 1e15)
      return std::to_string(static_cast<long long>(value));
    char buffer[32];
    const int size = std::snprintf(buffer, sizeof buffer, "%.2f", value);
    std::string made(buffer, static_cast<size_t>(size));
    if (made.ends_with(".00"))
      made.resize(made.size() - 3);
    else if (made.ends_with("0"))
      made.pop_back();
    return made;
  };
  if (!low && !high) return {};
  if (!low) return "<=" + text(*high);
  if (!high) return text(*low) + "+";
  return *low == *high ? text(*low) : text(*low) + "-" + text(*high);
}

}  // namespace varta
