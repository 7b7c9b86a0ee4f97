// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta inspect: what is read off one page and by which way, for who describes a source.
#include "sweep/inspection.h"

#include <cstdio>
#include <filesystem>

#include "base/digest.h"
#include "base/text.h"
#include "cli/connection.h"
#include "cli/documents.h"
#include "cli/json.h"
#include "cli/show_lead.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "storage/data_folder.h"
#include "varta/v1/sweep_service.grpc.pb.h"

namespace varta {
namespace {

struct InspectArguments {
  std::string what, source;
};

constexpr size_t kShownBytes = 1'500;  // of an ad's text

void Line(const char* name, const std::string& value, const Style& style) {
  if (!value.empty()) std::printf("%s %s\n", style.Dim(Fit(name, 12)).c_str(), value.c_str());
}

std::string CharsetText(const v1::Inspection& page) {
  std::string text = Printable(page.charset()) + ", by " + page.charset_how();
  if (!page.declared_charset().empty())
    text += "; the page says " + Printable(page.declared_charset()) + ", which its bytes are not";
  return text;
}

std::string TreeText(const v1::Inspection& page) {
  if (page.tree() == "whole") return "whole";
  return page.tree() == "none" ? "none: plain text"
                               : "none: " + page.tree() + "; read by the scan alone";
}

std::string WayText(const v1::Inspection& page) {
  if (page.ads_size() == 0) return "nothing was read";
  const std::string& way = page.ads(0).ad().read_by();
  if (way == "page") {
    return page.main_content() ? "one ad: the main content of the page"
                               : "one ad: all of the page's visible text";
  }
  const std::string count = std::to_string(page.ads_size()) + " ads: ";
  if (way == "selectors") return count + "by the source's selectors";
  if (way == "telegram") return count + "messages of a channel's preview";
  if (way == "structured") return count + "by what the page says for machines (schema.org)";
  return count + "blocks that repeat";
}

void PrintAd(const v1::Screened& screened, int number, const Style& style) {
  const v1::Ad& ad = screened.ad();
  std::printf("\n%s\n",
              style.Bold("Ad " + std::to_string(number) + "  " + Printable(ad.title())).c_str());
  Line("page", Printable(ad.url()), style);
  Line("author", Printable(ad.author()), style);
  Line("published", Printable(ad.published()), style);
  Line("language", LanguageText(ad), style);
  if (ad.has_posting())
    Line("posting",
         Printable(ad.posting().type() + " " + ad.posting().title() + " " +
                   ad.posting().organization()),
         style);
  const std::string text = Shorten(ad.text(), kShownBytes);
  std::printf("%s\n", Printable(text, true).c_str());
  if (ad.facts_size() > 0) std::fputs(FactList(ad, style).c_str(), stdout);
  if (screened.hits_size() > 0) {
    std::string rules;
    for (const v1::Hit& hit : screened.hits()) rules += (rules.empty() ? "" : ", ") + hit.rule();
    Line("rules", Printable(rules), style);
  }
}

void Print(const v1::Inspection& page, const Style& style) {
  Line("page", Printable(page.url()), style);
  Line("fetched", Printable(page.outcome()), style);
  if (!page.source().empty()) {
    std::string source = page.source();
    if (!page.url().empty()) {
      source +=
          page.in_scope() ? "; a sweep may fetch the page" : "; its patterns leave the page out";
      if (page.in_scope())
        source += page.ad_page() ? ", and looks for ads on it" : ", and follows its links only";
    }
    Line("source", source, style);
  }
  if (page.charset().empty()) return;
  Line("charset", CharsetText(page), style);
  Line("tree", TreeText(page), style);
  Line("title", Printable(page.title()), style);
  Line("description", Printable(page.description()), style);
  std::string links = std::to_string(page.links());
  if (!page.source().empty())
    links += ", " + std::to_string(page.links_in_scope()) + " of them in the source";
  if (page.noindex()) links += "; robots: noindex";
  if (page.nofollow()) links += "; robots: nofollow";
  Line("links", links, style);
  Line("read as", WayText(page), style);
  for (int i = 0; i < page.ads_size(); ++i) PrintAd(page.ads(i), i + 1, style);
}

Result<v1::InspectPageRequest> ToRequest(const InspectArguments& arguments) {
  v1::InspectPageRequest request;
  request.set_source(arguments.source);
  std::error_code error;
  const bool file = arguments.what == "-" || std::filesystem::exists(arguments.what, error);
  if (!file && arguments.what.find("://") != std::string::npos) {
    request.set_url(arguments.what);
    return request;
  }
  Result<DocumentReader> reader = DocumentReader::Open({arguments.what});
  if (!reader.ok()) return reader.status();
  std::optional<DocumentReader::Item> item = reader->Next();
  if (!item) return Status(Code::kInvalidArgument, arguments.what + " is empty");
  if (!item->status.ok()) return item->status;
  *request.mutable_document() = std::move(item->document);
  return request;
}

// Without a database: nothing is kept anywhere. Pseudonyms are the data folder's, if it can be
// read; else they hold for this page only.
Result<v1::Inspection> InspectAlone(const Config& config, const v1::InspectPageRequest& request) {
  std::vector<Source> sources;
  if (!request.url().empty() || !request.source().empty()) {
    Result<std::vector<Source>> loaded = LoadSources(config);
    if (!loaded.ok()) return loaded.status();
    sources = *std::move(loaded);
  }
  Result<std::shared_ptr<const Screener>> screener = BuildScreener(OptionsOfScreener(config));
  if (!screener.ok()) return screener.status();
  Result<std::string> key = ReadContactKey(config.data_dir);
  const Masker masker(key.ok() ? *key : RandomBytes(32));
  SystemClock clock;
  return InspectPage(config, sources, **screener, masker, clock, request);
}

Result<v1::Inspection> Inspect(const Globals& globals, const Config& config,
                               const v1::InspectPageRequest& request) {
  std::unique_ptr<Connection> connection = Connection::ToServer(globals, config);
  // What is no page of the web leaves no entry in the audit log, so nobody's database is needed.
  const bool of_the_web = !request.url().empty() || !request.document().url().empty();
  if (!connection && of_the_web) {
    Result<std::unique_ptr<Connection>> opened = Connection::Open(globals, config, false);
    if (!opened.ok() && opened.status().code() != Code::kNotFound) return opened.status();
    if (opened.ok()) connection = *std::move(opened);
  }
  if (!connection) return InspectAlone(config, request);
  auto stub = v1::SweepService::NewStub(connection->channel());
  // Without a deadline: the fetch has its own limits.
  return Invoke(*stub, &v1::SweepService::Stub::InspectPage, connection->OpenContext(), request);
}

int Run(const Globals& globals, const InspectArguments& arguments) {
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return Fail(config.status());
  Result<v1::InspectPageRequest> request = ToRequest(arguments);
  if (!request.ok()) return Fail(request.status());
  Result<v1::Inspection> page = Inspect(globals, *config, *request);
  if (!page.ok()) return FailNamed(page.status());
  if (globals.json) {
    PrintJson(*page);
  } else {
    Print(*page, Style::ForOutput(globals));
  }
  return page->charset().empty() ? kFindings : kFine;
}

}  // namespace

void AddInspect(CLI::App& app, const Globals& globals, Action* action) {
  auto arguments = std::make_shared<InspectArguments>();
  CLI::App* inspect =
      app.add_subcommand("inspect", "what is read off one page, and by which way; stores nothing");
  inspect
      ->add_option("what", arguments->what,
                   "a URL that an approved source covers, a file (as screen takes them), or -")
      ->required()
      ->type_name("URL|FILE");
  inspect->add_option("--source", arguments->source, "read it as a page of this source")
      ->type_name("ID");
  inspect->callback(
      [=, &globals] { *action = [=, &globals] { return Run(globals, *arguments); }; });
}

}  // namespace varta
