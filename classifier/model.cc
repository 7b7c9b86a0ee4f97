// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/model.h"

#include <algorithm>
#include <cmath>

namespace varta {
namespace {

// Where an ad without any sign starts. Chosen, not measured, together with the default threshold of
// 0.5: one strong sign (about 2.5) is no lead by itself, but with any weak one beside it it is.
constexpr double kShippedBias = -3.0;
}  // namespace

Model Model::Shipped() {
  Model model;
  model.name_ = "shipped 1";
  model.bias_ = kShippedBias;
  return model;
}

v1::Score Model::Score(const std::vector<Feature>& features) const {
  v1::Score score;
  score.set_model(name_);
  double sum = bias_;
  for (const Feature& feature : features) {
    v1::ScoreTerm* term = score.add_terms();
    term->set_feature(feature.name);
    term->set_contribution(feature.value * feature.prior_weight);
    term->set_because(feature.because);
    sum += term->contribution();
  }
  std::sort(score.mutable_terms()->begin(), score.mutable_terms()->end(),
            [](const v1::ScoreTerm& a, const v1::ScoreTerm& b) {
              if (a.contribution() != b.contribution()) return a.contribution() > b.contribution();
              return a.feature() < b.feature();
            });
  v1::ScoreTerm* bias = score.add_terms();
  bias->set_feature("bias");
  bias->set_contribution(bias_);
  bias->set_because("where an ad without any sign starts");
  score.set_value(1.0 / (1.0 + std::exp(-sum)));
  return score;
}

}  // namespace varta
