// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// EvidenceService (proto/varta/v1/evidence_service.proto) as plain functions. Any thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "server/caller.h"
#include "storage/store.h"
#include "sweep/evidence_export.h"
#include "varta/v1/evidence_service.pb.h"

namespace varta {

class EvidenceService {
 public:
  // `store` and `clock` outlive it. `referral_contacts`: of the configuration; go with exports.
  EvidenceService(Store& store, const Clock& clock, std::vector<std::string> referral_contacts)
      : store_(store), clock_(clock), referral_contacts_(std::move(referral_contacts)) {}

  Result<v1::Evidence> GetEvidence(const Caller& caller, const v1::GetEvidenceRequest& request);
  // The whole body from request.offset() on, and its record; the adapter cuts it into chunks.
  struct Download {
    v1::Evidence evidence;
    std::string body;  // whole; at most the crawl's max_body_bytes
    int64_t offset = 0;
  };
  Result<Download> DownloadEvidence(const Caller& caller,
                                    const v1::DownloadEvidenceRequest& request);
  // The adapter asks it for one piece after the other.
  Result<EvidenceExport> ExportEvidence(const Caller& caller,
                                        const v1::ExportEvidenceRequest& request);

 private:
  Store& store_;
  const Clock& clock_;
  const std::vector<std::string> referral_contacts_;
};

}  // namespace varta
