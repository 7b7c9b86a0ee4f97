// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Other web sites that an ad names or leads to: what ties ads when phones change. Not those where
// everybody is (messengers, networks, maps, mail, shorteners, app stores), nor what pages are made
// of (advertising, counters, content delivery). Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/html.h"

namespace varta {

// The registrable domain of the page's address, which is not told; empty: none.
std::string OwnSite(const Url* page);

// The registrable domain of a host, in lower case; nullopt: `own`, everybody's, or no such domain.
std::optional<std::string> SiteOf(std::string_view host, std::string_view own);

// Where links of an ad's own part lead: each site once, in page order, without those of `own`, at
// most kMostSites. Of a part that leads to more than kManySites none is told: it is a directory, or
// navigation.
inline constexpr size_t kMostSites = 5, kManySites = 10;
std::vector<std::string> SitesOf(const std::vector<Link>& links,
                                 const std::vector<std::string>& own);

}  // namespace varta
