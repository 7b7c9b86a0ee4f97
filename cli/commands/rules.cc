// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta rules list|test|explain
#include <cmath>
#include <cstdio>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "cli/terminal.h"
#include "rules/builtin.h"
#include "rules/pack.h"
#include "rules/rule_set.h"

namespace varta {
namespace {

using Json = nlohmann::ordered_json;

struct Loaded {
  RuleSet rules;
  std::string from;
};

// The packs of `folder` (a pack or a folder of packs), else the configuration's, else the built-in
// ones.
Result<Loaded> Load(const Globals& globals, const std::string& folder) {
  std::error_code error;
  std::string from = folder;
  if (from.empty()) {
    Result<Config> config = globals.LoadConfig();
    if (!config.ok()) return config.status();
    if (std::filesystem::is_directory(config->packs_dir, error)) from = config->packs_dir;
  }
  Result<std::vector<Pack>> packs = std::vector<Pack>();
  if (from.empty()) {
    packs = BuiltinPacks();
  } else if (std::filesystem::exists(from + "/pack.yaml", error)) {
    Result<Pack> pack = LoadPack(from);
    if (!pack.ok()) return pack.status();
    packs->push_back(std::move(*pack));
  } else {
    packs = LoadPacks(from);
  }
  if (!packs.ok()) return packs.status();
  Result<RuleSet> rules = RuleSet::Compile(std::move(*packs));
  if (!rules.ok()) return rules.status();
  return Loaded{std::move(*rules), from.empty() ? "built into varta" : from};
}

const char* StatusText(RuleStatus status) {
  switch (status) {
    case RuleStatus::kDraft:
      return "draft";
    case RuleStatus::kShadow:
      return "shadow";
    case RuleStatus::kStable:
      return "stable";
    case RuleStatus::kRetired:
      return "retired";
  }
  return "";
}

std::string StrengthLetter(v1::Strength strength) { return v1::Strength_Name(strength).substr(9); }

void Print(const Json& json) {
  std::printf("%s\n", json.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
}

int ListRules(const Globals& globals) {
  Result<Loaded> loaded = Load(globals, "");
  if (!loaded.ok()) return Fail(loaded.status());
  Style style = Style::ForOutput(globals);
  Json json = Json::array();
  for (const Pack& pack : loaded->rules.packs()) {
    if (!globals.json) {
      std::printf("%s %s  rules: %zu  %s  sha256 %.12s\n", style.Bold(Printable(pack.name)).c_str(),
                  Printable(pack.version).c_str(), pack.rules.size(),
                  style.Dim(loaded->from).c_str(), pack.sha256.c_str());
    }
    for (const Rule& rule : pack.rules) {
      if (globals.json) {
        json.push_back({{"id", rule.id},
                        {"pack", pack.name},
                        {"pack_version", pack.version},
                        {"pack_sha256", pack.sha256},
                        {"status", StatusText(rule.status)},
                        {"indicator", rule.indicator},
                        {"strength", StrengthLetter(rule.strength)},
                        {"weight", rule.weight},
                        {"title", {{"uk", rule.title.uk()}, {"en", rule.title.en()}}}});
      } else {
        std::printf("  %s %s %s %5.1f  %s\n", Fit(rule.id, 36).c_str(),
                    Fit(rule.indicator, 4).c_str(), Fit(StrengthLetter(rule.strength), 12).c_str(),
                    rule.weight, Printable(rule.title.en()).c_str());
      }
    }
  }
  if (globals.json) Print(json);
  return kFine;
}

int Test(const Globals& globals, const std::vector<std::string>& folders) {
  Style style = Style::ForOutput(globals);
  size_t rules = 0, examples = 0, failures = 0;
  Json json = Json::array();
  std::error_code error;
  for (const std::string& folder : folders) {
    if (!std::filesystem::is_directory(folder, error))
      return FailUsage("rules test: " + folder +
                       " is no folder; name a pack's, or one that has packs in it");
  }
  for (const std::string& folder : folders.empty() ? std::vector<std::string>{""} : folders) {
    Result<Loaded> loaded = Load(globals, folder);
    if (!loaded.ok()) {
      Fail(loaded.status());
      return kFindings;
    }
    for (const Pack& pack : loaded->rules.packs()) {
      for (const Rule& rule : pack.rules) examples += rule.hit.size() + rule.miss.size();
      rules += pack.rules.size();
    }
    for (const ExampleFailure& failure : CheckExamples(loaded->rules)) {
      ++failures;
      const char* what =
          failure.expected_hit ? "should be hit and is not" : "should not be hit and is";
      if (globals.json) {
        json.push_back({{"rule", failure.rule},
                        {"file", failure.file},
                        {"line", failure.line},
                        {"problem", what},
                        {"text", failure.text}});
      } else {
        std::printf("%s:%d: rule %s: example %s:\n    %s\n", Printable(failure.file).c_str(),
                    failure.line, style.Bold(failure.rule).c_str(), style.Red(what).c_str(),
                    Printable(failure.text).c_str());
      }
    }
  }
  if (globals.json) {
    Print({{"rules", rules}, {"examples", examples}, {"failures", json}});
  } else {
    std::string line = std::to_string(rules) + (rules == 1 ? " rule, " : " rules, ") +
                       std::to_string(examples) + " examples, " + std::to_string(failures) +
                       " failed";
    std::printf("%s\n", failures == 0 ? style.Green(line).c_str() : style.Red(line).c_str());
  }
  return failures == 0 ? kFine : kFindings;
}

void PrintPatterns(const char* name, const std::vector<Pattern>& patterns, bool re2) {
  for (const Pattern& pattern : patterns) {
    std::printf("  %-8s%s\n", name, Printable(pattern.written).c_str());
    if (re2) std::printf("          RE2: %s\n", Printable(pattern.re2).c_str());
  }
}

Json PatternsJson(const std::vector<Pattern>& patterns) {
  Json json = Json::array();
  for (const Pattern& pattern : patterns)
    json.push_back({{"written", pattern.written}, {"re2", pattern.re2}});
  return json;
}

Json LocalizedJson(const v1::Localized& text) { return {{"uk", text.uk()}, {"en", text.en()}}; }

Json RuleJson(const Rule& rule) {
  Json near = Json::array();
  for (const Match::Near& one : rule.match.near)
    near.push_back({{"words", PatternsJson(one.words)}, {"within", one.within}});
  return {{"id", rule.id},
          {"title", LocalizedJson(rule.title)},
          {"why", LocalizedJson(rule.why)},
          {"status", StatusText(rule.status)},
          {"indicator", rule.indicator},
          {"strength", StrengthLetter(rule.strength)},
          {"weight", rule.weight},
          {"file", rule.file},
          {"line", rule.line},
          {"references", rule.references},
          {"match",
           {{"any", PatternsJson(rule.match.any)},
            {"all", PatternsJson(rule.match.all)},
            {"near", near},
            {"unless", PatternsJson(rule.match.unless)}}},
          {"hit", rule.hit},
          {"miss", rule.miss}};
}

int Explain(const Globals& globals, const std::string& id, bool re2) {
  Result<Loaded> loaded = Load(globals, "");
  if (!loaded.ok()) return Fail(loaded.status());
  const Rule* rule = loaded->rules.Find(id);
  if (rule == nullptr)
    return FailUsage("rules explain: no rule '" + id + "'; varta rules list shows them");
  if (globals.json) {
    Print(RuleJson(*rule));
    return kFine;
  }
  Style style = Style::ForOutput(globals);
  std::printf("%s  %s\n%s\n\n", style.Bold(rule->id).c_str(), Printable(rule->title.en()).c_str(),
              Printable(rule->title.uk()).c_str());
  std::printf(
      "status     %s\nindicator  %s\nstrength   %s\nweight     %.2f (log-odds; multiplies the odds "
      "by %.1f)\nwritten in %s:%d\n",
      StatusText(rule->status), rule->indicator.c_str(), StrengthLetter(rule->strength).c_str(),
      rule->weight, std::exp(rule->weight), Printable(rule->file).c_str(), rule->line);
  for (const std::string& reference : rule->references)
    std::printf("source     %s\n", Printable(reference).c_str());
  std::printf(
      "\n%s\n%s\n\nMatches if some of any, all of all, every near and nothing of unless is "
      "found:\n",
      Printable(rule->why.en()).c_str(), Printable(rule->why.uk()).c_str());
  PrintPatterns("any", rule->match.any, re2);
  PrintPatterns("all", rule->match.all, re2);
  for (const Match::Near& near : rule->match.near) {
    std::printf("  near    within %d words:\n", near.within);
    PrintPatterns("", near.words, re2);
  }
  PrintPatterns("unless", rule->match.unless, re2);
  std::puts("\nExamples");
  for (const std::string& text : rule->hit)
    std::printf("  %s  %s\n", style.Green("hit ").c_str(), Printable(text).c_str());
  for (const std::string& text : rule->miss)
    std::printf("  %s  %s\n", style.Dim("miss").c_str(), Printable(text).c_str());
  return kFine;
}

}  // namespace

void AddRules(CLI::App& app, const Globals& globals, Action* action) {
  auto id = std::make_shared<std::string>();
  auto re2 = std::make_shared<bool>(false);
  auto folders = std::make_shared<std::vector<std::string>>();
  CLI::App* rules = app.add_subcommand("rules", "list, test and explain the rules");
  rules->require_subcommand(1);
  CLI::App* list =
      rules->add_subcommand("list", "every rule with its indicator, strength and weight");
  list->callback([=, &globals] { *action = [=, &globals] { return ListRules(globals); }; });
  CLI::App* test = rules->add_subcommand("test", "load packs and run their own examples");
  test->add_option("folders", *folders, "a pack, or a folder of packs [packs_dir]")
      ->type_name("DIR");
  test->callback([=, &globals] { *action = [=, &globals] { return Test(globals, *folders); }; });
  CLI::App* explain = rules->add_subcommand("explain", "what one rule looks for, and why");
  explain->add_option("id", *id, "the rule's id")->required();
  explain->add_flag("--re2", *re2, "also what RE2 compiles of each pattern");
  explain->callback(
      [=, &globals] { *action = [=, &globals] { return Explain(globals, *id, *re2); }; });
}

}  // namespace varta
