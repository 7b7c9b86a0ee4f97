// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/rule_timer.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "rules/rule_set.h"

namespace varta {
namespace {

Rule IdleRule(View view) {
  Rule rule;
  rule.id = "idle";
  rule.view = view;
  Pattern& pattern = rule.match.any.emplace_back();
  pattern.written = pattern.re2 = "zqxjkvzqxjkv";
  return rule;
}

}  // namespace

double RuleTimer::MicrosecondsOf(Rule rule) {
  if (ads_.empty()) return -1;
  const View view = rule.view;
  if (!idle_.contains(view)) idle_.emplace(view, Measure(IdleRule(view)));
  const double alone = Measure(std::move(rule));
  return alone < 0 ? -1 : std::max(0.0, alone - idle_.at(view));
}

// The best of two passes.
double RuleTimer::Measure(Rule rule) const {
  rule.status = RuleStatus::kShadow;
  std::vector<Pack> packs(1);
  packs[0].name = "alone";
  packs[0].rules.push_back(std::move(rule));
  const Result<RuleSet> rules = RuleSet::Compile(std::move(packs));
  if (!rules.ok()) return -1;
  double best = std::numeric_limits<double>::max();
  for (int pass = 0; pass < 2; ++pass) {
    const auto begun = std::chrono::steady_clock::now();
    for (const AdToTry& ad : ads_) (void)rules->Match(ad.ad, ad.source_kind);
    best = std::min(
        best, std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begun)
                  .count());
  }
  return best / static_cast<double>(ads_.size());
}

}  // namespace varta
