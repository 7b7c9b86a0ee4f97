// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/tokens.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace varta {
namespace {

constexpr size_t kMaxWordBytes = 96;  // no word that we know is longer

enum class Class : uint8_t { kLetter, kDigit, kSpace, kLineEnd, kApostrophe, kIgnored, kOther };

// U+00C0 to U+017F without their accents; "." is no letter.
constexpr std::string_view kLatinBase =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
    "nnnnnnnnoooooooorrrrrrsssssssstttttt"
    "uuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kLatinBase.size() == 0x180 - 0xC0);

constexpr std::array<Class, 128> kAsciiClasses = [] {
  std::array<Class, 128> classes{};
  for (int c = 0; c < 128; ++c) {
    classes[static_cast<size_t>(c)] = (c | 32) >= 'a' && (c | 32) <= 'z' ? Class::kLetter
                                      : c >= '0' && c <= '9'             ? Class::kDigit
                                      : c == '\n' || c == '\r'           ? Class::kLineEnd
                                      : c == ' ' || (c >= 9 && c <= 12)  ? Class::kSpace
                                      : c == '\'' || c == '`'            ? Class::kApostrophe
                                      : c < 32 || c == 127               ? Class::kIgnored
                                                                         : Class::kOther;
  }
  return classes;
}();

constexpr Class ClassOf(char32_t c) {
  if (c < 0x80) return kAsciiClasses[c];
  if (c >= 0x400 && c < 0x530) return c >= 0x482 && c <= 0x489 ? Class::kIgnored : Class::kLetter;
  if (c < 0x180) {
    if (c == 0xA0) return Class::kSpace;
    if (c == 0xAD) return Class::kIgnored;
    if (c == 0xB4) return Class::kApostrophe;
    return c >= 0xC0 && kLatinBase[c - 0xC0] != '.' ? Class::kLetter : Class::kOther;
  }
  if (c >= 0x2000 && c < 0x2070) {
    if (c <= 0x200A || c == 0x202F || c == 0x205F) return Class::kSpace;
    if (c == 0x2018 || c == 0x2019 || c == 0x2032) return Class::kApostrophe;
    if (c == 0x2028 || c == 0x2029) return Class::kLineEnd;
    return c <= 0x200F || (c >= 0x202A && c <= 0x202E) || c >= 0x2060 ? Class::kIgnored
                                                                      : Class::kOther;
  }
  if (c == 0x2BC || c == 0x2B9) return Class::kApostrophe;
  if (c >= 0x300 && c < 0x370) return Class::kIgnored;
  if (c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F)) return Class::kIgnored;
  if (c >= 0xFF10 && c <= 0xFF19) return Class::kDigit;
  if (c == 0x3000) return Class::kSpace;
  if ((c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A)) return Class::kLetter;
  // Writing that we do not read: letters, roughly, so that its words hold together.
  const bool letter = c < 0x2000 || (c >= 0x2C00 && c < 0x2E00) || (c >= 0x3040 && c < 0xFE00);
  return letter ? Class::kLetter : Class::kOther;
}

constexpr char32_t FoldLetter(char32_t c) {
  if (c < 0x80) return c | 32;
  if (c >= 0x400 && c < 0x482) {
    if (c >= 0x410 && c <= 0x42F) c += 32;
    if (c < 0x410) c += 80;
    return c == 0x451 ? 0x435 : c;  // ё
  }
  if (c == 0x490 || c == 0x491) return 0x433;  // ґ
  if (c >= 0xC0 && c < 0x180) return static_cast<unsigned char>(kLatinBase[c - 0xC0]);
  if (c >= 0xFF21 && c <= 0xFF5A) return (c - 0xFEE0) | 32;
  return c;
}

constexpr bool IsCapital(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c >= 0x400 && c < 0x460) return c < 0x430;
  if (c >= 0xC0 && c < 0xDF) return true;
  // Latin Extended-A: pairs, the capital first; it is even but between U+0139 and U+0148, and from
  // U+0179.
  if (c >= 0x100 && c < 0x180) return ((c >= 0x139 && c <= 0x148) || c >= 0x179) == ((c & 1) != 0);
  return c == 0x490 || (c >= 0xFF21 && c <= 0xFF3A);
}

// All that is to be known of a character of ours, at one look.
struct Character {
  uint16_t folded = 0;
  Class type = Class::kOther;
  bool capital = false;
};
constexpr char32_t kTableEnd = 0x530;
constexpr std::array<Character, kTableEnd> kCharacters = [] {
  std::array<Character, kTableEnd> table{};
  for (char32_t c = 0; c < kTableEnd; ++c) {
    Character& row = table[c];
    row.type = ClassOf(c);
    row.folded = static_cast<uint16_t>(c);
    if (row.type != Class::kLetter) continue;
    row.folded = static_cast<uint16_t>(FoldLetter(c));
    row.capital = IsCapital(c);
  }
  return table;
}();

// Folded letters that look alike, Latin and Cyrillic.
struct Twins {
  char latin;
  char32_t cyrillic;
};
constexpr Twins kTwins[] = {{'a', 0x430}, {'b', 0x432}, {'c', 0x441}, {'e', 0x435}, {'h', 0x43D},
                            {'i', 0x456}, {'k', 0x43A}, {'m', 0x43C}, {'n', 0x43F}, {'o', 0x43E},
                            {'p', 0x440}, {'t', 0x442}, {'u', 0x438}, {'x', 0x445}, {'y', 0x443}};

// `word` with its letters of one script replaced by their twins; empty if one has none.
std::string InScript(std::string_view word, bool cyrillic) {
  std::string made;
  for (size_t at = 0; at < word.size();) {
    const char32_t c = NextCodePoint(word, &at);
    if (c == '\'' || (cyrillic ? c >= 0x400 : c < 0x80)) {
      AppendUtf8(c, &made);
      continue;
    }
    const auto* twin = std::find_if(std::begin(kTwins), std::end(kTwins), [&](const Twins& row) {
      return cyrillic ? static_cast<char32_t>(row.latin) == c : row.cyrillic == c;
    });
    if (twin == std::end(kTwins)) return {};
    AppendUtf8(cyrillic ? twin->cyrillic : static_cast<char32_t>(twin->latin), &made);
  }
  return made;
}

// Letters of two bytes are most of a text of ours.
inline char32_t Next(std::string_view text, size_t* at) {
  const auto first = static_cast<unsigned char>(text[*at]);
  if (first < 0x80) {
    ++*at;
    return first;
  }
  if (first >= 0xC2 && first < 0xE0 && *at + 1 < text.size() &&
      (static_cast<unsigned char>(text[*at + 1]) & 0xC0) == 0x80) {
    const char32_t c = ((first & 0x1Fu) << 6) | (static_cast<unsigned char>(text[*at + 1]) & 0x3Fu);
    *at += 2;
    return c;
  }
  return NextCodePoint(text, at);
}

}  // namespace

TokenText::TokenText(std::string_view utf8) : text_(utf8.substr(0, kMaxBytes)) {
  while (text_.size() == kMaxBytes && !text_.empty() &&
         (static_cast<unsigned char>(text_.back()) & 0x80) != 0) {
    text_.remove_suffix(1);  // perhaps cut within a character
    if (utf8.size() == kMaxBytes || kMaxBytes - text_.size() > 4) break;
  }
  folded_.reserve(text_.size());
  tokens_.reserve(text_.size() / 8 + 16);
  ReadTokens();
  TakeAddresses();
}

void TokenText::ReadTokens() {
  const Lexicon& lexicon = Lexicon::Get();
  bool space = true, line = true;
  for (size_t at = 0; at < text_.size();) {
    const size_t begin = at;
    const char32_t c = Next(text_, &at);
    const Class type = c < kTableEnd ? kCharacters[c].type : ClassOf(c);
    if (type == Class::kIgnored) continue;
    if (type == Class::kSpace || type == Class::kLineEnd) {
      space = true;
      line = line || type == Class::kLineEnd;
      continue;
    }
    Token token;
    token.begin = static_cast<uint32_t>(begin);
    token.folded = static_cast<uint32_t>(folded_.size());
    token.space_before = space;
    token.line_before = line;
    if (type == Class::kLetter) {
      at = ReadWord(begin, &token);
      if (token.folded_size > 0) {
        token.entry = lexicon.Find(std::string_view(folded_).substr(token.folded));
        if (token.entry != kNoEntry) {
          token.kinds = lexicon.Kinds(token.entry);
          token.whole = lexicon.WholeKinds(token.entry);
        }
      }
    } else if (type == Class::kDigit) {
      token.type = Token::kNumber;
      size_t end = begin;
      for (at = begin; at < text_.size();) {
        const char32_t digit = Next(text_, &at);
        const Class next = ClassOf(digit);
        if (next == Class::kIgnored) continue;
        if (next != Class::kDigit) break;
        if (folded_.size() - token.folded < kMaxWordBytes)
          folded_ += static_cast<char>(digit < 0x80 ? digit : digit - 0xFF10 + '0');
        end = at;
      }
      at = end;
      token.folded_size = static_cast<uint16_t>(folded_.size() - token.folded);
    } else {
      token.type = Token::kSymbol;
      token.symbol = type == Class::kApostrophe ? U'\'' : c;
      // A row of one sign is one sign.
      if (!tokens_.empty() && !space && tokens_.back().type == Token::kSymbol &&
          tokens_.back().symbol == token.symbol) {
        tokens_.back().end = static_cast<uint32_t>(at);
        continue;
      }
    }
    token.end = static_cast<uint32_t>(at);
    tokens_.push_back(token);
    space = line = false;
  }
}

size_t TokenText::ReadWord(size_t at, Token* token) {
  size_t end = at, letters = 0, capitals = 0;
  bool latin = false, cyrillic = false, apostrophe = false;
  char32_t last = 0;
  size_t last_at = 0;  // where `last` stands in folded_
  while (at < text_.size()) {
    const char32_t c = Next(text_, &at);
    Character character;
    if (c < kTableEnd) {
      character = kCharacters[c];
    } else {
      character.type = ClassOf(c);
    }
    const Class type = character.type;
    if (type == Class::kIgnored) {
      // Decomposed й and ї.
      if (end > 0 && c == 0x306 && last == 0x438) folded_.replace(last_at, 2, "й");
      if (end > 0 && c == 0x308 && last == 0x456) folded_.replace(last_at, 2, "ї");
      if (c >= 0x300 && c < 0x370) end = at;
      last = 0;
      continue;
    }
    if (type == Class::kApostrophe && letters > 0 && !apostrophe) {
      apostrophe = true;  // part of the word if a letter follows
      continue;
    }
    if (type != Class::kLetter) break;
    if (apostrophe) folded_ += '\'';
    apostrophe = false;
    if (c < kTableEnd ? character.capital : IsCapital(c)) {
      ++capitals;
      if (letters == 0) token->capital = true;
    }
    ++letters;
    last = c < kTableEnd ? character.folded : FoldLetter(c);
    last_at = folded_.size();
    (last < 0x80 ? latin : cyrillic) = true;
    if (last >= 0x430 && last <= 0x45F) {
      ukrainian_ += last == 0x456 || last == 0x457 || last == 0x454;
      russian_ += last == 0x44B || last == 0x44D || last == 0x44A;
    }
    if (last < 0x80) {
      folded_ += static_cast<char>(last);
    } else if (last < 0x800) {
      const char bytes[] = {static_cast<char>(0xC0 | (last >> 6)),
                            static_cast<char>(0x80 | (last & 0x3F))};
      folded_.append(bytes, 2);
    } else {
      AppendUtf8(last, &folded_);
    }
    end = at;
  }
  token->upper = letters > 1 && capitals == letters;
  if (folded_.size() - token->folded > kMaxWordBytes) folded_.resize(token->folded);
  token->folded_size = static_cast<uint16_t>(folded_.size() - token->folded);
  if (latin && cyrillic) ToOneScript(token);
  return end;
}

void TokenText::ToOneScript(Token* token) {
  const std::string word = folded_.substr(token->folded);
  std::string made = InScript(word, true);
  if (made.empty()) made = InScript(word, false);
  if (made.empty()) return;
  folded_.resize(token->folded);
  folded_ += made;
  token->folded_size = static_cast<uint16_t>(made.size());
}

// "https://...", "www....", "name@host": what stands between spaces around them.
void TokenText::TakeAddresses() {
  for (size_t i = 0; i < tokens_.size(); ++i) {
    const bool url = IsSymbol(i, U':') && IsSymbol(i + 1, U'/') && Joins(i + 1) &&
                     tokens_[i + 1].end - tokens_[i + 1].begin == 2;
    const bool mail = IsSymbol(i, U'@') && Joins(i) && Joins(i + 1);
    const bool host = IsWord(i) && Folded(i) == "www" && IsSymbol(i + 1, U'.') && Joins(i + 1);
    if (!url && !mail && !host) continue;
    size_t first = i, last = i + 1;
    for (int n = 0; n < 8 && first > 0 && !tokens_[first].space_before; ++n) --first;
    while (last < tokens_.size() && !tokens_[last].space_before) ++last;
    Take(first, last);
    i = last - 1;
  }
}

bool TokenText::IsDash(size_t i) const {
  if (i >= tokens_.size() || tokens_[i].type != Token::kSymbol) return false;
  const char32_t c = tokens_[i].symbol;
  return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

bool TokenText::ReadPhrase(size_t i, Kind kind, Sense* sense, size_t* next) const {
  const Lexicon& lexicon = Lexicon::Get();
  uint8_t best = 0;
  for (const Sense& first : lexicon.Senses(tokens_[i].entry)) {
    if (first.kind != kind || first.part != 0 || first.parts <= best) continue;
    size_t at = i + 1;
    Sense found = first;
    bool whole = true;
    for (uint8_t part = 1; whole && part < first.parts; ++part) {
      if (IsDash(at) || ((IsSymbol(at, U'.') || IsSymbol(at, U'/')) && Joins(at))) ++at;
      whole = at < tokens_.size() && !tokens_[at].line_before && tokens_[at].entry != kNoEntry;
      if (!whole) break;
      whole = false;
      for (const Sense& other : lexicon.Senses(tokens_[at].entry)) {
        if (other.kind != kind || other.phrase != first.phrase || other.part != part) continue;
        found.cases &= other.cases;
        whole = true;
        break;
      }
      ++at;
    }
    if (!whole) continue;
    best = first.parts;
    *sense = found;
    *next = at;
  }
  return best > 0;
}

bool TokenText::IsOf(size_t i, Kind kind) const {
  if (!Has(i, kind)) return false;
  if (tokens_[i].whole & Bit(kind)) return true;
  Sense sense{};
  size_t next = 0;
  return Read(i, kind, &sense, &next);
}

size_t TokenText::FindBefore(size_t i, size_t count, Kind kind) const {
  int lines = 0;
  for (size_t n = 0; n < count && i > 0; ++n) {
    lines += tokens_[i].line_before;
    if (lines > 1) break;
    --i;
    if (tokens_[i].type == Token::kSymbol) {
      const char32_t c = tokens_[i].symbol;
      const bool stop =
          c == U'!' || c == U'?' ||
          (c == U'.' && i > 0 && i + 1 < tokens_.size() && tokens_[i + 1].space_before &&
           tokens_[i + 1].capital && tokens_[i].end - tokens_[i - 1].begin > 7);  // no abbreviation
      if (stop) break;
    }
    if (IsOf(i, kind)) return i;
  }
  return tokens_.size();
}

size_t TokenText::FindFrom(size_t i, size_t count, Kind kind) const {
  for (const size_t stop = i + count; i < stop && i < tokens_.size(); ++i) {
    if (tokens_[i].line_before) break;
    if (IsSymbol(i, U'!') || IsSymbol(i, U'?') || IsSymbol(i, U';')) break;
    if (IsOf(i, kind)) return i;
  }
  return tokens_.size();
}

void TokenText::Take(size_t first, size_t last) {
  for (size_t i = first; i < last && i < tokens_.size(); ++i) tokens_[i].taken = true;
}

void TokenText::TakeBytes(uint32_t begin, uint32_t end) {
  auto at = std::partition_point(tokens_.begin(), tokens_.end(),
                                 [&](const Token& token) { return token.end <= begin; });
  for (; at != tokens_.end() && at->begin < end; ++at) at->taken = true;
}

std::string_view TokenText::Written(size_t first, size_t last) const {
  if (first >= last || last > tokens_.size()) return {};
  return text_.substr(tokens_[first].begin, tokens_[last - 1].end - tokens_[first].begin);
}

v1::Fact TokenText::MakeFact(v1::FactKind kind, size_t first, size_t last, std::string value,
                             double confidence) const {
  v1::Fact fact;
  fact.set_kind(kind);
  fact.set_value(std::move(value));
  fact.set_written(std::string(Written(first, last)));
  fact.mutable_span()->set_begin(tokens_[first].begin);
  fact.mutable_span()->set_end(tokens_[last - 1].end);
  fact.set_confidence(confidence);
  return fact;
}

}  // namespace varta
