// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/rule_difference.h"

#include <algorithm>
#include <map>

#include "rules/rule_status.h"

namespace varta {
namespace {

bool RunsOnAds(const Rule* rule) { return rule != nullptr && RuleRuns(rule->status); }

std::string WrittenOut(const std::vector<Pattern>& patterns) {
  std::string text;
  for (const Pattern& pattern : patterns) text += pattern.re2 + "\n";
  return text;
}

std::string WrittenOut(const std::vector<Match::Near>& all) {
  std::string text;
  for (const Match::Near& near : all)
    text += std::to_string(near.within) + "\n" + WrittenOut(near.words) + "\n";
  return text;
}

std::string WrittenOut(const std::vector<FactCondition>& conditions) {
  std::string text;
  for (const FactCondition& condition : conditions) text += condition.written + "\n";
  return text;
}

struct RuleAspect {
  const char* name;
  bool looks;  // what it hits depends on it
  bool (*same)(const Rule&, const Rule&);
};

const RuleAspect kRuleAspects[] = {
    {"any", true,
     [](const Rule& a, const Rule& b) {
       return WrittenOut(a.match.any) == WrittenOut(b.match.any);
     }},
    {"all", true,
     [](const Rule& a, const Rule& b) {
       return WrittenOut(a.match.all) == WrittenOut(b.match.all);
     }},
    {"near", true,
     [](const Rule& a, const Rule& b) {
       return WrittenOut(a.match.near) == WrittenOut(b.match.near);
     }},
    {"unless", true,
     [](const Rule& a, const Rule& b) {
       return WrittenOut(a.match.unless) == WrittenOut(b.match.unless) &&
              a.match.unless_in == b.match.unless_in;
     }},
    {"when", true,
     [](const Rule& a, const Rule& b) {
       return WrittenOut(a.match.when) == WrittenOut(b.match.when);
     }},
    {"at_least", true,
     [](const Rule& a, const Rule& b) { return a.match.at_least == b.match.at_least; }},
    {"view", true, [](const Rule& a, const Rule& b) { return a.view == b.view; }},
    {"languages", true, [](const Rule& a, const Rule& b) { return a.languages == b.languages; }},
    {"source_kinds", true,
     [](const Rule& a, const Rule& b) { return a.source_kinds == b.source_kinds; }},
    {"status", true, [](const Rule& a, const Rule& b) { return RunsOnAds(&a) == RunsOnAds(&b); }},
    {"weight", false,
     [](const Rule& a, const Rule& b) { return CountedWeight(a) == CountedWeight(b); }},
};

}  // namespace

std::vector<RuleDifference> CompareRules(const std::vector<Pack>& before,
                                         const std::vector<Pack>& after, int* alike) {
  std::map<std::string, RuleDifference> by_id;
  for (const Pack& pack : before) {
    for (const Rule& rule : pack.rules) by_id[rule.id].before = &rule;
  }
  for (const Pack& pack : after) {
    for (const Rule& rule : pack.rules) by_id[rule.id].after = &rule;
  }
  std::vector<RuleDifference> different;
  *alike = 0;
  for (auto& [id, one] : by_id) {
    one.id = id;
    if (!RunsOnAds(one.before) && !RunsOnAds(one.after)) continue;
    if (one.before != nullptr && one.after != nullptr) {
      for (const RuleAspect& aspect : kRuleAspects) {
        if (aspect.same(*one.before, *one.after)) continue;
        one.differs.push_back(aspect.name);
        one.looks_for_other = one.looks_for_other || aspect.looks;
      }
      if (one.differs.empty()) {
        ++*alike;
        continue;
      }
    } else {
      one.looks_for_other = true;
    }
    different.push_back(std::move(one));
  }
  return different;
}

std::vector<Pack> OnlyRules(const std::vector<Pack>& packs, const std::vector<std::string>& ids) {
  std::vector<Pack> some;
  for (const Pack& pack : packs) {
    Pack& kept = some.emplace_back();
    kept.name = pack.name;
    kept.version = pack.version;
    kept.sha256 = pack.sha256;
    kept.languages = pack.languages;
    for (const Rule& rule : pack.rules) {
      if (std::find(ids.begin(), ids.end(), rule.id) != ids.end()) kept.rules.push_back(rule);
    }
  }
  return some;
}

}  // namespace varta
