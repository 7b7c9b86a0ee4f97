// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Sweeps and what they know of URLs. Functions over a batch or view; any thread.
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

Status PutUrl(Batch& batch, stored::v1::UrlRow row);
// Makes the URL wait for `row.sweep`, unless that sweep knows it. What earlier sweeps found there
// stays in the row.
Status PutDiscovered(Batch& batch, stored::v1::UrlRow row, Time now);
// The same for a URL that the store does not have.
void PutFresh(Batch& batch, stored::v1::UrlRow row, Time now);
Result<std::optional<stored::v1::UrlRow>> ReadUrl(const Snapshot& view, std::string_view source,
                                                  std::string_view url);
Status VisitUrlRows(const Snapshot& view, std::string_view source,
                    const std::function<bool(const stored::v1::UrlRow&)>& visit);

Status PutSweepRecord(Batch& batch, const v1::Sweep& sweep);
Result<v1::Sweep> ReadSweep(const Snapshot& view, std::string_view id);
Result<std::vector<v1::Sweep>> ReadSweeps(const Snapshot& view, int count, std::string_view before);

void PutPlanRow(Batch& batch, std::string_view source, const stored::v1::PlanRow& row);
Result<Store::PlanRows> ReadPlan(const Snapshot& view);

}  // namespace varta
