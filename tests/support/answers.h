// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the test site answers to a path: pages, redirects, and answers that no server should give.
// Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/catalogue.h"

namespace varta {

struct Answer {
  static constexpr uint64_t kUnsaid = UINT64_MAX;

  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  // or, if said_size is not 0, a block that is sent again and again
  uint64_t said_size =
      0;  // Content-Length of a repeated block; kUnsaid: none; 0: the body is the whole
  uint64_t sent_size = 0;  // bytes of it after which the connection breaks
};

// `visit`: how often the path was asked before.
Answer AnswerTo(const TestHost& host, std::string_view path, uint64_t visit, int port);
// gzip, if the answer is a whole body.
void Compress(Answer* answer);

}  // namespace varta
