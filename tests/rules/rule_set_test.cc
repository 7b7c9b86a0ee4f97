// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/rule_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "tests/rules/made_rules.h"

namespace varta {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(RuleSet, RunsByStatusAndLanguageAndWeighsByEvidence) {
  struct Case {
    const char* name;
    RuleStatus status;
    v1::Strength strength;
    std::vector<std::string> languages;
    const char* language;
    std::optional<double> weight;  // of the hit
  };
  const Case cases[] = {
      {"stable", RuleStatus::kStable, v1::STRENGTH_STRONG, {"uk"}, "uk", 1.5},
      {"weak counts", RuleStatus::kStable, v1::STRENGTH_WEAK, {"uk"}, "uk", 1.5},
      {"shadow weighs nothing", RuleStatus::kShadow, v1::STRENGTH_STRONG, {"uk"}, "uk", 0.0},
      {"contested weighs nothing", RuleStatus::kStable, v1::STRENGTH_CONTESTED, {"uk"}, "uk", 0.0},
      {"contradicted weighs nothing",
       RuleStatus::kStable,
       v1::STRENGTH_CONTRADICTED,
       {"uk"},
       "uk",
       0.0},
      {"draft", RuleStatus::kDraft, v1::STRENGTH_STRONG, {"uk"}, "uk", std::nullopt},
      {"retired", RuleStatus::kRetired, v1::STRENGTH_STRONG, {"uk"}, "uk", std::nullopt},
      {"other language",
       RuleStatus::kStable,
       v1::STRENGTH_STRONG,
       {"ru", "pl"},
       "uk",
       std::nullopt},
      {"one of several languages",
       RuleStatus::kStable,
       v1::STRENGTH_STRONG,
       {"ru", "uk"},
       "uk",
       1.5},
      {"unknown language", RuleStatus::kStable, v1::STRENGTH_STRONG, {"ru"}, "", 1.5},
      {"rule for all languages", RuleStatus::kStable, v1::STRENGTH_STRONG, {}, "ro", 1.5},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Rule rule = MakeRule("t.a", {Patterns({"слово"}), {}, {}, {}});
    rule.status = c.status;
    rule.strength = c.strength;
    rule.languages = c.languages;
    const RuleSet rules = Compiled({rule});
    v1::Ad ad = MakeAd("", "слово");
    ad.set_language(c.language);
    const std::vector<v1::Hit> hits = rules.Match(ad);
    EXPECT_TRUE(rules.Matches("t.a", ad));  // whatever its status
    ASSERT_EQ(!hits.empty(), c.weight.has_value());
    if (c.weight) {
      EXPECT_EQ(hits[0].weight(), *c.weight);
    }
  }
}

TEST(RuleSet, OfAMixedAdTheRulesOfEachLanguageAreAsked) {
  Rule uk = MakeRule("t.uk", {Patterns({"слово"}), {}, {}, {}}), en = uk, pl = uk;
  en.id = "t.en";
  pl.id = "t.pl";
  uk.languages = {"uk"};
  en.languages = {"en", "de"};
  pl.languages = {"pl"};
  const RuleSet rules = Compiled({uk, en, pl});
  v1::Ad ad = MakeAd("", "слово");
  ad.set_language("uk");
  for (const char* language : {"uk", "en", "uk"}) ad.add_language_blocks()->set_language(language);
  for (const auto& hits : {rules.Match(ad), rules.MatchOneByOne(ad)}) {
    ASSERT_EQ(hits.size(), 2u);
    EXPECT_EQ(hits[0].rule(), "t.uk");
    EXPECT_EQ(hits[1].rule(), "t.en");
  }
}

TEST(RuleSet, HitSaysWhatTheRuleIs) {
  Rule rule = MakeRule("t.a", {Patterns({"слово"}), {}, {}, {}});
  rule.indicator = "J1";
  rule.forms = {v1::FORM_LABOUR, v1::FORM_CHILD};
  rule.title.set_en("A word");
  rule.why.set_uk("Чому");
  rule.references = {"one", "two"};
  const RuleSet rules = Compiled({rule, MakeRule("t.b", {Patterns({"сло"}), {}, {}, {}})});
  const std::vector<v1::Hit> hits = rules.Match(MakeAd("", "слово"));
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].rule(), "t.a");
  EXPECT_EQ(hits[1].rule(), "t.b");
  EXPECT_EQ(hits[0].pack(), "t");
  EXPECT_EQ(hits[0].pack_version(), "1.0.0");
  EXPECT_EQ(hits[0].pack_sha256(), "abc");
  EXPECT_EQ(hits[0].indicator(), "J1");
  EXPECT_THAT(hits[0].forms(), ElementsAre(v1::FORM_LABOUR, v1::FORM_CHILD));
  EXPECT_EQ(hits[0].strength(), v1::STRENGTH_STRONG);
  EXPECT_EQ(hits[0].title().en(), "A word");
  EXPECT_EQ(hits[0].why().uk(), "Чому");
  EXPECT_THAT(hits[0].references(), ElementsAre("one", "two"));
  ASSERT_NE(rules.Find("t.b"), nullptr);
  EXPECT_EQ(rules.Find("t.b")->id, "t.b");
  EXPECT_EQ(rules.Find("t.c"), nullptr);
  EXPECT_FALSE(rules.Matches("t.c", MakeAd("", "слово")));
  EXPECT_EQ(rules.packs().size(), 1u);
}

TEST(RuleSet, AWholePageIsAskedWithoutUnlessAndInEveryLanguage) {
  Rule silenced =
      MakeRule("t.silenced", {.any = Patterns({"<паспорт>"}), .unless = Patterns({"<поліція>"})});
  silenced.languages = {"uk"};
  Rule title = MakeRule("t.title", {.any = Patterns({"<хостес>"})});
  title.view = View::kTitle;
  Rule weightless = MakeRule("t.weightless", {.any = Patterns({"<завтра>"})});
  weightless.strength = v1::STRENGTH_CONTESTED;
  RuleSet set = Compiled({silenced, title, weightless});
  v1::Ad page = MakeAd("Оголошення", "віддати паспорт ... поліція 102");
  page.set_language("ru");
  EXPECT_TRUE(set.Match(page).empty());
  const auto may_match = [&](const char* text) {
    return RuleSet::PageScan(set, "Оголошення", text).MayMatchPart();
  };
  EXPECT_TRUE(may_match("віддати паспорт ... поліція 102"));
  EXPECT_TRUE(may_match("Хостес у клуб"));
  EXPECT_FALSE(may_match("виїзд завтра, поліція 102"));
}

TEST(RuleSet, APageThatIsOneAdHasTheHitsOfThatAd) {
  const auto in_view = [](const char* id, View view, const char* pattern) {
    Rule rule = MakeRule(id, {.any = Patterns({pattern})});
    rule.view = view;
    return rule;
  };
  Rule of_vacancies = in_view("t.vacancies", View::kText, "<віза>");
  of_vacancies.source_kinds = {v1::SOURCE_KIND_JOB_BOARD};
  Rule russian = in_view("t.russian", View::kText, "<віза>");
  russian.languages = {"ru"};
  const RuleSet set = Compiled(
      {in_view("t.text", View::kText, "<паспорт>"), in_view("t.folded", View::kFolded, "паспорт"),
       in_view("t.title", View::kTitle, "<хостес>"), in_view("t.url", View::kUrl, "/work/"),
       in_view("t.raw", View::kRaw, "віза"), of_vacancies, russian});
  for (const char* title : {"", "Хостес у клуб", "Паспорт і віза"}) {
    for (const char* text : {"", "віддати паспорт, віза, хостес", "п.а.с.п.о.р.т у хостес"}) {
      v1::Ad ad = MakeAd(title, text);
      ad.set_language("uk");
      ad.set_url("https://a.test/work/1");
      for (const auto source : {v1::SOURCE_KIND_JOB_BOARD, v1::SOURCE_KIND_CLASSIFIEDS}) {
        SCOPED_TRACE(std::string(title) + "|" + text);
        const std::vector<v1::Hit> alone = set.Match(ad, source);
        for (const bool asked : {false, true}) {
          RuleSet::PageScan page(set, title, text);
          if (asked) page.MayMatchPart();
          const std::vector<v1::Hit> hits = page.Match(ad, source);
          ASSERT_EQ(hits.size(), alone.size());
          for (size_t i = 0; i < hits.size(); ++i)
            EXPECT_EQ(hits[i].DebugString(), alone[i].DebugString());
        }
      }
    }
  }
}

TEST(RuleSet, SurvivesAMove) {
  RuleSet first = Compiled({MakeRule("t.a", {Patterns({"слово"}), {}, {}, {}})});
  RuleSet second = std::move(first);
  EXPECT_EQ(second.Match(MakeAd("", "слово")).size(), 1u);
  EXPECT_EQ(second.Find("t.a")->id, "t.a");
}

TEST(RuleSet, CompileNamesTheMistakeAndItsPlace) {
  struct Case {
    const char* name;
    std::vector<Rule> rules;
    const char* message;
  };
  const Case cases[] = {
      {"RE2 refuses",
       {MakeRule("t.a", {Patterns({"слово", "\\p{Nope}"}), {}, {}, {}})},
       "t.yaml:11:7: rule t.a: RE2 says: "},
      {"trap",
       {MakeRule("t.a", {{}, {}, Patterns({"\\bслово"}), {}})},
       "t.yaml:10:7: rule t.a: \\b knows ASCII letters only"},
      {"in near",
       {MakeRule("t.a", {{}, {}, {}, {{Patterns({"a", "b*"}), 1}}})},
       "t.yaml:11:7: rule t.a: the pattern matches where"},
      {"draft rules too",
       {[] {
         Rule rule = MakeRule("t.a", {Patterns({"("}), {}, {}, {}});
         rule.status = RuleStatus::kDraft;
         return rule;
       }()},
       "never closed"},
      {"id twice",
       {MakeRule("t.a", {Patterns({"a"}), {}, {}, {}}),
        MakeRule("t.a", {Patterns({"b"}), {}, {}, {}})},
       "t.yaml:3:1: rule t.a: this id is taken at t.yaml:3"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Result<RuleSet> rules = RuleSet::Compile({MakePack(c.rules)});
    ASSERT_FALSE(rules.ok());
    EXPECT_EQ(rules.status().code(), Code::kInvalidArgument);
    EXPECT_THAT(rules.status().message(), HasSubstr(c.message));
  }
  // Two mistakes are two lines.
  const Status both =
      RuleSet::Compile({MakePack({MakeRule("t.a", {Patterns({"a*", "b*"}), {}, {}, {}})})})
          .status();
  EXPECT_EQ(std::count(both.message().begin(), both.message().end(), '\n'), 1);
}

TEST(RuleSet, BoundsThePatternsOfAllRules) {
  const Pack pack = MakePack({MakeRule("t.a", {Patterns({"слово"}), {}, {}, {}}),
                              MakeRule("t.b", {Patterns({"\\pL"}), {}, {}, {}})});
  EXPECT_TRUE(RuleSet::Compile({pack}).ok());
  const Status status = RuleSet::Compile({pack}, 500).status();
  EXPECT_EQ(status.code(), Code::kInvalidArgument);
  EXPECT_THAT(status.message(), HasSubstr("rule t.b: all patterns together are too large"));
}

}  // namespace
}  // namespace varta
