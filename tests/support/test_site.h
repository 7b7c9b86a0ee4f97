// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The project's own web: invented sites of ads on one loopback port, told apart by the Host header
// (NAME.localhost, which curl resolves to loopback). Used by the demo and by end-to-end tests; it
// knows the truth about each ad and counts what it is asked.
//
// Beside ads and listings, the host labirynt.localhost links to
//   /endless.html    text without end (50 MB at most)       /picture.html     a PNG that calls
//   itself text/html /short.html      says 5,000 bytes, sends fewer           /loop/a, /loop/b  301
//   to each other /out             302 to elsewhere.localhost              /calendar?day=N   links
//   to N + 1 for ever; its source denies it /ad/404404       404
// and its ads are broken HTML; one answers 503 the first time, one carries a nonce. Every host
// links to kDeniedPath and kMissingPath. dead.localhost has a source but nothing listens there.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "tests/support/catalogue.h"

namespace varta {

struct TestSiteOptions {
  int port = 0;  // 0: any that is free
  std::chrono::milliseconds latency{
      2};  // each answer takes this long, so that overlapping requests are seen
  std::chrono::milliseconds slow{1000};  // and this long on the slow host
};

class TestSite {
 public:
  // One answered request, for tests of politeness. Times are since the site's start.
  struct Request {
    std::string host;  // without the port
    std::string path;  // with the query
    std::string user_agent;
    int status = 0;
    std::chrono::milliseconds begin{0}, end{0};
  };

  // Listens on 127.0.0.1. kUnavailable: the port is taken.
  static Result<std::unique_ptr<TestSite>> Start(const TestSiteOptions& options = {});
  // Ends open answers, stops listening, waits for its threads.
  ~TestSite();

  int port() const;
  // A port of 127.0.0.1 where nothing listens for as long as the site lives.
  int dead_port() const;
  const std::vector<TestHost>& hosts() const;             // the same for each site
  const TestHost* FindHost(std::string_view name) const;  // "robota.localhost"; null: no such host
  std::string UrlOf(std::string_view host, std::string_view path) const;
  std::string UrlOf(const TestAd& ad) const;

  // What was asked so far. Any thread.
  int Hits(std::string_view host, std::string_view path) const;  // path with the query
  int HitsOnHost(std::string_view host) const;
  // How many requests of the host were being answered at one time, at most.
  int MaxConcurrent(std::string_view host) const;
  // The next day: from now on the page is gone (404), or has ASCII `text` before the end of its
  // body. Whole pages carry an ETag, and If-None-Match is answered with 304. Any thread.
  void Remove(std::string_view host, std::string_view path);
  void Append(std::string_view host, std::string_view path, std::string_view text);
  std::vector<Request> Requests() const;  // as they were answered
  void ForgetRequests();                  // all counts to zero; a 503 that was given stays given

 private:
  class Server;
  explicit TestSite(std::unique_ptr<Server> server);
  std::unique_ptr<Server> server_;
};

}  // namespace varta
