// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/plain_words.h"

#include <array>

#include "base/byte_block.h"

namespace varta {
namespace {

constexpr uint32_t kPartSize = 256;

ByteBlock IsLetter(ByteBlock bytes) { return IsIn(bytes, 'a', 'z'); }
ByteBlock IsDigit(ByteBlock bytes) { return IsIn(bytes, '0', '9'); }
ByteBlock IsOther(ByteBlock bytes) { return IsIn(bytes, 0x80, 0xFF); }
ByteBlock IsCyrillic(ByteBlock bytes) { return IsIn(bytes, 0xD0, 0xD3); }  // first byte
// One of the separators in ASCII, or some other sign or a digit.
ByteBlock IsGap(ByteBlock bytes) { return IsIn(bytes, 0x00, 'a' - 1); }

// How much of the text is looked at before and behind a block.
constexpr uint32_t kBefore = 1, kBehind = 5;

bool IsPlainBlock(const char* text) {
  const ByteBlock at0 = LoadBlock(text), at1 = LoadBlock(text + 1), at2 = LoadBlock(text + 2),
                  at3 = LoadBlock(text + 3), at4 = LoadBlock(text + 4),
                  gap_before = IsGap(LoadBlock(text - 1));
  // One word of letters and digits, or of ASCII and others.
  const ByteBlock letter0 = IsLetter(at0), letter1 = IsLetter(at1);
  const ByteBlock digit0 = IsDigit(at0), digit1 = IsDigit(at1);
  ByteBlock strange = (letter0 & digit1) | (digit0 & letter1) |
                      ((letter0 | digit0) & IsOther(at1)) | (IsOther(at0) & (letter1 | digit1));
  // Letters of other scripts and with diacritics.
  strange |=
      IsIn(at0, 0xC3, 0xCF) | (IsIn(at0, 0xD4, 0xEF) & ~(Is(at0, 0xE2) & IsIn(at1, 0x80, 0x81)));
  // Two single letters in a row: of four, the inner two have a gap of ASCII on both sides, or the
  // separators are longer.
  const ByteBlock letter2 = IsLetter(at2), letter3 = IsLetter(at3);
  const ByteBlock cyrillic2 = IsCyrillic(at2), cyrillic3 = IsCyrillic(at3), gap4 = IsGap(at4);
  const ByteBlock latin = gap_before & letter0 & IsGap(at1);
  const ByteBlock cyrillic = gap_before & IsCyrillic(at0) & IsGap(at2);
  strange |= (latin & ((letter2 & IsGap(at3)) | (cyrillic2 & gap4))) |
             (cyrillic & ((letter3 & gap4) | (cyrillic3 & IsGap(LoadBlock(text + 5)))));
  strange |= ~gap_before &
             ((Is(at0, 0xC2) & (letter2 | cyrillic2)) | (Is(at0, 0xE2) & (letter3 | cyrillic3)));
  return !IsAny(strange);
}

// The same for a block that touches the text's begin or end.
bool IsPlainEdge(std::string_view text, uint32_t at) {
  std::array<char, kBefore + 2 * kBlockSize> copy;
  static_assert(kBehind <= kBlockSize);
  copy.fill(' ');
  const uint32_t before = at == 0 ? 0 : kBefore;
  text.substr(at - before).copy(copy.data() + kBefore - before, copy.size() - kBefore);
  return IsPlainBlock(copy.data() + kBefore);
}

bool IsAsciiLetter(char c) { return c >= 'a' && c <= 'z'; }
bool IsCyrillicLead(char c) {
  const auto byte = static_cast<uint8_t>(c);
  return byte >= 0xD0 && byte <= 0xD3;
}

// Behind a word of two letters or more.
bool IsSafeEnd(std::string_view text, uint32_t at) {
  const char c = text[at];
  if (static_cast<uint8_t>(c) >= 0x80 || IsAsciiLetter(c) || (c >= '0' && c <= '9')) return false;
  return (IsAsciiLetter(text[at - 1]) && IsAsciiLetter(text[at - 2])) ||
         (IsCyrillicLead(text[at - 2]) && IsCyrillicLead(text[at - 4]));
}

}  // namespace

ByteRange PartFrom(std::string_view folded, uint32_t begin) {
  const auto size = static_cast<uint32_t>(folded.size());
  if (size - begin <= kPartSize) return {begin, size};
  for (uint32_t end = begin + kPartSize; end < size; ++end) {
    if (IsSafeEnd(folded, end)) return {begin, end};
  }
  return {begin, size};
}

bool HasPlainWords(std::string_view folded, ByteRange part) {
  for (uint32_t at = part.begin; at < part.end; at += kBlockSize) {
    const bool inner = at >= kBefore && folded.size() - at >= kBlockSize + kBehind;
    if (!(inner ? IsPlainBlock(folded.data() + at) : IsPlainEdge(folded, at))) return false;
  }
  return true;
}

}  // namespace varta
