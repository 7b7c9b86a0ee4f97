// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta sweep: one sweep to its end, then the ledger.
#include <cstdio>
#include <filesystem>
#include <thread>

#include "cli/connection.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/show_sweep.h"
#include "cli/terminal.h"
#include "varta/v1/sweep_service.grpc.pb.h"

namespace varta {
namespace {

constexpr Duration kLook{250};

// Watches the sweep to its end; the first Ctrl-C stops it, and its ledger is still written.
Result<v1::Sweep> Follow(Connection& connection, v1::SweepService::Stub& stub,
                         const std::string& name) {
  Interrupt interrupt;
  Progress progress;
  bool stopped = false;
  v1::GetSweepRequest request;
  request.set_name(name);
  while (true) {
    auto sweep = Invoke(stub, &v1::SweepService::Stub::GetSweep, connection.Context(), request);
    if (!sweep.ok() || sweep->state() != v1::Sweep::STATE_RUNNING) return sweep;
    progress.Show(ProgressLine(*sweep) + (stopped ? " (stopping)" : ""));
    if (!stopped && interrupt.asked()) {
      stopped = true;
      v1::StopSweepRequest stop;
      stop.set_name(name);
      auto answer = Invoke(stub, &v1::SweepService::Stub::StopSweep, connection.Context(), stop);
      if (!answer.ok() && answer.status().code() != Code::kFailedPrecondition)
        return answer.status();
    }
    if (stopped) {
      std::this_thread::sleep_for(kLook);
    } else {
      interrupt.Wait(kLook);
    }
  }
}

struct Choices {
  std::vector<std::string> sources;
  std::string pages, warc;  // where a line of JSON a page and the answers go; empty: nowhere
};

int Run(const Globals& globals, const Choices& choices) {
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return Fail(config.status());
  Result<std::unique_ptr<Connection>> connection =
      Connection::Open(globals, *config, true, Door::kOpen);
  if (!connection.ok()) return Fail(connection.status());
  auto stub = v1::SweepService::NewStub((*connection)->channel());
  v1::StartSweepRequest request;
  for (const std::string& source : choices.sources) request.add_sources(source);
  // The server may have another working folder.
  if (!choices.pages.empty()) {
    request.set_pages_file(std::filesystem::absolute(choices.pages).string());
  }
  if (!choices.warc.empty()) {
    request.set_warc_dir(std::filesystem::absolute(choices.warc).string());
  }
  auto started =
      Invoke(*stub, &v1::SweepService::Stub::StartSweep, (*connection)->Context(), request);
  if (!started.ok()) return FailNamed(started.status());
  for (const std::string& network : started->allowed_networks()) {
    std::fprintf(stderr,
                 "varta: sources of kind test may be on the private network %s (allow_networks)\n",
                 Printable(network).c_str());
  }
  Result<v1::Sweep> sweep = Follow(**connection, *stub, started->name());
  if (!sweep.ok()) return Fail(sweep.status());
  if (globals.json) {
    PrintJson(*sweep);
  } else {
    std::fputs(LedgerText(*sweep, Style::ForOutput(globals)).c_str(), stdout);
    std::printf("\nvarta leads list shows the leads; varta sweeps show %s this ledger again.\n",
                sweep->name().substr(7).c_str());
  }
  return sweep->state() == v1::Sweep::STATE_SUCCEEDED ? kFine : kFindings;
}

}  // namespace

void AddSweep(CLI::App& app, const Globals& globals, Action* action) {
  auto choices = std::make_shared<Choices>();
  CLI::App* sweep =
      app.add_subcommand("sweep", "read every approved source once, then print the ledger");
  sweep->add_option("sources", choices->sources, "only these [all that are enabled]")
      ->type_name("ID");
  sweep
      ->add_option("--pages", choices->pages,
                   "write one line of JSON for each page to this file: url, status, title ...")
      ->type_name("FILE");
  sweep->add_option("--warc", choices->warc, "keep every answer as received, in WARC files here")
      ->type_name("FOLDER");
  sweep->footer(
      "Ctrl-C ends it within seconds; what was stored stays. A sweep whose process died is gone "
      "on\n"
      "with by the next.");
  sweep->callback([=, &globals] { *action = [=, &globals] { return Run(globals, *choices); }; });
}

}  // namespace varta
