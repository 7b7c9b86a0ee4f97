// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/character_set.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "base/text.h"

namespace varta {
namespace {

constexpr char32_t kMaxRange = 3000;

// \p{L} and what lies in it.
bool IsLetterClass(std::string_view text) {
  constexpr std::string_view kClasses[] = {"\\pL",    "\\p{L}",  "\\p{Lu}", "\\p{Ll}",
                                           "\\p{Lt}", "\\p{Lm}", "\\p{Lo}", "\\p{Nd}"};
  return std::find(std::begin(kClasses), std::end(kClasses), text) != std::end(kClasses);
}

void AddAsciiWord(CharacterSet& set) {
  set.AddRange(U'0', U'9');
  set.AddRange(U'a', U'z');
  set.Add(U'_');
}

// One character or class at `*at` of a [...]; moves it on. nullopt: a class, added to `set`.
std::optional<char32_t> ReadItem(std::string_view text, size_t* at, CharacterSet& set,
                                 bool& only_letters) {
  if (text[*at] != '\\') return NextCodePoint(text, at);
  const char c = text[*at + 1];
  const size_t begin = *at;
  *at += 2;
  switch (c) {
    case 'd':
      set.AddRange(U'0', U'9');
      return std::nullopt;
    case 's':
      set.Add(U' ');
      return std::nullopt;
    case 'w':
      AddAsciiWord(set);
      return std::nullopt;
    case 'p':
    case 'P': {
      if (*at < text.size() && text[*at] == '{') {
        *at = std::min(text.find('}', *at), text.size() - 1) + 1;
      } else if (*at < text.size()) {
        NextCodePoint(text, at);
      }
      set.known = false;
      only_letters = only_letters && IsLetterClass(text.substr(begin, *at - begin));
      return std::nullopt;
    }
    case 'D':
    case 'S':
    case 'W':
      set.known = only_letters = false;
      return std::nullopt;
    case 'x': {
      const bool braces = text[*at] == '{';
      const size_t digits = *at + (braces ? 1 : 0);
      const size_t end = braces ? text.find('}', digits) : digits + 2;
      uint32_t value = 0;
      std::from_chars(text.data() + digits, text.data() + end, value, 16);
      *at = end + (braces ? 1 : 0);
      return value;
    }
    case 't':
    case 'n':
    case 'r':
    case 'f':
    case 'v':
      return U'\n';  // all of them are between words
    default:
      return static_cast<unsigned char>(c);
  }
}

// `inside`: the brackets.
CharacterSet ReadBrackets(std::string_view inside) {
  CharacterSet set;
  bool only_letters = true;
  if (inside.starts_with('^') || inside.find("[:") != std::string_view::npos) {
    set.known = false;
    return set;
  }
  for (size_t at = 0; at < inside.size();) {
    const std::optional<char32_t> first = ReadItem(inside, &at, set, only_letters);
    if (!first) continue;
    std::optional<char32_t> last = first;
    if (at + 1 < inside.size() && inside[at] == '-') {
      ++at;
      last = ReadItem(inside, &at, set, only_letters);
      if (!last) {  // RE2 refuses it; no harm
        set.known = false;
        return set;
      }
    }
    set.AddRange(*first, *last);
  }
  set.in_word = only_letters && set.between.empty();
  return set;
}

}  // namespace

void CharacterSet::Add(char32_t c) { AddRange(c, c); }

void CharacterSet::AddOne(char32_t c) {
  if (IsLetterAndMark(c)) marks = true;
  const uint8_t code = CodeOf(c);
  if (code == kNoCode) {
    marks = true;
    if (IsLetterAndMark(c)) letters.Add(kOtherLetter);
  } else if (IsBetweenCode(code)) {
    between.Add(code);
  } else {
    letters.Add(code);
  }
}

void CharacterSet::AddRange(char32_t first, char32_t last) {
  if (last < first) return;  // RE2 refuses it
  ranges.push_back({first, last});
  if (last - first > kMaxRange) {
    known = false;
    between.Add(kBetweenWords);  // perhaps
    return;
  }
  for (char32_t c = first; c <= last; ++c) AddOne(c);
}

CharacterSet CharactersOutOf(std::string_view text) {
  return ReadBrackets(text.substr(2, text.size() - 3));
}

CharacterSet CharactersOf(const PatternToken& token) {
  CharacterSet set;
  const std::string_view text = token.text;
  if (token.kind == PatternToken::Kind::kLetter) {
    set.Add(token.letter);
    set.in_word = set.between.empty();
  } else if (text.starts_with('[')) {
    set = ReadBrackets(text.substr(1, text.size() - 2));
  } else if (text == "\\d") {
    set.AddRange(U'0', U'9');
    set.in_word = true;
  } else if (text == "\\s") {
    set.Add(U' ');
  } else if (text == "\\w") {
    AddAsciiWord(set);
  } else {
    set.known = false;
    set.in_word = IsLetterClass(text);
  }
  return set;
}

}  // namespace varta
