// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/near_duplicates.h"

#include <algorithm>
#include <cstring>

namespace varta {
namespace {

constexpr size_t kMaxFiledKeys = 7;    // of one exemplar
constexpr size_t kMaxCandidates = 24;  // clusters that are compared

}  // namespace

uint32_t NearDuplicates::RootOf(uint32_t filed) const {
  while (filed_[filed].parent != filed) filed = filed_[filed].parent;
  return filed;
}

uint32_t NearDuplicates::ClusterOf(uint32_t ad) const { return RootOf(ads_[ad]); }

std::span<const uint16_t> NearDuplicates::SketchOf(const Filed& filed) const {
  return {pages_[filed.sketch / kPage].get() + filed.sketch % kPage, filed.size};
}

std::vector<uint32_t> NearDuplicates::Candidates(const AdPrint& print,
                                                 std::vector<uint64_t>* open_keys) {
  struct Candidate {
    uint32_t root;
    double score;
  };
  std::vector<Candidate> all;
  for (const uint64_t key : print.keys) keys_.Expect(key);
  for (const uint64_t key : print.keys) {
    found_.clear();
    if (keys_.Find(key, &found_)) continue;
    open_keys->push_back(key);
    // A key that few have says more.
    const double score = 1 + 1.0 / static_cast<double>(1 + found_.size());
    for (const uint32_t filed : found_) all.push_back({RootOf(filed), score});
  }
  std::sort(all.begin(), all.end(),
            [](const Candidate& a, const Candidate& b) { return a.root < b.root; });
  size_t kept = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    if (kept > 0 && all[kept - 1].root == all[i].root) {
      all[kept - 1].score += all[i].score;
    } else {
      all[kept++] = all[i];
    }
  }
  all.resize(kept);
  std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.root < b.root;
  });
  if (all.size() > kMaxCandidates) all.resize(kMaxCandidates);
  std::vector<uint32_t> roots;
  for (const Candidate& candidate : all) roots.push_back(candidate.root);
  return roots;
}

uint32_t NearDuplicates::Add(const AdPrint& print) {
  std::vector<uint64_t> open_keys;
  exemplars_.clear();
  for (const uint32_t root : Candidates(print, &open_keys)) {
    for (uint32_t at = root; at != kNone; at = filed_[at].next) {
      exemplars_.push_back({root, SketchOf(filed_[at]), filed_[at].words});
      __builtin_prefetch(exemplars_.back().sketch.data());  // far away, and read soon
    }
  }
  const ClusterChoice choice = ChooseCluster(print.sketch, print.words, exemplars_, weights_);
  uint32_t place = static_cast<uint32_t>(choice.cluster);
  for (const uint64_t other : choice.merge) Merge(place, static_cast<uint32_t>(other));
  if (!choice.joins) {
    place = File(print, open_keys, kNone);
  } else if (choice.exemplar && filed_[place].members < kMaxExemplars) {
    place = File(print, open_keys, place);
  }
  ads_.push_back(place);
  return size() - 1;
}

uint32_t NearDuplicates::File(const AdPrint& print, const std::vector<uint64_t>& keys,
                              uint32_t root) {
  weights_.Learn(print.sketch);
  if (page_used_ + print.sketch.size() > kPage) {
    pages_.push_back(std::make_unique<uint16_t[]>(kPage));
    page_used_ = 0;
  }
  if (!print.sketch.empty())
    std::memcpy(pages_.back().get() + page_used_, print.sketch.data(), 2 * print.sketch.size());
  const auto number = static_cast<uint32_t>(filed_.size());
  const bool first = root == kNone;
  filed_.push_back({static_cast<uint32_t>((pages_.size() - 1) * kPage + page_used_),
                    first ? number : root, first ? kNone : filed_[root].next, print.words,
                    static_cast<uint8_t>(print.sketch.size()), 1});
  page_used_ += print.sketch.size();
  if (!first) {
    filed_[root].next = number;
    ++filed_[root].members;
  }
  size_t used = 0;
  for (const uint64_t key : keys) {
    if (used == kMaxFiledKeys) break;
    ++used;
    found_.clear();
    keys_.Find(key, &found_);
    const uint32_t cluster = first ? number : root;
    const bool filed = std::any_of(found_.begin(), found_.end(),
                                   [&](uint32_t other) { return RootOf(other) == cluster; });
    if (!filed && found_.size() < KeyTable::kMaxFiled) keys_.File(key, number);
  }
  return number;
}

void NearDuplicates::Merge(uint32_t into, uint32_t from) {
  if (into == from) return;
  uint32_t last = from;
  while (filed_[last].next != kNone) last = filed_[last].next;
  filed_[last].next = filed_[into].next;
  filed_[into].next = from;
  filed_[from].parent = into;
  filed_[into].members =
      static_cast<uint8_t>(std::min<int>(255, filed_[into].members + filed_[from].members));
}

size_t NearDuplicates::MemoryBytes() const {
  return keys_.MemoryBytes() + pages_.size() * kPage * sizeof(uint16_t) +
         filed_.size() * sizeof(Filed) + ads_.size() * sizeof(uint32_t);
}

}  // namespace varta
