// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/train.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unordered_map>

#include "base/digest.h"
#include "classifier/calibrate.h"
#include "classifier/logistic.h"
#include "classifier/tokens.h"

namespace varta {
namespace {

constexpr double kBiasPenalty = 0.01;
// Of a bias that was given: it stands in every row, and without this a handful of leads, which are
// no sample of all ads, would move every score at once.
constexpr double kGivenBiasPenalty = 20;
constexpr double kFewPenalty = 3;  // where nothing can be chosen: one row moves little
constexpr double kPenalties[] = {0.01, 1.0 / 30, 0.1, 1.0 / 3, 1, 3, 10};
// Features that count together are rarer and more: their values, and so their weights, are smaller.
constexpr double kTogetherScales[] = {0.35, 0.5, 0.7};
constexpr double kTripleShare = 0.6;  // of the pairs' scale
// Fewer rows than this with them together: no weight of their own.
constexpr int kFewestTogether = 3;
constexpr size_t kMostCombinations = 30'000'000;
constexpr size_t kMostNames = (size_t{1} << 21) - 2;  // three of them fit into a key

struct Choice {
  double penalty = 1;
  int together = 1;
  double scale = 0.5;
};

struct NumberedRow {
  std::vector<std::pair<uint32_t, double>> values;  // by number
  bool label = false;
  int fold = 0;
};

// A column's key: up to three feature numbers from 1, 21 bits each; 0: the bias.
using ColumnKey = uint64_t;
constexpr int kKeyBits = 21;

// Weights by column.
struct Fitted {
  std::unordered_map<ColumnKey, uint32_t> column_of;
  std::vector<ColumnKey> keys;
  std::vector<double> weights, scales;  // a value's scale belongs to the weight from outside
  bool converged = false;
};

class Trainer {
 public:
  Trainer(const std::vector<TrainRow>& rows, const TrainOptions& options) : options_(options) {
    std::unordered_map<std::string, uint32_t> number_of;
    for (const TrainRow& row : rows) {
      NumberedRow& numbered = rows_.emplace_back();
      numbered.label = row.label;
      numbered.fold = FoldOf(GroupOf(row), options.seed, options.folds);
      for (const auto& [name, value] : row.features) {
        const auto [place, fresh] =
            number_of.try_emplace(name, static_cast<uint32_t>(names_.size()));
        if (fresh) names_.push_back(name);
        numbered.values.emplace_back(place->second, value);
      }
    }
    SortNames();
    for (NumberedRow& row : rows_) std::sort(row.values.begin(), row.values.end());
    for (const NumberedRow& row : rows_) positives_ += row.label;
  }

  int positives() const { return positives_; }
  int negatives() const { return static_cast<int>(rows_.size()) - positives_; }

  bool CanCombine() const {
    if (names_.size() > kMostNames) return false;
    size_t combinations = 0;
    for (const NumberedRow& row : rows_) {
      const size_t n = std::min(row.values.size(), kMostTogether);
      combinations += n * n * n / 6;
      if (std::any_of(row.values.begin(), row.values.end(),
                      [](const auto& value) { return value.second != 1; }))
        return false;  // amounts, not things that are there or not
    }
    return combinations <= kMostCombinations;
  }

  // Without the rows of `fold`; -1: with all.
  Fitted Fit(const Choice& choice, int fold) const {
    const std::vector<int> counts = CountNames(fold);
    const auto known = [&](uint32_t number) { return counts[number] > 0; };
    std::unordered_map<ColumnKey, int> together;
    if (choice.together > 1) {
      for (const NumberedRow& row : rows_) {
        if (row.fold == fold) continue;
        ForEachTogether(row, choice.together, known, [&](ColumnKey key, int) { ++together[key]; });
      }
    }
    Fitted fitted;
    LogisticProblem problem;
    const auto column = [&](ColumnKey key, double scale) {
      const auto [place, fresh] =
          fitted.column_of.try_emplace(key, static_cast<uint32_t>(fitted.keys.size()));
      if (fresh) {
        fitted.keys.push_back(key);
        fitted.scales.push_back(scale);
        problem.prior.push_back(PriorOf(key));
        problem.penalty.push_back(key == 0 ? BiasPenalty() : choice.penalty);
      }
      return place->second;
    };
    SparseRows matrix;
    column(0, 1);
    for (const NumberedRow& row : rows_) {
      if (row.fold == fold) continue;
      problem.labels.push_back(row.label);
      matrix.Add(0, 1);
      for (const auto& [number, value] : row.values) matrix.Add(column(number + 1, 1), value);
      ForEachTogether(row, choice.together, known, [&](ColumnKey key, int order) {
        if (together[key] < kFewestTogether) return;
        const double scale = ScaleOf(choice, order);
        matrix.Add(column(key, scale), scale);
      });
      matrix.EndRow();
    }
    problem.rows = &matrix;
    // To compare choices a tenth of a percent of the slope will do.
    LogisticFit fit = FitLogistic(problem, fold < 0 ? 1e-6 : 1e-3);
    fitted.weights = std::move(fit.weights);
    fitted.converged = fit.converged;
    return fitted;
  }

  double LogOddsBy(const Fitted& fitted, const Choice& choice, const NumberedRow& row) const {
    double sum = fitted.weights[0];
    const auto add = [&](ColumnKey key, double value) {
      const auto place = fitted.column_of.find(key);
      // A feature that no row of the others had still has its prior.
      sum += place != fitted.column_of.end() ? value * fitted.weights[place->second]
                                             : value * PriorOf(key);
    };
    for (const auto& [number, value] : row.values) add(number + 1, value);
    const auto known = [&](uint32_t number) {
      return fitted.column_of.contains(ColumnKey{number} + 1);
    };
    ForEachTogether(row, choice.together, known,
                    [&](ColumnKey key, int order) { add(key, ScaleOf(choice, order)); });
    return sum;
  }

  // Each row's log-odds by weights fitted without its fold.
  std::vector<double> OutOfFold(const Choice& choice) const {
    std::vector<double> log_odds(rows_.size());
    for (int fold = 0; fold < options_.folds; ++fold) {
      const Fitted fitted = Fit(choice, fold);
      for (size_t i = 0; i < rows_.size(); ++i) {
        if (rows_[i].fold == fold) log_odds[i] = LogOddsBy(fitted, choice, rows_[i]);
      }
    }
    return log_odds;
  }

  // Mean negative log-likelihood.
  double Loss(const std::vector<double>& log_odds) const {
    double sum = 0;
    for (size_t i = 0; i < rows_.size(); ++i) {
      const double z = rows_[i].label ? -log_odds[i] : log_odds[i];
      sum += z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
    }
    return sum / static_cast<double>(rows_.size());
  }

  std::vector<bool> Labels() const {
    std::vector<bool> labels;
    for (const NumberedRow& row : rows_) labels.push_back(row.label);
    return labels;
  }

  std::string NameOf(ColumnKey key) const {
    if (key == 0) return std::string(kBias);
    std::vector<std::string_view> parts;
    for (int part = 0; part < 3; ++part, key >>= kKeyBits) {
      const ColumnKey number = key & ((ColumnKey{1} << kKeyBits) - 1);
      if (number != 0) parts.push_back(names_[number - 1]);
    }
    return TogetherName(parts);
  }

 private:
  // Numbers in the order of names, so that no result depends on which row came first.
  void SortNames() {
    std::vector<uint32_t> order(names_.size()), rank(names_.size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](uint32_t a, uint32_t b) { return names_[a] < names_[b]; });
    std::vector<std::string> sorted;
    for (uint32_t i = 0; i < order.size(); ++i) {
      rank[order[i]] = i;
      sorted.push_back(std::move(names_[order[i]]));
    }
    names_ = std::move(sorted);
    for (NumberedRow& row : rows_) {
      for (auto& value : row.values) value.first = rank[value.first];
    }
  }

  std::vector<int> CountNames(int without_fold) const {
    std::vector<int> counts(names_.size());
    for (const NumberedRow& row : rows_) {
      if (row.fold == without_fold) continue;
      for (const auto& value : row.values) ++counts[value.first];
    }
    return counts;
  }

  double PriorOf(ColumnKey key) const {
    if (options_.prior.empty()) return 0;
    const auto prior = options_.prior.find(NameOf(key));
    return prior == options_.prior.end() ? 0 : prior->second;
  }

  double BiasPenalty() const {
    return options_.prior.contains(kBias) ? kGivenBiasPenalty : kBiasPenalty;
  }

  static double ScaleOf(const Choice& choice, int order) {
    return order == 2 ? choice.scale : choice.scale * kTripleShare;
  }

  // Calls visit(key, 2 or 3) for the row's first known features, two and three at a time.
  template <typename Known, typename Visit>
  static void ForEachTogether(const NumberedRow& row, int together, const Known& known,
                              const Visit& visit) {
    if (together < 2) return;
    std::vector<ColumnKey> numbers;
    for (const auto& value : row.values) {
      if (numbers.size() == kMostTogether) break;
      if (known(value.first)) numbers.push_back(ColumnKey{value.first} + 1);
    }
    for (size_t a = 0; a < numbers.size(); ++a) {
      for (size_t b = a + 1; b < numbers.size(); ++b) {
        const ColumnKey pair = numbers[a] | numbers[b] << kKeyBits;
        visit(pair, 2);
        if (together < 3) continue;
        for (size_t c = b + 1; c < numbers.size(); ++c)
          visit(pair | numbers[c] << (2 * kKeyBits), 3);
      }
    }
  }

  const TrainOptions& options_;
  std::vector<std::string> names_;
  std::vector<NumberedRow> rows_;
  int positives_ = 0;
};

std::string ShortNumber(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

// Looks through the choices from the simplest on; each is kept only if it is better on rows that
// it was not fitted to.
class ChoiceSearch {
 public:
  ChoiceSearch(const Trainer& trainer, const TrainOptions& options)
      : trainer_(trainer), options_(options) {}

  void Run() {
    const int least = options_.together.value_or(1);
    if (options_.penalty) {
      Try({*options_.penalty, least, kTogetherScales[1]});
    } else {
      for (double penalty : kPenalties) Try({penalty, least, kTogetherScales[1]});
    }
    if (!options_.together && options_.max_together > 1 && trainer_.CanCombine()) {
      for (double scale : kTogetherScales) Try({best_.penalty, 2, scale});
      if (best_.together == 2 && options_.max_together > 2) Try({best_.penalty, 3, best_.scale});
      if (best_.together > 1 && !options_.penalty) {
        for (double factor : {0.5, 2.0}) Try({best_.penalty * factor, best_.together, best_.scale});
      }
    }
  }

  const Choice& best() const { return best_; }
  double loss() const { return loss_; }
  std::vector<double> TakeLogOdds() { return std::move(log_odds_); }

 private:
  void Try(const Choice& choice) {
    std::vector<double> log_odds = trainer_.OutOfFold(choice);
    const double loss = trainer_.Loss(log_odds);
    if (!log_odds_.empty() && loss >= loss_) return;
    best_ = choice;
    loss_ = loss;
    log_odds_ = std::move(log_odds);
  }

  const Trainer& trainer_;
  const TrainOptions& options_;
  Choice best_;
  double loss_ = 0;
  std::vector<double> log_odds_;
};

}  // namespace

Result<Trained> TrainWeights(const std::vector<TrainRow>& rows, const TrainOptions& options) {
  if (rows.empty()) return Status(Code::kInvalidArgument, "there is no row to learn from");
  const Trainer trainer(rows, options);
  if ((trainer.positives() == 0 || trainer.negatives() == 0) && !options.prior.contains(kBias)) {
    return Status(Code::kInvalidArgument, std::string("all rows have the label ") +
                                              (trainer.positives() == 0 ? "0" : "1") +
                                              ": learning needs some of either");
  }
  Trained trained;
  Calibration calibration;
  Choice choice{options.penalty.value_or(kFewPenalty), options.together.value_or(1),
                kTogetherScales[1]};
  if (std::min(trainer.positives(), trainer.negatives()) < kFewLabels) {
    trained.notes.push_back("only " + std::to_string(trainer.positives()) +
                            " rows of label 1 and " + std::to_string(trainer.negatives()) +
                            " of label 0: nothing was chosen or calibrated, and the weights stay "
                            "close to what they were");
  } else {
    ChoiceSearch search(trainer, options);
    search.Run();
    choice = search.best();
    const std::vector<double> log_odds = search.TakeLogOdds();
    calibration = FitCalibration(log_odds, trainer.Labels());
    for (double z : log_odds)
      trained.out_of_fold.push_back(Logistic(calibration.slope * z + calibration.shift));
    trained.notes.push_back("penalty " + ShortNumber(choice.penalty) + ", " +
                            std::to_string(choice.together) + " features together" +
                            (choice.together > 1 ? " scaled by " + ShortNumber(choice.scale) : "") +
                            ", by " + std::to_string(options.folds) +
                            "-fold cross-validation (mean log-loss " + ShortNumber(search.loss()) +
                            ")");
    trained.notes.push_back("calibrated on rows left out: log-odds times " +
                            ShortNumber(calibration.slope) + " plus " +
                            ShortNumber(calibration.shift));
  }
  const Fitted fitted = trainer.Fit(choice, -1);
  if (!fitted.converged)
    trained.notes.push_back(
        "the solver stopped before it was done: weights are near the best only");
  trained.together = choice.together;
  trained.penalty = choice.penalty;
  for (size_t i = 0; i < fitted.keys.size(); ++i) {
    const double weight =
        calibration.slope * fitted.weights[i] * fitted.scales[i] + (i == 0 ? calibration.shift : 0);
    // What no label speaks of stays out of the file, unless the prior does.
    if (weight != 0) trained.weights[trainer.NameOf(fitted.keys[i])] = weight;
  }
  trained.weights.try_emplace(std::string(kBias), 0.0);
  return trained;
}

int FoldOf(const std::string& group, uint64_t seed, int folds) {
  const std::string digest = Fingerprint128(std::to_string(seed) + "\n" + group);
  uint64_t number = 0;
  for (int i = 0; i < 8; ++i)
    number = number << 8 | static_cast<unsigned char>(digest[static_cast<size_t>(i)]);
  return static_cast<int>(number % static_cast<uint64_t>(folds));
}

std::string GroupOf(const TrainRow& row) {
  if (!row.group.empty()) return row.group;
  std::vector<std::string_view> names;
  for (const auto& feature : row.features) names.push_back(feature.first);
  std::sort(names.begin(), names.end());
  return TogetherName(names);
}

}  // namespace varta
