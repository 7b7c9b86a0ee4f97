// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta config, varta version
#include <cstdio>

#include "base/version.h"
#include "cli/screened_json.h"
#include "cli/terminal.h"

namespace varta {
namespace {

int PrintSettings(const Config& config) {
  OrderedJson settings = OrderedJson::array();
  for (const SettingRow& row : DescribeConfig(config)) {
    settings.push_back({{"name", row.name},
                        {"value", row.value},
                        {"default", row.default_value},
                        {"unit", row.unit},
                        {"help", row.help}});
  }
  const OrderedJson all = {{"file", config.file}, {"settings", settings}};
  std::printf("%s\n", Dump(all).c_str());
  return kFine;
}

int ShowConfig(const Globals& globals) {
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return Fail(config.status());
  if (globals.json) return PrintSettings(*config);
  Style style = Style::ForOutput(globals);
  std::printf("# %s\n", config->file.empty() ? "no varta.yaml was found: all defaults"
                                             : config->file.c_str());
  for (const SettingRow& row : DescribeConfig(*config)) {
    std::printf("%s %s\n", style.Bold(row.name + ":").c_str(), row.value.c_str());
    std::printf("    %s\n", style
                                .Dim(row.help + "; " + row.unit + ", default " +
                                     (row.default_value.empty() ? "none" : row.default_value))
                                .c_str());
  }
  return kFine;
}

}  // namespace

void AddConfig(CLI::App& app, const Globals& globals, Action* action) {
  CLI::App* config = app.add_subcommand("config", "every setting with its value, default and unit");
  config->callback([=, &globals] { *action = [=, &globals] { return ShowConfig(globals); }; });
}

void AddVersion(CLI::App& app, const Globals& globals, Action* action) {
  CLI::App* version = app.add_subcommand("version", "the program's version");
  version->callback([=, &globals] {
    *action = [&globals] {
      if (globals.json) {
        std::printf("{\"version\":\"%s\"}\n", std::string(kVersion).c_str());
      } else {
        std::printf("varta %s\n", std::string(kVersion).c_str());
      }
      return kFine;
    };
  });
}

}  // namespace varta
