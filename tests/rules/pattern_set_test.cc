// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pattern_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rules/compiled_pattern.h"
#include "tests/rules/random_rules.h"

namespace varta {
namespace {

std::string ToText(const std::vector<ByteRange>& ranges) {
  std::string text;
  for (const ByteRange range : ranges)
    text += " " + std::to_string(range.begin) + "-" + std::to_string(range.end);
  return text;
}

// The same as RE2 one pattern after another, over RE2's own syntax.
TEST(PatternSet, FindsWhatRe2FindsOneByOne) {
  constexpr size_t kMost = 1000;
  const std::vector<std::string> written = {"(?i)робот[аи]", "Робот",
                                            "\\bwork\\b",    "(?i)\\b[a-z]{2,}\\d{3,}\\b",
                                            "<а>",           "[[:alpha:]]{3}",
                                            "\\w+\\s\\w+",   "[\\w.]+@",
                                            "\\Bо",          "(?i)паспорт.{0,40}(?:забир|на)",
                                            "(?is)суд.*нян", "(?:^|[^а-я])няня?",
                                            "\\W{3}",        "К",
                                            "(?i)К",         "(?i)k",
                                            "(?-i)Job|ё"};
  RandomRules random(17);
  size_t hits = 0;
  for (int round = 0; round < 8; ++round) {
    PatternSet set;
    std::vector<CompiledPattern> one_by_one;
    auto add = [&](const std::string& re2) {
      Result<CompiledPattern> compiled = CompiledPattern::CompileRe2(re2);
      EXPECT_EQ(set.Add(re2).ok(), compiled.ok()) << re2;
      if (compiled.ok()) one_by_one.push_back(std::move(*compiled));
    };
    for (const std::string& re2 : written) add(re2);
    for (int i = 0; i < 20; ++i) add((i % 2 == 0 ? "(?i)" : "") + random.Pattern());
    set.Build();
    for (int i = 0; i < 10; ++i) {
      const std::string text = random.Text();
      AdPart part(v1::PLACE_TEXT, text);
      std::string truth, found, ids, found_ids;
      for (size_t j = 0; j < one_by_one.size(); ++j) {
        const std::vector<ByteRange> spans = one_by_one[j].Find(part, kMost);
        if (!spans.empty()) truth += std::to_string(j) + ":" + ToText(spans) + "\n";
        if (one_by_one[j].Matches(part)) ids += " " + std::to_string(j);
      }
      for (const PatternSet::Found& one : set.Match(text, kMost))
        found += std::to_string(one.pattern) + ":" + ToText(one.spans) + "\n";
      for (const PatternSet::Found& one : set.Match(text, 0))
        found_ids += " " + std::to_string(one.pattern);
      EXPECT_EQ(found, truth) << text;
      EXPECT_EQ(found_ids, ids) << text;
      hits += truth.empty() ? 0 : 1;
    }
  }
  EXPECT_GT(hits, 60u);
}

TEST(PatternSet, FindsWhatRe2FindsWhereOrderAndRareLettersCount) {
  struct Case {
    const char *pattern, *text;
  };
  const Case cases[] = {
      {"a.{0,40}foo|a.{0,40}bar", "a foo bar"},
      {"[a-z]+xy|[a-z]+", "abxycd"},
      {"q.{0,9}?xk|q.{0,9}?z", "q z xk"},
      {"[a-z]{2}xy|[a-z]{2}", "abxycd"},
      {"(?i)\\wxyz", "\u017Fxyz \u212Axyz"},
      {"x|\\b", "ab cd"},
      {"[0-9]+", "ab 12"},
      {"(?:\\d[ -]?){3,}x|y", "1 2-3x 12x y"},
      {"(?:\\d[ -]?){3,}x", "1 2 - 3 12 3-4 5x"},
      {"[a-z]{3,}[0-9]|b", "abcb abc1"},
      {"[😀🔥]{2,}", "😀 😀🔥\uFE0F🔥 🔥🔥"},
      {"[!?]{2,}", "! ? !?\u200B! !!"},
      {"€\\s?a", "€ a €\u200Ba"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.pattern);
    PatternSet set;
    ASSERT_TRUE(set.Add(c.pattern).ok());
    set.Build();
    AdPart part(v1::PLACE_TEXT, c.text);
    const Result<CompiledPattern> re2 = CompiledPattern::CompileRe2(c.pattern);
    ASSERT_TRUE(re2.ok());
    const std::vector<PatternSet::Found> found = set.Match(c.text, 100);
    EXPECT_EQ(found.empty() ? "" : ToText(found[0].spans), ToText(re2->Find(part, 100)));
    EXPECT_EQ(!set.Match(c.text, 0).empty(), re2->Matches(part));
  }
}

TEST(PatternSet, NamesEachOfTwoThatAreTheSame) {
  PatternSet set;
  ASSERT_TRUE(set.Add("аб").ok());
  EXPECT_EQ(set.Add("(?=а)").code(), Code::kInvalidArgument);
  EXPECT_EQ(set.Add("а*").code(), Code::kInvalidArgument);
  ASSERT_TRUE(set.Add("аб").ok());
  set.Build();
  const std::vector<PatternSet::Found> found = set.Match("аб аб", 1);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[1].pattern, 1u);
  EXPECT_EQ(found[1].spans.size(), 1u);
  EXPECT_TRUE(set.Match("", 1).empty());
}

}  // namespace
}  // namespace varta
