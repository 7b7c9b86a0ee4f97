// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/calibrate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "classifier/logistic.h"

namespace varta {
namespace {

// As strong as about this many labelled rows near the middle.
constexpr double kSlopePenalty = 8, kShiftPenalty = 2;

}  // namespace

Calibration FitCalibration(const std::vector<double>& log_odds, const std::vector<bool>& labels) {
  SparseRows rows;
  for (double z : log_odds) {
    rows.Add(0, z);
    rows.Add(1, 1);
    rows.EndRow();
  }
  LogisticProblem problem;
  problem.rows = &rows;
  problem.labels = labels;
  problem.prior = {1, 0};
  problem.penalty = {kSlopePenalty, kShiftPenalty};
  const LogisticFit fit = FitLogistic(problem);
  return {std::clamp(fit.weights[0], 0.1, 3.0), fit.weights[1]};
}

std::vector<double> FitIsotonic(const std::vector<double>& scores,
                                const std::vector<bool>& labels) {
  std::vector<size_t> order(scores.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return scores[a] < scores[b]; });
  struct Block {
    double hits = 0, rows = 0;
    double mean() const { return hits / rows; }
  };
  std::vector<Block> blocks;
  for (size_t i = 0; i < order.size();) {
    Block block;
    const double score = scores[order[i]];
    for (; i < order.size() && scores[order[i]] == score; ++i) {
      block.hits += labels[order[i]] ? 1 : 0;
      ++block.rows;
    }
    while (!blocks.empty() && blocks.back().mean() >= block.mean()) {
      block.hits += blocks.back().hits;
      block.rows += blocks.back().rows;
      blocks.pop_back();
    }
    blocks.push_back(block);
  }
  std::vector<double> fitted(scores.size());
  size_t at = 0;
  for (const Block& block : blocks) {
    for (double k = 0; k < block.rows; ++k) fitted[order[at++]] = block.mean();
  }
  return fitted;
}

double LogOdds(double probability) {
  const double p = std::clamp(probability, 1e-9, 1 - 1e-9);
  return std::log(p / (1 - p));
}

}  // namespace varta
