// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/check.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/ad_store.h"
#include "storage/evidence_store.h"
#include "storage/indexes.h"
#include "storage/link_check.h"
#include "storage/records.h"
#include "storage/unscored.h"
#include "varta/stored/v1/stored.pb.h"

namespace varta {
namespace {

Status Wrong(const std::string& what) {
  return Status(Code::kDataLoss, what + "; restore a backup");
}

// Every row of the lead is there; counts them.
Status CheckRows(const Snapshot& view, std::string_view id, const stored::v1::StoredLead& lead,
                 uint64_t* rows) {
  for (const std::string& row : IndexRows(id, lead)) {
    Result<std::optional<std::string>> found = view.Get(Column::kIndex, row);
    if (!found.ok()) return found.status();
    if (!*found) {
      return Wrong("a row of index '" + row.substr(0, 1) + "' misses lead " + std::string(id));
    }
    ++*rows;
  }
  return Status();
}

// The evidence is there, with the bytes of its digest.
Status CheckBody(const Snapshot& view, const std::string& name) {
  Result<std::string> body = ReadEvidenceBytes(view, name);
  if (body.status().code() == Code::kNotFound) return Wrong(name + " is missing");
  return body.status();
}

Status CheckEvidence(const Snapshot& view, const v1::Lead& lead) {
  for (const v1::Version& version : lead.versions()) {
    if (version.evidence().empty()) continue;
    Status status = CheckBody(view, version.evidence());
    if (!status.ok()) return status;
  }
  for (const std::string& name : lead.evidence()) {
    Status status = CheckBody(view, name);
    if (!status.ok()) return status;
  }
  return Status();
}

// Each record has its bytes and its lead, and no bytes are without a record.
Status CheckOrphans(const Snapshot& view) {
  Status wrong;
  for (Column column : {Column::kEvidence, Column::kEvidenceBytes}) {
    Column other = column == Column::kEvidence ? Column::kEvidenceBytes : Column::kEvidence;
    Status scan = view.Scan(column, {}, [&](std::string_view key, std::string_view) {
      Result<std::optional<std::string>> partner = view.Get(other, key);
      Result<std::optional<std::string>> lead =
          view.Get(Column::kLeads, key.substr(0, key.find('/')));
      wrong = partner.ok() ? lead.status() : partner.status();
      if (wrong.ok() && (!*partner || !*lead)) {
        wrong = Wrong("evidence " + std::string(key) + " has lost its other half or its lead");
      }
      return wrong.ok();
    });
    if (!scan.ok()) return scan;
    if (!wrong.ok()) return wrong;
  }
  return Status();
}

}  // namespace

Status CheckDatabase(const Snapshot& view) {
  uint64_t rows = 0;
  Status wrong;
  Status scan = view.Scan(Column::kLeads, {}, [&](std::string_view id, std::string_view value) {
    stored::v1::StoredLead lead;
    wrong = DecodeRecord(value, "lead " + std::string(id), &lead);
    if (wrong.ok()) wrong = CheckRows(view, id, lead, &rows);
    if (wrong.ok()) wrong = CheckEvidence(view, lead.lead());
    return wrong.ok();
  });
  if (!scan.ok()) return scan;
  if (!wrong.ok()) return wrong;

  // All rows that belong there are there; then more rows in the index are rows that do not.
  uint64_t in_index = 0;
  scan = view.Scan(Column::kIndex, {},
                   [&](std::string_view, std::string_view) { return ++in_index > 0; });
  if (!scan.ok()) return scan;
  if (in_index != rows) {
    return Wrong("the index has " + std::to_string(in_index) + " rows instead of " +
                 std::to_string(rows));
  }
  Status orphans = CheckOrphans(view);
  if (!orphans.ok()) return orphans;
  for (const auto check : {CheckAds, CheckUnscored, CheckLinks}) {
    if (Status status = check(view); !status.ok()) return status;
  }
  return Status();
}

}  // namespace varta
