// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the frontier leaves on disk: the queue of URLs that a sweep has still to fetch, so that only
// its heads need memory, and what politeness must not forget of an origin between two sweeps.
// Functions over a batch or view; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/queue_place.h"
#include "base/status.h"
#include "storage/database.h"
#include "varta/stored/v1/stored.pb.h"

namespace varta {

// Puts a row that waits into the queue at its own place, and takes one that is done out of it. A
// row whose order is 0 is in no queue.
void PutQueued(Batch& batch, const stored::v1::UrlRow& row);
void DeleteQueued(Batch& batch, const stored::v1::UrlRow& row);
// Rows that wait for `origin`, from `from` on, in their order, at most `count`.
Result<std::vector<stored::v1::UrlRow>> ReadQueue(const Snapshot& view, std::string_view origin,
                                                  const QueuePlace& from, size_t count);
// Takes everything out of the queue, in batches: a sweep that nobody goes on with.
Status ClearQueue(Database& database);

void PutHost(Batch& batch, const stored::v1::HostRow& host);
Result<std::optional<stored::v1::HostRow>> ReadHost(const Snapshot& view, std::string_view origin);
void PutRobots(Batch& batch, std::string_view origin, const stored::v1::RobotsRow& robots);
Result<std::optional<stored::v1::RobotsRow>> ReadRobots(const Snapshot& view,
                                                        std::string_view origin);

}  // namespace varta
