// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta rules activate|rollback|history
#include <cstdio>
#include <filesystem>

#include "cli/connection.h"
#include "cli/json.h"
#include "cli/rule_choice.h"
#include "cli/rule_commands.h"
#include "cli/terminal.h"
#include "sweep/convert.h"
#include "varta/v1/rule_pack_service.grpc.pb.h"

namespace varta {
namespace {

constexpr Duration kCompiling{120'000};

using RulePackStub = Client<v1::RulePackService>;

// `folder`, or packs_dir if that is empty.
Result<std::string> FolderOf(const Globals& globals, const std::string& folder) {
  if (!folder.empty()) return folder;
  const Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return config.status();
  std::error_code error;
  if (std::filesystem::is_directory(config->packs_dir, error)) return config->packs_dir;
  return Status(Code::kInvalidArgument,
                "there is no folder of packs: name one, or set packs_dir in the configuration");
}

std::string ShortVersion(const v1::RuleActivation& activation) {
  return activation.version().empty()
             ? "packs_dir as it stands"
             : activation.version().substr(activation.version().find('/') + 1, 12);
}

std::string PacksOf(const v1::RuleActivation& activation) {
  std::string packs;
  for (const std::string& pack : activation.packs())
    packs += (packs.empty() ? "" : ", ") + Printable(pack);
  if (activation.rule_count() > 0)
    packs += "  (" + std::to_string(activation.rule_count()) + " rules)";
  return packs;
}

int TellInUse(const Globals& globals, const Result<v1::RuleActivation>& activation,
              const char* what) {
  if (!activation.ok()) return Fail(activation.status());
  if (globals.json) {
    PrintJson(*activation);
    return kFine;
  }
  const Style style = Style::ForOutput(globals);
  std::printf("%s %s  %s\n", what, style.Bold(ShortVersion(*activation)).c_str(),
              PacksOf(*activation).c_str());
  return kFine;
}

}  // namespace

int RunRulesActivate(const Globals& globals, const RulesActivateArguments& arguments) {
  v1::ActivateRulesRequest request;
  const Result<std::string> folder = FolderOf(globals, arguments.folder);
  if (!folder.ok()) return Fail(folder.status());
  Result<std::vector<v1::RulePackFile>> files = ReadRulePackFiles(*folder);
  if (!files.ok()) return Fail(files.status());
  for (v1::RulePackFile& file : *files) *request.add_files() = std::move(file);
  request.set_validate_only(arguments.check);
  Result<RulePackStub> stub = RulePackStub::Open(globals, /*create=*/true);
  if (!stub.ok()) return Fail(stub.status());
  return TellInUse(globals,
                   Invoke(*stub->stub, &v1::RulePackService::Stub::ActivateRules,
                          stub->connection->Context(arguments.reason, kCompiling), request),
                   arguments.check ? "would be in use:" : "in use:");
}

int RunRulesRollback(const Globals& globals, const RulesRollbackArguments& arguments) {
  v1::RollbackRulesRequest request;
  request.set_version(arguments.version);
  Result<RulePackStub> stub = RulePackStub::Open(globals, /*create=*/true);
  if (!stub.ok()) return Fail(stub.status());
  return TellInUse(globals,
                   Invoke(*stub->stub, &v1::RulePackService::Stub::RollbackRules,
                          stub->connection->Context(arguments.reason, kCompiling), request),
                   "in use again:");
}

int RunRulesHistory(const Globals& globals, int limit) {
  v1::ListRuleActivationsRequest request;
  request.set_page_size(limit);
  Result<RulePackStub> stub = RulePackStub::Open(globals, /*create=*/true);
  if (!stub.ok()) return Fail(stub.status());
  const Result<v1::ListRuleActivationsResponse> response =
      Invoke(*stub->stub, &v1::RulePackService::Stub::ListRuleActivations,
             stub->connection->Context(), request);
  if (!response.ok()) return Fail(response.status());
  if (globals.json) {
    PrintJson(*response);
    return kFine;
  }
  if (response->activations().empty()) {
    std::printf(
        "No version of the rules was put in use: the packs of packs_dir screen as they "
        "stand, or those built into varta.\nPut them in use with `varta rules activate "
        "--reason ...`, and a change goes live only when you say so.\n");
    return kFine;
  }
  const Style style = Style::ForOutput(globals);
  bool first = true;
  for (const v1::RuleActivation& one : response->activations()) {
    std::string time = FormatTime(FromProto(one.activate_time())).substr(0, 16);
    time[10] = ' ';
    std::printf("%4lld  %s  %s  %s  %s%s\n", static_cast<long long>(one.number()), time.c_str(),
                style.Bold(ShortVersion(one)).c_str(), Printable(one.principal()).c_str(),
                one.rollback() ? "back: " : "", Printable(one.reason()).c_str());
    const std::string packs = PacksOf(one);
    if (first) std::printf("      in use%s%s\n", packs.empty() ? "" : ": ", packs.c_str());
    if (!first && !packs.empty()) std::printf("      %s\n", style.Dim(packs).c_str());
    first = false;
  }
  if (!response->next_page_token().empty()) std::printf("There are older ones: --limit N.\n");
  return kFine;
}

}  // namespace varta
