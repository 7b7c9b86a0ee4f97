// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The solver: sparse logistic regression whose weights shrink toward given ones instead of toward
// zero. Newton steps by preconditioned conjugate gradients with a line search. No random numbers:
// the same input gives the same weights. Values; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace varta {

// Rows of (column, value), one behind the other. Values that are not there are 0.
class SparseRows {
 public:
  // Columns may repeat in a row: they add up.
  void Add(uint32_t column, double value);
  void EndRow();

  size_t rows() const { return ends_.size(); }
  // One more than the largest column.
  size_t columns() const { return columns_; }
  double Dot(size_t row, const std::vector<double>& weights) const;
  // sum += factor * row.
  void AddTo(size_t row, double factor, std::vector<double>* sum) const;
  // sum += factor * row, each value squared.
  void AddSquaresTo(size_t row, double factor, std::vector<double>* sum) const;

 private:
  size_t Begin(size_t row) const { return row == 0 ? 0 : ends_[row - 1]; }
  std::vector<uint32_t> column_of_;
  std::vector<double> value_of_;
  std::vector<size_t> ends_;
  size_t columns_ = 0;
};

struct LogisticProblem {
  const SparseRows* rows = nullptr;
  std::vector<bool> labels;
  std::vector<double> importance;  // of each row, > 0; empty: all 1
  std::vector<double> prior;       // each column's weight without any row
  std::vector<double> penalty;     // each column's L2, > 0: how firmly it is held to its prior
};

struct LogisticFit {
  std::vector<double> weights;
  int steps = 0;
  bool converged = false;  // the gradient fell to `tolerance` of what it was at the prior
};

// Minimises  sum importance * log(1 + exp(-+ w.x))  +  sum penalty / 2 * (w - prior)^2.
// Work: at most `max_steps` * 250 passes over the rows.
LogisticFit FitLogistic(const LogisticProblem& problem, double tolerance = 1e-6,
                        int max_steps = 100);

// 1 / (1 + exp(-z)), without overflow.
double Logistic(double z);

}  // namespace varta
