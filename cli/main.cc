// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta: one binary, its verbs. This file is the table of verbs; each stands in commands/.
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "base/yaml.h"
#include "cli/help.h"
#include "cli/terminal.h"
#include "cli/verb.h"

namespace varta {
namespace {

constexpr AddVerb kVerbs[] = {
    AddSweep,   AddSweeps, AddSources, AddInspect,  AddWhy,    AddServe,
    AddLeads,   AddLinks,  AddAlerts,  AddEvidence, AddAudit,  AddScreen,
    AddExplain, AddRules,  AddModel,   AddProbe,    AddConfig, AddVersion,
};

constexpr char kFooter[] =
    "A lead is a sign that somebody should look; it is not evidence of an offence.\n"
    "Exit codes: 0 fine, 1 findings or a failed job, 2 wrong usage. varta VERB --help says more.";
// Of the verbs that have nothing else to say there.
constexpr char kVerbFooter[] =
    "Every verb takes --config FILE, --json, --color WHEN and --user NAME too: varta --help.";

int NoSuchVerb(const CLI::App& app, const std::string& written) {
  std::vector<std::string> verbs;
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; }))
    verbs.push_back(verb->get_name());
  const std::string near = NearestName(written, verbs);
  return FailUsage("there is no verb '" + written + "'" +
                   (near.empty() ? "; varta --help lists them" : "; did you mean '" + near + "'?"));
}

// Pages come and go by the thousand: their buffers are kept for the next one instead of being given
// back to the system each time (a tenth of a crawl's time). Each arena keeps its own.
void KeepFreedMemory() {
  constexpr int kMiB = 1 << 20;
  mallopt(M_MMAP_THRESHOLD, 16 * kMiB);
  mallopt(M_TRIM_THRESHOLD, 32 * kMiB);
  mallopt(M_ARENA_MAX, 4);
}

int Main(int argc, char** argv) {
  KeepFreedMemory();
  CLI::App app(
      "varta finds the few ads that are worth a human look, on sites that somebody approved to be "
      "read.",
      "varta");
  Globals globals;
  Action action;
  app.add_option("--config", globals.config_path, "settings [varta.yaml, or $VARTA_CONFIG]")
      ->type_name("FILE");
  app.add_flag("--json", globals.json, "answer as JSON, for programs");
  app.add_option("--color", globals.color, "auto, always or never [auto]")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""));
  app.add_option("--user", globals.user, "who the audit log says is calling [login name]")
      ->type_name("NAME");
  app.require_subcommand(1);
  app.fallthrough();
  app.formatter(MakeHelpFormatter());  // handed down
  app.footer(kVerbFooter);             // handed down
  for (AddVerb add : kVerbs) add(app, globals, &action);
  app.footer(kFooter);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const std::vector<std::string> unknown = app.remaining();
    if (app.get_subcommands().empty() && !unknown.empty()) return NoSuchVerb(app, unknown.front());
    return app.exit(error) == 0 ? kFine : kUsage;
  }
  if (!action) return kUsage;
  const int code = action();
  // A full disk behind standard output shows itself only here.
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  std::fputs("varta: standard output could not be written: what is there is not whole\n", stderr);
  return kFindings;
}

}  // namespace
}  // namespace varta

int main(int argc, char** argv) {
  try {
    return varta::Main(argc, argv);
  } catch (const std::exception& error) {  // of the standard library: out of memory and the like
    std::fprintf(stderr, "varta: unexpected: %s\n", error.what());
    return varta::kFindings;
  }
}
