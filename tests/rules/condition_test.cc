// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a rule asks for besides its patterns: facts, how many of any, its sentence, sources, dates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/examples.h"
#include "rules/pack.h"
#include "rules/rule_reader.h"
#include "rules/rule_set.h"
#include "rules/sentences.h"

namespace varta {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kConditionManifest[] =
    "name: t\nversion: 1.2.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [desk]\n";

std::string ConditionRule(const std::string& match, const std::string& more = "") {
  return R"(- id: t.a
  title: {uk: Папери, en: Papers}
  status: stable
  indicator: J1
  forms: [LABOUR]
  evidence: S
  references: ['ILO indicators of forced labour (2012)']
  weight: 1
  why: {uk: Так, en: So}
  hit: [один, два]
  miss: [три, чотири]
)" + more +
         "  match:\n    " + match + "\n";
}

Result<Pack> ParsedCondition(const std::string& match, const std::string& more = "") {
  return ParsePack({{"pack.yaml", kConditionManifest}, {"a.yaml", ConditionRule(match, more)}});
}

RuleSet WithCondition(const std::string& match, const std::string& more = "") {
  Result<Pack> pack = ParsedCondition(match, more);
  EXPECT_TRUE(pack.ok()) << pack.status().message();
  Result<RuleSet> rules = RuleSet::Compile({*pack});
  EXPECT_TRUE(rules.ok()) << rules.status().message();
  return std::move(*rules);
}

v1::Ad AdOf(const std::string& title, const std::string& text) {
  v1::Ad ad;
  ad.set_title(title);
  ad.set_text(text);
  return ad;
}

v1::Fact* AddFact(v1::Ad& ad, v1::FactKind kind, const std::string& value) {
  v1::Fact* fact = ad.add_facts();
  fact->set_kind(kind);
  fact->set_value(value);
  return fact;
}

std::vector<std::string> WordsHit(const RuleSet& rules, const v1::Ad& ad) {
  std::vector<std::string> spans;
  const std::vector<v1::Hit> hits = rules.Match(ad);
  const std::vector<v1::Hit> truth = rules.MatchOneByOne(ad);
  EXPECT_EQ(hits.size(), truth.size());
  for (const v1::Hit& hit : hits) {
    const std::string& in = hit.place() == v1::PLACE_TITLE ? ad.title() : ad.text();
    for (const v1::Span& span : hit.spans())
      spans.push_back(in.substr(span.begin(), span.end() - span.begin()));
  }
  return spans;
}

TEST(Sentences, EndWithTheirLineAndAtStops) {
  struct Case {
    const char* text;
    size_t sentences;
  };
  const Case cases[] = {
      {"", 1},
      {"Один", 1},
      {"Один. Два", 2},
      {"Один! два? Три… Чотири", 4},
      {"Один\nдва", 2},
      {"Один.\nДва", 2},
      {"Оплата 20 тис. грн на руки", 1},
      {"Оплата 20 тис. Житло є", 2},
      {"на вул. Шевченка", 2},  // could be an end as well
      {"м. Київ", 1},
      {"Житло є. Дзвоніть", 2},
      {"робота. паспорт", 2},
      {"т.д. і т.п. там", 1},
      {"версія 1.2 добра", 1},
      {"...", 1},
      {"Що?! Так", 2},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const std::string_view text = c.text;
    const auto size = static_cast<uint32_t>(text.size());
    EXPECT_EQ(Sentences(text).Of({size, size}).last + 1, c.sentences);
  }
}

TEST(UnlessInSentence, OnlyMatchesOfThatSentenceDoNotCount) {
  const std::string match = "{any: [паспорт забира, телефон здає], unless: [поліці, не забира]";
  const RuleSet sentence = WithCondition(match + ", unless_in: sentence}");
  const RuleSet ad = WithCondition(match + ", unless_in: ad}");
  const RuleSet by_default = WithCondition(match + "}");

  const v1::Ad beside = AdOf("", "Паспорт забираємо одразу. Ми не поліція.");
  EXPECT_THAT(WordsHit(sentence, beside), ElementsAre("Паспорт забира"));
  EXPECT_THAT(WordsHit(ad, beside), ElementsAre());
  EXPECT_THAT(WordsHit(by_default, beside), ElementsAre("Паспорт забира"));

  const v1::Ad inside = AdOf("", "Якщо паспорт забирають, дзвоніть у поліцію.");
  EXPECT_THAT(WordsHit(sentence, inside), ElementsAre());

  const v1::Ad lines = AdOf("", "паспорт забираємо\nполіції не треба");
  EXPECT_THAT(WordsHit(sentence, lines), ElementsAre("паспорт забира"));

  const v1::Ad both =
      AdOf("", "Якщо паспорт забирають, поліція допоможе. А телефон здаєте охороні.");
  EXPECT_THAT(WordsHit(sentence, both), ElementsAre("телефон здає"));

  const v1::Ad titled = AdOf("Поліція попереджає", "Паспорт забираємо");
  EXPECT_THAT(WordsHit(sentence, titled), ElementsAre("Паспорт забира"));
  EXPECT_THAT(WordsHit(ad, titled), ElementsAre());
}

TEST(UnlessInSentence, HoldsForAllAndNear) {
  const RuleSet all =
      WithCondition("{all: [паспорт, охорон], unless: поліці, unless_in: sentence}");
  EXPECT_TRUE(all.Matches("t.a", AdOf("", "Паспорт у сейфі. Охорона є. Поліція поруч.")));
  EXPECT_FALSE(all.Matches("t.a", AdOf("", "Паспорт у сейфі. Охорона і поліція.")));
  EXPECT_TRUE(all.Matches("t.a", AdOf("", "Паспорт. Охорона і поліція. Охорона.")));

  const RuleSet near = WithCondition(
      "{near: {words: [паспорт, забира], within: 3}, unless: поліці, unless_in: sentence}");
  EXPECT_TRUE(near.Matches("t.a", AdOf("", "Забираємо паспорт. Поліція поруч.")));
  EXPECT_FALSE(near.Matches("t.a", AdOf("", "Поліція забирає паспорт. Паспорт поруч.")));
}

TEST(AtLeast, CountsDifferentPatterns) {
  const RuleSet rules = WithCondition("{any: [паспорт, телефон, охорон, паспорт], at_least: 2}");
  EXPECT_THAT(WordsHit(rules, AdOf("", "паспорт, паспорт")), ElementsAre());
  EXPECT_THAT(WordsHit(rules, AdOf("", "паспорт і телефон")), ElementsAre("паспорт", "телефон"));
  EXPECT_TRUE(rules.Matches("t.a", AdOf("Охорона", "паспорт")));
}

TEST(When, AsksForFacts) {
  struct Case {
    const char *name, *when;
    void (*fill)(v1::Ad&);
    bool holds;
  };
  const auto age = [](v1::Ad& ad, std::optional<double> low, std::optional<double> high) {
    v1::Fact* fact = AddFact(ad, v1::FACT_KIND_AGE, "");
    if (low) fact->set_low(*low);
    if (high) fact->set_high(*high);
  };
  static const auto kAge = age;
  const Case cases[] = {
      {"no fact", "{fact: phone}", [](v1::Ad&) {}, false},
      {"a fact", "{fact: phone}", [](v1::Ad& ad) { AddFact(ad, v1::FACT_KIND_PHONE, "+380"); },
       true},
      {"obscured", "{fact: phone, obscured: true}",
       [](v1::Ad& ad) {
         AddFact(ad, v1::FACT_KIND_PHONE, "1");
         AddFact(ad, v1::FACT_KIND_PHONE, "2")->set_obscured(true);
       },
       true},
      {"not obscured", "{fact: phone, obscured: true}",
       [](v1::Ad& ad) { AddFact(ad, v1::FACT_KIND_PHONE, "1"); }, false},
      {"17", "{fact: age, below: 18}", [](v1::Ad& ad) { kAge(ad, 17, 17); }, true},
      {"18 is not below 18", "{fact: age, below: 18}", [](v1::Ad& ad) { kAge(ad, 18, 18); }, false},
      {"16-25", "{fact: age, below: 18}", [](v1::Ad& ad) { kAge(ad, 16, 25); }, true},
      {"up to 40", "{fact: age, below: 18}", [](v1::Ad& ad) { kAge(ad, {}, 40); }, false},
      {"from 18", "{fact: age, above: 20}", [](v1::Ad& ad) { kAge(ad, 18, {}); }, false},
      {"18-35", "{fact: age, above: 20}", [](v1::Ad& ad) { kAge(ad, 18, 35); }, true},
      {"none of it", "{fact: employer, at_most: 0}", [](v1::Ad&) {}, true},
      {"none of it, but one", "{fact: employer, at_most: 0}",
       [](v1::Ad& ad) { AddFact(ad, v1::FACT_KIND_EMPLOYER, "ТОВ"); }, false},
      {"two", "{fact: phone, at_least: 2}",
       [](v1::Ad& ad) {
         AddFact(ad, v1::FACT_KIND_PHONE, "1");
         AddFact(ad, v1::FACT_KIND_PHONE, "2");
       },
       true},
      {"abroad", "{fact: place, abroad: true}",
       [](v1::Ad& ad) { AddFact(ad, v1::FACT_KIND_PLACE, "PL/Warszawa"); }, true},
      {"not abroad", "{fact: place, abroad: true}",
       [](v1::Ad& ad) { AddFact(ad, v1::FACT_KIND_PLACE, "UA-46/Lviv"); }, false},
      {"destination", "{fact: place, abroad: true, role: destination}",
       [](v1::Ad& ad) { AddFact(ad, v1::FACT_KIND_PLACE, "PL")->set_role(v1::ROLE_ORIGIN); },
       false},
      {"value", "{fact: work, value: [waiter, hostess]}",
       [](v1::Ad& ad) { AddFact(ad, v1::FACT_KIND_WORK, "hostess"); }, true},
      {"service", "{fact: handle, service: viber}",
       [](v1::Ad& ad) { AddFact(ad, v1::FACT_KIND_HANDLE, "x")->set_service("telegram"); }, false},
      {"both of two", "[{fact: phone}, {fact: email}]",
       [](v1::Ad& ad) { AddFact(ad, v1::FACT_KIND_PHONE, "1"); }, false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const RuleSet rules = WithCondition("{any: [слово], when: " + std::string(c.when) + "}");
    v1::Ad ad = AdOf("", "слово");
    c.fill(ad);
    EXPECT_EQ(rules.Matches("t.a", ad), c.holds);
    EXPECT_EQ(!WordsHit(rules, ad).empty(), c.holds);
    EXPECT_FALSE(rules.Matches("t.a", AdOf("", "інше")));
  }
}

TEST(When, ExamplesHaveTheFactsThatAreFound) {
  const RuleSet rules = WithCondition("{any: [один, два, три], when: {fact: phone}}");
  EXPECT_EQ(CheckExamples(rules.packs()).size(), 2u);  // neither hit has a phone
  const auto phones = [](v1::Ad& ad) {
    if (ad.text() != "три") AddFact(ad, v1::FACT_KIND_PHONE, "1");
  };
  EXPECT_TRUE(CheckExamples(rules.packs(), phones).empty());
  const std::vector<ExampleFailure> failures = CheckExamples(rules.packs());
  EXPECT_EQ(failures[0].line, 10);
  EXPECT_EQ(failures[0].column, 9);
  EXPECT_EQ(failures[1].column, 15);
}

TEST(SourceKinds, LimitARuleToTheSourcesItIsFor) {
  const RuleSet rules =
      WithCondition("{any: [слово]}", "  source_kinds: [job_board, classifieds]\n");
  const v1::Ad ad = AdOf("", "слово");
  EXPECT_EQ(rules.Match(ad).size(), 1u);  // the source is not known
  EXPECT_EQ(rules.Match(ad, v1::SOURCE_KIND_JOB_BOARD).size(), 1u);
  EXPECT_EQ(rules.Match(ad, v1::SOURCE_KIND_MESSENGER_CHANNEL).size(), 0u);
}

TEST(Metadata, IsRead) {
  const Result<Pack> pack =
      ParsedCondition("{any: [а]}",
                      "  authors: [о.коваль]\n  created: 2026-03-02\n"
                      "  modified: '2026-11-20'\n  false_positives: [візові центри]\n");
  ASSERT_TRUE(pack.ok()) << pack.status().message();
  const Rule& rule = pack->rules[0];
  EXPECT_THAT(rule.authors, ElementsAre("о.коваль"));
  EXPECT_EQ(rule.created, "2026-03-02");
  EXPECT_EQ(rule.modified, "2026-11-20");
  EXPECT_THAT(rule.false_positives, ElementsAre("візові центри"));
}

TEST(Conditions, MistakesAreNamed) {
  struct Case {
    const char *match, *more, *message;
  };
  const Case cases[] = {
      {"{any: [а], when: {fact: phones}}", "",
       "a.yaml:13:29: rule t.a: 'fact' must be one of phone"},
      {"{any: [а], when: {obscured: true}}", "", "key 'fact' is missing"},
      {"{any: [а], when: {fact: phone, obscure: true}}", "", "did you mean 'obscured'?"},
      {"{any: [а], when: {fact: phone, abroad: true}}", "", "'abroad' goes with 'fact: place'"},
      {"{any: [а], when: {fact: phone, at_least: 0}}", "", "at least 0 always holds"},
      {"{any: [а], when: {fact: phone, at_least: 3, at_most: 2}}", "", "this never holds"},
      {"{any: [а], when: {fact: place, role: target}}", "", "'role' must be one of destination"},
      {"{any: [а], when: {fact: age, below: many}}", "", "'below' must be a number"},
      {"{any: [а], at_least: 2}", "", "'any' has 1 patterns"},
      {"{any: [а], unless: б, unless_in: line}", "", "must be one of sentence, ad, not 'line'"},
      {"{any: [а], unless_in: ad}", "", "'unless_in' without 'unless'"},
      {"{when: {fact: phone}}", "", "'match' needs any, all or near"},
      {"{any: [а]}", "  created: 2026-02-30\n", "a date is year, month and day"},
      {"{any: [а]}", "  created: 2026-3-2\n", "a date is year, month and day"},
      {"{any: [а]}", "  created: 2026-03-02\n  modified: 2026-03-01\n", "before it was created"},
      {"{any: [а]}", "  source_kinds: [jobs]\n", "no kind of source 'jobs'; they are job_board,"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.match + std::string(c.more));
    const Result<Pack> pack = ParsedCondition(c.match, c.more);
    ASSERT_FALSE(pack.ok());
    EXPECT_THAT(pack.status().message(), HasSubstr(c.message));
  }
}

}  // namespace
}  // namespace varta
