// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The patterns of all rules that look at one view, found together: a scan of the text's letter
// codes says where each can match; there the text itself tells, or else RE2 is asked. The answers
// are RE2's own.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/ad_views.h"
#include "rules/anchor_scanner.h"
#include "rules/anchors.h"
#include "rules/compiled_pattern.h"
#include "rules/direct_pattern.h"
#include "rules/fragments.h"
#include "rules/loose_patterns.h"
#include "rules/plain_text.h"

namespace varta {

// Built by one thread, then immutable; any thread.
class PatternIndex {
 public:
  // `scans`: its patterns are looked for in every text; else only whenever they are asked for.
  explicit PatternIndex(bool scans = true) : scans_(scans) {}

  // The pattern's number, the same for the same text.
  Result<uint32_t> Add(const Pattern& pattern);
  // A pattern of RE2's own syntax, as CompiledPattern::CompileRe2; not beside those of packs.
  Result<uint32_t> AddRe2(const std::string& re2);
  // `rule` (any number) may match only if one of these patterns does, each with something to scan
  // for.
  void AddTrigger(uint32_t rule, const std::vector<uint32_t>& patterns);
  void Build();

  size_t size() const { return patterns_.size(); }
  // What all its patterns take up, in RE2's instructions (16 bytes).
  size_t footprint() const {
    constexpr size_t kPattern = 25;  // itself, bar its program
    return programs_ + scanner_.footprint() + second_.size() + filters_.size() / 2 +
           kPattern * patterns_.size();
  }
  // About how often it must be tried at a place of an ordinary text; infinite: it is tried always.
  double CostOf(uint32_t number) const { return patterns_[number].cost; }

 private:
  friend class PatternScan;
  struct Use {
    uint32_t sequence;
    Reach before, after;
  };
  struct Indexed {
    CompiledPattern compiled;
    std::optional<DirectPattern> direct;
    std::optional<uint8_t> loose;  // its number in loose_
    double cost;
  };
  // What of a pattern each text is asked about; apart, so that it is small and stays in the cache.
  struct Needs {
    uint32_t first_begin = 0, first_end = 0;  // of uses_; none: to be tried on all of the text
    // Of second_, by fragment: one is in every match, too.
    uint32_t second_begin = 0, second_end = 0;
    uint32_t filter = 0;  // of them: where it begins in filters_
    Reach longer_before;  // as in Anchors
  };
  // Wherever the fragment is the sequence may be, `place` letters before.
  struct Second {
    Fragment fragment;
    uint32_t sequence, place;
  };
  struct Trigger {
    uint32_t rule, pattern;
  };

  std::span<const Use> FirstOf(uint32_t pattern) const {
    const Needs& needs = needs_[pattern];
    return std::span(uses_).subspan(needs.first_begin, needs.first_end - needs.first_begin);
  }
  std::span<const Second> SecondOf(uint32_t pattern) const {
    const Needs& needs = needs_[pattern];
    return std::span(second_).subspan(needs.second_begin, needs.second_end - needs.second_begin);
  }

  // The filter of `seconds` fragments (> 0) has so many words, a power of two: 64 bits for each.
  static size_t FilterWords(size_t seconds) { return std::bit_ceil(seconds); }
  std::span<const uint64_t> FilterOf(uint32_t pattern) const {
    const Needs& needs = needs_[pattern];
    return std::span(filters_).subspan(needs.filter,
                                       FilterWords(needs.second_end - needs.second_begin));
  }

  // If what compiles is new: what is looked for, and its place among patterns_.
  template <class F>
  Result<uint32_t> AddNew(const std::string& written, const PatternTokens& tokens, F compile);

  bool scans_;
  size_t programs_ = 0;
  std::vector<Indexed> patterns_;
  std::vector<Needs> needs_;  // by pattern
  std::vector<Use> uses_;
  std::vector<Second> second_;
  std::vector<uint64_t> filters_;
  std::unordered_map<std::string, uint32_t> numbers_;
  PlainElements elements_;
  LoosePatterns loose_;
  AnchorScanner scanner_;
  std::vector<std::pair<uint32_t, Trigger>> made_;  // by sequence, until Build
  std::vector<Trigger> triggers_;
  std::vector<uint32_t> trigger_begins_;  // by sequence, and the end of the last
};

// One text, looked at once. One thread; index and part must outlive it.
class PatternScan {
 public:
  // `one_by_one`: nothing is scanned for, RE2 is asked for each pattern on all of the text.
  PatternScan(const PatternIndex& index, AdPart& part, bool one_by_one = false);

  AdPart& part() { return part_; }
  // Calls f(rule) for each rule with a trigger that may match here; perhaps more than once.
  template <class F>
  void ForEachTriggered(F f) const {
    if (!hits_) return;
    for (const auto [sequence, last] : hits_->seen()) {
      const uint32_t end = index_.trigger_begins_[sequence + 1];
      for (uint32_t i = index_.trigger_begins_[sequence]; i < end; ++i) {
        if (HasSecond(index_.triggers_[i].pattern)) f(index_.triggers_[i].rule);
      }
    }
  }

  // Of patterns that will be asked about next: their memory is mostly not in the cache.
  void Prefetch(const std::vector<uint32_t>& patterns) const;
  // Whether what the pattern needs stands somewhere in the text; RE2 is not asked.
  bool MayMatch(uint32_t pattern);
  // As CompiledPattern's.
  bool Matches(uint32_t pattern);
  std::vector<ByteRange> Find(uint32_t pattern, size_t max);

 private:
  class DirectSearch;
  class SecondFinder;
  enum Answer : uint8_t { kNotAsked, kPerhaps, kNo, kYes };

  bool HasSecond(uint32_t pattern) const {
    const std::span<const PatternIndex::Second> second = index_.SecondOf(pattern);
    return second.empty() || std::any_of(second.begin(), second.end(), [&](const auto& one) {
             return hits_->fragments().MayHave(one.fragment);
           });
  }
  bool Ask(uint32_t pattern);
  // Of a pattern with nothing to scan for: its first matches, `max` at most.
  std::vector<ByteRange> FindLoose(uint32_t pattern, size_t max);
  size_t LettersOf(Reach reach);  // in this text
  // Where the pattern can match around its sequence at `at`; longer_begin is its begin.
  CodeWindow WindowAround(const PatternIndex::Use& use, uint32_t at);
  // Of windows_, by where they begin: drops those in which no other sequence is that the pattern
  // needs.
  void KeepWithSecond(uint32_t pattern);
  // Where the pattern can match, in order and apart; until it is called again.
  std::span<const CodeWindow> WindowsOf(uint32_t pattern);
  // The first matches, where `beginnings_in`(place), of places in order, says between which bytes,
  // both included, they can begin. nullopt: RE2 must be asked.
  template <class Places, class F>
  std::optional<std::vector<ByteRange>> FindDirectly(uint32_t pattern, const Places& places,
                                                     F beginnings_in, size_t max);

  const PatternIndex& index_;
  AdPart& part_;
  const bool scans_;
  std::optional<AnchorHits> hits_;                     // none: nothing is scanned for
  std::optional<std::vector<Beginnings>> beginnings_;  // of the loose ones, once asked for
  std::vector<Answer> answers_;                        // by pattern
  std::vector<CodeWindow> windows_;                    // of WindowsOf
  std::optional<FragmentPlaces> places_;               // of all fragments, once that pays
  size_t looked_at_ = 0;                               // letters, until there are places_
  std::vector<uint32_t> second_places_;                // of KeepWithSecond
};

}  // namespace varta
