// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta rules test: the examples of packs; with --watch again whenever a file of theirs changes.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "cli/interrupt.h"
#include "cli/rule_commands.h"
#include "rules/examples.h"
#include "rules/rule_set.h"
#include "sweep/screener.h"

namespace varta {
namespace {

using Json = nlohmann::ordered_json;

constexpr Duration kLookAgain{250};

// How one example came out.
struct ExampleResult {
  std::string rule, file;
  FilePlace place;
  bool expected_hit = false;
  v1::Ad ad;
  RuleTrace trace;  // its rule is not to be looked at

  const std::string& text() const {
    return !ad.text().empty() ? ad.text() : !ad.title().empty() ? ad.title() : ad.url();
  }
  bool Failed() const { return trace.hit() != expected_hit; }
  std::string Shown(const Style& style) const {
    const std::string shown = ShowPlaces(ad, trace.found, style, "    ");
    return trace.found.empty() ? "    " + Printable(text()) + "\n" : shown;
  }
};

// By rule, kind and text: what an edit leaves alone.
using Results = std::map<std::string, ExampleResult>;

struct TestRun {
  Status status;  // of loading
  size_t rules = 0, examples = 0, failures = 0;
  std::vector<std::string> order;  // keys of results, in file order
  Results results;
};

void RunExamples(const LoadedRules& loaded, TestRun* run) {
  for (const Pack& pack : loaded.packs) {
    for (const Rule& rule : pack.rules) {
      ++run->rules;
      auto examples = [&](const std::vector<std::string>& texts,
                          const std::vector<FilePlace>& places, bool expected_hit) {
        for (size_t i = 0; i < texts.size(); ++i) {
          ExampleResult one{rule.id,
                            rule.file,
                            i < places.size() ? places[i] : FilePlace{rule.line, 1},
                            expected_hit,
                            ExampleAd(rule, texts[i]),
                            {}};
          if (!rule.match.when.empty()) ReadTyped(one.ad);
          // Why something is not hit takes long to say, and is asked of few.
          const bool hit = loaded.rules.Matches(rule.id, one.ad);
          if (hit || expected_hit) {
            if (auto trace = loaded.rules.TraceOf(rule.id, one.ad)) one.trace = *std::move(trace);
          } else {
            one.trace.obstacles.push_back({"not hit", {}});
          }
          ++run->examples;
          if (one.Failed()) ++run->failures;
          std::string key = rule.id + (expected_hit ? "\nhit\n" : "\nmiss\n") + texts[i];
          if (run->results.emplace(key, std::move(one)).second)
            run->order.push_back(std::move(key));
        }
      };
      examples(rule.hit, rule.hit_places, true);
      examples(rule.miss, rule.miss_places, false);
    }
  }
}

TestRun RunOnce(const Globals& globals, const std::vector<std::string>& folders) {
  TestRun run;
  for (const std::string& folder : folders.empty() ? std::vector<std::string>{""} : folders) {
    Result<LoadedRules> loaded = LoadRulesToWorkOn(globals, folder);
    if (!loaded.ok()) {
      run.status = loaded.status();
      return run;
    }
    RunExamples(*loaded, &run);
  }
  return run;
}

void PrintObstacles(const ExampleResult& one, const Style& style) {
  for (const Obstacle& obstacle : one.trace.obstacles) {
    std::printf("      %s\n%s", Printable(obstacle.what).c_str(),
                ShowPlaces(one.ad, obstacle.places, style, "        ").c_str());
  }
}

void PrintFailure(const ExampleResult& one, const Style& style) {
  const char* what = one.expected_hit ? "should be hit and is not" : "should not be hit and is";
  std::printf("%s:%d:%d: rule %s: example %s:\n%s", Printable(one.file).c_str(), one.place.line,
              one.place.column, style.Bold(one.rule).c_str(), style.Red(what).c_str(),
              one.Shown(style).c_str());
  if (one.expected_hit) PrintObstacles(one, style);
}

void PrintSummary(const TestRun& run, const Style& style) {
  const std::string line = std::to_string(run.rules) + (run.rules == 1 ? " rule, " : " rules, ") +
                           std::to_string(run.examples) + " examples, " +
                           std::to_string(run.failures) + " failed";
  std::printf("%s\n", run.failures == 0 ? style.Green(line).c_str() : style.Red(line).c_str());
}

void PrintRun(const TestRun& run, bool all, const Style& style) {
  for (const std::string& key : run.order) {
    const ExampleResult& one = run.results.at(key);
    if (one.Failed()) {
      PrintFailure(one, style);
    } else if (all) {
      std::printf("%s %s\n%s",
                  one.expected_hit ? style.Green("hit ").c_str() : style.Dim("miss").c_str(),
                  style.Bold(one.rule).c_str(), one.Shown(style).c_str());
    }
  }
  PrintSummary(run, style);
}

bool SamePlaces(const RuleTrace& a, const RuleTrace& b) {
  return a.hit() == b.hit() &&
         std::equal(a.found.begin(), a.found.end(), b.found.begin(), b.found.end(),
                    [](const TracedPlace& x, const TracedPlace& y) {
                      return x.place == y.place && x.range == y.range;
                    });
}

// What an edit has changed: what is hit now, what no longer, what is hit elsewhere.
void PrintChanges(const TestRun& before, const TestRun& after, const Style& style) {
  for (const std::string& key : after.order) {
    const ExampleResult& now = after.results.at(key);
    const auto was = before.results.find(key);
    if (was == before.results.end()) {
      if (!now.Failed())
        std::printf("%s %s: new example, %s\n%s", style.Green("+").c_str(), now.rule.c_str(),
                    now.expected_hit ? "hit" : "not hit", now.Shown(style).c_str());
      continue;
    }
    const ExampleResult& then = was->second;
    if (SamePlaces(then.trace, now.trace)) continue;
    if (now.trace.hit() != then.trace.hit()) {
      const char* what = now.trace.hit() ? "is hit now" : "is no longer hit";
      std::printf("%s %s: %s\n%s", now.trace.hit() ? "+" : "-", style.Bold(now.rule).c_str(), what,
                  (now.trace.hit() ? now : then).Shown(style).c_str());
    } else {
      std::printf("~ %s: matches elsewhere\n  was\n%s  is\n%s", style.Bold(now.rule).c_str(),
                  then.Shown(style).c_str(), now.Shown(style).c_str());
    }
  }
}

int PrintRunJson(const TestRun& run) {
  Json failures = Json::array();
  for (const std::string& key : run.order) {
    const ExampleResult& one = run.results.at(key);
    if (!one.Failed()) continue;
    Json because = Json::array(), matched = Json::array();
    for (const Obstacle& obstacle : one.trace.obstacles) because.push_back(obstacle.what);
    for (const TracedPlace& place : one.trace.found)
      matched.push_back(one.text().substr(place.range.begin, place.range.end - place.range.begin));
    failures.push_back(
        {{"rule", one.rule},
         {"file", one.file},
         {"line", one.place.line},
         {"column", one.place.column},
         {"problem", one.expected_hit ? "should be hit and is not" : "should not be hit and is"},
         {"text", one.text()},
         {"matched", matched},
         {"because", because}});
  }
  const Json json = {{"rules", run.rules}, {"examples", run.examples}, {"failures", failures}};
  std::printf("%s\n", json.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
  return run.failures == 0 ? kFine : kFindings;
}

// Names, sizes and times of the packs' files: another value after each save.
std::string StampOf(const std::vector<std::string>& folders) {
  namespace fs = std::filesystem;
  std::vector<std::string> stamps;
  for (const std::string& folder : folders) {
    std::error_code error;
    fs::recursive_directory_iterator it(folder, error), end;
    for (; !error && it != end; it.increment(error)) {
      if (it.depth() >= 1) it.disable_recursion_pending();
      if (it->path().extension() != ".yaml") continue;
      std::error_code gone;
      const auto time = it->last_write_time(gone).time_since_epoch().count();
      stamps.push_back(it->path().string() + " " + std::to_string(it->file_size(gone)) + " " +
                       std::to_string(time));
    }
  }
  std::sort(stamps.begin(), stamps.end());
  std::string all;
  for (const std::string& stamp : stamps) all += stamp + "\n";
  return all;
}

int Watch(const Globals& globals, const std::vector<std::string>& folders, bool all) {
  const Style style = Style::ForOutput(globals);
  const Interrupt interrupt;
  std::string stamp = StampOf(folders);
  TestRun last = RunOnce(globals, folders);
  if (last.status.ok()) {
    PrintRun(last, all, style);
  } else {
    Fail(last.status);
  }
  std::printf("%s\n", style.Dim("Watching; Ctrl-C ends it.").c_str());
  std::fflush(stdout);
  while (!interrupt.Wait(kLookAgain)) {
    std::string now = StampOf(folders);
    if (now == stamp) continue;
    stamp = std::move(now);
    TestRun run = RunOnce(globals, folders);
    if (!run.status.ok()) {
      Fail(run.status);  // what was before stays to compare with
      continue;
    }
    PrintChanges(last, run, style);
    PrintRun(run, false, style);
    std::fflush(stdout);
    last = std::move(run);
  }
  return kFine;
}

}  // namespace

int RunRulesTest(const Globals& globals, const RulesTestArguments& arguments) {
  std::error_code error;
  for (const std::string& folder : arguments.folders) {
    if (!std::filesystem::is_directory(folder, error))
      return FailUsage("rules test: " + folder +
                       " is no folder; name a pack's, or one that has packs in it");
  }
  if (arguments.watch) {
    if (globals.json) return FailUsage("rules test: --watch is for people; leave --json out");
    std::vector<std::string> folders = arguments.folders;
    if (folders.empty()) {
      Result<Config> config = globals.LoadConfig();
      if (!config.ok()) return Fail(config.status());
      if (!std::filesystem::is_directory(config->packs_dir, error))
        return FailUsage("rules test --watch: there is no folder of packs; name one");
      folders.push_back(config->packs_dir);
    }
    return Watch(globals, folders, arguments.all);
  }
  const TestRun run = RunOnce(globals, arguments.folders);
  if (!run.status.ok()) {
    Fail(run.status);
    return kFindings;
  }
  if (globals.json) return PrintRunJson(run);
  PrintRun(run, arguments.all, Style::ForOutput(globals));
  return run.failures == 0 ? kFine : kFindings;
}

}  // namespace varta
