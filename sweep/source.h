// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Source: a site that somebody approved to be read, as its file in sources/ says. Plain values;
// loading is strict.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "base/time_zone.h"
#include "crawler/page.h"
#include "extract/ads.h"
#include "sweep/config.h"
#include "sweep/schedule.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

struct Source {
  std::string id;  // [a-z0-9-]{1,63}; the file's name without .yaml
  std::string title;
  v1::SourceKind kind = v1::SOURCE_KIND_UNSPECIFIED;
  // As which kind its ads are read: `kind`, unless one of kind test stands for another.
  v1::SourceKind ads_kind = v1::SOURCE_KIND_UNSPECIFIED;
  std::vector<std::string> seeds;  // absolute http(s) URLs
  // Where links may lead: RE2 on the canonical URL, anywhere in it. No allow: `reach` says it.
  std::vector<std::string> allow, deny;
  enum class Reach { kHosts, kDomains } reach = Reach::kHosts;  // the seeds', or their domains
  // RE2: which pages list ads. They are read first, and with every sweep; their later pages only as
  // far as they bring ads that are new.
  std::vector<std::string> listing_pages;
  // RE2: which pages have ads; empty: every page. Others are read for their links only.
  std::vector<std::string> ad_pages;
  // Where on those pages the ads are; null: found by extract/ads.h's other ways.
  std::shared_ptr<const AdSelectors> ad_selectors;
  std::string ad_id;  // RE2 with one group: what of the URL names the ad; empty: the canonical URL
  // Between two fetches of one origin; nullopt: the configuration's. Zero: of kind test only.
  std::optional<Duration> delay;
  int64_t max_pages = 0;  // of a sweep; 0: the configuration's
  int64_t max_bytes = 0;  // likewise, bodies as received; 0: no limit
  Duration revisit_min{0}, revisit_max{std::chrono::hours(14 * 24)};  // crawler/revisit.h
  std::optional<Duration> keep_unflagged;  // nullopt: the configuration's
  bool honour_cache = false;               // no visit before Cache-Control or Expires says so
  bool follow_nofollow = false;            // links that say rel=nofollow are followed all the same
  // Sitemaps to read besides those that robots.txt names; what they list is believed.
  std::vector<std::string> sitemaps;
  bool robots_sitemaps = true;  // those that robots.txt names are read
  // Sent with each request: an age gate's cookie, a language. Nothing that logs in.
  Headers headers;
  std::string proxy;              // crawler/request_head.h; empty: none
  int connections = 1;            // at once to one origin
  std::optional<Schedule> every;  // when `varta serve` sweeps it; absent: only by hand
  std::string region = "UA";      // for national phone numbers
  bool enabled = true;
  std::string purpose;
  std::string legal_basis, approved_by;
  std::string expires;  // date, UTC; from that day on nothing is fetched
  // The configuration names nobody whom a site's owner could turn to: then only kind test is read.
  bool nobody_asks = false;
  std::string file;
  std::string digest;  // 8 bytes that stand for the file's text: how its pages are read
};

// Every *.yaml of the folder, by id. Errors name file:line:column; kFailedPrecondition: no such
// folder, or a file that cannot be read.
// `time_zone`: the configuration's, for an `every` that names none.
Result<std::vector<Source>> LoadSources(const std::string& dir, std::string_view time_zone = "UTC");
// Those of a configuration.
Result<std::vector<Source>> LoadSources(const Config& config);
Result<Source> ParseSource(std::string_view yaml, const std::string& file,
                           const TimeZone& zone = TimeZone());

// Empty: may be swept at `now`; else a sentence: not enabled, no legal basis, not approved,
// expired, no user_agent.
std::string WhyNotSwept(const Source& source, Time now);
// What it may be read from: a source of kind test that nobody asks for stays in allow_networks.
Networks NetworksOf(const Source& source);
// Empty; or, in the last kPermissionWarning before `expires`, a sentence with the day.
std::string WhySoonNotSwept(const Source& source, Time now);
constexpr std::chrono::days kPermissionWarning{14};

v1::Source ToProto(const Source& source, Time now);

}  // namespace varta
