// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Scores to frequencies: of ads that score 0.3, three in ten are what is looked for. To be fitted
// on scores of rows that the weights were not fitted to. Pure; any thread.
#pragma once

#include <vector>

namespace varta {

// Platt's way: log-odds = slope * log-odds + shift. Folds into a model's weights.
struct Calibration {
  double slope = 1;
  double shift = 0;
};
// Shrinks toward no change: a handful of rows changes next to nothing. The slope stays between 0.1
// and 3, so that the order of ads never turns.
Calibration FitCalibration(const std::vector<double>& log_odds, const std::vector<bool>& labels);

// The frequencies that fit best and never fall as the score rises (pool adjacent violators), for
// each row; equal scores get equal frequencies.
std::vector<double> FitIsotonic(const std::vector<double>& scores, const std::vector<bool>& labels);

// The log-odds of a probability, which is held between 1e-9 and 1 - 1e-9.
double LogOdds(double probability);

}  // namespace varta
