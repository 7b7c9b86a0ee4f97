// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The audit log: append-only entries, each with the hash of the one before it. An entry is written
// in the batch of what it tells of, so neither is ever there without the other. Pure functions and
// functions over a batch or view; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "storage/database.h"
#include "storage/store.h"

namespace varta {

// What the hash is taken over: fields 1 to 8 in the order of their numbers, each as its length (4
// bytes, big-endian) and its bytes. The index is 8 bytes big-endian, the time 8 bytes of seconds
// and 4 of nanoseconds, texts and hashes are their bytes. Protobuf's own bytes are not canonical.
std::string CanonicalBytes(const stored::v1::AuditEntry& entry);

// The first entry's previous_hash.
std::string NoHash();

// Does `entry` follow the entry with `index` - 1 and `previous_hash`? kDataLoss: says what of it
// does not fit.
Status CheckLink(const stored::v1::AuditEntry& entry, uint64_t index,
                 const std::string& previous_hash);

// Puts the next entry into the batch, and the new head.
Status AppendAudit(Batch& batch, const AuditEvent& event, Time now);

Result<std::vector<stored::v1::AuditEntry>> ReadAuditEntries(const Snapshot& view, uint64_t from,
                                                             int count);

// What may be done that leaves an entry. AppendAudit takes no other: whoever asks for one by name
// must not miss it.
std::span<const std::string_view> AuditActions();

// Entries that fit, from index `from` on in the query's direction (absent: from its beginning), at
// most `count`. Looks at every entry on the way. kDataLoss: one of them cannot be read.
Result<AuditPage> FindAuditEntries(const Snapshot& view, const AuditQuery& query, int count,
                                   std::optional<uint64_t> from);

// Walks the whole chain and compares its end with the head. kDataLoss names the first entry that
// does not fit.
Result<AuditChain> VerifyAuditChain(const Snapshot& view);

}  // namespace varta
