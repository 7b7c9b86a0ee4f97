// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// LeadService (proto/varta/v1/lead_service.proto) as plain functions. Any thread.
#pragma once

#include "base/status.h"
#include "extract/mask.h"
#include "server/caller.h"
#include "storage/store.h"
#include "sweep/notices.h"
#include "varta/v1/lead_service.pb.h"

namespace varta {

class LeadService {
 public:
  // `store` and `clock` outlive it.
  LeadService(Store& store, const Clock& clock);

  Result<v1::ListLeadsResponse> ListLeads(const Caller& caller,
                                          const v1::ListLeadsRequest& request);
  Result<v1::ListUnscoredAdsResponse> ListUnscoredAds(const Caller& caller,
                                                      const v1::ListUnscoredAdsRequest& request);
  Result<v1::Lead> GetLead(const Caller& caller, const v1::GetLeadRequest& request);
  Result<v1::RevealContactsResponse> RevealContacts(const Caller& caller,
                                                    const v1::RevealContactsRequest& request);
  Result<v1::Lead> TransitionLead(const Caller& caller, const v1::TransitionLeadRequest& request);
  Result<v1::Lead> RecordVerdict(const Caller& caller, const v1::RecordVerdictRequest& request);

 private:
  v1::Lead Masked(v1::Lead lead) const;

  Store& store_;
  const Clock& clock_;
  const Masker masker_;
};

}  // namespace varta
