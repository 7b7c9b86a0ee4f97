// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// RulePackService (proto/varta/v1/rule_pack_service.proto) as plain functions. Activate and
// Rollback compile rules, which takes a second or more: let them not wait on a thread that others
// need. Any thread.
#pragma once

#include "base/status.h"
#include "server/caller.h"
#include "sweep/rule_versions.h"
#include "varta/v1/rule_pack_service.pb.h"

namespace varta {

class RulePackService {
 public:
  // All outlive it.
  RulePackService(Store& store, ScreenerLoader& screeners, const Clock& clock)
      : store_(store), versions_(store, screeners, clock) {}

  Result<v1::RuleActivation> ActivateRules(const Caller& caller,
                                           const v1::ActivateRulesRequest& request);
  Result<v1::RuleActivation> RollbackRules(const Caller& caller,
                                           const v1::RollbackRulesRequest& request);
  Result<v1::ListRuleActivationsResponse> ListRuleActivations(
      const Caller& caller, const v1::ListRuleActivationsRequest& request);
  Result<v1::RuleVersion> GetRuleVersion(const Caller& caller,
                                         const v1::GetRuleVersionRequest& request);

 private:
  Store& store_;
  RuleVersions versions_;
};

}  // namespace varta
