// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/tokens.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/byte_block.h"
#include "base/text.h"
#include "extract/letters.h"
#include "extract/vocabulary.h"

namespace varta {
namespace {

constexpr size_t kMaxWordBytes = 96;  // no word that we know is longer
constexpr size_t kFewNumerals = 3;    // as many as a spelt number has at the least
constexpr uint64_t kNumeral = Bit(Kind::kNumeral);

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

// All that is to be known of a character of at most two bytes, at one look.
enum : uint8_t { kCapital = 1, kAscii = 2, kOther = 4 };
struct Character {
  uint16_t folded = 0;
  Class type = Class::kOther;
  uint8_t marks = 0;  // of letters; kAscii, kOther: as folded
};
constexpr char32_t kTableEnd = 0x800;
constexpr std::array<Character, kTableEnd> kCharacters = [] {
  std::array<Character, kTableEnd> table{};
  for (char32_t c = 0; c < kTableEnd; ++c) {
    Character& row = table[c];
    row.type = ClassOf(c);
    row.folded = static_cast<uint16_t>(c);
    if (row.type != Class::kLetter) continue;
    const char32_t folded = FoldLetter(c);
    row.folded = static_cast<uint16_t>(folded);
    row.marks = folded < 0x80 ? kAscii : kOther;
    if (IsCapital(c)) row.marks |= kCapital;
  }
  return table;
}();

// The letters of ASCII and of U+0400 to U+047F that a word begins or goes on with, most of a text
// of ours, sixteen bytes at once. Bits by byte, of a two-byte letter at its second.
struct PlainLetters {
  size_t size = 0;  // how many bytes of the block they are
  uint32_t ascii = 0, cyrillic = 0, capital = 0;

  // Those at `text`'s byte `at`, where a letter begins or goes on; writes a block to `out`, folded.
  PlainLetters(std::string_view text, size_t at, char* out) {
    char spare[1 + kBlockSize + 1];
    const char* const from = Surroundings<1, kBlockSize + 1>(text, at, spare);
    const ByteBlock bytes = LoadBlock(from), before = LoadBlock(from - 1),
                    next = LoadBlock(from + 1);
    const ByteBlock inside = IsIn(bytes, 0x80, 0xBF), row = bytes & 0xF0;
    const ByteBlock after_d0 = inside & Is(before, 0xD0), after_d1 = inside & Is(before, 0xD1);
    const ByteBlock second = after_d0 | after_d1;
    const ByteBlock lead = Is(bytes & 0xFE, 0xD0) & IsIn(next, 0x80, 0xBF);
    const ByteBlock latin = IsIn(bytes | 0x20, 'a', 'z');
    // The small letters of U+0400 to U+040F and of U+0420 to U+042F have the lead D1. Of Ё and ё
    // the lead is D0 and the second byte that of е.
    const ByteBlock to_d1 = Is(bytes, 0xD0) & Is(next & 0xD0, 0x80);
    const ByteBlock yo = (Is(bytes, 0xD0) & Is(next, 0x81)) | (Is(bytes, 0xD1) & Is(next, 0x91));
    const ByteBlock yo_second = (after_d0 & Is(bytes, 0x81)) | (after_d1 & Is(bytes, 0x91));
    const ByteBlock folded =
        bytes + (latin & ~bytes & 0x20) + (to_d1 & 1) +
        (after_d0 & ((Is(row, 0x80) & 0x10) | (Is(row, 0x90) & 0x20) | (Is(row, 0xA0) & 0xE0)));
    StoreBlock(folded - (yo & 1) + (yo_second & 0x24), out);
    size = static_cast<size_t>(std::countr_zero(~HighBits(latin | lead | second)));
    const uint32_t all = (1u << size) - 1;
    ascii = HighBits(latin) & all;
    cyrillic = HighBits(second) & all;
    capital = HighBits((latin & Is(bytes & 0x20, 0)) | (after_d0 & IsIn(bytes, 0x80, 0xAF))) & all;
  }
};

// Whether і, ї, є are more than ы, э, ъ, capital or small.
bool HasMoreUkrainian(std::string_view text) {
  // In other alphabets' characters these pairs of bytes do not occur.
  const auto letters = [](const char* from, ByteBlock* ukrainian, ByteBlock* russian) {
    const ByteBlock before = LoadBlock(from - 1), bytes = LoadBlock(from), even = bytes & 0xFE;
    const ByteBlock after_d0 = Is(before, 0xD0), after_d1 = Is(before, 0xD1);
    *ukrainian -= (after_d0 & (Is(bytes, 0x84) | Is(even, 0x86))) |
                  (after_d1 & (Is(bytes, 0x94) | Is(even, 0x96)));
    *russian -= (after_d0 & (Is(even, 0xAA) | Is(bytes, 0xAD))) |
                (after_d1 & (Is(even, 0x8A) | Is(bytes, 0x8D)));
  };
  int64_t more = 0;
  for (size_t at = 0; at < text.size();) {
    // As many blocks as a byte can count.
    ByteBlock ukrainian = {}, russian = {};
    for (int blocks = 0; blocks < 255 && at < text.size(); ++blocks, at += kBlockSize) {
      char spare[1 + kBlockSize];
      letters(Surroundings<1, kBlockSize>(text, at, spare), &ukrainian, &russian);
    }
    for (size_t i = 0; i < kBlockSize; ++i) more += int{ukrainian[i]} - int{russian[i]};
  }
  return more > 0;
}

Character CharacterOf(char32_t c) {
  if (c < kTableEnd) return kCharacters[c];
  Character character;
  character.type = ClassOf(c);
  if (character.type != Class::kLetter) return character;
  character.folded = static_cast<uint16_t>(FoldLetter(c));  // where it is one of two bytes
  character.marks = FoldLetter(c) < 0x80 ? kAscii : kOther;
  if (IsCapital(c)) character.marks |= kCapital;
  return character;
}

uint64_t BitsOfSign(char32_t c) {
  if (c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212) return kDashBit;
  if (c < 0x80 && c != U'$') return 0;
  return CurrencyOfSign(c).empty() ? 0 : kCurrencyBit;
}

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

}  // namespace

TokenText::TokenText(std::string_view utf8) : text_(utf8.substr(0, kMaxBytes)) {
  may_spell_numbers_ = utf8.size() > kMaxBytes;
  while (text_.size() == kMaxBytes && !text_.empty() &&
         (static_cast<unsigned char>(text_.back()) & 0x80) != 0) {
    text_.remove_suffix(1);  // perhaps cut within a character
    if (utf8.size() == kMaxBytes || kMaxBytes - text_.size() > 4) break;
  }
  folded_.resize(text_.size() + kBlockSize);  // no character is longer folded
  tokens_.reserve(text_.size() / 8 + 16);
  bits_.reserve(tokens_.capacity());
  ReadTokens();
  looks_ukrainian_ = HasMoreUkrainian(text_);
}

void TokenText::ReadTokens() {
  const Lexicon& lexicon = Lexicon::Get();
  std::vector<size_t> signs;  // of addresses
  size_t numerals = 0;        // words that may be number words, no other between
  bool space = true, line = true;
  for (size_t at = 0; at < text_.size();) {
    const size_t begin = at;
    const char32_t c = ReadCharacter(text_, &at);
    const Class type = c < kTableEnd ? kCharacters[c].type : ClassOf(c);
    if (type == Class::kIgnored) continue;
    if (type == Class::kSpace || type == Class::kLineEnd) {
      space = true;
      line = line || type == Class::kLineEnd;
      continue;
    }
    Token token;
    uint64_t bits = 0;
    token.begin = static_cast<uint32_t>(begin);
    token.folded = static_cast<uint32_t>(used_);
    token.space_before = space;
    token.line_before = line;
    if (type == Class::kLetter) {
      bool odd = false;
      at = ReadWord(begin, &token, &odd);
      if (token.folded_size > 0) {
        const std::string_view folded(folded_.data() + token.folded, token.folded_size);
        token.entry = lexicon.Find(folded);
        if (token.entry != kNoEntry) {
          bits = lexicon.Kinds(token.entry) & ~kNumeral;
          token.whole = lexicon.WholeKinds(token.entry) & ~kNumeral;
          odd = odd || (lexicon.Kinds(token.entry) & kNumeral);
        }
        if (folded == "www") signs.push_back(tokens_.size());
      }
      numerals = odd ? numerals + 1 : 0;
      // "п''ять" is two words here.
      const bool cut = !space && tokens_.size() > 1 && tokens_.back().symbol == U'\'' &&
                       !tokens_.back().space_before && tokens_.end()[-2].type == Token::kWord;
      if (numerals >= kFewNumerals || cut) may_spell_numbers_ = true;
    } else if (type == Class::kDigit) {
      at = ReadDigits(begin, &token);
      bits = kNumberBit;
    } else {
      token.type = Token::kSymbol;
      token.symbol = type == Class::kApostrophe ? U'\'' : c;
      // A row of one sign is one sign.
      if (!tokens_.empty() && !space && tokens_.back().type == Token::kSymbol &&
          tokens_.back().symbol == token.symbol) {
        tokens_.back().end = static_cast<uint32_t>(at);
        continue;
      }
      bits = BitsOfSign(token.symbol);
      if (c == U':' || c == U'@') signs.push_back(tokens_.size());
    }
    token.end = static_cast<uint32_t>(at);
    Add(token, bits);
    space = line = false;
  }
  TakeAddresses(signs);
}

size_t TokenText::ReadDigits(size_t at, Token* token) {
  token->type = Token::kNumber;
  size_t end = at;
  while (at < text_.size()) {
    const char32_t digit = ReadCharacter(text_, &at);
    const Class next = digit < kTableEnd ? kCharacters[digit].type : ClassOf(digit);
    if (next == Class::kIgnored) continue;
    if (next != Class::kDigit) break;
    if (used_ - token->folded < kMaxWordBytes)
      folded_[used_++] = static_cast<char>(digit < 0x80 ? digit : digit - 0xFF10 + '0');
    end = at;
  }
  token->folded_size = static_cast<uint16_t>(used_ - token->folded);
  return end;
}

size_t TokenText::ReadWord(size_t at, Token* token, bool* odd) {
  const std::string_view text = text_;  // what is written might be it, to the compiler
  char* const begin = folded_.data() + used_;
  char* out = begin;
  char* last_at = out;           // where `last` stands
  size_t end = at, letters = 0;  // at least so many
  bool capital = false, small = false;
  uint8_t marks = 0;
  bool apostrophe = false;
  uint32_t last = 0;
  while (at < text.size()) {
    if (!apostrophe) {
      const size_t start = at;
      for (size_t size = kBlockSize; size == kBlockSize && at < text.size();) {
        const PlainLetters plain(text, at, out);
        const uint32_t all = plain.ascii | plain.cyrillic;
        size = plain.size;
        if (letters == 0) capital = (plain.capital & all & (~all + 1)) != 0;
        letters += (all != 0) + ((all & (all - 1)) != 0);
        small = small || plain.capital != all;
        marks |= (plain.ascii != 0 ? kAscii : 0) | (plain.cyrillic != 0 ? kOther : 0);
        out += size;
        at += size;
      }
      if (at > start) {
        end = at;
        const bool ascii = static_cast<uint8_t>(out[-1]) < 0x80;
        last_at = out - (ascii ? 1 : 2);
        last = ascii ? static_cast<uint8_t>(*last_at)
                     : (static_cast<uint8_t>(last_at[0]) & 0x1Fu) << 6 |
                           (static_cast<uint8_t>(last_at[1]) & 0x3Fu);
        if (at == text.size()) break;
      }
    }
    const char32_t c = ReadCharacter(text, &at);
    const Character character = c < kTableEnd ? kCharacters[c] : CharacterOf(c);
    if (character.type != Class::kLetter) {
      if (character.type == Class::kIgnored) {
        *odd = true;
        // Decomposed й and ї.
        if (end > 0 && c == 0x306 && last == 0x438) std::copy_n("й", 2, last_at);
        if (end > 0 && c == 0x308 && last == 0x456) std::copy_n("ї", 2, last_at);
        if (c >= 0x300 && c < 0x370) end = at;
        last = 0;
        continue;
      }
      if (character.type != Class::kApostrophe || letters == 0 || apostrophe) break;
      apostrophe = true;  // part of the word if a letter follows
      continue;
    }
    if (apostrophe) {
      *odd = true;
      *out++ = '\'';
      apostrophe = false;
    }
    *odd = *odd || c >= 0x80;
    if (letters == 0) capital = (character.marks & kCapital) != 0;
    ++letters;
    small = small || (character.marks & kCapital) == 0;
    marks |= character.marks;
    last = character.folded;
    last_at = out;
    if (character.marks & kAscii) {
      *out++ = static_cast<char>(last);
    } else if (c < kTableEnd) {
      *out++ = static_cast<char>(0xC0 | (last >> 6));
      *out++ = static_cast<char>(0x80 | (last & 0x3F));
    } else {
      last = 0;
      std::string bytes;
      AppendUtf8(FoldLetter(c), &bytes);
      out = std::copy(bytes.begin(), bytes.end(), out);
    }
    end = at;
  }
  token->capital = capital;
  token->upper = letters > 1 && !small;
  const auto size = static_cast<size_t>(out - begin);
  if (size > kMaxWordBytes) return end;
  token->folded_size = static_cast<uint16_t>(size);
  used_ += size;
  if ((marks & kAscii) && (marks & kOther)) {
    *odd = true;
    ToOneScript(token);
  }
  return end;
}

void TokenText::ToOneScript(Token* token) {
  const std::string_view word = FoldedOf(*token);
  std::string made = InScript(word, true);
  if (made.empty()) made = InScript(word, false);
  if (made.empty()) return;
  used_ = token->folded + made.size();
  folded_.replace(token->folded, word.size(), made);
  token->folded_size = static_cast<uint16_t>(made.size());
}

// "https://...", "www....", "name@host": what stands between spaces around them.
void TokenText::TakeAddresses(const std::vector<size_t>& signs) {
  size_t done = 0;
  for (const size_t i : signs) {
    if (i < done) continue;
    const bool url = IsSymbol(i, U':') && IsSymbol(i + 1, U'/') && Joins(i + 1) &&
                     tokens_[i + 1].end - tokens_[i + 1].begin == 2;
    const bool mail = IsSymbol(i, U'@') && Joins(i) && Joins(i + 1);
    const bool host = IsWord(i) && IsSymbol(i + 1, U'.') && Joins(i + 1);
    if (!url && !mail && !host) continue;
    size_t first = i, last = i + 1;
    for (int n = 0; n < 8 && first > 0 && !tokens_[first].space_before; ++n) --first;
    while (last < tokens_.size() && !tokens_[last].space_before) ++last;
    Take(first, last);
    done = last;
  }
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

size_t TokenText::SearchBefore(size_t i, size_t count, Kind kind) const {
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

size_t TokenText::SearchFrom(size_t i, size_t count, Kind kind) const {
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
