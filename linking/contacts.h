// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A contact, as it was seen in ads: where, when, with which employers, trades and cities; and
// whether it is everybody's (a site's hot line, an agency) and ties nothing. Pure; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "linking/linked_ad.h"

namespace varta {

// How often and when something was seen with a contact.
struct SeenWith {
  uint32_t ads = 0;
  Time first{}, last{};
  std::string example;  // an ad's id
};

// Of each kind the first 32 are told apart; `more` says that there were others.
struct ContactHistory {
  static constexpr size_t kMaxEach = 32;
  using Seen = std::map<std::string, SeenWith, std::less<>>;

  LinkedContact contact;
  uint32_t ads = 0;
  Time first_seen{}, last_seen{};
  uint32_t jobs = 0, sexual_services = 0;  // ads of each
  std::string job_ad, sexual_services_ad;  // the newest of each
  Seen sources, employers, trades, names, cities;
  uint32_t without_employer = 0;  // ads
  bool more = false;
  // An analyst's word, which holds whatever the figures say.
  std::optional<bool> generic_by_analyst;
  bool watched = false;
};

// The ad was seen with the contact. `first_time`: it counts; else only the times move on.
void AddSeen(const LinkedAd& ad, bool first_time, ContactHistory* history);

// How many of them stand in ads of their own: one ad may well offer work to cooks and cleaners.
size_t InAdsOfTheirOwn(const ContactHistory::Seen& seen);

// Of all sources that the contact was seen on, how many ads each has.
using SourceSizes = std::map<std::string, uint32_t, std::less<>>;

struct Generic {
  bool generic = false;
  std::string because;  // a sentence for people, with the figures; empty if it is not
};

// Everybody's, by figures: a fifth of a source's ads and ten at least (the site's own); 50 ads and
// more, nine of ten under one employer (an agency); 200 ads in ten cities without one.
Generic IsGeneric(const ContactHistory& history, const SourceSizes& sizes);

}  // namespace varta
