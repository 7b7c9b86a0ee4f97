// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/rule_pack_service.h"

#include "server/requests.h"
#include "storage/keys.h"

namespace varta {

Result<v1::RuleActivation> RulePackService::ActivateRules(const Caller& caller,
                                                          const v1::ActivateRulesRequest& request) {
  if (!request.validate_only()) {
    Status reason = RequireReason(caller, "putting rules in use");
    if (!reason.ok()) return reason;
  }
  return versions_.Activate({request.files().begin(), request.files().end()},
                            request.validate_only(), caller.principal, caller.purpose);
}

Result<v1::RuleActivation> RulePackService::RollbackRules(const Caller& caller,
                                                          const v1::RollbackRulesRequest& request) {
  Status reason = RequireReason(caller, "putting rules in use");
  if (!reason.ok()) return reason;
  return versions_.Rollback(request.version(), caller.principal, caller.purpose);
}

Result<v1::ListRuleActivationsResponse> RulePackService::ListRuleActivations(
    const Caller&, const v1::ListRuleActivationsRequest& request) {
  Result<int> page_size = PageSize(request.page_size(), 50);
  if (!page_size.ok()) return page_size.status();
  Result<std::string> position =
      ReadPageToken(store_.contact_key(), "ListRuleActivations", request.page_token());
  if (!position.ok()) return position.status();
  int64_t before = 0;
  if (!position->empty()) before = KeyReader(*position).Signed().value_or(0);
  Result<std::vector<v1::RuleActivation>> activations =
      store_.ListRuleActivations(static_cast<size_t>(*page_size), before);
  if (!activations.ok()) return activations.status();
  v1::ListRuleActivationsResponse response;
  for (v1::RuleActivation& one : *activations) *response.add_activations() = std::move(one);
  if (response.activations_size() > 0 && response.activations().rbegin()->number() > 1) {
    const int64_t last = response.activations().rbegin()->number();
    response.set_next_page_token(MakePageToken(store_.contact_key(), "ListRuleActivations",
                                               KeyWriter().Signed(last).Take()));
  }
  return response;
}

Result<v1::RuleVersion> RulePackService::GetRuleVersion(const Caller&,
                                                        const v1::GetRuleVersionRequest& request) {
  Result<std::string> id = IdFromName(request.name(), "ruleVersions/");
  if (!id.ok()) return id.status();
  return store_.GetRuleVersion(*id);
}

}  // namespace varta
