// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How good scores are, as somebody asks who does not believe it: with intervals, by groups of ads,
// and what each group of features does. Pure; the same seed gives the same figures; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "classifier/train.h"

namespace varta {

struct ScoredRow {
  double score = 0;  // 0..1
  bool label = false;
  std::string group;  // rows that are nearly the same are drawn together; empty: on its own
  // What the row is of, as {"language", "uk"}: the bias report's parts.
  std::map<std::string, std::string> traits;
};

// A figure that cannot be said (no row of one label) is absent.
using Figure = std::optional<double>;

struct Figures {
  Figure roc_auc, average_precision;
  Figure recall_at_precision;  // the highest recall at a precision of kWantedPrecision or more
  Figure precision_at_budget;  // of the rows with the highest scores; ties count by their share
  Figure brier;
  Figure calibration_error;  // ECE: ten bins of equal width, weighted by their rows
};
inline constexpr double kWantedPrecision = 0.9;

// `budget`: how many rows somebody would read; 0: no such figure. n log n.
Figures MeasureScores(const std::vector<double>& scores, const std::vector<bool>& labels,
                      int budget);

// One of Figures by name, for tables.
struct FigureName {
  const char* name;
  Figure Figures::*member;
};
std::vector<FigureName> FigureNames();

struct Interval {
  Figure low, high;  // 95 % of the resamples lie between
};

struct ReliabilityBin {
  double low = 0, high = 0;  // of scores
  int rows = 0;
  double mean_score = 0, frequency = 0;
};

struct Evaluation {
  int rows = 0, positives = 0;
  Figures figures;
  std::map<std::string, Interval> intervals;  // by FigureNames
  std::vector<ReliabilityBin> reliability;    // ten; empty ones are left out
  // What an exact calibration (isotonic, fitted on these rows) would take off the Brier score.
  double miscalibration = 0;
};

struct EvaluateOptions {
  uint64_t seed = 1;
  int resamples = 200;  // 0: no intervals
  int budget = 0;
};
Evaluation Evaluate(const std::vector<ScoredRow>& rows, const EvaluateOptions& options);

// Two models on the same rows: by how much the second is better, and between what.
struct Difference {
  std::string figure;
  Figure first, second;
  Interval second_minus_first;
};
std::vector<Difference> CompareScores(const std::vector<ScoredRow>& first,
                                      const std::vector<ScoredRow>& second,
                                      const EvaluateOptions& options);

// The lowest score at and above which the precision on these rows is `precision` or more; nullopt:
// none is.
std::optional<double> ThresholdForPrecision(const std::vector<ScoredRow>& rows, double precision);
// The score at which `a_day` leads a day come of rows that were `days` days' ads.
std::optional<double> ThresholdForLeads(const std::vector<ScoredRow>& rows, double a_day,
                                        double days);

// One part of the rows: all with one value of a trait.
struct TraitReport {
  std::string trait, value;
  int rows = 0, positives = 0;
  double mean_score = 0;
  double above_threshold = 0;  // share of all its rows
  Figure false_alarms;         // share of those of label 0 that are above the threshold
  Figure roc_auc;
};
std::vector<TraitReport> ReportByTrait(const std::vector<ScoredRow>& rows, double threshold);

// A feature that is seen more or less often than before: its score may mean something else now.
struct Drift {
  std::string feature;
  double before = 0, after = 0;  // share of rows that have it
  double sigmas = 0;             // how far apart, in standard errors
};
// Those that differ by more than `sigmas` standard errors, the farthest first.
std::vector<Drift> FindDrift(const std::vector<NamedValues>& before,
                             const std::vector<NamedValues>& after, double sigmas = 4);

// Rows whose features are nearly the same get one group: half of their names in common and more,
// found by minima of hashes (bands), so that a row costs the same however many there are.
void GroupNearDuplicates(std::vector<TrainRow>* rows);

}  // namespace varta
