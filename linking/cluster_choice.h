// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Which cluster of near-duplicates a new ad belongs to, and which clusters it shows to be one.
// Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "linking/fingerprint.h"

namespace varta {

// A cluster is known by a few of its ads that differ most: those that came as unlike all before.
inline constexpr size_t kMaxExemplars = 8;

struct Exemplar {
  uint64_t cluster = 0;
  std::span<const uint16_t> sketch;
  uint32_t words = 0;
};

struct ClusterChoice {
  bool joins = false;           // else the ad begins a cluster of its own
  uint64_t cluster = 0;         // the one that it joins
  std::vector<uint64_t> merge;  // that are the same as `cluster`, as the ad shows
  double resemblance = 0;       // to the most similar exemplar; of one that it does not join, too
  bool exemplar = true;         // the ad differs enough to be one of its cluster's
};

// `exemplars`: all of every cluster in question, those of one cluster side by side. Against
// chaining, an ad joins (and clusters merge) only if most of the other exemplars are akin, not the
// most similar one alone.
ClusterChoice ChooseCluster(std::span<const uint16_t> sketch, uint32_t words,
                            std::span<const Exemplar> exemplars, const WordWeights& weights);

}  // namespace varta
