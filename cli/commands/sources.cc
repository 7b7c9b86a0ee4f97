// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta sources list|check
#include <algorithm>
#include <cstdio>

#include "cli/connection.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "sweep/convert.h"
#include "sweep/source.h"
#include "sweep/source_check.h"
#include "varta/v1/sweep_service.grpc.pb.h"

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

// Of the server, if one answers: it says what it will sweep. Else of the files: that needs no data
// folder.
class Registry {
 public:
  Registry(const Globals& globals, const Config& config)
      : config_(config), connection_(Connection::ToServer(globals, config)) {
    if (connection_) stub_ = v1::SweepService::NewStub(connection_->channel());
  }

  Result<v1::ListSourcesResponse> List() {
    if (stub_) {
      return Invoke(*stub_, &v1::SweepService::Stub::ListSources, connection_->Context(),
                    v1::ListSourcesRequest());
    }
    Result<std::vector<Source>> sources = LoadSources(config_);
    if (!sources.ok()) return sources.status();
    sources_ = *std::move(sources);
    v1::ListSourcesResponse response;
    for (const Source& source : sources_) *response.add_sources() = ToProto(source, clock_.Now());
    return response;
  }

  // One that List() named.
  Result<v1::CheckSourceResponse> Check(const std::string& id) {
    if (stub_) {
      v1::CheckSourceRequest request;
      request.set_id(id);
      // Without a deadline: the fetches have their own limits.
      return Invoke(*stub_, &v1::SweepService::Stub::CheckSource, connection_->OpenContext(),
                    request);
    }
    const auto named = [&](const Source& source) { return source.id == id; };
    return CheckSource(config_, *std::find_if(sources_.begin(), sources_.end(), named), clock_);
  }

 private:
  const Config& config_;
  SystemClock clock_;
  std::unique_ptr<Connection> connection_;  // null: no server answers
  std::unique_ptr<v1::SweepService::Stub> stub_;
  std::vector<Source> sources_;  // without a server
};

int ListSources(const Globals& globals) {
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return Fail(config.status());
  Result<v1::ListSourcesResponse> response = Registry(globals, *config).List();
  if (!response.ok()) return Fail(response.status());
  if (globals.json) {
    PrintJson(*response);
    return kFine;
  }
  Style style = Style::ForOutput(globals);
  for (const v1::Source& source : response->sources()) {
    const std::string title = Printable(source.title());
    std::printf("%s  %s  %s\n      %s\n", style.Bold(Fit(source.id(), 24)).c_str(),
                Fit(KindText(source.kind()), 17).c_str(), StateText(source, style).c_str(),
                style.Dim((title.empty() ? "" : title + "; ") + PlanText(source)).c_str());
  }
  if (response->sources_size() == 0)
    std::printf("No source yet: put one YAML file a site into %s.\n", config->sources_dir.c_str());
  return kFine;
}

// The ids that are asked for: all, or those written, which must all be there.
Result<std::vector<std::string>> ChooseIds(const v1::ListSourcesResponse& sources,
                                           const std::vector<std::string>& written,
                                           const std::string& folder) {
  std::vector<std::string> all;
  for (const v1::Source& source : sources.sources()) all.push_back(source.id());
  for (const std::string& id : written) {
    if (std::find(all.begin(), all.end(), id) != all.end()) continue;
    return Status(Code::kInvalidArgument, "sources check: no source '" + id + "' in " + folder +
                                              "; varta sources list shows those there are");
  }
  if (all.empty())
    return Status(Code::kInvalidArgument,
                  "sources check: no source yet: put one YAML file a site into " + folder);
  return written.empty() ? all : written;
}

bool IsWell(const v1::CheckSourceResponse& check) {
  return check.source().not_swept_because().empty() && check.source().warning().empty() &&
         std::all_of(check.probes().begin(), check.probes().end(),
                     [](const auto& probe) { return probe.ok(); });
}

void PrintCheck(const v1::CheckSourceResponse& check, const Style& style) {
  const v1::Source& source = check.source();
  std::printf("%s  %s\n", IsWell(check) ? style.Green("well").c_str() : style.Red("look").c_str(),
              style.Bold(source.id()).c_str());
  if (!source.not_swept_because().empty())
    std::printf("      not swept: %s\n", Printable(source.not_swept_because()).c_str());
  if (!source.warning().empty())
    std::printf("      %s\n", style.Yellow(Printable(source.warning())).c_str());
  for (const auto& probe : check.probes()) {
    const std::string outcome = Printable(probe.outcome());
    std::printf("      %s  %s\n", Printable(probe.url()).c_str(),
                (probe.ok() ? outcome : style.Red(outcome)).c_str());
  }
}

int CheckSources(const Globals& globals, const std::vector<std::string>& written) {
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return Fail(config.status());
  Registry registry(globals, *config);
  Result<v1::ListSourcesResponse> sources = registry.List();
  if (!sources.ok()) return Fail(sources.status());
  Result<std::vector<std::string>> ids = ChooseIds(*sources, written, config->sources_dir);
  if (!ids.ok()) return Fail(ids.status());
  const Style style = Style::ForOutput(globals);
  bool all_well = true;
  Progress progress;
  for (const std::string& id : *ids) {
    progress.Show("asking " + id);
    Result<v1::CheckSourceResponse> check = registry.Check(id);
    progress.Clear();
    if (!check.ok()) return Fail(check.status());
    all_well = all_well && IsWell(*check);
    if (globals.json) {
      std::printf("%s\n", ToJson(*check, false).c_str());
    } else {
      PrintCheck(*check, style);
    }
    std::fflush(stdout);
  }
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
  check->callback(
      [=, &globals] { *action = [=, &globals] { return CheckSources(globals, *ids); }; });
}

}  // namespace varta
