// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/word_disguise.h"

#include <unicode/uchar.h>

#include <algorithm>

namespace varta {
namespace {

// Letters that are words by themselves in Ukrainian, Russian or English.
constexpr std::u32string_view kOneLetterWords = U"абвжзийіїєоскуяюaeiouy";

bool EndsWithOneOf(std::string_view text, std::string_view signs) {
  return !text.empty() && signs.find(text.back()) != std::string_view::npos;
}
bool StartsWithOneOf(std::string_view text, std::string_view signs) {
  return !text.empty() && signs.find(text.front()) != std::string_view::npos;
}
bool StartsWithWordCharacter(std::string_view text) {
  size_t at = 0;
  return !text.empty() && u_isalnum(static_cast<UChar32>(NextCodePoint(text, &at)));
}

// Addresses, names of users, file names: digits in them are digits.
bool IsPartOfAddress(std::string_view left, std::string_view right) {
  return EndsWithOneOf(left, "@/_=&?#%.:-~+") || StartsWithOneOf(right, "@/_=&?#%-~+\\") ||
         (StartsWithOneOf(right, ".:") && StartsWithWordCharacter(right.substr(1)));
}

}  // namespace

bool WordDisguise::Add(std::string_view text, uint32_t* at) {
  size_t next = *at;
  const char32_t c = NextCodePoint(text, &next);
  const auto code_point = static_cast<UChar32>(c);
  const Letter letter = LetterOf(c);
  const bool alpha = letter.kind != LetterKind::kNone || u_isalpha(code_point);
  const bool digit = !alpha && u_isdigit(code_point);
  if (!alpha && !digit && (U_GET_GC_MASK(code_point) & (U_GC_M_MASK | U_GC_N_MASK)) == 0)
    return false;
  characters_.push_back({c, digit, letter, {*at, static_cast<uint32_t>(next)}});
  *at = static_cast<uint32_t>(next);
  letters_ += alpha;
  digits_ += digit;
  small_capitals_ += letter.kind == LetterKind::kSmallCapital;
  other_scripts_ += letter.kind == LetterKind::kOtherScript;
  const bool latin = letter.kind == LetterKind::kLatin;
  const bool cyrillic = letter.kind == LetterKind::kCyrillic;
  latin_ += latin;
  cyrillic_ += cyrillic;
  only_latin_ += latin && !letter.twin;
  only_cyrillic_ += cyrillic && !letter.twin;
  if (latin || cyrillic) {
    switches_ += last_kind_ != LetterKind::kNone && last_kind_ != letter.kind;
    last_kind_ = letter.kind;
  }
  return true;
}

bool WordDisguise::IsSpelledOut(bool spaced) const {
  bool list = true, words = spaced;
  char32_t last = 0;
  for (const Character& character : characters_) {
    if (character.letter.kind == LetterKind::kNone) return false;
    list = list && character.c > last;
    words = words && kOneLetterWords.find(character.c) != std::u32string_view::npos;
    last = character.c;
  }
  return !list && !words;
}

bool WordDisguise::Fits(Script target) const {
  return std::all_of(characters_.begin(), characters_.end(), [&](const Character& character) {
    const Letter& letter = character.letter;
    return letter.kind == LetterKind::kNone ||
           (target == Script::kCyrillic ? letter.cyrillic : letter.latin) != 0;
  });
}

// The script that the word passes for: the one whose unmistakable letters it has. kNone: it stays.
WordDisguise::Script WordDisguise::Target() const {
  Script target = Script::kNone;
  if (IsMixed()) {
    // Two words that lost the space between them are none in disguise.
    if (only_latin_ > 0 && switches_ == 1 && latin_ >= 2 && cyrillic_ >= 2) return target;
    if (only_latin_ == 0 && only_cyrillic_ == 0) {
      target = latin_ >= 3 * cyrillic_ ? Script::kLatin : Script::kCyrillic;
    } else if (only_latin_ == 0) {
      target = Script::kCyrillic;
    } else if (only_cyrillic_ == 0) {
      const bool cyrillic = only_latin_ == 1 && cyrillic_ > latin_ && Fits(Script::kCyrillic);
      target = cyrillic ? Script::kCyrillic : Script::kLatin;
    } else if (only_cyrillic_ >= only_latin_) {
      target = Script::kCyrillic;
    }
  } else if (cyrillic_ > 0) {
    if (only_cyrillic_ > 0 || other_scripts_ <= cyrillic_) target = Script::kCyrillic;
  } else if (latin_ > 0) {
    // Short ones are physics: "μg".
    if (other_scripts_ == 0 || (letters_ >= 4 && other_scripts_ < latin_)) target = Script::kLatin;
  } else if (small_capitals_ >= 3 && other_scripts_ == 0) {
    target = Fits(Script::kLatin) ? Script::kLatin : Script::kCyrillic;
  }
  return target != Script::kNone && Fits(target) ? target : Script::kNone;
}

// The digit at `index` alone: within the word "0", "1", "3", "4", "6" as the script has them; at
// the ends only where nothing is counted ("3апрошуємо", "0плата", "любог0").
bool WordDisguise::IsLetterDigit(size_t index, Script target, std::string_view left) const {
  const char32_t c = characters_[index].c;
  const bool first = index == 0, last = index + 1 == characters_.size();
  if ((!first && characters_[index - 1].digit) || (!last && characters_[index + 1].digit))
    return false;
  if (!first && !last) {
    const bool known = (target == Script::kLatin ? LatinOfDigit(c) : CyrillicOfDigit(c)) != 0;
    return known && (c == U'0' || index + 2 < characters_.size());
  }
  if (target == Script::kLatin) return false;
  if (last) return c == U'0';
  if (letters_ < 4 || EndsWithOneOf(left, ".,:/-+#")) return false;
  return c == U'0' || (c == U'3' && characters_[1].letter.cyrillic == U'а');
}

bool WordDisguise::HasLetterDigits(Script target, std::string_view left,
                                   std::string_view right) const {
  if (digits_ == 0 || letters_ < 3 || letters_ <= digits_ || letters_ + digits_ < 4) return false;
  if (target == Script::kNone || (target == Script::kLatin && IsPartOfAddress(left, right)))
    return false;
  for (size_t i = 0; i < characters_.size(); ++i) {
    if (characters_[i].digit && !IsLetterDigit(i, target, left)) return false;
  }
  return true;
}

void WordDisguise::Resolve(std::string_view left, std::string_view right, bool join,
                           std::vector<LetterEdit>* edits) const {
  const Script target = Target();
  const bool digits = HasLetterDigits(target, left, right);
  for (size_t i = 0; i < characters_.size(); ++i) {
    const Character& character = characters_[i];
    char32_t made = character.c;
    if (target == Script::kCyrillic) {
      if (character.letter.cyrillic != 0) made = character.letter.cyrillic;
      if (digits && character.digit) made = CyrillicOfDigit(made);
      if (made == U'ё' && spelling_ == Spelling::kMerged) made = U'е';
    } else if (target == Script::kLatin) {
      if (character.letter.latin != 0) made = character.letter.latin;
      if (digits && character.digit) made = LatinOfDigit(made);
    }
    if (made != character.c || join) edits->push_back({character.range, made, join && i > 0});
  }
}

}  // namespace varta
