// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Model: an ad's features to a score that explains itself, over all and for each form of
// exploitation. Immutable; any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "classifier/features.h"
#include "classifier/model_file.h"
#include "varta/v1/lead.pb.h"

namespace varta {

class Model {
 public:
  // The shipped model: weights are the rules' own, the facts' are chosen below the weakest strong
  // rule's. Not trained on anything, and its file says so.
  static Model Shipped();

  // `data` as ParseModel gives it; `version` is shown behind its name, as the file's digest.
  explicit Model(ModelData data, std::string_view version = "");

  // Log-odds summed, then the logistic; terms largest first, the bias last. A feature that the
  // model's file does not name counts by its own prior weight. Forms: those that a feature speaks
  // of, the highest first.
  v1::Score Score(const std::vector<Feature>& features) const;

  // The same of a row of names, as tokens and texts give; no terms. Names that the file does not
  // have count nothing.
  double Probability(const NamedValues& values) const;

  const std::string& name() const { return name_; }  // "shipped 2"
  // The same model, with more behind its name.
  Model Named(std::string_view more) const;
  const ModelData& data() const { return data_; }

 private:
  // All that the file says of one name, found once for each feature of an ad. [0]: over all, then
  // by form; NaN: nothing.
  struct Row {
    std::array<double, v1::Form_ARRAYSIZE> weights;
    double rate;
  };
  static double WeightOf(const Row* row, int section, const Feature& feature);

  ModelData data_;
  std::string name_;
  std::unordered_map<std::string, Row> rows_;
  std::array<double, v1::Form_ARRAYSIZE> biases_;  // NaN: the form has no section of its own
};

// Text of the shipped model's file.
std::string_view ShippedModelText();

}  // namespace varta
