// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Fetcher over libcurl multi: one event loop on one thread of its own. The only file that knows
// curl.
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "crawler/address_guard.h"
#include "crawler/fetcher.h"

namespace varta {

struct FetchOptions {
  std::string user_agent = "varta/0.1";
  std::string from;                         // contact in the From header; empty: not sent
  size_t max_body_bytes = 4 * 1024 * 1024;  // as received; cut in the write callback
  Duration connect_timeout{10'000};
  Duration total_timeout{30'000};
  Duration low_speed_time{15'000};  // under 500 bytes a second for so long: timeout
  int max_in_flight = 64;           // transfers at once; further ones wait inside
};

class CurlFetcher final : public Fetcher {
 public:
  // `clock` outlives it. `sink` is called on the loop thread.
  CurlFetcher(FetchOptions options, AddressGuard guard, const Clock& clock, Sink sink);
  // Cancels, calls the sink for each open task, joins the thread.
  ~CurlFetcher() override;

  void Submit(Task task) override;
  void CancelAll() override;

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace varta
