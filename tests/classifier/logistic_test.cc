// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/logistic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#ifdef VARTA_LIBLINEAR
#include <linear.h>
#endif

namespace varta {
namespace {

struct Sample {
  SparseRows rows;
  std::vector<std::vector<std::pair<uint32_t, double>>> values;
  std::vector<bool> labels;
};

// Sparse rows whose labels follow from a few of their columns, and noise.
Sample MakeSample(size_t rows, uint32_t columns, uint64_t seed) {
  std::mt19937_64 random(seed);
  Sample sample;
  for (size_t i = 0; i < rows; ++i) {
    double z = -1;
    sample.values.emplace_back();
    for (uint32_t j = 0; j < columns; ++j) {
      if (random() % 4 != 0) continue;
      const double value = 1 + static_cast<double>(random() % 3) / 2;
      sample.rows.Add(j, value);
      sample.values.back().emplace_back(j, value);
      z += value * (j % 5 == 0 ? 0.8 : j % 7 == 0 ? -0.9 : 0);
    }
    sample.rows.EndRow();
    sample.labels.push_back(static_cast<double>(random() % 1000) / 1000 < Logistic(z));
  }
  return sample;
}

LogisticProblem MakeProblem(const Sample& sample, double penalty) {
  LogisticProblem problem;
  problem.rows = &sample.rows;
  problem.labels = sample.labels;
  problem.prior.assign(sample.rows.columns(), 0);
  problem.penalty.assign(sample.rows.columns(), penalty);
  return problem;
}

// Plain gradient descent with many small steps: slow, and hard to get wrong.
std::vector<double> SlowFit(const LogisticProblem& p) {
  std::vector<double> w = p.prior, slope(w.size());
  for (int step = 0; step < 6000; ++step) {
    for (size_t j = 0; j < w.size(); ++j) slope[j] = p.penalty[j] * (w[j] - p.prior[j]);
    for (size_t i = 0; i < p.rows->rows(); ++i) {
      const double importance = p.importance.empty() ? 1 : p.importance[i];
      p.rows->AddTo(i, importance * (Logistic(p.rows->Dot(i, w)) - (p.labels[i] ? 1 : 0)), &slope);
    }
    for (size_t j = 0; j < w.size(); ++j) w[j] -= 0.01 * slope[j];
  }
  return w;
}

TEST(Logistic, IsTheSlowReferencesMinimumWithPriorsAndImportance) {
  const Sample sample = MakeSample(60, 8, 7);
  LogisticProblem problem = MakeProblem(sample, 0.7);
  problem.prior = {0.5, -0.5, 1, 0, 2, 0, -1, 0.2};
  problem.penalty[2] = 5;
  for (size_t i = 0; i < 60; ++i) problem.importance.push_back(i % 3 == 0 ? 2 : 0.5);
  const LogisticFit fit = FitLogistic(problem, 1e-9);
  EXPECT_TRUE(fit.converged);
  const std::vector<double> slow = SlowFit(problem);
  for (size_t j = 0; j < slow.size(); ++j) EXPECT_NEAR(fit.weights[j], slow[j], 1e-5) << j;
}

#ifdef VARTA_LIBLINEAR
TEST(Logistic, IsLiblinearsWhereThePriorIsZero) {
  const Sample sample = MakeSample(400, 40, 3);
  const double penalty = 0.5;
  const LogisticFit fit = FitLogistic(MakeProblem(sample, penalty), 1e-9);

  std::vector<std::vector<feature_node>> nodes;
  std::vector<feature_node*> x;
  std::vector<double> y;
  for (size_t i = 0; i < sample.values.size(); ++i) {
    nodes.emplace_back();
    for (const auto& [column, value] : sample.values[i])
      nodes.back().push_back({static_cast<int>(column) + 1, value});
    nodes.back().push_back({-1, 0});
    y.push_back(sample.labels[i] ? 1 : -1);
  }
  for (auto& row : nodes) x.push_back(row.data());
  problem theirs{};
  theirs.l = static_cast<int>(x.size());
  theirs.n = static_cast<int>(sample.rows.columns());
  theirs.x = x.data();
  theirs.y = y.data();
  theirs.bias = -1;
  parameter options{};
  options.solver_type = L2R_LR;
  options.C = 1 / penalty;
  options.eps = 1e-9;
  set_print_string_function([](const char*) {});
  model* trained = train(&theirs, &options);
  const double sign = trained->label[0] == 1 ? 1 : -1;
  for (size_t j = 0; j < fit.weights.size(); ++j)
    EXPECT_NEAR(fit.weights[j], sign * trained->w[j], 1e-5) << j;
  free_and_destroy_model(&trained);
}
#endif

TEST(Logistic, WithoutRowsOrAgainstAFirmPriorWeightsStayWhereTheyWere) {
  SparseRows none;
  LogisticProblem problem;
  problem.rows = &none;
  problem.prior = {1.5, -2};
  problem.penalty = {1, 1};
  EXPECT_EQ(FitLogistic(problem).weights, problem.prior);

  const Sample sample = MakeSample(50, 4, 1);
  problem = MakeProblem(sample, 1e9);
  problem.prior = {1, 2, 3, 4};
  const LogisticFit fit = FitLogistic(problem);
  for (size_t j = 0; j < 4; ++j) EXPECT_NEAR(fit.weights[j], problem.prior[j], 1e-6);
}

TEST(Logistic, TheSameRowsGiveTheSameBits) {
  const Sample sample = MakeSample(200, 20, 5);
  EXPECT_EQ(FitLogistic(MakeProblem(sample, 1)).weights,
            FitLogistic(MakeProblem(sample, 1)).weights);
}

TEST(Logistic, SeparableAndHugeValuesEnd) {
  SparseRows rows;
  LogisticProblem problem;
  for (int i = 0; i < 20; ++i) {
    rows.Add(0, i % 2 == 0 ? 1e6 : -1e6);
    rows.EndRow();
    problem.labels.push_back(i % 2 == 0);
  }
  problem.rows = &rows;
  problem.prior = {0};
  problem.penalty = {1e-3};
  const LogisticFit fit = FitLogistic(problem);
  EXPECT_GT(fit.weights[0], 0);
  EXPECT_TRUE(std::isfinite(fit.weights[0]));
  EXPECT_EQ(Logistic(-1e4), 0);
  EXPECT_EQ(Logistic(1e4), 1);
}

}  // namespace
}  // namespace varta
