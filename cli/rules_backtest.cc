// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta rules backtest: two versions of the packs over all stored ads.
#include <cstdio>
#include <fstream>

#include "cli/backtest_html.h"
#include "cli/json.h"
#include "cli/rule_choice.h"
#include "cli/rule_commands.h"

namespace varta {
namespace {

const v1::Rate* RateIf(bool has, const v1::Rate& rate) { return has ? &rate : nullptr; }

const char* ChangeText(v1::RuleChange::Kind kind) {
  switch (kind) {
    case v1::RuleChange::KIND_ADDED:
      return "new";
    case v1::RuleChange::KIND_REMOVED:
      return "gone";
    case v1::RuleChange::KIND_WEIGHED:
      return "weighed anew";
    default:
      return "changed";
  }
}

void PrintAdSample(const v1::AdSample& sample, const Style& style) {
  std::string who = sample.lead().empty() ? "ordinary ad" : sample.lead();
  if (sample.verdict() != v1::Lead::VERDICT_UNSPECIFIED)
    who += ", " + v1::Lead::Verdict_Name(sample.verdict()).substr(8);
  std::string rules;
  for (const std::string& rule : sample.rules()) rules += (rules.empty() ? "  " : ", ") + rule;
  std::printf(
      "    %s %s  %s%s\n", sample.newly() ? style.Green("+").c_str() : style.Red("-").c_str(),
      Printable(who).c_str(), style.Dim(Printable(sample.url())).c_str(), Printable(rules).c_str());
  std::string text =
      Highlight(sample.excerpt(), {sample.spans().begin(), sample.spans().end()}, style);
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  std::printf("      %s\n", text.c_str());
}

void PrintRuleChange(const v1::RuleChange& rule, const Style& style) {
  std::string what = ChangeText(rule.kind());
  if (!rule.differs().empty()) {
    what += ":";
    for (const std::string& aspect : rule.differs()) what += " " + aspect;
  }
  std::printf("\n%s  %s", style.Bold(Printable(rule.rule())).c_str(), what.c_str());
  if (!rule.old_status().empty() && !rule.new_status().empty() &&
      rule.old_status() != rule.new_status()) {
    std::printf(", %s to %s", rule.old_status().c_str(), rule.new_status().c_str());
  }
  if (rule.old_weight() != rule.new_weight())
    std::printf(", counts %.1f instead of %.1f", rule.new_weight(), rule.old_weight());
  std::printf("\n  newly hit      %s\n", CountText(rule.newly_hit()).c_str());
  std::printf("  no longer hit  %s\n", CountText(rule.no_longer_hit()).c_str());
  std::printf("  hits           %lld, were %lld\n",
              static_cast<long long>(TotalOf(rule.new_hits())),
              static_cast<long long>(TotalOf(rule.old_hits())));
  const auto rates = [](const char* name, const v1::Rate* after, const v1::Rate* before) {
    if (after == nullptr && before == nullptr) return;
    std::printf("  %-14s %s, was %s\n", name, RateText(after).c_str(), RateText(before).c_str());
  };
  rates("precision", RateIf(rule.has_new_precision(), rule.new_precision()),
        RateIf(rule.has_old_precision(), rule.old_precision()));
  rates("recall", RateIf(rule.has_new_recall(), rule.new_recall()),
        RateIf(rule.has_old_recall(), rule.old_recall()));
  std::printf("  cost an ad     %s, was %s\n", MicrosecondsText(rule.new_microseconds()).c_str(),
              MicrosecondsText(rule.old_microseconds()).c_str());
  for (const v1::AdSample& sample : rule.samples()) PrintAdSample(sample, style);
}

void PrintBacktest(const v1::BacktestReport& report, const Style& style) {
  std::printf("%s\n",
              style.Bold(Printable(report.old_name()) + " against " + Printable(report.new_name()))
                  .c_str());
  std::printf("%s\n", LookedAtText(report.looked_at()).c_str());
  std::printf(
      "%d rules differ, %d are alike%s\n", report.rules_size(), report.rules_alike(),
      report.as_if_stable() ? "; drafts and shadow rules of the new ones count as stable" : "");
  std::printf("\nleads gained   %s\n", CountText(report.newly_leads()).c_str());
  std::printf("leads lost     %s\n", CountText(report.no_longer_leads()).c_str());
  if (report.has_new_precision() || report.has_old_precision()) {
    std::printf("precision      %s, was %s\n",
                RateText(RateIf(report.has_new_precision(), report.new_precision())).c_str(),
                RateText(RateIf(report.has_old_precision(), report.old_precision())).c_str());
  }
  if (report.has_new_recall()) {
    std::printf("recall         %s, was %s\n", RateText(&report.new_recall()).c_str(),
                RateText(&report.old_recall()).c_str());
  }
  std::printf(
      "%s\n",
      style
          .Dim("precision and recall are of leads with a verdict: what no version ever found is "
               "not among them")
          .c_str());
  for (const v1::AdSample& sample : report.lead_samples()) PrintAdSample(sample, style);
  for (const v1::RuleChange& rule : report.rules()) PrintRuleChange(rule, style);
}

}  // namespace

int RunRulesBacktest(const Globals& globals, const RulesBacktestArguments& arguments) {
  v1::BacktestRequest request;
  for (const bool old : {true, false}) {
    Result<v1::RuleChoice> version =
        ReadRuleChoice(old ? arguments.old_version : arguments.new_version);
    if (!version.ok()) return Fail(version.status().In("rules backtest"));
    *(old ? request.mutable_old_version() : request.mutable_new_version()) = *std::move(version);
  }
  request.set_samples(arguments.samples);
  request.set_as_if_stable(arguments.as_if_stable);
  std::ofstream html;
  if (!arguments.html.empty()) {
    html.open(arguments.html, std::ios::binary);
    if (!html) return FailUsage("--html: cannot write " + arguments.html);
  }
  Result<std::unique_ptr<Connection>> connection = Connection::Open(globals);
  if (!connection.ok()) return Fail(connection.status());
  auto stub = v1::RuleService::NewStub((*connection)->channel());
  const auto context = (*connection)->OpenContext();
  auto stream = stub->Backtest(context.get(), request);
  Result<v1::BacktestResponse> response = FollowReport<v1::BacktestResponse>(*stream);
  if (!response.ok()) return Fail(response.status());
  const v1::BacktestReport& report = response->report();
  if (html.is_open()) {
    html << BacktestHtml(report);
    html.close();
    if (!html) return Fail(Status(Code::kUnavailable, "cannot write " + arguments.html));
  }
  if (globals.json) {
    PrintJson(report);
  } else {
    PrintBacktest(report, Style::ForOutput(globals));
  }
  return kFine;
}

}  // namespace varta
