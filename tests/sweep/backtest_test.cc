// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/backtest.h"

#include <gmock/gmock.h>

#include "rules/pack.h"
#include "sweep/convert.h"
#include "sweep/screener.h"
#include "sweep/stored_ads.h"
#include "tests/support/fake_clock.h"
#include "tests/support/open_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// A rule that looks for `any`.
std::string RuleText(const std::string& id, const std::string& any, double weight,
                     const std::string& status = "stable") {
  return "- id: t." + id + "\n  title: {uk: Знак, en: Sign}\n  status: " + status +
         "\n  indicator: J1\n  forms: [LABOUR]\n  evidence: S\n  references: ['x']\n"
         "  match: {any: ['" +
         any + "']}\n  weight: " + std::to_string(weight) +
         "\n  why: {uk: Так, en: So}\n  hit: [а, б, в]\n  miss: [г, д, е]\n";
}

std::vector<Pack> PacksWith(const std::string& rules) {
  Result<Pack> pack = ParsePack(
      {{"pack.yaml",
        "name: t\nversion: 1.0.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [desk]\n"},
       {"a.yaml", rules}});
  EXPECT_THAT(pack, IsOk());
  std::vector<Pack> packs;
  if (pack.ok()) packs.push_back(*std::move(pack));
  return packs;
}

struct BacktestWorld {
  TempDir dir;
  FakeClock clock;
  std::unique_ptr<Store> store;
  Masker masker{std::string(32, 'k')};
  BacktestInput input;

  BacktestWorld() {
    store = OpenStore(dir.File("data"), clock);
    input.old_name = "old";
    input.new_name = "new";
  }
  // A lead if it has a verdict.
  void Put(const std::string& key, const std::string& text,
           v1::Lead::Verdict verdict = v1::Lead::VERDICT_UNSPECIFIED,
           const std::string& wrong_rule = "") {
    v1::Ad ad;
    ad.set_key(key);
    ad.set_url("https://ads.example/" + key);
    ad.set_text(text);
    ReadTyped(ad);
    v1::Provenance provenance;
    provenance.set_source("s");
    *provenance.mutable_fetch_time() = ToProto(clock.Now());
    PageResult page;
    if (verdict == v1::Lead::VERDICT_UNSPECIFIED) {
      page.ads.push_back({ad, {}, {}, provenance, v1::SOURCE_KIND_TEST, true});
    } else {
      page.leads.push_back({ad, {}, {}, provenance, {}, v1::SOURCE_KIND_TEST});
    }
    ASSERT_THAT(store->Commit({&page, 1}, "test"), IsOk());
    if (verdict == v1::Lead::VERDICT_UNSPECIFIED) return;
    EXPECT_THAT(store->UpdateLead(LeadId("s", key), "", {"t", "VERDICT", "", "", ""},
                                  [&](v1::Lead& lead) {
                                    lead.set_verdict(verdict);
                                    if (!wrong_rule.empty()) lead.add_wrong_rules(wrong_rule);
                                    return Status();
                                  }),
                IsOk());
  }
  v1::BacktestReport Run() {
    Result<v1::BacktestReport> report = RunBacktest(*store, input, masker, {});
    EXPECT_THAT(report, IsOk());
    return report.ok() ? *report : v1::BacktestReport();
  }
};

constexpr char kRestOfAd[] =
    ", робота на складі в місті для двох людей, оплата щотижня, зміна триває вісім годин щодня";

TEST(Backtest, SaysWhatAChangedRuleGainsAndLoses) {
  BacktestWorld world;
  world.input.old_packs = PacksWith(RuleText("a", "<паспорт", 5) + RuleText("b", "<склад", 0.1));
  world.input.new_packs = PacksWith(RuleText("a", "<диплом", 5) + RuleText("b", "<склад", 0.1));
  world.Put("1", "Здайте паспорт" + std::string(kRestOfAd), v1::Lead::VERDICT_RELEVANT);
  world.Put("2", "Здайте диплом" + std::string(kRestOfAd), v1::Lead::VERDICT_RELEVANT);
  world.Put("3", "Диплом не потрібен" + std::string(kRestOfAd), v1::Lead::VERDICT_NOT_RELEVANT);
  world.Put("4", "Диплом і паспорт" + std::string(kRestOfAd), v1::Lead::VERDICT_RELEVANT, "t.a");
  world.Put("5", "Покажіть диплом, телефон 067 123 45 67" + std::string(kRestOfAd));
  world.Put("6", "Покажіть диплом, телефон 067 765 43 21" + std::string(kRestOfAd));
  world.Put("7", "Нічого" + std::string(kRestOfAd));

  const v1::BacktestReport report = world.Run();
  EXPECT_EQ(report.looked_at().ordinary(), 3);
  EXPECT_EQ(report.looked_at().leads(), 4);
  EXPECT_EQ(report.looked_at().judged(), 4);
  EXPECT_EQ(report.rules_alike(), 1);
  ASSERT_EQ(report.rules_size(), 1);
  const v1::RuleChange& rule = report.rules(0);
  EXPECT_EQ(rule.rule(), "t.a");
  EXPECT_EQ(rule.kind(), v1::RuleChange::KIND_CHANGED);
  EXPECT_THAT(rule.differs(), ElementsAre("any"));
  EXPECT_EQ(rule.newly_hit().relevant(), 1);
  EXPECT_EQ(rule.newly_hit().not_relevant(), 1);
  EXPECT_EQ(rule.newly_hit().ordinary(), 2);
  EXPECT_EQ(rule.newly_hit().texts(), 3) << "numbers aside, two are one text";
  EXPECT_EQ(rule.no_longer_hit().relevant(), 1);
  EXPECT_EQ(rule.new_hits().relevant(), 2);
  // Of old hits one is right, one is a relevant lead on which it misfired.
  EXPECT_EQ(rule.old_precision().value(), 0.5);
  EXPECT_EQ(rule.old_precision().of(), 2);
  EXPECT_NEAR(rule.new_precision().value(), 1.0 / 3, 1e-9);
  EXPECT_NEAR(rule.new_recall().value(), 2.0 / 3, 1e-9);

  EXPECT_EQ(report.newly_leads().ordinary(), 2);
  EXPECT_EQ(report.newly_leads().relevant(), 1);
  EXPECT_EQ(report.no_longer_leads().relevant(), 1);
  EXPECT_EQ(report.old_judged().relevant(), 2);
  EXPECT_EQ(report.new_judged().not_relevant(), 1);

  ASSERT_EQ(rule.samples_size(), 4) << "one of the two near-copies";
  EXPECT_EQ(rule.samples(0).lead(), "leads/" + LeadId("s", "3")) << "what speaks against it first";
  for (const v1::AdSample& sample : rule.samples()) {
    EXPECT_THAT(sample.excerpt(), Not(HasSubstr("123 45"))) << sample.excerpt();
    ASSERT_EQ(sample.spans_size(), 1);
    const std::string marked = sample.excerpt().substr(
        sample.spans(0).begin(), sample.spans(0).end() - sample.spans(0).begin());
    EXPECT_THAT(marked, testing::AnyOf("диплом", "Диплом", "паспорт"));
  }
}

TEST(Backtest, WhatOnlyCountsOtherwiseChangesLeadsAndNoHits) {
  BacktestWorld world;
  world.input.old_packs = PacksWith(RuleText("a", "<паспорт", 0.1));
  world.input.new_packs = PacksWith(RuleText("a", "<паспорт", 5));
  world.Put("1", "Здайте паспорт" + std::string(kRestOfAd));
  const v1::BacktestReport report = world.Run();
  ASSERT_EQ(report.rules_size(), 1);
  EXPECT_EQ(report.rules(0).kind(), v1::RuleChange::KIND_WEIGHED);
  EXPECT_EQ(report.rules(0).newly_hit().ordinary(), 0);
  EXPECT_EQ(report.rules(0).new_hits().ordinary(), 1);
  EXPECT_EQ(report.newly_leads().ordinary(), 1);
  ASSERT_EQ(report.lead_samples_size(), 1);
  EXPECT_THAT(report.lead_samples(0).rules(), ElementsAre("t.a"));
}

TEST(Backtest, DraftsRunInShadowUnlessTheyAreAskedToCount) {
  BacktestWorld world;
  world.input.old_packs = PacksWith(RuleText("b", "<склад", 0.1));
  world.input.new_packs =
      PacksWith(RuleText("a", "<паспорт", 5, "draft") + RuleText("b", "<склад", 0.1));
  world.Put("1", "Здайте паспорт" + std::string(kRestOfAd));
  v1::BacktestReport report = world.Run();
  ASSERT_EQ(report.rules_size(), 1);
  EXPECT_EQ(report.rules(0).kind(), v1::RuleChange::KIND_ADDED);
  EXPECT_EQ(report.rules(0).newly_hit().ordinary(), 1);
  EXPECT_EQ(report.newly_leads().ordinary(), 0);
  world.input.as_if_stable = true;
  EXPECT_EQ(world.Run().newly_leads().ordinary(), 1);
}

TEST(Backtest, PurgedAdsAreCountedAndNotLookedAt) {
  BacktestWorld world;
  world.input.old_packs = world.input.new_packs = PacksWith(RuleText("a", "<паспорт", 5));
  world.Put("1", "Здайте паспорт" + std::string(kRestOfAd));
  ASSERT_THAT(world.store->PurgeAds({}, "test"), IsOk());
  const v1::BacktestReport report = world.Run();
  EXPECT_EQ(report.looked_at().purged(), 1);
  EXPECT_EQ(report.looked_at().ordinary(), 0);
  EXPECT_EQ(report.rules_size(), 0);
  EXPECT_EQ(report.rules_alike(), 1);
}

TEST(Backtest, AMistakeInAVersionNamesIt) {
  BacktestWorld world;
  world.input.old_packs = world.input.new_packs = PacksWith(RuleText("a", "<паспорт", 5));
  world.input.new_packs.push_back(world.input.new_packs[0]);  // the same rules again
  EXPECT_THAT(RunBacktest(*world.store, world.input, world.masker, {}),
              IsError(Code::kInvalidArgument, "new: a.yaml:"));
}

TEST(Backtest, RatesHaveWilsonsInterval) {
  v1::Rate rate;
  SetRate(0, 0, [&]() -> v1::Rate* {
    ADD_FAILURE();
    return &rate;
  });
  SetRate(8, 10, [&] { return &rate; });
  EXPECT_NEAR(rate.value(), 0.8, 1e-9);
  EXPECT_NEAR(rate.low(), 0.4902, 1e-4);
  EXPECT_NEAR(rate.high(), 0.9433, 1e-4);
  SetRate(0, 20, [&] { return &rate; });
  EXPECT_EQ(rate.low(), 0);
  EXPECT_NEAR(rate.high(), 0.1611, 1e-4);
}

}  // namespace
}  // namespace varta
