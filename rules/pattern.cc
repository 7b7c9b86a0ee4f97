// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pattern.h"

#include <algorithm>
#include <utility>

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

// What every match must have, from the letters that stand in the pattern plainly.
class NeedFinder {
 public:
  std::vector<Need> Find(const std::vector<PatternToken>& tokens) {
    levels_.emplace_back();
    for (const PatternToken& token : tokens) {
      switch (token.kind) {
        case Kind::kLetter:
          AddLetter(token);
          break;
        case Kind::kOpen:
          EndRun();
          levels_.emplace_back();
          break;
        case Kind::kOr:
          EndAlternative();
          break;
        case Kind::kClose:
          EndGroup(token);
          break;
        default:
          EndRun();
      }
    }
    Level& top = levels_.back();
    std::vector<Need> needs;
    if (top.alternatives == 0) needs = top.groups;
    EndAlternative();
    if (!top.vacuous) needs.push_back(std::move(top.need));
    return needs;
  }

 private:
  // An open group, or the whole pattern.
  struct Level {
    Need need;             // one list for each finished alternative, or several
    bool vacuous = false;  // one of them needs nothing
    int alternatives = 0;  // finished ones
    // Of the alternative at hand:
    std::vector<char32_t> run;
    std::vector<uint16_t> grams;
    std::vector<Need> groups;
  };

  void AddLetter(const PatternToken& token) {
    const char32_t letter = FilterLetter(token.letter);
    if (letter == 0 || token.min == 0) return EndRun();
    levels_.back().run.push_back(letter);
    if (token.max != 1) EndRun();
  }

  void EndRun() {
    Level& level = levels_.back();
    AddGrams(level.run, level.grams);
    level.run.clear();
  }

  void EndAlternative() {
    EndRun();
    Level& level = levels_.back();
    ++level.alternatives;
    if (!level.grams.empty()) {
      level.need.push_back(std::move(level.grams));
    } else if (!level.groups.empty()) {
      const auto smallest =
          std::min_element(level.groups.begin(), level.groups.end(),
                           [](const Need& a, const Need& b) { return a.size() < b.size(); });
      level.need.insert(level.need.end(), smallest->begin(), smallest->end());
    } else {
      level.vacuous = true;
    }
    level.grams.clear();
    level.groups.clear();
  }

  void EndGroup(const PatternToken& close) {
    EndAlternative();
    Level group = std::move(levels_.back());
    levels_.pop_back();
    if (close.min > 0 && !group.vacuous) levels_.back().groups.push_back(std::move(group.need));
  }

  std::vector<Level> levels_;
};

}  // namespace

Translation TranslatePattern(std::string_view written) {
  Translation result;
  auto refused = [](PatternMistake mistake) {
    Translation none;
    none.mistake = std::move(mistake);
    return none;
  };
  if (written.empty())
    return refused({0, "an empty pattern matches everywhere; write one, or remove it"});
  if (written.size() > kMaxPatternBytes)
    return refused({0, "longer than 4096 bytes; split the pattern"});
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
  result.needs = NeedFinder().Find(pattern.tokens);
  return result;
}

}  // namespace varta
