// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a visit makes of what is known of a URL: how the page differs from last time, which leads
// are still there and which are gone, and when to look again. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "sweep/page_worker.h"
#include "sweep/scope.h"
#include "sweep/source.h"
#include "varta/stored/v1/stored.pb.h"

namespace varta {

// The leads of the page, by id, told apart by what the visit says of each.
struct VisitedLeads {
  std::vector<std::string> still_there;      // without reading them again
  std::vector<std::string> vanished;         // not those that the rules in use make no leads of
  std::vector<std::string> ads_still_there;  // that were no leads when the page was read, likewise
  std::vector<std::string> ads_vanished;
  std::string because;  // they vanished
};

// Writes the visit into `row`, which holds what was known before. Of a page that was read, its
// counts of leads new and seen again are the caller's.
VisitedLeads RecordVisit(const Processed& processed, const Source& source, const Scope& scope,
                         Time now, stored::v1::UrlRow* row);

// Whether a row of an earlier sweep should be visited by one that begins at `now`.
bool IsDue(const stored::v1::UrlRow& row, Time now);

// Whether a page that is not due at `now` is worth a visit because its sitemap says that it changed
// at `lastmod`: after the last visit, and not in the future. Midnight stands for the whole day, for
// most sitemaps give no time. `least`: since the last visit.
bool HasChangedSince(const stored::v1::UrlRow& row, Time lastmod, Duration least, Time now);

// The next visit may ask for changes only: the server gave it something to compare with, and the
// page was read by what it would be read with today.
bool MayAskForChanges(const stored::v1::UrlRow& row, std::string_view read_with);

// The ad says that it holds no longer: JobPosting validThrough and its kin (schema.org), a date
// alone being its whole day.
bool IsExpired(const v1::Ad& ad, Time now);

}  // namespace varta
