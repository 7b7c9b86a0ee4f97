// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The views of base/text.h that need Unicode's data, by ICU.
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <array>

#include "base/text.h"

namespace varta {
namespace {

constexpr int kMaxMelting = 32;

// ICU keeps one immutable normalizer for each form; they need not be freed.
const UNormalizer2& Nfkc() {
  UErrorCode error = U_ZERO_ERROR;
  return *unorm2_getNFKCInstance(&error);
}

const UNormalizer2& NfkcCaseFold() {
  UErrorCode error = U_ZERO_ERROR;
  return *unorm2_getNFKCCasefoldInstance(&error);
}

bool IsWhiteSpace(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)); }

// Takes no room on the screen.
bool IsInvisible(char32_t c) {
  if (c < 0x80) return (c < 0x20 || c == 0x7F) && !(c >= 0x09 && c <= 0x0D);
  if (c < 0xA0) return c != 0x85;
  if (c >= 0x400 && c < 0x530) return false;
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

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

bool BoundaryBefore(char32_t c) {
  return unorm2_hasBoundaryBefore(&Nfkc(), static_cast<UChar32>(c));
}

// At most 2 * kMaxMelting UTF-16 units in; what comes out is as long as NFKC makes it.
std::u16string Normalise(const UNormalizer2& form, std::u16string_view in) {
  std::u16string out(in.size() * 4 + 32, u'\0');
  for (int attempt = 0; attempt < 2; ++attempt) {
    UErrorCode error = U_ZERO_ERROR;
    const int32_t size = unorm2_normalize(&form, in.data(), static_cast<int32_t>(in.size()),
                                          out.data(), static_cast<int32_t>(out.size()), &error);
    if (U_SUCCESS(error)) {
      out.resize(static_cast<size_t>(size));
      return out;
    }
    out.resize(static_cast<size_t>(size));
  }
  return std::u16string(in);
}

void AppendUtf16(char32_t c, std::u16string* out) {
  if (c < 0x10000) {
    *out += static_cast<char16_t>(c);
  } else {
    *out += static_cast<char16_t>(0xD7C0 + (c >> 10));
    *out += static_cast<char16_t>(0xDC00 | (c & 0x3FF));
  }
}

char32_t NextUtf16(std::u16string_view text, size_t* at) {
  const char16_t unit = text[(*at)++];
  if ((unit & 0xFC00) != 0xD800 || *at == text.size()) return unit;
  const char16_t trail = text[(*at)++];
  return (static_cast<char32_t>(unit - 0xD800) << 10) + (trail - 0xDC00u) + 0x10000;
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
    view_.AppendSame(utf8_.substr(at_, end - at_), static_cast<uint32_t>(at_));
    at_ = end;
    return true;
  }

  // `first`, which began at `begin`, and all that melts with it: normalised as one.
  void ReadMelting(char32_t first, size_t begin) {
    if (unorm2_isInert(&Nfkc(), static_cast<UChar32>(first))) return Write(first, begin, at_);
    std::u16string segment;
    AppendUtf16(first, &segment);
    size_t end = at_;
    int count = 1;
    while (at_ < utf8_.size()) {
      size_t next = at_;
      const char32_t c = NextCodePoint(utf8_, &next);
      if (!IsInvisible(c)) {
        if (BoundaryBefore(c)) break;
        if (++count <= kMaxMelting) AppendUtf16(c, &segment);
        end = next;
      }
      at_ = next;
    }
    const std::u16string normal = Normalise(Nfkc(), segment);
    count = 0;
    for (size_t i = 0; i < normal.size() && count < kMaxMelting; ++count) {
      const char32_t c = NextUtf16(normal, &i);
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

// Case folded by table where that is all there is to do; 0 for all other letters.
char32_t FoldPlain(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 0x20 : c;
  if (c >= 0x430 && c < 0x460) return c;
  if (c >= 0x410 && c < 0x430) return c + 0x20;
  if (c >= 0x400 && c < 0x410) return c + 0x50;
  if (c == 0x490 || c == 0x491) return 0x491;
  return c == 0x2013 || c == 0x2014 || c == 0xAB || c == 0xBB ? c : 0;
}

// NFKC_Casefold, for text that is more than FoldPlain knows.
std::u16string FoldAny(std::string_view readable) {
  std::u16string utf16;
  for (size_t at = 0; at < readable.size();) AppendUtf16(NextCodePoint(readable, &at), &utf16);
  return Normalise(NfkcCaseFold(), utf16);
}

// Writes folded code points, ё and ґ as the letters that many people type for them. Further marks
// on those two go as well: they could make a third letter (г and an acute: ѓ).
class Folder {
 public:
  void Write(char32_t c) {
    if (bare_ && unorm2_getCombiningClass(&Nfkc(), static_cast<UChar32>(c)) != 0) return;
    bare_ = c == U'ё' || c == U'ґ';
    AppendUtf8(c == U'ё' ? U'е' : c == U'ґ' ? U'г' : c, &folded_);
  }
  std::string Take() { return std::move(folded_); }

 private:
  std::string folded_;
  bool bare_ = false;  // the letter before was one of the two
};

}  // namespace

MappedText ReadableView(std::string_view utf8) { return Reader(utf8).Read(); }

std::string FoldForSearch(std::string_view utf8) {
  const MappedText view = ReadableView(utf8);
  const std::string& readable = view.text();
  Folder plain;
  size_t at = 0;
  while (at < readable.size()) {
    const char32_t c = FoldPlain(NextCodePoint(readable, &at));
    if (c == 0) break;
    plain.Write(c);
    if (at == readable.size()) return plain.Take();
  }
  Folder any;
  const std::u16string folded = FoldAny(readable);
  for (size_t i = 0; i < folded.size();) any.Write(NextUtf16(folded, &i));
  return any.Take();
}

}  // namespace varta
