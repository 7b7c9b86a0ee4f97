// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta model activate, rollback, history and show.
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "cli/connection.h"
#include "cli/json.h"
#include "cli/model_commands.h"
#include "cli/terminal.h"
#include "sweep/convert.h"
#include "varta/v1/model_service.grpc.pb.h"

namespace varta {
namespace {

using ModelStub = Client<v1::ModelService>;

std::string VersionText(const v1::ModelVersion& version) {
  return Printable(version.name()) +
         (version.sha256().empty() ? "" : " " + version.sha256().substr(0, 12));
}

int PrintActive(const Globals& globals, const v1::ModelVersion& version) {
  if (globals.json) {
    PrintJson(version);
  } else {
    std::printf("%s scores from now on; sweeps that run end with the model they began with.\n",
                VersionText(version).c_str());
  }
  return kFine;
}

}  // namespace

int RunModelActivate(const Globals& globals, const ModelChangeArguments& arguments) {
  v1::ActivateModelRequest request;
  if (arguments.model == "shipped") {
    request.set_shipped(true);
  } else {
    // What is wrong with it is said here, with the file's own name.
    if (Result<Model> model = LoadModelNamed(arguments.model); !model.ok())
      return Fail(model.status());
    std::ifstream in(arguments.model, std::ios::binary);
    request.mutable_file()->assign(std::istreambuf_iterator<char>(in),
                                   std::istreambuf_iterator<char>());
  }
  Result<ModelStub> models = ModelStub::Open(globals);
  if (!models.ok()) return Fail(models.status());
  auto version = models->Ask(&v1::ModelService::Stub::ActivateModel, request, arguments.reason);
  if (!version.ok()) return Fail(version.status());
  return PrintActive(globals, *version);
}

int RunModelRollback(const Globals& globals, const ModelChangeArguments& arguments) {
  Result<ModelStub> models = ModelStub::Open(globals);
  if (!models.ok()) return Fail(models.status());
  auto version = models->Ask(&v1::ModelService::Stub::RollbackModel, v1::RollbackModelRequest(),
                             arguments.reason);
  if (!version.ok()) return Fail(version.status());
  return PrintActive(globals, *version);
}

int RunModelHistory(const Globals& globals) {
  Result<ModelStub> models = ModelStub::Open(globals);
  if (!models.ok()) return Fail(models.status());
  v1::ListModelsRequest request;
  request.set_page_size(500);
  auto response = Invoke(*models->stub, &v1::ModelService::Stub::ListModels,
                         models->connection->OpenContext(), request);
  if (!response.ok()) return Fail(response.status());
  if (globals.json) {
    PrintJson(*response);
    return kFine;
  }
  const Style style = Style::ForOutput(globals);
  for (const v1::ModelVersion& version : response->models()) {
    std::printf(
        "%s  %s  %s  \"%s\"  %s\n", FormatTimeShort(FromProto(version.activate_time())).c_str(),
        Fit(VersionText(version), 32).c_str(), Fit(Printable(version.principal()), 16).c_str(),
        Printable(version.purpose()).c_str(),
        version.active() ? style.Green("active").c_str() : "");
  }
  if (response->models_size() == 0)
    std::puts("The shipped model scores; no other was ever active here.");
  return kFine;
}

int RunModelShow(const Globals& globals, const ModelChangeArguments& arguments) {
  if (arguments.model == "shipped") {
    std::fputs(std::string(ShippedModelText()).c_str(), stdout);
    return kFine;
  }
  Result<ModelStub> models = ModelStub::Open(globals);
  if (!models.ok()) return Fail(models.status());
  v1::GetModelRequest request;
  request.set_sha256(arguments.model);
  auto file = models->Ask(&v1::ModelService::Stub::GetModel, request);
  if (!file.ok()) return FailNamed(file.status());
  // For a person without what a terminal may act on, for a file as it is.
  const std::string text = isatty(STDOUT_FILENO) ? Printable(file->file(), true) : file->file();
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kFine;
}

}  // namespace varta
