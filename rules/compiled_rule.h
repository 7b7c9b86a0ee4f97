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

  // `parts`: the texts of the rule's view, scanned by the index that it was compiled into.
  //
  // any, all and unless look at title and text alike; near needs its words in one of the two. If
  // there are matches in both, the spans are those in the text.
  std::optional<RuleMatch> Match(std::span<PatternScan> parts) const;
  // The same without the spans, which cost more than the rest.
  bool Matches(std::span<PatternScan> parts) const;
  // The same but for `unless`.
  bool MatchesBarUnless(std::span<PatternScan> parts) const;

 private:
  struct Near {
    std::vector<uint32_t> words;
    int within = 0;
  };
  explicit CompiledRule(const Rule& rule) : rule_(&rule) {}

  // Whether it has enough of what it needs for RE2 to be asked.
  bool MayMatch(std::span<PatternScan> parts) const;

  // Where each of `near` lies, if they are near each other in this part.
  static std::optional<std::vector<ByteRange>> FindNear(const Near& near, PatternScan& part);

  const Rule* rule_;
  std::vector<uint32_t> any_, all_, unless_;
  std::vector<Near> near_;
};

}  // namespace varta
