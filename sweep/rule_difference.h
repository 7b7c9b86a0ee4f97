// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How two versions of the packs differ, rule by rule. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "rules/rule.h"

namespace varta {

// One rule of the two; one of them may be missing, then it is null.
struct RuleDifference {
  std::string id;
  const Rule* before = nullptr;
  const Rule* after = nullptr;
  std::vector<std::string> differs;  // "any", "near", "weight" ...; empty: only words for people
  bool looks_for_other = false;      // what it hits may differ; else only what it counts
};

// By id, those that differ in what they hit or count; the packs outlive the result. `alike`: the
// number of the others that both have.
std::vector<RuleDifference> CompareRules(const std::vector<Pack>& before,
                                         const std::vector<Pack>& after, int* alike);

// The packs with the rules of these ids only.
std::vector<Pack> OnlyRules(const std::vector<Pack>& packs, const std::vector<std::string>& ids);

}  // namespace varta
