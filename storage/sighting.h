// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What one more sighting makes of a lead, and what belongs to people in it. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "storage/store.h"

namespace varta {

constexpr int kMaxVersions = 50;
constexpr int kMaxEvidence = 1'000;  // names in a lead
constexpr int kMaxRecentSightings = 50;
constexpr size_t kMaxContacts = 1'000;  // of a lead, in the index

struct Merged {
  bool version_new = false;  // the text was not among the lead's versions
  bool page_new = false;     // it was, and this is the first time that its page was captured
};

// `stored` has no versions: a new lead. A sighting at a time that was counted already changes no
// count; one older than the newest adds its version and leaves the ad, the hits and the score as
// they are. `evidence` is the name of what was captured with it, empty if nothing was; it is used
// only for a new version, or for one of which no page was captured.
Merged MergeSighting(const LeadSighting& sighting, const std::string& evidence,
                     std::string_view contact_secret, Time now, stored::v1::StoredLead* stored);

// The ad was kept before it became a lead: it was seen first when that says so.
void MergeKeptAd(const stored::v1::KeptAd& before, stored::v1::StoredLead* stored);

// The ad was there at `seen` as it was before; the same rules hold.
void MergeStillThere(Time seen, stored::v1::StoredLead* stored);
// The ad was not there at `seen`. False: that is known, or it was seen later than that.
bool MergeVanished(Time seen, const std::string& because, stored::v1::StoredLead* stored);

// When the ad was seen: the time of the fetch, else `now`.
Time SightingTime(const LeadSighting& sighting, Time now);

// Of the ad's phones, e-mail addresses and handles, each once, at most kMaxContacts.
std::vector<std::string> ContactKeys(std::string_view contact_secret, const v1::Ad& ad);

// What the index says instead of a contact.
std::string ContactIndexKey(std::string_view contact_secret, std::string_view value);

// Copies what people say of a lead (state, verdict and its circumstances, subject), and nothing
// else.
void CopyPeoplesFields(const v1::Lead& from, v1::Lead* to);

// From people's fields and the number of their changes.
std::string EtagOf(const stored::v1::StoredLead& stored);

}  // namespace varta
