// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/examples.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include "rules/rule_set.h"

namespace varta {
namespace {

// Rules that are compiled together: a scan costs a little for each of them, and their programs stay
// until all of them are done.
constexpr size_t kTogether = 64;

void Check(const Rule& rule, const RuleSet* rules, const FactFinder& facts, bool expected_hit,
           std::vector<ExampleFailure>* failures) {
  const std::vector<std::string>& examples = expected_hit ? rule.hit : rule.miss;
  const std::vector<FilePlace>& places = expected_hit ? rule.hit_places : rule.miss_places;
  for (size_t i = 0; i < examples.size(); ++i) {
    v1::Ad ad = ExampleAd(rule, examples[i]);
    if (facts && !rule.match.when.empty()) facts(ad);
    if ((rules != nullptr && rules->Matches(rule.id, ad)) == expected_hit) continue;
    const FilePlace place = i < places.size() ? places[i] : FilePlace{rule.line, 1};
    failures->push_back({rule.id, rule.file, place.line, place.column, expected_hit, examples[i]});
  }
}

}  // namespace

v1::Ad ExampleAd(const Rule& rule, const std::string& example) {
  v1::Ad ad;
  if (rule.view == View::kTitle) {
    ad.set_title(example);
  } else if (rule.view == View::kUrl) {
    ad.set_url(example);
  } else {
    ad.set_text(example);
  }
  return ad;
}

std::vector<ExampleFailure> CheckExamples(const std::vector<Pack>& packs, const FactFinder& facts) {
  std::vector<ExampleFailure> failures;
  for (const Pack& pack : packs) {
    for (size_t begin = 0; begin < pack.rules.size(); begin += kTogether) {
      const auto some =
          std::span(pack.rules).subspan(begin, std::min(kTogether, pack.rules.size() - begin));
      Pack part;
      part.rules.assign(some.begin(), some.end());
      const Result<RuleSet> rules = RuleSet::Compile({std::move(part)});
      for (const Rule& rule : some) {
        Check(rule, rules.ok() ? &*rules : nullptr, facts, true, &failures);
        Check(rule, rules.ok() ? &*rules : nullptr, facts, false, &failures);
      }
    }
  }
  return failures;
}

}  // namespace varta
