// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a purge takes from the links, beside texts and facts: the employers, trades, names and
// cities of the ads, also where they were added up for a contact or a cluster. Keyed hashes of
// contacts, times, sources, counts and the sketch of the words stay (docs/storage.md says why).
#pragma once

#include <span>
#include <string>

#include "base/status.h"
#include "storage/database.h"

namespace varta {

// The texts of the ads with these ids go in the same batch. `view`: the store as it is. A contact
// or cluster keeps what ads that are not purged have: of the newest kMostAdsAsked of its ads.
Status PurgeLinks(Batch& batch, const Snapshot& view, std::span<const std::string> ids);

inline constexpr size_t kMostAdsAsked = 300;

// Purges the links of ads whose texts are gone, once: of a database from before the purge took
// them.
Status CatchUpWithPurges(Database& database);
// There is nothing to catch up with: the database is new.
void SayPurgesAreCaughtUp(Batch& batch);

}  // namespace varta
