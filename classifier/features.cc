// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>

#include "classifier/model.h"

namespace varta {
namespace {

// A fact that is a sign by itself. Add a row for a new one.
struct FactRow {
  const char* name;
  double prior_weight;
  const char* because;
  bool (*holds)(const v1::Ad&);
};

bool HasObscuredPhone(const v1::Ad& ad) {
  for (const v1::Fact& fact : ad.facts()) {
    if (fact.kind() == v1::FACT_KIND_PHONE && fact.obscured()) return true;
  }
  return false;
}

// Weights are the shipped model's own, chosen below the weakest strong rule: no fact alone makes a
// lead.
constexpr FactRow kFactRows[] = {
    {"fact:phone_obscured", 0.9,
     "a phone number is written so that machines do not read it (predictor in the JIRN/NIJ study "
     "of ads with known outcomes)",
     HasObscuredPhone},
};

bool Counts(const v1::Hit& hit) {
  return hit.weight() != 0 && hit.strength() != v1::STRENGTH_CONTESTED &&
         hit.strength() != v1::STRENGTH_CONTRADICTED;
}

}  // namespace

std::vector<Feature> Features(const v1::Ad& ad, const std::vector<v1::Hit>& hits) {
  std::vector<Feature> features;
  std::set<std::string> seen;
  for (const v1::Hit& hit : hits) {
    if (!Counts(hit) || !seen.insert(hit.rule()).second) continue;
    features.push_back({"rule:" + hit.rule(), 1.0, hit.weight(), hit.title().en()});
  }
  for (const FactRow& row : kFactRows) {
    if (row.holds(ad)) features.push_back({row.name, 1.0, row.prior_weight, row.because});
  }
  return features;
}

}  // namespace varta
