// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/number_words.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "extract/byte_search.h"
#include "extract/letters.h"
#include "extract/number_vocabulary.h"

namespace varta {
namespace {

constexpr size_t kMaxWordBytes = 32;  // longer ones are no numbers
constexpr int kMinWords = 3;
constexpr size_t kMaxGroups = 64;

// The word with all its letters of one alphabet, as far as they have a twin there.
std::string InOneAlphabet(std::string_view word, std::u32string_view from, std::u32string_view to) {
  std::string same;
  for (size_t at = 0; at < word.size();) {
    const char32_t c = NextCodePoint(word, &at);
    const size_t twin = from.find(c);
    AppendUtf8(twin == from.npos ? c : to[twin], &same);
  }
  return same;
}

constexpr bool IsApostrophe(char32_t code) {
  return code == '\'' || code == '`' || code == 0x2019 || code == 0x2018 || code == 0x02BC ||
         code == 0x00B4;
}
bool IsZeroWidth(char32_t code) {
  return code == 0x00AD || (code >= 0x200B && code <= 0x200D) || code == 0x2060 || code == 0xFEFF;
}
constexpr bool IsSeparator(char32_t code) {
  return code == ' ' || code == '\t' || code == '\n' || code == '\r' || code == 0x00A0 ||
         code == ',' || code == '.' || code == '-' || code == '_' || code == '/' ||
         code == 0x2013 || code == 0x2014;
}
// In lower case, the marks of Polish and Romanian letters left off as people do.
char32_t Lower(char32_t code) {
  code = LowerLetter(code);
  if (code < 0xC0 || code > 0x21B) return code;
  constexpr std::u32string_view kMarked = U"ąćęłńóśźżăâîșşțţ", kBare = U"acelnoszzaaisstt";
  const size_t found = kMarked.find(code);
  return found == kMarked.npos ? code : kBare[found];
}
bool IsLetter(char32_t code) {
  return (code >= 'a' && code <= 'z') ||
         (code >= 0x00C0 && code < 0x2000 && !(code >= 0x0300 && code < 0x0370));
}

// Pairs of letters of ASCII, and of the Cyrillic block (U+0400 to U+047F), that no number's word
// begins with.
struct OtherStarts {
  std::bitset<size_t{1} << 14> ascii, cyrillic;
};
const OtherStarts& Others() {
  static const OtherStarts kOthers = [] {
    OtherStarts others;
    for (char32_t a = 0; a < 128; ++a) {
      for (char32_t b = 0; b < 128; ++b) {
        const auto other = [&](char32_t base) {
          const char32_t first = Lower(base + a), second = Lower(base + b);
          return IsLetter(first) && IsLetter(second) && !MayBeNumberWord(first, second);
        };
        others.ascii[a << 7 | b] = other(0);
        others.cyrillic[a << 7 | b] = other(0x400);
      }
    }
    return others;
  }();
  return kOthers;
}

// Whether a word begins with such a pair: a look at its bytes, for most words end here.
bool IsSurelyOther(std::string_view rest, const OtherStarts& others) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(rest[i]); };
  if (rest.size() < 2) return false;
  if (byte(0) < 0x80) return byte(1) < 0x80 && others.ascii[size_t{byte(0)} << 7 | byte(1)];
  if (rest.size() < 4 || (byte(0) & 0xFE) != 0xD0 || (byte(2) & 0xFE) != 0xD0 ||
      (byte(1) & 0xC0) != 0x80 || (byte(3) & 0xC0) != 0x80)
    return false;
  const auto index = [&](size_t i) { return (byte(i) & 1u) << 6 | (byte(i + 1) & 0x3Fu); };
  return others.cyrillic[size_t{index(0)} << 7 | index(2)];
}

// What ASCII is to a reader that has read nothing yet.
enum class Idle : uint8_t { kLook, kSeparator, kOther };
constexpr std::array<Idle, 256> kIdle = [] {
  std::array<Idle, 256> rows{};  // letters, digits, "+" and what is not ASCII: kLook
  for (size_t c = 0; c < 0x80; ++c) {
    const bool look =
        ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') || c == '+';
    rows[c] = look                                    ? Idle::kLook
              : IsSeparator(static_cast<char32_t>(c)) ? Idle::kSeparator
                                                      : Idle::kOther;
  }
  return rows;
}();

// What is no letter of ASCII and of none of two bytes.
ByteBlock MayEndWord(const char* from) {
  const ByteBlock bytes = LoadBlock(from);
  const auto starts = [](ByteBlock b) { return IsIn(b, 0xC3, 0xDF) & ~IsIn(b, 0xCC, 0xCD); };
  const auto goes_on = [](ByteBlock b) { return IsIn(b, 0x80, 0xBF); };
  return ~(IsIn(bytes | 0x20, 'a', 'z') | (starts(bytes) & goes_on(LoadBlock(from + 1))) |
           (goes_on(bytes) & starts(LoadBlock(from - 1))));
}

// Behind the letters (and what stands between them) from `at` on.
size_t SkipWord(std::string_view utf8, size_t at) {
  while ((at = FindByte<1, 1>(utf8, at, MayEndWord)) < utf8.size()) {
    if (kIdle[static_cast<uint8_t>(utf8[at])] != Idle::kLook &&
        !IsApostrophe(static_cast<uint8_t>(utf8[at])))
      break;
    size_t next = at;
    const char32_t code = NextCodePoint(utf8, &next);
    if (!IsLetter(Lower(code)) && !IsApostrophe(code) && !IsZeroWidth(code)) break;
    at = next;
  }
  return at;
}

// Puts tokens together to groups, and groups to runs.
class Reader {
 public:
  void Word(uint32_t begin, uint32_t end, int value) {
    if (value == kPlusWord) {
      Break();
      plus_at_ = begin;
      return;
    }
    if (value == kAndWord || value == kTwiceWord) {
      if (run_.empty() && value == kAndWord) return;
      twice_ = value == kTwiceWord;
      return;
    }
    ++words_;
    if (value == kHundredWord) {
      if (!run_.empty() && composing_ && value_ > 0 && value_ < 10) {
        value_ *= 100;
        run_.back().digits = std::to_string(value_);
        run_.back().end = end;
      } else {
        value_ = 100;
        Add(begin, end, "100");
      }
      open_ = 100;
      composing_ = true;
      return;
    }
    if (twice_) {
      twice_ = false;
      if (value < 0 || value > 9) return Break();
      Add(begin, end, std::string(2, static_cast<char>('0' + value)));
      composing_ = false;
      return;
    }
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
    composing_ = twice_ = false;
    plus_at_.reset();
  }
  bool open() const { return !run_.empty() || plus_at_; }
  // Nothing is begun: Break would change nothing.
  bool idle() const { return !open() && !twice_; }
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
  bool twice_ = false;        // the next digit counts twice
  int value_ = 0, open_ = 0;  // of the last group
  std::optional<uint32_t> plus_at_;
};

}  // namespace

std::vector<DigitRun> FindNumberWords(std::string_view utf8) {
  Reader reader;
  std::string word;
  const OtherStarts& others = Others();
  int separators = 0;
  for (size_t position = 0; position < utf8.size();) {
    const size_t begin = position;
    if (const Idle row = kIdle[static_cast<uint8_t>(utf8[position])];
        row != Idle::kLook && reader.idle()) {
      separators += row == Idle::kSeparator;
      ++position;
      continue;
    }
    size_t end = position;
    size_t next = position;
    if (IsSurelyOther(utf8.substr(position), others)) {
      reader.Break();
      separators = 0;
      position = SkipWord(utf8, position);
      continue;
    }
    char32_t code = Lower(NextCodePoint(utf8, &next));
    if (IsLetter(code)) {
      // Most words end here. (A zero-width character behind the first letter hides the second.)
      size_t second = next;
      const char32_t follower = next < utf8.size() ? Lower(NextCodePoint(utf8, &second)) : U' ';
      if (!IsZeroWidth(follower) && !IsApostrophe(follower) &&
          !MayBeNumberWord(code, IsLetter(follower) ? follower : 0)) {
        reader.Break();
        separators = 0;
        position = SkipWord(utf8, next);
        continue;
      }
      word.clear();
      bool latin = false, cyrillic = false;
      while (true) {
        if (word.size() <= kMaxWordBytes && !IsApostrophe(code) && !IsZeroWidth(code)) {
          AppendUtf8(code, &word);
          latin = latin || code < 0x80;
          cyrillic = cyrillic || IsCyrillicLetter(code);
        }
        if (!IsApostrophe(code)) end = next;
        if (next >= utf8.size()) break;
        size_t after = next;
        code = Lower(NextCodePoint(utf8, &after));
        if (!IsLetter(code) && !IsApostrophe(code) && !IsZeroWidth(code)) break;
        next = after;
      }
      std::optional<int> value = NumberWordValue(word);
      if (!value && latin && cyrillic) {
        value = NumberWordValue(InOneAlphabet(word, kLatinAlike, kCyrillicAlike));
        if (!value) value = NumberWordValue(InOneAlphabet(word, kCyrillicAlike, kLatinAlike));
      }
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
      reader.Word(static_cast<uint32_t>(begin), static_cast<uint32_t>(next), kPlusWord);
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
