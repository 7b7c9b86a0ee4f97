// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta serve: the gRPC server, until Ctrl-C or SIGTERM.
#include <cstdio>

#include "base/log.h"
#include "cli/connection.h"
#include "cli/interrupt.h"
#include "cli/terminal.h"

namespace varta {
namespace {

constexpr Duration kGrace{5'000};  // of the ten seconds that SIGTERM gives
constexpr Duration kLook{60'000};

int Run(const Globals& globals) {
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return Fail(config.status());
  Result<std::unique_ptr<Assembly>> assembly = Assembly::Build(*config, true);
  if (!assembly.ok()) return Fail(assembly.status());
  // A mistake in a pack is better said now than at the first sweep.
  auto screener = (*assembly)->screener->Get();
  if (!screener.ok()) return Fail(screener.status());
  Result<std::unique_ptr<Server>> server =
      Server::Start(*(*assembly)->services, (*assembly)->config);
  if (!server.ok()) return Fail(server.status());
  Interrupt interrupt;
  Log(LogLevel::kInfo, "serving",
      {{"socket", config->socket},
       {"listen", config->listen.empty() ? "none" : config->listen},
       {"data", config->data_dir}});
  for (const std::string& network : config->allow_networks)
    Log(LogLevel::kWarn, "private_network_open_to_test_sources", {{"network", network}});
  while (!interrupt.Wait(kLook)) {
  }
  Log(LogLevel::kInfo, "stopping");
  (*server)->Shutdown(kGrace);
  (*assembly)->sweeper.reset();  // a running sweep writes its ledger
  Log(LogLevel::kInfo, "stopped");
  return kFine;
}

}  // namespace

void AddServe(CLI::App& app, const Globals& globals, Action* action) {
  CLI::App* serve = app.add_subcommand(
      "serve", "answer gRPC on a Unix socket (and by mutual TLS, if configured)");
  serve->footer("While it runs, every other verb on the same data folder goes through it.");
  serve->callback([=, &globals] { *action = [=, &globals] { return Run(globals); }; });
}

}  // namespace varta
