// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Rules and ads put together in a test, and what hit.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "rules/rule_set.h"

namespace varta {

inline std::vector<Pattern> Patterns(const std::vector<std::string>& written) {
  std::vector<Pattern> patterns;
  int line = 10;
  for (const std::string& text : written) patterns.push_back({text, "", line++, 7});
  return patterns;
}

inline Rule MakeRule(const std::string& id, Match match) {
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

inline Pack MakePack(std::vector<Rule> rules) {
  Pack pack;
  pack.name = "t";
  pack.version = "1.0.0";
  pack.sha256 = "abc";
  pack.rules = std::move(rules);
  return pack;
}

inline RuleSet Compiled(std::vector<Rule> rules) {
  Result<RuleSet> set = RuleSet::Compile({MakePack(std::move(rules))});
  EXPECT_TRUE(set.ok()) << set.status().message();
  return std::move(*set);
}

inline v1::Ad MakeAd(const std::string& title, const std::string& text) {
  v1::Ad ad;
  ad.set_title(title);
  ad.set_text(text);
  return ad;
}

inline std::string TextAt(const v1::Ad& ad, const v1::Hit& hit, int i) {
  const std::string& text = hit.place() == v1::PLACE_TITLE ? ad.title()
                            : hit.place() == v1::PLACE_URL ? ad.url()
                                                           : ad.text();
  return text.substr(hit.spans(i).begin(), hit.spans(i).end() - hit.spans(i).begin());
}

inline std::vector<std::string> Spans(const v1::Ad& ad, const v1::Hit& hit) {
  std::vector<std::string> spans;
  for (int i = 0; i < hit.spans_size(); ++i) spans.push_back(TextAt(ad, hit, i));
  return spans;
}

}  // namespace varta
