// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The views of base/text.h that need Unicode's data.
#include <unicode/uchar.h>

#include <utility>

#include "base/fold.h"
#include "base/normalise.h"
#include "base/text.h"

namespace varta {
namespace {

constexpr NormalForm kForm = NormalForm::kNfkc;

bool IsWhiteSpace(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)); }

// What people type for the apostrophe of п'ять when the keyboard does not offer it.
bool IsApostrophe(char32_t c) {
  switch (c) {
    case U'\'':
    case U'`':
    case 0x00B4:  // acute accent
    case 0x02B9:  // modifier letter prime
    case 0x02BB:
    case 0x02BC:  // modifier letter apostrophe
    case 0x02C8:
    case 0x2018:
    case 0x2019:  // right single quotation mark
    case 0x201B:
    case 0x2032:  // prime
      return true;
    default:
      return false;
  }
}

// How many bytes at `at` are one letter or sign of everyday Ukrainian, Russian or English text that
// stays as it is, if no mark follows: printable ASCII, U+0400 to U+047F. 0: none.
size_t PlainBytes(std::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  const uint8_t lead = static_cast<uint8_t>(text[at]);
  if (lead < 0x80) return lead > 0x20 && lead < 0x7F && lead != '`' ? 1 : 0;
  const bool cyrillic = (lead == 0xD0 || lead == 0xD1) && at + 1 < text.size() &&
                        (static_cast<uint8_t>(text[at + 1]) & 0xC0) == 0x80;
  return cyrillic ? 2 : 0;
}

// Reads the original from left to right and writes the view.
class Reader {
 public:
  explicit Reader(std::string_view utf8) : utf8_(utf8) {}

  MappedText Read() {
    while (at_ < utf8_.size()) {
      if (ReadPlainRun()) continue;
      const size_t begin = at_;
      const char32_t c = NextCodePoint(utf8_, &at_);
      if (IsApostrophe(c) || IsWhiteSpace(c)) {
        Write(c, begin, at_);
      } else if (!IsInvisible(c)) {
        ReadMelting(c, begin);
      }
    }
    return std::move(view_);
  }

 private:
  // Copies plain characters and single spaces between them, as far as nothing that follows could
  // melt with the last one.
  bool ReadPlainRun() {
    size_t end = at_, last = at_;  // `last`: where the last character begins
    while (const size_t bytes = PlainBytes(utf8_, end)) {
      last = end;
      end += bytes;
      if (end < utf8_.size() && utf8_[end] == ' ' && PlainBytes(utf8_, end + 1) > 0) ++end;
    }
    const bool safe = end == utf8_.size() || (utf8_[end] >= 0x09 && utf8_[end] <= 0x0D) ||
                      utf8_[end] == ' ' || utf8_[end] == '`';
    if (!safe) end = last;
    if (end == at_) return false;
    FlushSpace();
    view_.AppendAligned(utf8_.substr(at_, end - at_), static_cast<uint32_t>(at_));
    at_ = end;
    return true;
  }

  // `first`, which began at `begin`, and all that melts with it: normalised as one.
  void ReadMelting(char32_t first, size_t begin) {
    if (IsInert(kForm, first)) return Write(first, begin, at_);
    std::u32string melting = {first};
    size_t end = at_;
    for (size_t next = at_, count = 1; next < utf8_.size(); at_ = next) {
      const char32_t c = NextCodePoint(utf8_, &next);
      if (IsInvisible(c)) continue;
      if (HasBoundaryBefore(kForm, c)) break;
      if (count++ < kMaxMelting) melting += c;
      end = next;
    }
    const std::u32string normal = Normalise(kForm, melting);
    for (char32_t c : normal.substr(0, kMaxMelting)) {
      if (!IsInvisible(c)) Write(c, begin, end);
    }
  }

  void Write(char32_t c, size_t begin, size_t end) {
    const uint32_t from = static_cast<uint32_t>(begin), to = static_cast<uint32_t>(end);
    if (IsWhiteSpace(c)) {
      if (!space_) space_begin_ = from;
      space_ = true;
      space_end_ = to;
      return;
    }
    FlushSpace();
    made_.clear();
    AppendUtf8(IsApostrophe(c) ? U'\'' : c, &made_);
    view_.Append(made_, from, to);
  }

  void FlushSpace() {
    if (space_ && !view_.text().empty()) view_.Append(" ", space_begin_, space_end_);
    space_ = false;
  }

  std::string_view utf8_;
  size_t at_ = 0;
  MappedText view_;
  bool space_ = false;  // white space seen since the last character
  uint32_t space_begin_ = 0, space_end_ = 0;
  std::string made_;
};

}  // namespace

MappedText ReadableView(std::string_view utf8) { return Reader(utf8).Read(); }

std::string FoldForSearch(std::string_view utf8) {
  std::string folded = Fold(ReadableView(utf8).text(), Spelling::kMerged).text.TakeText();
  // A mark that stood alone between spaces is gone: once more, then there are none.
  const bool spaces =
      folded.starts_with(' ') || folded.ends_with(' ') || folded.find("  ") != std::string::npos;
  return spaces ? FoldForSearch(folded) : folded;
}

}  // namespace varta
