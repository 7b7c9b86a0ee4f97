// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The views of base/text.h that need Unicode's data.
#include <unicode/uchar.h>

#include <utility>

#include "base/everyday_block.h"
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

// The bits of the bytes of a block that are no everyday text which stays as it is: white space
// other than single spaces, apostrophes.
uint32_t ChangingBytes(const char* from, size_t /*at*/) {
  const EverydayBlock block(from);
  const ByteBlock bytes = block.bytes, behind = LoadBlock(from + 1);
  return HighBits(block.strange | block.white | Is(bytes, '`') |
                  (Is(bytes, ' ') & Is(behind, ' ')) |
                  (block.third & (IsIn(bytes, 0x98, 0x99) | Is(bytes, 0x9B))));
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
  // Copies everyday text, as far as nothing that follows could melt with the last character.
  bool ReadPlainRun() {
    const auto lead = static_cast<uint8_t>(utf8_[at_]);
    const bool plain = (lead > ' ' && lead < 0x80) || lead == 0xD0 || lead == 0xD1;
    const size_t end = plain ? EndOfPlainRun(at_) : at_;
    if (end == at_) return false;
    FlushSpace();
    view_.AppendAligned(utf8_.substr(at_, end - at_), static_cast<uint32_t>(at_));
    at_ = end;
    return true;
  }

  size_t EndOfPlainRun(size_t begin) const {
    const size_t end = EndOfRun(utf8_, begin, begin, ChangingBytes);
    if (end == begin || end == utf8_.size()) return end;
    // There may be more white space, if only behind something invisible.
    if (utf8_[end - 1] == ' ') return end - 1;
    size_t next = end;
    const char32_t c = NextCodePoint(utf8_, &next);
    if (c == U' ' || IsApostrophe(c)) return end;
    return IsInvisible(c) || !HasBoundaryBefore(kForm, c) ? LastCharacter(utf8_, end) : end;
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
