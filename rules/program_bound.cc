// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/program_bound.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>

#include "base/text.h"

namespace varta {
namespace {

// Measured with RE2, case not counting, and rounded up: tests/rules/pattern_test.cc holds the sums
// against RE2's.
constexpr size_t kLetter = 12;          // in all its cases
constexpr size_t kUnicodeClass = 1700;  // \p{L} has the most
constexpr size_t kAnyCharacter = 40;
constexpr size_t kBrackets = 4, kNegated = 60;  // [...] itself
constexpr size_t kItem = 12, kRange = 80;       // in it; twice as much in [^...]
// Behind "[^"; marked patterns are full of it.
constexpr std::string_view kRestOfWord = "\\x01-\\x03\\d]";
constexpr size_t kMaxNestedRepeat = 1000;  // RE2's limit
constexpr char32_t kMaxRange = 0x100;      // more: how many letters have a case is unclear

bool IsKnownClass(std::string_view name) {
  constexpr std::string_view kNames[] = {"L",  "Lu", "Ll", "Lt",    "Lm",       "Lo",   "M",
                                         "Mn", "N",  "Nd", "P",     "Pd",       "S",    "Sc",
                                         "So", "Z",  "Zs", "Latin", "Cyrillic", "Greek"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

class Walker {
 public:
  explicit Walker(std::string_view re2) : re2_(re2) {}

  std::optional<size_t> Walk() {
    const Size size = Choice();
    if (ask_ || at_ != re2_.size()) return std::nullopt;
    return size.instructions + 10;  // how it starts and ends
  }

 private:
  struct Size {
    size_t instructions = 0;
    size_t repeats = 1;  // of repeats in each other, multiplied
  };

  bool At(char c) const { return at_ < re2_.size() && re2_[at_] == c; }

  Size Choice() {
    Size size = Sequence();
    while (At('|')) {
      ++at_;
      const Size other = Sequence();
      size.instructions += other.instructions + 1;
      size.repeats = std::max(size.repeats, other.repeats);
    }
    return size;
  }

  Size Sequence() {
    Size size{1, 1};
    while (at_ < re2_.size() && !At('|') && !At(')') && !ask_) {
      const Size one = Repeated(Atom());
      size.instructions += one.instructions;
      size.repeats = std::max(size.repeats, one.repeats);
    }
    return size;
  }

  Size Repeated(Size size) {
    if (At('?') || At('*') || At('+')) {
      ++at_;
      size.instructions += 2;
    } else if (At('{')) {
      const size_t end = re2_.find('}', at_);
      size_t least = 0, most = 0;
      const auto read = std::from_chars(re2_.data() + at_ + 1, re2_.data() + end, least);
      if (*read.ptr == ',') std::from_chars(read.ptr + 1, re2_.data() + end, most);
      const size_t copies = std::max({least, most, size_t{1}});
      size.instructions = (size.instructions + 2) * copies + 2;
      size.repeats *= copies;
      at_ = end + 1;
      // A group of many repeats can be simplified to something of another size.
      if (size.repeats > kMaxNestedRepeat) ask_ = true;
    } else {
      return size;
    }
    if (At('?')) ++at_;
    return size;
  }

  Size Atom() {
    switch (re2_[at_]) {
      case '(': {
        if (re2_.substr(at_).starts_with("(?:")) {
          at_ += 3;
        } else if (At('(') && at_ + 1 < re2_.size() && re2_[at_ + 1] == '?') {  // flags
          at_ = re2_.find(')', at_) + 1;
          return {};
        } else {
          ++at_;
        }
        Size size = Choice();
        size.instructions += 2;
        if (!At(')')) ask_ = true;
        ++at_;
        return size;
      }
      case '[':
        return {Brackets()};
      case '.':
        ++at_;
        return {kAnyCharacter};
      case '\\':
        return {Escaped(nullptr)};
      default:
        NextCodePoint(re2_, &at_);
        return {kLetter};
    }
  }

  // After a backslash. `letter`: the character that it stands for, 0 for a class.
  size_t Escaped(char32_t* letter) {
    const char c = at_ + 1 < re2_.size() ? re2_[at_ + 1] : '\0';
    at_ += 2;
    char32_t value = static_cast<unsigned char>(c);
    size_t size = kLetter;
    if (c == 'p' || c == 'P') {
      std::string_view name = re2_.substr(at_, 1);
      if (name == "{") {
        const size_t end = std::min(re2_.find('}', at_), re2_.size());
        name = re2_.substr(at_ + 1, end - at_ - 1);
        at_ = end;
      }
      ++at_;
      if (!IsKnownClass(name)) ask_ = true;
      value = 0;
      size = kUnicodeClass;
    } else if (c == 'd' || c == 's' || c == 'D' || c == 'S') {
      value = 0;
      size = kAnyCharacter;
    } else if (c == 'x') {
      const bool braces = At('{');
      const size_t begin = at_ + (braces ? 1 : 0);
      const size_t end = braces ? std::min(re2_.find('}', at_), re2_.size()) : begin + 2;
      uint32_t number = 0;
      std::from_chars(re2_.data() + begin, re2_.data() + end, number, 16);
      value = number;
      at_ = end + (braces ? 1 : 0);
    } else if (c == 'n' || c == 't' || c == 'r' || c == 'f' || c == 'v') {
      value = U'\n';
    }
    if (letter != nullptr) *letter = value;
    return size;
  }

  size_t Brackets() {
    ++at_;
    const bool negated = At('^');
    if (negated) ++at_;
    if (re2_.substr(at_).starts_with(kRestOfWord)) {
      at_ += kRestOfWord.size();
      return kAnyCharacter;
    }
    size_t size = negated ? kNegated : kBrackets;
    char32_t before = 0;
    for (bool first = true; at_ < re2_.size() && (first || !At(']')) && !ask_; first = false) {
      const bool range = before != 0 && At('-') && at_ + 1 < re2_.size() && re2_[at_ + 1] != ']';
      if (range) ++at_;
      char32_t letter = 0;
      if (At('\\')) {
        if (const size_t more = Escaped(&letter); more == kUnicodeClass) size += more;
      } else {
        letter = NextCodePoint(re2_, &at_);
      }
      size += (negated ? 2 : 1) * (range ? kRange : kItem);
      if (range && (letter < before || letter - before > kMaxRange)) ask_ = true;
      before = range ? 0 : letter;
      // After a class or a range a hyphen is refused by RE2, or not.
      if (before == 0 && At('-') && at_ + 1 < re2_.size() && re2_[at_ + 1] != ']') ask_ = true;
    }
    if (at_ < re2_.size()) ++at_;
    return size;
  }

  std::string_view re2_;
  size_t at_ = 0;
  bool ask_ = false;
};

}  // namespace

std::optional<size_t> ProgramBound(std::string_view re2) { return Walker(re2).Walk(); }

}  // namespace varta
