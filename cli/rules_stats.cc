// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta rules stats: what each rule hits among all stored ads.
#include <cstdio>

#include "cli/json.h"
#include "cli/rule_choice.h"
#include "cli/rule_commands.h"

namespace varta {
namespace {

constexpr int kFirstRules = 40;

std::string NotesText(const v1::RuleStats& stats) {
  std::string text;
  for (const int note : stats.notes()) {
    std::string word = v1::RuleStats::Note_Name(static_cast<v1::RuleStats::Note>(note)).substr(5);
    for (char& c : word) c = static_cast<char>(c - 'A' + 'a');
    text += (text.empty() ? "" : ",") + word;
  }
  return text;
}

std::string NumberText(const char* format, double value) {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

void PrintStatsRow(const v1::RuleStats& stats, const Style& style) {
  const std::string note = NotesText(stats);
  const bool shadow = stats.status() != "stable";
  const std::string precision = !stats.has_precision()
                                    ? "-"
                                    : NumberText("%.0f", stats.precision().value() * 100) + " (" +
                                          NumberText("%.0f", stats.precision().low() * 100) + "-" +
                                          NumberText("%.0f", stats.precision().high() * 100) +
                                          " of " + std::to_string(stats.precision().of()) + ")";
  const auto per_thousand = [](bool has, const v1::Rate& rate) {
    return has ? NumberText("%.1f", rate.value() * 1000) : std::string("-");
  };
  std::printf(
      "%s %s %7lld %7lld %9s  %s %7s %7s %7s\n",
      (shadow ? style.Dim(Fit(stats.rule() + " (" + stats.status() + ")", 44))
              : Fit(stats.rule(), 44))
          .c_str(),
      (note.empty() ? Fit("", 16) : style.Yellow(Fit(note, 16))).c_str(),
      static_cast<long long>(TotalOf(stats.hits())), static_cast<long long>(stats.hits().texts()),
      stats.has_base_rate() ? (NumberText("%.2f", stats.base_rate().value() * 100) + " %").c_str()
                            : "-",
      Fit(precision, 18).c_str(), per_thousand(stats.has_week(), stats.week()).c_str(),
      per_thousand(stats.has_before(), stats.before()).c_str(),
      stats.microseconds() < 0 ? "-" : NumberText("%.1f", stats.microseconds()).c_str());
  for (const v1::RuleStats::Overlap& overlap : stats.overlaps()) {
    if (overlap.share() < 0.5) continue;
    std::printf("    %s\n", style
                                .Dim(NumberText("%.0f", overlap.share() * 100) +
                                     " % of its hits are hits of " + Printable(overlap.rule()))
                                .c_str());
  }
}

}  // namespace

int RunRulesStats(const Globals& globals, const RulesStatsArguments& arguments) {
  v1::GetRuleStatsRequest request;
  Result<v1::RuleChoice> version = ReadRuleChoice(arguments.version);
  if (!version.ok()) return Fail(version.status().In("rules stats"));
  *request.mutable_version() = *std::move(version);
  Result<std::unique_ptr<Connection>> connection = Connection::Open(globals);
  if (!connection.ok()) return Fail(connection.status());
  auto stub = v1::RuleService::NewStub((*connection)->channel());
  const auto context = (*connection)->OpenContext();
  auto stream = stub->GetRuleStats(context.get(), request);
  Result<v1::GetRuleStatsResponse> response = FollowReport<v1::GetRuleStatsResponse>(*stream);
  if (!response.ok()) return Fail(response.status());
  const v1::RuleStatsReport& report = response->report();
  if (globals.json) {
    PrintJson(report);
    return kFine;
  }
  const Style style = Style::ForOutput(globals);
  std::printf("%s\n", LookedAtText(report.looked_at()).c_str());
  std::printf("%s\n",
              style
                  .Bold(Fit("rule", 44) + " " + Fit("", 16) + "    hits   texts  ordinary  " +
                        Fit("precision %", 18) + "    week  before   µs/ad")
                  .c_str());
  int shown = 0;
  for (const v1::RuleStats& stats : report.rules()) {
    if (!arguments.all && shown == kFirstRules) break;
    PrintStatsRow(stats, style);
    ++shown;
  }
  if (shown < report.rules_size())
    std::printf("and %d more; --all shows them\n", report.rules_size() - shown);
  return kFine;
}

}  // namespace varta
