// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/model.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "classifier/logistic.h"
#include "classifier/tokens.h"

namespace varta {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
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
  biases_.fill(kNothing);
  biases_[0] = data_.overall.find(kBias)->second;
  if (data_.input != ModelInput::kAds) return;  // asked by Probability only
  const auto row = [&](const std::string& name) -> Row& {
    Row nothing;
    nothing.weights.fill(kNothing);
    nothing.rate = kNothing;
    return rows_.try_emplace(name, nothing).first->second;
  };
  for (const auto& [name, weight] : data_.overall) row(name).weights[0] = weight;
  for (const auto& [form, weights] : data_.forms) {
    biases_[static_cast<size_t>(form)] = weights.find(kBias)->second;
    for (const auto& [name, weight] : weights)
      row(name).weights[static_cast<size_t>(form)] = weight;
  }
  for (const auto& [name, rate] : data_.rates) row(name).rate = rate;
}

Model Model::Named(std::string_view more) const {
  Model named = *this;
  named.name_ += " " + std::string(more);
  return named;
}

double Model::WeightOf(const Row* row, int section, const Feature& feature) {
  // An administrator's word holds against any file.
  if (!feature.overridden.empty() || row == nullptr) return feature.prior_weight;
  const double weight = row->weights[static_cast<size_t>(section)];
  return std::isnan(weight) ? feature.prior_weight : weight;
}

v1::Score Model::Score(const std::vector<Feature>& features) const {
  v1::Score score;
  score.set_model(name_);
  double sum = biases_[0];
  std::vector<const Row*> rows;
  std::array<bool, v1::Form_ARRAYSIZE> spoken{};
  for (const Feature& feature : features) {
    const auto found = rows_.find(feature.name);
    rows.push_back(found == rows_.end() ? nullptr : &found->second);
    const double contribution = feature.value * WeightOf(rows.back(), 0, feature);
    sum += contribution;
    // What other ads say is shown, and kept for whoever trains a model, also where it counts
    // nothing.
    if (contribution == 0 && GroupOfFeature(feature.name) != "links") continue;
    v1::ScoreTerm* term = score.add_terms();
    FillTerm(feature, contribution, term);
    if (rows.back() != nullptr && !std::isnan(rows.back()->rate)) {
      term->set_base_rate(rows.back()->rate);
      term->set_base_rate_of(data_.rates_of);
    }
    for (const v1::Form form : feature.forms) spoken[static_cast<size_t>(form)] = true;
  }
  std::sort(score.mutable_terms()->pointer_begin(), score.mutable_terms()->pointer_end(),
            [](const v1::ScoreTerm* a, const v1::ScoreTerm* b) {
              if (a->contribution() != b->contribution())
                return a->contribution() > b->contribution();
              return a->feature() < b->feature();
            });
  v1::ScoreTerm* bias = score.add_terms();
  bias->set_feature(std::string(kBias));
  bias->set_contribution(biases_[0]);
  bias->set_because("where an ad without any sign starts");
  score.set_value(Logistic(sum));

  for (int form = v1::Form_MIN + 1; form <= v1::Form_MAX; ++form) {
    if (!spoken[static_cast<size_t>(form)]) continue;
    const bool own = !std::isnan(biases_[static_cast<size_t>(form)]);
    const int section = own ? form : 0;
    double log_odds = biases_[static_cast<size_t>(section)];
    for (size_t i = 0; i < features.size(); ++i) {
      if (Speaks(features[i], static_cast<v1::Form>(form)))
        log_odds += features[i].value * WeightOf(rows[i], section, features[i]);
    }
    v1::FormScore* part = score.add_forms();
    part->set_form(static_cast<v1::Form>(form));
    part->set_value(Logistic(log_odds));
  }
  std::stable_sort(
      score.mutable_forms()->pointer_begin(), score.mutable_forms()->pointer_end(),
      [](const v1::FormScore* a, const v1::FormScore* b) { return a->value() > b->value(); });
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
