// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Scores of stored ads follow their links: when an ad brings or takes a sign that its contacts or
// its near-duplicates give others, these are weighed anew in the very batch of that ad. Leads with
// the hits that they have; kept ads that rules hit, which may become leads by it, by the rules in
// use. What people said of a lead stays.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "storage/link_store.h"
#include "sweep/links.h"
#include "sweep/screener.h"

namespace varta {

// For one ad that changes links at most so many others are weighed, the newest leads first; of the
// ads of one contact or cluster the newest are looked at.
inline constexpr size_t kMostWeighed = 64, kMostLookedAt = 256;

// As the linker: called under the store's lock.
class Reweigher {
 public:
  // The screener in use. Asked when there is something to weigh, and must not wait for anything.
  using InUse = std::function<std::shared_ptr<const Screener>()>;
  explicit Reweigher(InUse screener) : in_use_(std::move(screener)) {}

  // The links are as the sighting left them. Of an ad that comes with its hits the score is right
  // whatever its page's worker knew: other ads of the same commit, its near-duplicates.
  Status Weigh(LinkBatch& batch, const LinkSighting& sighting, const Linked& linked);

 private:
  struct Other;
  Status WeighOwn(LinkBatch& batch, const LinkSighting& sighting, const LinkedAd& linked);
  Status WeighOther(LinkBatch& batch, const Other& other);

  const InUse in_use_;
};

}  // namespace varta
