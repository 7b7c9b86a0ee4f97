// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta rules rescreen: the stored ads judged anew by the rules in use.
#include <cstdio>

#include "cli/json.h"
#include "cli/rule_choice.h"
#include "cli/rule_commands.h"
#include "cli/show_lead.h"

namespace varta {
namespace {

void PrintRescreened(const v1::RescreenedLead& lead, const Style& style) {
  std::string rules;
  for (const std::string& rule : lead.rules()) rules += (rules.empty() ? "" : ", ") + rule;
  std::printf("  %s %s  %s -> %s  %s\n",
              lead.newly() ? style.Green("+").c_str() : style.Red("-").c_str(),
              style.Bold(ShortId(lead.lead())).c_str(), ScoreText(lead.before()).c_str(),
              ScoreText(lead.after()).c_str(), Printable(rules).c_str());
}

std::string Count(int64_t count, const char* one, const char* several) {
  return std::to_string(count) + " " + (count == 1 ? one : several);
}

void PrintReport(const v1::RescreenReport& report, const Style& style) {
  const int64_t shown = report.leads_size();
  for (const v1::RescreenedLead& lead : report.leads()) PrintRescreened(lead, style);
  if (shown < report.new_leads() + report.no_longer()) {
    std::printf("  and %lld more\n",
                static_cast<long long>(report.new_leads() + report.no_longer() - shown));
  }
  if (report.no_longer() > 0) {
    std::printf("%s\n",
                style.Dim("- stays a lead and says that the rules in use make none of it").c_str());
  }
  std::printf("%s\n", LookedAtText(report.looked_at()).c_str());
  if (report.rules_changed()) std::printf("Other rules were put in use meanwhile: run it again.\n");
  const v1::LookedAt& looked = report.looked_at();
  std::string last = (report.validate_only() ? "nothing was changed; " : "") +
                     Count(looked.ordinary() + looked.leads(), "ad", "ads") +
                     " read: " + Count(report.new_leads(), "new lead", "new leads") + ", " +
                     Count(report.changed(), "lead", "leads") + " changed, " +
                     std::to_string(report.no_longer()) + " no longer hit, " +
                     Count(report.ordinary_changed(), "other ad", "other ads") + " changed, " +
                     std::to_string(report.unchanged()) + " unchanged, " +
                     std::to_string(report.not_scored()) + " not scored";
  if (report.changed_meanwhile() > 0)
    last += ", " + std::to_string(report.changed_meanwhile()) + " changed by a sweep meanwhile";
  std::printf("%s\n", style.Bold(last).c_str());
}

}  // namespace

int RunRulesRescreen(const Globals& globals, const RulesRescreenArguments& arguments) {
  v1::RescreenRequest request;
  request.set_source(arguments.source);
  request.set_validate_only(arguments.dry_run);
  Result<std::unique_ptr<Connection>> connection = Connection::Open(globals);
  if (!connection.ok()) return Fail(connection.status());
  auto stub = v1::RuleService::NewStub((*connection)->channel());
  const auto context = (*connection)->OpenContext(arguments.reason);
  auto stream = stub->Rescreen(context.get(), request);
  Result<v1::RescreenResponse> response = FollowReport<v1::RescreenResponse>(*stream);
  if (!response.ok()) return FailNamed(response.status());
  if (globals.json) {
    PrintJson(response->report());
  } else {
    PrintReport(response->report(), Style::ForOutput(globals));
  }
  return kFine;
}

}  // namespace varta
