// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Fetches one page after another for a person who waits: to check or inspect a source, not to sweep
// it. Blocks; one thread.
#pragma once

#include <functional>
#include <map>
#include <stop_token>

#include "base/clock.h"
#include "base/queue.h"
#include "base/url.h"
#include "crawler/address_guard.h"
#include "crawler/curl_fetcher.h"
#include "crawler/page.h"
#include "crawler/robots.h"
#include "sweep/config.h"
#include "sweep/source.h"

namespace varta {

class PageAsker {
 public:
  // All outlive it. After `stop` every answer is kCancelled.
  PageAsker(const Config& config, AddressGuard guard, const Clock& clock, const Source& source,
            const std::stop_token& stop = {});

  // The robots.txt of the URL's origin, asked for once.
  const Page& AskRobots(const Url& url);
  // kDeniedByRobots with the line that decides, or the page. Follows up to 5 redirects, and asks
  // robots.txt at each.
  Page Ask(const Url& url);

 private:
  Page Fetch(const Url& url, bool robots);

  const Config& config_;
  const Source& source_;
  std::map<Origin, Page> robots_;
  Queue<Page> pages_;
  CurlFetcher fetcher_;
  std::stop_callback<std::function<void()>> on_stop_;
};

// "200", or why there is no page.
std::string DescribeOutcome(const Page& page);

}  // namespace varta
