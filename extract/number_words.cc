// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/number_words.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>

#include "base/text.h"

namespace varta {
namespace {

constexpr int kPlus = -1;
constexpr size_t kMaxWordBytes = 32;  // longer ones are no numbers
constexpr int kMinWords = 3;
constexpr size_t kMaxGroups = 64;

struct NumberWord {
  std::string_view word;  // lower case, without apostrophes
  int value;
};
constexpr NumberWord kNumberWords[] = {
    {"плюс", kPlus},      {"plus", kPlus},    {"нуль", 0},
    {"ноль", 0},          {"zero", 0},        {"oh", 0},
    {"один", 1},          {"одна", 1},        {"одне", 1},
    {"одно", 1},          {"one", 1},         {"два", 2},
    {"дві", 2},           {"две", 2},         {"two", 2},
    {"три", 3},           {"three", 3},       {"чотири", 4},
    {"четыре", 4},        {"four", 4},        {"пять", 5},
    {"five", 5},          {"шість", 6},       {"шесть", 6},
    {"six", 6},           {"сім", 7},         {"семь", 7},
    {"seven", 7},         {"вісім", 8},       {"восемь", 8},
    {"eight", 8},         {"девять", 9},      {"nine", 9},
    {"десять", 10},       {"ten", 10},        {"одинадцять", 11},
    {"одиннадцать", 11},  {"eleven", 11},     {"дванадцять", 12},
    {"двенадцать", 12},   {"twelve", 12},     {"тринадцять", 13},
    {"тринадцать", 13},   {"thirteen", 13},   {"чотирнадцять", 14},
    {"четырнадцать", 14}, {"fourteen", 14},   {"пятнадцять", 15},
    {"пятнадцать", 15},   {"fifteen", 15},    {"шістнадцять", 16},
    {"шестнадцать", 16},  {"sixteen", 16},    {"сімнадцять", 17},
    {"семнадцать", 17},   {"seventeen", 17},  {"вісімнадцять", 18},
    {"восемнадцать", 18}, {"eighteen", 18},   {"девятнадцять", 19},
    {"девятнадцать", 19}, {"nineteen", 19},   {"двадцять", 20},
    {"двадцать", 20},     {"twenty", 20},     {"тридцять", 30},
    {"тридцать", 30},     {"thirty", 30},     {"сорок", 40},
    {"forty", 40},        {"пятдесят", 50},   {"пятьдесят", 50},
    {"fifty", 50},        {"шістдесят", 60},  {"шестьдесят", 60},
    {"sixty", 60},        {"сімдесят", 70},   {"семьдесят", 70},
    {"seventy", 70},      {"вісімдесят", 80}, {"восемьдесят", 80},
    {"eighty", 80},       {"девяносто", 90},  {"ninety", 90},
    {"сто", 100},         {"двісті", 200},    {"двести", 200},
    {"триста", 300},      {"чотириста", 400}, {"четыреста", 400},
    {"пятсот", 500},      {"пятьсот", 500},   {"шістсот", 600},
    {"шестьсот", 600},    {"сімсот", 700},    {"семьсот", 700},
    {"вісімсот", 800},    {"восемьсот", 800}, {"девятсот", 900},
    {"девятьсот", 900},
};

std::optional<int> ValueOf(std::string_view word) {
  const auto* found = std::find_if(std::begin(kNumberWords), std::end(kNumberWords),
                                   [&](const NumberWord& entry) { return entry.word == word; });
  if (found == std::end(kNumberWords)) return std::nullopt;
  return found->value;
}

bool IsApostrophe(char32_t code) {
  return code == '\'' || code == '`' || code == 0x2019 || code == 0x2018 || code == 0x02BC ||
         code == 0x00B4;
}
bool IsZeroWidth(char32_t code) {
  return code == 0x00AD || (code >= 0x200B && code <= 0x200D) || code == 0x2060 || code == 0xFEFF;
}
bool IsSeparator(char32_t code) {
  return code == ' ' || code == '\t' || code == '\n' || code == '\r' || code == 0x00A0 ||
         code == ',' || code == '.' || code == '-' || code == '_' || code == '/' ||
         code == 0x2013 || code == 0x2014;
}
// Of the alphabets in the table; others are letters too, but of no word that we know.
char32_t Lower(char32_t code) {
  if (code >= 'A' && code <= 'Z') return code + 32;
  if (code >= 0x0410 && code <= 0x042F) return code + 32;
  if (code >= 0x0400 && code <= 0x040F) return code + 80;
  return code;
}
bool IsLetter(char32_t code) {
  return (code >= 'a' && code <= 'z') ||
         (code >= 0x00C0 && code < 0x2000 && !(code >= 0x0300 && code < 0x0370));
}
// Puts tokens together to groups, and groups to runs.
class Reader {
 public:
  void Word(uint32_t begin, uint32_t end, int value) {
    if (value == kPlus) {
      Break();
      plus_at_ = begin;
      return;
    }
    ++words_;
    // "шістдесят сім" is 67, "сто пять" 105; "сім шістдесят" is 7 and 60, "десять два" 10 and 2.
    const int open = !run_.empty() && composing_ ? open_ : 0;
    if (open > 0 && value > 0 && value < open) {
      value_ += value;
      run_.back().digits = std::to_string(value_);
      run_.back().end = end;
    } else {
      Add(begin, end, std::to_string(value));
      value_ = value;
    }
    // What may still be added: behind hundreds anything below 100, behind tens a unit.
    open_ = value >= 100 ? 100 : value >= 20 ? 10 : 0;
    composing_ = true;
  }
  void Figures(uint32_t begin, uint32_t end, std::string digits) {
    if (digits.size() > 12) return Break();
    Add(begin, end, std::move(digits));
    composing_ = false;
  }
  void Break() {
    if (words_ >= kMinWords) runs_.push_back(std::move(run_));
    run_.clear();
    words_ = 0;
    composing_ = false;
    plus_at_.reset();
  }
  bool open() const { return !run_.empty() || plus_at_; }
  std::vector<DigitRun> Take() {
    Break();
    return std::move(runs_);
  }

 private:
  void Add(uint32_t begin, uint32_t end, std::string digits) {
    if (run_.size() >= kMaxGroups) Break();
    DigitGroup group;
    group.plus = plus_at_.has_value();
    group.begin = group.opening = plus_at_.value_or(begin);
    group.end = end;
    group.digits = std::move(digits);
    group.disguised = true;
    run_.push_back(std::move(group));
    plus_at_.reset();
  }

  std::vector<DigitRun> runs_;
  DigitRun run_;
  int words_ = 0;  // in run_
  bool composing_ = false;
  int value_ = 0, open_ = 0;  // of the last group
  std::optional<uint32_t> plus_at_;
};

}  // namespace

std::vector<DigitRun> FindNumberWords(std::string_view utf8) {
  Reader reader;
  std::string word;
  int separators = 0;
  for (size_t position = 0; position < utf8.size();) {
    const size_t begin = position;
    size_t end = position;
    size_t next = position;
    char32_t code = Lower(NextCodePoint(utf8, &next));
    if (IsLetter(code)) {
      word.clear();
      while (true) {
        if (word.size() <= kMaxWordBytes && !IsApostrophe(code) && !IsZeroWidth(code))
          AppendUtf8(code, &word);
        if (!IsApostrophe(code)) end = next;
        if (next >= utf8.size()) break;
        size_t after = next;
        code = Lower(NextCodePoint(utf8, &after));
        if (!IsLetter(code) && !IsApostrophe(code) && !IsZeroWidth(code)) break;
        next = after;
      }
      const std::optional<int> value = ValueOf(word);
      if (value) {
        reader.Word(static_cast<uint32_t>(begin), static_cast<uint32_t>(end), *value);
      } else {
        reader.Break();
      }
      separators = 0;
    } else if (code >= '0' && code <= '9') {
      while (next < utf8.size() && utf8[next] >= '0' && utf8[next] <= '9') ++next;
      reader.Figures(static_cast<uint32_t>(begin), static_cast<uint32_t>(next),
                     std::string(utf8.substr(begin, next - begin)));
      separators = 0;
    } else if (code == '+' && !reader.open()) {
      reader.Word(static_cast<uint32_t>(begin), static_cast<uint32_t>(next), kPlus);
    } else if (!IsSeparator(code) && !IsZeroWidth(code)) {
      reader.Break();
    } else if (++separators > 4) {
      reader.Break();
    }
    position = next;
  }
  return reader.Take();
}

}  // namespace varta
