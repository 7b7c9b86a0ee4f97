// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pattern_lint.h"

#include <algorithm>
#include <optional>
#include <span>

#include "base/fold.h"
#include "base/text.h"
#include "rules/compiled_pattern.h"
#include "rules/pattern_tokens.h"

namespace varta {
namespace {

using Kind = PatternToken::Kind;
using Tokens = std::span<const PatternToken>;

constexpr size_t kLargeProgram = 30'000;  // instructions, of at most 50'000
constexpr size_t kManyCharacters = 1'000'000;

bool Has(const std::vector<std::string>& languages, std::string_view code) {
  return std::find(languages.begin(), languages.end(), code) != languages.end();
}

// What the view makes of the letter alone; nullopt: the letter as it is.
std::optional<std::string> MadeOf(const PatternToken& token, View view) {
  if (view == View::kRaw || view == View::kUrl) return std::nullopt;
  std::string letter;
  AppendUtf8(token.letter, &letter);
  if (token.letter == U' ') return std::nullopt;
  if (token.letter == U'\n' || token.letter == U'\t') return " ";
  std::string made = ReadableView(letter).TakeText();
  if (token.letter == 0xA0 || token.letter == 0x202F || token.letter == 0x2009) return " ";
  // Digits and look-alikes are folded by what stands beside them, capitals are the same here.
  if (view == View::kFolded && (IsCyrillic(token.letter) || IsLatin(token.letter))) {
    const std::string lower = Fold(made, Spelling::kMerged).text.text();
    const bool special = token.letter == U'ё' || token.letter == U'Ё' || token.letter == U'ґ' ||
                         token.letter == U'Ґ';
    if (special) made = lower;
  }
  return made == letter ? std::nullopt : std::optional(made);
}

// The tokens that the whole pattern needs one of: those of each alternative outside groups.
struct Range {
  size_t begin, end;  // tokens
};
std::vector<Range> Alternatives(Tokens tokens) {
  std::vector<Range> found{{0, tokens.size()}};
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == Kind::kOpen) {
      i = tokens[i].partner;
    } else if (tokens[i].kind == Kind::kOr) {
      found.back().end = i;
      found.push_back({i + 1, tokens.size()});
    }
  }
  return found;
}

size_t Shortest(Tokens tokens, size_t begin, size_t end) {
  size_t least = kManyCharacters, here = 0;
  for (size_t i = begin; i < end; ++i) {
    const PatternToken& token = tokens[i];
    size_t one = 0;
    size_t times = static_cast<size_t>(token.min);
    if (token.kind == Kind::kOr) {
      least = std::min(least, here);
      here = 0;
      continue;
    }
    if (token.kind == Kind::kOpen) {
      one = Shortest(tokens, i + 1, token.partner);
      i = token.partner;
      times = static_cast<size_t>(tokens[i].min);
    } else if (token.kind == Kind::kLetter || token.kind == Kind::kSet) {
      one = 1;
    }
    here = std::min(here + one * times, kManyCharacters);
  }
  return std::min(least, here);
}

bool IsWide(const PatternToken& token) {
  return token.kind == Kind::kSet &&
         (token.text == "." || token.text.starts_with("[^") || token.text == "\\D" ||
          token.text == "\\S" || token.text.starts_with("\\P"));
}

void FindDeadLetters(const PatternTokens& pattern, View view, std::vector<PatternFinding>* found) {
  static constexpr std::string_view kViewNames[] = {"text", "folded", "title", "url", "raw"};
  const std::string name(kViewNames[static_cast<size_t>(view)]);
  const PatternToken* before = nullptr;
  for (const PatternToken& token : pattern.tokens) {
    if (token.kind != Kind::kLetter || token.min == 0) {
      before = nullptr;
      continue;
    }
    const bool space = token.letter == U' ';
    const bool one_space_view = view != View::kRaw && view != View::kUrl;
    if (one_space_view && space &&
        (token.min > 1 || (before != nullptr && before->letter == U' '))) {
      found->push_back({"never-matches", token.offset,
                        "two spaces: the view '" + name + "' has one space for any white space",
                        "write one space"});
    }
    if (const std::optional<std::string> made = MadeOf(token, view)) {
      const std::string shown = token.escaped || token.letter < 0x20
                                    ? std::string(token.text)
                                    : "'" + std::string(token.text) + "'";
      found->push_back(
          {"never-matches", token.offset,
           "the view '" + name + "' never has " + shown +
               (made->empty() ? ": it is left out there" : ": it is '" + *made + "' there"),
           made->empty() ? "remove it" : "write '" + *made + "'"});
    }
    if (view == View::kFolded && pattern.flags.find("-i") != std::string_view::npos &&
        (IsCyrillic(token.letter) || IsLatin(token.letter))) {
      std::string letter;
      AppendUtf8(token.letter, &letter);
      if (Fold(letter, Spelling::kMerged).text.text() != letter)
        found->push_back({"never-matches", token.offset,
                          "the view 'folded' is in small letters, and (?-i) makes case count",
                          "write the small letter, or remove (?-i)"});
    }
    before = &token;
  }
}

// ^ behind something that must be there, $ before it.
void FindDeadAnchors(const PatternTokens& pattern, std::vector<PatternFinding>* found) {
  if (pattern.flags.find('m') != std::string_view::npos) return;
  for (const Range& range : Alternatives(pattern.tokens)) {
    bool needed = false, ended = false;
    for (size_t i = range.begin; i < range.end; ++i) {
      const PatternToken& token = pattern.tokens[i];
      const bool start = token.kind == Kind::kAnchor && (token.text == "^" || token.text == "\\A");
      if (start && needed)
        found->push_back({"never-matches", token.offset,
                          std::string(token.text) + " is the start of the text, and something "
                                                    "must stand before it",
                          "write it first, or \\^ for the character"});
      if (token.kind == Kind::kAnchor && !start) {
        ended = true;
        continue;
      }
      size_t end = i;
      if (token.kind == Kind::kOpen) end = token.partner;
      const bool consumes = Shortest(pattern.tokens, i, end + 1) > 0;
      if (ended && consumes) {
        found->push_back({"never-matches", token.offset,
                          "$ is the end of the text, and something must stand behind it",
                          "write it last, or \\$ for the character"});
        break;
      }
      needed = needed || consumes;
      i = end;
    }
  }
}

void FindRangeHoles(const PatternTokens& pattern, const std::vector<std::string>& languages,
                    std::vector<PatternFinding>* found) {
  struct Hole {
    std::string_view language, letters, first;
  };
  static constexpr Hole kHoles[] = {{"uk", "іїєґ", "і"}, {"ru", "ё", "ё"}};
  for (const PatternToken& token : pattern.tokens) {
    if (token.kind != Kind::kSet || token.text.starts_with("[^")) continue;
    const bool range = token.text.find("а-я") != std::string_view::npos ||
                       token.text.find("А-Я") != std::string_view::npos ||
                       token.text.find("А-я") != std::string_view::npos;
    if (!range) continue;
    for (const Hole& hole : kHoles) {
      if (!Has(languages, hole.language) || token.text.find(hole.first) != std::string_view::npos)
        continue;
      found->push_back({"range-hole", token.offset,
                        "а-я has not the letters " + std::string(hole.letters) + " of '" +
                            std::string(hole.language) + "'",
                        "write \\p{L}, or [а-я" + std::string(hole.letters) + "]"});
      break;
    }
  }
}

void FindSlowness(const PatternTokens& pattern, const Pattern& whole,
                  std::vector<PatternFinding>* found) {
  for (size_t i = 0; i < pattern.tokens.size(); ++i) {
    const PatternToken& token = pattern.tokens[i];
    if (token.max != PatternToken::kNoLimit) continue;
    if (IsWide(token)) {
      found->push_back({"slow", token.offset,
                        std::string(token.text) + std::string(token.repeat) +
                            " runs on to the end of the text, so that the rest is looked for far "
                            "from here and RE2 reads all of it",
                        "write " + std::string(token.text) + "{0,40}, or near: for words"});
    }
  }
  const Result<CompiledPattern> compiled = CompiledPattern::Compile(whole);
  if (compiled.ok() && compiled->program_size() > kLargeProgram) {
    found->push_back(
        {"slow", 0, "the pattern has " + std::to_string(compiled->program_size()) + " instructions",
         "make repeats of groups smaller, or split the pattern"});
  }
}

bool SameToken(const PatternToken& a, const PatternToken& b) {
  return a.kind == b.kind && a.text == b.text && a.repeat == b.repeat && a.letter == b.letter;
}

// Whether tokens [at, at + wide.size()) of `narrow` are those of `wide`.
bool StandsAt(Tokens wide, Tokens narrow, size_t at) {
  if (at + wide.size() > narrow.size()) return false;
  for (size_t i = 0; i < wide.size(); ++i) {
    if (!SameToken(wide[i], narrow[at + i])) return false;
  }
  return true;
}

}  // namespace

size_t ShortestMatch(std::string_view pattern) {
  const PatternTokens tokens = TokenizePattern(pattern);
  return tokens.mistake ? 0 : Shortest(tokens.tokens, 0, tokens.tokens.size());
}

PatternShape::PatternShape(std::string_view pattern)
    : pattern_(pattern), tokens_(TokenizePattern(pattern)) {
  if (tokens_.mistake) return;
  const std::vector<PatternToken>& tokens = tokens_.tokens;
  auto optional = [](const PatternToken& token) {
    return token.min == 0 && (token.kind == Kind::kSet || token.kind == Kind::kLetter);
  };
  for (const Range& range : Alternatives(tokens)) {
    Way way{range.begin, range.end, range.begin, range.end, {}};
    while (way.needed_end > way.needed && optional(tokens[way.needed_end - 1])) --way.needed_end;
    while (way.needed < way.needed_end && optional(tokens[way.needed])) ++way.needed;
    if (way.needed < way.needed_end) {
      const PatternToken& last = tokens[way.needed_end - 1];
      const size_t begin = tokens[way.needed].offset;
      way.text = pattern.substr(begin, last.offset + last.text.size() + last.repeat.size() - begin);
    }
    ways_.push_back(way);
  }
}

bool PatternShape::Covers(const PatternShape& narrow) const {
  if (ways_.empty() || narrow.ways_.empty() || tokens_.flags != narrow.tokens_.flags) return false;
  return std::all_of(narrow.ways_.begin(), narrow.ways_.end(),
                     [&](const Way& way) { return Covers(narrow, way); });
}

bool PatternShape::Covers(const PatternShape& narrow, const Way& way) const {
  const Tokens theirs = narrow.tokens_.tokens;
  for (const Way& own : ways_) {
    // The same tokens are the same text.
    if (own.text.empty() || narrow.pattern_.find(own.text) == std::string_view::npos) continue;
    const Tokens piece = Tokens(tokens_.tokens).subspan(own.needed, own.needed_end - own.needed);
    for (size_t at = way.begin; at + piece.size() <= way.end;) {
      if (StandsAt(piece, theirs, at)) return true;
      // Only from what is outside groups: inside, it may be one of several.
      at = theirs[at].kind == Kind::kOpen ? theirs[at].partner + 1 : at + 1;
    }
  }
  return false;
}

std::vector<PatternFinding> LintPattern(const Pattern& pattern, View view,
                                        const std::vector<std::string>& languages) {
  std::vector<PatternFinding> found;
  const PatternTokens tokens = TokenizePattern(pattern.written);
  if (tokens.mistake) return found;
  FindDeadLetters(tokens, view, &found);
  FindDeadAnchors(tokens, &found);
  FindRangeHoles(tokens, languages, &found);
  FindSlowness(tokens, pattern, &found);
  return found;
}

}  // namespace varta
