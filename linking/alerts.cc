// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/alerts.h"

#include <algorithm>
#include <utility>

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

// "2026-11-20", "2026-11-20 .. 2026-11-25".
std::string Days(Time first, Time last) {
  const std::string from = Day(first), to = Day(last);
  return from == to ? from : from + " .. " + to;
}

AlertReason SeenAt(const std::string& value, const SeenWith& with) {
  const std::string text = value + ": " + Days(with.first, with.last);
  return {text, text};
}

std::string Count(uint32_t count, const char* one, const char* many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

// "контакт (телефон)".
std::string ContactInUkrainian(std::string_view kind) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {{"phone", "телефон"},
                                                                      {"email", "ел. пошта"},
                                                                      {"handle", "месенджер"},
                                                                      {"payment", "рахунок"},
                                                                      {"domain", "сайт"}};
  for (const auto& [name, written] : kNames) {
    if (name == kind) return "контакт (" + std::string(written) + ")";
  }
  return "контакт";
}

// "той самий контакт (телефон)".
std::string SameContactInUkrainian(const ContactHistory& of) {
  return "той самий " + ContactInUkrainian(of.contact.kind);
}

// What people may call themselves, in both languages.
struct Identity {
  const char *en, *uk;  // "employers", "під різними роботодавцями"
  bool hidden;          // values are pseudonyms
};

void AddIdentities(const Identity& what, const ContactHistory::Seen& before,
                   const ContactHistory::Seen& after, size_t several, const ContactHistory& of,
                   const LinkedAd& ad, std::vector<LinkAlert>* alerts) {
  if (InAdsOfTheirOwn(before) >= several || InAdsOfTheirOwn(after) < several) return;
  LinkAlert alert = Alert(AlertKind::kSeveralIdentities, of, ad);
  alert.once += '/' + std::string(what.en);
  const std::string count = std::to_string(after.size());
  alert.reasons.push_back({"one " + of.contact.kind + " under " + count + " " + what.en,
                           SameContactInUkrainian(of) + " " + what.uk + " (" + count + ")"});
  for (const auto& [value, with] : after) {
    alert.reasons.push_back(SeenAt(what.hidden ? '#' + value : value, with));
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
  const std::string count = std::to_string(cities.size());
  alert.reasons.push_back(
      {"one " + after.contact.kind + " in " + count + " cities, one after the other",
       SameContactInUkrainian(after) + " по черзі в різних містах (" + count + ")"});
  for (const std::string& city : cities) {
    const SeenWith& with = after.cities.find(city)->second;
    alert.reasons.push_back(SeenAt(city, with));
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
    alert.reasons.push_back({"a watched " + after.contact.kind + " was seen in a new ad of " +
                                 ad.source + " on " + Day(ad.seen),
                             ContactInUkrainian(after.contact.kind) +
                                 ", за яким стежать, є в новому оголошенні " + ad.source + ", " +
                                 Day(ad.seen)});
    alerts.push_back(std::move(alert));
  }
  if (generic) return alerts;
  const auto both = [](const ContactHistory& history) {
    return history.jobs > 0 && history.sexual_services > 0;
  };
  if (both(after) && !both(before)) {
    LinkAlert alert = Alert(AlertKind::kJobAndSexualServices, after, ad);
    const std::string days = Days(after.first_seen, after.last_seen);
    alert.reasons.push_back(
        {"one " + after.contact.kind + " in " + Count(after.jobs, "job ad", "job ads") + " and " +
             Count(after.sexual_services, "ad", "ads") + " of sexual services, " + days,
         SameContactInUkrainian(after) + " в оголошеннях про роботу (" +
             std::to_string(after.jobs) + ") і про сексуальні послуги (" +
             std::to_string(after.sexual_services) + "), " + days});
    AddAd(after.job_ad, &alert);
    AddAd(after.sexual_services_ad, &alert);
    alerts.push_back(std::move(alert));
  }
  // Many name one web site, for many reasons.
  if (after.contact.kind == "domain") return alerts;
  AddIdentities({"employers", "під різними роботодавцями", true}, before.employers, after.employers,
                kSeveralEmployers, after, ad, &alerts);
  AddIdentities({"trades", "у різних професіях", false}, before.trades, after.trades,
                kSeveralTrades, after, ad, &alerts);
  AddIdentities({"names", "під різними іменами", true}, before.names, after.names, kSeveralNames,
                after, ad, &alerts);
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
    alert.reasons.push_back(
        {"a watched cluster has a new ad, of " + ad.source + " on " + Day(ad.seen),
         "серед схожих оголошень, за якими стежать, є нове: " + ad.source + ", " + Day(ad.seen)});
    alerts.push_back(std::move(alert));
  }
  LinkAlert alert = alert_of(AlertKind::kDismissedReposted);
  for (const DismissedAd& old : dismissed) {
    if (old.text_digest == ad.text_digest) continue;  // what a person has read
    const std::string day = Day(old.time);
    if (old.id == ad.id) {
      alert.reasons.push_back({"the ad was dismissed on " + day + " and has another text now",
                               "оголошення відхилили " + day + ", а тепер у ньому інший текст"});
    } else {
      alert.reasons.push_back(
          {"a near-duplicate was dismissed on " + day + ", and this one has another text",
           "схоже оголошення відхилили " + day + ", а в цьому інший текст"});
    }
    AddAd(old.id, &alert);
    if (alert.reasons.size() == 5) break;
  }
  if (!alert.reasons.empty()) alerts.push_back(std::move(alert));
  return alerts;
}

}  // namespace varta
