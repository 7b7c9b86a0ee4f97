// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/evaluate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <set>

#include "classifier/calibrate.h"

namespace varta {
namespace {

constexpr int kBins = 10;

// Indexes by falling score.
std::vector<size_t> ByScore(const std::vector<double>& scores) {
  std::vector<size_t> order(scores.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return scores[a] > scores[b]; });
  return order;
}

// Rows of one score, from the highest score down.
struct Step {
  double score = 0, rows = 0, positives = 0;
};
std::vector<Step> Steps(const std::vector<double>& scores, const std::vector<bool>& labels) {
  std::vector<Step> steps;
  for (size_t i : ByScore(scores)) {
    if (steps.empty() || steps.back().score != scores[i]) steps.push_back({scores[i], 0, 0});
    ++steps.back().rows;
    steps.back().positives += labels[i] ? 1 : 0;
  }
  return steps;
}

void MeasureRanking(const std::vector<Step>& steps, double positives, double negatives, int budget,
                    Figures* figures) {
  double seen = 0, found = 0, below = 0, precision_sum = 0, read_found = 0;
  double read_left = budget;
  Figure recall;
  for (const Step& step : steps) {
    // Of two of one score each is the higher one half of the time.
    below += (step.rows - step.positives) * (found + step.positives / 2);
    seen += step.rows;
    found += step.positives;
    precision_sum += step.positives * found / seen;
    if (found / seen >= kWantedPrecision && positives > 0) recall = found / positives;
    const double read = std::min(read_left, step.rows);
    read_found += step.positives * read / step.rows;
    read_left -= read;
  }
  if (positives > 0 && negatives > 0) {
    figures->roc_auc = below / (positives * negatives);
    figures->average_precision = precision_sum / positives;
    figures->recall_at_precision = recall.value_or(0);
  }
  if (budget > 0 && seen > 0)
    figures->precision_at_budget = read_found / std::min<double>(budget, seen);
}

// In which of the bins; each holds its lower edge.
size_t BinOf(double score) {
  return std::min<size_t>(kBins - 1, static_cast<size_t>(std::max(0.0, score) * kBins));
}

std::vector<ReliabilityBin> Reliability(const std::vector<double>& scores,
                                        const std::vector<bool>& labels) {
  std::vector<ReliabilityBin> bins(kBins);
  for (size_t i = 0; i < scores.size(); ++i) {
    ReliabilityBin& bin = bins[BinOf(scores[i])];
    ++bin.rows;
    bin.mean_score += scores[i];
    bin.frequency += labels[i] ? 1 : 0;
  }
  std::vector<ReliabilityBin> filled;
  for (size_t i = 0; i < bins.size(); ++i) {
    if (bins[i].rows == 0) continue;
    bins[i].low = static_cast<double>(i) / kBins;
    bins[i].high = static_cast<double>(i + 1) / kBins;
    bins[i].mean_score /= bins[i].rows;
    bins[i].frequency /= bins[i].rows;
    filled.push_back(bins[i]);
  }
  return filled;
}

// Whole groups, drawn with replacement.
class Bootstrap {
 public:
  Bootstrap(const std::vector<ScoredRow>& rows, uint64_t seed) : random_(seed) {
    std::map<std::string, size_t> place;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].group.empty()) {
        groups_.push_back({i});
        continue;
      }
      const auto [at, fresh] = place.try_emplace(rows[i].group, groups_.size());
      if (fresh) groups_.emplace_back();
      groups_[at->second].push_back(i);
    }
  }

  std::vector<size_t> Draw() {
    std::vector<size_t> drawn;
    for (size_t k = 0; k < groups_.size(); ++k) {
      // Not uniform_int_distribution: that differs between libraries.
      const auto& group = groups_[random_() % groups_.size()];
      drawn.insert(drawn.end(), group.begin(), group.end());
    }
    return drawn;
  }

 private:
  std::mt19937_64 random_;
  std::vector<std::vector<size_t>> groups_;
};

Figures MeasureDrawn(const std::vector<ScoredRow>& rows, const std::vector<size_t>& drawn,
                     int budget) {
  std::vector<double> scores;
  std::vector<bool> labels;
  for (size_t i : drawn) {
    scores.push_back(rows[i].score);
    labels.push_back(rows[i].label);
  }
  return MeasureScores(scores, labels, budget);
}

Interval MiddleOf(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<size_t>(std::lround(share * static_cast<double>(values.size() - 1)))];
  };
  return {at(0.025), at(0.975)};
}

std::vector<size_t> All(size_t count) {
  std::vector<size_t> all(count);
  std::iota(all.begin(), all.end(), size_t{0});
  return all;
}

}  // namespace

Figures MeasureScores(const std::vector<double>& scores, const std::vector<bool>& labels,
                      int budget) {
  Figures figures;
  if (scores.empty()) return figures;
  const double rows = static_cast<double>(scores.size());
  const double positives = static_cast<double>(std::count(labels.begin(), labels.end(), true));
  MeasureRanking(Steps(scores, labels), positives, rows - positives, budget, &figures);
  double square = 0;
  for (size_t i = 0; i < scores.size(); ++i) {
    const double away = scores[i] - (labels[i] ? 1 : 0);
    square += away * away;
  }
  figures.brier = square / rows;
  double error = 0;
  for (const ReliabilityBin& bin : Reliability(scores, labels))
    error += bin.rows * std::abs(bin.mean_score - bin.frequency);
  figures.calibration_error = error / rows;
  return figures;
}

std::vector<FigureName> FigureNames() {
  return {{"roc_auc", &Figures::roc_auc},
          {"average_precision", &Figures::average_precision},
          {"recall_at_precision_0.9", &Figures::recall_at_precision},
          {"precision_at_budget", &Figures::precision_at_budget},
          {"brier", &Figures::brier},
          {"calibration_error", &Figures::calibration_error}};
}

Evaluation Evaluate(const std::vector<ScoredRow>& rows, const EvaluateOptions& options) {
  Evaluation evaluation;
  std::vector<double> scores;
  std::vector<bool> labels;
  for (const ScoredRow& row : rows) {
    scores.push_back(row.score);
    labels.push_back(row.label);
    evaluation.positives += row.label;
  }
  evaluation.rows = static_cast<int>(rows.size());
  evaluation.figures = MeasureScores(scores, labels, options.budget);
  evaluation.reliability = Reliability(scores, labels);
  if (rows.empty()) return evaluation;
  const std::vector<double> exact = FitIsotonic(scores, labels);
  evaluation.miscalibration = *evaluation.figures.brier - *MeasureScores(exact, labels, 0).brier;

  Bootstrap bootstrap(rows, options.seed);
  std::map<std::string, std::vector<double>> drawn;
  for (int k = 0; k < options.resamples; ++k) {
    const Figures figures = MeasureDrawn(rows, bootstrap.Draw(), options.budget);
    for (const FigureName& name : FigureNames()) {
      if (figures.*name.member) drawn[name.name].push_back(*(figures.*name.member));
    }
  }
  for (auto& [name, values] : drawn) evaluation.intervals[name] = MiddleOf(std::move(values));
  return evaluation;
}

std::vector<Difference> CompareScores(const std::vector<ScoredRow>& first,
                                      const std::vector<ScoredRow>& second,
                                      const EvaluateOptions& options) {
  const std::vector<size_t> all = All(first.size());
  const Figures of_first = MeasureDrawn(first, all, options.budget);
  const Figures of_second = MeasureDrawn(second, all, options.budget);
  std::map<std::string, std::vector<double>> drawn;
  Bootstrap bootstrap(first, options.seed);
  for (int k = 0; k < options.resamples; ++k) {
    const std::vector<size_t> draw = bootstrap.Draw();
    const Figures a = MeasureDrawn(first, draw, options.budget);
    const Figures b = MeasureDrawn(second, draw, options.budget);
    for (const FigureName& name : FigureNames()) {
      if (a.*name.member && b.*name.member)
        drawn[name.name].push_back(*(b.*name.member) - *(a.*name.member));
    }
  }
  std::vector<Difference> differences;
  for (const FigureName& name : FigureNames()) {
    differences.push_back({name.name, of_first.*name.member, of_second.*name.member,
                           MiddleOf(std::move(drawn[name.name]))});
  }
  return differences;
}

std::optional<double> ThresholdForPrecision(const std::vector<ScoredRow>& rows, double precision) {
  std::vector<double> scores;
  std::vector<bool> labels;
  for (const ScoredRow& row : rows) {
    scores.push_back(row.score);
    labels.push_back(row.label);
  }
  std::optional<double> threshold;
  double seen = 0, found = 0;
  for (const Step& step : Steps(scores, labels)) {
    seen += step.rows;
    found += step.positives;
    if (found / seen >= precision) threshold = step.score;
  }
  return threshold;
}

std::optional<double> ThresholdForLeads(const std::vector<ScoredRow>& rows, double a_day,
                                        double days) {
  std::vector<double> scores;
  for (const ScoredRow& row : rows) scores.push_back(row.score);
  std::sort(scores.begin(), scores.end(), std::greater<>());
  const double wanted = a_day * days;
  if (scores.empty() || !(wanted >= 1)) return std::nullopt;
  if (wanted >= static_cast<double>(scores.size())) return scores.back();
  // All of one score are leads or none: no more than wanted.
  const size_t count = static_cast<size_t>(wanted);
  if (scores[count - 1] > scores[count]) return scores[count - 1];
  for (size_t i = count - 1; i > 0; --i) {
    if (scores[i - 1] > scores[i]) return scores[i - 1];
  }
  return std::nullopt;
}

std::vector<TraitReport> ReportByTrait(const std::vector<ScoredRow>& rows, double threshold) {
  std::map<std::pair<std::string, std::string>, std::vector<size_t>> parts;
  for (size_t i = 0; i < rows.size(); ++i) {
    for (const auto& trait : rows[i].traits) parts[trait].push_back(i);
  }
  std::vector<TraitReport> reports;
  for (const auto& [trait, members] : parts) {
    TraitReport report;
    report.trait = trait.first;
    report.value = trait.second;
    report.rows = static_cast<int>(members.size());
    double above = 0, alarms = 0;
    for (size_t i : members) {
      report.positives += rows[i].label;
      report.mean_score += rows[i].score / report.rows;
      above += rows[i].score >= threshold;
      alarms += rows[i].score >= threshold && !rows[i].label;
    }
    report.above_threshold = above / report.rows;
    if (report.rows > report.positives)
      report.false_alarms = alarms / (report.rows - report.positives);
    report.roc_auc = MeasureDrawn(rows, members, 0).roc_auc;
    reports.push_back(std::move(report));
  }
  return reports;
}

std::vector<Drift> FindDrift(const std::vector<NamedValues>& before,
                             const std::vector<NamedValues>& after, double sigmas) {
  std::map<std::string_view, std::pair<int, int>> counts;
  for (const NamedValues& row : before) {
    for (const auto& value : row) ++counts[value.first].first;
  }
  for (const NamedValues& row : after) {
    for (const auto& value : row) ++counts[value.first].second;
  }
  std::vector<Drift> drifts;
  const double n = static_cast<double>(before.size()), m = static_cast<double>(after.size());
  if (before.empty() || after.empty()) return drifts;
  for (const auto& [name, count] : counts) {
    Drift drift{std::string(name), count.first / n, count.second / m, 0};
    const double share = (count.first + count.second) / (n + m);
    const double error = std::sqrt(share * (1 - share) * (1 / n + 1 / m));
    if (error == 0) continue;
    drift.sigmas = (drift.after - drift.before) / error;
    if (std::abs(drift.sigmas) > sigmas) drifts.push_back(std::move(drift));
  }
  std::sort(drifts.begin(), drifts.end(), [](const Drift& a, const Drift& b) {
    if (std::abs(a.sigmas) != std::abs(b.sigmas)) return std::abs(a.sigmas) > std::abs(b.sigmas);
    return a.feature < b.feature;
  });
  return drifts;
}

}  // namespace varta
