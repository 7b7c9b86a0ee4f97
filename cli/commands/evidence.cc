// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta evidence show|save|export
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/digest.h"
#include "cli/connection.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "crawler/warc_file.h"
#include "sweep/convert.h"
#include "varta/v1/evidence_service.grpc.pb.h"

namespace varta {
namespace {

struct EvidenceArguments {
  std::string name, reason, output, recipient;
  std::vector<std::string> leads;
  bool all_versions = false;
};

using EvidenceStub = Client<v1::EvidenceService>;

int Show(const Globals& globals, const EvidenceArguments& arguments) {
  Result<EvidenceStub> evidence = EvidenceStub::Open(globals);
  if (!evidence.ok()) return Fail(evidence.status());
  v1::GetEvidenceRequest request;
  request.set_name(arguments.name);
  auto record = Invoke(*evidence->stub, &v1::EvidenceService::Stub::GetEvidence,
                       evidence->connection->Context(arguments.reason), request);
  if (!record.ok()) return FailNamed(record.status());
  if (globals.json) {
    PrintJson(*record);
    return kFine;
  }
  Style style = Style::ForOutput(globals);
  std::printf(
      "%s\nsha256     %s\nbytes      %lld%s\nfetched    %s from %s (%s)\n",
      style.Bold(record->name()).c_str(), record->sha256().c_str(),
      static_cast<long long>(record->size_bytes()), record->truncated() ? " (cut at a limit)" : "",
      FormatTime(FromProto(record->provenance().fetch_time())).c_str(),
      Printable(record->provenance().url()).c_str(), Printable(record->remote_address()).c_str());
  for (const std::string& redirect : record->provenance().redirects())
    std::printf("redirected %s\n", Printable(redirect).c_str());
  std::printf("kept by    %s\n", Printable(record->tool()).c_str());
  if (record->text_only()) {
    std::printf("of it      title and text, as they were read; the page itself was not kept\n");
  } else {
    std::printf("status     %d\n", record->http_status());
  }
  for (const v1::Header& header : record->response_headers()) {
    std::printf("  %s: %s\n", Printable(header.name()).c_str(), Printable(header.value()).c_str());
  }
  return kFine;
}

int FailIsThere(const EvidenceArguments& arguments, const std::string& option) {
  return FailUsage(arguments.output +
                   " is there already; evidence is never written over: give another " + option);
}

// The bytes as received go to a new file; they are compared with the digest before the file gets
// its name.
int Save(const Globals& globals, const EvidenceArguments& arguments) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::exists(arguments.output, error)) return FailIsThere(arguments, "--output");
  Result<EvidenceStub> evidence = EvidenceStub::Open(globals);
  if (!evidence.ok()) return Fail(evidence.status());
  v1::DownloadEvidenceRequest request;
  request.set_name(arguments.name);
  auto context = evidence->connection->OpenContext(arguments.reason);
  auto reader = evidence->stub->DownloadEvidence(context.get(), request);
  std::string body, sha256;
  for (v1::DownloadEvidenceResponse chunk; reader->Read(&chunk);) {
    body += chunk.data();
    sha256 = chunk.sha256();
  }
  if (Status status = FromGrpc(reader->Finish()); !status.ok()) return FailNamed(status);
  if (Hex(Sha256(body)) != sha256)
    return Fail(
        Status(Code::kDataLoss, "the bytes that came are not those of the digest; try again"));
  std::string part = arguments.output + ".part";
  std::ofstream file(part, std::ios::binary);
  // Contacts are in clear: for its owner only, before there is anything in it.
  fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write, error);
  if (!error) file << body;
  file.close();
  if (!error && file.good()) fs::rename(part, arguments.output, error);
  if (error || !file.good()) {
    fs::remove(part, error);
    return Fail(Status(Code::kUnavailable, "cannot write " + arguments.output +
                                               "; check the folder and the space on it"));
  }
  std::printf("%s: %zu bytes as received, sha256 %s\n", arguments.output.c_str(), body.size(),
              sha256.c_str());
  return kFine;
}

// What comes goes into `file`; the totals come last.
Result<v1::ExportEvidenceResponse::Totals> Receive(EvidenceStub& evidence,
                                                   const EvidenceArguments& arguments,
                                                   WarcFile* file) {
  v1::ExportEvidenceRequest request;
  request.mutable_leads()->Assign(arguments.leads.begin(), arguments.leads.end());
  request.set_all_versions(arguments.all_versions);
  request.set_file_name(std::filesystem::path(arguments.output).filename().string());
  request.set_recipient(arguments.recipient);
  auto context = evidence.connection->OpenContext(arguments.reason);
  auto reader = evidence.stub->ExportEvidence(context.get(), request);
  v1::ExportEvidenceResponse::Totals totals;
  Sha256Sum sum;
  Interrupt interrupt;
  Progress progress;
  const auto stop = [&](Status why) {
    context->TryCancel();
    static_cast<void>(reader->Finish());
    return why;
  };
  for (v1::ExportEvidenceResponse chunk; reader->Read(&chunk);) {
    if (interrupt.asked()) return stop(Status(Code::kCancelled, "stopped; no file was made"));
    if (Status written = file->Append(chunk.data()); !written.ok()) return stop(written);
    sum.Add(chunk.data());
    if (chunk.has_totals()) totals = chunk.totals();
    progress.Show(std::to_string(file->size() / 1'000'000) + " MB");
  }
  if (Status status = FromGrpc(reader->Finish()); !status.ok()) return status;
  if (Hex(sum.Finish()) != totals.sha256())
    return Status(Code::kDataLoss, "the bytes that came are not those of the digest; try again");
  return totals;
}

// The file gets its name when it is whole; until then it ends in ".open".
int Export(const Globals& globals, const EvidenceArguments& arguments) {
  namespace fs = std::filesystem;
  if (!arguments.output.ends_with(".warc.gz") || fs::path(arguments.output).stem() == ".warc")
    return FailUsage("--warc " + arguments.output + ": name the file as case.warc.gz");
  std::error_code error;
  if (fs::exists(arguments.output, error)) return FailIsThere(arguments, "--warc");
  Result<EvidenceStub> evidence = EvidenceStub::Open(globals);
  if (!evidence.ok()) return Fail(evidence.status());
  Result<WarcFile> file = WarcFile::Create(arguments.output);
  if (!file.ok()) return Fail(file.status());
  auto totals = Receive(*evidence, arguments, &*file);
  Status closed = totals.ok() ? file->Close() : Status();
  if (!totals.ok() || !closed.ok()) {
    fs::remove(file->path() + ".open", error);
    return FailNamed(totals.ok() ? closed : totals.status());
  }
  if (globals.json) {
    PrintJson(*totals);
    return kFine;
  }
  std::printf(
      "%s: %lld bytes, leads: %lld, captures: %lld, records: %lld\nsha256 %s\n\n"
      "Note the digest in the case file: the audit log has it too, and sha256sum shows whether the "
      "file\nis still the same. It has contacts in clear: give it to those only whom it is for.\n",
      arguments.output.c_str(), static_cast<long long>(totals->bytes()),
      static_cast<long long>(totals->leads()), static_cast<long long>(totals->captures()),
      static_cast<long long>(totals->records()), totals->sha256().c_str());
  return kFine;
}

}  // namespace

void AddEvidence(CLI::App& app, const Globals& globals, Action* action) {
  auto arguments = std::make_shared<EvidenceArguments>();
  CLI::App* evidence = app.add_subcommand(
      "evidence", "the captured pages behind a lead; needs a reason, which is logged");
  evidence->require_subcommand(1);
  CLI::App* show =
      evidence->add_subcommand("show", "where and when a page was fetched, its headers and digest");
  CLI::App* save = evidence->add_subcommand("save", "the bytes as received, into a new file");
  save->footer("Its lead needs a verdict (varta leads verdict): the page has contacts in clear.");
  for (CLI::App* verb : {show, save}) {
    verb->add_option("name", arguments->name, "leads/ID/evidence/ID, as leads show prints it")
        ->required();
    verb->add_option("--reason", arguments->reason, "why; written to the audit log")
        ->type_name("TEXT");
  }
  save->add_option("--output", arguments->output, "the file to make")
      ->type_name("FILE")
      ->required();
  CLI::App* handed = evidence->add_subcommand(
      "export", "leads with their evidence as one WARC file, to hand a case on");
  handed->add_option("leads", arguments->leads, "lead ids; their first 6 characters will do")
      ->type_name("LEAD")
      ->required();
  handed->add_option("--warc", arguments->output, "the file to make")
      ->type_name("OUT.warc.gz")
      ->required();
  handed->add_option("--reason", arguments->reason, "why; written to the audit log and the file")
      ->type_name("TEXT");
  handed->add_option("--to", arguments->recipient, "who gets it; likewise")->type_name("NAME");
  handed->add_flag("--all-versions", arguments->all_versions,
                   "what was captured of each text of the ad [the newest]");
  handed->footer(
      "Each lead needs a verdict (varta leads verdict). One that may concern a minor is exported "
      "alone.");
  handed->callback(
      [=, &globals] { *action = [=, &globals] { return Export(globals, *arguments); }; });
  show->callback([=, &globals] { *action = [=, &globals] { return Show(globals, *arguments); }; });
  save->callback([=, &globals] { *action = [=, &globals] { return Save(globals, *arguments); }; });
}

}  // namespace varta
