// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/url_shape.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "base/ascii.h"
#include "crawler/page_words.h"

namespace varta {
namespace {

constexpr size_t kMaxNumbers = 8;
constexpr size_t kMaxDigits = 18;      // fit into 64 bits
constexpr size_t kMinHexSegment = 16;  // an id, not a word: "deadbeef" is shorter
constexpr size_t kMaxWord = 24;        // of a value that is kept: a name of a section or an order

constexpr std::string_view kYearWords[] = {"year", "y", "yr", "yy", "god", "rik", "rok", "jahr"};
constexpr std::string_view kMonthWords[] = {"month", "m", "mon", "mm", "mesyac", "misyac"};

template <typename Words>
bool IsOneOf(std::string_view word, const Words& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool IsHexId(std::string_view segment) {
  return segment.size() >= kMinHexSegment &&
         std::all_of(segment.begin(), segment.end(),
                     [](char c) { return ascii::HexValue(c) >= 0 || c == '-'; }) &&
         std::any_of(segment.begin(), segment.end(), ascii::IsDigit) &&
         std::any_of(segment.begin(), segment.end(), ascii::IsLetter);
}

// A run of digits in the address.
struct Number {
  uint64_t value = 0;
  size_t digits = 0;
  std::string word;        // before it, in lower case: "page" of "/Page/7", "page-7", "page=7"
  bool joined = false;     // only one of "/-._" stands between the number before and this one
  bool parameter = false;  // all of a parameter's value
  bool page = false;       // by the word or the parameter's name
};

bool IsSeparator(char c) { return std::string_view("/-._").find(c) != std::string_view::npos; }

// The letters that end at `end`, in lower case; one separator between is passed over.
std::string WordBefore(std::string_view text, size_t end) {
  if (end > 0 && IsSeparator(text[end - 1])) --end;
  size_t begin = end;
  while (begin > 0 && ascii::IsLetter(text[begin - 1])) --begin;
  return ascii::Lower(text.substr(begin, end - begin));
}

// What a parameter is about: "date[year]" -> "year".
std::string NameWord(std::string_view name) {
  size_t end = name.size();
  while (end > 0 && !ascii::IsLetter(name[end - 1])) --end;
  return WordBefore(name, end);
}

class Builder {
 public:
  explicit Builder(UrlShape* shape) : shape_(shape) {}

  // A path, or a value. Linear but for the words before numbers, which do not overlap.
  void AddText(std::string_view text) {
    size_t last_end = 0;  // of the number before; 0: none
    for (size_t i = 0; i < text.size();) {
      const std::string_view segment = text.substr(i + 1, text.find('/', i + 1) - (i + 1));
      if (text[i] == '/' && IsHexId(segment)) {
        shape_->text += "/#";
        i += 1 + segment.size();
      } else if (text[i] == '%') {  // an escape's digits are letters of another script
        shape_->text += text.substr(i, 3);
        i += 3;
      } else if (ascii::IsDigit(text[i])) {
        Number number = ReadNumber(text.substr(i));
        number.word = WordBefore(text, i);
        number.page = IsPageWord(number.word);
        number.joined = last_end > 0 && last_end + 1 == i && IsSeparator(text[i - 1]);
        last_end = i += number.digits;
        Add(std::move(number));
      } else {
        shape_->text += text[i++];
      }
    }
  }

  void AddQuery(std::string_view query) {
    const auto name = [](std::string_view piece) { return piece.substr(0, piece.find('=')); };
    std::vector<std::string_view> pieces;
    for (bool last = false; !last;) {
      const std::string_view piece = query.substr(0, query.find('&'));
      last = piece.size() == query.size();
      query.remove_prefix(last ? piece.size() : piece.size() + 1);
      if (!piece.empty()) pieces.push_back(piece);
    }
    std::stable_sort(pieces.begin(), pieces.end(),
                     [&](std::string_view a, std::string_view b) { return name(a) < name(b); });
    char separator = '?';
    for (const std::string_view piece : pieces) {
      shape_->text += separator;
      separator = '&';
      AddParameter(name(piece), piece.substr(std::min(name(piece).size() + 1, piece.size())));
    }
  }

  void Finish() {
    for (size_t i = 0; i < numbers_.size(); ++i) {
      shape_->numbers.push_back(numbers_[i].value);
      if (!shape_->page && numbers_[i].page) shape_->page = i;
      FindDayAt(i);
    }
    FindNamedDay();
  }

 private:
  static Number ReadNumber(std::string_view text) {
    Number number;
    for (; number.digits < text.size() && ascii::IsDigit(text[number.digits]); ++number.digits)
      if (number.digits < kMaxDigits)
        number.value = number.value * 10 + static_cast<uint64_t>(text[number.digits] - '0');
    return number;
  }

  void Add(Number number) {
    shape_->text += '#';
    if (numbers_.size() < kMaxNumbers) numbers_.push_back(std::move(number));
  }

  void AddParameter(std::string_view name, std::string_view value) {
    shape_->text += name;
    shape_->text += '=';
    if (!value.empty() && std::all_of(value.begin(), value.end(), ascii::IsDigit)) {
      Number number = ReadNumber(value);
      number.parameter = true;
      number.word = NameWord(name);
      number.page = IsPageParameter(name);
      Add(std::move(number));
    } else if (value.size() <= kMaxWord &&
               std::all_of(value.begin(), value.end(), ascii::IsLetter)) {
      shape_->text += value;
    } else {
      // A day may stand in it ("date=2026-11-26"); its spelling is no part of the shape.
      const size_t size = shape_->text.size();
      AddText(value);
      shape_->text.resize(size);
      shape_->text += '*';
    }
  }

  static std::optional<std::chrono::sys_days> Day(uint64_t year, uint64_t month, uint64_t day) {
    if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
      return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(year)),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date);
  }

  void SetDay(std::optional<std::chrono::sys_days> day, uint32_t numbers) {
    if (!day || shape_->day) return;
    shape_->day = day;
    shape_->day_numbers = numbers;
  }

  // A day or month that starts with the number.
  void FindDayAt(size_t at) {
    const Number& a = numbers_[at];
    if (a.digits == 8 && a.value / 10000 >= 1900 && a.value / 10000 < 2200)
      SetDay(Day(a.value / 10000, a.value / 100 % 100, a.value % 100), 1U << at);
    if (at + 1 >= numbers_.size() || !numbers_[at + 1].joined) return;
    const Number& b = numbers_[at + 1];
    if (b.digits > 2) return;
    const Number* const c =
        at + 2 < numbers_.size() && numbers_[at + 2].joined ? &numbers_[at + 2] : nullptr;
    if (a.digits == 4 && c != nullptr && c->digits <= 2) {
      SetDay(Day(a.value, b.value, c->value), 7U << at);
    } else if (a.digits == 4) {
      SetDay(Day(a.value, b.value, 1), 3U << at);
    } else if (a.digits <= 2 && c != nullptr && c->digits == 4) {
      SetDay(Day(c->value, b.value, a.value), 7U << at);
    }
  }

  // "?month=11&year=2026".
  void FindNamedDay() {
    std::optional<size_t> year, month;
    for (size_t i = 0; i < numbers_.size(); ++i) {
      if (!numbers_[i].parameter) continue;
      if (IsOneOf(numbers_[i].word, kYearWords)) year = i;
      if (IsOneOf(numbers_[i].word, kMonthWords)) month = i;
    }
    if (year && month)
      SetDay(Day(numbers_[*year].value, numbers_[*month].value, 1), 1U << *year | 1U << *month);
  }

  UrlShape* shape_;
  std::vector<Number> numbers_;
};

}  // namespace

UrlShape ShapeOf(const Url& url) {
  UrlShape shape;
  shape.text = url.GetOrigin().ToString();
  Builder builder(&shape);
  builder.AddText(url.path());
  if (url.query()) builder.AddQuery(*url.query());
  builder.Finish();
  return shape;
}

}  // namespace varta
