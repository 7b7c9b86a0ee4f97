// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/alerts.h"

#include <algorithm>

namespace varta {
namespace {

constexpr size_t kSeveralEmployers = 2, kSeveralTrades = 3, kSeveralNames = 2;

std::string Day(Time time) { return FormatTime(time).substr(0, 10); }

LinkAlert Alert(AlertKind kind, const ContactHistory& of, const LinkedAd& ad) {
  LinkAlert alert;
  alert.kind = kind;
  alert.contact = of.contact;
  alert.time = ad.seen;
  alert.ads = {ad.id};
  alert.once = std::string(AlertKindName(kind)) + '/' + of.contact.key;
  return alert;
}

void AddAd(const std::string& id, LinkAlert* alert) {
  constexpr size_t kMaxAds = 20;
  if (!id.empty() && alert->ads.size() < kMaxAds &&
      std::find(alert->ads.begin(), alert->ads.end(), id) == alert->ads.end())
    alert->ads.push_back(id);
}

std::string Dates(const SeenWith& with) {
  const std::string first = Day(with.first), last = Day(with.last);
  return first == last ? "on " + first : "from " + first + " to " + last;
}

void AddIdentities(std::string_view what, const ContactHistory::Seen& before,
                   const ContactHistory::Seen& after, size_t several, const ContactHistory& of,
                   const LinkedAd& ad, std::vector<LinkAlert>* alerts) {
  if (InAdsOfTheirOwn(before) >= several || InAdsOfTheirOwn(after) < several) return;
  LinkAlert alert = Alert(AlertKind::kSeveralIdentities, of, ad);
  alert.once += '/' + std::string(what);
  alert.reasons.push_back("one " + of.contact.kind + " under " + std::to_string(after.size()) +
                          " " + std::string(what));
  for (const auto& [value, with] : after) {
    alert.reasons.push_back(value + ": " + Dates(with));
    AddAd(with.example, &alert);
  }
  alerts->push_back(std::move(alert));
}

// A person on tour is seen in two cities soon; a firm that hires here and there in three.
size_t ManyCities(const ContactHistory& history) { return history.sexual_services > 0 ? 2 : 3; }

void AddMove(const ContactHistory& before, const ContactHistory& after, const LinkedAd& ad,
             std::vector<LinkAlert>* alerts) {
  const std::vector<std::string> cities = CitiesInTurn(after, ManyCities(after));
  if (cities.empty()) return;
  const std::vector<std::string> known = CitiesInTurn(before, ManyCities(before));
  if (known.size() >= cities.size()) return;
  LinkAlert alert = Alert(AlertKind::kMovesBetweenCities, after, ad);
  alert.once += '/' + std::to_string(cities.size());
  alert.reasons.push_back("one " + after.contact.kind + " in " + std::to_string(cities.size()) +
                          " cities, one after the other");
  for (const std::string& city : cities) {
    const SeenWith& with = after.cities.find(city)->second;
    alert.reasons.push_back(city + ": " + Dates(with));
    AddAd(with.example, &alert);
  }
  alerts->push_back(std::move(alert));
}

}  // namespace

std::string_view AlertKindName(AlertKind kind) {
  switch (kind) {
    case AlertKind::kJobAndSexualServices:
      return "job_and_sexual_services";
    case AlertKind::kSeveralIdentities:
      return "several_identities";
    case AlertKind::kMovesBetweenCities:
      return "moves_between_cities";
    case AlertKind::kDismissedReposted:
      return "dismissed_reposted";
    case AlertKind::kWatchedSeen:
      return "watched_seen";
  }
  return "";
}

std::vector<std::string> CitiesInTurn(const ContactHistory& history, size_t at_least) {
  struct Stay {
    std::string_view city;
    SeenWith with;
  };
  std::vector<Stay> stays;
  for (const auto& [city, with] : history.cities) stays.push_back({city, with});
  if (stays.size() < at_least || stays.empty()) return {};
  std::sort(stays.begin(), stays.end(),
            [](const Stay& a, const Stay& b) { return a.with.first < b.with.first; });
  std::vector<std::string> cities;
  for (size_t i = 0; i < stays.size(); ++i) {
    // Seen on one day is seen at one time: an ad that lists several cities moves nowhere.
    if (i > 0 && Day(stays[i].with.first) <= Day(stays[i - 1].with.last)) return {};
    cities.emplace_back(stays[i].city);
  }
  return cities;
}

std::vector<LinkAlert> AlertsOf(const ContactHistory& before, const ContactHistory& after,
                                bool generic, const LinkedAd& ad, bool first_time) {
  std::vector<LinkAlert> alerts;
  if (after.watched && first_time) {
    LinkAlert alert = Alert(AlertKind::kWatchedSeen, after, ad);
    alert.once += '/' + ad.id;
    alert.reasons.push_back("a watched " + after.contact.kind + " was seen in a new ad of " +
                            ad.source + " on " + Day(ad.seen));
    alerts.push_back(std::move(alert));
  }
  if (generic) return alerts;
  const auto both = [](const ContactHistory& history) {
    return history.jobs > 0 && history.sexual_services > 0;
  };
  if (both(after) && !both(before)) {
    LinkAlert alert = Alert(AlertKind::kJobAndSexualServices, after, ad);
    alert.reasons.push_back("one " + after.contact.kind + " in " + std::to_string(after.jobs) +
                            " job ads and " + std::to_string(after.sexual_services) +
                            " ads of sexual services, " + Day(after.first_seen) + " to " +
                            Day(after.last_seen));
    AddAd(after.job_ad, &alert);
    AddAd(after.sexual_services_ad, &alert);
    alerts.push_back(std::move(alert));
  }
  AddIdentities("employers", before.employers, after.employers, kSeveralEmployers, after, ad,
                &alerts);
  AddIdentities("trades", before.trades, after.trades, kSeveralTrades, after, ad, &alerts);
  AddIdentities("names", before.names, after.names, kSeveralNames, after, ad, &alerts);
  AddMove(before, after, ad, &alerts);
  return alerts;
}

std::vector<LinkAlert> AlertsOf(const ClusterHistory& cluster,
                                const std::vector<DismissedAd>& dismissed, const LinkedAd& ad,
                                bool first_time) {
  std::vector<LinkAlert> alerts;
  if (!first_time) return alerts;
  const auto alert_of = [&](AlertKind kind) {
    LinkAlert alert;
    alert.kind = kind;
    alert.cluster = cluster.id;
    alert.time = ad.seen;
    alert.ads = {ad.id};
    alert.once = std::string(AlertKindName(kind)) + "/cluster/" + ad.id + '/' + ad.text_digest;
    return alert;
  };
  if (cluster.watched) {
    LinkAlert alert = alert_of(AlertKind::kWatchedSeen);
    alert.reasons.push_back("a watched cluster has a new ad, of " + ad.source + " on " +
                            Day(ad.seen));
    alerts.push_back(std::move(alert));
  }
  LinkAlert alert = alert_of(AlertKind::kDismissedReposted);
  for (const DismissedAd& old : dismissed) {
    if (old.text_digest == ad.text_digest) continue;  // what a person has read
    alert.reasons.push_back(old.id == ad.id ? "the ad was dismissed on " + Day(old.time) +
                                                  " and has another text now"
                                            : "a near-duplicate was dismissed on " + Day(old.time) +
                                                  ", and this one has another text");
    AddAd(old.id, &alert);
    if (alert.reasons.size() == 5) break;
  }
  if (!alert.reasons.empty()) alerts.push_back(std::move(alert));
  return alerts;
}

}  // namespace varta
