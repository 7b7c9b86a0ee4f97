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

#include "rules/code_sequence.h"
#include "rules/pattern_tokens.h"

namespace varta {

// How far a match can reach, in letters and, besides, in words of any length.
struct Reach {
  static constexpr int kUnbounded = 1 << 20;
  int letters = 0;
  int words = 0;

  bool bounded() const { return letters < kUnbounded && words < kUnbounded; }
};

struct Anchor {
  CodeSequence sequence;  // of two letters at least, or with a gap that is special
  Reach before, after;    // of the shortest match around it
  double frequency = 0;   // about how often it stands at a place of an ordinary text
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

}  // namespace varta
