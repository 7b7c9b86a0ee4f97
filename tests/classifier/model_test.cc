// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

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

// The table of facts, and what a rule's indicator can be: nothing of it is a protected trait.
TEST(Features, ProtectedTraitsAreNeverAmongThem) {
  const char* const kProtected[] = {"ethnic", "national", "race",   "skin",    "religio",
                                    "health", "disab",    "gender", "pregnan", "citizen"};
  std::set<std::string> names;
  for (const FactFeature& feature : FactFeatures()) {
    SCOPED_TRACE(feature.name);
    EXPECT_TRUE(names.insert(std::string(feature.name)).second) << "twice";
    EXPECT_FALSE(feature.because.empty());
    for (const char* trait : kProtected) {
      EXPECT_EQ(feature.name.find(trait), std::string_view::npos) << trait;
      EXPECT_EQ(feature.because.find(trait), std::string_view::npos) << trait;
    }
    EXPECT_NE(GroupOfFeature(feature.name), "rules");
  }
  // Stated ethnicity or nationality (S3) comes in as a contested or weightless hit: no feature,
  // and no override brings it in.
  v1::Hit hit = MakeHit("x", 0, v1::STRENGTH_STRONG);
  hit.set_indicator("S3");
  EXPECT_TRUE(Features(v1::Ad(), {hit}).empty());
  hit = MakeHit("x", 1, v1::STRENGTH_STRONG);
  hit.set_indicator("S3");
  EXPECT_TRUE(Features(v1::Ad(), {hit}).empty());
  std::string wrong;
  EXPECT_FALSE(ParseOverride("S3 0.5 because", &wrong).has_value());
}

TEST(Features, EachFactOfTheTable) {
  v1::Ad ad;
  const auto add = [&](v1::FactKind kind, const char* value) {
    v1::Fact* fact = ad.add_facts();
    fact->set_kind(kind);
    fact->set_value(value);
    return fact;
  };
  add(v1::FACT_KIND_MESSENGER_ONLY, "telegram");
  add(v1::FACT_KIND_MIXED_SCRIPT, "2");
  add(v1::FACT_KIND_PHONE, "+380500000001");
  add(v1::FACT_KIND_PHONE, "+380500000002");
  add(v1::FACT_KIND_PHONE, "+380500000003");
  v1::Fact* wage = add(v1::FACT_KIND_WAGE, "90000 UAH/month");
  wage->set_low(90000);
  wage->set_unit("UAH/month");
  v1::Fact* age = add(v1::FACT_KIND_AGE, "16");
  age->set_role(v1::ROLE_STATED);
  age->set_high(16);
  const std::vector<v1::Hit> none;
  FeatureInput input;
  input.ad = &ad;
  input.hits = &none;
  const auto names = [&] {
    std::set<std::string> found;
    for (const Feature& feature : Features(input)) found.insert(feature.name);
    return found;
  };
  const std::set<std::string> plain = {"fact:messenger_only", "fact:mixed_script",
                                       "fact:several_phones", "fact:employer_missing"};
  EXPECT_EQ(names(), plain);

  AdContext context;
  input.context = &context;
  EXPECT_EQ(names(), plain);
  context.wage = TradeWage{"waiter", "UAH/month", 50000, 40};
  EXPECT_FALSE(names().contains("fact:wage_far_above"));
  context.wage->median = 40000;
  EXPECT_TRUE(names().contains("fact:wage_far_above"));
  context.wage->unit = "EUR/month";
  EXPECT_FALSE(names().contains("fact:wage_far_above"));
  input.source = v1::SOURCE_KIND_SEXUAL_SERVICES;
  EXPECT_TRUE(names().contains("fact:minor_stated"));
  context.links.emplace();
  EXPECT_FALSE(names().contains("link:several_employers"));
  context.links = Links{.sexual_services = {1, 2},
                        .employers = {2, 2},
                        .trades = {3, 2},
                        .names = {2, 2},
                        .cities = {3, 2},
                        .near_duplicates = {1, -1}};
  for (const FactFeature& feature : FactFeatures()) {
    if (GroupOfFeature(feature.name) != "links") continue;
    EXPECT_TRUE(names().contains(std::string(feature.name))) << feature.name;
  }
  context.links->cities.count = 2;
  EXPECT_FALSE(names().contains("link:several_cities"));
  add(v1::FACT_KIND_EMPLOYER, "TOV");
  EXPECT_FALSE(names().contains("fact:employer_missing"));
}

TEST(Features, WhatOtherAdsSayIsToldInWords) {
  v1::Ad ad;
  v1::Fact* phone = ad.add_facts();
  phone->set_kind(v1::FACT_KIND_PHONE);
  phone->set_value("+380500000001");
  phone->mutable_span()->set_begin(4);
  phone->mutable_span()->set_end(14);
  v1::Fact* wage = ad.add_facts();
  wage->set_kind(v1::FACT_KIND_WAGE);
  wage->set_unit("EUR/month");
  wage->set_low(3000);
  const std::vector<v1::Hit> none;
  AdContext context;
  context.wage = TradeWage{"waiter", "EUR/month", 1200, 40};
  context.links.emplace();
  context.links->sexual_services = {2, 0};
  context.links->near_duplicates = {7, -1};
  FeatureInput input;
  input.ad = &ad;
  input.hits = &none;
  input.context = &context;
  const v1::Score score = Model::Shipped().Score(Features(input));
  std::map<std::string, std::string> because;
  for (const v1::ScoreTerm& term : score.terms()) because[term.feature()] = term.because();
  EXPECT_EQ(because["link:sexual_services_contact"],
            "its phone stands in ads of sexual services too (2)");
  EXPECT_EQ(because["fact:wage_far_above"],
            "the pay is 2.5 times the middle of 40 stored ads for 'waiter' (about 1200 EUR/month)");
  // It counts nothing, and is shown.
  EXPECT_EQ(because["link:near_duplicates"], "other ads have nearly its text (7)");
  EXPECT_EQ(score.terms(0).spans(0).begin(), 4u);
  // Whoever trains on stored scores has them back, with what they weigh without any label.
  std::map<std::string, double> back;
  for (const Feature& feature : ContextFeatures(score)) back[feature.name] = feature.prior_weight;
  EXPECT_EQ(back, (std::map<std::string, double>{{"fact:wage_far_above", 0.8},
                                                 {"link:near_duplicates", 0},
                                                 {"link:sexual_services_contact", 1.5}}));
}

TEST(Features, WhatAnOrdinaryAdMayHaveTogetherIsLessThanOneWeakRule) {
  double sum = 0;
  for (const FactFeature& feature : FactFeatures()) {
    if (feature.name == "fact:messenger_only" || feature.name == "fact:employer_missing" ||
        feature.name == "fact:several_phones" || feature.name == "fact:mixed_script")
      sum += feature.prior_weight;
  }
  EXPECT_LE(sum, 0.5001);
}

TEST(Features, AnOverrideLetsAContestedSignCountAndSaysWhy) {
  v1::Hit hit = MakeHit("x", 0, v1::STRENGTH_CONTESTED);
  hit.set_indicator("J14");
  const std::vector<v1::Hit> hits = {hit};
  std::string wrong;
  const auto override = ParseOverride("J14 0.4 наш прокурор просить", &wrong);
  ASSERT_TRUE(override.has_value()) << wrong;
  const std::vector<Override> overrides = {*override};
  v1::Ad ad;
  FeatureInput input;
  input.ad = &ad;
  input.hits = &hits;
  input.overrides = &overrides;
  const std::vector<Feature> features = Features(input);
  ASSERT_EQ(features.size(), 1u);
  EXPECT_EQ(features[0].prior_weight, 0.4);
  const v1::Score score = Model::Shipped().Score(features);
  EXPECT_EQ(score.terms(0).overridden_because(), "наш прокурор просить");
  // A contradicted one stays out whatever is asked.
  const std::vector<v1::Hit> contradicted = {[&] {
    v1::Hit other = hit;
    other.set_strength(v1::STRENGTH_CONTRADICTED);
    return other;
  }()};
  input.hits = &contradicted;
  EXPECT_TRUE(Features(input).empty());

  for (const char* bad :
       {"", "J14", "J14 0.4", "J14 0.4 ", "J14 0 why", "J14 2 why", "J14 x why", "J14 nan why"}) {
    EXPECT_FALSE(ParseOverride(bad, &wrong).has_value()) << bad;
    EXPECT_FALSE(wrong.empty());
  }
}

TEST(Model, ATermSaysWhereAndWhenceAndHowCommonItIs) {
  v1::Hit hit = MakeHit("a", 2, v1::STRENGTH_STRONG);
  hit.set_place(v1::PLACE_TEXT);
  hit.add_spans()->set_end(4);
  hit.add_references("a study");
  hit.add_forms(v1::FORM_LABOUR);
  ModelData data = Model::Shipped().data();
  data.rates["rule:a"] = 0.066;
  data.rates_of = "ordinary ads";
  const v1::Score score = Model(data, "abc").Score(Features(v1::Ad(), {hit, hit}));
  const v1::ScoreTerm& term = score.terms(0);
  EXPECT_EQ(term.spans_size(), 2);
  EXPECT_EQ(term.references(0), "a study");
  EXPECT_DOUBLE_EQ(term.base_rate(), 0.066);
  EXPECT_EQ(term.base_rate_of(), "ordinary ads");
  EXPECT_EQ(score.model(), data.name + " abc");
}

TEST(Model, FormsAreScoredApart) {
  v1::Hit labour = MakeHit("a", 4, v1::STRENGTH_STRONG);
  labour.add_forms(v1::FORM_LABOUR);
  v1::Hit sexual = MakeHit("b", 1, v1::STRENGTH_WEAK);
  sexual.add_forms(v1::FORM_SEXUAL);
  const v1::Score score = Model::Shipped().Score(Features(v1::Ad(), {sexual, labour}));
  ASSERT_EQ(score.forms_size(), 2);
  EXPECT_EQ(score.forms(0).form(), v1::FORM_LABOUR);
  EXPECT_NEAR(score.forms(0).value(), 1 / (1 + std::exp(-1.0)), 1e-12);
  EXPECT_NEAR(score.forms(1).value(), 1 / (1 + std::exp(2.0)), 1e-12);
  EXPECT_NEAR(score.value(), 1 / (1 + std::exp(-2.0)), 1e-12);

  // A form with a section of its own uses that.
  ModelData data = Model::Shipped().data();
  data.forms[v1::FORM_LABOUR] = {{"bias", 0}, {"rule:a", 1}};
  const v1::Score own = Model(data).Score(Features(v1::Ad(), {labour}));
  EXPECT_NEAR(own.forms(0).value(), 1 / (1 + std::exp(-1.0)), 1e-12);
}

TEST(Model, ATrainedWeightReplacesTheRulesOwn) {
  ModelData data = Model::Shipped().data();
  data.overall["rule:a"] = -1;
  const v1::Score score =
      Model(data).Score(Features(v1::Ad(), {MakeHit("a", 2, v1::STRENGTH_STRONG)}));
  EXPECT_DOUBLE_EQ(score.terms(0).contribution(), -1);
}

}  // namespace
}  // namespace varta
