// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/contact_view.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "extract/byte_search.h"
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

struct Piece {
  char32_t c = 0;
  uint32_t begin = 0, end = 0;  // in the original
  bool drop = false;            // a space within a word spelt out
};

// What a byte may begin, so that the others are passed over at once.
enum class Start : uint8_t {
  kPlain,      // nothing by itself
  kBlank,      // ends a single character
  kLineEnd,    //
  kCyrillic,   // its neighbours decide
  kNoBreak,    // 0xC2: perhaps a space that breaks no line, or a soft hyphen
  kSuspicious  // perhaps invisible or of another width: the code point decides
};
constexpr std::array<Start, 256> kStarts = [] {
  std::array<Start, 256> starts{};
  starts[' '] = starts['\t'] = Start::kBlank;
  starts['\n'] = Start::kLineEnd;
  for (const int c : {0xD0, 0xD1, 0xD2, 0xD3, 0xD4})
    starts[static_cast<size_t>(c)] = Start::kCyrillic;
  starts[0xC2] = Start::kNoBreak;
  for (const int c : {0xCC, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0})
    starts[static_cast<size_t>(c)] = Start::kSuspicious;
  return starts;
}();

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

bool IsNameByte(uint8_t b) { return IsAsciiLetter(b) || IsAsciiDigit(b) || b == '@' || b == '_'; }

enum class Need { kNothing, kSpaces, kAll };

// What there is to do in the line that begins at `*at`; moves it behind the line. Bytes only, for
// most lines need nothing. kSpaces: spaces that break no line, and nothing else.
Need NeedOfLine(std::string_view text, size_t* at) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<uint8_t>(text[i]) : uint8_t{0};
  };
  Need need = Need::kNothing;
  size_t singles = 0, after_blank = *at, i = *at;  // single characters with blanks behind, in a row
  const auto blank = [&](size_t width) {
    const size_t size = i - after_blank;
    const bool single =
        size == 1 ? IsSpelt(byte(i - 1)) : size == 2 && kStarts[byte(i - 2)] == Start::kCyrillic;
    singles = single ? singles + 1 : 0;
    i += width;
    after_blank = i;
    if (singles >= 4) need = Need::kAll;
  };
  while (i < text.size()) {
    const uint8_t b = byte(i);
    switch (kStarts[b]) {
      case Start::kPlain:
        ++i;
        break;
      case Start::kBlank:
        blank(1);
        break;
      case Start::kLineEnd:
        *at = i + 1;
        return need;
      case Start::kCyrillic: {
        // A name may have Latin letters, digits or signs right beside, or behind a full stop.
        if (i > *at && byte(i - 1) < 0x80 &&
            (IsNameByte(byte(i - 1)) ||
             (byte(i - 1) == '.' && i > *at + 1 && IsNameByte(byte(i - 2)))))
          need = Need::kAll;
        do i += 2;
        while (kStarts[byte(i)] == Start::kCyrillic);
        if (byte(i) < 0x80 && (IsNameByte(byte(i)) || (byte(i) == '.' && IsNameByte(byte(i + 1)))))
          need = Need::kAll;
        break;
      }
      case Start::kNoBreak:
        if (byte(i + 1) == 0xA0) {
          need = std::max(need, Need::kSpaces);
          blank(2);
        } else {
          if (byte(i + 1) == 0xAD) need = Need::kAll;
          i += 2;
        }
        break;
      case Start::kSuspicious: {
        const char32_t c = NextCodePoint(text, &i);
        if (IsDropped(c) || Plain(c) != c) need = Need::kAll;
        break;
      }
    }
  }
  *at = text.size();
  return need;
}

// Marks something in each line of which NeedOfLine has anything to say: what may be invisible or of
// another width, Cyrillic letters beside what names are made of, two single characters in a row.
ByteBlock MayNeed(const char* from) {
  const ByteBlock bytes = LoadBlock(from), before = LoadBlock(from - 1), next = LoadBlock(from + 1);
  const ByteBlock second = LoadBlock(from - 2), third = LoadBlock(from + 2);
  const auto is_name = [](ByteBlock b) {
    return IsIn(b | 0x20, 'a', 'z') | IsIn(b, '0', '9') | Is(b, '@') | Is(b, '_');
  };
  const auto is_cyrillic = [](ByteBlock b) { return IsIn(b, 0xD0, 0xD4); };
  const auto is_blank = [](ByteBlock b) { return Is(b, ' ') | Is(b, '\t'); };
  const ByteBlock cyrillic = is_cyrillic(bytes);
  ByteBlock marks = IsIn(bytes, 0xCC, 0xCD) | IsIn(bytes, 0xEF, 0xF0) | Is(bytes, 0xC2) |
                    Is(bytes & 0xFD, 0xE1) | Is(bytes, 0xE2) | Is(bytes, 0xD8);
  if (HighBits(marks) != 0) {
    // Of the dashes and quotes, which are many, none; nor of other signs.
    marks &= ~(Is(bytes, 0xC2) & ~(Is(next, 0xA0) | Is(next, 0xAD)));
    marks &= ~(Is(bytes, 0xE2) &
               ~(Is(next, 0x81) | Is(next, 0x83) | (Is(next, 0x80) & ~IsIn(third, 0x90, 0xA9))));
  }
  const ByteBlock name = is_name(bytes), name_second = is_name(second), name_next = is_name(next);
  if (HighBits(name | name_second | name_next) != 0) {
    marks |= is_cyrillic(second) & (name | (Is(bytes, '.') & name_next));
    marks |= cyrillic & (is_name(before) | (Is(before, '.') & name_second));
  }
  // A space that breaks no line is marked already.
  const ByteBlock blank = is_blank(before), blank_third = is_blank(third);
  const ByteBlock one = blank & ~is_blank(bytes) & is_blank(next);
  const ByteBlock two = blank & cyrillic & blank_third;
  if (HighBits(one | two) != 0) {
    const ByteBlock fourth = LoadBlock(from + 3), blank_fifth = is_blank(LoadBlock(from + 4));
    marks |= one & (is_blank(fourth) | (is_cyrillic(third) & blank_fifth));
    marks |= two & (blank_fifth | (is_cyrillic(fourth) & is_blank(LoadBlock(from + 5))));
  }
  return marks;
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

// Adds one line, with what hides names in it taken away.
void AppendChanged(std::string_view line, uint32_t offset, MappedText* made) {
  std::vector<Piece> pieces = Read(line);
  JoinSpelt(&pieces);
  MakeOneAlphabet(&pieces);
  std::string one;
  for (const Piece& piece : pieces) {
    if (piece.drop) continue;
    one.clear();
    AppendUtf8(piece.c, &one);
    if (one == line.substr(piece.begin, piece.end - piece.begin)) {
      made->AppendAligned(one, offset + piece.begin);
    } else {
      made->Append(one, offset + piece.begin, offset + piece.end);
    }
  }
}

}  // namespace

ContactView::ContactView(std::string_view utf8) : original_(utf8) {
  size_t copied = 0;  // so much of the original is in changed_
  const auto copy = [&](size_t to) {
    changed_->AppendAligned(utf8.substr(copied, to - copied), static_cast<uint32_t>(copied));
    copied = to;
  };
  for (size_t at = 0, sign = 0; (sign = FindByte<2, 5>(utf8, at, MayNeed)) < utf8.size();) {
    const size_t line_end = utf8.substr(at, sign - at).rfind('\n');
    if (line_end != utf8.npos) at += line_end + 1;
    const size_t begin = at;
    const Need need = NeedOfLine(utf8, &at);
    if (need == Need::kNothing) continue;
    if (!changed_) {
      changed_.emplace();
      changed_->Reserve(utf8.size());
    }
    if (need == Need::kAll) {
      copy(begin);
      AppendChanged(utf8.substr(begin, at - begin), static_cast<uint32_t>(begin), &*changed_);
      copied = at;
      continue;
    }
    const std::string_view read = utf8.substr(0, at);
    for (size_t space; (space = read.find(kNoBreakSpace, std::max(begin, copied))) != read.npos;) {
      copy(space);
      copied = space + kNoBreakSpace.size();
      changed_->Append(" ", static_cast<uint32_t>(space), static_cast<uint32_t>(copied));
    }
  }
  if (changed_) copy(utf8.size());
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
