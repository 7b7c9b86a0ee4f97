// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/train_form.h"

#include <algorithm>

namespace varta {

bool HaveSignOf(const std::vector<Feature>& features, v1::Form form) {
  return std::any_of(features.begin(), features.end(), [&](const Feature& feature) {
    return feature.prior_weight > 0 &&
           std::find(feature.forms.begin(), feature.forms.end(), form) != feature.forms.end();
  });
}

bool TrainForm(const std::vector<TrainRow>& rows, v1::Form form, const TrainOptions& options,
               ModelData* model, std::vector<std::string>* notes) {
  const auto note = [&](const std::string& what) {
    if (notes != nullptr) notes->push_back(what);
  };
  const auto positives =
      std::count_if(rows.begin(), rows.end(), [](const TrainRow& row) { return row.label; });
  const auto negatives = static_cast<std::ptrdiff_t>(rows.size()) - positives;
  if (std::min(positives, negatives) < kFewLabels) {
    if (!rows.empty())
      note("no model of its own for " + FormName(form) + ": of the ads with a sign of it " +
           std::to_string(positives) + " are of label 1 and " + std::to_string(negatives) +
           " of label 0; it takes " + std::to_string(kFewLabels) + " of either");
    return false;
  }
  TrainOptions own = options;
  const auto before = model->forms.find(form);
  own.prior = before == model->forms.end() ? model->overall : before->second;
  // Names that only the whole knows count in the form as they do in the whole.
  for (const auto& [name, weight] : model->overall) own.prior.emplace(name, weight);
  own.max_together = 1;
  Result<Trained> trained = TrainWeights(rows, own);
  if (!trained.ok()) {
    note("no model of its own for " + FormName(form) + ": " + trained.status().message());
    return false;
  }
  for (const auto& [name, weight] : own.prior) trained->weights.emplace(name, weight);
  model->forms[form] = std::move(trained->weights);
  note("a model of its own for " + FormName(form) + ", from " + std::to_string(rows.size()) +
       " ads with a sign of it, " + std::to_string(positives) + " of label 1");
  return true;
}

}  // namespace varta
