// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/lead_store.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "base/digest.h"
#include "storage/ad_store.h"
#include "storage/audit.h"
#include "storage/evidence_store.h"
#include "storage/indexes.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/sighting.h"
#include "storage/timestamps.h"

namespace varta {
namespace {

using stored::v1::StoredLead;
using Found = Result<std::optional<std::string>>;

constexpr size_t kMinIdSize = 6;

Status NoLead(std::string_view id) {
  return Status(Code::kNotFound, "there is no lead '" + std::string(id) +
                                     "'; varta leads list shows those there are");
}

// nullopt: no such lead.
Result<std::optional<StoredLead>> ParseLead(std::string_view id, const Found& found) {
  if (!found.ok()) return found.status();
  if (!*found) return std::optional<StoredLead>();
  StoredLead stored;
  Status parsed = DecodeRecord(**found, "lead " + std::string(id), &stored);
  if (!parsed.ok()) return parsed;
  stored.mutable_lead()->set_name("leads/" + std::string(id));
  return std::optional<StoredLead>(std::move(stored));
}

// Writes the lead over `old`, and those index rows that differ.
void PutLead(Batch& batch, const std::string& id, const StoredLead* old, StoredLead lead) {
  lead.mutable_lead()->clear_name();
  std::set<std::string> rows = IndexRows(id, lead), old_rows;
  if (old) old_rows = IndexRows(id, *old);
  for (const std::string& row : old_rows) {
    if (!rows.contains(row)) batch.Delete(Column::kIndex, row);
  }
  for (const std::string& row : rows) {
    if (!old_rows.contains(row)) batch.Put(Column::kIndex, row, "");
  }
  batch.Put(Column::kLeads, id, EncodeRecord(lead));
}

bool Same(StoredLead a, StoredLead b) {
  a.mutable_lead()->clear_name();
  b.mutable_lead()->clear_name();
  return EncodeRecord(a) == EncodeRecord(b);
}

}  // namespace

Result<std::string> ResolveLeadId(const Snapshot& view, std::string_view id) {
  if (id.size() < kMinIdSize) {
    return Status(Code::kInvalidArgument, "the lead id '" + std::string(id) +
                                              "' is too short; write 6 characters at least");
  }
  std::vector<std::string> ids;
  Status scan = view.Scan(Column::kLeads, KeyRange::WithPrefix(id),
                          [&](std::string_view key, std::string_view) {
                            ids.emplace_back(key);
                            return ids.size() < 2;
                          });
  if (!scan.ok()) return scan;
  if (ids.empty()) return NoLead(id);
  if (ids.size() > 1) {
    return Status(Code::kInvalidArgument,
                  "several leads begin with '" + std::string(id) + "'; write more of the id");
  }
  return ids[0];
}

Result<StoredLead> ReadLead(const Snapshot& view, std::string_view id) {
  Result<std::optional<StoredLead>> lead = ParseLead(id, view.Get(Column::kLeads, id));
  if (!lead.ok()) return lead.status();
  if (!*lead) return NoLead(id);
  return **std::move(lead);
}

Status VisitLeads(const Snapshot& view,
                  const std::function<bool(std::string_view, const StoredLead&)>& visit) {
  Status wrong;
  Status scan = view.Scan(Column::kLeads, {}, [&](std::string_view id, std::string_view value) {
    StoredLead lead;
    wrong = DecodeRecord(value, "lead " + std::string(id), &lead);
    return wrong.ok() && visit(id, lead);
  });
  return wrong.ok() ? scan : wrong;
}

Result<Committed> PutSighting(Batch& batch, const LeadSighting& sighting,
                              std::string_view contact_secret, std::string_view principal,
                              Time now) {
  const std::string& source = sighting.provenance.source();
  if (sighting.ad.key().empty() || source.empty()) {
    return Status(Code::kInvalidArgument, "a lead needs an ad key and a source");
  }
  Committed committed{.lead_id = LeadId(source, sighting.ad.key())};
  const std::string& id = committed.lead_id;
  Result<std::optional<StoredLead>> old = ParseLead(id, batch.Get(Column::kLeads, id));
  if (!old.ok()) return old.status();

  std::string evidence;
  if (sighting.capture) {
    evidence = EvidenceName(id, *sighting.capture, SightingTime(sighting, now));
  }
  StoredLead lead = *old ? **old : StoredLead();
  Merged merged = MergeSighting(sighting, evidence, contact_secret, now, &lead);
  RepairStrings(lead);
  if (*old && Same(**old, lead)) return committed;

  if (!*old) {
    Result<std::optional<stored::v1::KeptAd>> before = TakeAd(batch, id);
    if (!before.ok()) return before.status();
    if (*before) MergeKeptAd(**before, &lead);
  }
  committed.lead_new = !*old;
  committed.version_new = merged.version_new;
  PutLead(batch, id, *old ? &**old : nullptr, lead);
  if (!merged.version_new && !merged.page_new) return committed;
  if (!evidence.empty()) {
    Status put = PutEvidence(batch, evidence, sighting, now);
    if (!put.ok()) return put;
  }
  std::string what = !*old                ? "new lead"
                     : merged.version_new ? "new version"
                                          : "page of a kept text";
  if (sighting.capture && sighting.capture->evidence.text_only()) what += ", by its kept text";
  Status audited = AppendAudit(batch,
                               {.principal = std::string(principal),
                                .action = "COLLECT",
                                .resource = "leads/" + id,
                                .purpose = "",
                                .detail = what + (evidence.empty() ? "" : ", " + evidence)},
                               now);
  if (!audited.ok()) return audited;
  return committed;
}

Result<bool> EditLead(Batch& batch, std::string_view id,
                      const std::function<void(StoredLead& lead)>& edit) {
  const std::string key(id);
  Result<std::optional<StoredLead>> old = ParseLead(id, batch.Get(Column::kLeads, key));
  if (!old.ok()) return old.status();
  if (!*old) return false;
  StoredLead lead = **old;
  edit(lead);
  RepairStrings(lead);
  if (!Same(**old, lead)) PutLead(batch, key, &**old, std::move(lead));
  return true;
}

Result<bool> PutStillThere(Batch& batch, std::string_view id, Time seen) {
  return EditLead(batch, id, [seen](StoredLead& lead) { MergeStillThere(seen, &lead); });
}

Status PutVanished(Batch& batch, std::string_view id, Time seen, const std::string& because,
                   std::string_view principal, Time now) {
  bool vanished = false;
  Result<bool> found = EditLead(
      batch, id, [&](StoredLead& lead) { vanished = MergeVanished(seen, because, &lead); });
  if (!found.ok() || !vanished) return found.status();
  return AppendAudit(batch,
                     {.principal = std::string(principal),
                      .action = "COLLECT",
                      .resource = "leads/" + std::string(id),
                      .purpose = "",
                      .detail = "the ad is gone: " + because},
                     now);
}

Result<std::vector<v1::Repost>> FindSameText(const Snapshot& view, std::string_view id) {
  constexpr size_t kMaxReposts = 20, kMaxRows = 1000;
  std::vector<v1::Repost> reposts;
  Result<StoredLead> lead = ReadLead(view, id);
  if (!lead.ok()) return lead.status();
  if (lead->text_key().empty()) return reposts;
  std::vector<std::string> ids;
  const std::string prefix = IndexPrefix(kByText, TermOf(lead->text_key()));
  Status scan = view.Scan(Column::kIndex, KeyRange::WithPrefix(prefix),
                          [&](std::string_view row, std::string_view) {
                            const auto position = Position::Decode(row.substr(prefix.size()));
                            if (position && position->id != id) ids.push_back(position->id);
                            return ids.size() < kMaxRows;
                          });
  if (!scan.ok()) return scan;
  for (const std::string& other : ids) {
    Result<StoredLead> found = ReadLead(view, other);
    if (!found.ok()) return found.status();
    v1::Repost repost;
    repost.set_lead("leads/" + other);
    repost.set_source(found->lead().provenance().source());
    repost.set_url(found->lead().provenance().url());
    *repost.mutable_first_seen_time() = found->lead().first_seen_time();
    *repost.mutable_last_seen_time() = found->lead().last_seen_time();
    reposts.push_back(std::move(repost));
  }
  std::stable_sort(reposts.begin(), reposts.end(), [](const v1::Repost& a, const v1::Repost& b) {
    return FromTimestamp(a.last_seen_time()) > FromTimestamp(b.last_seen_time());
  });
  if (reposts.size() > kMaxReposts) reposts.resize(kMaxReposts);
  return reposts;
}

Result<v1::Lead> PutChange(Batch& batch, std::string_view id, std::string_view etag,
                           const AuditEvent& event, const std::function<Status(v1::Lead&)>& change,
                           Time now) {
  Result<std::optional<StoredLead>> found = ParseLead(id, batch.Get(Column::kLeads, id));
  if (!found.ok()) return found.status();
  if (!*found) return NoLead(id);
  const StoredLead& old = **found;
  if (!etag.empty() && etag != old.lead().etag()) {
    return Status(Code::kAborted, "lead " + std::string(id) +
                                      " was changed by somebody else meanwhile; read it again");
  }
  v1::Lead changed = old.lead();
  Status status = change(changed);
  if (!status.ok()) return status;

  StoredLead lead = old;
  CopyPeoplesFields(changed, lead.mutable_lead());
  RepairStrings(lead);
  lead.set_change_count(old.change_count() + 1);
  lead.mutable_lead()->set_etag(EtagOf(lead));
  *lead.mutable_lead()->mutable_update_time() = ToTimestamp(now);
  PutLead(batch, std::string(id), &old, lead);
  Status audited = AppendAudit(batch, event, now);
  if (!audited.ok()) return audited;
  return std::move(*lead.mutable_lead());
}

Status BuildIndex(Database& database, char letter) {
  return EditRange(database, Column::kLeads, {},
                   [letter](std::string_view id, std::string_view value, Batch* batch) {
                     StoredLead lead;
                     Status status = DecodeRecord(value, "lead " + std::string(id), &lead);
                     if (!status.ok()) return status;
                     for (const std::string& row : IndexRows(id, lead)) {
                       if (row[0] == letter) batch->Put(Column::kIndex, row, "");
                     }
                     return status;
                   });
}

Status DropIndex(Database& database, char letter) {
  return DeleteRange(database, Column::kIndex, KeyRange::WithPrefix(std::string(1, letter)));
}

std::string LeadId(std::string_view source, std::string_view ad_key) {
  return Hex(Sha256(KeyWriter().Text(source).Text(ad_key).key())).substr(0, kLeadIdSize);
}

std::string TextDigest(const v1::Ad& ad) {
  return Hex(Sha256(KeyWriter().Text(ad.title()).Text(ad.text()).key()));
}

}  // namespace varta
