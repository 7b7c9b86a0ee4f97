// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta screen: documents in, one line of JSON each out.
#include <cstdio>
#include <filesystem>

#include "base/digest.h"
#include "cli/connection.h"
#include "cli/documents.h"
#include "cli/screened_json.h"
#include "cli/terminal.h"
#include "sweep/document.h"
#include "varta/v1/screen_service.grpc.pb.h"

namespace varta {
namespace {

struct ScreenArguments {
  std::vector<std::string> files;
  std::string store, source;
  bool contacts = false;
};

// Screens a document: here, or (to keep its lead) through the services.
using ScreenFunction = std::function<Result<v1::Screened>(const v1::Document&)>;

Result<v1::Screened> ScreenHere(const Screener& screener, const Masker& masker, bool contacts,
                                const v1::Document& document) {
  Result<ScreenedPage> page = ScreenDocument(screener, document);
  if (!page.ok()) return page.status();
  return ToRecord(document, *page, contacts ? nullptr : &masker);
}

int PrintAll(DocumentReader& reader, const std::string& source, const ScreenFunction& screen) {
  Progress progress;
  int64_t documents = 0, leads = 0, errors = 0;
  while (auto item = reader.Next()) {
    ++documents;
    if (!source.empty()) item->document.set_source(source);
    Result<v1::Screened> screened =
        item->status.ok() ? screen(item->document) : Result<v1::Screened>(item->status);
    OrderedJson line;
    if (screened.ok()) {
      leads += screened->lead();
      line = ToLine(*screened);
    } else if (screened.status().code() == Code::kUnavailable) {
      return Fail(screened.status());  // the store or the server is gone: every further document
                                       // would fail as well
    } else {
      ++errors;
      line = {{"id", item->document.id()}, {"error", screened.status().message()}};
    }
    std::printf("%s\n", Dump(line).c_str());
    progress.Show("screen: " + std::to_string(documents) + " documents, " + std::to_string(leads) +
                  " leads");
  }
  progress.Clear();
  std::fprintf(stderr, "screen: %lld documents, %lld would be leads, %lld errors",
               static_cast<long long>(documents), static_cast<long long>(leads),
               static_cast<long long>(errors));
  if (reader.other_records() > 0)
    std::fprintf(stderr, "; %lld other WARC records passed over",
                 static_cast<long long>(reader.other_records()));
  std::fputc('\n', stderr);
  return kFine;
}

int Run(const Globals& globals, const ScreenArguments& arguments) {
  Result<Config> config = globals.LoadConfig();
  if (!config.ok()) return Fail(config.status());
  if (arguments.contacts && !arguments.store.empty())
    return FailUsage(
        "screen: --contacts is for screening without --store; of stored leads, varta leads reveal "
        "shows them");
  Result<DocumentReader> reader = DocumentReader::Open(arguments.files);
  if (!reader.ok()) return Fail(reader.status());
  if (arguments.store.empty()) {
    Result<std::shared_ptr<const Screener>> screener = BuildScreener(OptionsOfScreener(*config));
    if (!screener.ok()) return Fail(screener.status());
    Masker masker(RandomBytes(32));
    return PrintAll(*reader, "", [&](const v1::Document& document) {
      return ScreenHere(**screener, masker, arguments.contacts, document);
    });
  }
  std::error_code error;
  const std::string folder =
      std::filesystem::absolute(arguments.store, error).lexically_normal().string();
  // The configuration's own folder may have its server elsewhere.
  if (!std::filesystem::equivalent(folder, config->data_dir, error))
    config->socket = folder + "/varta.sock";
  config->data_dir = folder;
  Result<std::unique_ptr<Connection>> connection =
      Connection::Open(globals, *config, true, Door::kOpen);
  if (!connection.ok()) return Fail(connection.status());
  auto stub = v1::ScreenService::NewStub((*connection)->channel());
  return PrintAll(*reader, arguments.source, [&](const v1::Document& document) {
    v1::ScreenDocumentRequest request;
    *request.mutable_document() = document;
    request.set_store(true);
    return Invoke(*stub, &v1::ScreenService::Stub::ScreenDocument, (*connection)->Context(),
                  request);
  });
}

}  // namespace

void AddScreen(CLI::App& app, const Globals& globals, Action* action) {
  auto arguments = std::make_shared<ScreenArguments>();
  CLI::App* screen =
      app.add_subcommand("screen", "what the rules and the score say of files, one JSON line each");
  screen
      ->add_option("files", arguments->files,
                   "WARC, HTML, text or JSON Lines {id,url?,text|html}; - is standard input")
      ->required()
      ->type_name("FILE");
  screen->add_option("--store", arguments->store, "keep the leads in this data folder")
      ->type_name("DIR");
  screen->add_option("--source", arguments->source, "the stored leads' source id [import]")
      ->type_name("ID");
  screen->add_flag("--contacts", arguments->contacts,
                   "show contacts in clear: your own files, nothing is logged");
  screen->callback([=, &globals] { *action = [=, &globals] { return Run(globals, *arguments); }; });
}

}  // namespace varta
