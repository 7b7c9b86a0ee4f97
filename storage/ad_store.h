// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Ads that are no leads, under the id that they would have as leads. The row lies in one column,
// title, text and facts in another: a sighting that changes nothing rewrites a few hundred bytes at
// most, and a purge deletes. Functions over a batch or view; any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "storage/database.h"
#include "storage/store.h"

namespace varta {

// A sighting that changes nothing else renews when the ad was last seen this often.
constexpr std::chrono::hours kAdRenewal{24};

// Puts the sighting into its row. Nothing is put if it changes nothing, if there is a lead of that
// id (false), or if the text was seen later than that.
Result<bool> PutAd(Batch& batch, const AdSighting& sighting, std::string_view contact_secret,
                   Time now);

// The ad with its text, unless that was purged. nullopt: none.
Result<std::optional<stored::v1::KeptAd>> ReadAd(const Batch& batch, std::string_view id);

// What rules made of it; nothing else changes.
void SetFindings(const std::vector<v1::Hit>& hits, const v1::Score& score, stored::v1::KeptAd* ad);
Status PutFindings(Batch& batch, std::string_view id, const std::vector<v1::Hit>& hits,
                   const v1::Score& score);

// The ad was there at `seen` as it was before. False: there is no such row.
Result<bool> PutAdStillThere(Batch& batch, std::string_view id, Time seen);

// Deletes the ad, for it becomes a lead; its row as it was, without the text. nullopt: none.
Result<std::optional<stored::v1::KeptAd>> TakeAd(Batch& batch, std::string_view id);

// Ads of the column, by id, without or with their texts; `visit` returns false to stop. `wanted`:
// see Store::VisitAds.
using VisitAd = std::function<bool(std::string_view id, const stored::v1::KeptAd& ad)>;
Status VisitAdRows(const Snapshot& view, const VisitAd& visit);
Status VisitKeptAds(const Snapshot& view, const VisitAd& visit, const VisitAd& wanted = {});

bool IsDueForPurge(const stored::v1::KeptAd& ad, const AdRetention& retention, Time now);
// Takes from the ad what may not stay. False: there is no such ad, or it is not due (any more).
Result<bool> PurgeAd(Batch& batch, std::string_view id, const AdRetention& retention, Time now);

// Every row has the text that it speaks of and is no lead; no text is without a row.
Status CheckAds(const Snapshot& view);

}  // namespace varta
