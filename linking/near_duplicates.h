// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Near-duplicate clusters of many ads in memory, ad by ad: each finds its cluster in a bounded
// number of look-ups, however many there are. Only ads unlike all of their cluster are filed, so
// that the ten-thousandth copy costs four bytes; others cost at most 200. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "linking/cluster_choice.h"
#include "linking/fingerprint.h"
#include "linking/key_table.h"

namespace varta {

class NearDuplicates {
 public:
  // The ad's number: 0, 1, 2 …
  uint32_t Add(const AdPrint& print);
  // Names the cluster of the ad with this number: equal for ads of one cluster. Later ads may merge
  // clusters, and their names with them.
  uint32_t ClusterOf(uint32_t ad) const;
  uint32_t size() const { return static_cast<uint32_t>(ads_.size()); }
  // Of all that grows with the ads.
  size_t MemoryBytes() const;

 private:
  struct Filed {      // an exemplar
    uint32_t sketch;  // where in the pages
    uint32_t parent;  // towards the first one of the cluster
    uint32_t next;    // of the same cluster; kNone: the last
    uint16_t words;
    uint8_t size;     // of the sketch
    uint8_t members;  // exemplars of the cluster, if it is the first
  };

  uint32_t RootOf(uint32_t filed) const;
  std::span<const uint16_t> SketchOf(const Filed& filed) const;
  // Looks the keys up: the roots of the clusters in question, likeliest first, and the keys under
  // which the ad would be filed.
  std::vector<uint32_t> Candidates(const AdPrint& print, std::vector<uint64_t>* open_keys);
  uint32_t File(const AdPrint& print, const std::vector<uint64_t>& keys, uint32_t root);
  void Merge(uint32_t into, uint32_t from);

  static constexpr uint32_t kNone = 0xFFFFFFFF;
  static constexpr size_t kPage = 1 << 16;

  WordWeights weights_;
  KeyTable keys_;
  std::vector<std::unique_ptr<uint16_t[]>> pages_;  // of sketches
  size_t page_used_ = kPage;
  std::deque<Filed> filed_;
  std::deque<uint32_t> ads_;         // which exemplar each is, or is like
  std::vector<uint32_t> found_;      // scratch
  std::vector<Exemplar> exemplars_;  // scratch
};

}  // namespace varta
