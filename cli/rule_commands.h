// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What `varta rules ...` does, one function a command; each returns the exit code.
// commands/rules.cc is the table.
#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "rules/rule_set.h"

namespace varta {

// A folder that has a pack.yaml, or packs in it; "": the configuration's packs_dir, else the
// packs built into varta.
Result<std::vector<Pack>> LoadRulePacks(const Globals& globals, const std::string& folder,
                                        std::string* from = nullptr);

struct LoadedRules {
  std::vector<Pack> packs;  // as written
  RuleSet rules;            // with the drafts running
};
Result<LoadedRules> LoadRulesToWorkOn(const Globals& globals, const std::string& folder);
Result<LoadedRules> CompileToWorkOn(std::vector<Pack> packs);  // that are loaded already

std::string StrengthLetter(v1::Strength strength);

// The lines of the ad in which the places lie, cut around them, matches made visible; each with
// `indent` before it.
std::string ShowPlaces(const v1::Ad& ad, const std::vector<TracedPlace>& places, const Style& style,
                       const std::string& indent);

struct RulesTestArguments {
  std::vector<std::string> folders;
  bool watch = false;
  bool all = false;  // show every example, not only those that are wrong
};
int RunRulesTest(const Globals& globals, const RulesTestArguments& arguments);

struct RulesLintArguments {
  std::vector<std::string> folders;
  std::vector<std::string> benign;  // files or folders of ordinary texts
};
int RunRulesLint(const Globals& globals, const RulesLintArguments& arguments);

struct RulesExplainArguments {
  std::string what;  // a rule's id or a lead's
  std::string text;  // "-": standard input
  std::string packs;
  bool re2 = false;
  bool all = false;  // every rule that nearly hit, not only the nearest
};
int RunRulesExplain(const Globals& globals, const RulesExplainArguments& arguments);

struct RulesActivateArguments {
  std::string folder;  // a pack, or a folder of packs; "": packs_dir
  std::string reason;
  bool check = false;  // change nothing
};
int RunRulesActivate(const Globals& globals, const RulesActivateArguments& arguments);

struct RulesRollbackArguments {
  std::string version;  // "": what was in use before
  std::string reason;
};
int RunRulesRollback(const Globals& globals, const RulesRollbackArguments& arguments);
int RunRulesHistory(const Globals& globals, int limit);

struct RulesFormatArguments {
  std::vector<std::string> paths;  // files, or folders of packs
  bool check = false;              // only say which would change
};
int RunRulesFormat(const Globals& globals, const RulesFormatArguments& arguments);

struct RulesBacktestArguments {
  std::string old_version, new_version;  // folders, or "active"
  int samples = 5;
  bool as_if_stable = false;
  std::string html;  // file; empty: none
};
int RunRulesBacktest(const Globals& globals, const RulesBacktestArguments& arguments);

struct RulesStatsArguments {
  std::string version = "active";  // or a folder
  bool all = false;                // every rule, not only the first 40
};
int RunRulesStats(const Globals& globals, const RulesStatsArguments& arguments);

struct RulesSuggestArguments {
  int count = 20;
};
int RunRulesSuggest(const Globals& globals, const RulesSuggestArguments& arguments);

struct RulesRescreenArguments {
  std::string source;  // empty: all
  bool dry_run = false;
  std::string reason;
};
int RunRulesRescreen(const Globals& globals, const RulesRescreenArguments& arguments);

}  // namespace varta
