// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What surrounds the body of one HTTP answer: its head, line by line, its media type, and the
// address it came from. Values; any thread.
#pragma once

#include <sys/socket.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "crawler/page.h"

namespace varta {

// Takes a head's lines as they arrive. An answer 1xx is forgotten when the next one starts;
// trailers behind the body are passed over.
class ResponseHead {
 public:
  // In all, answers 1xx and trailers counted. curl itself goes to about 300 KB.
  static constexpr size_t kMaxBytes = 256 * 1024;
  explicit ResponseHead(size_t max_bytes = kMaxBytes) : max_bytes_(max_bytes) {}

  // `line` with its line end. False: more than max_bytes; nothing more is taken.
  bool Add(std::string_view line);

  bool complete() const { return complete_; }  // the empty line that ends the final head was seen
  bool too_large() const { return bytes_ > max_bytes_; }
  int status() const { return status_; }  // 0: none yet
  bool IsSuccess() const { return status_ / 100 == 2; }
  const std::string& version() const { return version_; }  // "1.0", "1.1"
  const Headers& headers() const { return headers_; }
  Headers TakeHeaders() { return std::exchange(headers_, {}); }

 private:
  size_t max_bytes_;
  size_t bytes_ = 0;
  int status_ = 0;
  std::string version_;
  Headers headers_;
  bool started_ = false;  // the status line was seen
  bool complete_ = false;
};

// "text/html" of "Text/HTML; charset=utf-8": lower case, no parameters, printable ASCII only.
std::string MediaType(std::string_view content_type);

// False for what is clearly no text: images, sound, archives and the like. True for types that
// nobody knows, for none, and for gzip, in which sitemaps come.
bool MayBeText(std::string_view content_type);

struct SocketAddress {
  std::string host;  // "203.0.113.5", "2001:db8::1"; empty: neither IPv4 nor IPv6
  int port = 0;
};
SocketAddress DescribeAddress(const sockaddr* address, size_t size);

}  // namespace varta
