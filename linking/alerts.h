// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What links between ads may point to. An alert is a sign that somebody should look, and no
// evidence: each says what it rests on. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "linking/clusters.h"
#include "linking/contacts.h"
#include "linking/linked_ad.h"

namespace varta {

enum class AlertKind {
  kJobAndSexualServices,  // one contact in an ad for a job and in one for sexual services
  kSeveralIdentities,     // one contact under several employers, trades or names, each in an ad of
                          // its own
  kMovesBetweenCities,    // one contact in one city after another
  kDismissedReposted,     // an ad that was dismissed, with new content
  kWatchedSeen,           // a watched contact or cluster in a new ad
};
inline constexpr AlertKind kAlertKinds[] = {
    AlertKind::kJobAndSexualServices, AlertKind::kSeveralIdentities, AlertKind::kMovesBetweenCities,
    AlertKind::kDismissedReposted, AlertKind::kWatchedSeen};
std::string_view AlertKindName(AlertKind kind);  // job_and_sexual_services …

// A sentence for people, in the languages that they read here.
struct AlertReason {
  std::string en, uk;
};

struct LinkAlert {
  AlertKind kind = AlertKind::kWatchedSeen;
  // What it is about: a contact's key, or a cluster.
  LinkedContact contact;
  uint64_t cluster = 0;
  std::vector<AlertReason> reasons;  // with dates
  std::vector<std::string> ads;      // ids, the newest first, each once
  Time time{};
  std::string once;  // alerts with the same are one: kind, subject and what was reached
};

// What the newest sighting of `after.contact` brought: alerts that `before` did not have yet.
// Nothing of a contact that is everybody's, unless it is watched.
std::vector<LinkAlert> AlertsOf(const ContactHistory& before, const ContactHistory& after,
                                bool generic, const LinkedAd& ad, bool first_time);

// An ad of the same cluster that was dismissed.
struct DismissedAd {
  std::string id;
  std::string text_digest;  // as it was dismissed
  Time time{};
};
// `first_time`: the ad is new to the cluster, or its text is.
std::vector<LinkAlert> AlertsOf(const ClusterHistory& cluster,
                                const std::vector<DismissedAd>& dismissed, const LinkedAd& ad,
                                bool first_time);

// Cities in which the contact was seen one after the other, no two at one time; oldest first. Empty
// if some overlap or if there are fewer than `at_least`.
std::vector<std::string> CitiesInTurn(const ContactHistory& history, size_t at_least);

}  // namespace varta
