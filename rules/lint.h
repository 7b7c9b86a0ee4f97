// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a reviewer would say of a pack that loads: rules that are too broad, dead, doubled, slow or
// without sources. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "rules/examples.h"
#include "rules/rule_set.h"

namespace varta {

struct LintFinding {
  std::string file;
  int line = 0, column = 0;
  std::string rule;     // id; empty: not of one rule
  std::string check;    // a name of kLintChecks
  std::string message;  // what is wrong, and why it matters
  std::string fix;      // what to do; empty: the message says it
};

struct LintCheck {
  std::string_view name, what;
};
inline constexpr LintCheck kLintChecks[] = {
    {"syntax", "the pack does not load"},
    {"example", "a hit that is not hit, a miss that is"},
    {"too-broad", "one or two letters are enough, or much of the ordinary texts is hit"},
    {"benign", "an ordinary text is hit"},
    {"no-anchor", "nothing in the rule can be looked for, so that RE2 reads all of every text"},
    {"never-matches", "no text of the rule's view can have this"},
    {"range-hole", "a range of letters without all letters of the language"},
    {"unreachable", "a pattern that another one of the rule makes needless"},
    {"duplicate", "two rules that match the same"},
    {"shadowed", "a rule that hits only where another one does"},
    {"missing-reference", "a source that is none"},
    {"slow", "a repeat without end, or a large program"},
    {"date", "modified in the future"},
};

struct LintInput {
  std::vector<v1::Ad> benign;  // ordinary ones, none of which should be hit
  std::string today;           // "2026-11-26"; empty: dates are not looked at
  FactFinder facts;            // for examples
};

// In the order of packs, files and lines. Retired rules are looked at for their examples only.
std::vector<LintFinding> Lint(const std::vector<Pack>& packs, const RuleSet& rules,
                              const LintInput& input);

// The mistakes of a pack that does not load ("file:line:column: rule id: message", one a line).
std::vector<LintFinding> LintLoadMistakes(const Status& status);

}  // namespace varta
