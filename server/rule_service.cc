// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/rule_service.h"

#include "sweep/backtest.h"
#include "sweep/rescreen.h"
#include "sweep/rule_stats.h"
#include "sweep/rule_suggestions.h"
#include "sweep/rule_versions.h"

namespace varta {
namespace {

constexpr int kUsualSamples = 5, kMaxSamples = 50;
constexpr int kUsualPhrases = 20, kMaxPhrases = 100;

Result<std::vector<Pack>> PacksOf(const v1::RuleChoice& choice, ScreenerLoader& in_use) {
  if (choice.files().empty()) {
    Result<std::shared_ptr<const Screener>> screener = in_use.Get();
    if (!screener.ok()) return screener.status();
    return (*screener)->rules().packs();
  }
  const Result<v1::RuleVersion> version =
      ToRuleVersion({choice.files().begin(), choice.files().end()});
  if (!version.ok()) return version.status();
  return ParseVersion(*version);
}

// A pack alone stands for the other version with it in the place of the pack of its name. Two packs
// alone are compared as they are.
void FillUp(const std::vector<Pack>& others, std::vector<Pack>* packs) {
  if (packs->empty()) return;
  const std::string name = packs->front().name;
  for (const Pack& other : others) {
    if (other.name != name) packs->push_back(other);
  }
}

std::string AdsLookedAt(const v1::LookedAt& looked) {
  return std::to_string(looked.ordinary() + looked.leads()) + " stored ads were looked at";
}

}  // namespace

Result<v1::BacktestReport> RuleService::Backtest(const Caller& caller,
                                                 const v1::BacktestRequest& request,
                                                 const Progress& progress) {
  if (request.samples() < 0 || request.samples() > kMaxSamples)
    return Status(Code::kInvalidArgument, "samples: write 1 to 50");
  BacktestInput input;
  for (const bool old : {true, false}) {
    const v1::RuleChoice& version = old ? request.old_version() : request.new_version();
    (old ? input.old_name : input.new_name) = version.name();
    Result<std::vector<Pack>> packs = PacksOf(version, screener_);
    if (!packs.ok()) return packs.status();
    (old ? input.old_packs : input.new_packs) = *std::move(packs);
  }
  const bool one_old = request.old_version().one_pack(), one_new = request.new_version().one_pack();
  if (one_new && !one_old) FillUp(input.old_packs, &input.new_packs);
  if (one_old && !one_new) FillUp(input.new_packs, &input.old_packs);
  input.threshold = screener_.lead_threshold();
  input.samples = request.samples() == 0 ? kUsualSamples : request.samples();
  input.as_if_stable = request.as_if_stable();
  Result<v1::BacktestReport> report = RunBacktest(store_, input, masker_, progress);
  if (!report.ok()) return report;
  Status audited = store_.Audit({caller.principal, "BACKTEST", "ads", caller.purpose,
                                 std::to_string(report->rules_size()) + " rules differ; " +
                                     AdsLookedAt(report->looked_at())});
  if (!audited.ok()) return audited;
  return report;
}

Result<v1::RuleStatsReport> RuleService::GetRuleStats(const Caller& caller,
                                                      const v1::GetRuleStatsRequest& request,
                                                      const Progress& progress) {
  Result<std::vector<Pack>> packs = PacksOf(request.version(), screener_);
  if (!packs.ok()) return packs.status();
  Result<v1::RuleStatsReport> report = CountRuleHits(store_, *packs, progress);
  if (!report.ok()) return report;
  Status audited = store_.Audit({caller.principal, "BACKTEST", "ads", caller.purpose,
                                 "hits of " + std::to_string(report->rules_size()) +
                                     " rules counted; " + AdsLookedAt(report->looked_at())});
  if (!audited.ok()) return audited;
  return report;
}

Result<v1::SuggestRulesReport> RuleService::SuggestRules(const Caller& caller,
                                                         const v1::SuggestRulesRequest& request,
                                                         const Progress& progress) {
  if (request.count() < 0 || request.count() > kMaxPhrases)
    return Status(Code::kInvalidArgument, "count: write 1 to 100");
  Result<std::shared_ptr<const Screener>> in_use = screener_.Get();
  if (!in_use.ok()) return in_use.status();
  Result<v1::SuggestRulesReport> report =
      SuggestPhrases(store_, (*in_use)->rules(), masker_,
                     request.count() == 0 ? kUsualPhrases : request.count(), progress);
  if (!report.ok()) return report;
  Status audited = store_.Audit({caller.principal, "BACKTEST", "ads", caller.purpose,
                                 "phrases of judged leads; " + AdsLookedAt(report->looked_at())});
  if (!audited.ok()) return audited;
  return report;
}

Result<v1::RescreenReport> RuleService::Rescreen(const Caller& caller,
                                                 const v1::RescreenRequest& request,
                                                 const Progress& progress) {
  const std::unique_lock alone(rescreening_, std::try_to_lock);
  if (!alone) {
    return Status(Code::kFailedPrecondition,
                  "the stored ads are being rescreened already; wait until that has ended");
  }
  Result<std::shared_ptr<const Screener>> in_use = screener_.Get();
  if (!in_use.ok()) return in_use.status();
  Result<v1::RescreenReport> report = varta::Rescreen(
      store_, **in_use,
      {request.source(), request.validate_only(), caller.principal, caller.purpose}, progress);
  if (!report.ok()) return report;
  Result<std::shared_ptr<const Screener>> now = screener_.Get();
  report->set_rules_changed(now.ok() && *now != *in_use);
  return report;
}

}  // namespace varta
