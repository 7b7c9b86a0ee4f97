// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/evaluate.h"

#include <gtest/gtest.h>

#include <cmath>

#include "classifier/calibrate.h"
#include "classifier/tokens.h"

namespace varta {
namespace {

TEST(MeasureScores, IsWhatOneCountsByHand) {
  // By falling score: 1 0 1 0.
  const Figures figures = MeasureScores({0.9, 0.8, 0.7, 0.1}, {true, false, true, false}, 2);
  EXPECT_DOUBLE_EQ(*figures.roc_auc, 0.75);
  EXPECT_DOUBLE_EQ(*figures.average_precision, (1.0 + 2.0 / 3) / 2);
  EXPECT_DOUBLE_EQ(*figures.recall_at_precision, 0.5);
  EXPECT_DOUBLE_EQ(*figures.precision_at_budget, 0.5);
  EXPECT_NEAR(*figures.brier, (0.01 + 0.64 + 0.09 + 0.01) / 4, 1e-12);
  EXPECT_NEAR(*figures.calibration_error, (0.1 + 0.8 + 0.3 + 0.1) / 4, 1e-12);
}

TEST(MeasureScores, TiesCountHalfAndOneLabelGivesNoRanking) {
  EXPECT_DOUBLE_EQ(*MeasureScores({0.5, 0.5}, {true, false}, 1).roc_auc, 0.5);
  EXPECT_DOUBLE_EQ(*MeasureScores({0.5, 0.5}, {true, false}, 1).precision_at_budget, 0.5);
  EXPECT_FALSE(MeasureScores({0.5, 0.5}, {true, true}, 0).roc_auc.has_value());
  EXPECT_FALSE(MeasureScores({}, {}, 5).brier.has_value());
}

std::vector<ScoredRow> MakeScored(int count) {
  std::vector<ScoredRow> rows;
  for (int i = 0; i < count; ++i) {
    ScoredRow row;
    row.score = (i % 10 + 0.5) / 10;
    row.label = (i / 10) % 10 < i % 10;  // as often as it says
    row.traits = {{"language", i % 2 == 0 ? "uk" : "ru"}};
    rows.push_back(row);
  }
  return rows;
}

TEST(Evaluate, IntervalsHoldTheFigureAndRepeatBySeed) {
  EvaluateOptions options;
  options.resamples = 60;
  const Evaluation evaluation = Evaluate(MakeScored(400), options);
  const Interval auc = evaluation.intervals.at("roc_auc");
  EXPECT_LT(*auc.low, *evaluation.figures.roc_auc);
  EXPECT_GT(*auc.high, *evaluation.figures.roc_auc);
  EXPECT_EQ(*Evaluate(MakeScored(400), options).intervals.at("roc_auc").low, *auc.low);
  EXPECT_EQ(evaluation.reliability.size(), 10u);
  EXPECT_LT(evaluation.miscalibration, 0.01);
  EXPECT_EQ(Evaluate({}, options).rows, 0);
}

TEST(Evaluate, RowsOfOneGroupAreDrawnTogether) {
  // One group: every resample is the same rows, so the interval is a point.
  std::vector<ScoredRow> rows = MakeScored(100);
  for (ScoredRow& row : rows) row.group = "one";
  const Evaluation evaluation = Evaluate(rows, {});
  EXPECT_DOUBLE_EQ(*evaluation.intervals.at("brier").low, *evaluation.intervals.at("brier").high);
}

TEST(Compare, ABetterModelIsBetterWithinItsInterval) {
  const std::vector<ScoredRow> good = MakeScored(400);
  std::vector<ScoredRow> blind = good;
  for (ScoredRow& row : blind) row.score = 0.5;
  for (const Difference& difference : CompareScores(blind, good, {})) {
    const Interval& interval = difference.second_minus_first;
    if (difference.figure == "roc_auc") {
      EXPECT_GT(*interval.low, 0);
    }
    if (difference.figure == "brier") {
      EXPECT_LT(*interval.high, 0);
    }
  }
}

TEST(Thresholds, ByPrecisionAndByLeadsADay) {
  std::vector<ScoredRow> rows(4);
  for (size_t i = 0; i < 4; ++i) rows[i].score = 0.9 - 0.2 * static_cast<double>(i);
  rows[0].label = rows[1].label = true;
  EXPECT_NEAR(*ThresholdForPrecision(rows, 0.9), 0.7, 1e-12);
  EXPECT_FALSE(ThresholdForPrecision({rows[2], rows[3]}, 0.9).has_value());
  EXPECT_NEAR(*ThresholdForLeads(rows, 1, 3), 0.5, 1e-12);
  EXPECT_NEAR(*ThresholdForLeads(rows, 10, 1), 0.3, 1e-12);
  rows[1].score = rows[0].score;  // not to be told apart: none rather than two
  EXPECT_FALSE(ThresholdForLeads(rows, 1, 1).has_value());
}

TEST(Reports, PartsOfTheRowsAndTheirFalseAlarms) {
  const std::vector<TraitReport> reports = ReportByTrait(MakeScored(200), 0.5);
  ASSERT_EQ(reports.size(), 2u);
  EXPECT_EQ(reports[0].value, "ru");
  EXPECT_EQ(reports[0].rows, 100);
  EXPECT_TRUE(reports[0].false_alarms.has_value());
}

TEST(Drift, NamesWhatCameAndWent) {
  const std::vector<NamedValues> before(200, NamedValues{{"rule:a", 1}, {"rule:both", 1}});
  const std::vector<NamedValues> after(200, NamedValues{{"rule:b", 1}, {"rule:both", 1}});
  const std::vector<Drift> drift = FindDrift(before, after);
  ASSERT_EQ(drift.size(), 2u);
  EXPECT_EQ(drift[0].feature, "rule:a");
  EXPECT_LT(drift[0].sigmas, -4);
  EXPECT_TRUE(FindDrift(before, before).empty());
  EXPECT_TRUE(FindDrift(before, {}).empty());
}

TEST(Groups, NearlyTheSameTextsShareOne) {
  const std::string text =
      "Потрібні працівники на склад у Києві, графік два через два, зарплата двадцять тисяч, "
      "офіційне оформлення з першого дня, безкоштовні обіди, розвозка по місту, дзвоніть щодня";
  std::vector<TrainRow> rows(3);
  rows[0].features = TextFeatures(text);
  rows[1].features = TextFeatures(text + " терміново");
  rows[2].features = TextFeatures("Продам гараж біля вокзалу, суха яма, новий дах, торг");
  GroupNearDuplicates(&rows);
  EXPECT_EQ(rows[0].group, rows[1].group);
  EXPECT_NE(rows[0].group, rows[2].group);
}

TEST(Calibrate, IsotonicNeverFallsAndPlattShrinks) {
  EXPECT_EQ(FitIsotonic({0.1, 0.2, 0.3, 0.3}, {true, false, true, true}),
            (std::vector<double>{0.5, 0.5, 1, 1}));
  // Twice as sure as it should be.
  std::vector<double> log_odds;
  std::vector<bool> labels;
  for (int i = 0; i < 1800; ++i) {
    const double z = (i % 9 - 4) / 2.0;
    log_odds.push_back(2 * z);
    labels.push_back((i / 9) % 100 < 100 / (1 + std::exp(-z)));
  }
  const Calibration calibration = FitCalibration(log_odds, labels);
  EXPECT_NEAR(calibration.slope, 0.5, 0.05);
  EXPECT_NEAR(calibration.shift, 0, 0.05);
  const Calibration few = FitCalibration({1, -1}, {true, false});
  EXPECT_NEAR(few.slope, 1, 0.1);
}

}  // namespace
}  // namespace varta
