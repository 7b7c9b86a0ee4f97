// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/train_form.h"

#include <gmock/gmock.h>

#include "classifier/model.h"

namespace varta {
namespace {

using testing::HasSubstr;

Feature SignOf(const char* name, v1::Form form) {
  Feature feature;
  feature.name = name;
  feature.value = 1;
  feature.prior_weight = 1;
  feature.forms = {form};
  return feature;
}

// Ads with rule:a (labour) are worth while where rule:b stands beside it; `rows` in all.
std::vector<TrainRow> RowsOfLabour(int rows) {
  std::vector<TrainRow> made;
  for (int i = 0; i < rows; ++i) {
    TrainRow row;
    row.features = {{"rule:a", 1}};
    if (i % 2 == 0) row.features.emplace_back("rule:b", 1);
    row.label = i % 2 == 0 ? i % 10 != 0 : i % 11 == 0;
    row.group = std::to_string(i);
    made.push_back(std::move(row));
  }
  return made;
}

ModelData Base() {
  ModelData base;
  base.name = "base 1";
  base.overall = {{"bias", -1}, {"rule:a", 1}, {"rule:b", 0}, {"rule:other", 2}};
  base.forms[v1::FORM_SEXUAL] = {{"bias", -2}, {"rule:c", 3}};
  return base;
}

TEST(TrainForm, OneFormLearnsAndTheRestStays) {
  ModelData model = Base();
  std::vector<std::string> notes;
  ASSERT_TRUE(TrainForm(RowsOfLabour(200), v1::FORM_LABOUR, {}, &model, &notes));
  EXPECT_THAT(notes.back(), HasSubstr("a model of its own for labour, from 200 ads"));
  EXPECT_EQ(model.overall, Base().overall);
  EXPECT_EQ(model.forms[v1::FORM_SEXUAL], Base().forms[v1::FORM_SEXUAL]);
  const NamedNumbers& labour = model.forms[v1::FORM_LABOUR];
  EXPECT_GT(labour.find("rule:b")->second, 1);
  EXPECT_EQ(labour.find("rule:other")->second, 2);  // no row had it
  // The form's score follows, the score over all does not.
  const auto labour_of = [&](const std::vector<Feature>& features) {
    const v1::Score score = Model(model).Score(features);
    EXPECT_EQ(score.forms(0).form(), v1::FORM_LABOUR);
    return score.forms(0).value();
  };
  const Feature a = SignOf("rule:a", v1::FORM_LABOUR), b = SignOf("rule:b", v1::FORM_LABOUR);
  EXPECT_GT(labour_of({a, b}), 0.7);
  EXPECT_LT(labour_of({a}), 0.3);
  EXPECT_EQ(Model(model).Score({a, b}).value(), Model(Base()).Score({a, b}).value());
  // The same again, to the last bit.
  ModelData again = Base();
  ASSERT_TRUE(TrainForm(RowsOfLabour(200), v1::FORM_LABOUR, {}, &again, nullptr));
  EXPECT_EQ(FormatModel(again), FormatModel(model));
}

TEST(TrainForm, TooFewVerdictsChangeNothingAndSaySo) {
  ModelData model = Base();
  std::vector<std::string> notes;
  EXPECT_FALSE(TrainForm(RowsOfLabour(30), v1::FORM_LABOUR, {}, &model, &notes));
  EXPECT_EQ(FormatModel(model), FormatModel(Base()));
  EXPECT_THAT(notes.back(), HasSubstr("it takes 20 of either"));
}

TEST(TrainForm, AFactThatSpeaksOfAllFormsIsNoSignOfOne) {
  Feature fact;
  fact.name = "fact:phone_obscured";
  fact.prior_weight = 1;
  EXPECT_FALSE(HaveSignOf({fact}, v1::FORM_LABOUR));
  EXPECT_TRUE(HaveSignOf({fact, SignOf("rule:a", v1::FORM_LABOUR)}, v1::FORM_LABOUR));
  EXPECT_FALSE(HaveSignOf({SignOf("rule:a", v1::FORM_LABOUR)}, v1::FORM_SEXUAL));
}

}  // namespace
}  // namespace varta
