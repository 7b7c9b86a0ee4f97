// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta why URL: why it was or was not fetched.
#include <cstdio>

#include "cli/connection.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "varta/v1/sweep_service.grpc.pb.h"

namespace varta {
namespace {

int Why(const Globals& globals, const std::string& url) {
  Result<std::unique_ptr<Connection>> connection = Connection::Open(globals);
  if (!connection.ok()) return Fail(connection.status());
  auto stub = v1::SweepService::NewStub((*connection)->channel());
  v1::ExplainUrlRequest request;
  request.set_url(url);
  auto explanation =
      Invoke(*stub, &v1::SweepService::Stub::ExplainUrl, (*connection)->Context(), request);
  if (!explanation.ok()) return Fail(explanation.status());
  if (globals.json) {
    PrintJson(*explanation);
    return kFine;
  }
  const Style style = Style::ForOutput(globals);
  std::printf("%s\n", style.Bold(Printable(explanation->url())).c_str());
  for (const v1::UrlExplanation::Chain& chain : explanation->chains()) {
    std::printf("\nsource %s\n", style.Bold(Printable(chain.source())).c_str());
    for (const v1::UrlExplanation::Step& step : chain.steps()) {
      const std::string detail = Printable(step.detail());
      std::printf("  %s  %s\n", Fit(Printable(step.what()), 12).c_str(),
                  step.stops() ? style.Yellow(detail + "  <- stops here").c_str() : detail.c_str());
    }
  }
  if (explanation->chains_size() == 0) {
    std::puts(
        "No source has to do with it: it is in nobody's scope, and no sweep has met it. "
        "varta sources list shows the sources.");
    return kFindings;
  }
  return kFine;
}

}  // namespace

void AddWhy(CLI::App& app, const Globals& globals, Action* action) {
  auto url = std::make_shared<std::string>();
  CLI::App* why = app.add_subcommand("why", "why a URL was or was not fetched");
  why->add_option("url", *url, "whole, as https://board.example/ad/17")
      ->type_name("URL")
      ->required();
  why->footer(
      "Shows the chain of decisions: approval, scope, where it was found, robots.txt, delay,\n"
      "last and next visit.");
  why->callback([=, &globals] { *action = [=, &globals] { return Why(globals, *url); }; });
}

}  // namespace varta
