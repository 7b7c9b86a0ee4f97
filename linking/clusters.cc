// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/clusters.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "linking/cluster_choice.h"

namespace varta {
namespace {

void AddPlace(const std::string& value, const LinkedAd& ad, bool first_time, ClusterHistory* to,
              ContactHistory::Seen* seen) {
  auto found = seen->find(value);
  if (found == seen->end()) {
    if (seen->size() >= ContactHistory::kMaxEach) {
      to->more = true;
      return;
    }
    found = seen->emplace(value, SeenWith{0, ad.seen, ad.seen, ad.id}).first;
    first_time = true;
  }
  SeenWith& with = found->second;
  with.ads += first_time ? 1 : 0;
  with.first = std::min(with.first, ad.seen);
  if (ad.seen >= with.last) {
    with.last = ad.seen;
    with.example = ad.id;
  }
}

void MergeSeen(const ContactHistory::Seen& from, ContactHistory::Seen* into, bool* more) {
  for (const auto& [value, with] : from) {
    const auto found = into->find(value);
    if (found != into->end()) {
      found->second.ads += with.ads;
      found->second.first = std::min(found->second.first, with.first);
      if (with.last >= found->second.last) {
        found->second.last = with.last;
        found->second.example = with.example;
      }
    } else if (into->size() < ContactHistory::kMaxEach) {
      into->emplace(value, with);
    } else {
      *more = true;
    }
  }
}

// Clusters of ads by place, with their words kept.
class Partition {
 public:
  Partition(std::span<const ClusteredAd> ads, std::span<const ClusterWord> words)
      : ads_(ads), root_(ads.size()), members_(ads.size()) {
    std::iota(root_.begin(), root_.end(), size_t{0});
    for (size_t i = 0; i < ads.size(); ++i) members_[i] = {i};
    std::map<std::string_view, size_t> place;
    for (size_t i = 0; i < ads.size(); ++i) place.emplace(ads[i].id, i);
    for (const ClusterWord& word : words) {
      const auto a = place.find(word.a), b = place.find(word.b);
      if (a == place.end() || b == place.end() || a->second == b->second) continue;
      judged_.insert(a->second);
      judged_.insert(b->second);
      if (word.together) {
        together_.emplace_back(a->second, b->second);
      } else {
        apart_.insert(std::minmax(a->second, b->second));
      }
    }
    for (const auto& [a, b] : together_) {
      if (MayBeOne(root_[a], root_[b])) Merge(root_[a], root_[b]);
    }
  }

  bool MayBeOne(size_t a, size_t b) const {
    return std::none_of(apart_.begin(), apart_.end(), [&](const auto& pair) {
      const size_t one = root_[pair.first], other = root_[pair.second];
      return (one == a && other == b) || (one == b && other == a);
    });
  }

  void Merge(size_t into, size_t from) {
    if (into == from) return;
    for (const size_t member : members_[from]) root_[member] = into;
    members_[into].insert(members_[into].end(), members_[from].begin(), members_[from].end());
    members_[from].clear();
  }

  // Those that words are about first, so that each draws its own; then as they stand.
  std::vector<size_t> Order() const {
    std::vector<size_t> order(judged_.begin(), judged_.end());
    for (size_t i = 0; i < ads_.size(); ++i) {
      if (!judged_.contains(i)) order.push_back(i);
    }
    return order;
  }

  size_t root(size_t ad) const { return root_[ad]; }
  const std::vector<size_t>& members(size_t root) const { return members_[root]; }

 private:
  std::span<const ClusteredAd> ads_;
  std::vector<size_t> root_;
  std::vector<std::vector<size_t>> members_;  // by root
  std::set<size_t> judged_;
  std::vector<std::pair<size_t, size_t>> together_;
  std::set<std::pair<size_t, size_t>> apart_;
};

}  // namespace

void AddSeen(const LinkedAd& ad, bool first_time, ClusterHistory* history) {
  if (history->ads == 0) history->first_seen = history->last_seen = ad.seen;
  history->first_seen = std::min(history->first_seen, ad.seen);
  history->last_seen = std::max(history->last_seen, ad.seen);
  history->ads += first_time ? 1 : 0;
  AddPlace(ad.source, ad, first_time, history, &history->sources);
  for (const std::string& city : ad.cities)
    AddPlace(city, ad, first_time, history, &history->cities);
}

void MergeHistory(const ClusterHistory& from, ClusterHistory* into) {
  if (from.ads == 0) return;
  if (into->ads == 0) {
    into->first_seen = from.first_seen;
    into->last_seen = from.last_seen;
  }
  into->first_seen = std::min(into->first_seen, from.first_seen);
  into->last_seen = std::max(into->last_seen, from.last_seen);
  into->ads += from.ads;
  into->more |= from.more;
  into->watched |= from.watched;
  MergeSeen(from.sources, &into->sources, &into->more);
  MergeSeen(from.cities, &into->cities, &into->more);
}

std::vector<size_t> Recluster(std::span<const ClusteredAd> ads, std::span<const ClusterWord> words,
                              const WordWeights& weights) {
  Partition partition(ads, words);
  std::set<size_t> placed;  // roots
  for (const size_t ad : partition.Order()) {
    const size_t own = partition.root(ad);
    std::vector<Exemplar> exemplars;
    for (const size_t root : placed) {
      if (root == own || !partition.MayBeOne(own, root)) continue;
      size_t taken = 0;
      for (const size_t member : partition.members(root)) {
        if (++taken > kMaxExemplars) break;
        exemplars.push_back({root, ads[member].print.sketch, ads[member].print.words});
      }
    }
    const ClusterChoice choice =
        ChooseCluster(ads[ad].print.sketch, ads[ad].print.words, exemplars, weights);
    placed.insert(own);
    if (!choice.joins) continue;
    std::vector<uint64_t> joined = choice.merge;
    joined.insert(joined.begin(), choice.cluster);
    for (const uint64_t root : joined) {
      const size_t other = static_cast<size_t>(root), here = partition.root(ad);
      if (other == here || !partition.MayBeOne(here, other)) continue;
      partition.Merge(other, here);
      placed.erase(here);
    }
  }
  std::vector<size_t> clusters(ads.size());
  for (size_t i = 0; i < ads.size(); ++i) {
    const std::vector<size_t>& members = partition.members(partition.root(i));
    clusters[i] = *std::min_element(members.begin(), members.end());
  }
  return clusters;
}

}  // namespace varta
