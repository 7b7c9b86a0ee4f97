// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// ModelService (proto/varta/v1/model_service.proto) as plain functions. The list and the rollback
// read the audit log: let them not wait on a thread that others need. Any thread.
#pragma once

#include <mutex>
#include <string>

#include "base/status.h"
#include "server/caller.h"
#include "storage/store.h"
#include "sweep/screener_loader.h"
#include "varta/v1/model_service.pb.h"

namespace varta {

class ModelService {
 public:
  // `store` and `screener`, which is told of another model, outlive it. `data_dir`: the store's;
  // empty: there is nowhere to keep models, and calls say so.
  ModelService(Store& store, ScreenerLoader& screener, std::string data_dir)
      : store_(store), screener_(screener), data_dir_(std::move(data_dir)) {}

  Result<v1::ModelVersion> ActivateModel(const Caller& caller,
                                         const v1::ActivateModelRequest& request);
  Result<v1::ModelVersion> RollbackModel(const Caller& caller,
                                         const v1::RollbackModelRequest& request);
  Result<v1::ListModelsResponse> ListModels(const Caller& caller,
                                            const v1::ListModelsRequest& request);
  Result<v1::ModelFile> GetModel(const Caller& caller, const v1::GetModelRequest& request);

 private:
  Status CheckFolder() const;
  Result<v1::ModelVersion> Switch(const Caller& caller, const std::string& digest,
                                  const std::string& what);
  std::string NameOf(const std::string& digest) const;

  Store& store_;
  ScreenerLoader& screener_;
  const std::string data_dir_;
  std::mutex mutex_;  // of changes: one at a time
};

}  // namespace varta
