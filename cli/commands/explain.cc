// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta explain: which rules hit a text, a file or a lead, where, and what made the score.
#include <cstdio>
#include <filesystem>

#include "base/digest.h"
#include "cli/connection.h"
#include "cli/documents.h"
#include "cli/json.h"
#include "cli/show_lead.h"
#include "cli/terminal.h"
#include "extract/mask.h"
#include "sweep/document.h"
#include "varta/v1/lead_service.grpc.pb.h"

namespace varta {
namespace {

struct ExplainArguments {
  std::string what, text;
};

void PrintAd(const v1::Screened& screened, const std::string& heading, const Style& style) {
  const v1::Ad& ad = screened.ad();
  std::printf("%s  score %s  %s\n", style.Bold(Printable(heading)).c_str(),
              ScoreText(screened.score()).c_str(),
              screened.lead() ? style.Red("would be a lead").c_str() : "would not be a lead");
  std::printf("language %s\n\n", ad.language().empty() ? "unknown" : LanguageText(ad).c_str());
  std::fputs(ScoreTable(screened.score(), &ad, style).c_str(), stdout);
  std::vector<v1::Hit> hits(screened.hits().begin(), screened.hits().end());
  std::printf("\n%s", HitList(hits, style).c_str());
  if (ad.facts_size() > 0) std::printf("\n%s", FactList(ad, style).c_str());
  std::printf("\n%s", AdText(ad, hits, style).c_str());
}

int ExplainDocument(const Globals& globals, const Screener& screener,
                    const v1::Document& document) {
  Result<ScreenedPage> page = ScreenDocument(screener, document);
  if (!page.ok()) return Fail(page.status());
  const Masker masker(RandomBytes(32));
  v1::Screened record = ToRecord(document, *page, &masker);
  if (globals.json) {
    PrintJson(record);
    return kFine;
  }
  Style style = Style::ForOutput(globals);
  if (record.ads_size() == 0) {
    PrintAd(record, document.id(), style);
    return kFine;
  }
  for (int i = 0; i < record.ads_size(); ++i) {
    std::string heading = document.id() + ", ad " + std::to_string(i + 1) + " of " +
                          std::to_string(record.ads_size());
    PrintAd(record.ads(i), heading, style);
    std::puts("");
  }
  return kFine;
}

int ExplainLead(const Globals& globals, const std::string& id) {
  Result<std::unique_ptr<Connection>> connection = Connection::Open(globals);
  if (!connection.ok())
    return FailNamed(Status(
        connection.status().code(),
        "'" + id + "' is no file, and leads cannot be asked: " + connection.status().message()));
  auto stub = v1::LeadService::NewStub((*connection)->channel());
  v1::GetLeadRequest request;
  request.set_name(id);
  auto lead = Invoke(*stub, &v1::LeadService::Stub::GetLead, (*connection)->Context(), request);
  if (!lead.ok())
    return FailNamed(
        Status(lead.status().code(), "'" + id + "' is no file, and: " + lead.status().message()));
  if (globals.json) {
    PrintJson(*lead);
  } else {
    std::fputs(LeadPageText(*lead, Style::ForOutput(globals)).c_str(), stdout);
  }
  return kFine;
}

int Run(const Globals& globals, const ExplainArguments& arguments) {
  if (arguments.what.empty() == arguments.text.empty())
    return FailUsage("explain: give either a file, - or a lead's id, or --text");
  std::error_code error;
  if (arguments.text.empty() && arguments.what != "-" &&
      !std::filesystem::exists(arguments.what, error))
    return ExplainLead(globals, arguments.what);
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return Fail(config.status());
  Result<std::shared_ptr<const Screener>> screener = BuildScreener(OptionsOfScreener(*config));
  if (!screener.ok()) return Fail(screener.status());
  if (!arguments.text.empty()) {
    v1::Document document;
    document.set_id("text");
    document.set_body(arguments.text);
    document.set_content_type("text/plain; charset=utf-8");
    return ExplainDocument(globals, **screener, document);
  }
  Result<DocumentReader> reader = DocumentReader::Open({arguments.what});
  if (!reader.ok()) return Fail(reader.status());
  int code = kFine;
  while (auto item = reader->Next()) {
    int one = item->status.ok() ? ExplainDocument(globals, **screener, item->document)
                                : Fail(item->status);
    if (one != kFine) code = one;
  }
  return code;
}

}  // namespace

void AddExplain(CLI::App& app, const Globals& globals, Action* action) {
  auto arguments = std::make_shared<ExplainArguments>();
  CLI::App* explain = app.add_subcommand("explain", "why a text, a file or a lead has its score");
  explain->add_option("what", arguments->what,
                      "a file (as screen takes them), - for standard input, or a lead's id");
  explain->add_option("--text", arguments->text, "this text")->type_name("TEXT");
  explain->callback(
      [=, &globals] { *action = [=, &globals] { return Run(globals, *arguments); }; });
}

}  // namespace varta
