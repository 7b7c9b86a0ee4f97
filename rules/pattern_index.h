// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The patterns of all rules that look at one view, found together: a scan of the text's letter
// codes says where each can match; there the text itself tells, or else RE2 is asked. The answers
// are RE2's own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "rules/ad_views.h"
#include "rules/anchor_scanner.h"
#include "rules/compiled_pattern.h"
#include "rules/direct_pattern.h"
#include "rules/plain_text.h"

namespace varta {

// Built by one thread, then immutable; any thread.
class PatternIndex {
 public:
  // `scans`: its patterns are looked for in every text; else only whenever they are asked for.
  explicit PatternIndex(bool scans = true) : scans_(scans) {}

  // The pattern's number, the same for the same text.
  Result<uint32_t> Add(const Pattern& pattern);
  // `rule` (any number) may match only if one of these patterns does.
  void AddTrigger(uint32_t rule, const std::vector<uint32_t>& patterns);
  void Build();

  size_t size() const { return patterns_.size(); }
  // What all its patterns take up, in RE2's instructions (16 bytes).
  size_t footprint() const {
    constexpr size_t kPattern = 25;  // itself, bar its program
    return programs_ + scanner_.footprint() + kPattern * patterns_.size();
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
    std::vector<Use> first;        // empty: to be tried on all of the text
    std::vector<uint32_t> second;  // sequences; one stands in every match, too
    Reach longer_before;           // as in Anchors
    double cost;
  };

  bool scans_;
  size_t programs_ = 0;
  std::vector<Indexed> patterns_;
  std::unordered_map<std::string, uint32_t> numbers_;
  PlainSets sets_;
  AnchorScanner scanner_;
  std::vector<std::vector<uint32_t>> rules_;  // by sequence: the rules that it triggers
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
    for (const uint32_t sequence : hits_->seen()) {
      for (const uint32_t rule : index_.rules_[sequence]) f(rule);
    }
  }

  // Whether what the pattern needs stands somewhere in the text; RE2 is not asked.
  bool MayMatch(uint32_t pattern);
  // As CompiledPattern's.
  bool Matches(uint32_t pattern);
  std::vector<ByteRange> Find(uint32_t pattern, size_t max);

 private:
  enum Answer : uint8_t { kNotAsked, kPerhaps, kNo, kYes };

  bool Ask(const PatternIndex::Indexed& pattern);
  size_t CodesOf(Reach reach);  // in this text
  // Where the pattern can match around its sequence at `at`; longer_begin is its begin.
  CodeWindow WindowAround(const PatternIndex::Use& use, uint32_t at);
  // Where the pattern can match, in order and apart.
  std::vector<CodeWindow> WindowsOf(const PatternIndex::Indexed& pattern);
  bool MatchesIn(const PatternIndex::Indexed& pattern, const CodeWindow& window);
  // nullopt: RE2 must be asked.
  std::optional<std::vector<ByteRange>> FindDirectly(const PatternIndex::Indexed& pattern,
                                                     const std::vector<CodeWindow>& windows,
                                                     size_t max);

  const PatternIndex& index_;
  AdPart& part_;
  std::optional<AnchorHits> hits_;  // none: nothing is scanned for
  std::vector<Answer> answers_;     // by pattern
};

}  // namespace varta
