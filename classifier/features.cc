// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "classifier/features.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <iterator>
#include <set>

namespace varta {
namespace {

constexpr int kSeveralPhones = 3;  // a shop has two
constexpr double kFarAbove = 2.0;  // times the trade's median
constexpr int kOfAge = 18;

int CountDifferent(const v1::Ad& ad, v1::FactKind kind) {
  std::set<std::string_view> values;
  for (const v1::Fact& fact : ad.facts()) {
    // What stands beside the ad on its page is the site's as often as the advertiser's.
    if (fact.kind() == kind && fact.place() != v1::PLACE_PAGE) values.insert(fact.value());
  }
  return static_cast<int>(values.size());
}

const v1::Fact* FindFact(const v1::Ad& ad, v1::FactKind kind) {
  for (const v1::Fact& fact : ad.facts()) {
    if (fact.kind() == kind) return &fact;
  }
  return nullptr;
}

// What a row found: the fact whose words are shown; null: nothing to show.
struct Found {
  bool holds = false;
  const v1::Fact* fact = nullptr;
  std::string because{};  // empty: as the table has it
};

Found Holds(const v1::Fact* fact) { return {fact != nullptr, fact}; }

Found ObscuredPhone(const FeatureInput& input) {
  for (const v1::Fact& fact : input.ad->facts()) {
    if (fact.kind() == v1::FACT_KIND_PHONE && fact.obscured()) return Holds(&fact);
  }
  return {};
}

Found MessengerOnly(const FeatureInput& input) {
  return Holds(FindFact(*input.ad, v1::FACT_KIND_MESSENGER_ONLY));
}

// Of what is a job ad: it states a wage or a trade, or its page calls it one.
Found EmployerMissing(const FeatureInput& input) {
  const v1::Ad& ad = *input.ad;
  const bool job =
      FindFact(ad, v1::FACT_KIND_WAGE) != nullptr || ad.posting().type() == "JobPosting";
  return {job && FindFact(ad, v1::FACT_KIND_EMPLOYER) == nullptr &&
              FindFact(ad, v1::FACT_KIND_REGISTRATION) == nullptr &&
              ad.posting().organization().empty(),
          nullptr};
}

Found SeveralPhones(const FeatureInput& input) {
  if (CountDifferent(*input.ad, v1::FACT_KIND_PHONE) < kSeveralPhones) return {};
  return Holds(FindFact(*input.ad, v1::FACT_KIND_PHONE));
}

Found MixedScript(const FeatureInput& input) {
  return Holds(FindFact(*input.ad, v1::FACT_KIND_MIXED_SCRIPT));
}

// In an ad of sexual services or with a sign of that kind: elsewhere a stated age is a daughter's.
Found MinorStated(const FeatureInput& input) {
  const auto sexual = [](const v1::Hit& hit) {
    return std::find(hit.forms().begin(), hit.forms().end(), v1::FORM_SEXUAL) != hit.forms().end();
  };
  if (input.source != v1::SOURCE_KIND_SEXUAL_SERVICES &&
      std::none_of(input.hits->begin(), input.hits->end(), sexual))
    return {};
  for (const v1::Fact& fact : input.ad->facts()) {
    if (fact.kind() == v1::FACT_KIND_AGE && fact.role() == v1::ROLE_STATED && fact.has_high() &&
        fact.high() < kOfAge && fact.high() >= 5)
      return Holds(&fact);
  }
  return {};
}

std::string ShortAmount(double value, const char* format) {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

Found WageFarAbove(const FeatureInput& input) {
  if (input.context == nullptr || !input.context->wage || input.context->wage->median <= 0)
    return {};
  const TradeWage& usual = *input.context->wage;
  for (const v1::Fact& fact : input.ad->facts()) {
    if (fact.kind() != v1::FACT_KIND_WAGE || fact.unit() != usual.unit) continue;
    const double offered = fact.has_low() ? fact.low() : fact.high();
    if (offered < kFarAbove * usual.median) continue;
    return {true, &fact,
            "the pay is " + ShortAmount(offered / usual.median, "%.1f") + " times the middle of " +
                std::to_string(usual.ads) + " stored ads for '" + usual.trade + "' (about " +
                ShortAmount(usual.median, "%.0f") + " " + usual.unit + ")"};
  }
  return {};
}

// "phone", with "its" before it: what the words of a link are about.
std::string ItsContact(const v1::Fact* fact) {
  switch (fact == nullptr ? v1::FACT_KIND_UNSPECIFIED : fact->kind()) {
    case v1::FACT_KIND_PHONE:
      return "its phone";
    case v1::FACT_KIND_EMAIL:
      return "its e-mail address";
    case v1::FACT_KIND_HANDLE:
      return "its handle";
    default:
      return "its contact";
  }
}

// A sign that holds from `least` on; `words` go on where "its phone" ends, the count at the %.
Found LinkFound(const FeatureInput& input, LinkSign Links::*which, int least,
                std::string_view words) {
  if (input.context == nullptr || !input.context->links) return {};
  const LinkSign& sign = (*input.context->links).*which;
  if (sign.count < least) return {};
  const v1::Fact* fact =
      sign.fact >= 0 && sign.fact < input.ad->facts_size() ? &input.ad->facts(sign.fact) : nullptr;
  const size_t place = words.find('%');
  std::string because(words.substr(0, place));
  because += std::to_string(sign.count);
  because += words.substr(place + 1);
  return {true, fact, fact == nullptr ? because : ItsContact(fact) + because};
}

constexpr int kAny = 1, kSeveralEmployers = 2, kManyTrades = 3, kSeveralNames = 2,
              kSeveralCities = 3;

Found SexualServicesContact(const FeatureInput& input) {
  return LinkFound(input, &Links::sexual_services, kAny,
                   " stands in ads of sexual services too (%)");
}
Found SeveralEmployers(const FeatureInput& input) {
  return LinkFound(input, &Links::employers, kSeveralEmployers,
                   " stands in ads of several employers (%)");
}
// Lists of vacancies have them lawfully: for a trained model to say, as the next one.
Found ManyTrades(const FeatureInput& input) {
  return LinkFound(input, &Links::trades, kManyTrades, " stands in ads for several trades (%)");
}
// Friends share a phone for safety, and the costs of an ad.
Found SeveralNames(const FeatureInput& input) {
  return LinkFound(input, &Links::names, kSeveralNames, " stands in ads of several persons (%)");
}
Found SeveralCities(const FeatureInput& input) {
  return LinkFound(input, &Links::cities, kSeveralCities,
                   " was seen in one city after the other (%)");
}
// Agencies do it lawfully: it is for a trained model to say what it means here.
Found NearDuplicates(const FeatureInput& input) {
  return LinkFound(input, &Links::near_duplicates, kAny, "other ads have nearly its text (%)");
}

// What is a sign by itself. Add a row for a new one. Weights are the shipped model's: chosen so
// that none makes a lead alone, and all that an ordinary ad may well have together (messenger only,
// no employer, mixed script, several phones) weigh less than one weak rule.
struct FactRow {
  FactFeature feature;
  Found (*find)(const FeatureInput&);
};
constexpr FactRow kFactRows[] = {
    {{"fact:phone_obscured", 0.9,
      "a phone number is written so that machines do not read it (predictor in the JIRN/NIJ study "
      "of ads with known outcomes)"},
     ObscuredPhone},
    {{"fact:messenger_only", 0.2, "nothing but a messenger to answer to"}, MessengerOnly},
    {{"fact:employer_missing", 0.1,
      "a job ad that does not say who hires (10.2 % of fraudulent and 2.8 % of other ads in EMSCAD "
      "have no company)"},
     EmployerMissing},
    {{"fact:several_phones", 0.1, "three phone numbers or more"}, SeveralPhones},
    {{"fact:mixed_script", 0.1, "words that mix Latin and Cyrillic letters"}, MixedScript},
    {{"fact:minor_stated", 2.5, "somebody under 18 is stated: any minor is a case by definition"},
     MinorStated},
    {{"fact:wage_far_above", 0.8,
      "the pay is twice and more what our stored ads of this trade offer at the middle"},
     WageFarAbove},
    // The shared contact is a strong sign in the literature, but tested against no known outcome:
    // with one weak rule it makes no lead, with a strong one it does sooner.
    {{"link:sexual_services_contact", 1.5, "its contact stands in ads of sexual services too"},
     SexualServicesContact},
    // Small agencies have several employers too.
    {{"link:several_employers", 0.5, "its contact stands in ads of several employers"},
     SeveralEmployers},
    {{"link:many_trades", 0.0, "its contact stands in ads for several trades"}, ManyTrades},
    {{"link:several_names", 0.0, "its contact stands in ads of several persons"}, SeveralNames},
    {{"link:several_cities", 0.3, "its contact was seen in one city after the other"},
     SeveralCities},
    {{"link:near_duplicates", 0.0, "other ads have nearly its text"}, NearDuplicates},
};

// Stated ethnicity or nationality: a tag for the reader, whatever a pack says of it.
constexpr std::string_view kProtectedIndicators[] = {"S3"};

bool IsProtected(std::string_view indicator) {
  return std::find(std::begin(kProtectedIndicators), std::end(kProtectedIndicators), indicator) !=
         std::end(kProtectedIndicators);
}

// Above 0: the weight by which the hit counts; *overridden: by whose word.
double WeightOfHit(const v1::Hit& hit, const std::vector<Override>* overrides,
                   std::string* overridden) {
  if (IsProtected(hit.indicator())) return 0;
  switch (hit.strength()) {
    case v1::STRENGTH_CONTRADICTED:
      return 0;
    case v1::STRENGTH_CONTESTED:
      if (overrides == nullptr) return 0;
      for (const Override& override : *overrides) {
        if (override.indicator != hit.indicator()) continue;
        *overridden = override.reason;
        return override.weight;
      }
      return 0;
    default:
      return hit.weight();
  }
}

Feature OfHit(const v1::Hit& hit, double weight, std::string overridden) {
  Feature feature;
  feature.name = "rule:" + hit.rule();
  feature.value = 1;
  feature.prior_weight = weight;
  feature.because = hit.title().en();
  for (const int form : hit.forms()) {
    if (v1::Form_IsValid(form)) feature.forms.push_back(static_cast<v1::Form>(form));
  }
  feature.place = hit.place();
  feature.spans.assign(hit.spans().begin(), hit.spans().end());
  feature.references.assign(hit.references().begin(), hit.references().end());
  feature.overridden = std::move(overridden);
  return feature;
}

}  // namespace

unsigned HoldingSigns(const Links& links) {
  const bool holds[] = {
      links.sexual_services.count >= kAny,  links.employers.count >= kSeveralEmployers,
      links.trades.count >= kManyTrades,    links.names.count >= kSeveralNames,
      links.cities.count >= kSeveralCities, links.near_duplicates.count >= kAny};
  unsigned signs = 0;
  for (const bool sign : holds) signs = signs << 1 | static_cast<unsigned>(sign);
  return signs;
}

std::optional<Override> ParseOverride(std::string_view written, std::string* error) {
  Override override;
  const size_t first = written.find(' ');
  const size_t second = first == std::string_view::npos ? first : written.find(' ', first + 1);
  if (second == std::string_view::npos) {
    *error = "write an indicator, a weight and a reason, as: J14 0.4 our court said so";
    return std::nullopt;
  }
  override.indicator = written.substr(0, first);
  if (IsProtected(override.indicator)) {
    *error = override.indicator + " is a protected trait and never counts";
    return std::nullopt;
  }
  const std::string_view number = written.substr(first + 1, second - first - 1);
  const auto [end, code] =
      std::from_chars(number.data(), number.data() + number.size(), override.weight);
  if (code != std::errc() || end != number.data() + number.size() || !(override.weight > 0) ||
      override.weight > kMostOverride) {
    *error = "the weight of a contested sign is above 0 and at most 1, as in: J14 0.4 why";
    return std::nullopt;
  }
  override.reason = written.substr(second + 1);
  if (override.reason.find_first_not_of(' ') == std::string::npos) {
    *error = "a contested sign counts only for a reason: write it behind the weight";
    return std::nullopt;
  }
  return override;
}

std::vector<Feature> Features(const FeatureInput& input) {
  std::vector<Feature> features;
  std::set<std::string_view> seen;
  for (const v1::Hit& hit : *input.hits) {
    std::string overridden;
    const double weight = WeightOfHit(hit, input.overrides, &overridden);
    if (weight == 0) continue;
    if (!seen.insert(hit.rule()).second) {
      // The same rule in title and text: the words of both, the weight of one.
      for (Feature& feature : features) {
        if (feature.name.compare(5, std::string::npos, hit.rule()) == 0 &&
            feature.place == hit.place())
          feature.spans.insert(feature.spans.end(), hit.spans().begin(), hit.spans().end());
      }
      continue;
    }
    features.push_back(OfHit(hit, weight, std::move(overridden)));
  }
  for (const FactRow& row : kFactRows) {
    const Found found = row.find(input);
    if (!found.holds) continue;
    Feature feature;
    feature.name = row.feature.name;
    feature.value = 1;
    feature.prior_weight = row.feature.prior_weight;
    feature.because = found.because.empty() ? std::string(row.feature.because) : found.because;
    if (found.fact != nullptr && found.fact->has_span()) {
      feature.place = found.fact->place();
      feature.spans.push_back(found.fact->span());
    }
    features.push_back(std::move(feature));
  }
  return features;
}

std::vector<Feature> Features(const v1::Ad& ad, const std::vector<v1::Hit>& hits) {
  FeatureInput input;
  input.ad = &ad;
  input.hits = &hits;
  return Features(input);
}

std::vector<FactFeature> FactFeatures() {
  std::vector<FactFeature> features;
  for (const FactRow& row : kFactRows) features.push_back(row.feature);
  return features;
}

std::vector<Feature> ContextFeatures(const v1::Score& score) {
  std::vector<Feature> features;
  for (const v1::ScoreTerm& term : score.terms()) {
    for (const FactRow& row : kFactRows) {
      if (row.feature.name != term.feature()) continue;
      if (row.find != WageFarAbove && GroupOfFeature(row.feature.name) != "links") continue;
      features.push_back({term.feature(), 1, row.feature.prior_weight, term.because()});
    }
  }
  return features;
}

std::string_view GroupOfFeature(std::string_view name) {
  if (name.starts_with("rule:")) return kFeatureGroups[0];
  if (name.starts_with("fact:")) return kFeatureGroups[1];
  if (name.starts_with("link:")) return kFeatureGroups[2];
  return kFeatureGroups[3];
}

}  // namespace varta
