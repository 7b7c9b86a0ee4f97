// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Captured pages: the record in one column, the bytes in another, under the same key. Written once,
// never changed. Functions over a batch or view; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/status.h"
#include "storage/database.h"
#include "storage/store.h"

namespace varta {

// "leads/{lead}/evidence/{16 hex digits of the SHA-256 of body and time}": the same capture has the
// same name.
std::string EvidenceName(std::string_view lead_id, const Capture& capture, Time fetched);

// The key of a name: "{lead}/{evidence}". kInvalidArgument: not such a name.
Result<std::string> EvidenceKey(std::string_view name);

// Puts the sighting's capture under `name`, unless it is there.
Status PutEvidence(Batch& batch, const std::string& name, const LeadSighting& sighting, Time now);

Result<v1::Evidence> ReadEvidence(const Snapshot& view, std::string_view name);
Result<std::string> ReadEvidenceBytes(const Snapshot& view, std::string_view name);

}  // namespace varta
