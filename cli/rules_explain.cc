// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta rules explain: a rule; or which rules hit a text or lead, which nearly did, and what
// stopped them. What made the score is varta explain's.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <map>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/yaml.h"
#include "cli/connection.h"
#include "cli/rule_commands.h"
#include "rules/rule_status.h"
#include "sweep/screener.h"
#include "varta/v1/lead_service.grpc.pb.h"

namespace varta {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kNearestShown = 5;
constexpr size_t kMaxTypedBytes = 1 << 20;

void PrintJson(const Json& json) {
  std::printf("%s\n", json.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
}

void PrintPatterns(const char* name, const std::vector<Pattern>& patterns, bool re2) {
  for (const Pattern& pattern : patterns) {
    std::printf("  %-8s%s\n", name, Printable(pattern.Shown()).c_str());
    if (re2 && !pattern.in_file.empty())
      std::printf("          that is: %s\n", Printable(pattern.written).c_str());
    if (re2) std::printf("          RE2: %s\n", Printable(pattern.re2).c_str());
  }
}

Json PatternsJson(const std::vector<Pattern>& patterns) {
  Json json = Json::array();
  for (const Pattern& pattern : patterns) {
    Json one = {{"written", pattern.Shown()}};
    if (!pattern.in_file.empty()) one["stands_for"] = pattern.written;
    one["re2"] = pattern.re2;
    json.push_back(std::move(one));
  }
  return json;
}

Json LocalizedJson(const v1::Localized& text) { return {{"uk", text.uk()}, {"en", text.en()}}; }

const char* ScopeText(const Match& match) {
  return match.unless_in == Match::Scope::kSentence ? "sentence" : "ad";
}

Json RuleJson(const Rule& rule) {
  Json near = Json::array(), when = Json::array();
  for (const Match::Near& one : rule.match.near)
    near.push_back({{"words", PatternsJson(one.words)}, {"within", one.within}});
  for (const FactCondition& condition : rule.match.when) when.push_back(condition.written);
  return {{"id", rule.id},
          {"title", LocalizedJson(rule.title)},
          {"why", LocalizedJson(rule.why)},
          {"status", StatusName(rule.status)},
          {"indicator", rule.indicator},
          {"strength", StrengthLetter(rule.strength)},
          {"weight", rule.weight},
          {"file", rule.file},
          {"line", rule.line},
          {"authors", rule.authors},
          {"created", rule.created},
          {"modified", rule.modified},
          {"references", rule.references},
          {"false_positives", rule.false_positives},
          {"match",
           {{"any", PatternsJson(rule.match.any)},
            {"at_least", rule.match.at_least},
            {"all", PatternsJson(rule.match.all)},
            {"near", near},
            {"when", when},
            {"unless", PatternsJson(rule.match.unless)},
            {"unless_in", ScopeText(rule.match)}}},
          {"hit", rule.hit},
          {"miss", rule.miss}};
}

void PrintMatch(const Match& match, bool re2) {
  std::printf(
      "\nMatches if %s of any, all of all, every near and when, and nothing of unless%s is "
      "found:\n",
      match.at_least > 1 ? std::to_string(match.at_least).c_str() : "some",
      match.unless_in == Match::Scope::kSentence ? " in the same sentence" : "");
  PrintPatterns("any", match.any, re2);
  PrintPatterns("all", match.all, re2);
  for (const Match::Near& near : match.near) {
    std::printf("  near    within %d words:\n", near.within);
    PrintPatterns("", near.words, re2);
  }
  for (const FactCondition& condition : match.when)
    std::printf("  when    %s\n", Printable(condition.written).c_str());
  PrintPatterns("unless", match.unless, re2);
}

// What an ad is to be explained with.
struct Subject {
  v1::Ad ad;
  bool masked = false;  // contacts are
};

Json PlacesJson(const v1::Ad& ad, const std::vector<TracedPlace>& places) {
  Json json = Json::array();
  for (const TracedPlace& one : places) {
    const std::string& text = one.place == v1::PLACE_TITLE ? ad.title()
                              : one.place == v1::PLACE_URL ? ad.url()
                                                           : ad.text();
    json.push_back({{"place", v1::Place_Name(one.place).substr(6)},
                    {"begin", one.range.begin},
                    {"end", one.range.end},
                    {"text", text.substr(one.range.begin, one.range.end - one.range.begin)}});
  }
  return json;
}

void PrintTrace(const v1::Ad& ad, const RuleTrace& trace, RuleStatus status, const Style& style) {
  const Rule& rule = *trace.rule;
  const bool counts = status == RuleStatus::kStable && rule.weight > 0;
  std::printf("%s  %s%s  %s\n", style.Bold(rule.id).c_str(), StatusName(status),
              counts ? (", weight " + std::to_string(rule.weight).substr(0, 4)).c_str()
                     : ", counts nothing",
              Printable(rule.title.en()).c_str());
  std::fputs(ShowPlaces(ad, trace.found, style, "    ").c_str(), stdout);
  for (const Obstacle& obstacle : trace.obstacles) {
    std::printf("  %s %s\n%s", style.Yellow("stopped:").c_str(), Printable(obstacle.what).c_str(),
                ShowPlaces(ad, obstacle.places, style, "    ").c_str());
  }
}

int ExplainAd(const Globals& globals, const LoadedRules& loaded, const Subject& subject, bool all) {
  std::map<std::string_view, RuleStatus> statuses;
  for (const Pack& pack : loaded.packs)
    for (const Rule& rule : pack.rules) statuses[rule.id] = rule.status;
  const std::vector<RuleTrace> traces = loaded.rules.Trace(subject.ad);
  const auto hits = static_cast<size_t>(std::count_if(
      traces.begin(), traces.end(), [](const RuleTrace& trace) { return trace.hit(); }));
  if (globals.json) {
    Json hit = Json::array(), nearly = Json::array();
    for (const RuleTrace& trace : traces) {
      Json one = {{"rule", trace.rule->id},
                  {"status", StatusName(statuses[trace.rule->id])},
                  {"weight", trace.rule->weight},
                  {"matched", PlacesJson(subject.ad, trace.found)}};
      if (trace.hit()) {
        hit.push_back(std::move(one));
        continue;
      }
      Json stopped = Json::array();
      for (const Obstacle& obstacle : trace.obstacles)
        stopped.push_back(
            {{"because", obstacle.what}, {"places", PlacesJson(subject.ad, obstacle.places)}});
      one["stopped_by"] = std::move(stopped);
      nearly.push_back(std::move(one));
    }
    PrintJson({{"language", subject.ad.language()}, {"hit", hit}, {"nearly", nearly}});
    return kFine;
  }
  const Style style = Style::ForOutput(globals);
  std::printf("language %s\n",
              subject.ad.language().empty() ? "unknown" : subject.ad.language().c_str());
  if (subject.masked)
    std::puts("Contacts are masked: a pattern that looks for one may not match here.");
  std::printf("\n%s\n", hits == 0   ? "No rule hits."
                        : hits == 1 ? "1 rule hits:"
                                    : (std::to_string(hits) + " rules hit:").c_str());
  for (size_t i = 0; i < hits; ++i)
    PrintTrace(subject.ad, traces[i], statuses[traces[i].rule->id], style);
  const size_t nearly = traces.size() - hits;
  if (nearly == 0) return kFine;
  std::printf("\nNearly:\n");
  const size_t shown = all ? nearly : std::min(nearly, kNearestShown);
  for (size_t i = hits; i < hits + shown; ++i)
    PrintTrace(subject.ad, traces[i], statuses[traces[i].rule->id], style);
  if (shown < nearly)
    std::printf("%s\n", style
                            .Dim("and " + std::to_string(nearly - shown) +
                                 " that are further off; --all shows them")
                            .c_str());
  return kFine;
}

Result<Subject> GetLead(const Globals& globals, const std::string& id) {
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return config.status();
  const std::string neither = "there is no rule '" + id + "' (varta rules list shows them), and ";
  Result<std::unique_ptr<Connection>> connection = Connection::Open(globals, *config, false);
  if (!connection.ok())
    return Status(connection.status().code(),
                  neither + "leads cannot be asked: " + connection.status().message());
  auto stub = v1::LeadService::NewStub((*connection)->channel());
  v1::GetLeadRequest request;
  request.set_name(id);
  auto lead = Invoke(*stub, &v1::LeadService::Stub::GetLead, (*connection)->Context(), request);
  if (!lead.ok()) return Status(lead.status().code(), neither + lead.status().message());
  return Subject{lead->ad(), true};
}

// False: there is none of this id, and it could be a lead's.
Result<bool> ExplainRule(const Globals& globals, const std::vector<Pack>& packs,
                         const std::string& id, bool re2) {
  const Rule* rule = nullptr;
  std::vector<std::string> ids;
  for (const Pack& pack : packs) {
    for (const Rule& one : pack.rules) {
      ids.push_back(one.id);
      if (one.id == id) rule = &one;
    }
  }
  if (rule == nullptr) {
    // A lead's id has no dot.
    if (id.find('.') == std::string::npos) return false;
    const std::string near = NearestName(id, ids);
    return Status(Code::kInvalidArgument, "rules explain: no rule '" + id + "'; " +
                                              (near.empty() ? "" : "did you mean " + near + "? ") +
                                              "varta rules list shows them");
  }
  if (globals.json) {
    PrintJson(RuleJson(*rule));
    return true;
  }
  const Style style = Style::ForOutput(globals);
  std::printf("%s  %s\n%s\n\n", style.Bold(rule->id).c_str(), Printable(rule->title.en()).c_str(),
              Printable(rule->title.uk()).c_str());
  std::printf(
      "status     %s\nindicator  %s\nstrength   %s\nweight     %.2f (log-odds; multiplies the odds "
      "by %.1f)\nwritten in %s:%d\n",
      StatusName(rule->status), rule->indicator.c_str(), StrengthLetter(rule->strength).c_str(),
      rule->weight, std::exp(rule->weight), Printable(rule->file).c_str(), rule->line);
  for (const std::string& author : rule->authors)
    std::printf("author     %s\n", Printable(author).c_str());
  if (!rule->created.empty()) std::printf("created    %s\n", rule->created.c_str());
  if (!rule->modified.empty()) std::printf("modified   %s\n", rule->modified.c_str());
  for (const std::string& reference : rule->references)
    std::printf("source     %s\n", Printable(reference).c_str());
  for (const std::string& note : rule->false_positives)
    std::printf("hits also  %s\n", Printable(note).c_str());
  std::printf("\n%s\n%s\n", Printable(rule->why.en()).c_str(), Printable(rule->why.uk()).c_str());
  PrintMatch(rule->match, re2);
  std::puts("\nExamples");
  for (const std::string& text : rule->hit)
    std::printf("  %s  %s\n", style.Green("hit ").c_str(), Printable(text).c_str());
  for (const std::string& text : rule->miss)
    std::printf("  %s  %s\n", style.Dim("miss").c_str(), Printable(text).c_str());
  return true;
}

}  // namespace

int RunRulesExplain(const Globals& globals, const RulesExplainArguments& arguments) {
  if (arguments.what.empty() == arguments.text.empty())
    return FailUsage("rules explain: give either a rule's or a lead's id, or --text");
  Result<std::vector<Pack>> packs = LoadRulePacks(globals, arguments.packs);
  if (!packs.ok()) return Fail(packs.status());
  if (!arguments.what.empty()) {
    const Result<bool> explained = ExplainRule(globals, *packs, arguments.what, arguments.re2);
    if (!explained.ok()) return Fail(explained.status());
    if (*explained) return kFine;
  }
  Result<LoadedRules> loaded = CompileToWorkOn(*std::move(packs));
  if (!loaded.ok()) return Fail(loaded.status());
  Subject subject;
  if (!arguments.what.empty()) {
    Result<Subject> lead = GetLead(globals, arguments.what);
    if (!lead.ok()) return FailNamed(lead.status());
    subject = std::move(*lead);
  } else {
    std::string text = arguments.text;
    if (text == "-") text.assign(std::istreambuf_iterator<char>(std::cin), {});
    subject.ad.set_text(Shorten(RepairUtf8(text), kMaxTypedBytes));
    ReadTyped(subject.ad);
  }
  return ExplainAd(globals, *loaded, subject, arguments.all);
}

}  // namespace varta
