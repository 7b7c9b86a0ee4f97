// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta sources list|check
#include <algorithm>
#include <cstdio>

#include "cli/json.h"
#include "cli/terminal.h"
#include "sweep/convert.h"
#include "sweep/source.h"
#include "sweep/source_check.h"

namespace varta {
namespace {

std::string KindText(v1::SourceKind kind) {
  std::string name = v1::SourceKind_Name(kind).substr(12);
  for (char& c : name) c = c == '_' ? ' ' : static_cast<char>(c + 32);
  return name;
}

std::string StateText(const v1::Source& source, const Style& style) {
  if (!source.not_swept_because().empty()) return style.Red(Printable(source.not_swept_because()));
  if (!source.warning().empty()) return style.Yellow(Printable(source.warning()));
  return style.Green("until " + source.expires());
}

std::string PlanText(const v1::Source& source) {
  if (source.every().empty()) return "by hand";
  std::string text = "every " + source.every();
  if (source.has_next_time())
    text += ", next " + FormatTimeShort(FromProto(source.next_time())) + " UTC";
  return text;
}

int ListSources(const Globals& globals) {
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return Fail(config.status());
  Result<std::vector<Source>> sources = LoadSources(config->sources_dir, config->time_zone);
  if (!sources.ok()) return Fail(sources.status());
  SystemClock clock;
  v1::ListSourcesResponse response;
  for (const Source& source : *sources) *response.add_sources() = ToProto(source, clock.Now());
  if (globals.json) {
    PrintJson(response);
    return kFine;
  }
  Style style = Style::ForOutput(globals);
  for (const v1::Source& source : response.sources()) {
    std::printf("%s  %s  %s  %s  %s\n", Fit(source.id(), 24).c_str(),
                Fit(KindText(source.kind()), 17).c_str(),
                Fit(Printable(source.title()), 34).c_str(), StateText(source, style).c_str(),
                PlanText(source).c_str());
  }
  if (response.sources_size() == 0)
    std::printf("No source yet: put one YAML file a site into %s.\n", config->sources_dir.c_str());
  return kFine;
}

int Check(const Globals& globals, const std::vector<std::string>& ids) {
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return Fail(config.status());
  Result<std::vector<Source>> sources = LoadSources(config->sources_dir, config->time_zone);
  if (!sources.ok()) return Fail(sources.status());
  SystemClock clock;
  Style style = Style::ForOutput(globals);
  bool all_well = true, any = false;
  for (const Source& source : *sources) {
    if (!ids.empty() && std::find(ids.begin(), ids.end(), source.id) == ids.end()) continue;
    any = true;
    Result<v1::CheckSourceResponse> check = CheckSource(*config, source, clock);
    if (!check.ok()) return Fail(check.status());
    bool well = check->source().not_swept_because().empty() && check->source().warning().empty();
    for (const auto& probe : check->probes()) well = well && probe.ok();
    all_well = all_well && well;
    if (globals.json) {
      std::printf("%s\n", ToJson(*check, false).c_str());
      continue;
    }
    std::printf("%s  %s\n", well ? style.Green("well").c_str() : style.Red("look").c_str(),
                style.Bold(source.id).c_str());
    if (!check->source().not_swept_because().empty())
      std::printf("      not swept: %s\n", Printable(check->source().not_swept_because()).c_str());
    if (!check->source().warning().empty())
      std::printf("      %s\n", style.Yellow(Printable(check->source().warning())).c_str());
    for (const auto& probe : check->probes()) {
      std::printf("      %s  %s\n", Printable(probe.url()).c_str(),
                  (probe.ok() ? Printable(probe.outcome()) : style.Red(Printable(probe.outcome())))
                      .c_str());
    }
  }
  if (!any)
    return FailUsage("sources check: no such source in " + config->sources_dir +
                     "; varta sources list shows those there are");
  return all_well ? kFine : kFindings;
}

}  // namespace

void AddSources(CLI::App& app, const Globals& globals, Action* action) {
  auto ids = std::make_shared<std::vector<std::string>>();
  CLI::App* sources =
      app.add_subcommand("sources", "the sites that may be read, and on whose word");
  sources->require_subcommand(1);
  CLI::App* list = sources->add_subcommand(
      "list", "each with its kind, its plan, and why it is not swept if it is not");
  list->callback([=, &globals] { *action = [=, &globals] { return ListSources(globals); }; });
  CLI::App* check = sources->add_subcommand(
      "check", "expiry, legal basis, robots.txt and reachability; stores nothing");
  check->add_option("ids", *ids, "only these [all]")->type_name("ID");
  check->callback([=, &globals] { *action = [=, &globals] { return Check(globals, *ids); }; });
}

}  // namespace varta
