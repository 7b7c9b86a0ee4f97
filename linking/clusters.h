// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A cluster of near-duplicate ads over time, and what analysts say of it: two ads are one, or are
// not. Their word holds over every later look. Pure; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "linking/contacts.h"
#include "linking/fingerprint.h"
#include "linking/linked_ad.h"

namespace varta {

struct ClusterHistory {
  uint64_t id = 0;
  uint32_t ads = 0;
  Time first_seen{}, last_seen{};
  ContactHistory::Seen sources, cities;  // the first 32 of each
  bool more = false;                     // there were others
  bool watched = false;
};

// As AddSeen of a contact.
void AddSeen(const LinkedAd& ad, bool first_time, ClusterHistory* history);
// `from` is `into` now.
void MergeHistory(const ClusterHistory& from, ClusterHistory* into);

// An analyst's word on two ads, by id.
struct ClusterWord {
  std::string a, b;
  bool together = false;  // else apart
};

struct ClusteredAd {
  std::string id;
  AdPrint print;
};

// The clusters of a few ads (some hundreds: every ad is compared with every cluster), as their
// prints and the analysts' words have it: for each ad the place of its cluster's first ad. Words
// that contradict each other: apart wins.
std::vector<size_t> Recluster(std::span<const ClusteredAd> ads, std::span<const ClusterWord> words,
                              const WordWeights& weights);

}  // namespace varta
