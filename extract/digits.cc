// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/digits.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/ascii.h"
#include "extract/letters.h"

namespace varta {
namespace {

constexpr size_t kMaxGroups = 64;
constexpr size_t kMaxSeparators = 5;  // "067 - 123", ") - ", "( 0 5 0 )   9"

constexpr size_t kMaxAreaDigits = 5;  // "+380 (67)", "8 (0332)", with what is before

// Marks of ViewOf besides characters.
constexpr char kDropped = 0;   // zero-width: nothing is seen
constexpr char kAttached = 1;  // drawn over the character before it: keycap, strike-through

// What Hide leaves: neither digit nor letter nor separator.
constexpr char kHidden = '?';

struct CodeRange {
  char32_t first, last;
};

// Digits of other shapes; value = (code - first) % 10 + start.
struct DigitRange {
  char32_t first, last;
  int start;
};
constexpr DigitRange kDigitRanges[] = {
    {0xFF10, 0xFF19, 0},    // full-width
    {0x0660, 0x0669, 0},    // Arabic-Indic
    {0x06F0, 0x06F9, 0},    // Persian
    {0x0966, 0x096F, 0},    // Devanagari
    {0x2070, 0x2070, 0},    // superscripts
    {0x00B9, 0x00B9, 1},    //
    {0x00B2, 0x00B3, 2},    //
    {0x2074, 0x2079, 4},    //
    {0x2080, 0x2089, 0},    // subscripts
    {0x2460, 0x2468, 1},    // circled
    {0x24EA, 0x24EA, 0},    //
    {0x2776, 0x277E, 1},    // circled, black
    {0x24FF, 0x24FF, 0},    //
    {0x1D7CE, 0x1D7FF, 0},  // mathematical, five alphabets
};

constexpr CodeRange kZeroWidth[] = {{0x00AD, 0x00AD}, {0x061C, 0x061C}, {0x180E, 0x180E},
                                    {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069},
                                    {0xFEFF, 0xFEFF}};
constexpr CodeRange kAttachments[] = {{0x0300, 0x036F}, {0x20D0, 0x20F0}, {0xFE00, 0xFE0F}};
constexpr CodeRange kSpaces[] = {{0x0009, 0x0009}, {0x00A0, 0x00A0}, {0x1680, 0x1680},
                                 {0x2000, 0x200A}, {0x202F, 0x202F}, {0x205F, 0x205F},
                                 {0x3000, 0x3000}};
constexpr CodeRange kLineEnds[] = {{0x000A, 0x000D}, {0x0085, 0x0085}, {0x2028, 0x2029}};
constexpr CodeRange kDashes[] = {{0x2010, 0x2015}, {0x2043, 0x2043}, {0x2212, 0x2212},
                                 {0x2E3A, 0x2E3B}, {0x30FC, 0x30FC}, {0xFE58, 0xFE58},
                                 {0xFE63, 0xFE63}};
constexpr CodeRange kDots[] = {{0x00B7, 0x00B7}, {0x2022, 0x2022}, {0x2024, 0x2027},
                               {0x3002, 0x3002}, {0x30FB, 0x30FB}, {0xFE52, 0xFE52}};
constexpr CodeRange kLetters[] = {{0x00C0, 0x00D6}, {0x00D8, 0x00F6}, {0x00F8, 0x1FFF},
                                  {0x2C00, 0x2DFF}, {0x3041, 0x318F}, {0x3400, 0x9FFF},
                                  {0xA000, 0xD7FF}, {0xF900, 0xFDFF}};

template <size_t N>
bool In(const CodeRange (&ranges)[N], char32_t code) {
  return std::any_of(std::begin(ranges), std::end(ranges), [&](const CodeRange& range) {
    return code >= range.first && code <= range.last;
  });
}

char ViewOfAscii(char32_t code) {
  switch (code) {
    case 'o':
    case 'O':
      return 'O';
    case 'l':
    case 'I':
      return 'L';
    case '[':
    case '{':
      return '(';
    case ']':
    case '}':
      return ')';
    case '\\':
    case '|':
      return '/';
    case '*':
    case '~':
      return '_';
    case '\t':
      return ' ';
    default:
      break;
  }
  if (code >= 0x0A && code <= 0x0D) return '\n';
  if (code < 0x20 || code == 0x7F) return '?';
  if (code >= 'A' && code <= 'Z') return static_cast<char>(code - 'A' + 'a');
  return static_cast<char>(code);
}

char SlowViewOf(char32_t code) {
  if (code < 0x80) return ViewOfAscii(code);
  switch (code) {
    case 0x041E:
    case 0x043E:
    case 0x039F:
    case 0x03BF:
    case 0x3007:
      return 'O';  // О о Ο ο 〇
    case 0x0406:
    case 0x0456:
    case 0x04C0:
    case 0x04CF:
      return 'L';  // І і Ӏ ӏ
    case 0x0417:
    case 0x0437:
      return 'Z';  // З з
    case 0x0431:
      return 'B';  // б
    case 0x2116:
      return '#';  // №
    case 0x2795:
      return '+';
    case 0x2044:
    case 0x2215:
      return '/';
    case 0x2026:
      return '.';
    default:
      break;
  }
  for (const DigitRange& range : kDigitRanges) {
    if (code >= range.first && code <= range.last) {
      return static_cast<char>('0' + (static_cast<int>(code - range.first) + range.start) % 10);
    }
  }
  if (code >= 0xFF01 && code <= 0xFF5E) return ViewOfAscii(code - 0xFEE0);  // full-width ASCII
  if (In(kZeroWidth, code)) return kDropped;
  if (In(kAttachments, code)) return kAttached;
  if (In(kSpaces, code)) return ' ';
  if (In(kLineEnds, code)) return '\n';
  if (In(kDashes, code)) return '-';
  if (In(kDots, code)) return '.';
  if (In(kLetters, code)) return 'Y';
  // Pictures and dingbats stand between digits for show; signs of currency and the like do not.
  return code >= 0x2190 ? '_' : '?';
}

constexpr size_t kUsualCodes = 0x530;  // Latin, Greek and Cyrillic

char ViewOf(char32_t code) {
  static const auto kUsual = [] {
    std::array<char, kUsualCodes> views{};
    for (size_t i = 0; i < views.size(); ++i) views[i] = SlowViewOf(static_cast<char32_t>(i));
    return views;
  }();
  return code < kUsualCodes ? kUsual[code] : SlowViewOf(code);
}

using ascii::IsDigit;
bool PassesForDigit(char c) { return c == 'O' || c == 'L' || c == 'Z' || c == 'B'; }
bool IsLetter(char c) { return ascii::IsLower(c) || c == 'Y' || PassesForDigit(c); }
bool IsSeparator(char c) {
  return std::string_view(" .,-()/_\n").find(c) != std::string_view::npos;
}

char DigitFor(char c) {
  switch (c) {
    case 'O':
      return '0';
    case 'L':
      return '1';
    case 'Z':
      return '3';
    case 'B':
      return '6';
    default:
      return c;
  }
}

constexpr bool IsOddSeparator(char c) { return c == '_'; }

}  // namespace

size_t CountDigits(const DigitRun& run) {
  size_t count = 0;
  for (const DigitGroup& group : run) count += group.digits.size();
  return count;
}

uint32_t StartOfNumber(std::string_view utf8, const DigitGroup& first, uint32_t end) {
  const std::string_view number = utf8.substr(first.begin, end - first.begin);
  for (std::string_view closing : {")", "]", "}", "）"}) {
    if (number.find(closing) != std::string_view::npos) return first.opening;
  }
  return first.begin;
}

DigitView::DigitView(std::string_view utf8) {
  text_.reserve(utf8.size());
  begins_.reserve(utf8.size());
  ends_.reserve(utf8.size());
  disguised_.reserve(utf8.size());
  bool dropped = false;
  for (size_t position = 0; position < utf8.size();) {
    const auto begin = static_cast<uint32_t>(position);
    const char32_t code = ReadCharacter(utf8, &position);
    const auto end = static_cast<uint32_t>(position);
    const char view = ViewOf(code);
    if (view == kDropped) {
      dropped = true;
    } else if (view == kAttached) {
      if (text_.empty()) continue;
      ends_.back() = end;
      disguised_.back() = true;
    } else {
      if (code == '\t') tabs_.push_back(static_cast<uint32_t>(text_.size()));
      text_.push_back(view);
      begins_.push_back(begin);
      ends_.push_back(end);
      disguised_.push_back(dropped || (code >= 0x80 && IsDigit(view)) || PassesForDigit(view));
      dropped = false;
    }
  }
}

void DigitView::Hide(size_t first, size_t last) {
  for (size_t i = first; i < last && i < text_.size(); ++i) {
    if (IsDigit(text_[i]) || PassesForDigit(text_[i])) text_[i] = kHidden;
  }
}

size_t DigitView::IndexOf(size_t offset) const {
  return static_cast<size_t>(std::lower_bound(begins_.begin(), begins_.end(), offset) -
                             begins_.begin());
}

// "ЗО" in "067 2ОО ЗО 4О": letters alone are digits where they are none of a word, and digits stand
// on both sides.
bool DigitView::IsBetweenDigits(size_t first, size_t last) const {
  if (last - first < 2 || last - first > 3) return false;
  for (size_t i = first; i < last; ++i) {
    if (text_[i] != 'O' && text_[i] != 'Z') return false;
  }
  const auto is_gap = [](char c) { return c == ' ' || c == '-' || c == '.' || c == '_'; };
  const auto is_digit = [](char c) { return IsDigit(c) || c == 'O' || c == 'Z'; };
  size_t before = first, after = last;
  while (before > 0 && first - before < 3 && is_gap(text_[before - 1])) --before;
  while (after < text_.size() && after - last < 3 && is_gap(text_[after])) ++after;
  if (before == first || before == 0 || !is_digit(text_[before - 1])) return false;
  // At the end of a number there may be nothing behind.
  return after == text_.size() || is_digit(text_[after]) || !IsLetter(text_[after]);
}

// Reads the group that is or starts at `*first`; `*last` comes back behind it. False: only letters
// are there.
bool DigitView::ReadGroup(size_t* first, size_t* last, DigitGroup* group) const {
  bool digit = false;
  for (*last = *first; *last < text_.size(); ++*last) {
    if (!IsDigit(text_[*last]) && !PassesForDigit(text_[*last])) break;
    digit = digit || IsDigit(text_[*last]);
  }
  if (!digit && !IsBetweenDigits(*first, *last)) return false;
  // A letter that stands by other letters is one of them: "tel067", "30хв".
  size_t end = *last;
  if (*first > 0 && IsLetter(text_[*first - 1])) {
    while (PassesForDigit(text_[*first])) ++*first;
  }
  if (end < text_.size() && IsLetter(text_[end])) {
    while (PassesForDigit(text_[end - 1])) --end;
  }
  for (size_t i = *first; i < end; ++i) {
    group->digits.push_back(DigitFor(text_[i]));
    // A zero-width character before the first digit disguises nothing.
    const bool plain_itself = IsDigit(text_[i]) && ends_[i] - begins_[i] == 1;
    if (disguised_[i] && (i > *first || !plain_itself)) group->disguised = true;
  }
  group->end = ends_[end - 1];
  // The plus sign before: "+380", "+(380", "+ 380". A plus behind a digit is arithmetic.
  size_t start = *first;
  if (start > 1 && (text_[start - 1] == '(' || text_[start - 1] == ' ') && text_[start - 2] == '+')
    --start;
  if (start > 0 && text_[start - 1] == '+' && (start == 1 || !IsDigit(text_[start - 2]))) {
    --start;
    group->plus = true;
  } else {
    start = *first;
  }
  group->begin = begins_[start];
  group->opening = start > 0 && text_[start - 1] == '(' ? begins_[start - 1] : group->begin;
  return true;
}

// Whether the group that begins at `to` belongs to the run whose last group ends at `from`.
bool DigitView::JoinsRun(size_t from, size_t to, DigitGroup* group) const {
  if (to - from > kMaxSeparators || group->plus) return false;
  size_t newlines = 0, spaces = 0;
  bool strong = false;
  for (size_t i = from; i < to; ++i) {
    const char c = text_[i];
    if (!IsSeparator(c)) return false;
    newlines += c == '\n';
    spaces += c == ' ';
    strong = strong || c == ',';
    if (IsOddSeparator(c)) group->disguised = true;
    // "100, 200" are two numbers; "067,123" may be one.
    if (c == ',' && to - from > 1) return false;
    if (disguised_[i]) group->disguised = true;
  }
  group->newline_before = newlines > 0;
  const auto tab = std::lower_bound(tabs_.begin(), tabs_.end(), from);
  const bool next_cell = tab != tabs_.end() && *tab < to;  // of a table
  group->wide_gap_before = strong || spaces > 1 || to - from > 2 || next_cell;
  return newlines <= 1;
}

std::vector<DigitRun> DigitView::Runs() const {
  std::vector<DigitRun> runs;
  size_t run_end = 0;
  for (size_t i = 0; i < text_.size();) {
    size_t first = i, last = i;
    DigitGroup group;
    if (!ReadGroup(&first, &last, &group)) {
      i = std::max(last, i + 1);
      continue;
    }
    const bool joins =
        !runs.empty() && runs.back().size() < kMaxGroups && JoinsRun(run_end, first, &group);
    if (!joins) runs.emplace_back();
    // Behind an area code nothing is in parentheses: "(413) 545-0722 (8 to 17)".
    if (joins && group.opening != group.begin && CountDigits(runs.back()) > kMaxAreaDigits) {
      group.wide_gap_before = true;
    }
    runs.back().push_back(std::move(group));
    i = run_end = last;
  }
  return runs;
}

}  // namespace varta
