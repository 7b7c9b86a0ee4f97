// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/letter_twins.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

namespace varta {
namespace {

struct Row {
  char32_t letter, cyrillic, latin;
};

// The same to the eye in print, in small letters or capitals.
constexpr Row kTwins[] = {
    {0, U'а', U'a'}, {0, U'в', U'b'}, {0, U'с', U'c'}, {0, U'е', U'e'}, {0, U'н', U'h'},
    {0, U'і', U'i'}, {0, U'к', U'k'}, {0, U'м', U'm'}, {0, U'о', U'o'}, {0, U'р', U'p'},
    {0, U'т', U't'}, {0, U'х', U'x'}, {0, U'у', U'y'}, {0, U'ї', U'ï'}, {0, U'ё', U'ë'},
};

// Letters of other alphabets' Cyrillic that pass for Latin ones; in a Cyrillic word they stay.
constexpr Row kRareCyrillic[] = {
    {U'ѕ', 0, U's'}, {U'ј', 0, U'j'}, {U'ԁ', 0, U'd'}, {U'ԛ', 0, U'q'},
    {U'ԝ', 0, U'w'}, {U'һ', 0, U'h'}, {U'ӏ', 0, U'l'}, {U'ү', 0, U'y'},
    {U'ѵ', 0, U'v'}, {U'ӓ', 0, U'ä'}, {U'ӧ', 0, U'ö'},
};

// Latin letters that pass for Cyrillic ones only within a Cyrillic word: written by hand
// (обyченue), by sound, or with a stroke too many.
constexpr Row kPoorLatin[] = {
    {U'u', U'и', 0}, {U'n', U'п', 0}, {U'd', U'д', 0}, {U'l', U'л', 0}, {U'à', U'а', 0},
    {U'á', U'а', 0}, {U'â', U'а', 0}, {U'ã', U'а', 0}, {U'ä', U'а', 0}, {U'å', U'а', 0},
    {U'ā', U'а', 0}, {U'ă', U'а', 0}, {U'ą', U'а', 0}, {U'è', U'е', 0}, {U'é', U'е', 0},
    {U'ê', U'е', 0}, {U'ē', U'е', 0}, {U'ė', U'е', 0}, {U'ę', U'е', 0}, {U'ě', U'е', 0},
    {U'ì', U'і', 0}, {U'í', U'і', 0}, {U'î', U'і', 0}, {U'ī', U'і', 0}, {U'ı', U'і', 0},
    {U'ò', U'о', 0}, {U'ó', U'о', 0}, {U'ô', U'о', 0}, {U'õ', U'о', 0}, {U'ö', U'о', 0},
    {U'ø', U'о', 0}, {U'ō', U'о', 0}, {U'ő', U'о', 0}, {U'ç', U'с', 0}, {U'ć', U'с', 0},
    {U'č', U'с', 0}, {U'ý', U'у', 0}, {U'ÿ', U'у', 0}, {U'ķ', U'к', 0}, {U'ţ', U'т', 0},
    {U'ț', U'т', 0}, {U'ť', U'т', 0},
};

constexpr Row kSmallCapitals[] = {
    {U'ᴀ', U'а', U'a'}, {U'ɑ', U'а', U'a'}, {U'ʙ', U'в', U'b'}, {U'ᴄ', U'с', U'c'},
    {U'ᴅ', U'д', U'd'}, {U'ᴇ', U'е', U'e'}, {U'ꜰ', 0, U'f'},    {U'ɢ', 0, U'g'},
    {U'ɡ', 0, U'g'},    {U'ʜ', U'н', U'h'}, {U'ɪ', U'і', U'i'}, {U'ɩ', U'і', U'i'},
    {U'ᴊ', 0, U'j'},    {U'ᴋ', U'к', U'k'}, {U'ʟ', 0, U'l'},    {U'ᴍ', U'м', U'm'},
    {U'ɴ', 0, U'n'},    {U'ᴏ', U'о', U'o'}, {U'ᴘ', U'р', U'p'}, {U'ʀ', 0, U'r'},
    {U'ꜱ', 0, U's'},    {U'ᴛ', U'т', U't'}, {U'ᴜ', U'и', U'u'}, {U'ᴠ', 0, U'v'},
    {U'ᴡ', U'ш', U'w'}, {U'ʏ', U'у', U'y'}, {U'ᴢ', 0, U'z'},    {U'ɯ', U'ш', 0},
    {U'ʍ', U'м', 0},    {U'ᴎ', U'и', 0},    {U'ᴙ', U'я', 0},    {U'ᴦ', U'г', 0},
    {U'ᴧ', U'л', 0},    {U'ʌ', U'л', 0},    {U'ᴨ', U'п', 0},    {U'ᴩ', U'р', U'p'},
    {U'ᴫ', U'л', 0},    {U'ƅ', U'ь', 0},    {U'ɜ', U'з', 0},
};

constexpr Row kOtherScripts[] = {
    // Greek, in small letters or capitals
    {U'α', U'а', U'a'},
    {U'β', U'в', U'b'},
    {U'γ', U'у', U'y'},
    {U'δ', U'д', 0},
    {U'ε', U'е', U'e'},
    {U'ζ', 0, U'z'},
    {U'η', U'н', U'n'},
    {U'ι', U'і', U'i'},
    {U'κ', U'к', U'k'},
    {U'λ', U'л', 0},
    {U'μ', U'м', 0},
    {U'ν', 0, U'v'},
    {U'ο', U'о', U'o'},
    {U'π', U'п', 0},
    {U'ρ', U'р', U'p'},
    {U'τ', U'т', U't'},
    {U'υ', U'у', U'u'},
    {U'φ', U'ф', 0},
    {U'χ', U'х', U'x'},
    {U'ό', U'о', U'o'},
    {U'ά', U'а', U'a'},
    {U'έ', U'е', U'e'},
    {U'ϳ', 0, U'j'},
    // Coptic
    {U'ⲁ', U'а', U'a'},
    {U'ⲃ', U'в', U'b'},
    {U'ⲅ', U'г', 0},
    {U'ⲉ', U'е', U'e'},
    {U'ⲏ', U'н', U'h'},
    {U'ⲓ', U'і', U'i'},
    {U'ⲕ', U'к', U'k'},
    {U'ⲗ', U'л', 0},
    {U'ⲙ', U'м', U'm'},
    {U'ⲛ', U'н', U'n'},
    {U'ⲟ', U'о', U'o'},
    {U'ⲡ', U'п', 0},
    {U'ⲣ', U'р', U'p'},
    {U'ⲥ', U'с', U'c'},
    {U'ⲧ', U'т', U't'},
    {U'ⲩ', U'у', U'y'},
    {U'ⲭ', U'х', U'x'},
    // Cherokee, whose folded letters are capitals
    {U'Ꭺ', U'а', U'a'},
    {U'Ᏼ', U'в', U'b'},
    {U'Ꮯ', U'с', U'c'},
    {U'Ꭼ', U'е', U'e'},
    {U'Ꮋ', U'н', U'h'},
    {U'Ꭻ', 0, U'j'},
    {U'Ꮶ', U'к', U'k'},
    {U'Ꮮ', 0, U'l'},
    {U'Ꮇ', U'м', U'm'},
    {U'Ꮲ', U'р', U'p'},
    {U'Ꮢ', 0, U'r'},
    {U'Ꮪ', 0, U's'},
    {U'Ꭲ', U'т', U't'},
    {U'Ꮩ', 0, U'v'},
    {U'Ꮃ', 0, U'w'},
    {U'Ꭹ', U'у', U'y'},
    {U'Ꮓ', 0, U'z'},
    // Armenian
    {U'օ', U'о', U'o'},
    {U'ո', U'п', U'n'},
    {U'հ', 0, U'h'},
    {U'ս', U'и', U'u'},
    {U'ց', 0, U'g'},
    {U'զ', 0, U'q'},
    // Lisu
    {U'ꓮ', U'а', U'a'},
    {U'ꓐ', U'в', U'b'},
    {U'ꓚ', U'с', U'c'},
    {U'ꓰ', U'е', U'e'},
    {U'ꓧ', U'н', U'h'},
    {U'ꓲ', U'і', U'i'},
    {U'ꓗ', U'к', U'k'},
    {U'ꓟ', U'м', U'm'},
    {U'ꓳ', U'о', U'o'},
    {U'ꓑ', U'р', U'p'},
    {U'ꓔ', U'т', U't'},
    {U'ꓫ', U'х', U'x'},
    {U'ꓬ', U'у', U'y'},
};

struct Entry {
  char32_t code_point;
  Letter letter;
};

// By Unicode's scripts.
Letter PlainLetter(char32_t c) {
  const auto code_point = static_cast<UChar32>(c);
  if (!u_isalpha(code_point)) return {};
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(code_point, &error)) {
    case USCRIPT_LATIN:
      return {LetterKind::kLatin, false, 0, c};
    case USCRIPT_CYRILLIC:
      return {LetterKind::kCyrillic, false, c, 0};
    default:
      return {};
  }
}

class Letters {
 public:
  Letters() {
    for (const Row& row : kTwins) {
      twins_.push_back({row.latin, {LetterKind::kLatin, true, row.cyrillic, row.latin}});
      twins_.push_back({row.cyrillic, {LetterKind::kCyrillic, true, row.cyrillic, row.latin}});
    }
    for (const Row& row : kRareCyrillic)
      Add(row, {LetterKind::kCyrillic, true, row.letter, row.latin});
    for (const Row& row : kPoorLatin)
      Add(row, {LetterKind::kLatin, false, row.cyrillic, row.letter});
    for (const Row& row : kSmallCapitals)
      Add(row, {LetterKind::kSmallCapital, true, row.cyrillic, row.latin});
    for (const Row& row : kOtherScripts)
      Add(row, {LetterKind::kOtherScript, true, row.cyrillic, row.latin});
    std::sort(twins_.begin(), twins_.end(),
              [](const Entry& a, const Entry& b) { return a.code_point < b.code_point; });
    for (char32_t c = 0; c < common_.size(); ++c) common_[c] = Search(c);
  }

  Letter Find(char32_t c) const { return c < common_.size() ? common_[c] : Search(c); }

 private:
  void Add(const Row& row, Letter letter) { twins_.push_back({row.letter, letter}); }

  Letter Search(char32_t c) const {
    const auto found =
        std::lower_bound(twins_.begin(), twins_.end(), c,
                         [](const Entry& entry, char32_t at) { return entry.code_point < at; });
    return found != twins_.end() && found->code_point == c ? found->letter : PlainLetter(c);
  }

  std::vector<Entry> twins_;
  std::array<Letter, 0x530> common_;  // Latin to Cyrillic
};

}  // namespace

Letter LetterOf(char32_t c) {
  static const Letters letters;
  return letters.Find(c);
}

char32_t CyrillicOfDigit(char32_t digit) {
  switch (digit) {
    case U'0':
      return U'о';
    case U'1':
      return U'і';
    case U'3':
      return U'з';
    case U'4':
      return U'ч';
    case U'6':
      return U'б';
    default:
      return 0;
  }
}

char32_t LatinOfDigit(char32_t digit) {
  switch (digit) {
    case U'0':
      return U'o';
    case U'1':
      return U'i';
    case U'3':
      return U'e';
    case U'4':
      return U'a';
    default:
      return 0;
  }
}

}  // namespace varta
