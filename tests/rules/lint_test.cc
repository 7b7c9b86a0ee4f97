// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "rules/pack.h"
#include "rules/pattern_lint.h"

namespace varta {
namespace {

using ::testing::HasSubstr;

constexpr char kLintManifest[] =
    "name: t\nversion: 1.2.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [desk]\n";

// `match` stands in line 8, from column 10.
std::string RuleText(
    const std::string& id, const std::string& match, const std::string& more = "",
    const std::string& examples = "  hit: [паспорт один, паспорт два]\n  miss: [три, чотири]\n") {
  return "- id: t." + id + R"(
  title: {uk: Папери, en: Papers}
  status: stable
  indicator: J1
  forms: [LABOUR]
  evidence: S
  weight: 1
  match: )" +
         match + R"(
  why: {uk: Так, en: So}
)" + examples +
         (more.find("references") == std::string::npos
              ? "  references: ['ILO indicators of forced labour (2012)']\n"
              : "") +
         more;
}

std::vector<LintFinding> Linted(const std::string& rules, LintInput input = {}) {
  Result<Pack> pack = ParsePack({{"pack.yaml", kLintManifest}, {"a.yaml", rules}});
  if (!pack.ok()) return LintLoadMistakes(pack.status());
  const std::vector<Pack> packs = {*pack};
  const Result<RuleSet> set = RuleSet::Compile(WithDraftsRunning(packs));
  if (!set.ok()) return LintLoadMistakes(set.status());
  return Lint(packs, *set, input);
}

std::string Shown(const std::vector<LintFinding>& findings) {
  std::string shown;
  for (const LintFinding& one : findings) {
    shown += one.file + ":" + std::to_string(one.line) + ":" + std::to_string(one.column) + ": " +
             one.check + ": " + one.rule + ": " + one.message + "\n";
  }
  return shown;
}

TEST(Lint, SaysNothingOfAGoodRule) {
  EXPECT_EQ(Shown(Linted(RuleText("a", R"({any: ['<паспорт\p{L}*', '<документ\p{L}{0,3}>']})"))),
            "");
}

TEST(Lint, NamesEachFindingAndItsPlace) {
  struct Case {
    const char* name;
    std::string rules, finding;
  };
  std::string retired = RuleText("b", "{any: [слово, паспорт]}");
  retired.replace(retired.find("stable"), 6, "retired");
  const Case cases[] = {
      {"one letter is enough", RuleText("a", "{any: [паспорт, '<на>']}"),
       "a.yaml:8:27: too-broad: t.a: the rule hits wherever 2 characters fit"},
      {"no run of letters", RuleText("a", R"({any: ['\*{3}']})"),
       "a.yaml:8:18: no-anchor: t.a: nothing here has a run"},
      {"two spaces", RuleText("a", "{any: [паспорт, 'два  слова']}"),
       "a.yaml:8:31: never-matches: t.a: two spaces: the view 'text' has one"},
      {"an apostrophe of print", RuleText("a", "{any: [паспорт, 'м’ята']}"),
       "a.yaml:8:28: never-matches: t.a: the view 'text' never has '’': it is ''' there"},
      {"a line end", RuleText("a", R"({any: [паспорт, 'два\nслова']})"),
       "never-matches: t.a: the view 'text' never has \\n: it is ' ' there"},
      {"ё in folded", RuleText("a", "{any: [паспорт, 'чётко']}", "  view: folded\n"),
       "a.yaml:8:28: never-matches: t.a: the view 'folded' never has 'ё': it is 'е' there"},
      {"capitals that count in folded",
       RuleText("a", "{any: [паспорт, '(?-i)Робота']}", "  view: folded\n"),
       "a.yaml:8:32: never-matches: t.a: the view 'folded' is in small letters"},
      {"start behind something", RuleText("a", "{any: [паспорт, 'слово^інше']}"),
       "a.yaml:8:32: never-matches: t.a: ^ is the start of the text"},
      {"end before something", RuleText("a", "{any: [паспорт, 'слово$інше']}"),
       "a.yaml:8:33: never-matches: t.a: $ is the end of the text"},
      {"a range with holes", RuleText("a", R"({any: [паспорт, 'п''ять [а-я]{3}']})"),
       "a.yaml:8:34: range-hole: t.a: а-я has not the letters іїєґ of 'uk'"},
      {"unreachable", RuleText("a", R"({any: ['<паспорт\p{L}*', '<паспорт>']})"),
       "a.yaml:8:36: unreachable"},
      {"covered", RuleText("a", R"({any: ['<паспорт\p{L}*', '<паспорт забирають']})"),
       "a.yaml:8:36: unreachable: t.a: whatever this matches, '<паспорт\\p{L}*' (line 8)"},
      {"the same twice", RuleText("a", "{any: [паспорт, паспорт]}"),
       "a.yaml:8:26: unreachable: t.a: whatever this matches"},
      {"twice in unless", RuleText("a", "{any: [паспорт], unless: ['добре', 'дуже добре']}"),
       "a.yaml:8:46: unreachable: t.a"},
      {"duplicate",
       RuleText("a", "{any: [паспорт, слово]}") + RuleText("b", "{any: [слово, паспорт]}"),
       "duplicate: t.b: matches the same as t.a (a.yaml:1)"},
      {"shadowed",
       RuleText("a", "{any: [паспорт, слово]}") +
           RuleText("b", "{any: [паспорт один, паспорт два]}"),
       "shadowed: t.b: hits only where t.a (a.yaml:1) does"},
      {"no source", RuleText("a", "{any: [паспорт]}", "  references: [TODO]\n"),
       "a.yaml:1:1: missing-reference: t.a: 'TODO' is no source"},
      {"a repeat without end", RuleText("a", "{any: [паспорт, 'слово.*інше']}"),
       "a.yaml:8:32: slow: t.a: .* runs on to the end of the text"},
      {"large", RuleText("a", R"({any: [паспорт, 'слово(?:(?:абвгдежзик){1,30} ){1,30}інше']})"),
       "slow: t.a: the pattern has "},
      {"an example", RuleText("a", "{any: [паспорт два]}"),
       "a.yaml:10:9: example: t.a: 'паспорт один' is not hit"},
      {"in the future", RuleText("a", "{any: [паспорт]}", "  modified: 2026-11-27\n"),
       "date: t.a: 2026-11-27 is not yet here"},
      {"does not load", RuleText("a", R"({any: ['слово \bдва']})"),
       "a.yaml:8:24: syntax: t.a: \\b knows ASCII"},
      {"retired ones rest", RuleText("a", "{any: [паспорт, слово]}") + retired, ""},
  };
  LintInput input;
  input.today = "2026-11-26";
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const std::vector<LintFinding> found = Linted(c.rules, input);
    if (c.finding.empty()) {
      EXPECT_EQ(Shown(found), "");
    } else {
      EXPECT_THAT(Shown(found), HasSubstr(c.finding));
    }
    for (const LintFinding& one : found) {
      EXPECT_TRUE(std::any_of(std::begin(kLintChecks), std::end(kLintChecks),
                              [&](const LintCheck& check) { return check.name == one.check; }))
          << one.check;
      EXPECT_TRUE(!one.fix.empty() || one.check == "syntax");
    }
  }
}

TEST(Lint, AsksOrdinaryTexts) {
  LintInput input;
  auto add = [&](const std::string& text) { input.benign.emplace_back().set_text(text); };
  add("Загублено паспорт.");
  add("Погода добра.");
  const std::string rule = RuleText("a", "{any: [паспорт]}");
  EXPECT_THAT(Shown(Linted(rule, input)),
              HasSubstr("benign: t.a: hits 1 of 2 ordinary texts, as 'Загублено паспорт.'"));
  for (int i = 0; i < 300; ++i) add("Погода добра.");
  EXPECT_THAT(Shown(Linted(rule, input)), HasSubstr("benign: t.a: hits 1 of 302"));
  for (int i = 0; i < 100; ++i) add("Ваш паспорт.");
  EXPECT_THAT(Shown(Linted(rule, input)), HasSubstr("too-broad: t.a: hits 101 of 402"));
}

TEST(Lint, SplitsTheMistakesOfAPack) {
  const Status status(Code::kInvalidArgument,
                      "a:b/c.yaml:12:7: rule uk.a: no: really\nno packs here\n... and more");
  const std::vector<LintFinding> found = LintLoadMistakes(status);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].file, "a:b/c.yaml");
  EXPECT_EQ(found[0].line, 12);
  EXPECT_EQ(found[0].column, 7);
  EXPECT_EQ(found[0].rule, "uk.a");
  EXPECT_EQ(found[0].message, "no: really");
  EXPECT_EQ(found[1].message, "no packs here");
  EXPECT_EQ(found[1].file, "");
}

TEST(Covers, IsSureOrSaysNo) {
  struct Case {
    const char *wide, *narrow;
    bool covers;
  };
  const Case cases[] = {
      {"паспорт", "паспорт", true},
      {"паспорт", "<паспорт>", true},
      {"<паспорт>", "паспорт", false},
      {"а|б", "хб", true},
      {"а|б", "хв|ха", false},
      {"б", "(?:а|б)", false},
      {"б", "аб?", false},
      {"б", "аб+", false},  // it does, by its letters only
      {"(?:а|б)в", "г(?:а|б)вд", true},
      {R"(слово\p{L}*)", "слово", true},
      {R"(слово\p{L}+)", "слово", false},
      {"(?-i)а", "аб", false},
      {"^а", "б^а", true},  // neither matches
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.wide) + " / " + c.narrow);
    EXPECT_EQ(PatternShape(c.wide).Covers(PatternShape(c.narrow)), c.covers);
  }
}

TEST(ShortestMatch, CountsWhatIsNeeded) {
  struct Case {
    const char* pattern;
    size_t characters;
  };
  const Case cases[] = {{"<на>", 2},         {"а?б*", 0},
                        {"(?:абв|г)д", 2},   {"а{3}(?:б|вг){2}", 5},
                        {R"(\p{L}+\s.)", 3}, {"(?:а(?:б|)|вгд)", 1}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.pattern);
    EXPECT_EQ(ShortestMatch(c.pattern), c.characters);
  }
}

}  // namespace
}  // namespace varta
