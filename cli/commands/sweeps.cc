// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta sweeps list|show|stop
#include <cstdio>

#include "cli/connection.h"
#include "cli/json.h"
#include "cli/show_sweep.h"
#include "cli/terminal.h"
#include "varta/v1/sweep_service.grpc.pb.h"

namespace varta {
namespace {

using Sweeps = Client<v1::SweepService>;

int ListSweeps(const Globals& globals, int limit) {
  Result<Sweeps> sweeps = Sweeps::Open(globals);
  if (!sweeps.ok()) return Fail(sweeps.status());
  v1::ListSweepsRequest request;
  request.set_page_size(limit);
  auto response = Invoke(*sweeps->stub, &v1::SweepService::Stub::ListSweeps,
                         sweeps->connection->Context(), request);
  if (!response.ok()) return Fail(response.status());
  if (globals.json) {
    PrintJson(*response);
    return kFine;
  }
  Style style = Style::ForOutput(globals);
  for (const v1::Sweep& sweep : response->sweeps())
    std::fputs(SweepRow(sweep, style).c_str(), stdout);
  if (response->sweeps_size() == 0) std::puts("No sweep yet; varta sweep starts one.");
  return kFine;
}

// That there is none yet is no wrong name.
int FailOf(const std::string& id, const Status& status) {
  return id == "latest" ? Fail(status) : FailNamed(status);
}

int Show(const Globals& globals, const std::string& id) {
  Result<Sweeps> sweeps = Sweeps::Open(globals);
  if (!sweeps.ok()) return Fail(sweeps.status());
  v1::GetSweepRequest request;
  request.set_name(id);
  auto sweep = Invoke(*sweeps->stub, &v1::SweepService::Stub::GetSweep,
                      sweeps->connection->Context(), request);
  if (!sweep.ok()) return FailOf(id, sweep.status());
  if (globals.json) {
    PrintJson(*sweep);
  } else {
    std::fputs(LedgerText(*sweep, Style::ForOutput(globals)).c_str(), stdout);
  }
  return kFine;
}

int Stop(const Globals& globals, const std::string& id) {
  Result<Sweeps> sweeps = Sweeps::Open(globals);
  if (!sweeps.ok()) return Fail(sweeps.status());
  v1::StopSweepRequest request;
  request.set_name(id);
  auto sweep = Invoke(*sweeps->stub, &v1::SweepService::Stub::StopSweep,
                      sweeps->connection->Context(), request);
  if (!sweep.ok()) return FailOf(id, sweep.status());
  if (globals.json) {
    PrintJson(*sweep);
  } else {
    std::printf("%s ends within seconds; varta sweeps show shows its ledger then.\n",
                sweep->name().c_str());
  }
  return kFine;
}

}  // namespace

void AddSweeps(CLI::App& app, const Globals& globals, Action* action) {
  auto id = std::make_shared<std::string>("latest");
  auto limit = std::make_shared<int>(20);
  CLI::App* sweeps = app.add_subcommand("sweeps", "sweeps, running or over, and their ledgers");
  sweeps->require_subcommand(1);
  CLI::App* list = sweeps->add_subcommand("list", "newest first; how far a running one is");
  list->add_option("--limit", *limit, "1 to 500 [20]")
      ->check(CLI::Range(1, 500).description(""))
      ->type_name("N");
  list->callback(
      [=, &globals] { *action = [=, &globals] { return ListSweeps(globals, *limit); }; });
  CLI::App* show =
      sweeps->add_subcommand("show", "one sweep's ledger: what was seen, what was not, and why");
  show->add_option("id", *id, "a sweep's id [latest]");
  show->callback([=, &globals] { *action = [=, &globals] { return Show(globals, *id); }; });
  CLI::App* stop = sweeps->add_subcommand(
      "stop", "end the running one cleanly, whoever runs it: its ledger is written");
  stop->add_option("id", *id, "a sweep's id [the running one]");
  stop->callback([=, &globals] { *action = [=, &globals] { return Stop(globals, *id); }; });
}

}  // namespace varta
