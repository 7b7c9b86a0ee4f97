// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// RuleService (proto/varta/v1/rule_service.proto) as plain functions. Any thread; each reads all
// stored ads and may take a minute.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>

#include "base/status.h"
#include "extract/mask.h"
#include "server/caller.h"
#include "storage/store.h"
#include "sweep/screener_loader.h"
#include "varta/v1/rule_service.pb.h"

namespace varta {

class RuleService {
 public:
  // All outlive it.
  RuleService(Store& store, ScreenerLoader& screener)
      : store_(store), screener_(screener), masker_(store.contact_key()) {}

  // Called now and then with the number of ads so far; false: kCancelled.
  using Progress = std::function<bool(int64_t ads)>;
  Result<v1::BacktestReport> Backtest(const Caller& caller, const v1::BacktestRequest& request,
                                      const Progress& progress);
  Result<v1::RuleStatsReport> GetRuleStats(const Caller& caller,
                                           const v1::GetRuleStatsRequest& request,
                                           const Progress& progress);
  Result<v1::SuggestRulesReport> SuggestRules(const Caller& caller,
                                              const v1::SuggestRulesRequest& request,
                                              const Progress& progress);
  Result<v1::RescreenReport> Rescreen(const Caller& caller, const v1::RescreenRequest& request,
                                      const Progress& progress);

 private:
  std::mutex rescreening_;
  Store& store_;
  ScreenerLoader& screener_;
  const Masker masker_;
};

}  // namespace varta
