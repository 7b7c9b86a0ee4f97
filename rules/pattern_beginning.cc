// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pattern_beginning.h"

#include <algorithm>
#include <utility>

#include "rules/compiled_pattern.h"
#include "rules/pattern_lint.h"
#include "rules/pattern_tokens.h"

namespace varta {
namespace {

using Kind = PatternToken::Kind;

constexpr size_t kMaxPlaces = 3;

// A piece of the pattern outside groups: a letter, a set, a whole group.
struct Piece {
  size_t begin, end;  // bytes of the pattern
  bool needed;        // not optional
  bool letter;
  double weight;  // a word's letters together are 1, what is between words is nothing
};

// A group counts as a word if four characters must be there, less if fewer will do.
double WeightOfGroup(const PatternToken& open, const PatternToken& close) {
  constexpr double kWord = 4;
  if (close.min == 0) return 0;
  const char* end = close.text.data() + close.text.size();
  const std::string_view group(open.text.data(), static_cast<size_t>(end - open.text.data()));
  return std::min(1.0, static_cast<double>(ShortestMatch(group)) / kWord);
}

// The pieces of each alternative of the whole pattern.
std::vector<std::vector<Piece>> PiecesOf(const PatternTokens& pattern) {
  std::vector<std::vector<Piece>> alternatives(1);
  for (size_t i = 0; i < pattern.tokens.size(); ++i) {
    const PatternToken& first = pattern.tokens[i];
    if (first.kind == Kind::kOr) {
      alternatives.emplace_back();
      continue;
    }
    const bool letter = first.kind == Kind::kLetter && first.min > 0 &&
                        (IsLatin(first.letter) || IsCyrillic(first.letter));
    const bool group = first.kind == Kind::kOpen;
    if (group) i = first.partner;
    const PatternToken& last = pattern.tokens[i];
    const size_t end = last.offset + last.text.size() + last.repeat.size();
    alternatives.back().push_back(
        {first.offset, end, last.min > 0, letter, group ? WeightOfGroup(first, last) : 0.0});
  }
  for (std::vector<Piece>& pieces : alternatives) {
    for (size_t i = 0; i < pieces.size();) {
      size_t run = i;
      while (run < pieces.size() && pieces[run].letter) ++run;
      for (size_t k = i; k < run; ++k) pieces[k].weight = 1.0 / static_cast<double>(run - i);
      i = std::max(run, i + 1);
    }
  }
  return alternatives;
}

std::vector<ByteRange> Find(const std::string& pattern, AdPart& part) {
  Result<CompiledPattern> compiled = CompiledPattern::Compile({pattern, ""});
  return compiled.ok() ? compiled->Find(part, kMaxPlaces) : std::vector<ByteRange>();
}

}  // namespace

std::optional<Beginning> LongestBeginning(std::string_view pattern, AdPart& part) {
  const PatternTokens tokens = TokenizePattern(pattern);
  if (tokens.mistake) return std::nullopt;
  std::optional<Beginning> best;
  for (const std::vector<Piece>& pieces : PiecesOf(tokens)) {
    if (pieces.empty()) continue;
    auto beginning = [&](size_t count) {
      return std::string(pattern.substr(pieces[0].begin, pieces[count - 1].end - pieces[0].begin));
    };
    // What matches a longer beginning matches a shorter one.
    size_t fits = 0, too_long = pieces.size() + 1;
    std::vector<ByteRange> places;
    while (too_long - fits > 1) {
      const size_t middle = (fits + too_long) / 2;
      std::vector<ByteRange> found = Find(std::string(tokens.flags) + beginning(middle), part);
      if (found.empty()) {
        too_long = middle;
      } else {
        fits = middle;
        places = std::move(found);
      }
    }
    if (fits == 0) continue;
    // What may be missing says nothing, nor does what stands between words.
    size_t told = fits;
    while (told > 1 && (!pieces[told - 1].needed || pieces[told - 1].weight == 0)) --told;
    if (told < fits) places = Find(std::string(tokens.flags) + beginning(told), part);
    double had = 0, all = 0;
    for (size_t i = 0; i < pieces.size(); ++i) {
      all += pieces[i].weight;
      had += i < fits ? pieces[i].weight : 0;
    }
    const double share = all > 0 ? had / all : 0;
    if (best && best->share >= share) continue;
    best = Beginning{
        beginning(told),
        std::string(pattern.substr(pieces[told - 1].end, pieces.back().end - pieces[told - 1].end)),
        std::move(places), share};
  }
  return best;
}

bool Mentions(std::string_view folded, std::string_view pattern) {
  constexpr size_t kFewestLetters = 4;
  const PatternTokens tokens = TokenizePattern(pattern);
  std::string run;
  size_t letters = 0;
  for (size_t i = 0; i <= tokens.tokens.size(); ++i) {
    const PatternToken* token = i < tokens.tokens.size() ? &tokens.tokens[i] : nullptr;
    if (token != nullptr && token->kind == Kind::kLetter && token->repeat.empty() &&
        (IsLatin(token->letter) || IsCyrillic(token->letter))) {
      AppendUtf8(token->letter, &run);
      ++letters;
      continue;
    }
    if (letters >= kFewestLetters && folded.find(FoldForSearch(run)) != std::string_view::npos)
      return true;
    run.clear();
    letters = 0;
  }
  return false;
}

}  // namespace varta
