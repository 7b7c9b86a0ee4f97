// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta rules suggest: phrases of judged leads as drafts of rules.
#include <cstdio>

#include "cli/json.h"
#include "cli/rule_choice.h"
#include "cli/rule_commands.h"

namespace varta {
namespace {

void PrintDraft(const v1::SuggestedPhrase& phrase, const v1::SuggestRulesReport& report,
                int number) {
  std::printf(
      "\n# \"%s\": in %lld of %lld relevant texts (of %lld sources), in %lld of %lld dismissed "
      "ones\n"
      "# and in %s of all stored ads; log-odds %+.2f, z %.1f; a rule hits there in %.0f %%\n",
      Printable(phrase.phrase()).c_str(), static_cast<long long>(phrase.relevant()),
      static_cast<long long>(report.relevant_texts()), static_cast<long long>(phrase.sources()),
      static_cast<long long>(phrase.not_relevant()),
      static_cast<long long>(report.not_relevant_texts()),
      RateText(phrase.has_base_rate() ? &phrase.base_rate() : nullptr).c_str(), phrase.log_odds(),
      phrase.z(), phrase.covered() * 100);
  std::string languages;
  for (const std::string& language : phrase.languages())
    languages += (languages.empty() ? "" : ", ") + language;
  std::printf(
      "- id: PACK.suggested-%d\n"
      "  title: {uk: , en: }\n"
      "  status: draft\n"
      "  indicator:\n"
      "  forms: []\n"
      "  evidence: W\n"
      "  references: []\n"
      "  languages: [%s]\n"
      "  view: folded\n"
      "  match:\n"
      "    any: ['%s']\n"
      "  weight: 0.5\n"
      "  why: {uk: , en: }\n"
      "  hit: []\n"
      "  miss: []\n",
      number, languages.c_str(), Printable(phrase.pattern()).c_str());
}

}  // namespace

int RunRulesSuggest(const Globals& globals, const RulesSuggestArguments& arguments) {
  v1::SuggestRulesRequest request;
  request.set_count(arguments.count);
  Result<std::unique_ptr<Connection>> connection = Connection::Open(globals);
  if (!connection.ok()) return Fail(connection.status());
  auto stub = v1::RuleService::NewStub((*connection)->channel());
  const auto context = (*connection)->OpenContext();
  auto stream = stub->SuggestRules(context.get(), request);
  Result<v1::SuggestRulesResponse> response = FollowReport<v1::SuggestRulesResponse>(*stream);
  if (!response.ok()) return Fail(response.status());
  const v1::SuggestRulesReport& report = response->report();
  const bool enough = report.relevant_texts() >= report.needed_texts() &&
                      report.not_relevant_texts() >= report.needed_texts();
  if (globals.json) {
    PrintJson(report);
    return enough ? kFine : kFindings;
  }
  std::printf("# %s\n", LookedAtText(report.looked_at()).c_str());
  if (!enough) {
    std::printf(
        "# too few verdicts: %lld different texts of leads are relevant and %lld are not; %lld of "
        "each are needed\n",
        static_cast<long long>(report.relevant_texts()),
        static_cast<long long>(report.not_relevant_texts()),
        static_cast<long long>(report.needed_texts()));
    return kFindings;
  }
  std::printf(
      "# Drafts from %lld relevant and %lld dismissed texts. Judge each: a phrase may stand for a "
      "trade, a place\n# or the site, not for a sign. What is empty is yours to fill in.\n",
      static_cast<long long>(report.relevant_texts()),
      static_cast<long long>(report.not_relevant_texts()));
  int number = 0;
  for (const v1::SuggestedPhrase& phrase : report.phrases()) PrintDraft(phrase, report, ++number);
  if (report.phrases().empty())
    std::printf("# no phrase tells them apart that no rule looks for\n");
  return kFine;
}

}  // namespace varta
