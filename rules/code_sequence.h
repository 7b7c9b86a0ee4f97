// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Letters of a text one after another, as a pattern needs them: a set of codes (letter_codes.h) for
// each, and what may stand between. Values; any thread.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "rules/letter_codes.h"

namespace varta {

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

struct CodeSequence {
  struct Letter {
    CodeSet codes;
    Gap after = kNoGap;
    friend auto operator<=>(const Letter&, const Letter&) = default;
  };

  Gap before = kNoGap;
  std::vector<Letter> letters;

  // Of `length` letters from `begin` on, with the gaps around them.
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

inline CodeSequence OfGap(Gap gap) { return {gap, {}}; }
inline CodeSequence OfLetters(CodeSet codes) { return {kNoGap, {{codes}}}; }

// Of one that stands right before another. Of gaps no less than what both allow.
Gap Joined(Gap a, Gap b);
CodeSequence Joined(const CodeSequence& a, const CodeSequence& b);

// Makes one of two that differ in one place, as the forms of a word do. Says the same afterwards.
void MergeAlike(std::vector<CodeSequence>& sequences);

// About how often the sequence stands at a place of an ordinary text.
double FrequencyOf(const CodeSequence& sequence);

// Where its rarest `length` letters begin that have `most` spellings at most, if any have.
std::optional<size_t> RarestPart(const CodeSequence& sequence, size_t length, size_t most);

// Of letters as CodeSequence::Spell has them; the highest bits are the best.
inline uint64_t HashOf(uint64_t letters) { return letters * 0x9E3779B97F4A7C15u; }

}  // namespace varta
