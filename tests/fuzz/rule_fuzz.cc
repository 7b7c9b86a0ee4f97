// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The input is patterns, one a line, and after a line of three tildes, a text of any bytes. What
// the engine finds must be what RE2 finds when it is asked for each pattern on all of the text.
#include <cstdint>
#include <string>
#include <string_view>

#include "rules/rule_set.h"
#include "tests/fuzz/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace varta;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t end = input.find("\n~~~\n");
  std::string_view patterns = input.substr(0, end);
  const std::string text(end == std::string_view::npos ? input : input.substr(end + 5));

  Pack pack;
  pack.name = "f";
  // Each pattern alone, in every view; then the first two near each other.
  std::vector<Pattern> some;
  while (!patterns.empty() && pack.rules.size() < 50) {
    const size_t line = patterns.find('\n');
    const Pattern pattern{std::string(patterns.substr(0, line)), "", 1, 1};
    patterns.remove_prefix(line == std::string_view::npos ? patterns.size() : line + 1);
    for (const View view : {View::kText, View::kFolded, View::kTitle, View::kUrl, View::kRaw}) {
      Rule rule;
      rule.id = "f." + std::to_string(pack.rules.size());
      rule.status = RuleStatus::kStable;
      rule.strength = v1::STRENGTH_STRONG;
      rule.weight = 1;
      rule.view = view;
      rule.match.any = {pattern};
      const Result<RuleSet> alone = RuleSet::Compile({{"f", "", "", {}, {}, "", {rule}}}, 100'000);
      if (!alone.ok()) break;
      if (view == View::kText) some.push_back(pattern);
      pack.rules.push_back(std::move(rule));
    }
  }
  if (some.size() >= 2) {
    Rule rule = pack.rules.front();
    rule.id = "f.near";
    rule.match.any.clear();
    rule.match.near = {{{some[0], some[1]}, 5}};
    if (some.size() > 2) rule.match.unless = {some[2]};
    pack.rules.push_back(std::move(rule));
  }
  const Result<RuleSet> set = RuleSet::Compile({pack}, 1'000'000);
  if (!set.ok()) return 0;
  v1::Ad ad;
  ad.set_text(text);
  ad.set_title(text.substr(0, text.find('\n')));
  ad.set_url("https://a.test/" + text);
  const std::vector<v1::Hit> hits = set->Match(ad), truth = set->MatchOneByOne(ad);
  Expect(hits.size() == truth.size());
  for (size_t i = 0; i < hits.size(); ++i) {
    Expect(hits[i].rule() == truth[i].rule() && hits[i].place() == truth[i].place());
    Expect(hits[i].spans_size() == truth[i].spans_size());
    for (int j = 0; j < hits[i].spans_size(); ++j) {
      Expect(hits[i].spans(j).begin() == truth[i].spans(j).begin());
      Expect(hits[i].spans(j).end() == truth[i].spans(j).end());
    }
  }
  return 0;
}
