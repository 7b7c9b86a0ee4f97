// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/model.h"

#include <gtest/gtest.h>

#include <cmath>

namespace varta {
namespace {

v1::Hit MakeHit(const char* rule, double weight, v1::Strength strength) {
  v1::Hit hit;
  hit.set_rule(rule);
  hit.set_weight(weight);
  hit.set_strength(strength);
  hit.mutable_title()->set_en(std::string("what ") + rule + " means");
  return hit;
}

TEST(Features, ContestedAndContradictedSignsGiveNone) {
  std::vector<v1::Hit> hits = {
      MakeHit("a", 2.0, v1::STRENGTH_STRONG), MakeHit("b", 2.0, v1::STRENGTH_CONTESTED),
      MakeHit("c", 2.0, v1::STRENGTH_CONTRADICTED), MakeHit("d", 0.0, v1::STRENGTH_WEAK)};
  std::vector<Feature> features = Features(v1::Ad(), hits);
  ASSERT_EQ(features.size(), 1u);
  EXPECT_EQ(features[0].name, "rule:a");
  EXPECT_EQ(features[0].because, "what a means");
}

TEST(Features, ARuleCountsOnceHoweverOftenItHit) {
  std::vector<v1::Hit> hits = {MakeHit("a", 2.0, v1::STRENGTH_STRONG),
                               MakeHit("a", 2.0, v1::STRENGTH_STRONG)};
  EXPECT_EQ(Features(v1::Ad(), hits).size(), 1u);
}

TEST(Features, AnObscuredPhoneIsOneAndAPlainOneIsNot) {
  v1::Ad ad;
  v1::Fact* fact = ad.add_facts();
  fact->set_kind(v1::FACT_KIND_PHONE);
  EXPECT_TRUE(Features(ad, {}).empty());
  fact->set_obscured(true);
  ASSERT_EQ(Features(ad, {}).size(), 1u);
  EXPECT_EQ(Features(ad, {})[0].name, "fact:phone_obscured");
  fact->set_kind(v1::FACT_KIND_EMAIL);
  EXPECT_TRUE(Features(ad, {}).empty());
}

TEST(Model, TermsAreSortedAndSumToTheLogOdds) {
  std::vector<Feature> features = {{"rule:weak", 1, 0.5, "w"}, {"rule:strong", 1, 2.5, "s"}};
  v1::Score score = Model::Shipped().Score(features);
  ASSERT_EQ(score.terms_size(), 3);
  EXPECT_EQ(score.terms(0).feature(), "rule:strong");
  EXPECT_EQ(score.terms(1).feature(), "rule:weak");
  EXPECT_EQ(score.terms(2).feature(), "bias");
  double sum = 0;
  for (const v1::ScoreTerm& term : score.terms()) sum += term.contribution();
  EXPECT_NEAR(score.value(), 1 / (1 + std::exp(-sum)), 1e-12);
  EXPECT_FALSE(score.model().empty());
}

TEST(Model, MoreSignsNeverLowerTheScore) {
  std::vector<Feature> features;
  double last = Model::Shipped().Score(features).value();
  EXPECT_LT(last, 0.1);
  for (int i = 0; i < 50; ++i) {
    features.push_back({"rule:" + std::to_string(i), 1, 0.4, ""});
    double value = Model::Shipped().Score(features).value();
    EXPECT_GT(value, last);
    EXPECT_LE(value, 1.0);
    last = value;
  }
}

}  // namespace
}  // namespace varta
