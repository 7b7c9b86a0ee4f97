// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pattern.h"

#include <algorithm>
#include <utility>

#include "rules/anchors.h"
#include "rules/marked_pattern.h"
#include "rules/pattern_tokens.h"

namespace varta {
namespace {

using Kind = PatternToken::Kind;

// A word of the pattern in two scripts is nearly always a slip of the keyboard that makes the
// pattern dead.
std::optional<PatternMistake> FindMixedWord(const std::vector<PatternToken>& tokens) {
  for (size_t i = 0; i < tokens.size();) {
    size_t latin = 0, cyrillic = 0, end = i;
    for (; end < tokens.size() && tokens[end].kind == Kind::kLetter; ++end) {
      const char32_t c = tokens[end].letter;
      if (!IsLatin(c) && !IsCyrillic(c)) break;
      ++(IsLatin(c) ? latin : cyrillic);
    }
    if (latin > 0 && cyrillic > 0) {
      const bool stray_latin = latin <= cyrillic;
      while (IsLatin(tokens[i].letter) != stray_latin) ++i;
      const std::string shown(tokens[i].text);
      return PatternMistake{
          tokens[i].offset,
          stray_latin ? "Latin '" + shown + "' in a Cyrillic word; type the Cyrillic letter, or [" +
                            shown + "] if it is meant"
                      : "Cyrillic '" + shown + "' in a Latin word; type the Latin letter, or [" +
                            shown + "] if it is meant"};
    }
    i = std::max(end, i + 1);
  }
  return std::nullopt;
}

}  // namespace

Translation TranslatePattern(std::string_view written, size_t max_bytes) {
  Translation result;
  auto refused = [](PatternMistake mistake) {
    Translation none;
    none.mistake = std::move(mistake);
    return none;
  };
  if (written.empty())
    return refused({0, "an empty pattern matches everywhere; write one, or remove it"});
  if (written.size() > max_bytes)
    return refused({0, "longer than " + std::to_string(max_bytes) + " bytes; split the pattern"});
  const PatternTokens pattern = TokenizePattern(written);
  if (pattern.mistake) return refused(*pattern.mistake);
  if (std::optional<PatternMistake> mixed = FindMixedWord(pattern.tokens))
    return refused(std::move(*mixed));

  result.re2 = "(?i)";
  if (pattern.has_edges) {
    MarkedPattern marked = WriteMarked(pattern);
    if (marked.mistake) return refused(std::move(*marked.mistake));
    result.re2 += pattern.flags;
    result.re2 += marked.re2;
    result.marked = true;
  } else {
    result.re2 += written;
  }
  if (MatchesNothing(pattern)) {
    return refused(
        {0,
         "the pattern matches where there is nothing, so everywhere; let at least one character "
         "be needed"});
  }
  return result;
}

}  // namespace varta
