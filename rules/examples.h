// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A rule's own examples, run. Values; any thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "rules/rule.h"
#include "varta/v1/ad.pb.h"

namespace varta {

// An example that does not come out as its rule says.
struct ExampleFailure {
  std::string rule, file;
  int line = 0, column = 0;
  bool expected_hit = false;
  std::string text;
};

// An example as an ad that its rule can look at: in the title, URL or text.
v1::Ad ExampleAd(const Rule& rule, const std::string& example);

// Adds to the ad the facts that its text states.
using FactFinder = std::function<void(v1::Ad&)>;

// Runs every hit and miss of every rule, each against its own rule, languages set aside. `packs`:
// RuleSet::Compile takes them. `facts` is asked for the examples of rules with conditions; without
// it those have no facts. Time grows as the packs do; of what RE2 makes of their patterns only a
// little is kept at a time.
std::vector<ExampleFailure> CheckExamples(const std::vector<Pack>& packs,
                                          const FactFinder& facts = {});

}  // namespace varta
