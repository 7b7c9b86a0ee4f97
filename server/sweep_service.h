// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// SweepService (proto/varta/v1/sweep_service.proto) as plain functions. Any thread.
#pragma once

#include "base/status.h"
#include "extract/mask.h"
#include "server/caller.h"
#include "storage/store.h"
#include "sweep/sweeper.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

class SweepService {
 public:
  // All outlive it.
  SweepService(Store& store, Sweeper& sweeper, const Clock& clock)
      : store_(store), sweeper_(sweeper), clock_(clock), masker_(store.contact_key()) {}

  Result<v1::ListSourcesResponse> ListSources(const Caller& caller,
                                              const v1::ListSourcesRequest& request);
  Result<v1::CheckSourceResponse> CheckSource(const Caller& caller,
                                              const v1::CheckSourceRequest& request);
  Result<v1::Inspection> InspectPage(const Caller& caller, const v1::InspectPageRequest& request);
  Result<v1::UrlExplanation> ExplainUrl(const Caller& caller, const v1::ExplainUrlRequest& request);
  Result<v1::Sweep> StartSweep(const Caller& caller, const v1::StartSweepRequest& request);
  Result<v1::Sweep> StopSweep(const Caller& caller, const v1::StopSweepRequest& request);
  Result<v1::Sweep> GetSweep(const Caller& caller, const v1::GetSweepRequest& request);
  Result<v1::ListSweepsResponse> ListSweeps(const Caller& caller,
                                            const v1::ListSweepsRequest& request);

 private:
  Store& store_;
  Sweeper& sweeper_;
  const Clock& clock_;
  const Masker masker_;
};

}  // namespace varta
