// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Fetcher over libcurl multi: one event loop on one thread of its own. This and
// crawler/curl_transfer.cc alone know curl.
//
// Names are looked up by crawler/resolver.h and every address is checked before anything connects;
// curl has no DNS of its own here. The address that was checked is the one that is connected to
// (CURLOPT_OPENSOCKETFUNCTION puts it in, and checks it once more), and the one that a request goes
// to, on an open connection too, is checked a last time (CURLOPT_PREREQFUNCTION). A host's further
// addresses are tried if one takes no connection. Redirects are the caller's to follow.
//
// With a proxy (Task::proxy) names are looked up at its far end: the guard then refuses addresses
// written as such and localhost names, and the proxy answers for the rest.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/status.h"
#include "crawler/address_guard.h"
#include "crawler/fetcher.h"
#include "crawler/resolver.h"

namespace varta {

struct FetchOptions {
  std::string user_agent = "varta/0.1";
  std::string from;                               // contact in the From header; empty: not sent
  size_t max_body_bytes = 4 * 1024 * 1024;        // as received; cut in the write callback
  size_t max_bytes_in_flight = 48 * 1024 * 1024;  // of all bodies; see crawler/body_budget.h
  // Of bodies that the sink was given and somebody still holds: they count as in flight. Outlives
  // the fetcher; null: nobody counts them.
  const std::atomic<size_t>* bytes_held = nullptr;
  size_t max_header_bytes = 256 * 1024;  // in all; curl itself stops at about 300 KB
  Duration connect_timeout{10'000};      // all addresses of the host together; TLS included
  Duration total_timeout{30'000};        // DNS included
  Duration low_speed_time{15'000};  // under 500 bytes a second for so long, and silence: timeout
  // Transfers at once; further ones wait inside. One that waits for a server costs 18 KB (measured,
  // without TLS) and a descriptor. Lowered to what `ulimit -n` allows for at two descriptors each
  // and 128 for others.
  int max_in_flight = kUsualInFlight;
  // The authorities whose word for a server counts, PEM; empty: the system's.
  std::string ca_file;
  Resolver::Options dns;
};

// kInvalidArgument: the DNS settings cannot be used. A fetcher with such options answers every task
// with kDnsError.
Status CheckFetchOptions(const FetchOptions& options);

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
