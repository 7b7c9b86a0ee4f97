// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the score of an ad costs when its hits and facts are known: features, the model over all and
// of each form, and the explanation; and what learning costs.
#include <benchmark/benchmark.h>

#include <random>

#include "classifier/model.h"
#include "classifier/tokens.h"
#include "classifier/train.h"

namespace varta {
namespace {

// More than most ads have: a dozen rules of several forms, and twenty facts.
struct BenchAd {
  v1::Ad ad;
  std::vector<v1::Hit> hits;
};
BenchAd MakeBenchAd() {
  BenchAd made;
  for (int i = 0; i < 12; ++i) {
    v1::Hit& hit = made.hits.emplace_back();
    hit.set_rule("uk.rule-number-" + std::to_string(i));
    hit.set_indicator("J" + std::to_string(i + 1));
    hit.set_strength(i % 2 == 0 ? v1::STRENGTH_STRONG : v1::STRENGTH_WEAK);
    hit.set_weight(i % 2 == 0 ? 2.5 : 0.6);
    hit.add_forms(static_cast<v1::Form>(1 + i % 4));
    hit.add_forms(v1::FORM_LABOUR);
    hit.mutable_title()->set_en("What a sign of this kind means to whoever reads it");
    hit.add_references("A published source of the sign, with its number and its year");
    hit.set_place(v1::PLACE_TEXT);
    for (uint32_t k = 0; k < 3; ++k) {
      v1::Span* span = hit.add_spans();
      span->set_begin(40 * k);
      span->set_end(40 * k + 20);
    }
  }
  for (int i = 0; i < 20; ++i) {
    v1::Fact* fact = made.ad.add_facts();
    fact->set_kind(static_cast<v1::FactKind>(1 + i % 14));
    fact->set_value("value " + std::to_string(i));
    fact->set_obscured(i == 0);
  }
  return made;
}

// A trained model with a section for each form and as many weights as rules there may be.
Model MakeBenchModel() {
  ModelData data = Model::Shipped().data();
  for (int rule = 0; rule < 500; ++rule) {
    const std::string name = "rule:uk.rule-number-" + std::to_string(rule);
    data.overall[name] = 0.5;
    data.rates[name] = 0.01;
  }
  data.rates_of = "ordinary ads";
  for (int form = v1::Form_MIN + 1; form <= v1::Form_MAX; ++form)
    data.forms[static_cast<v1::Form>(form)] = data.overall;
  return Model(std::move(data));
}

void BM_ScoreAd(benchmark::State& state) {
  const BenchAd ad = MakeBenchAd();
  const Model model = MakeBenchModel();
  FeatureInput input;
  input.ad = &ad.ad;
  input.hits = &ad.hits;
  const AdContext context{.links = Links{.sexual_services = {2, 0},
                                         .employers = {3, 0},
                                         .trades = {3, 0},
                                         .names = {2, 0},
                                         .cities = {4, 0},
                                         .near_duplicates = {5, -1}},
                          .wage = TradeWage{"waiter", "UAH/month", 20000, 40}};
  input.context = &context;
  for (auto _ : state) benchmark::DoNotOptimize(model.Score(Features(input)));
}
BENCHMARK(BM_ScoreAd);

void BM_ScoreAdWithoutSigns(benchmark::State& state) {
  const v1::Ad ad;
  const std::vector<v1::Hit> hits;
  const Model model = MakeBenchModel();
  for (auto _ : state) benchmark::DoNotOptimize(model.Score(Features(ad, hits)));
}
BENCHMARK(BM_ScoreAdWithoutSigns);

void BM_TextFeatures(benchmark::State& state) {
  std::string text;
  while (text.size() < static_cast<size_t>(state.range(0)))
    text += "Потрібні працівники на склад, графік два через два, зарплата двадцять тисяч. ";
  for (auto _ : state) benchmark::DoNotOptimize(TextFeatures(text));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}
BENCHMARK(BM_TextFeatures)->Arg(1000)->Arg(20000);

void BM_Train(benchmark::State& state) {
  std::mt19937_64 random(1);
  std::vector<TrainRow> rows;
  for (int i = 0; i < state.range(0); ++i) {
    TrainRow row;
    std::vector<std::string> tokens;
    for (int k = 0; k < 8; ++k) tokens.push_back("t" + std::to_string(random() % 200));
    row.features = TokenFeatures(tokens);
    row.label = random() % 10 == 0;
    rows.push_back(std::move(row));
  }
  TrainOptions options;
  options.together = 1;
  for (auto _ : state) benchmark::DoNotOptimize(TrainWeights(rows, options));
}
BENCHMARK(BM_Train)->Arg(2000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace varta
