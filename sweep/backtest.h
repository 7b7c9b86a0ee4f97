// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Two versions of the rules against each other over all stored ads. Rules match one by one, so only
// those that differ are run; all rules are asked where a decision may differ, and of judged leads.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/status.h"
#include "extract/mask.h"
#include "rules/rule.h"
#include "storage/store.h"
#include "varta/v1/rule_service.pb.h"

namespace varta {

struct BacktestInput {
  std::string old_name, new_name;
  std::vector<Pack> old_packs, new_packs;
  double threshold = 0.5;
  int samples = 5;            // for each rule and direction
  bool as_if_stable = false;  // drafts and shadow rules of the new ones count
};

// `progress`: see TryStoredAds. kInvalidArgument: a pack does not compile.
Result<v1::BacktestReport> RunBacktest(const Store& store, const BacktestInput& input,
                                       const Masker& masker,
                                       const std::function<bool(int64_t ads)>& progress);

}  // namespace varta
