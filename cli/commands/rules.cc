// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta rules list|test|lint|explain|backtest|stats|suggest|fmt|activate|rollback|history|rescreen
#include <cstdio>
#include <memory>

#include <nlohmann/json.hpp>

#include "cli/rule_commands.h"
#include "cli/terminal.h"
#include "rules/rule_status.h"

namespace varta {
namespace {

using Json = nlohmann::ordered_json;

int ListRules(const Globals& globals) {
  std::string from;
  Result<std::vector<Pack>> packs = LoadRulePacks(globals, "", &from);
  if (!packs.ok()) return Fail(packs.status());
  // What does not compile is no rule.
  const Result<RuleSet> rules = RuleSet::Compile(*packs);
  if (!rules.ok()) return Fail(rules.status());
  Style style = Style::ForOutput(globals);
  Json json = Json::array();
  for (const Pack& pack : *packs) {
    if (!globals.json) {
      std::printf("%s %s  rules: %zu  %s  sha256 %.12s\n", style.Bold(Printable(pack.name)).c_str(),
                  Printable(pack.version).c_str(), pack.rules.size(), style.Dim(from).c_str(),
                  pack.sha256.c_str());
    }
    for (const Rule& rule : pack.rules) {
      if (globals.json) {
        json.push_back({{"id", rule.id},
                        {"pack", pack.name},
                        {"pack_version", pack.version},
                        {"pack_sha256", pack.sha256},
                        {"status", StatusName(rule.status)},
                        {"indicator", rule.indicator},
                        {"strength", StrengthLetter(rule.strength)},
                        {"weight", rule.weight},
                        {"title", {{"uk", rule.title.uk()}, {"en", rule.title.en()}}}});
      } else {
        std::printf("  %s %s %s %s %5.1f  %s\n", Fit(rule.id, 36).c_str(),
                    Fit(StatusName(rule.status), 7).c_str(), Fit(rule.indicator, 4).c_str(),
                    Fit(StrengthLetter(rule.strength), 12).c_str(), rule.weight,
                    Printable(rule.title.en()).c_str());
      }
    }
  }
  if (globals.json)
    std::printf("%s\n", json.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
  return kFine;
}

}  // namespace

void AddRules(CLI::App& app, const Globals& globals, Action* action) {
  CLI::App* rules = app.add_subcommand("rules", "list, test, explain, try, count, and put in use");
  rules->require_subcommand(1);
  CLI::App* list =
      rules->add_subcommand("list", "every rule with its indicator, strength and weight");
  list->callback([=, &globals] { *action = [=, &globals] { return ListRules(globals); }; });

  auto tested = std::make_shared<RulesTestArguments>();
  CLI::App* test = rules->add_subcommand("test", "load packs and run their own examples");
  test->add_option("folders", tested->folders, "a pack, or a folder of packs [packs_dir]")
      ->type_name("DIR");
  test->add_flag("--watch", tested->watch, "again after each change of a file, until Ctrl-C");
  test->add_flag("--all", tested->all, "show what matched in every example");
  test->callback(
      [=, &globals] { *action = [=, &globals] { return RunRulesTest(globals, *tested); }; });

  auto linted = std::make_shared<RulesLintArguments>();
  CLI::App* lint =
      rules->add_subcommand("lint", "what is too broad, dead, doubled or slow, and how to mend it");
  lint->add_option("folders", linted->folders, "a pack, or a folder of packs [packs_dir]")
      ->type_name("DIR");
  lint->add_option("--benign", linted->benign,
                   "ordinary texts that no rule should hit: .txt (one a line), .jsonl, or a folder")
      ->type_name("FILE");
  lint->callback(
      [=, &globals] { *action = [=, &globals] { return RunRulesLint(globals, *linted); }; });

  auto explained = std::make_shared<RulesExplainArguments>();
  CLI::App* explain = rules->add_subcommand(
      "explain", "what a rule looks for; or which rules hit a text or lead, and which nearly did");
  explain->add_option("what", explained->what, "a rule's id, or a lead's");
  explain->add_option("--text", explained->text, "this text; - for standard input")
      ->type_name("TEXT");
  explain->add_option("--packs", explained->packs, "a pack, or a folder of packs [packs_dir]")
      ->type_name("DIR");
  explain->add_flag("--re2", explained->re2, "also what RE2 compiles of each pattern");
  explain->add_flag("--all", explained->all, "all rules that nearly hit, not only the nearest");
  explain->callback(
      [=, &globals] { *action = [=, &globals] { return RunRulesExplain(globals, *explained); }; });

  auto tried = std::make_shared<RulesBacktestArguments>();
  CLI::App* backtest = rules->add_subcommand(
      "backtest", "two versions of the rules against each other, over all stored ads");
  backtest
      ->add_option("old", tried->old_version,
                   "a pack, a folder of packs, or active: the packs in use")
      ->type_name("OLD")
      ->required();
  backtest->add_option("new", tried->new_version, "likewise")->type_name("NEW")->required();
  backtest->add_option("--samples", tried->samples, "ads to read, for each rule and direction [5]")
      ->check(CLI::Range(1, 50));
  backtest->add_flag("--as-if-stable", tried->as_if_stable,
                     "count the new ones' drafts and shadow rules as if they were live");
  backtest->add_option("--html", tried->html, "also a page to hand round, in this file")
      ->type_name("FILE");
  backtest->footer(
      "One pack beside active or a folder of packs stands in the place of the pack of its name\n"
      "there. Only rules that differ are run. Contacts are masked.");
  backtest->callback(
      [=, &globals] { *action = [=, &globals] { return RunRulesBacktest(globals, *tried); }; });

  auto counted = std::make_shared<RulesStatsArguments>();
  CLI::App* stats = rules->add_subcommand(
      "stats", "what each rule hits among all stored ads, how often it is right, what it costs");
  stats->add_option("packs", counted->version, "a pack, or a folder of packs [the packs in use]")
      ->type_name("DIR");
  stats->add_flag("--all", counted->all, "every rule, not only the first 40");
  stats->footer(
      "Noisy, wrong and dead rules first. ordinary: share of the ads that are no leads, in the\n"
      "rule's languages. precision: of leads with a verdict. week, before: hits a thousand ads.");
  stats->callback(
      [=, &globals] { *action = [=, &globals] { return RunRulesStats(globals, *counted); }; });

  auto suggested = std::make_shared<RulesSuggestArguments>();
  CLI::App* suggest = rules->add_subcommand(
      "suggest", "phrases that tell relevant leads from dismissed ones, as drafts of rules");
  suggest->add_option("--count", suggested->count, "phrases at most [20]")
      ->check(CLI::Range(1, 100));
  suggest->footer(
      "Needs 20 different texts with a verdict of each kind. The drafts are for a person to "
      "judge,\n"
      "name and give examples; nothing is changed.");
  suggest->callback(
      [=, &globals] { *action = [=, &globals] { return RunRulesSuggest(globals, *suggested); }; });

  auto formatted = std::make_shared<RulesFormatArguments>();
  CLI::App* format = rules->add_subcommand("fmt", "put keys and indentation of packs in order");
  format->add_option("paths", formatted->paths, "files of a pack, a pack, or a folder of packs")
      ->type_name("PATH")
      ->required();
  format->add_flag("--check", formatted->check, "only say which files would change");
  format->callback(
      [=, &globals] { *action = [=, &globals] { return RunRulesFormat(globals, *formatted); }; });

  auto activated = std::make_shared<RulesActivateArguments>();
  CLI::App* activate = rules->add_subcommand(
      "activate", "put packs in use: from now on a sweep takes these, whatever is in packs_dir");
  activate->add_option("folder", activated->folder, "a pack, or a folder of packs [packs_dir]")
      ->type_name("DIR");
  activate->add_option("--reason", activated->reason, "why; goes into the audit log");
  activate->add_flag("--check", activated->check, "only say whether they could be");
  activate->callback(
      [=, &globals] { *action = [=, &globals] { return RunRulesActivate(globals, *activated); }; });

  auto rolled_back = std::make_shared<RulesRollbackArguments>();
  CLI::App* rollback = rules->add_subcommand("rollback", "back to the rules in use before");
  rollback->add_option("version", rolled_back->version, "to this one, as `history` shows it");
  rollback->add_option("--reason", rolled_back->reason, "why; goes into the audit log");
  rollback->callback([=, &globals] {
    *action = [=, &globals] { return RunRulesRollback(globals, *rolled_back); };
  });

  auto limit = std::make_shared<int>(20);
  CLI::App* history =
      rules->add_subcommand("history", "which rules were in use when, who put them there and why");
  history->add_option("--limit", *limit, "how many")
      ->check(CLI::Range(1, 500))
      ->capture_default_str();
  history->callback(
      [=, &globals] { *action = [=, &globals] { return RunRulesHistory(globals, *limit); }; });

  auto rescreened = std::make_shared<RulesRescreenArguments>();
  CLI::App* rescreen = rules->add_subcommand(
      "rescreen", "judge the stored ads and leads anew by the rules in use, fetching nothing");
  rescreen->add_option("--source", rescreened->source, "only ads of this source")
      ->type_name("SOURCE");
  rescreen->add_flag("--dry-run", rescreened->dry_run, "change nothing, say what would be");
  rescreen->add_option("--reason", rescreened->reason, "why; goes into the audit log");
  rescreen->footer(
      "What is hit now becomes a lead, with the kept text as its evidence. Leads get today's hits\n"
      "and score; verdicts and all that people said stay. A lead that is none any more stays and\n"
      "says so. Cut off, what was done is done: run it again, and it does the rest.");
  rescreen->callback([=, &globals] {
    *action = [=, &globals] { return RunRulesRescreen(globals, *rescreened); };
  });
}

}  // namespace varta
