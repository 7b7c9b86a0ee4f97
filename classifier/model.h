// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Features: an ad's hits and facts as named numbers. Model: features to a score that explains
// itself. Immutable; any thread.
#pragma once

#include <string>
#include <vector>

#include "varta/v1/ad.pb.h"
#include "varta/v1/lead.pb.h"

namespace varta {

// A named number. Protected traits (ethnicity, nationality, health) are never features.
struct Feature {
  std::string name;  // "rule:uk.documents-kept", "fact:phone_obscured"
  double value = 0;
  double prior_weight = 0;  // log-odds a unit of value: what an untrained model uses
  std::string because;      // a sentence for people
};

// Hits of contested and contradicted rules give no feature, whatever their weight says.
std::vector<Feature> Features(const v1::Ad& ad, const std::vector<v1::Hit>& hits);

class Model {
 public:
  // The shipped model: weights are the rules' own, the bias is the log-odds of an ad without any
  // sign. Not trained on anything.
  static Model Shipped();

  // Log-odds summed, then the logistic; terms largest first, the bias last.
  v1::Score Score(const std::vector<Feature>& features) const;

  const std::string& name() const { return name_; }  // "shipped 1"

 private:
  std::string name_;
  double bias_ = 0;
};

}  // namespace varta
