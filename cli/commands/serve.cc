// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta serve: the gRPC server, until Ctrl-C or SIGTERM.
#include <algorithm>
#include <cstdio>

#include "base/log.h"
#include "cli/connection.h"
#include "cli/interrupt.h"
#include "cli/supervisor.h"
#include "cli/terminal.h"
#include "server/metrics_door.h"
#include "sweep/metrics.h"
#include "sweep/metrics_file.h"
#include "sweep/scheduler.h"

namespace varta {
namespace {

constexpr Duration kGrace{5'000};        // of the ten seconds that SIGTERM gives
constexpr Duration kNoticeGrace{2'000};  // likewise, for an on_finish command
constexpr Duration kAlivePause{60'000};
constexpr Duration kHangs{300'000};  // looks at the schedule are a minute apart at most

// Where the configuration wants metrics.
struct Metrics {
  std::unique_ptr<MetricsFile> file;
  std::unique_ptr<MetricsDoor> door;
};

Result<Metrics> ShowMetrics(const Assembly& assembly) {
  Metrics metrics;
  const Config& config = assembly.config;
  auto text = [&assembly] {
    return FormatMetrics(
        CollectMetrics(assembly.config, *assembly.sweeper, *assembly.store, assembly.clock.Now()));
  };
  if (!config.metrics_listen.empty()) {
    Result<std::unique_ptr<MetricsDoor>> door =
        MetricsDoor::Open(*LoopbackPort(config.metrics_listen), text);
    if (!door.ok()) return door.status();
    metrics.door = *std::move(door);
    Log(LogLevel::kInfo, "metrics", {{"port", std::to_string(metrics.door->port())}});
  }
  if (!config.metrics_file.empty())
    metrics.file = std::make_unique<MetricsFile>(config.metrics_file, text);
  return metrics;
}

// Until a signal comes. Says that we live only while the schedule is looked at.
void WaitForTheEnd(const Interrupt& interrupt, const SchedulerThread& schedule,
                   Supervisor& supervisor) {
  const Duration pause = std::min(supervisor.AlivePause().value_or(kAlivePause), kAlivePause);
  do {
    if (schedule.SinceLastLook() < kHangs) supervisor.Alive();
  } while (!interrupt.Wait(pause));
}

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
  Result<Metrics> metrics = ShowMetrics(**assembly);
  if (!metrics.ok()) return Fail(metrics.status());
  Result<std::unique_ptr<Scheduler>> scheduler =
      Scheduler::Create(*(*assembly)->sweeper, *(*assembly)->store, (*assembly)->clock);
  if (!scheduler.ok()) return Fail(scheduler.status());
  auto schedule = std::make_unique<SchedulerThread>(*std::move(scheduler));
  Supervisor supervisor;
  supervisor.Ready("serving " + config->socket);
  WaitForTheEnd(interrupt, *schedule, supervisor);
  Log(LogLevel::kInfo, "stopping");
  supervisor.Stopping();
  // First of all: a planned sweep that ends now is to go on at the next start.
  schedule.reset();
  (*assembly)->sweeper->StopAsking();
  (*server)->Shutdown(kGrace);
  *metrics = {};
  (*assembly)->sweeper->HurryNotices(kNoticeGrace);
  (*assembly)->sweeper.reset();  // a running sweep writes its ledger
  Log(LogLevel::kInfo, "stopped");
  return kFine;
}

}  // namespace

void AddServe(CLI::App& app, const Globals& globals, Action* action) {
  CLI::App* serve = app.add_subcommand(
      "serve", "answer gRPC on a Unix socket (and by mutual TLS, if configured), sweep as planned");
  serve->footer(
      "While it runs, every other verb on the same data folder goes through it. Sources with an "
      "every\nare swept when they say; varta sources list shows when.");
  serve->callback([=, &globals] { *action = [=, &globals] { return Run(globals); }; });
}

}  // namespace varta
