// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One rule ready to match: any, all, near and unless over an ad's views. Immutable, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rules/pattern_index.h"
#include "rules/rule.h"
#include "rules/rule_trace.h"
#include "varta/v1/lead.pb.h"

namespace varta {

// Where a rule matched, in the ad's own title, text or URL: in order, not touching each other, at
// most kMaxSpans.
struct RuleMatch {
  v1::Place place = v1::PLACE_UNSPECIFIED;
  std::vector<ByteRange> spans;
};

class CompiledRule {
 public:
  static constexpr size_t kMaxSpans = 16;

  // Its patterns go into `index`. Mistakes are added to `mistakes` as "file:line:column: rule id:
  // ..."; the result is then of no use. `rule` must outlive it.
  static CompiledRule Compile(const Rule& rule, PatternIndex& index,
                              std::vector<std::string>& mistakes);

  const Rule& rule() const { return *rule_; }
  // The patterns of which one must match for the rule to match, the rarest such; empty: there are
  // none that can be scanned for, so the rule must be tried on every text.
  std::vector<uint32_t> Trigger(const PatternIndex& index) const;

  // `parts`: the texts of the rule's view, scanned by the index that it was compiled into. `when`
  // is not looked at.
  //
  // any, all and unless look at title and text alike; near needs its words in one of the two. If
  // there are matches in both, the spans are those in the text. Where unless holds in a sentence,
  // matches in that sentence do not count.
  std::optional<RuleMatch> Match(std::span<PatternScan> parts) const;
  // The same without the spans, which cost more than the rest.
  bool Matches(std::span<PatternScan> parts) const;
  // The same but for `unless`.
  bool MatchesBarUnless(std::span<PatternScan> parts) const;
  // How it came out, and why; slow. `index`: the one that it was compiled into.
  RuleTrace Trace(std::span<PatternScan> parts, const PatternIndex& index) const;

 private:
  class Tracer;
  struct Near {
    std::vector<uint32_t> words;
    int within = 0;
  };
  // A text of the ad, and its sentences in which something of `unless` stands.
  struct Part {
    PatternScan* scan;
    std::vector<size_t> silent;  // in order
  };
  explicit CompiledRule(const Rule& rule) : rule_(&rule) {}

  // Whether it has enough of what it needs for RE2 to be asked.
  bool MayMatch(std::span<PatternScan> parts) const;

  bool IsStopped(std::span<PatternScan> parts) const;
  std::vector<Part> LiveParts(std::span<PatternScan> parts) const;
  // The pattern's matches that count.
  static std::vector<ByteRange> FindLive(const Part& part, uint32_t pattern, size_t max);
  static bool MatchesLive(const Part& part, uint32_t pattern);
  bool MatchesLive(const std::vector<Part>& parts) const;
  RuleMatch Found(const std::vector<Part>& parts) const;

  // Where each of `near` lies, if they are near each other in this part.
  static std::optional<std::vector<ByteRange>> FindNear(const Near& near, const Part& part);

  const Rule* rule_;
  std::vector<uint32_t> any_, all_, unless_;
  std::vector<size_t> any_at_;  // which pattern of the rule's any each is: repeats are left out
  std::vector<Near> near_;
};

}  // namespace varta
