// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// RuleSet: packs compiled with RE2; immutable, any thread, shared by all workers.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "rules/program_bound.h"
#include "rules/rule.h"
#include "rules/rule_trace.h"
#include "varta/v1/ad.pb.h"
#include "varta/v1/lead.pb.h"

namespace varta {

class RuleSet {
 public:
  // kInvalidArgument: a pattern that RE2 refuses, a trap (\b next to a non-ASCII letter ...), an id
  // used twice; names file:line:column and what to write instead. Draft and retired rules are
  // checked but never matched.
  // `max_program`: RE2 instructions of all patterns together. `resting`: false:
  // draft and retired rules, which were checked before, are only kept in packs().
  static Result<RuleSet> Compile(std::vector<Pack> packs, size_t max_program = kMaxPrograms,
                                 bool resting = true);
  ~RuleSet();
  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;

  // Which rules say something of the ad, in the order of packs and files; spans in the ad's own
  // title, text or URL. `source`: where the ad stands; unspecified: unknown, every rule is asked.
  std::vector<v1::Hit> Match(const v1::Ad& ad,
                             v1::SourceKind source = v1::SOURCE_KIND_UNSPECIFIED) const;

  // The same by asking RE2 for every pattern on all of the text: the truth that Match is tested
  // against. Slow.
  std::vector<v1::Hit> MatchOneByOne(const v1::Ad& ad) const;

  // A page's title and text, looked through for all rules when first asked, and then no more: what
  // says whether the page is worth a closer reading, and its hits where it gets none. One thread;
  // the rules outlive it.
  class PageScan {
   public:
    PageScan(const RuleSet& rules, std::string title, std::string text);
    ~PageScan();
    PageScan(PageScan&&) noexcept;

    // Whether a rule that counts might say something of a part of the page, such as one ad of a
    // listing: false is certain, but for rules that look at the part's own URL.
    bool MayMatchPart();
    // As RuleSet::Match. `ad`: the whole page as one ad, its title and text as they are here.
    std::vector<v1::Hit> Match(const v1::Ad& ad,
                               v1::SourceKind source = v1::SOURCE_KIND_UNSPECIFIED);

   private:
    struct State;
    std::unique_ptr<State> state_;
  };

  // Whether the rule says something of the ad, whatever its status, its source kinds and the ad's
  // language; false: no such rule.
  bool Matches(std::string_view rule_id, const v1::Ad& ad) const;

  // How each rule that runs came out on the ad: those that hit, and those that nearly did, with
  // what stopped them; hits first, then the nearest. Slow.
  std::vector<RuleTrace> Trace(const v1::Ad& ad,
                               v1::SourceKind source = v1::SOURCE_KIND_UNSPECIFIED) const;

  // The same of one rule, hit or not, whatever its status, its source kinds and the ad's language;
  // nullopt: no such rule.
  std::optional<RuleTrace> TraceOf(std::string_view rule_id, const v1::Ad& ad) const;

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

// The packs with their drafts as if they were in shadow, so that they run: for those who write
// them.
std::vector<Pack> WithDraftsRunning(std::vector<Pack> packs);

}  // namespace varta
