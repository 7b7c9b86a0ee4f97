// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/cluster_choice.h"

#include <algorithm>

namespace varta {
namespace {

constexpr double kAkin = 0.15;        // far above what two ads of one trade have in common
constexpr double kSameEnough = 0.65;  // closer ones add nothing to what the cluster is known by

struct ClusterFit {
  std::span<const Exemplar> exemplars;  // of one cluster
  double best = 0;
  size_t akin = 0;
  bool variant = false;
};

ClusterFit Fit(const Comparison& ad, std::span<const Exemplar> of) {
  ClusterFit fit{of};
  for (const Exemplar& exemplar : of) {
    const Resemblance like = ad.With(exemplar.sketch, exemplar.words);
    fit.akin += like.jaccard >= kAkin ? 1 : 0;
    fit.variant = fit.variant || like.IsVariant();
    fit.best = std::max(fit.best, like.jaccard);
  }
  return fit;
}

bool AreOne(const ClusterFit& a, const ClusterFit& b, const WordWeights& weights) {
  size_t akin = 0;
  for (const Exemplar& one : a.exemplars) {
    const Comparison comparison(one.sketch, one.words, weights);
    for (const Exemplar& other : b.exemplars)
      akin += comparison.With(other.sketch, other.words).jaccard >= kAkin ? 1 : 0;
  }
  return 2 * akin >= a.exemplars.size() * b.exemplars.size();
}

}  // namespace

ClusterChoice ChooseCluster(std::span<const uint16_t> sketch, uint32_t words,
                            std::span<const Exemplar> exemplars, const WordWeights& weights) {
  ClusterChoice choice;
  std::vector<ClusterFit> fits;
  const Comparison ad(sketch, words, weights);
  for (size_t begin = 0; begin < exemplars.size();) {
    size_t end = begin + 1;
    while (end < exemplars.size() && exemplars[end].cluster == exemplars[begin].cluster) ++end;
    const ClusterFit fit = Fit(ad, exemplars.subspan(begin, end - begin));
    choice.resemblance = std::max(choice.resemblance, fit.best);
    if (fit.variant && 2 * fit.akin >= fit.exemplars.size()) fits.push_back(fit);
    begin = end;
  }
  if (fits.empty()) return choice;
  const auto best =
      std::max_element(fits.begin(), fits.end(),
                       [](const ClusterFit& a, const ClusterFit& b) { return a.best < b.best; });
  choice.joins = true;
  choice.cluster = best->exemplars.front().cluster;
  choice.exemplar = best->best < kSameEnough && best->exemplars.size() < kMaxExemplars;
  for (const ClusterFit& fit : fits) {
    if (&fit != &*best && AreOne(*best, fit, weights))
      choice.merge.push_back(fit.exemplars.front().cluster);
  }
  return choice;
}

}  // namespace varta
