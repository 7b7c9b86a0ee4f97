// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/screened_json.h"

#include "extract/fields.h"

namespace varta {

OrderedJson HitsJson(const google::protobuf::RepeatedPtrField<v1::Hit>& hits) {
  OrderedJson json = OrderedJson::array();
  for (const v1::Hit& hit : hits) {
    OrderedJson spans = OrderedJson::array();
    for (const v1::Span& span : hit.spans()) spans.push_back({span.begin(), span.end()});
    json.push_back({{"rule", hit.rule()},
                    {"pack", hit.pack()},
                    {"pack_version", hit.pack_version()},
                    {"indicator", hit.indicator()},
                    {"strength", v1::Strength_Name(hit.strength()).substr(9)},
                    {"weight", hit.weight()},
                    {"title", hit.title().en()},
                    {"place", v1::Place_Name(hit.place()).substr(6)},
                    {"spans", std::move(spans)}});
  }
  return json;
}

OrderedJson TermsJson(const v1::Score& score) {
  OrderedJson json = OrderedJson::array();
  for (const v1::ScoreTerm& term : score.terms()) {
    OrderedJson one = {{"feature", term.feature()},
                       {"contribution", term.contribution()},
                       {"because", term.because()}};
    if (term.has_base_rate()) one["base_rate"] = term.base_rate();
    if (!term.overridden_because().empty()) one["overridden_because"] = term.overridden_because();
    json.push_back(std::move(one));
  }
  return json;
}

OrderedJson ToLine(const v1::Screened& screened) {
  const v1::Ad& ad = screened.ad();
  OrderedJson phones = OrderedJson::array(), emails = OrderedJson::array(),
              handles = OrderedJson::array();
  OrderedJson others = OrderedJson::array();
  bool obscured = false;
  for (const v1::Fact& fact : ad.facts()) {
    if (!IsContact(fact.kind()))
      others.push_back(
          {{"kind", v1::FactKind_Name(fact.kind()).substr(10)}, {"value", fact.value()}});
    if (fact.kind() == v1::FACT_KIND_PHONE) phones.push_back(fact.value());
    if (fact.kind() == v1::FACT_KIND_EMAIL) emails.push_back(fact.value());
    if (fact.kind() == v1::FACT_KIND_HANDLE) handles.push_back(fact.value());
    obscured = obscured || fact.obscured();
  }
  OrderedJson line = {{"id", screened.id()},
                      {"url", ad.url()},
                      {"title", ad.title()},
                      {"language", ad.language()},
                      {"charset", ad.charset()},
                      {"fields",
                       {{"phones", phones},
                        {"emails", emails},
                        {"handles", handles},
                        {"obscured", obscured},
                        {"facts", others}}},
                      {"hits", HitsJson(screened.hits())},
                      {"score", nullptr},
                      {"terms", TermsJson(screened.score())},
                      {"lead", screened.lead()}};
  if (screened.score().not_scored_because().empty()) {
    line["score"] = screened.score().value();
  } else {
    line["not_scored_because"] = screened.score().not_scored_because();
  }
  for (const v1::FormScore& form : screened.score().forms())
    line["forms"][v1::Form_Name(form.form()).substr(5)] = form.value();
  for (const v1::LanguageBlock& block : ad.language_blocks()) {
    line["language_blocks"].push_back(
        {{"language", block.language()}, {"span", {block.span().begin(), block.span().end()}}});
  }
  if (ad.truncated()) line["truncated"] = true;
  if (!screened.lead_name().empty()) line["lead_name"] = screened.lead_name();
  for (const v1::Screened& ad_of_page : screened.ads()) {
    OrderedJson part = ToLine(ad_of_page);
    part.erase("id");
    line["ads"].push_back(std::move(part));
  }
  return line;
}

std::string Dump(const OrderedJson& json) {
  return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

}  // namespace varta
