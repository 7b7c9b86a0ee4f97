// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/audit.h"

#include <algorithm>

#include "base/digest.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/timestamps.h"

namespace varta {
namespace {

constexpr std::string_view kHeadKey = "audit_head";

constexpr std::string_view kActions[] = {
    "AUDIT",   "BACKTEST", "COLLECT", "DOWNLOAD",   "EVIDENCE", "EXPORT",  "GET",
    "INSPECT", "JUDGE",    "LIST",    "MODEL",      "PURGE",    "RECOVER", "RESCREEN",
    "REVEAL",  "RULES",    "SWEEP",   "TRANSITION", "VERDICT",  "WATCH",
};

// How many entries there are, and the hash of the last.
struct Head {
  uint64_t count = 0;
  std::string hash = NoHash();
};

Result<Head> ParseHead(const std::optional<std::string>& value) {
  if (!value) return Head{};
  KeyReader reader(*value);
  std::optional<uint64_t> count = reader.Number();
  if (!count || reader.rest().size() != 32) {
    return Status(Code::kDataLoss, "the audit log's head is damaged; restore a backup");
  }
  return Head{*count, std::string(reader.rest())};
}

void AppendField(std::string& bytes, std::string_view field) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(field.size() >> shift));
  }
  bytes.append(field);
}

Status Broken(uint64_t index, std::string_view what) {
  return Status(Code::kDataLoss, "audit entry " + std::to_string(index) + " " + std::string(what));
}

// "olena" stands for "local:olena" and "cert:olena".
bool IsPrincipal(std::string_view principal, std::string_view asked) {
  return principal == asked || (principal.ends_with(asked) && principal.size() > asked.size() &&
                                principal[principal.size() - asked.size() - 1] == ':');
}

bool Fits(const stored::v1::AuditEntry& entry, const AuditQuery& query) {
  const Time time = FromTimestamp(entry.event_time());
  return (!query.since || time >= *query.since) && (!query.until || time < *query.until) &&
         (query.principal.empty() || IsPrincipal(entry.principal(), query.principal)) &&
         (query.action.empty() || entry.action() == query.action) &&
         entry.resource().starts_with(query.resource);
}

}  // namespace

std::span<const std::string_view> AuditActions() { return kActions; }

std::string CanonicalBytes(const stored::v1::AuditEntry& entry) {
  std::string time = KeyWriter().Number(static_cast<uint64_t>(entry.event_time().seconds())).Take();
  uint32_t nanos = static_cast<uint32_t>(entry.event_time().nanos());
  for (int shift = 24; shift >= 0; shift -= 8) time.push_back(static_cast<char>(nanos >> shift));

  std::string bytes;
  AppendField(bytes, KeyWriter().Number(entry.index()).key());
  AppendField(bytes, time);
  AppendField(bytes, entry.principal());
  AppendField(bytes, entry.action());
  AppendField(bytes, entry.resource());
  AppendField(bytes, entry.purpose());
  AppendField(bytes, entry.detail());
  AppendField(bytes, entry.previous_hash());
  return bytes;
}

std::string NoHash() { return std::string(32, '\0'); }

Status CheckLink(const stored::v1::AuditEntry& entry, uint64_t index,
                 const std::string& previous_hash) {
  if (entry.index() != index) {
    return Broken(index,
                  "is missing: number " + std::to_string(entry.index()) + " is in its place");
  }
  if (entry.previous_hash() != previous_hash)
    return Broken(index, "does not follow the one before it");
  if (entry.hash() != Sha256(CanonicalBytes(entry)))
    return Broken(index, "was changed: its hash does not fit");
  return Status();
}

Status AppendAudit(Batch& batch, const AuditEvent& event, Time now) {
  if (std::find(std::begin(kActions), std::end(kActions), event.action) == std::end(kActions))
    return Status(Code::kInternal, "audit: '" + event.action + "' is not in the table of actions");
  Result<std::optional<std::string>> value = batch.Get(Column::kMeta, kHeadKey);
  if (!value.ok()) return value.status();
  Result<Head> head = ParseHead(*value);
  if (!head.ok()) return head.status();

  stored::v1::AuditEntry entry;
  entry.set_index(head->count);
  *entry.mutable_event_time() = ToTimestamp(now);
  entry.set_principal(event.principal);
  entry.set_action(event.action);
  entry.set_resource(event.resource);
  entry.set_purpose(event.purpose);
  entry.set_detail(event.detail);
  entry.set_previous_hash(head->hash);
  RepairStrings(entry);  // before the hash is taken over them
  entry.set_hash(Sha256(CanonicalBytes(entry)));

  batch.Put(Column::kAudit, KeyWriter().Number(head->count).Take(), EncodeRecord(entry));
  batch.Put(Column::kMeta, std::string(kHeadKey),
            KeyWriter().Number(head->count + 1).Raw(entry.hash()).Take());
  return Status();
}

Result<std::vector<stored::v1::AuditEntry>> ReadAuditEntries(const Snapshot& view, uint64_t from,
                                                             int count) {
  std::vector<stored::v1::AuditEntry> entries;
  if (count <= 0) return entries;
  Status damage;
  Status scan = view.Scan(Column::kAudit, {KeyWriter().Number(from).Take(), ""},
                          [&](std::string_view, std::string_view value) {
                            stored::v1::AuditEntry entry;
                            damage = DecodeRecord(value, "an audit entry", &entry);
                            if (!damage.ok()) return false;
                            entries.push_back(std::move(entry));
                            return entries.size() < static_cast<size_t>(count);
                          });
  if (!scan.ok()) return scan;
  if (!damage.ok()) return damage;
  return entries;
}

Result<AuditPage> FindAuditEntries(const Snapshot& view, const AuditQuery& query, int count,
                                   std::optional<uint64_t> from) {
  AuditPage page;
  Status damage;
  const auto look = [&](std::string_view key, std::string_view value) {
    stored::v1::AuditEntry entry;
    damage = DecodeRecord(value, "an audit entry", &entry);
    if (!damage.ok()) return false;
    if (!Fits(entry, query)) return true;
    if (page.entries.size() == static_cast<size_t>(count)) {
      page.next = KeyReader(key).Number();
      return false;
    }
    page.entries.push_back(std::move(entry));
    return true;
  };
  KeyRange range;
  if (from && query.oldest_first) range.begin = KeyWriter().Number(*from).Take();
  if (from && !query.oldest_first) range.end = KeyWriter().Number(*from + 1).Take();
  Status scan = query.oldest_first ? view.Scan(Column::kAudit, range, look)
                                   : view.ScanBackwards(Column::kAudit, range, look);
  if (!scan.ok()) return scan;
  if (!damage.ok()) {
    return Status(Code::kDataLoss, damage.message() + "; varta audit verify says which it is");
  }
  return page;
}

Result<AuditChain> VerifyAuditChain(const Snapshot& view) {
  uint64_t index = 0;
  std::string previous_hash = NoHash();
  Status broken;
  Status scan = view.Scan(Column::kAudit, {}, [&](std::string_view key, std::string_view value) {
    stored::v1::AuditEntry entry;
    if (key != KeyWriter().Number(index).key()) {
      broken = Broken(index, "is missing");
    } else if (!DecodeRecord(value, "an audit entry", &entry).ok()) {
      broken = Broken(index, "cannot be read");
    } else {
      broken = CheckLink(entry, index, previous_hash);
    }
    ++index;
    previous_hash = entry.hash();
    return broken.ok();
  });
  if (!scan.ok()) return scan;
  if (!broken.ok()) return broken;

  Result<std::optional<std::string>> value = view.Get(Column::kMeta, kHeadKey);
  if (!value.ok()) return value.status();
  Result<Head> head = ParseHead(*value);
  if (!head.ok()) return head.status();
  if (head->count > index) {
    return Broken(index, "is missing: the log had " + std::to_string(head->count) + " entries");
  }
  if (head->count < index || head->hash != previous_hash) {
    return Broken(index - 1, "was added or changed outside the store");
  }
  return AuditChain{index, head->hash};
}

}  // namespace varta
