// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Sitemaps by the protocol 0.9 (https://www.sitemaps.org/protocol.html): XML, lists of sitemaps,
// plain text, RSS and Atom, each perhaps gzip. Pure; any thread; any bytes are accepted; broken XML
// gives what was parsed. Linear in time; memory within a few times the input.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/url.h"

namespace varta {

// kIndex: its URLs are those of sitemaps. kNone: no sitemap (a page, an error message, nothing).
enum class SitemapKind { kNone, kUrlset, kIndex, kText, kRss, kAtom };
std::string_view SitemapKindName(SitemapKind kind);  // "urlset", "sitemapindex", "text" ...; "none"

struct SitemapUrl {
  std::string loc;              // as written, references resolved, white space at both ends gone;
                                // valid UTF-8. The protocol asks for absolute URLs: not checked
  std::optional<Time> lastmod;  // W3C datetime (in RSS RFC 5322); nullopt: none, or unreadable
  // Hints, only in kUrlset. A page that changes always has 0 here, never: ten years.
  std::optional<Duration> changefreq;
  std::optional<double> priority;  // 0 to 1; what the protocol takes for no priority is 0.5
};

struct Sitemap {
  SitemapKind kind = SitemapKind::kNone;
  std::vector<SitemapUrl> urls;  // in the file's order, repeats kept. Pictures, videos, news and
                                 // translations (xhtml:link) of a page are passed over
  bool truncated = false;        // there may be more than these: a limit, or broken XML
  std::string problem;           // why, for people; empty if all is well
};

// The protocol's limits. A URL that is longer than Url::kMaxInput is passed over.
struct SitemapLimits {
  size_t max_bytes = 50 * 1024 * 1024;  // uncompressed
  size_t max_urls = 50'000;
};

// `http_charset`: the charset parameter of Content-Type, if there was one.
Sitemap ReadSitemap(std::string_view bytes, std::string_view http_charset = {},
                    const SitemapLimits& limits = {});

// Whether what `sitemap` lists there may be believed: http(s), same scheme, host and port, and at
// or below the sitemap's own folder (protocol, "Sitemap file location"). Case counts, the query
// does not. With `named_by_robots` any http(s) URL: robots.txt of the listed URL's own host names
// this sitemap, or the index that lists it ("Sitemaps & Cross Submits"). For the sitemaps of an
// index the same rule holds.
bool SitemapMayList(const Url& sitemap, const Url& listed, bool named_by_robots);

}  // namespace varta
