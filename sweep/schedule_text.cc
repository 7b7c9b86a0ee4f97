// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Schedules as people write them.
#include <algorithm>
#include <bit>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.h"
#include "sweep/schedule.h"

namespace varta {
namespace {

constexpr size_t kMaxBytes = 200;
constexpr size_t kCronFields = 5;
constexpr Duration kShortest = std::chrono::minutes(1);
constexpr Duration kLongest = std::chrono::days(366);
constexpr char kForms[] =
    "write 'day at 03:30 Europe/Kyiv', 'weekday at 03:30', 'monday at 03:30', '6h', 'hour', or "
    "five cron fields as '30 3 * * 1-5'";

constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
constexpr std::string_view kWeekdays[] = {"sunday",   "monday", "tuesday", "wednesday",
                                          "thursday", "friday", "saturday"};

// What one field may hold. Sunday is also 7.
struct FieldKind {
  const char* name;
  CronField CronFields::*member;
  int min, max;
  const std::string_view* names;  // of min and on; null: numbers only
  int count;                      // of the names
  const char* hint;
};
constexpr FieldKind kMinute{"minute", &CronFields::minute, 0, 59, nullptr, 0, "0 to 59"};
constexpr FieldKind kHour{"hour", &CronFields::hour, 0, 23, nullptr, 0, "0 to 23"};
constexpr FieldKind kDay{"day of the month", &CronFields::day, 1, 31, nullptr, 0, "1 to 31"};
constexpr FieldKind kMonth{"month", &CronFields::month,     1, 12, kMonths,
                           12,      "1 to 12 or jan to dec"};
constexpr FieldKind kWeekday{"day of the week",
                             &CronFields::weekday,
                             0,
                             7,
                             kWeekdays,
                             7,
                             "0 to 7 (0 and 7 are Sunday) or sun to sat"};
constexpr const FieldKind* kFieldKinds[kCronFields] = {&kMinute, &kHour, &kDay, &kMonth, &kWeekday};

// Different values: seven days, though Sunday has two numbers.
int CountOf(const FieldKind& kind) { return kind.count > 0 ? kind.count : kind.max - kind.min + 1; }

uint64_t RangeOf(const FieldKind& kind, int first, int last, int step) {
  uint64_t bits = 0;
  for (int value = first; value <= last; value += step)
    bits |= uint64_t{1} << (&kind == &kWeekday ? value % 7 : value);
  return bits;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

// At most four digits and nothing else.
std::optional<int> Number(std::string_view text) {
  if (text.empty() || text.size() > 4 || !std::all_of(text.begin(), text.end(), IsDigit))
    return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string Quoted(std::string_view text) { return "'" + Shorten(text, 40) + "'"; }

struct Word {
  size_t at;              // byte of what was written
  std::string_view text;  // with small letters
};

std::vector<Word> SplitWords(std::string_view text) {
  std::vector<Word> words;
  for (size_t at = 0; (at = text.find_first_not_of(" \t", at)) != std::string_view::npos;) {
    const size_t end = std::min(text.find_first_of(" \t", at), text.size());
    words.push_back({at, text.substr(at, end - at)});
    at = end;
  }
  return words;
}

// The parts of `word` between `separator`s, at least one.
std::vector<Word> Split(Word word, char separator) {
  std::vector<Word> parts;
  for (;;) {
    const size_t end = word.text.find(separator);
    parts.push_back({word.at, word.text.substr(0, end)});
    if (end == std::string_view::npos) return parts;
    word.at += end + 1;
    word.text.remove_prefix(end + 1);
  }
}

// What has been read; the first mistake ends it. Its functions give false after one.
class Reader {
 public:
  Reader(std::string_view written, const TimeZone& fallback) : zone(fallback), written_(written) {}

  bool Run() {
    if (written_.size() > kMaxBytes) return Fail(kMaxBytes, "too long for a schedule");
    lower_ = std::string(written_);
    for (char& c : lower_) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    const std::vector<Word> words = SplitWords(lower_);
    if (words.empty()) return Fail(0, std::string("nothing here; ") + kForms);
    const std::string_view first = words[0].text;
    const size_t digits = std::min(first.find_first_not_of("0123456789"), first.size());
    if (first == "hour" || (digits > 0 && digits < first.size() && IsLetter(first[digits])))
      return ReadInterval(words);
    if (IsLetter(first[0])) return ReadDays(words);
    return ReadCron(words);
  }

  Duration interval{0};
  CronFields fields;
  TimeZone zone;
  ScheduleMistake mistake;

 private:
  bool Fail(size_t at, std::string message) {
    mistake = {at, std::move(message)};
    return false;
  }

  bool ReadInterval(const std::vector<Word>& words) {
    const Word& word = words[0];
    const auto span = ParseDuration(word.text == "hour" ? "1h" : word.text);
    if (!span || *span < kShortest || *span > kLongest || *span % kShortest != Duration(0)) {
      return Fail(word.at, Quoted(word.text) +
                               " is no interval; write whole minutes, hours or days from 1m to "
                               "366d, as '6h'");
    }
    if (words.size() > 1) {
      return Fail(words[1].at,
                  "nothing goes behind an interval: it counts in UTC, even when clocks change; for "
                  "a time of day write 'day at 03:30 Europe/Kyiv'");
    }
    interval = *span;
    return true;
  }

  bool ReadDays(const std::vector<Word>& words) {
    const Word& word = words[0];
    fields.day = {RangeOf(kDay, kDay.min, kDay.max, 1), 1};
    fields.month = {RangeOf(kMonth, kMonth.min, kMonth.max, 1), 1};
    if (word.text == "day") {
      fields.weekday = {RangeOf(kWeekday, 0, 6, 1), 1};
    } else if (word.text == "weekday") {
      fields.weekday = {RangeOf(kWeekday, 1, 5, 1), 0};
    } else if (!IsKnownDay(word.text)) {
      return Fail(word.at, Quoted(word.text) + " is no day; " + kForms);
    } else if (!ReadField(word, kWeekday)) {
      return false;
    }
    if (words.size() < 3 || words[1].text != "at") {
      return Fail(words.size() > 1 && words[1].text != "at" ? words[1].at : written_.size(),
                  "behind the day comes 'at' and a time, as 'day at 03:30'");
    }
    const std::vector<Word> parts = Split(words[2], ':');
    const auto hour = Number(parts[0].text);
    const auto minute = parts.size() == 2 ? Number(parts[1].text) : std::nullopt;
    const bool two = parts.size() == 2 && parts[0].text.size() <= 2 && parts[1].text.size() == 2;
    if (!hour || !minute || !two || *hour > kHour.max || *minute > kMinute.max) {
      return Fail(words[2].at,
                  Quoted(words[2].text) + " is no time of day; write one from 00:00 to 23:59");
    }
    fields.hour = {uint64_t{1} << *hour, 0};
    fields.minute = {uint64_t{1} << *minute, 0};
    return ReadZone(words, 3);
  }

  // The first of a list of days, so that "daily at" is answered with the whole list of forms.
  static bool IsKnownDay(std::string_view text) {
    const std::string_view name = text.substr(0, text.find_first_of(",-/"));
    return Named(kWeekday, name).has_value();
  }

  bool ReadCron(const std::vector<Word>& words) {
    for (size_t i = 0; i < kCronFields; ++i) {
      if (i == words.size()) {
        return Fail(written_.size(),
                    std::string("the ") + kFieldKinds[i]->name + " is missing; " + kForms);
      }
      if (!ReadField(words[i], *kFieldKinds[i])) return false;
    }
    constexpr int kLongestDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool possible = fields.day.step != 0;
    for (unsigned month = 1; month <= 12; ++month) {
      const uint64_t possible_days = RangeOf(kDay, 1, kLongestDays[month - 1], 1);
      if (fields.month.Fits(month) && (fields.day.bits & possible_days) != 0) possible = true;
    }
    if (!possible) {
      return Fail(words[2].at, "none of these months has such a day (" + Quoted(words[2].text) +
                                   " of month " + Quoted(words[3].text) + ")");
    }
    return ReadZone(words, kCronFields);
  }

  bool ReadZone(const std::vector<Word>& words, size_t index) {
    if (index == words.size()) return true;
    if (index + 1 < words.size()) {
      return Fail(words[index + 1].at, "nothing goes behind the time zone; " + std::string(kForms));
    }
    const Word& word = words[index];
    Result<TimeZone> loaded = TimeZone::Load(written_.substr(word.at, word.text.size()));
    if (!loaded.ok()) return Fail(word.at, loaded.status().message());
    zone = std::move(*loaded);
    return true;
  }

  bool ReadField(const Word& word, const FieldKind& kind) {
    CronField& field = fields.*kind.member;
    const int last = kind.min + CountOf(kind) - 1;
    if (word.text.starts_with('*')) {
      field.step = 1;
      if (word.text.size() > 1) {
        if (word.text[1] != '/') {
          return Fail(word.at + 1, std::string("behind * comes / and a step, or the next field; in "
                                               "a list write the range, as ") +
                                       std::to_string(kind.min) + "-" + std::to_string(last) +
                                       "/2");
        }
        const auto step = ReadStep({word.at + 2, word.text.substr(2)}, kind.min, last);
        if (!step) return false;
        field.step = *step;
      }
      field.bits = RangeOf(kind, kind.min, last, field.step);
      return true;
    }
    field = {};
    for (const Word& item : Split(word, ',')) {
      if (!ReadItem(item, kind, &field)) return false;
    }
    // Where being written as a list means nothing, all values are *.
    const bool matters = &kind == &kDay || &kind == &kWeekday;
    if (!matters && field.bits == RangeOf(kind, kind.min, last, 1)) field.step = 1;
    return true;
  }

  // value, value-value, value-value/step
  bool ReadItem(const Word& item, const FieldKind& kind, CronField* field) {
    const std::vector<Word> halves = Split(item, '/');
    const std::vector<Word> ends = Split(halves[0], '-');
    if (halves.size() > 2 || ends.size() > 2 || (halves.size() == 2 && ends.size() == 1)) {
      return Fail(item.at, Quoted(item.text) +
                               " is none of *, */step, value, value-value, value-value/step");
    }
    const auto first = ReadValue(ends[0], kind);
    if (!first) return false;
    if (ends.size() == 1) {
      field->bits |= RangeOf(kind, *first, *first, 1);
      return true;
    }
    auto last = ReadValue(ends[1], kind);
    if (!last) return false;
    if (&kind == &kWeekday && *last == 0 && *first > 0) last = 7;
    if (*last < *first) {
      return Fail(item.at, "the range " + Quoted(halves[0].text) +
                               " runs backwards; write two, with a comma");
    }
    int step = 1;
    if (halves.size() == 2) {
      const auto read = ReadStep(halves[1], *first, *last);
      if (!read) return false;
      step = *read;
    }
    field->bits |= RangeOf(kind, *first, *last, step);
    return true;
  }

  // A step that leaves the range with its first value only is a mistake: "*/90" minutes is once an
  // hour.
  std::optional<int> ReadStep(const Word& word, int first, int last) {
    const auto step = Number(word.text);
    if (step && *step >= 1 && *step <= last - first) return step;
    Fail(word.at, "the step " + Quoted(word.text) +
                      " does not fit the range; write a number from " + "1 to " +
                      std::to_string(std::max(1, last - first)) + ", or an interval as '90m'");
    return std::nullopt;
  }

  std::optional<int> ReadValue(const Word& word, const FieldKind& kind) {
    const auto number = Number(word.text);
    if (number && *number >= kind.min && *number <= kind.max) return number;
    if (const auto named = Named(kind, word.text)) return named;
    Fail(word.at, Quoted(word.text) + " is no " + kind.name + "; write " + kind.hint);
    return std::nullopt;
  }

  // By the whole name or its first three letters.
  static std::optional<int> Named(const FieldKind& kind, std::string_view text) {
    for (int i = 0; i < kind.count; ++i) {
      if (text == kind.names[i] || text == kind.names[i].substr(0, 3)) return kind.min + i;
    }
    return std::nullopt;
  }

  std::string_view written_;
  std::string lower_;
};

std::string Show(const FieldKind& kind, int value) {
  if (kind.names == nullptr) return std::to_string(value);
  return std::string(kind.names[value - kind.min].substr(0, 3));
}

std::string Show(const FieldKind& kind, const CronField& field) {
  if (field.step == 1) return "*";
  if (field.step > 1) return "*/" + std::to_string(field.step);
  std::string text;
  const int end = kind.min + CountOf(kind);
  for (int first = kind.min; first < end; ++first) {
    if (!field.Fits(static_cast<unsigned>(first))) continue;
    int last = first;
    while (last + 1 < end && field.Fits(static_cast<unsigned>(last + 1))) ++last;
    if (last - first < 2) last = first;  // two neighbours read better with a comma
    if (!text.empty()) text += ',';
    text += Show(kind, first);
    if (last > first) text += "-" + Show(kind, last);
    first = last;
  }
  return text;
}

std::string ShowDays(const CronField& weekday) {
  if (weekday.step == 1) return "day";
  if (weekday.bits == RangeOf(kWeekday, 1, 5, 1)) return "weekday";
  for (int day = 0; day < kWeekday.count; ++day) {
    if (weekday.bits == uint64_t{1} << day) return std::string(kWeekdays[day]);
  }
  return Show(kWeekday, weekday);
}

std::string TwoDigits(uint64_t bit) {
  const int value = std::countr_zero(bit);
  return (value < 10 ? "0" : "") + std::to_string(value);
}

}  // namespace

std::variant<Schedule, ScheduleMistake> Schedule::Parse(std::string_view written,
                                                        const TimeZone& zone) {
  Reader reader(written, zone);
  if (!reader.Run()) return std::move(reader.mistake);
  Schedule schedule;
  schedule.interval_ = reader.interval;
  schedule.fields_ = reader.fields;
  if (reader.interval.count() == 0) schedule.zone_ = std::move(reader.zone);
  return schedule;
}

std::string Schedule::ToString() const {
  if (interval_.count() > 0) return FormatDuration(interval_);
  const auto one = [](const CronField& field) {
    return field.step == 0 && std::has_single_bit(field.bits);
  };
  const bool every_date = fields_.day.step == 1 && fields_.month.step == 1;
  if (every_date && one(fields_.hour) && one(fields_.minute) && fields_.weekday.step <= 1) {
    return ShowDays(fields_.weekday) + " at " + TwoDigits(fields_.hour.bits) + ":" +
           TwoDigits(fields_.minute.bits) + " " + zone_.name();
  }
  std::string text;
  for (const FieldKind* kind : kFieldKinds) text += Show(*kind, fields_.*kind->member) + " ";
  return text + zone_.name();
}

}  // namespace varta
