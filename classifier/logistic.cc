// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/logistic.h"

#include <algorithm>
#include <cmath>

namespace varta {
namespace {

constexpr int kMaxConjugateSteps = 250;

// log(1 + exp(z)), without overflow.
double Softplus(double z) { return z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z)); }

double DotProduct(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// The function to minimise at one point, with what its slope and its curvature need.
class Objective {
 public:
  explicit Objective(const LogisticProblem& problem)
      : p_(problem), margins_(p_.rows->rows()), curvature_(p_.rows->rows()) {}

  double Value(const std::vector<double>& w) {
    double sum = 0;
    for (size_t i = 0; i < margins_.size(); ++i) {
      margins_[i] = p_.rows->Dot(i, w);
      sum += Importance(i) * Softplus(p_.labels[i] ? -margins_[i] : margins_[i]);
    }
    for (size_t j = 0; j < w.size(); ++j) {
      const double away = w[j] - p_.prior[j];
      sum += 0.5 * p_.penalty[j] * away * away;
    }
    return sum;
  }

  // At the point of the last Value. Also readies Curve.
  void Slope(const std::vector<double>& w, std::vector<double>* slope,
             std::vector<double>* diagonal) {
    *diagonal = p_.penalty;
    slope->assign(w.size(), 0);
    for (size_t j = 0; j < w.size(); ++j) (*slope)[j] = p_.penalty[j] * (w[j] - p_.prior[j]);
    for (size_t i = 0; i < margins_.size(); ++i) {
      const double probability = Logistic(margins_[i]);
      p_.rows->AddTo(i, Importance(i) * (probability - (p_.labels[i] ? 1 : 0)), slope);
      curvature_[i] = Importance(i) * probability * (1 - probability);
      p_.rows->AddSquaresTo(i, curvature_[i], diagonal);
    }
  }

  // Hessian times direction.
  void Curve(const std::vector<double>& direction, std::vector<double>* product) const {
    product->assign(direction.size(), 0);
    for (size_t j = 0; j < direction.size(); ++j) (*product)[j] = p_.penalty[j] * direction[j];
    for (size_t i = 0; i < curvature_.size(); ++i) {
      p_.rows->AddTo(i, curvature_[i] * p_.rows->Dot(i, direction), product);
    }
  }

 private:
  double Importance(size_t i) const { return p_.importance.empty() ? 1 : p_.importance[i]; }
  const LogisticProblem& p_;
  std::vector<double> margins_, curvature_;
};

// Solves Hessian * step = -slope as far as it pays.
std::vector<double> NewtonStep(const Objective& objective, const std::vector<double>& slope,
                               const std::vector<double>& diagonal, double forcing) {
  const size_t n = slope.size();
  std::vector<double> step(n, 0), residual(n), scaled(n), direction(n), product(n);
  for (size_t j = 0; j < n; ++j) {
    residual[j] = -slope[j];
    direction[j] = scaled[j] = residual[j] / diagonal[j];
  }
  double rho = DotProduct(residual, scaled);
  const double enough = forcing * forcing * rho;
  for (int k = 0; k < kMaxConjugateSteps && rho > enough; ++k) {
    objective.Curve(direction, &product);
    const double curve = DotProduct(direction, product);
    if (!(curve > 0)) break;
    const double alpha = rho / curve;
    for (size_t j = 0; j < n; ++j) {
      step[j] += alpha * direction[j];
      residual[j] -= alpha * product[j];
      scaled[j] = residual[j] / diagonal[j];
    }
    const double next = DotProduct(residual, scaled);
    for (size_t j = 0; j < n; ++j) direction[j] = scaled[j] + next / rho * direction[j];
    rho = next;
  }
  return step;
}

}  // namespace

void SparseRows::Add(uint32_t column, double value) {
  column_of_.push_back(column);
  value_of_.push_back(value);
  columns_ = std::max<size_t>(columns_, size_t{column} + 1);
}

void SparseRows::EndRow() { ends_.push_back(column_of_.size()); }

double SparseRows::Dot(size_t row, const std::vector<double>& weights) const {
  double sum = 0;
  for (size_t k = Begin(row); k < ends_[row]; ++k) sum += value_of_[k] * weights[column_of_[k]];
  return sum;
}

void SparseRows::AddTo(size_t row, double factor, std::vector<double>* sum) const {
  for (size_t k = Begin(row); k < ends_[row]; ++k) (*sum)[column_of_[k]] += factor * value_of_[k];
}

void SparseRows::AddSquaresTo(size_t row, double factor, std::vector<double>* sum) const {
  for (size_t k = Begin(row); k < ends_[row]; ++k)
    (*sum)[column_of_[k]] += factor * value_of_[k] * value_of_[k];
}

LogisticFit FitLogistic(const LogisticProblem& problem, double tolerance, int max_steps) {
  LogisticFit fit;
  fit.weights = problem.prior;
  Objective objective(problem);
  std::vector<double> slope, diagonal, moved(fit.weights.size());
  double value = objective.Value(fit.weights);
  double first = -1;
  for (; fit.steps < max_steps; ++fit.steps) {
    objective.Slope(fit.weights, &slope, &diagonal);
    const double size = std::sqrt(DotProduct(slope, slope));
    if (first < 0) first = size;
    fit.converged = size <= tolerance * first;
    if (fit.converged || size == 0) break;
    const double forcing = std::min(0.1, std::sqrt(size / first));
    const std::vector<double> step = NewtonStep(objective, slope, diagonal, forcing);
    const double descent = DotProduct(slope, step);
    double length = 1, next = value;
    for (int tries = 0; tries < 40; ++tries, length /= 2) {
      for (size_t j = 0; j < moved.size(); ++j) moved[j] = fit.weights[j] + length * step[j];
      next = objective.Value(moved);
      if (next <= value + 1e-4 * length * descent) break;
    }
    if (!(next < value)) {  // as near as the machine's numbers allow
      fit.converged = true;
      break;
    }
    fit.weights.swap(moved);
    value = next;
  }
  return fit;
}

double Logistic(double z) {
  if (z >= 0) return 1 / (1 + std::exp(-z));
  const double e = std::exp(z);
  return e / (1 + e);
}

}  // namespace varta
