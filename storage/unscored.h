// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The queue of kept ads that could not be scored and are no leads, newest first: a row for each, in
// the batch that puts or takes the ad. Functions over a batch or view; any thread.
#pragma once

#include <string>
#include <string_view>

#include "storage/database.h"
#include "storage/store.h"

namespace varta {

// Puts or takes the ad's row, as it was before and is now; null: it was or is not there.
void PutUnscored(Batch& batch, std::string_view id, const stored::v1::KeptAd* before,
                 const stored::v1::KeptAd* now);

// See Store::ListUnscored.
Result<UnscoredPage> ReadUnscored(const Snapshot& view, std::string_view source, size_t count,
                                  std::string_view after);

// Puts the rows of all kept ads, once: of a database from before there was the queue.
Status BuildUnscored(Database& database);
// There are none yet: the database is new.
void SayUnscoredIsBuilt(Batch& batch);

// Every row belongs to an ad that could not be scored, and each such ad has one.
Status CheckUnscored(const Snapshot& view);

}  // namespace varta
