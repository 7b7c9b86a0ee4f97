// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A verb of the command line: a row in main.cc's table and one file in commands/.
#pragma once

#include <CLI/App.hpp>

#include <functional>
#include <string>

#include "base/status.h"
#include "sweep/config.h"

namespace varta {

// Exit codes of every verb.
inline constexpr int kFine = 0;
inline constexpr int kFindings = 1;  // a check found something, a job failed, a server is not there
inline constexpr int kUsage = 2;     // the command line or a file that it names is wrong

// What the options before any verb say. Lives as long as the program.
struct Globals {
  std::string config_path;
  bool json = false;
  std::string color = "auto";  // auto, always, never
  std::string user;            // who the audit log says is calling; empty: the login name

  // varta.yaml, read when a verb needs it.
  Result<Config> LoadConfig() const { return varta::LoadConfig(config_path); }
};

// Set by the verb that the command line chose; main() runs it after the parse.
using Action = std::function<int()>;

// Adds the verb's subcommand to `app`; its callback sets *action.
using AddVerb = void (*)(CLI::App& app, const Globals& globals, Action* action);

void AddSweep(CLI::App& app, const Globals& globals, Action* action);
void AddSweeps(CLI::App& app, const Globals& globals, Action* action);
void AddSources(CLI::App& app, const Globals& globals, Action* action);
void AddScreen(CLI::App& app, const Globals& globals, Action* action);
void AddWhy(CLI::App& app, const Globals& globals, Action* action);
void AddInspect(CLI::App& app, const Globals& globals, Action* action);
void AddServe(CLI::App& app, const Globals& globals, Action* action);
void AddLeads(CLI::App& app, const Globals& globals, Action* action);
void AddLinks(CLI::App& app, const Globals& globals, Action* action);
void AddAlerts(CLI::App& app, const Globals& globals, Action* action);
void AddEvidence(CLI::App& app, const Globals& globals, Action* action);
void AddAudit(CLI::App& app, const Globals& globals, Action* action);
void AddExplain(CLI::App& app, const Globals& globals, Action* action);
void AddModel(CLI::App& app, const Globals& globals, Action* action);
void AddRules(CLI::App& app, const Globals& globals, Action* action);
void AddProbe(CLI::App& app, const Globals& globals, Action* action);
void AddConfig(CLI::App& app, const Globals& globals, Action* action);
void AddVersion(CLI::App& app, const Globals& globals, Action* action);

}  // namespace varta
