// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Folding character by character. Words are base/disguises.cc's.
#include "base/fold.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/byte_block.h"
#include "base/disguises.h"
#include "base/normalise.h"

namespace varta {
namespace {

constexpr NormalForm kForm = NormalForm::kNfkcCaseFold;

bool IsInside(char byte) { return (static_cast<uint8_t>(byte) & 0xC0) == 0x80; }

char32_t Merge(char32_t c, Spelling spelling) {
  if (spelling == Spelling::kKept) return c;
  return c == U'ё' ? U'е' : c == U'ґ' ? U'г' : c;
}

// A mark of no script in particular: stress, strike-through, the heaps of "zalgo". Cyrillic's own
// are titlo and the like.
bool IsLooseMark(char32_t c) {
  if (c < 0x300) return false;
  const auto code_point = static_cast<UChar32>(c);
  if ((U_GET_GC_MASK(code_point) & U_GC_M_MASK) == 0) return false;
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(code_point, &error);
  return script == USCRIPT_INHERITED || script == USCRIPT_COMMON || script == USCRIPT_CYRILLIC;
}

// What a few code points that melt together fold to. Marks that go may let others melt anew.
std::u32string FoldMelting(std::u32string text, Spelling spelling) {
  for (int round = 0; round < 4; ++round) {
    std::u32string folded = Normalise(kForm, text);
    std::erase_if(folded, [](char32_t c) { return IsInvisible(c) || IsLooseMark(c); });
    if (folded.size() > kMaxMelting) folded.resize(kMaxMelting);
    for (char32_t& c : folded) c = Merge(c, spelling);
    if (folded == text) break;
    text = std::move(folded);
  }
  return text;
}

// For one and two bytes of UTF-8: the two bytes or the one that a character folds to, if nothing
// before it matters and the length stays. 0: needs a closer look.
class PlainTable {
 public:
  explicit PlainTable(Spelling spelling) {
    for (char32_t c = 1; c < 0x800; ++c) {
      if (IsInvisible(c) || !HasBoundaryBefore(kForm, c)) continue;
      const std::u32string folded = FoldMelting({c}, spelling);
      if (folded.size() != 1 || folded[0] >= 0x800 || (folded[0] < 0x80) != (c < 0x80)) continue;
      std::string bytes;
      AppendUtf8(folded[0], &bytes);
      if (c < 0x80) {
        one_[c] = bytes[0];
      } else {
        two_[c] = {bytes[0], bytes[1]};
      }
    }
  }

  static const PlainTable& Of(Spelling spelling) {
    static const PlainTable kept(Spelling::kKept), merged(Spelling::kMerged);
    return spelling == Spelling::kKept ? kept : merged;
  }

  struct Pair {
    char lead = 0, trail = 0;
  };
  char one(uint8_t byte) const { return one_[byte]; }
  Pair two(size_t code_point) const { return two_[code_point]; }

 private:
  std::array<char, 256> one_{};  // only the lower half has entries
  std::array<Pair, 0x800> two_{};
};

// Folds a block that has nothing but ASCII and the Cyrillic of U+0400 to U+045F, without a branch:
// at every second space a branch is mispredicted. False: it has something else. It may begin and
// end within a character: the byte before and the byte behind are read.
bool FoldBlock(const char* from, Spelling spelling, char* made) {
  const ByteBlock before = LoadBlock(from - 1), bytes = LoadBlock(from);
  const ByteBlock behind = LoadBlock(from + 1);
  const ByteBlock after_d0 = Is(before, 0xD0), after_d1 = Is(before, 0xD1);
  ByteBlock wrong = IsIn(bytes, 0x00, 0x08) | IsIn(bytes, 0x0E, 0x1F) | Is(bytes, 0x7F) |
                    IsIn(bytes, 0xC0, 0xCF) | IsIn(bytes, 0xD2, 0xFF) |
                    (IsIn(bytes, 0x80, 0xBF) ^ (after_d0 | after_d1)) |
                    (after_d1 & IsIn(bytes, 0xA0, 0xBF));
  if (spelling == Spelling::kMerged)
    wrong |= (after_d0 & Is(bytes, 0x81)) | (after_d1 & Is(bytes, 0x91));
  if (IsAny(wrong)) return false;
  // Small letters of U+0430 to U+043F have the lead D0, the others D1.
  const ByteBlock trails_d1 = IsIn(behind, 0x80, 0x8F) | IsIn(behind, 0xA0, 0xAF);
  StoreBlock(bytes + (IsIn(bytes, 'A', 'Z') & 0x20) + (Is(bytes, 0xD0) & trails_d1 & 1) +
                 (after_d0 & ((IsIn(bytes, 0x80, 0x8F) & 0x10) | (IsIn(bytes, 0x90, 0x9F) & 0x20) |
                              (IsIn(bytes, 0xA0, 0xAF) & 0xE0))),
             made);
  return true;
}

// U+2010 to U+2023 less those that fold to something else: dashes, quotation marks, apostrophe,
// dagger, bullet.
bool IsPlainPunctuation(const char* at) {
  if (at[0] != '\xE2' || at[1] != '\x80') return false;
  const auto last = static_cast<uint8_t>(at[2]);
  return last >= 0x90 && last <= 0xA3 && last != 0x91 && last != 0x97;
}

// Reads the original from left to right and writes what it folds to.
class CharacterFolder {
 public:
  CharacterFolder(std::string_view utf8, Spelling spelling)
      : utf8_(utf8), spelling_(spelling), table_(PlainTable::Of(spelling)) {}

  MappedText Fold() {
    out_.Reserve(utf8_.size() + 8);
    run_.resize(utf8_.size());
    while (at_ < utf8_.size()) {
      FoldPlainRun();
      if (at_ < utf8_.size()) FoldOther();
    }
    return std::move(out_);
  }

 private:
  uint8_t Byte(size_t at) const { return static_cast<uint8_t>(utf8_[at]); }

  // As far as the table goes, less the last character if something may melt with it.
  void FoldPlainRun() {
    const size_t begin = at_, size = utf8_.size();
    const char* const from = utf8_.data();
    char* const made = run_.data();
    const PlainTable& table = table_;
    size_t at = begin, last = begin;
    while (at < size) {
      if (at > begin && at + kBlockSize < size && FoldBlock(from + at, spelling_, made + at)) {
        at += kBlockSize;
        if (IsInside(from[at])) --at;  // half a character goes again
        last = at - (IsInside(from[at - 1]) ? 2 : 1);
        continue;
      }
      const size_t stop = std::min(size, at + kBlockSize);
      bool plain = true;
      while (at < stop && plain) {
        const auto lead = static_cast<uint8_t>(from[at]);
        if (const char folded = table.one(lead)) {
          made[at] = folded;
          last = at++;
          continue;
        }
        if (lead == 0xE2 && at + 2 < size && IsPlainPunctuation(from + at)) {
          std::memcpy(made + at, from + at, 3);
          last = at;
          at += 3;
          continue;
        }
        const uint8_t trail = at + 1 < size ? static_cast<uint8_t>(from[at + 1]) : 0;
        const bool pair = (lead & 0xE0) == 0xC0 && IsInside(static_cast<char>(trail));
        const PlainTable::Pair folded = table.two(pair ? (lead & 0x1Fu) << 6 | (trail & 0x3Fu) : 0);
        plain = folded.lead != 0;
        if (!plain) break;
        made[at] = folded.lead;
        made[at + 1] = folded.trail;
        last = at;
        at += 2;
      }
      if (!plain) break;
    }
    if (at < size && at > begin) {
      size_t next = at;
      const char32_t c = NextCodePoint(utf8_, &next);
      if (IsInvisible(c) || !HasBoundaryBefore(kForm, c)) at = last;
    }
    out_.AppendAligned({made + begin, at - begin}, static_cast<uint32_t>(begin));
    at_ = at;
  }

  // One character and all that melts with it.
  void FoldOther() {
    const size_t begin = at_;
    const char32_t first = NextCodePoint(utf8_, &at_);
    if (IsInvisible(first)) return;
    if (first >= 0x800 && !IsLooseMark(first) && IsInert(kForm, first))
      return Write({first}, begin, at_);
    std::u32string melting = {first};
    size_t end = at_;
    for (size_t next = at_, count = 1; next < utf8_.size(); at_ = next) {
      const char32_t c = NextCodePoint(utf8_, &next);
      if (IsInvisible(c)) continue;
      if (HasBoundaryBefore(kForm, c) && !IsLooseMark(c)) break;
      if (count++ < kMaxMelting) melting += c;
      end = next;
    }
    Write(FoldMelting(std::move(melting), spelling_), begin, end);
  }

  void Write(const std::u32string& folded, size_t begin, size_t end) {
    for (char32_t c : folded) {
      made_.clear();
      AppendUtf8(c, &made_);
      out_.Append(made_, static_cast<uint32_t>(begin), static_cast<uint32_t>(end));
    }
  }

  std::string_view utf8_;
  Spelling spelling_;
  const PlainTable& table_;
  size_t at_ = 0;
  MappedText out_;
  std::string run_;   // plain characters, where they stand in the original
  std::string made_;  // one character
};

}  // namespace

Folded Fold(std::string_view utf8, Spelling spelling) {
  return Undisguise(CharacterFolder(utf8, spelling).Fold(), spelling);
}

}  // namespace varta
