// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Folding character by character. Words are base/disguises.cc's.
#include "base/fold.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>

#include "base/disguises.h"
#include "base/everyday_block.h"
#include "base/normalise.h"

namespace varta {
namespace {

constexpr NormalForm kForm = NormalForm::kNfkcCaseFold;

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

// For two bytes of UTF-8: the two bytes that a character folds to, if nothing before it matters and
// the length stays. 0: needs a closer look.
class PlainTable {
 public:
  explicit PlainTable(Spelling spelling) {
    for (char32_t c = 0x80; c < 0x800; ++c) {
      if (IsInvisible(c) || !HasBoundaryBefore(kForm, c)) continue;
      const std::u32string folded = FoldMelting({c}, spelling);
      if (folded.size() != 1 || folded[0] >= 0x800) continue;
      std::string bytes;
      AppendUtf8(folded[0], &bytes);
      if (bytes.size() == 1) {
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
  Pair two(size_t code_point) const { return two_[code_point]; }
  // The one byte that a character folds to (a no-break space, above all), if nothing before it
  // matters. 0: none.
  char one(char32_t code_point) const { return code_point < 0x800 ? one_[code_point] : '\0'; }

 private:
  std::array<Pair, 0x800> two_{};
  std::array<char, 0x800> one_{};
};

// Folds a block of everyday text, less U+0460 to U+047F. Returns the bits of the bytes that are
// none.
uint32_t FoldBlock(const char* from, Spelling spelling, char* made) {
  const EverydayBlock block(from);
  const ByteBlock bytes = block.bytes, after_d0 = block.after_d0, row = bytes & 0xF0;
  ByteBlock strange = block.strange | (block.after_d1 & IsIn(bytes, 0xA0, 0xBF));
  if (spelling == Spelling::kMerged)
    strange |= (after_d0 & Is(bytes, 0x81)) | (block.after_d1 & Is(bytes, 0x91));
  // The small letters of U+0400 to U+040F and of U+0420 to U+042F have the lead D1.
  const ByteBlock to_d1 = Is(bytes, 0xD0) & Is(LoadBlock(from + 1) & 0xD0, 0x80);
  StoreBlock(
      bytes + (IsIn(bytes, 'A', 'Z') & 0x20) + (to_d1 & 1) +
          (after_d0 & ((Is(row, 0x80) & 0x10) | (Is(row, 0x90) & 0x20) | (Is(row, 0xA0) & 0xE0))),
      made);
  return HighBits(strange);
}

// Reads the original from left to right and writes what it folds to.
class CharacterFolder {
 public:
  CharacterFolder(std::string_view utf8, Spelling spelling)
      : utf8_(utf8), spelling_(spelling), table_(PlainTable::Of(spelling)) {}

  MappedText Fold() {
    out_.Reserve(utf8_.size() + 8);
    run_.resize(utf8_.size() + kBlockSize);
    while (at_ < utf8_.size()) {
      FoldPlainRun();
      if (at_ < utf8_.size()) FoldOther();
    }
    return std::move(out_);
  }

 private:
  uint8_t Byte(size_t at) const { return static_cast<uint8_t>(utf8_[at]); }

  // As far as blocks and the table go, less the last character if something may melt with it.
  void FoldPlainRun() {
    const size_t begin = at_;
    const auto fold = [this](const char* from, size_t at) {
      return FoldBlock(from, spelling_, run_.data() + at);
    };
    do at_ = EndOfRun(utf8_, begin, at_, fold);
    while (FoldByTable());
    const size_t end = at_;
    if (end == begin) return;
    if (end < utf8_.size()) {
      size_t next = end;
      const char32_t c = NextCodePoint(utf8_, &next);
      const bool stands = table_.one(c) != 0 || (!IsInvisible(c) && HasBoundaryBefore(kForm, c));
      if (!stands) at_ = LastCharacter(utf8_, end);
    }
    out_.AppendAligned({run_.data() + begin, at_ - begin}, static_cast<uint32_t>(begin));
  }

  // To the end of a word of other letters. False: there is none.
  bool FoldByTable() {
    const size_t begin = at_, size = utf8_.size();
    // To a block it may look like the end of the broken character before.
    if (at_ < size && Byte(at_) < 0x80 && !IsInvisible(Byte(at_))) {
      const bool capital = utf8_[at_] >= 'A' && utf8_[at_] <= 'Z';
      run_[at_] = static_cast<char>(Byte(at_) + (capital ? 0x20 : 0));
      ++at_;
    }
    while (at_ + 1 < size && (Byte(at_) & 0xE0) == 0xC0 && (Byte(at_ + 1) & 0xC0) == 0x80) {
      const PlainTable::Pair folded =
          table_.two((Byte(at_) & 0x1Fu) << 6 | (Byte(at_ + 1) & 0x3Fu));
      if (folded.lead == 0) break;
      run_[at_] = folded.lead;
      run_[at_ + 1] = folded.trail;
      at_ += 2;
    }
    return at_ > begin;
  }

  // One character and all that melts with it.
  void FoldOther() {
    const size_t begin = at_;
    const char32_t first = NextCodePoint(utf8_, &at_);
    const char one = table_.one(first);
    if (one != 0 && PlainFollows())
      return out_.Append({&one, 1}, static_cast<uint32_t>(begin), static_cast<uint32_t>(at_));
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

  // Whether nothing, printable ASCII or a letter of U+0400 to U+045F comes next: none of them melts
  // with what stands before it.
  bool PlainFollows() const {
    if (at_ == utf8_.size()) return true;
    const uint8_t byte = Byte(at_);
    if (byte < 0x80) return byte >= 0x20 && byte < 0x7F;
    if (at_ + 1 == utf8_.size()) return false;
    const uint8_t next = Byte(at_ + 1);
    return (byte == 0xD0 && next >= 0x80 && next <= 0xBF) ||
           (byte == 0xD1 && next >= 0x80 && next <= 0x9F);
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
