// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Clusters of near-duplicates as they lie in the store: found, and made one. Any thread.
#pragma once

#include <cstdint>
#include <utility>

#include "storage/link_store.h"

namespace varta {

inline constexpr int kMaxLeadsOfCluster = 16;

// The cluster that `cluster` was merged into in the end, with its row; the row is empty if there is
// none.
Result<std::pair<uint64_t, stored::v1::LinkCluster>> ReadCluster(const LinkBatch& batch,
                                                                 uint64_t cluster);
Result<std::pair<uint64_t, stored::v1::LinkCluster>> ReadCluster(const LinkView& view,
                                                                 uint64_t cluster);

// `from` is `into` now. The caller puts `into`.
void MergeClusters(LinkBatch& batch, std::pair<uint64_t, stored::v1::LinkCluster>* into,
                   const std::pair<uint64_t, stored::v1::LinkCluster>& from);

}  // namespace varta
