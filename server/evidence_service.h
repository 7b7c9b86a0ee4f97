// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// EvidenceService (proto/varta/v1/evidence_service.proto) as plain functions. Any thread.
#pragma once

#include <string>

#include "base/status.h"
#include "server/caller.h"
#include "storage/store.h"
#include "varta/v1/evidence_service.pb.h"

namespace varta {

class EvidenceService {
 public:
  explicit EvidenceService(Store& store) : store_(store) {}  // outlives it

  Result<v1::Evidence> GetEvidence(const Caller& caller, const v1::GetEvidenceRequest& request);
  // The whole body from request.offset() on, and its record; the adapter cuts it into chunks.
  struct Download {
    v1::Evidence evidence;
    std::string body;  // whole; at most the crawl's max_body_bytes
    int64_t offset = 0;
  };
  Result<Download> DownloadEvidence(const Caller& caller,
                                    const v1::DownloadEvidenceRequest& request);

 private:
  Store& store_;
};

}  // namespace varta
