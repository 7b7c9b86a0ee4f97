// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Puts each ad that was seen into the links of the store, in the batch of its page: its cluster,
// its contacts' histories, the alerts that it raises. A bounded number of look-ups, however many
// ads there are.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "extract/mask.h"
#include "linking/clusters.h"
#include "storage/link_store.h"
#include "sweep/link_clusters.h"

namespace varta {

// What a sighting changed of the links that scores rest on: a contact, or a cluster of which an ad
// was alone until then.
struct LinkChange {
  LinkedContact contact{};  // without a key: none
  bool generic = false;     // it is everybody's now
  uint64_t cluster = 0;
};
// What was made of the newest sighting.
struct Linked {
  std::optional<LinkedAd> ad;
  std::vector<LinkChange> changes;
};

class Reweigher;

// One thread at a time: Store::Commit calls it under the store's lock.
class Linker {
 public:
  // What was learnt of words so far comes from the store.
  explicit Linker(const LinkView& view);
  Status Apply(LinkBatch& batch, const LinkSighting& sighting);
  const Linked& newest() const { return newest_; }

 private:
  Status ApplyWhole(LinkBatch& batch, const LinkSighting& sighting, stored::v1::LinkAd row,
                    bool known_ad);
  Status Renew(LinkBatch& batch, const LinkSighting& sighting, stored::v1::LinkAd row);
  struct ClusterPlace {
    uint64_t cluster = 0;
    bool fresh = false;       // the ad is its first
    bool ends_alone = false;  // of an ad
  };
  Result<ClusterPlace> Place(LinkBatch& batch, const LinkedAd& ad, const AdPrint& print);
  Status AddToCluster(LinkBatch& batch, const LinkedAd& ad, bool lead, bool new_ad, bool new_text,
                      uint64_t cluster);
  Status AddToContacts(LinkBatch& batch, const LinkedAd& ad, const stored::v1::LinkAd* before);

  WordWeights weights_;
  std::optional<Masker> masker_;  // from the first sighting on
  Linked newest_;
};

// A linker's step for Store::Commit that knows what kind each source is, and has the ads weighed
// anew of which it changes what links say; null: none.
LinkStep StepOf(Linker& linker, std::function<v1::SourceKind(std::string_view source)> kind_of,
                Reweigher* reweigher = nullptr);

// How many ads each of the contact's sources has; nothing is read for a contact of few ads.
template <typename Reader>
Result<SourceSizes> SizesOf(const ContactHistory& history, const Reader& reader) {
  constexpr uint32_t kFew = 10;
  SourceSizes sizes;
  if (history.ads < kFew) return sizes;
  for (const auto& [source, with] : history.sources) {
    stored::v1::LinkSource row;
    Result<bool> found = reader.Get(LinkTable::kSource, source, &row);
    if (!found.ok()) return found.status();
    if (*found) sizes[source] = row.ads();
  }
  return sizes;
}

}  // namespace varta
