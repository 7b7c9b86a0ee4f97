// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/model.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "classifier/logistic.h"
#include "classifier/tokens.h"

namespace varta {
namespace {

constexpr int kMostTermSpans = 16, kMostTermReferences = 4;

void FillTerm(const Feature& feature, double contribution, v1::ScoreTerm* term) {
  term->set_feature(feature.name);
  term->set_contribution(contribution);
  term->set_because(feature.because);
  for (const v1::Form form : feature.forms) term->add_forms(form);
  term->set_place(feature.place);
  for (const v1::Span& span : feature.spans) {
    if (term->spans_size() == kMostTermSpans) break;
    *term->add_spans() = span;
  }
  for (const std::string& reference : feature.references) {
    if (term->references_size() == kMostTermReferences) break;
    term->add_references(reference);
  }
  term->set_overridden_because(feature.overridden);
}

bool Speaks(const Feature& feature, v1::Form form) {
  return feature.forms.empty() ||
         std::find(feature.forms.begin(), feature.forms.end(), form) != feature.forms.end();
}

}  // namespace

Model Model::Shipped() {
  Result<ModelData> data = ParseModel(ShippedModelText(), "the shipped model");
  if (!data.ok()) std::abort();  // tests/classifier reads it
  return Model(*std::move(data));
}

Model::Model(ModelData data, std::string_view version) : data_(std::move(data)) {
  name_ = data_.name;
  if (!version.empty()) name_ += " " + std::string(version);
}

double Model::WeightOf(const NamedNumbers& weights, const Feature& feature) const {
  // An administrator's word holds against any file.
  if (!feature.overridden.empty()) return feature.prior_weight;
  const auto own = weights.find(feature.name);
  return own != weights.end() ? own->second : feature.prior_weight;
}

v1::Score Model::Score(const std::vector<Feature>& features) const {
  v1::Score score;
  score.set_model(name_);
  double sum = data_.overall.find(kBias)->second;
  std::map<v1::Form, double> forms;
  for (const Feature& feature : features) {
    const double contribution = feature.value * WeightOf(data_.overall, feature);
    sum += contribution;
    if (contribution == 0) continue;
    v1::ScoreTerm* term = score.add_terms();
    FillTerm(feature, contribution, term);
    if (const auto rate = data_.rates.find(feature.name); rate != data_.rates.end()) {
      term->set_base_rate(rate->second);
      term->set_base_rate_of(data_.rates_of);
    }
    for (const v1::Form form : feature.forms) forms.try_emplace(form, 0);
  }
  std::sort(score.mutable_terms()->begin(), score.mutable_terms()->end(),
            [](const v1::ScoreTerm& a, const v1::ScoreTerm& b) {
              if (a.contribution() != b.contribution()) return a.contribution() > b.contribution();
              return a.feature() < b.feature();
            });
  v1::ScoreTerm* bias = score.add_terms();
  bias->set_feature(std::string(kBias));
  bias->set_contribution(data_.overall.find(kBias)->second);
  bias->set_because("where an ad without any sign starts");
  score.set_value(Logistic(sum));

  for (auto& [form, log_odds] : forms) {
    const auto own = data_.forms.find(form);
    const NamedNumbers& weights = own == data_.forms.end() ? data_.overall : own->second;
    log_odds = weights.find(kBias)->second;
    for (const Feature& feature : features) {
      if (Speaks(feature, form)) log_odds += feature.value * WeightOf(weights, feature);
    }
    v1::FormScore* part = score.add_forms();
    part->set_form(form);
    part->set_value(Logistic(log_odds));
  }
  std::stable_sort(
      score.mutable_forms()->begin(), score.mutable_forms()->end(),
      [](const v1::FormScore& a, const v1::FormScore& b) { return a.value() > b.value(); });
  return score;
}

double Model::Probability(const NamedValues& values) const {
  double sum = data_.overall.find(kBias)->second;
  std::vector<std::string_view> known;
  for (const auto& [name, value] : values) {
    const auto weight = data_.overall.find(name);
    if (weight == data_.overall.end()) continue;
    sum += value * weight->second;
    if (known.size() < kMostTogether) known.push_back(name);
  }
  if (data_.together < 2) return Logistic(sum);
  std::sort(known.begin(), known.end());
  const auto add = [&](const std::vector<std::string_view>& names) {
    const auto weight = data_.overall.find(TogetherName(names));
    if (weight != data_.overall.end()) sum += weight->second;
  };
  for (size_t a = 0; a < known.size(); ++a) {
    for (size_t b = a + 1; b < known.size(); ++b) {
      add({known[a], known[b]});
      if (data_.together < 3) continue;
      for (size_t c = b + 1; c < known.size(); ++c) add({known[a], known[b], known[c]});
    }
  }
  return Logistic(sum);
}

}  // namespace varta
