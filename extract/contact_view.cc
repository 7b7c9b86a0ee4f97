// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/contact_view.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "extract/letters.h"

namespace varta {
namespace {

bool IsAsciiLetter(char32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80; }
bool IsAsciiDigit(char32_t c) { return c >= '0' && c <= '9'; }
// Nothing is seen of it, or it is drawn over the character before: keycaps, strike-through.
bool IsDropped(char32_t c) {
  return c == 0x00AD || (c >= 0x0335 && c <= 0x0338) || c == 0x20E3 || c == 0xFE0F || c == 0x034F ||
         c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}
bool IsSpace(char32_t c) {
  return c == ' ' || c == '\t' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}
// Full-width and mathematical characters as plain ones.
char32_t Plain(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  if (c >= 0x1D400 && c < 0x1D6A4) {  // 13 alphabets of 26 capitals and 26 small letters
    const char32_t letter = (c - 0x1D400) % 52;
    return letter < 26 ? U'A' + letter : U'a' + letter - 26;
  }
  if (c >= 0x1D7CE && c <= 0x1D7FF) return U'0' + (c - 0x1D7CE) % 10;
  return IsSpace(c) ? U' ' : c;
}
// What names and addresses are made of.
bool IsMark(char32_t c) {
  return c == '.' || c == '_' || c == '-' || c == '@' || c == '+' || c == '/' || c == ':';
}
bool IsSpelt(char32_t c) {
  return IsAsciiLetter(c) || IsAsciiDigit(c) || IsCyrillicLetter(c) || IsMark(c);
}

// Letters that pass for each other. Small в and н are like no Latin letter, nor b and h like
// theirs.
constexpr std::u32string_view kCyrillicAlike = U"аеорсхуіјѕкмтԁһԛԝАЕОРСХУІЈЅКМТНВ";
constexpr std::u32string_view kLatinAlike = U"aeopcxyijskmtdhqwAEOPCXYIJSKMTHB";
static_assert(kCyrillicAlike.size() == kLatinAlike.size());

char32_t Twin(char32_t c, std::u32string_view from, std::u32string_view to) {
  const size_t found = from.find(c);
  return found == from.npos ? 0 : to[found];
}
char32_t LatinLike(char32_t c) { return Twin(c, kCyrillicAlike, kLatinAlike); }
char32_t CyrillicLike(char32_t c) { return Twin(c, kLatinAlike, kCyrillicAlike); }

char32_t CodePointAt(std::string_view text, size_t at) { return NextCodePoint(text, &at); }

struct Piece {
  char32_t c = 0;
  uint32_t begin = 0, end = 0;  // in the original
  bool drop = false;            // a space within a word spelt out
};

// Whether there is anything to take away: bytes only, for most texts end here.
bool NeedsChange(std::string_view text) {
  const auto byte = [&](size_t at) {
    return at < text.size() ? static_cast<uint8_t>(text[at]) : uint8_t{0};
  };
  const auto is_lead = [](uint8_t b) { return b == 0xD0 || b == 0xD1 || b == 0xD4; };
  size_t singles = 0;  // single characters with a space behind, in a row
  for (size_t i = 0; i < text.size(); ++i) {
    const uint8_t b = byte(i);
    if (b >= 0x80 && b < 0xC0) continue;
    if (is_lead(b)) {
      if (IsAsciiLetter(byte(i + 2))) return true;
    } else if (b == ' ') {
      const uint8_t two_before = i >= 2 ? byte(i - 2) : uint8_t{' '};
      const uint8_t three_before = i >= 3 ? byte(i - 3) : uint8_t{' '};
      const bool single = two_before == ' ' && i >= 1 && IsSpelt(byte(i - 1));
      const bool cyrillic = three_before == ' ' && two_before >= 0xD0 && two_before <= 0xD2;
      singles = single || cyrillic ? singles + 1 : 0;
      if (singles >= 4) return true;
    } else if (b < 0x80) {
      if ((IsAsciiLetter(b) || b == '@') && is_lead(byte(i + 1))) return true;
    } else if (b == 0xC2) {
      if (byte(i + 1) == 0xAD || byte(i + 1) == 0xA0) return true;
    } else if (b == 0xCC) {
      if (byte(i + 1) >= 0xB5 && byte(i + 1) <= 0xB8) return true;
    } else if (b == 0xF0) {
      if (byte(i + 1) == 0x9D) return true;
    } else if (b == 0xE2) {
      const uint8_t next = byte(i + 1);
      if (next == 0x80 || next == 0x81 || next == 0x83) {
        const char32_t c = CodePointAt(text, i);
        if (IsDropped(c) || IsSpace(c)) return true;
      }
    } else if (b == 0xEF) {
      if (byte(i + 1) >= 0xB8 && byte(i + 1) <= 0xBD) return true;
    } else if (b == 0xE3) {
      if (byte(i + 1) == 0x80 && byte(i + 2) == 0x80) return true;
    } else if (b == 0xCD || b == 0xD8 || b == 0xE1) {
      if (IsDropped(CodePointAt(text, i))) return true;
    }
  }
  return false;
}

std::vector<Piece> Read(std::string_view text) {
  std::vector<Piece> pieces;
  pieces.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    Piece piece;
    piece.begin = static_cast<uint32_t>(at);
    piece.c = NextCodePoint(text, &at);
    piece.end = static_cast<uint32_t>(at);
    if (IsDropped(piece.c)) continue;
    piece.c = Plain(piece.c);
    pieces.push_back(piece);
  }
  return pieces;
}

// Single characters with single spaces between, five and more of them, are a word spelt out.
void JoinSpelt(std::vector<Piece>* pieces) {
  constexpr size_t kFew = 5;
  const auto is_space = [&](size_t i) { return i >= pieces->size() || (*pieces)[i].c == ' '; };
  for (size_t i = 0; i < pieces->size();) {
    const bool starts = !is_space(i) && IsSpelt((*pieces)[i].c) &&
                        (i == 0 || is_space(i - 1) || (*pieces)[i - 1].c == '\n');
    if (!starts) {
      ++i;
      continue;
    }
    size_t last = i, count = 1;  // the last single character
    while (last + 2 < pieces->size() && is_space(last + 1) && IsSpelt((*pieces)[last + 2].c) &&
           (last + 3 >= pieces->size() || is_space(last + 3) || (*pieces)[last + 3].c == '\n')) {
      last += 2;
      ++count;
    }
    if (count >= kFew) {
      for (size_t space = i + 1; space < last; space += 2) (*pieces)[space].drop = true;
    }
    i = last + 1;
  }
}

// A word of two alphabets is of the one that it has letters of its own of. Where it has of neither,
// or looks the same in both, it is Latin if it belongs to a name or an address: behind @, or beside
// Latin letters with a full stop or @ between.
void MakeOneAlphabet(std::vector<Piece>* pieces) {
  const auto in_word = [](const Piece& piece) {
    return IsCyrillicLetter(piece.c) || IsAsciiLetter(piece.c) || IsAsciiDigit(piece.c) ||
           piece.c == '_' || piece.drop;
  };
  const auto at = [&](size_t index) { return index < pieces->size() ? (*pieces)[index].c : 0; };
  const auto is_latin = [&](size_t index) {
    return IsAsciiLetter(at(index)) || IsAsciiDigit(at(index));
  };
  for (size_t i = 0; i < pieces->size();) {
    if (!in_word((*pieces)[i])) {
      ++i;
      continue;
    }
    const size_t begin = i;
    size_t latin = 0, cyrillic = 0, own_latin = 0, own_cyrillic = 0;
    for (; i < pieces->size() && in_word((*pieces)[i]); ++i) {
      const char32_t c = at(i);
      if (IsAsciiLetter(c)) {
        ++latin;
        own_latin += CyrillicLike(c) == 0;
      } else if (IsCyrillicLetter(c)) {
        ++cyrillic;
        own_cyrillic += LatinLike(c) == 0;
      }
    }
    if (cyrillic == 0 || (own_latin > 0 && own_cyrillic > 0)) continue;
    const bool named = at(begin - 1) == '@' || at(i) == '@' ||
                       (at(begin - 1) == '.' && is_latin(begin - 2)) ||
                       (at(i) == '.' && is_latin(i + 1)) ||
                       std::any_of(pieces->begin() + static_cast<std::ptrdiff_t>(begin),
                                   pieces->begin() + static_cast<std::ptrdiff_t>(i),
                                   [](const Piece& piece) { return piece.c == '_'; });
    const bool to_latin = own_cyrillic == 0 && (own_latin > 0 || named);
    if (!to_latin && latin == 0) continue;
    for (size_t k = begin; k < i; ++k) {
      const char32_t twin = to_latin ? LatinLike(at(k)) : CyrillicLike(at(k));
      if (twin != 0) (*pieces)[k].c = twin;
    }
  }
}

}  // namespace

ContactView::ContactView(std::string_view utf8) : original_(utf8) {
  if (!NeedsChange(utf8)) return;
  std::vector<Piece> pieces = Read(utf8);
  JoinSpelt(&pieces);
  MakeOneAlphabet(&pieces);
  changed_.emplace();
  std::string made;
  for (const Piece& piece : pieces) {
    if (piece.drop) continue;
    made.clear();
    AppendUtf8(piece.c, &made);
    if (made == utf8.substr(piece.begin, piece.end - piece.begin)) {
      changed_->AppendAligned(made, piece.begin);
    } else {
      changed_->Append(made, piece.begin, piece.end);
    }
  }
}

void ContactView::MoveBack(std::vector<v1::Fact>* facts) const {
  if (!changed_) return;
  for (v1::Fact& fact : *facts) {
    const ByteRange range = changed_->ToOriginal({fact.span().begin(), fact.span().end()});
    const std::string_view written = original_.substr(range.begin, range.end - range.begin);
    if (written != fact.written()) fact.set_obscured(true);
    fact.set_written(std::string(written));
    fact.mutable_span()->set_begin(range.begin);
    fact.mutable_span()->set_end(range.end);
  }
}

}  // namespace varta
