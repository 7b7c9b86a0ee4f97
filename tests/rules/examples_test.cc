// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/examples.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "rules/builtin.h"
#include "tests/rules/made_rules.h"

namespace varta {
namespace {

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

}  // namespace
}  // namespace varta
