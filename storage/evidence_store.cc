// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/evidence_store.h"

#include <optional>

#include "base/digest.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/sighting.h"
#include "storage/timestamps.h"

namespace varta {
namespace {

constexpr std::string_view kLeads = "leads/", kMiddle = "/evidence/";

Status NoEvidence(std::string_view name) {
  return Status(Code::kNotFound, "there is no evidence '" + std::string(name) + "'");
}

}  // namespace

std::string EvidenceName(std::string_view lead_id, const Capture& capture, Time fetched) {
  std::string digest =
      Sha256(KeyWriter().Signed(ToUnixMillis(fetched)).Raw(Sha256(capture.body)).key());
  return std::string(kLeads).append(lead_id).append(kMiddle).append(Hex(digest), 0, 16);
}

Result<std::string> EvidenceKey(std::string_view name) {
  size_t middle = name.find(kMiddle);
  if (name.substr(0, kLeads.size()) != kLeads || middle == std::string_view::npos ||
      name.find('/', middle + kMiddle.size()) != std::string_view::npos) {
    return Status(Code::kInvalidArgument, "'" + std::string(name.substr(0, 100)) +
                                              "' is not the name of evidence; write "
                                              "leads/{lead}/evidence/{evidence}");
  }
  std::string key(name.substr(kLeads.size(), middle - kLeads.size()));
  return key.append("/").append(name.substr(middle + kMiddle.size()));
}

Status PutEvidence(Batch& batch, const std::string& name, const LeadSighting& sighting, Time now) {
  Result<std::string> key = EvidenceKey(name);
  if (!key.ok()) return key.status();
  Result<std::optional<std::string>> old = batch.Get(Column::kEvidence, *key);
  if (!old.ok()) return old.status();
  if (*old) return Status();

  const Capture& capture = *sighting.capture;
  stored::v1::StoredEvidence stored;
  v1::Evidence& evidence = *stored.mutable_evidence();
  evidence = capture.evidence;
  evidence.set_name(name);
  evidence.set_sha256(Hex(Sha256(capture.body)));
  evidence.set_size_bytes(static_cast<int64_t>(capture.body.size()));
  if (!evidence.has_provenance()) {
    *evidence.mutable_provenance() = sighting.provenance;
    *evidence.mutable_provenance()->mutable_fetch_time() = ToTimestamp(SightingTime(sighting, now));
  }
  *evidence.mutable_store_time() = ToTimestamp(now);
  RepairStrings(stored);
  batch.Put(Column::kEvidence, *key, EncodeRecord(stored));
  batch.Put(Column::kEvidenceBytes, *key, capture.body);
  return Status();
}

Result<v1::Evidence> ReadEvidence(const Snapshot& view, std::string_view name) {
  Result<std::string> key = EvidenceKey(name);
  if (!key.ok()) return key.status();
  Result<std::optional<std::string>> value = view.Get(Column::kEvidence, *key);
  if (!value.ok()) return value.status();
  if (!*value) return NoEvidence(name);
  stored::v1::StoredEvidence stored;
  Status parsed = DecodeRecord(**value, name, &stored);
  if (!parsed.ok()) return parsed;
  return std::move(*stored.mutable_evidence());
}

Result<std::string> ReadEvidenceBytes(const Snapshot& view, std::string_view name) {
  Result<v1::Evidence> evidence = ReadEvidence(view, name);
  if (!evidence.ok()) return evidence.status();
  Result<std::string> key = EvidenceKey(name);
  Result<std::optional<std::string>> body = view.Get(Column::kEvidenceBytes, *key);
  if (!body.ok()) return body.status();
  if (!*body || Hex(Sha256(**body)) != evidence->sha256()) {
    return Status(Code::kDataLoss, std::string(name) +
                                       " is damaged: its bytes are not those of its digest; "
                                       "restore a backup");
  }
  return **std::move(body);
}

}  // namespace varta
