// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/train.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "classifier/evaluate.h"
#include "classifier/model.h"
#include "classifier/tokens.h"

namespace varta {
namespace {

// Label 1 where a and b stand together (nine in ten), else rarely.
std::vector<TrainRow> MakeRows(size_t count, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<TrainRow> rows;
  for (size_t i = 0; i < count; ++i) {
    std::vector<std::string> tokens;
    const bool a = random() % 3 == 0, b = random() % 3 == 0;
    if (a) tokens.push_back("a");
    if (b) tokens.push_back("b");
    for (int k = 0; k < 4; ++k) tokens.push_back("n" + std::to_string(random() % 30));
    TrainRow row;
    row.features = TokenFeatures(tokens);
    row.label = random() % 100 < (a && b ? 90u : 4u);
    rows.push_back(std::move(row));
  }
  return rows;
}

Model ModelOf(const Trained& trained) {
  ModelData data;
  data.name = "test";
  data.input = ModelInput::kTokens;
  data.together = trained.together;
  data.overall = trained.weights;
  return Model(std::move(data));
}

TEST(Train, FindsWhatCountsOnlyTogether) {
  const std::vector<TrainRow> rows = MakeRows(600, 1);
  TrainOptions options;
  options.max_together = 2;
  const Result<Trained> trained = TrainWeights(rows, options);
  ASSERT_TRUE(trained.ok()) << trained.status().message();
  EXPECT_EQ(trained->together, 2);
  EXPECT_GT(trained->weights.at("token:a\ttoken:b"), 0.5);
  ASSERT_EQ(trained->out_of_fold.size(), rows.size());

  // On rows that it never saw the score is a frequency.
  const Model model = ModelOf(*trained);
  std::vector<double> scores;
  std::vector<bool> labels;
  for (const TrainRow& row : MakeRows(2000, 2)) {
    scores.push_back(model.Probability(row.features));
    labels.push_back(row.label);
  }
  const Figures figures = MeasureScores(scores, labels, 0);
  EXPECT_GT(*figures.roc_auc, 0.8);
  EXPECT_LT(*figures.calibration_error, 0.04);
}

TEST(Train, TheSameSeedGivesTheSameWeightsWhateverTheOrderOfNames) {
  std::vector<TrainRow> rows = MakeRows(150, 3);
  TrainOptions options;
  options.together = 1;
  const Result<Trained> first = TrainWeights(rows, options);
  for (TrainRow& row : rows) std::reverse(row.features.begin(), row.features.end());
  const Result<Trained> second = TrainWeights(rows, options);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->weights, second->weights);
  EXPECT_EQ(first->out_of_fold, second->out_of_fold);
}

TEST(Train, FewLabelsMoveAPriorLittleAndSaySo) {
  std::vector<TrainRow> rows(3);
  rows[0].features = rows[1].features = {{"rule:a", 1}};
  rows[0].label = rows[1].label = true;
  rows[2].features = {{"rule:b", 1}};
  TrainOptions options;
  options.prior = {{"bias", -3}, {"rule:a", 1}, {"rule:b", 2}};
  const Result<Trained> trained = TrainWeights(rows, options);
  ASSERT_TRUE(trained.ok());
  EXPECT_THAT(trained->notes.front(), testing::HasSubstr("only 2 rows of label 1"));
  EXPECT_GT(trained->weights.at("rule:a"), 1);
  EXPECT_LT(trained->weights.at("rule:a"), 1.7);
  EXPECT_LT(trained->weights.at("rule:b"), 2);
  EXPECT_GT(trained->weights.at("rule:b"), 1.5);
  EXPECT_TRUE(trained->out_of_fold.empty());
}

TEST(Train, NothingAndOneLabelAreErrorsUnlessThereIsAPrior) {
  EXPECT_FALSE(TrainWeights({}, {}).ok());
  std::vector<TrainRow> rows(2);
  rows[0].label = rows[1].label = true;
  EXPECT_THAT(TrainWeights(rows, {}).status().message(), testing::HasSubstr("some of either"));
  TrainOptions options;
  options.prior = {{"bias", -3}};
  EXPECT_TRUE(TrainWeights(rows, options).ok());
}

TEST(Train, RowsOfOneGroupLieInOneFold) {
  for (int i = 0; i < 50; ++i) {
    const int fold = FoldOf("g" + std::to_string(i), 9, 5);
    EXPECT_GE(fold, 0);
    EXPECT_LT(fold, 5);
    EXPECT_EQ(fold, FoldOf("g" + std::to_string(i), 9, 5));
  }
  TrainRow row, same;
  row.features = {{"a", 1}, {"b", 1}};
  same.features = {{"b", 1}, {"a", 1}};
  EXPECT_EQ(GroupOf(row), GroupOf(same));
}

TEST(Tokens, TextsAreFoldedHashedAndBounded) {
  const NamedValues one = TextFeatures("Робота за кордоном");
  EXPECT_EQ(one, TextFeatures("РОБОТА  за кордоном"));
  double square = 0;
  for (const auto& [name, value] : one) {
    EXPECT_EQ(name.find("робота"), std::string::npos);
    if (name.starts_with("word:")) square += value * value;
  }
  EXPECT_NEAR(square, 1, 1e-9);
  EXPECT_TRUE(TextFeatures("").empty());
  EXPECT_LT(TextFeatures(std::string(1 << 20, 'a')).size(), 1000u);
  EXPECT_EQ(TokenFeatures({"b", "a", "b"}), (NamedValues{{"token:a", 1}, {"token:b", 1}}));
}

}  // namespace
}  // namespace varta
