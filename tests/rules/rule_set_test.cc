// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/rule_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <random>

#include "base/text.h"
#include "rules/builtin.h"
#include "rules/examples.h"

namespace varta {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<Pattern> Patterns(const std::vector<std::string>& written) {
  std::vector<Pattern> patterns;
  int line = 10;
  for (const std::string& text : written) patterns.push_back({text, "", line++, 7});
  return patterns;
}

Rule MakeRule(const std::string& id, Match match) {
  Rule rule;
  rule.id = id;
  rule.status = RuleStatus::kStable;
  rule.strength = v1::STRENGTH_STRONG;
  rule.weight = 1.5;
  rule.match = std::move(match);
  rule.file = "t.yaml";
  rule.line = 3;
  return rule;
}

Pack MakePack(std::vector<Rule> rules) {
  Pack pack;
  pack.name = "t";
  pack.version = "1.0.0";
  pack.sha256 = "abc";
  pack.rules = std::move(rules);
  return pack;
}

RuleSet Compiled(std::vector<Rule> rules) {
  Result<RuleSet> set = RuleSet::Compile({MakePack(std::move(rules))});
  EXPECT_TRUE(set.ok()) << set.status().message();
  return std::move(*set);
}

v1::Ad MakeAd(const std::string& title, const std::string& text) {
  v1::Ad ad;
  ad.set_title(title);
  ad.set_text(text);
  return ad;
}

std::string TextAt(const v1::Ad& ad, const v1::Hit& hit, int i) {
  const std::string& text = hit.place() == v1::PLACE_TITLE ? ad.title()
                            : hit.place() == v1::PLACE_URL ? ad.url()
                                                           : ad.text();
  return text.substr(hit.spans(i).begin(), hit.spans(i).end() - hit.spans(i).begin());
}

std::vector<std::string> Spans(const v1::Ad& ad, const v1::Hit& hit) {
  std::vector<std::string> spans;
  for (int i = 0; i < hit.spans_size(); ++i) spans.push_back(TextAt(ad, hit, i));
  return spans;
}

TEST(RuleSet, DecidesByAnyAllNearUnless) {
  struct Case {
    const char* name;
    std::vector<std::string> any, all, near;
    int within;
    std::vector<std::string> unless;
    const char* title;
    const char* text;
    std::vector<std::string> want;  // spans; empty: no hit
  };
  const Case cases[] = {
      {"any: one is enough", {"<авто", "<паспорт"}, {}, {}, 0, {}, "", "ваш паспорт", {"паспорт"}},
      {"any: none", {"<авто", "<паспорт"}, {}, {}, 0, {}, "", "нічого", {}},
      {"any: all that match are shown",
       {"<авто", "<паспорт"},
       {},
       {},
       0,
       {},
       "",
       "паспорт, авто, паспорт",
       {"паспорт", "авто", "паспорт"}},
      {"all: both",
       {},
       {"<авто", "<паспорт"},
       {},
       0,
       {},
       "",
       "авто і паспорт",
       {"авто", "паспорт"}},
      {"all: one is missing", {}, {"<авто", "<паспорт"}, {}, 0, {}, "", "лише авто", {}},
      {"all: in title and text",
       {},
       {"<авто", "<паспорт"},
       {},
       0,
       {},
       "авто",
       "паспорт",
       {"паспорт"}},
      {"any and all", {"<дім"}, {"<авто"}, {}, 0, {}, "", "дім", {}},
      {"unless",
       {"<паспорт"},
       {},
       {},
       0,
       {"<візов\\p{L}* центр"},
       "",
       "паспорт у візовому центрі",
       {}},
      {"unless in the title", {"<паспорт"}, {}, {}, 0, {"<знайдено"}, "Знайдено!", "паспорт", {}},
      {"unless does not match", {"<паспорт"}, {}, {}, 0, {"<візов"}, "", "паспорт", {"паспорт"}},
      {"title only", {"<паспорт"}, {}, {}, 0, {}, "Паспорт", "нічого", {"Паспорт"}},
      {"no match over title and text", {"так ні"}, {}, {}, 0, {}, "так", "ні", {}},
      {"overlapping spans become one", {"<абв", "бвг"}, {}, {}, 0, {}, "", "абвг", {"абвг"}},
      {"near: neighbours",
       {},
       {},
       {"<паспорт", "<забира"},
       1,
       {},
       "",
       "паспорт забираємо",
       {"паспорт", "забира"}},
      {"near: any order",
       {},
       {},
       {"<паспорт", "<забира"},
       1,
       {},
       "",
       "забираємо паспорт",
       {"забира", "паспорт"}},
      {"near: one word between is two apart",
       {},
       {},
       {"<паспорт", "<забира"},
       1,
       {},
       "",
       "паспорт ми забираємо",
       {}},
      {"near: far enough",
       {},
       {},
       {"<паспорт", "<забира"},
       2,
       {},
       "",
       "паспорт ми забираємо",
       {"паспорт", "забира"}},
      {"near: signs are no words",
       {},
       {},
       {"<паспорт", "<забира"},
       1,
       {},
       "",
       "паспорт - ( забираємо",
       {"паспорт", "забира"}},
      {"near: same word", {}, {}, {"<паспорт", "порт"}, 0, {}, "", "паспорт", {"паспорт"}},
      {"near: from end to start",
       {},
       {},
       {"<візу та проїзд", "<оплачу"},
       1,
       {},
       "",
       "візу та проїзд оплачуємо",
       {"візу та проїзд", "оплачу"}},
      {"near: a later pair",
       {},
       {},
       {"<паспорт", "<забира"},
       1,
       {},
       "",
       "паспорт у вас, а ми забираємо паспорт",
       {"забира", "паспорт"}},
      {"near: three", {}, {}, {"<а>", "<б>", "<в>"}, 2, {}, "", "а х б в", {}},
      {"near: three, near enough",
       {},
       {},
       {"<а>", "<б>", "<в>"},
       3,
       {},
       "",
       "в х б а",
       {"в", "б", "а"}},
      {"near: not over title and text",
       {},
       {},
       {"<паспорт", "<забира"},
       5,
       {},
       "паспорт",
       "забираємо",
       {}},
      {"near and any",
       {"<дім"},
       {},
       {"<паспорт", "<забира"},
       1,
       {},
       "",
       "дім, паспорт забирають",
       {"дім", "паспорт", "забира"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Match match;
    match.any = Patterns(c.any);
    match.all = Patterns(c.all);
    match.unless = Patterns(c.unless);
    if (!c.near.empty()) match.near.push_back({Patterns(c.near), c.within});
    const RuleSet rules = Compiled({MakeRule("t.a", match)});
    const v1::Ad ad = MakeAd(c.title, c.text);
    const std::vector<v1::Hit> hits = rules.Match(ad);
    EXPECT_EQ(rules.Matches("t.a", ad), !hits.empty());
    ASSERT_EQ(hits.size(), c.want.empty() ? 0u : 1u);
    if (!hits.empty()) {
      EXPECT_EQ(Spans(ad, hits[0]), c.want);
    }
  }
}

TEST(RuleSet, SeesTheViewThatTheRuleNames) {
  struct Case {
    const char* name;
    View view;
    const char* pattern;
    v1::Place place;
    std::vector<std::string> want;
  };
  v1::Ad ad = MakeAd("Робота  в\u00A0Польщі", "Пас\u00ADпорт\n\nзабираємо, ЁЛКА: t.me/x");
  ad.set_url("https://a.test/Vacancy?id=5");
  const Case cases[] = {
      {"text: soft hyphen is gone, its bytes are in the span",
       View::kText,
       "<паспорт забира",
       v1::PLACE_TEXT,
       {"Пас\u00ADпорт\n\nзабира"}},
      {"text: title", View::kText, "робота в польщі", v1::PLACE_TITLE, {"Робота  в\u00A0Польщі"}},
      {"folded", View::kFolded, "<елк", v1::PLACE_TEXT, {"ЁЛК"}},
      {"title", View::kTitle, "<польщ", v1::PLACE_TITLE, {"Польщ"}},
      {"title does not see the text", View::kTitle, "паспорт", v1::PLACE_UNSPECIFIED, {}},
      {"url", View::kUrl, "/vacancy>", v1::PLACE_URL, {"/Vacancy"}},
      {"url does not see the text", View::kUrl, "паспорт", v1::PLACE_UNSPECIFIED, {}},
      {"raw", View::kRaw, "\\n\\nзабира", v1::PLACE_TEXT, {"\n\nзабира"}},
      {"raw keeps the soft hyphen", View::kRaw, "паспорт", v1::PLACE_UNSPECIFIED, {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Rule rule = MakeRule("t.a", {Patterns({c.pattern}), {}, {}, {}});
    rule.view = c.view;
    const std::vector<v1::Hit> hits = Compiled({rule}).Match(ad);
    ASSERT_EQ(hits.size(), c.want.empty() ? 0u : 1u);
    if (hits.empty()) continue;
    EXPECT_EQ(hits[0].place(), c.place);
    EXPECT_EQ(Spans(ad, hits[0]), c.want);
  }
}

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

TEST(RuleSet, ShowsAtMostSixteenSpans) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "слово, ";
  const std::vector<v1::Hit> hits =
      Compiled({MakeRule("t.a", {Patterns({"<слово>"}), {}, {}, {}})}).Match(MakeAd("", text));
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_EQ(hits[0].spans_size(), 16);
  EXPECT_EQ(hits[0].spans(0).begin(), 0u);
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

TEST(CheckExamples, ReportsWhatDoesNotComeOut) {
  Rule rule = MakeRule("t.a", {Patterns({"<слово"}), {}, {}, {}});
  rule.languages = {"uk"};
  rule.hit = {"слово тут", "немає"};
  rule.miss = {"немає", "Слово!"};
  Rule draft = MakeRule("t.draft", {Patterns({"<vacancy>"}), {}, {}, {}});
  draft.status = RuleStatus::kDraft;
  draft.view = View::kUrl;
  draft.hit = {"https://a.test/vacancy"};
  draft.miss = {"https://a.test/vacancies"};
  const std::vector<ExampleFailure> failures = CheckExamples(Compiled({rule, draft}).packs());
  ASSERT_EQ(failures.size(), 2u);
  EXPECT_EQ(failures[0].rule, "t.a");
  EXPECT_EQ(failures[0].file, "t.yaml");
  EXPECT_EQ(failures[0].line, 3);
  EXPECT_TRUE(failures[0].expected_hit);
  EXPECT_EQ(failures[0].text, "немає");
  EXPECT_FALSE(failures[1].expected_hit);
  EXPECT_EQ(failures[1].text, "Слово!");
}

// A program with the built-in packs does not check them again at each start.
TEST(CheckExamples, HoldForEveryBuiltInRule) {
  Result<std::vector<Pack>> packs = BuiltinPacks();
  ASSERT_TRUE(packs.ok()) << packs.status().message();
  for (const Pack& pack : *packs) {
    for (const Rule& rule : pack.rules) {
      EXPECT_GE(rule.hit.size(), 2u) << rule.id;
      EXPECT_GE(rule.miss.size(), 2u) << rule.id;
    }
  }
  const Result<RuleSet> rules = RuleSet::Compile(std::move(*packs));
  ASSERT_TRUE(rules.ok()) << rules.status().message();
  for (const ExampleFailure& failure : CheckExamples(rules->packs())) {
    ADD_FAILURE() << failure.file << ":" << failure.line << ": rule " << failure.rule
                  << (failure.expected_hit ? " does not hit: " : " hits: ") << failure.text;
  }
  std::ifstream benign("tests/rules/benign.txt");
  ASSERT_TRUE(benign.is_open());
  for (std::string line; std::getline(benign, line);) {
    if (line.empty() || line[0] == '#') continue;
    v1::Ad ad;
    ad.set_text(line);
    for (const v1::Hit& hit : rules->Match(ad)) {
      EXPECT_EQ(hit.weight(), 0) << hit.rule() << " hits: " << line;
    }
  }
}

// For patterns without edges nothing but RE2 and the filter decides: RE2 alone on the view must say
// the same.
TEST(RuleSet, SaysWhatRe2AloneSays) {
  const std::vector<std::string> pieces = {"робот",
                                           "паспорт",
                                           "забир",
                                           "а",
                                           "и",
                                           "ємо",
                                           " ",
                                           " ",
                                           ", ",
                                           "k",
                                           "s",
                                           "1500",
                                           "грн",
                                           "Ґ",
                                           "\xE2\x84\xAA",
                                           "\xC5\xBF",
                                           "\xE1\xB2\x80",
                                           "в",
                                           "ё",
                                           "zł",
                                           "!",
                                           "\n"};
  const std::vector<std::string> joints = {
      "",     "", "", ".{0,3}", "\\s", "\\p{L}*", "?", "+", "|", "(?:а|и)", "(?:робот|паспорт)+",
      "[абв]"};
  std::mt19937 random(7);
  auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
  int compared = 0, matched = 0;
  for (int i = 0; i < 400; ++i) {
    std::string written;
    for (int n = 1 + static_cast<int>(random() % 3); n > 0; --n)
      written += pick(pieces) + pick(joints);
    Rule rule = MakeRule("t.a", {Patterns({written}), {}, {}, {}});
    const Result<RuleSet> rules = RuleSet::Compile({MakePack({rule})});
    if (!rules.ok()) continue;  // "a?+", "|" at the end
    const re2::RE2 re2("(?i)" + written, re2::RE2::Quiet);
    ASSERT_TRUE(re2.ok()) << written;
    for (int j = 0; j < 20; ++j) {
      std::string text;
      for (int n = static_cast<int>(random() % 8); n > 0; --n) text += pick(pieces);
      SCOPED_TRACE(written + " on '" + text + "'");
      const MappedText view = ReadableView(text);
      re2::StringPiece match;
      const bool want =
          re2.Match(view.text(), 0, view.text().size(), re2::RE2::UNANCHORED, &match, 1);
      const std::vector<v1::Hit> hits = rules->Match(MakeAd("", text));
      ASSERT_EQ(!hits.empty(), want);
      ++compared;
      if (!want) continue;
      ++matched;
      const auto begin = static_cast<uint32_t>(match.data() - view.text().data());
      const ByteRange range = view.ToOriginal({begin, begin + static_cast<uint32_t>(match.size())});
      EXPECT_EQ(hits[0].spans(0).begin(), range.begin);
      EXPECT_GE(hits[0].spans(0).end(), range.end);
    }
  }
  EXPECT_GT(compared, 3000);
  EXPECT_GT(matched, 300);
}

}  // namespace
}  // namespace varta
