// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Fetches one page after another for a person who waits: to check or inspect a source, not to sweep
// it. As politely: a host rests between two fetches for as long as in a sweep, is left alone as
// long as sweeps know that it wants to be, and sweeps are told that it was asked. Blocks; one
// thread.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <stop_token>
#include <string>

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

// What sweeps know of hosts, and are to know; each may be empty.
struct HostRests {
  // Until when the host is to be left alone; in the past: it is not.
  std::function<Time(const Origin&)> known;
  // It was asked, and is to be left alone until then.
  std::function<void(const Origin&, Time until)> asked;
};

class PageAsker {
 public:
  // All outlive it. After `stop` nothing is asked and every answer is kCancelled. A host that rests
  // for more than kLongestWait is not asked.
  static constexpr Duration kLongestWait{60'000};
  PageAsker(const Config& config, AddressGuard guard, const Clock& clock, const Source& source,
            HostRests host_rests, const std::stop_token& stop);

  // The robots.txt of the URL's origin, asked for once.
  const Page& AskRobots(const Url& url);
  // kDeniedByRobots with the line that decides, or the page. Follows up to 5 redirects, and asks
  // robots.txt at each.
  Page Ask(const Url& url);

 private:
  Page Fetch(const Url& url, bool robots);
  // Empty; or why the host is not to be asked now.
  std::string WaitForTurn(const Origin& origin);
  Duration RestOf(const Origin& origin) const;

  const Config& config_;
  const Clock& clock_;
  const Source& source_;
  const HostRests host_rests_;
  const std::stop_token stop_;
  std::map<Origin, std::chrono::steady_clock::time_point> rest_until_;  // of those asked here
  std::map<Origin, Page> robots_;
  Queue<Page> pages_;
  CurlFetcher fetcher_;
  std::stop_callback<std::function<void()>> on_stop_;
};

// "200", or why there is no page.
std::string DescribeOutcome(const Page& page);

}  // namespace varta
