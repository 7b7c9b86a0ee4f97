// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstring>

#include "base/byte_block.h"

namespace varta {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::string_view kEllipsis = "\u2026";

uint8_t ByteAt(std::string_view text, size_t at) { return static_cast<uint8_t>(text[at]); }

bool IsContinuation(std::string_view text, size_t at) { return (ByteAt(text, at) & 0xC0) == 0x80; }

// How many bytes from `at` are ASCII.
size_t AsciiRun(std::string_view text, size_t at) {
  size_t i = at;
  for (uint64_t word; i + sizeof word <= text.size(); i += sizeof word) {
    std::memcpy(&word, text.data() + i, sizeof word);
    if (word & 0x8080808080808080u) break;
  }
  while (i < text.size() && ByteAt(text, i) < 0x80) ++i;
  return i - at;
}

constexpr size_t kBlock = 64;

// How many of the kBlock bytes at `p`, where a character starts, are ASCII and two-byte characters
// (Latin, Cyrillic, Greek ...): all, and one more if the last one is cut, or 0 if there is anything
// else. Reads one byte more.
size_t TwoByteBlock(const char* p) {
  ByteBlock odd = IsIn(LoadBlock(p), 0x80, 0xBF) & ByteBlock{0xFF};
  for (size_t i = 0; i < kBlock; i += kBlockSize) {
    const ByteBlock bytes = LoadBlock(p + i), next = LoadBlock(p + i + 1);
    const ByteBlock lead = IsIn(bytes, 0xC2, 0xDF);
    odd |= (lead ^ IsIn(next, 0x80, 0xBF)) | (lead ^ IsIn(bytes, 0xC0, 0xFF));
  }
  if (HighBits(odd) != 0) return 0;
  return static_cast<uint8_t>(p[kBlock - 1]) >= 0xC0 ? kBlock + 1 : kBlock;
}

// One step of Unicode's table 3-7. Returns whether the sequence at `*at` is well formed; moves
// behind it, or behind the maximal subpart of an ill-formed one.
bool Decode(std::string_view text, size_t* at, char32_t* code_point) {
  const uint8_t lead = ByteAt(text, (*at)++);
  *code_point = lead;
  if (lead < 0x80) return true;
  *code_point = kReplacement;
  int more = 0;
  uint8_t low = 0x80, high = 0xBF;  // of the second byte
  char32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    more = 1;
    value = lead & 0x1F;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    more = 2;
    value = lead & 0x0F;
    if (lead == 0xE0) low = 0xA0;   // overlong
    if (lead == 0xED) high = 0x9F;  // surrogates
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    more = 3;
    value = lead & 0x07;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;  // past U+10FFFF
  } else {
    return false;
  }
  for (; more > 0; --more) {
    if (*at == text.size()) return false;
    const uint8_t byte = ByteAt(text, *at);
    if (byte < low || byte > high) return false;
    value = (value << 6) | (byte & 0x3F);
    low = 0x80;
    high = 0xBF;
    ++*at;
  }
  *code_point = value;
  return true;
}

bool IsMark(char32_t c) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0; }

}  // namespace

char32_t NextCodePoint(std::string_view text, size_t* at) {
  char32_t code_point = 0;
  Decode(text, at, &code_point);
  return code_point;
}

void AppendUtf8(char32_t c, std::string* out) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
  if (c < 0x80) {
    *out += static_cast<char>(c);
  } else if (c < 0x800) {
    *out += static_cast<char>(0xC0 | (c >> 6));
    *out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *out += static_cast<char>(0xE0 | (c >> 12));
    *out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    *out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    *out += static_cast<char>(0xF0 | (c >> 18));
    *out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    *out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    *out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool IsValidUtf8(std::string_view text) {
  char32_t c = 0;
  for (size_t at = 0; at < text.size();) {
    const bool long_enough = text.size() - at > kBlock;
    const size_t plain = long_enough ? TwoByteBlock(text.data() + at) : 0;
    at += plain;
    if (plain > 0) continue;
    // A block's worth one by one.
    for (const size_t end = std::min(at + kBlock, text.size()); at < end;) {
      if (!Decode(text, &at, &c)) return false;
    }
  }
  return true;
}

std::string RepairUtf8(std::string_view text) {
  if (IsValidUtf8(text)) return std::string(text);
  std::string repaired;
  repaired.reserve(text.size());
  size_t good = 0;  // text[good, at) is well formed and not yet copied
  for (size_t at = AsciiRun(text, 0); at < text.size(); at += AsciiRun(text, at)) {
    const size_t start = at;
    char32_t c = 0;
    if (Decode(text, &at, &c)) continue;
    repaired.append(text, good, start - good);
    AppendUtf8(kReplacement, &repaired);
    good = at;
  }
  repaired.append(text, good);
  return repaired;
}

const MappedText::Piece& MappedText::PieceAt(uint32_t made) const {
  const auto next = std::upper_bound(pieces_.begin(), pieces_.end(), made,
                                     [](uint32_t at, const Piece& p) { return at < p.made; });
  return *(next - 1);
}

uint32_t MappedText::OriginalBegin(uint32_t made) const {
  const Piece& piece = PieceAt(made);
  return piece.end == kAligned ? piece.begin + (made - piece.made) : piece.begin;
}

// `made` > 0: the end of what the byte before it came from.
uint32_t MappedText::OriginalEnd(uint32_t made) const {
  const Piece& piece = PieceAt(made - 1);
  return piece.end == kAligned ? piece.begin + (made - piece.made) : piece.end;
}

ByteRange MappedText::ToOriginal(ByteRange range) const {
  const uint32_t size = static_cast<uint32_t>(text_.size());
  uint32_t begin = std::min(range.begin, size);
  uint32_t end = std::clamp(range.end, begin, size);
  const bool empty = begin == end;
  while (begin > 0 && begin < size && IsContinuation(text_, begin)) --begin;
  while (end < size && IsContinuation(text_, end)) ++end;
  if (begin == size) {
    const uint32_t last = size == 0 ? 0 : OriginalEnd(size);
    return {last, last};
  }
  const uint32_t original = OriginalBegin(begin);
  return {original, empty ? original : OriginalEnd(end)};
}

void MappedText::AppendAligned(std::string_view made, uint32_t begin) {
  if (made.empty()) return;
  const uint32_t at = static_cast<uint32_t>(text_.size());
  const bool goes_on = !pieces_.empty() && pieces_.back().end == kAligned &&
                       pieces_.back().begin + (at - pieces_.back().made) == begin;
  if (!goes_on) pieces_.push_back({at, begin, kAligned});
  text_ += made;
}

void MappedText::AppendPart(const MappedText& from, ByteRange range) {
  if (range.begin >= range.end) return;
  const std::string_view text = from.text_;
  for (const Piece* piece = &from.PieceAt(range.begin); range.begin < range.end; ++piece) {
    const bool last = piece + 1 == from.pieces_.data() + from.pieces_.size();
    const uint32_t end = last ? range.end : std::min(range.end, (piece + 1)->made);
    const std::string_view part = text.substr(range.begin, end - range.begin);
    if (piece->end == kAligned) {
      AppendAligned(part, piece->begin + (range.begin - piece->made));
    } else {
      Append(part, piece->begin, piece->end);
    }
    range.begin = end;
  }
}

void MappedText::Append(std::string_view made, uint32_t begin, uint32_t end) {
  if (made.empty()) return;
  // One character of the same length: its inside never shows, so it may join its neighbours.
  if (made.size() == end - begin) {
    size_t after_first = 0;
    NextCodePoint(made, &after_first);
    if (after_first == made.size()) return AppendAligned(made, begin);
  }
  pieces_.push_back({static_cast<uint32_t>(text_.size()), begin, end});
  text_ += made;
}

std::vector<std::string_view> Words(std::string_view folded, int min_letters) {
  std::vector<std::string_view> words;
  size_t start = 0;
  int letters = 0;
  for (size_t at = 0; at <= folded.size();) {
    const size_t here = at;
    const char32_t c = at < folded.size() ? NextCodePoint(folded, &at) : U' ';
    const bool in_word = u_isalnum(static_cast<UChar32>(c)) || (letters > 0 && IsMark(c));
    if (in_word) {
      if (letters == 0) start = here;
      ++letters;
    } else {
      if (letters > 0 && letters >= min_letters)
        words.push_back(folded.substr(start, here - start));
      letters = 0;
    }
    if (here == folded.size()) break;
  }
  return words;
}

CharacterKind KindOfCharacter(char32_t c) {
  if (u_isalnum(static_cast<UChar32>(c))) return CharacterKind::kWord;
  return IsMark(c) ? CharacterKind::kMark : CharacterKind::kBetween;
}

std::string Shorten(std::string_view utf8, size_t max_bytes) {
  if (utf8.size() <= max_bytes) return std::string(utf8);
  const bool marked = max_bytes >= kEllipsis.size();
  size_t cut = marked ? max_bytes - kEllipsis.size() : max_bytes;
  while (cut > 0 && IsContinuation(utf8, cut)) --cut;
  std::string shortened(utf8.substr(0, cut));
  if (marked) shortened += kEllipsis;
  return shortened;
}

}  // namespace varta
