// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What rules do on all stored ads: counts of each, and phrases that none looks for.
#include "sweep/rule_stats.h"

#include <gmock/gmock.h>

#include "rules/pack.h"
#include "sweep/convert.h"
#include "sweep/rule_suggestions.h"
#include "tests/support/fake_clock.h"
#include "tests/support/open_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string StatRule(const std::string& id, const std::string& any,
                     const std::string& status = "stable") {
  return "- id: t." + id + "\n  title: {uk: Знак, en: Sign}\n  status: " + status +
         "\n  indicator: J1\n  forms: [LABOUR]\n  evidence: S\n  references: ['x']\n"
         "  match: {any: ['" +
         any +
         "']}\n  weight: 1\n  why: {uk: Так, en: So}\n"
         "  hit: [а, б, в]\n  miss: [г, д, е]\n";
}

std::vector<Pack> StatPacks(const std::string& rules) {
  Result<Pack> pack = ParsePack(
      {{"pack.yaml",
        "name: t\nversion: 1.0.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [desk]\n"},
       {"a.yaml", rules}});
  EXPECT_THAT(pack, IsOk());
  std::vector<Pack> packs;
  if (pack.ok()) packs.push_back(*std::move(pack));
  return packs;
}

struct StatWorld {
  TempDir dir;
  FakeClock clock;
  std::unique_ptr<Store> store;
  std::vector<PageResult> pages;
  std::vector<std::pair<std::string, v1::Lead::Verdict>> verdicts;

  StatWorld() { store = OpenStore(dir.File("data"), clock); }
  // A lead if it has a verdict.
  void Put(const std::string& text, Duration ago = 0ms,
           v1::Lead::Verdict verdict = v1::Lead::VERDICT_UNSPECIFIED) {
    v1::Ad ad;
    const std::string key = std::to_string(pages.size());
    ad.set_key(key);
    ad.set_text(text);
    ad.set_language("uk");
    v1::Provenance provenance;
    provenance.set_source("s");
    *provenance.mutable_fetch_time() = ToProto(clock.Now() - ago);
    PageResult& page = pages.emplace_back();
    if (verdict == v1::Lead::VERDICT_UNSPECIFIED) {
      page.ads.push_back({ad, {}, {}, provenance, v1::SOURCE_KIND_TEST, true});
    } else {
      page.leads.push_back({ad, {}, {}, provenance, {}, v1::SOURCE_KIND_TEST});
      verdicts.emplace_back(LeadId("s", key), verdict);
    }
  }
  void Commit() {
    ASSERT_THAT(store->Commit(pages, "test"), IsOk());
    for (const auto& [id, verdict] : verdicts) {
      EXPECT_THAT(store->UpdateLead(id, "", {"t", "VERDICT", "", "", ""},
                                    [verdict = verdict](v1::Lead& lead) {
                                      lead.set_verdict(verdict);
                                      return Status();
                                    }),
                  IsOk());
    }
  }
};

TEST(RuleStats, CountsEachRuleAndSaysWhatIsNoisyWrongOrDead) {
  StatWorld world;
  for (int i = 0; i < 1000; ++i)
    world.Put(i % 10 == 0 ? "Робота на складі" : "Інше", i < 100 ? 1h : 20 * 24h);
  for (int i = 0; i < 8; ++i) world.Put("Паспорт", 1h, v1::Lead::VERDICT_NOT_RELEVANT);
  world.Put("Паспорт", 1h, v1::Lead::VERDICT_RELEVANT);
  world.Commit();
  const std::vector<Pack> packs =
      StatPacks(StatRule("noisy", "<склад", "stable") + StatRule("wrong", "<паспорт") +
                StatRule("dead", "<літак") + StatRule("shade", "<робот", "shadow"));
  Result<v1::RuleStatsReport> report = CountRuleHits(*world.store, packs, {});
  ASSERT_THAT(report, IsOk());
  std::map<std::string, v1::RuleStats> rules;
  for (const v1::RuleStats& stats : report->rules()) rules[stats.rule()] = stats;
  ASSERT_EQ(rules.size(), 4u);
  EXPECT_EQ(report->rules(0).rule(), "t.noisy");
  EXPECT_EQ(rules["t.noisy"].hits().ordinary(), 100);
  EXPECT_EQ(rules["t.noisy"].hits().texts(), 1);
  EXPECT_EQ(rules["t.noisy"].base_rate().value(), 0.1);
  EXPECT_THAT(rules["t.noisy"].notes(), Contains(v1::RuleStats::NOTE_NOISY));
  // 10 of 109 ads of the newest week, 90 of 900 before.
  EXPECT_EQ(rules["t.noisy"].week().of(), 109);
  EXPECT_EQ(rules["t.noisy"].before().value(), 0.1);
  EXPECT_LT(std::abs(rules["t.noisy"].drift()), 1);
  EXPECT_NEAR(rules["t.wrong"].precision().value(), 1.0 / 9, 1e-9);
  EXPECT_THAT(rules["t.wrong"].notes(),
              ElementsAre(v1::RuleStats::NOTE_WRONG, v1::RuleStats::NOTE_DRIFTED));
  EXPECT_THAT(rules["t.dead"].notes(), ElementsAre(v1::RuleStats::NOTE_DEAD));
  EXPECT_EQ(rules["t.shade"].status(), "shadow");
  EXPECT_EQ(rules["t.shade"].weight(), 0);
  EXPECT_THAT(rules["t.shade"].notes(), Not(Contains(v1::RuleStats::NOTE_NOISY)));
  ASSERT_EQ(rules["t.shade"].overlaps_size(), 1);
  EXPECT_EQ(rules["t.shade"].overlaps(0).rule(), "t.noisy");
  EXPECT_EQ(rules["t.shade"].overlaps(0).share(), 1);
}

TEST(RuleSuggestions, FindsThePhraseThatTellsThemApart) {
  StatWorld world;
  const char* const letters[] = {"а", "б", "в", "г", "д", "е", "є", "ж", "з", "и"};
  const auto unlike = [&](int i) {  // so that no two texts are one
    return std::string(" слово") + letters[i % 10] + letters[i / 10];
  };
  for (int i = 0; i < 25; ++i) {
    world.Put("Дорогу оплачуємо, потім відпрацюєш борг." + unlike(i), 0ms,
              v1::Lead::VERDICT_RELEVANT);
    world.Put("Дорогу оплачуємо, житло надаємо." + unlike(i), 0ms, v1::Lead::VERDICT_NOT_RELEVANT);
    world.Put("Дорогу оплачуємо, житло надаємо, запрошуємо." + unlike(i));
  }
  world.Commit();
  const Masker masker(std::string(32, 'k'));
  const auto suggest = [&](const std::string& rule) {
    Result<RuleSet> rules = RuleSet::Compile(StatPacks(StatRule("a", rule)));
    EXPECT_THAT(rules, IsOk());
    Result<v1::SuggestRulesReport> report = SuggestPhrases(*world.store, *rules, masker, 20, {});
    EXPECT_THAT(report, IsOk());
    return report.ok() ? *report : v1::SuggestRulesReport();
  };
  const v1::SuggestRulesReport report = suggest("<склад");
  EXPECT_EQ(report.relevant_texts(), 25);
  ASSERT_EQ(report.phrases_size(), 1) << report.ShortDebugString();
  EXPECT_THAT(report.phrases(0).phrase(), HasSubstr("відпрацюєш"));
  EXPECT_EQ(report.phrases(0).relevant(), 25);
  EXPECT_EQ(report.phrases(0).not_relevant(), 0);
  EXPECT_GT(report.phrases(0).z(), 2);
  EXPECT_THAT(report.phrases(0).languages(), ElementsAre("uk"));
  EXPECT_THAT(suggest("<потім відпрацюєш борг").phrases(), IsEmpty()) << "a rule hits there";
}

TEST(RuleSuggestions, SaysHowFewVerdictsThereAre) {
  StatWorld world;
  for (int i = 0; i < 30; ++i) world.Put("Потім відпрацюєш", 0ms, v1::Lead::VERDICT_RELEVANT);
  world.Commit();
  Result<RuleSet> rules = RuleSet::Compile(StatPacks(StatRule("a", "<склад")));
  Result<v1::SuggestRulesReport> report =
      SuggestPhrases(*world.store, *rules, Masker(std::string(32, 'k')), 20, {});
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->relevant_texts(), 1) << "copies count once";
  EXPECT_EQ(report->needed_texts(), 20);
  EXPECT_THAT(report->phrases(), IsEmpty());
}

}  // namespace
}  // namespace varta
