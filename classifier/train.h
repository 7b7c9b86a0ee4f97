// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Labelled rows to weights. How firmly weights are held to what they were before, and whether
// features count together, is chosen by cross-validation in which rows of one group stay together;
// what comes out is calibrated on rows that the weights were not fitted to. The same rows, options
// and seed give the same weights. Any thread; seconds for ten thousand rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "classifier/model_file.h"

namespace varta {

struct TrainRow {
  NamedValues features;  // in any order, each name once; bounded by whoever made them
  bool label = false;    // true: what is looked for
  std::string group;     // rows that are nearly the same; empty: those with the same features
};

struct TrainOptions {
  uint64_t seed = 1;
  int folds = 4;  // 2 to 20
  // Set: not chosen by cross-validation.
  std::optional<double> penalty;
  std::optional<int> together;  // 1, 2 or 3
  int max_together = 3;
  // Weights before any row, "bias" among them; a name that is not there: 0, and the bias is free.
  NamedNumbers prior;
};

struct Trained {
  NamedNumbers weights;  // "bias" among them; names joined by a tab count together
  int together = 1;
  double penalty = 0;
  // Of each row, by weights that were fitted without it and its group, calibrated; what the row's
  // score was when it was new. Empty: too few labels for that.
  std::vector<double> out_of_fold;
  std::vector<std::string> notes;  // sentences: what was chosen, and what could not be
};

// Fewer rows than this of either label: nothing is chosen or calibrated, and the weights stay
// close to the prior.
inline constexpr int kFewLabels = 20;

// kInvalidArgument: no rows, or all with one label and no prior to keep to.
Result<Trained> TrainWeights(const std::vector<TrainRow>& rows, const TrainOptions& options);

// In which of `folds` parts a group lies. The same everywhere for the same seed.
int FoldOf(const std::string& group, uint64_t seed, int folds);
// The row's group, or a digest of its features' names.
std::string GroupOf(const TrainRow& row);

}  // namespace varta
