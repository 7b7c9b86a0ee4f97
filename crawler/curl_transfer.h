// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One fetch through libcurl: its options, what its callbacks bring, and what its end means. Inside
// of CurlFetcher; with it the only file that knows curl. The loop thread's.
#pragma once

#include <sys/socket.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "crawler/address_guard.h"
#include "crawler/body_budget.h"
#include "crawler/curl_fetcher.h"
#include "crawler/page.h"
#include "crawler/poller.h"
#include "crawler/response_head.h"

struct curl_slist;

namespace varta {

struct FreeCurlEasy {
  void operator()(void* easy) const;
};
struct FreeCurlList {
  void operator()(curl_slist* list) const;
};
using CurlEasy = std::unique_ptr<void, FreeCurlEasy>;  // a CURL*
using CurlList = std::unique_ptr<curl_slist, FreeCurlList>;

// The lines of a request but Host, which curl makes itself.
CurlList MakeHeaderList(const Headers& headers);

inline size_t BytesHeld(const FetchOptions& options) {
  return options.bytes_held == nullptr ? 0 : options.bytes_held->load();
}

// All that outlives the transfers.
struct TransferSurroundings {
  const FetchOptions& options;
  const AddressGuard& guard;
  Poller& poller;  // forgets sockets that are closed
  BodyBudget& bodies;
  const CurlList& plain_headers;  // of tasks without headers of their own
};

class CurlTransfer {
 public:
  explicit CurlTransfer(const TransferSurroundings& around);  // used again from fetch to fetch
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  // Forgets the last fetch.
  void Begin(Task task);
  // Sets the handle up for the next of `addresses`; there is one.
  void Aim();
  // Whether there is one more address to try, after an attempt that ended with `code` (a CURLcode).
  bool MayTryNext(int code) const;
  // Fills in the page, after an attempt that ended with `code`. Non-empty: why it was refused.
  std::string Finish(int code);
  // Goes on with a body that waited.
  void Resume();

  void* handle() const { return easy_.get(); }  // a CURL*; null: no memory
  BodyBudget::Share* share() { return &share_; }

  Page page;
  bool via_proxy = false;              // the addresses are the proxy's
  int port = 0;                        // to connect to
  std::vector<std::string> addresses;  // that may be connected to
  std::chrono::steady_clock::time_point started;

 private:
  struct Callbacks;  // what curl calls

  struct Target {  // a socket address
    sockaddr_storage address{};
    socklen_t size = 0;  // 0: none
  };
  static Target MakeTarget(const std::string& text, int port);
  void SetUpOnce();
  bool Connected() const;
  void NotePeer();  // of the connection that a request is about to be sent on
  std::string WhyUnproved(int code) const;
  void DescribeError(int code);
  size_t MaxBody() const;

  const TransferSurroundings& around_;
  CurlEasy easy_;
  CurlList headers_;  // of a task with headers of its own
  CurlList resolve_;  // what curl is told instead of DNS, for resolve_port_
  int resolve_port_ = 0;
  std::string proxy_;  // that the handle is set to
  ResponseHead head_;
  BodyBudget::Share share_;
  std::string refused_;            // why the guard said no
  bool not_text_ = false;          // stopped at the headers
  size_t tried_ = 0;               // of `addresses`
  std::array<char, 256> error_{};  // CURL_ERROR_SIZE; curl's own words on what went wrong
  Target target_;                  // the one that is tried now
};

}  // namespace varta
