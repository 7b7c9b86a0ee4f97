// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What one rule costs, measured on some ads. One thread.
#pragma once

#include <map>
#include <vector>

#include "rules/rule.h"
#include "sweep/stored_ads.h"

namespace varta {

class RuleTimer {
 public:
  static constexpr size_t kAds = 100;
  explicit RuleTimer(std::vector<AdToTry> ads) : ads_(std::move(ads)) {}

  // An ad, for the rule alone, beyond what reading the ad for any rule costs; negative: there is
  // nothing to measure on. Takes some 10 ms.
  double MicrosecondsOf(Rule rule);

 private:
  double Measure(Rule rule) const;

  const std::vector<AdToTry> ads_;
  std::map<View, double> idle_;  // of a rule that finds nothing
};

}  // namespace varta
