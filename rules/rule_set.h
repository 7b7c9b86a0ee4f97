// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// RuleSet: packs compiled with RE2; immutable, any thread, shared by all workers.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "rules/rule.h"
#include "varta/v1/ad.pb.h"
#include "varta/v1/lead.pb.h"

namespace varta {

class RuleSet {
 public:
  // kInvalidArgument: a pattern that RE2 refuses, a trap (\b next to a non-ASCII letter ...), an id
  // used twice; names file:line:column and what to write instead. Draft and retired rules are
  // checked but never matched.
  // `max_program`: RE2 instructions of all patterns together, 16 bytes each.
  static Result<RuleSet> Compile(std::vector<Pack> packs, size_t max_program = kMaxProgram);
  static constexpr size_t kMaxProgram = 50'000'000;
  ~RuleSet();
  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;

  // Which rules say something of the ad, in the order of packs and files; spans in the ad's own
  // title, text or URL.
  std::vector<v1::Hit> Match(const v1::Ad& ad) const;

  // The same by asking RE2 for every pattern on all of the text: the truth that Match is tested
  // against. Slow.
  std::vector<v1::Hit> MatchOneByOne(const v1::Ad& ad) const;

  // Whether a rule that counts might say something of a part of the page, such as one ad of a
  // listing: false is certain, but for rules that look at the part's own URL. `page`: title and
  // text; its language is not looked at.
  bool MayMatchPart(const v1::Ad& page) const;

  // Whether the rule says something of the ad, whatever its status and the ad's language; false: no
  // such rule.
  bool Matches(std::string_view rule_id, const v1::Ad& ad) const;

  // The ids of the rules that have nothing to look for, so that RE2 is asked for them on all of
  // every text.
  std::vector<std::string> Unanchored() const;

  const std::vector<Pack>& packs() const;
  // nullptr: no such rule.
  const Rule* Find(std::string_view id) const;

 private:
  struct Compiled;
  explicit RuleSet(std::unique_ptr<const Compiled> compiled);
  std::unique_ptr<const Compiled> compiled_;
};

// A rule's own example that does not come out as it says.
struct ExampleFailure {
  std::string rule, file;
  int line = 0;
  bool expected_hit = false;
  std::string text;
};
// Runs every hit and miss of every rule, each against its own rule, languages set aside.
std::vector<ExampleFailure> CheckExamples(const RuleSet& rules);

}  // namespace varta
