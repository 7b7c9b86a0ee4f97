// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/link_clusters.h"

#include "linking/cluster_choice.h"
#include "sweep/link_rows.h"

namespace varta {
namespace {

using stored::v1::LinkCluster;
using ClusterRow = std::pair<uint64_t, LinkCluster>;

template <typename Reader>
Result<ClusterRow> FollowCluster(const Reader& reader, uint64_t cluster) {
  // Each merge is into one that stood then: chains are short, and no circle.
  for (int steps = 0; steps < 1000; ++steps) {
    LinkCluster row;
    Result<bool> found = reader.Get(LinkTable::kCluster, NumberKey(cluster), &row);
    if (!found.ok()) return found.status();
    if (!*found || row.merged_into() == 0) return ClusterRow(cluster, std::move(row));
    cluster = row.merged_into();
  }
  return Status(Code::kDataLoss, "the clusters of ads are damaged; restore a backup");
}

}  // namespace

Result<ClusterRow> ReadCluster(const LinkBatch& batch, uint64_t cluster) {
  return FollowCluster(batch, cluster);
}
Result<ClusterRow> ReadCluster(const LinkView& view, uint64_t cluster) {
  return FollowCluster(view, cluster);
}

void MergeClusters(LinkBatch& batch, ClusterRow* into, const ClusterRow& from) {
  ClusterHistory history = ToHistory(into->first, into->second);
  MergeHistory(ToHistory(from.first, from.second), &history);
  PutHistory(history, &into->second);
  into->second.add_parts(from.first);
  into->second.mutable_parts()->MergeFrom(from.second.parts());
  for (const stored::v1::LinkExemplar& exemplar : from.second.exemplars()) {
    if (static_cast<size_t>(into->second.exemplars_size()) < kMaxExemplars)
      *into->second.add_exemplars() = exemplar;
  }
  into->second.mutable_leads()->MergeFrom(from.second.leads());
  if (into->second.leads_size() > kMaxLeadsOfCluster)
    into->second.mutable_leads()->DeleteSubrange(kMaxLeadsOfCluster,
                                                 into->second.leads_size() - kMaxLeadsOfCluster);
  into->second.mutable_judged()->MergeFrom(from.second.judged());
  LinkCluster moved;
  moved.set_merged_into(into->first);
  batch.Put(LinkTable::kCluster, NumberKey(from.first), moved);
}

}  // namespace varta
