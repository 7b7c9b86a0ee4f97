// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a rule finds in an ad, and where.
#include "rules/rule_set.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <random>
#include <string>
#include <vector>

#include "tests/rules/made_rules.h"

namespace varta {
namespace {

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

TEST(RuleSet, ShowsAtMostSixteenSpans) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "слово, ";
  const std::vector<v1::Hit> hits =
      Compiled({MakeRule("t.a", {Patterns({"<слово>"}), {}, {}, {}})}).Match(MakeAd("", text));
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_EQ(hits[0].spans_size(), 16);
  EXPECT_EQ(hits[0].spans(0).begin(), 0u);
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
