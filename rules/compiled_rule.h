// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One rule ready to match: any, all, near and unless over an ad's views. Immutable, any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rules/ad_views.h"
#include "rules/compiled_pattern.h"
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

  // Mistakes are added to `mistakes` as "file:line:column: rule id: ..."; the result is then of no
  // use. `rule` must outlive it.
  static CompiledRule Compile(const Rule& rule, std::vector<std::string>& mistakes);

  const Rule& rule() const { return *rule_; }
  size_t program_size() const;

  // any, all and unless look at title and text alike; near needs its words in one of the two. If
  // there are matches in both, the spans are those in the text.
  std::optional<RuleMatch> Match(AdViews& views) const;
  // The same without the spans, which cost more than the rest.
  bool Matches(AdViews& views) const;
  // Whether a part of these texts, taken by itself, might match: `unless` is set aside, and a title
  // may stand anywhere.
  bool MayMatchPart(AdViews& views) const;

 private:
  struct Near {
    std::vector<CompiledPattern> words;
    int within = 0;
  };
  explicit CompiledRule(const Rule& rule) : rule_(&rule) {}

  bool HasAll(std::span<AdPart> parts) const;  // but `unless`

  // Where each of `near` lies, if they are near each other in this part.
  static std::optional<std::vector<ByteRange>> FindNear(const Near& near, AdPart& part);

  const Rule* rule_;
  std::vector<CompiledPattern> any_, all_, unless_;
  std::vector<Near> near_;
};

}  // namespace varta
