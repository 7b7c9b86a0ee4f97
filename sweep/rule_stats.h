// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What each rule hits among all stored ads, how often it is right, how that changes, and what it
// costs. Every rule is run anew, so that those count that hold today.
#pragma once

#include <functional>
#include <vector>

#include "base/status.h"
#include "rules/rule.h"
#include "storage/store.h"
#include "varta/v1/rule_service.pb.h"

namespace varta {

// `progress`: see TryStoredAds. kInvalidArgument: the packs do not compile.
Result<v1::RuleStatsReport> CountRuleHits(const Store& store, const std::vector<Pack>& packs,
                                          const std::function<bool(int64_t ads)>& progress);

}  // namespace varta
