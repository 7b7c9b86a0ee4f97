// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/contact_view.h"

#include <cstdint>
#include <string>

#include "extract/letters.h"

namespace varta {
namespace {

bool IsAsciiLetter(char32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80; }
bool IsAsciiDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool IsZeroWidth(char32_t c) {
  return c == 0x00AD || c == 0x034F || c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}
// What names and addresses are made of.
bool IsMark(char32_t c) {
  return c == '.' || c == '_' || c == '-' || c == '@' || c == '+' || c == '/' || c == ':';
}
bool IsSpelt(char32_t c) {
  return IsAsciiLetter(c) || IsAsciiDigit(c) || IsCyrillicLetter(c) || IsMark(c);
}

// The Latin letter that a Cyrillic one passes for; 0: none.
char LatinLike(char32_t c) {
  constexpr std::u32string_view kCyrillic = U"аеорсхуіјѕкмтнвԁһԛԝАЕОРСХУІЈЅКМТНВ";
  constexpr std::string_view kLatin = "aeopcxyijskmthbdhqwAEOPCXYIJSKMTHB";
  static_assert(kCyrillic.size() == kLatin.size());
  const size_t found = kCyrillic.find(c);
  return found == std::u32string_view::npos ? '\0' : kLatin[found];
}

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
      const uint8_t two_before = i >= 2 ? byte(i - 2) : uint8_t{0};
      const bool single = two_before == ' ' && IsSpelt(byte(i - 1));
      const bool cyrillic = i >= 3 && byte(i - 3) == ' ' && is_lead(two_before);
      singles = single || cyrillic ? singles + 1 : 0;
      if (singles >= 4) return true;
    } else if (b < 0x80) {
      if ((IsAsciiLetter(b) || b == '@') && is_lead(byte(i + 1))) return true;
    } else if (b == 0xC2) {
      if (byte(i + 1) == 0xAD || byte(i + 1) == 0xA0) return true;
    } else if (b == 0xE2) {
      const uint8_t last = byte(i + 2);
      if (byte(i + 1) == 0x81 && last >= 0xA0 && last <= 0xA4) return true;
      if (byte(i + 1) == 0x80 && ((last >= 0x8B && last <= 0x8F) || (last >= 0xAA && last <= 0xAE)))
        return true;
    } else if (b == 0xEF) {
      if (byte(i + 1) >= 0xBB && byte(i + 1) <= 0xBD) return true;
    } else if (b == 0xCD || b == 0xD8 || b == 0xE1) {
      if (IsZeroWidth(CodePointAt(text, i))) return true;
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
    if (IsZeroWidth(piece.c)) continue;
    if (piece.c >= 0xFF01 && piece.c <= 0xFF5E) piece.c -= 0xFEE0;
    if (piece.c == 0xA0) piece.c = ' ';
    pieces.push_back(piece);
  }
  return pieces;
}

// Single characters with single spaces between, six and more of them, are a word spelt out.
void JoinSpelt(std::vector<Piece>* pieces) {
  constexpr size_t kFew = 6;
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

// A word of look-alikes is Latin if it has a Latin letter, too, or belongs to a name or an address:
// behind @, or beside Latin letters with a full stop or @ between.
void MakeLatin(std::vector<Piece>* pieces) {
  const auto in_word = [](const Piece& piece) {
    return IsCyrillicLetter(piece.c) || IsAsciiLetter(piece.c) || IsAsciiDigit(piece.c) ||
           piece.c == '_';
  };
  for (size_t i = 0; i < pieces->size();) {
    if (!in_word((*pieces)[i])) {
      ++i;
      continue;
    }
    size_t end = i, latin = 0, alike = 0, cyrillic = 0;
    for (; end < pieces->size() && (in_word((*pieces)[end]) || (*pieces)[end].drop); ++end) {
      const char32_t c = (*pieces)[end].c;
      latin += IsAsciiLetter(c);
      if (IsCyrillicLetter(c)) ++(LatinLike(c) != 0 ? alike : cyrillic);
    }
    const auto at = [&](size_t index) { return index < pieces->size() ? (*pieces)[index].c : 0; };
    const auto is_latin = [&](size_t index) {
      return IsAsciiLetter(at(index)) || IsAsciiDigit(at(index));
    };
    const bool named = at(i - 1) == '@' || at(end) == '@' ||
                       (at(i - 1) == '.' && is_latin(i - 2)) ||
                       (at(end) == '.' && is_latin(end + 1));
    if (cyrillic == 0 && alike > 0 && (latin > 0 || named)) {
      for (; i < end; ++i) {
        if (const char like = LatinLike((*pieces)[i].c); like != 0) {
          (*pieces)[i].c = static_cast<char32_t>(like);
        }
      }
    }
    i = end;
  }
}

}  // namespace

ContactView::ContactView(std::string_view utf8) : original_(utf8) {
  if (!NeedsChange(utf8)) return;
  std::vector<Piece> pieces = Read(utf8);
  JoinSpelt(&pieces);
  MakeLatin(&pieces);
  changed_.emplace();
  std::string made;
  for (const Piece& piece : pieces) {
    if (piece.drop) continue;
    made.clear();
    AppendUtf8(piece.c, &made);
    if (made == utf8.substr(piece.begin, piece.end - piece.begin)) {
      changed_->AppendSame(made, piece.begin);
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
