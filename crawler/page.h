// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Task: one Url to fetch now. Page: what the fetch came to, good or bad. Values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/url.h"
#include "crawler/address_guard.h"

namespace varta {

using Headers = std::vector<std::pair<std::string, std::string>>;

// The value of the first header with that name (any case); empty if there is none.
std::string_view FindHeader(const Headers& headers, std::string_view name);

struct Task {
  Url url;
  std::string source;           // source id
  int priority = 0;             // smaller first among the tasks of one origin
  int depth = 0;                // links from a seed
  uint64_t order = 0;           // of discovery in this sweep; unique
  std::string discovered_from;  // Canonical() of the page that had the link; empty for a seed
  std::vector<std::string> redirects;  // addresses that led here by 3xx, first one first
  // What names the page, if that is not its own address: where a redirect came from that is only
  // for now (302, 303, 307); 301 and 308 move the name too (RFC 9110, 15.4).
  std::string identity = {};
  int attempt = 0;              // earlier tries of this same fetch
  bool robots = false;          // this fetch is of an origin's robots.txt
  bool sitemap = false;         // the answer is read as a sitemap, not as a page
  bool known = false;           // visited by an earlier sweep
  std::string known_body = {};  // what stands for the bytes of the last visit; empty: unknown
  Networks networks = Networks::kPublic;  // that may be connected to
  // Sent besides our own, or instead of our Accept: If-None-Match, If-Modified-Since, and what a
  // source says (Cookie, Accept-Language). Each as CheckRequestHeader wants it, else the task is
  // refused.
  Headers headers = {};
  // Of the newest response from this address that a WARC file has: WARC-Payload-Digest, when it
  // came.
  std::string archive_digest = {};  // empty: none
  Time archived_at = {};
  std::string proxy = {};     // as ParseProxy wants it: "socks5h://127.0.0.1:9050"; empty: none
  Duration address_rest{0};   // between this fetch's start and others of the same address
  int connections = 1;        // at once to this origin, at most
  size_t max_body_bytes = 0;  // of this task; 0: the fetcher's
};

enum class Outcome {
  kOk,           // 2xx with a body, perhaps truncated
  kRedirect,     // 3xx with a usable Location: see Page::location
  kNotModified,  // 304 to a conditional request: what was stored still holds
  kGone,         // 404, 410
  kHttpError,    // any other status
  kDnsError,
  kConnectError,
  kTlsError,
  kTimeout,         // connect, first byte, speed or whole
  kBadResponse,     // not HTTP, broken chunking, cut short, a coding that lies
  kNotText,         // an image, archive and the like: not read
  kChallenge,       // it asks for a person (a CAPTCHA, a check of the browser): never answered
  kLogin,           // it asks who is there: likewise
  kRefused,         // the address guard said no
  kDeniedByRobots,  // never fetched
  kCancelled,       // the sweep is being stopped
};

// "ok", "timeout" and so on: what ledgers, logs and --pages print.
std::string_view OutcomeName(Outcome outcome);

struct Page {
  Task task;
  Outcome outcome = Outcome::kOk;
  std::string detail;        // a sentence for people; empty for kOk
  int http_status = 0;       // 0: no answer
  std::string http_version;  // "1.0", "1.1"
  Headers request_headers;
  Headers response_headers;  // of the final answer, in the order received
  std::string body;          // as received, still content-coded; at most Options::max_body_bytes
  bool truncated = false;    // the cap cut the body
  std::string location;      // of a redirect: absolute, resolved against the task's url
  // "203.0.113.5", also if the fetch failed after that; empty if no connection was made. With a
  // proxy: the proxy's.
  std::string remote_address;
  // What the host came to, and where the connection was or would have been made: who shares it
  // shares a server. Empty if that was not known; with a proxy always.
  std::string resolved_address;
  // Of a connection over TLS that a request was sent on: "TLSv1.3", and the SHA-256 (hex) of the
  // certificate that the server proved itself with. Empty with a proxy that speaks TLS itself.
  std::string tls_version, tls_certificate_sha256;
  Duration took{0};  // from the start to fetched_at, DNS included, waiting for a turn not
  Time fetched_at;   // when the answer was complete
};

}  // namespace varta
