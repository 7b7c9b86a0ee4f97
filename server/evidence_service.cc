// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/evidence_service.h"

#include "server/requests.h"

namespace varta {

Result<v1::Evidence> EvidenceService::GetEvidence(const Caller& caller,
                                                  const v1::GetEvidenceRequest& request) {
  if (Status reason = RequireReason(caller, "showing evidence"); !reason.ok()) return reason;
  Result<v1::Evidence> evidence = store_.GetEvidence(request.name());
  if (!evidence.ok()) return evidence;
  if (Status audited =
          store_.Audit({caller.principal, "EVIDENCE", evidence->name(), caller.purpose, ""});
      !audited.ok()) {
    return audited;
  }
  return evidence;
}

Result<EvidenceService::Download> EvidenceService::DownloadEvidence(
    const Caller& caller, const v1::DownloadEvidenceRequest& request) {
  if (Status reason = RequireReason(caller, "downloading evidence"); !reason.ok()) return reason;
  Result<v1::Evidence> evidence = store_.GetEvidence(request.name());
  if (!evidence.ok()) return evidence.status();
  if (request.offset() < 0 || request.offset() > evidence->size_bytes()) {
    return Status(Code::kInvalidArgument,
                  "offset: must lie between 0 and " + std::to_string(evidence->size_bytes()));
  }
  Result<std::string> body = store_.ReadEvidenceBody(request.name());
  if (!body.ok()) return body.status();
  if (Status audited = store_.Audit(
          {caller.principal, "DOWNLOAD", evidence->name(), caller.purpose, evidence->sha256()});
      !audited.ok()) {
    return audited;
  }
  return Download{std::move(*evidence), std::move(*body), request.offset()};
}

}  // namespace varta
