// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/contacts.h"

#include <algorithm>
#include <set>

namespace varta {
namespace {

void AddOne(const std::string& value, const LinkedAd& ad, bool first_time,
            ContactHistory::Seen* seen, bool* more) {
  auto found = seen->find(value);
  if (found == seen->end()) {
    if (seen->size() >= ContactHistory::kMaxEach) {
      *more = true;
      return;
    }
    found = seen->emplace(value, SeenWith{0, ad.seen, ad.seen, ad.id}).first;
    first_time = true;  // an edit brought it
  }
  SeenWith& with = found->second;
  with.ads += first_time ? 1 : 0;
  with.first = std::min(with.first, ad.seen);
  if (ad.seen >= with.last) {
    with.last = ad.seen;
    with.example = ad.id;
  }
}

std::string Percent(uint32_t part, uint32_t whole) {
  return std::to_string(whole == 0 ? 0 : uint64_t{part} * 100 / whole) + " %";
}

}  // namespace

void AddSeen(const LinkedAd& ad, bool first_time, ContactHistory* history) {
  if (history->ads == 0) history->first_seen = history->last_seen = ad.seen;
  history->first_seen = std::min(history->first_seen, ad.seen);
  history->last_seen = std::max(history->last_seen, ad.seen);
  history->ads += first_time ? 1 : 0;
  if (ad.trade == AdTrade::kJob) {
    history->jobs += first_time || history->jobs == 0 ? 1 : 0;
    history->job_ad = ad.id;
  } else if (ad.trade == AdTrade::kSexualServices) {
    history->sexual_services += first_time || history->sexual_services == 0 ? 1 : 0;
    history->sexual_services_ad = ad.id;
  }
  history->without_employer += first_time && ad.employers.empty() ? 1 : 0;
  AddOne(ad.source, ad, first_time, &history->sources, &history->more);
  const auto add = [&](const std::vector<std::string>& values, ContactHistory::Seen* seen) {
    for (const std::string& value : values) AddOne(value, ad, first_time, seen, &history->more);
  };
  add(ad.employers, &history->employers);
  add(ad.trades, &history->trades);
  add(ad.names, &history->names);
  add(ad.cities, &history->cities);
}

size_t InAdsOfTheirOwn(const ContactHistory::Seen& seen) {
  std::set<std::string_view> ads;
  for (const auto& [value, with] : seen) ads.insert(with.example);
  return ads.size();
}

Generic IsGeneric(const ContactHistory& history, const SourceSizes& sizes) {
  constexpr uint32_t kSiteAds = 10, kAgencyAds = 50, kManyAds = 200;
  constexpr size_t kManyCities = 10;
  if (history.generic_by_analyst) {
    if (!*history.generic_by_analyst) return {};
    return {true, "an analyst says that it is everybody's"};
  }
  for (const auto& [source, with] : history.sources) {
    const auto size = sizes.find(source);
    if (size == sizes.end() || with.ads < kSiteAds || uint64_t{with.ads} * 5 < size->second)
      continue;
    return {true, "it stands in " + std::to_string(with.ads) + " of the " +
                      std::to_string(size->second) + " ads of the source " + source +
                      ": the site's own"};
  }
  const uint32_t named = history.ads - std::min(history.ads, history.without_employer);
  for (const auto& [employer, with] : history.employers) {
    if (history.ads < kAgencyAds || uint64_t{with.ads} * 10 < uint64_t{history.ads} * 9) continue;
    return {true, "it stands in " + std::to_string(history.ads) + " ads, " +
                      Percent(with.ads, history.ads) + " of them under one employer: an agency"};
  }
  if (history.ads >= kManyAds && named == 0 && history.cities.size() >= kManyCities) {
    return {true, "it stands in " + std::to_string(history.ads) + " ads of " +
                      std::to_string(history.cities.size()) + " cities: more than one person's"};
  }
  return {};
}

}  // namespace varta
