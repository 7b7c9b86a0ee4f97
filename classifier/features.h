// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Features: an ad's hits, facts and links as named numbers, each with its reason. Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "varta/v1/ad.pb.h"
#include "varta/v1/lead.pb.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

// A named number. Protected traits (ethnicity, nationality, health) are never features.
struct Feature {
  std::string name;  // "rule:uk.documents-kept", "fact:phone_obscured"
  double value = 0;
  double prior_weight = 0;  // log-odds a unit of value: what an untrained model uses
  std::string because{};    // a sentence for people
  // What it points to; empty: to no one form, and so to all of them.
  std::vector<v1::Form> forms{};
  // Where in the ad.
  v1::Place place = v1::PLACE_UNSPECIFIED;
  std::vector<v1::Span> spans{};
  std::vector<std::string> references{};  // of the rule
  std::string overridden{};  // the administrator's reason why a contested sign counts here
};

// A contested sign that an administrator lets count.
struct Override {
  std::string indicator;  // "J14"
  double weight = 0;      // log-odds; above 0, at most kMostOverride
  std::string reason;
};
// No more than a weak sign.
inline constexpr double kMostOverride = 1.0;
// "J14 0.4 why": kInvalidArgument-like sentence in *error if it is not that.
std::optional<Override> ParseOverride(std::string_view written, std::string* error);

// What is known of one of the ad's contacts (or its text) from other ads, and of the ad itself.
struct LinkSign {
  int count = 0;  // 0: nothing
  int fact = -1;  // of the ad's facts: the contact that says it; -1: none
};

// What the store knows of an ad's contacts and text; found out by whoever has a store. Contacts
// that are everybody's say nothing.
struct Links {
  LinkSign sexual_services;  // of a job ad: ads of sexual services with one of its contacts
  LinkSign employers, trades, names;  // under which one contact stands, each in an ad of its own
  LinkSign cities;                    // in which one contact was seen, one after the other
  LinkSign near_duplicates;           // other ads with nearly its text
};

// Which features these make: a bit for each. Links with the same bits give the same score.
unsigned HoldingSigns(const Links& links);

// What our own stored ads offer for a trade.
struct TradeWage {
  std::string trade, unit;  // "waiter", "UAH/month"
  double median = 0;        // in that unit
  int ads = 0;              // that it is of
};

// What is known of an ad besides itself.
struct AdContext {
  std::optional<Links> links;
  std::optional<TradeWage> wage;  // of the ad's trade; absent: too few ads say
};

// Everything that a score is made of.
struct FeatureInput {
  const v1::Ad* ad = nullptr;
  const std::vector<v1::Hit>* hits = nullptr;
  v1::SourceKind source = v1::SOURCE_KIND_UNSPECIFIED;
  const AdContext* context = nullptr;                // null: nothing is known
  const std::vector<Override>* overrides = nullptr;  // null: none
};

// Hits of contradicted rules give no feature, whatever their weight says; those of contested rules
// only by an override. An indicator that several rules hit counts once for each rule. The work is
// linear in hits and facts.
std::vector<Feature> Features(const FeatureInput& input);
std::vector<Feature> Features(const v1::Ad& ad, const std::vector<v1::Hit>& hits);

// One row of the table of facts, for whoever inspects it.
struct FactFeature {
  std::string_view name;
  double prior_weight;
  std::string_view because;
};
std::vector<FactFeature> FactFeatures();

// Those of the context in which an ad was scored, as its score has them: for whoever learns from it
// later, when the context is another.
std::vector<Feature> ContextFeatures(const v1::Score& score);

// The group of a feature in the bias report: "signs of strength S", "signs of strength W", "facts",
// "links", "overrides", "words".
inline constexpr std::string_view kFeatureGroups[] = {"rules", "facts", "links", "words"};
std::string_view GroupOfFeature(std::string_view name);

}  // namespace varta
