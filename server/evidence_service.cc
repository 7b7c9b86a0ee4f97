// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/evidence_service.h"

#include "server/requests.h"

namespace varta {
namespace {

constexpr size_t kMaxName = 255;

}  // namespace

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
  // The bytes are the page as it was, contacts in clear: what GetLead masks.
  const std::string lead_id = evidence->name().substr(0, evidence->name().find("/evidence/"));
  Result<v1::Lead> lead = store_.GetLead(lead_id.substr(lead_id.find('/') + 1));
  if (!lead.ok()) return lead.status();
  if (Status judged = MayLeave(*lead); !judged.ok()) return judged;
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

Result<EvidenceExport> EvidenceService::ExportEvidence(const Caller& caller,
                                                       const v1::ExportEvidenceRequest& request) {
  if (Status reason = RequireReason(caller, "exporting evidence"); !reason.ok()) return reason;
  if (request.file_name().size() > kMaxName || request.recipient().size() > kMaxName) {
    return Status(Code::kInvalidArgument,
                  "file_name, recipient: at most " + std::to_string(kMaxName) + " bytes");
  }
  ExportOrder order;
  for (const std::string& name : request.leads()) {
    Result<std::string> id = IdFromName(name, "leads/");
    if (!id.ok()) return id.status();
    order.leads.push_back(*std::move(id));
  }
  order.all_versions = request.all_versions();
  order.file_name = request.file_name();
  order.recipient = request.recipient();
  order.principal = caller.principal;
  order.reason = caller.purpose;
  order.referral_contacts = referral_contacts_;
  return EvidenceExport::Open(store_, std::move(order), clock_.Now());
}

}  // namespace varta
