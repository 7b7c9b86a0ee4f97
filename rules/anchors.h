// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a text must have for a pattern to match in it: sequences of letter codes of which one stands
// in (or right at the ends of) every match. Values; any thread.
//
// From the pattern's syntax tree, as RE2's own prefilter does, but over codes (letter_codes.h), so
// that a literal runs on through what is, or may be, between its letters.
#pragma once

#include <cstddef>
#include <vector>

#include "rules/letter_codes.h"
#include "rules/pattern_tokens.h"

namespace varta {

// How far a match can reach, in letters and, besides, in words of any length.
struct Reach {
  static constexpr int kUnbounded = 1 << 20;
  int letters = 0;
  int words = 0;

  bool bounded() const { return letters < kUnbounded && words < kUnbounded; }
};

// What may stand between two letters. kNoCode: nothing; kBetweenWords: whatever; others: a run with
// one of these codes.
using Gap = CodeSet;
inline constexpr Gap kNoGap{uint64_t{1} << kNoCode, 0};
inline constexpr Gap kSomeGap{uint64_t{1} << kBetweenWords, 0};
inline constexpr Gap kAnyGap{kNoGap.low | kSomeGap.low, 0};
// `run`: as LetterStream's.
inline bool Allows(Gap gap, CodeSet run) {
  return run.empty() ? gap.Has(kNoCode) : gap.Has(kBetweenWords) || !(gap & run).empty();
}
inline bool IsNeeded(Gap gap) { return !gap.Has(kNoCode); }
// Whether only runs will do that have a rare code.
inline bool IsSpecial(Gap gap) { return !gap.Has(kNoCode) && !gap.Has(kBetweenWords); }

// Letters of a text one after another, and what stands before, between and behind them.
struct CodeSequence {
  struct Letter {
    CodeSet codes;
    Gap after = kNoGap;
    friend auto operator<=>(const Letter&, const Letter&) = default;
  };

  Gap before = kNoGap;
  std::vector<Letter> letters;

  // Of `length` letters from `begin` on, whatever stands around.
  CodeSequence PartOf(size_t begin, size_t length) const;
  // How many ways there are to write them; more than `most`: some number above it.
  size_t SpellingsOf(size_t begin, size_t length, size_t most) const;
  // Each of them: the codes as the bytes of a number, the first as its lowest; eight at most.
  std::vector<uint64_t> Spell(size_t begin, size_t length) const;
  // Of 0 to letters.size().
  Gap GapAt(size_t place) const { return place == 0 ? before : letters[place - 1].after; }
  Gap& LastGap() { return letters.empty() ? before : letters.back().after; }
  friend auto operator<=>(const CodeSequence&, const CodeSequence&) = default;
};

struct Anchor {
  CodeSequence sequence;  // of two letters at least, or with a gap that is special
  Reach before, after;    // of the shortest match around it
};

struct Anchors {
  // One of them stands in every match. Empty: none was found; then the pattern must be tried on
  // every text.
  std::vector<Anchor> first;
  // And one of these. Empty: nothing more is known.
  std::vector<CodeSequence> second;
  Reach longer_before;  // how much earlier a longer match can start than the shortest around the
                        // same anchor
  double cost = 1;      // about how often `first` stands at a place of an ordinary text
};

// `pattern` has no mistake. Bounded: a pattern too intricate gets no anchors.
Anchors FindAnchors(const PatternTokens& pattern);

// Whether the pattern can match without any character.
bool MatchesNothing(const PatternTokens& pattern);

// About how often the sequence stands at a place of an ordinary text.
double FrequencyOf(const CodeSequence& sequence);

}  // namespace varta
