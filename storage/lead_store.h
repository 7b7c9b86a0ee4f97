// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Leads and their index rows, which change together. Functions over a batch or view; any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "storage/database.h"
#include "storage/store.h"

namespace varta {

// The whole id that `id` begins. kNotFound; kInvalidArgument: shorter than 6 characters, or several
// leads begin so.
Result<std::string> ResolveLeadId(const Snapshot& view, std::string_view id);

// `id` whole; the name is filled in. kNotFound.
Result<stored::v1::StoredLead> ReadLead(const Snapshot& view, std::string_view id);

// The sighting with its evidence and audit entry. Nothing is put if it changes nothing.
Result<Committed> PutSighting(Batch& batch, const LeadSighting& sighting,
                              std::string_view contact_secret, std::string_view principal,
                              Time now);

// Every lead, by id, without its name; `visit` returns false to stop.
Status VisitLeads(
    const Snapshot& view,
    const std::function<bool(std::string_view id, const stored::v1::StoredLead& lead)>& visit);

// Lets `edit` change the lead and writes it with its index rows, unless that changed nothing.
// False: there is no such lead.
Result<bool> EditLead(Batch& batch, std::string_view id,
                      const std::function<void(stored::v1::StoredLead& lead)>& edit);

// The ad of the lead was there at `seen` as it was before, or was not there. Nothing is put if
// there is no such lead, or if it changes nothing.
Result<bool> PutStillThere(Batch& batch, std::string_view id, Time seen);  // false: no such lead
Status PutVanished(Batch& batch, std::string_view id, Time seen, const std::string& because,
                   std::string_view principal, Time now);

// See Store::SameText.
Result<std::vector<v1::Repost>> FindSameText(const Snapshot& view, std::string_view id);

// See Store::UpdateLead; `id` whole.
Result<v1::Lead> PutChange(Batch& batch, std::string_view id, std::string_view etag,
                           const AuditEvent& event, const std::function<Status(v1::Lead&)>& change,
                           Time now);

// All rows of one index anew, in batches. For an index that the database does not have yet.
Status BuildIndex(Database& database, char letter);
// Every row of an index that is no more.
Status DropIndex(Database& database, char letter);

}  // namespace varta
