// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a request says of itself, and which proxy it goes through. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "crawler/page.h"

namespace varta {

// OK: a name and a value of RFC 9110, 5.5, and none that the fetcher or the connection alone
// decides (Host, Content-Length, User-Agent and the like), nor one that logs in (Authorization).
// kInvalidArgument names it. For sources as they are loaded, and for each task.
Status CheckRequestHeader(std::string_view name, std::string_view value);

// OK: says who asks and where they can be reached (an http(s) URL or an e-mail address), and does
// not pretend to be a browser.
Status CheckUserAgent(std::string_view user_agent);

// Host first, then what `user_agent` and `from` (empty: none) say, then the task's own. Its Accept
// stands instead of ours.
Headers RequestHeaders(const Task& task, const std::string& user_agent, const std::string& from);

// True if the task asks whether something has changed (RFC 9110, 13.1): 304 is an answer to it.
bool IsConditional(const Task& task);

struct Proxy {
  std::string scheme;  // "http", "https": asks with CONNECT or whole addresses; "socks5h": Tor
  std::string host;    // without brackets
  int port = 0;
};
// "http://HOST:PORT", "https://HOST:PORT" or "socks5h://HOST:PORT", nothing behind it, no user:
// kInvalidArgument. A proxy is the operator's own, so it may be on loopback. All of them look names
// up at the far end: our DNS is not asked, and the address guard sees only what is written as an
// address.
Result<Proxy> ParseProxy(std::string_view text);

}  // namespace varta
