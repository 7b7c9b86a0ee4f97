// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Undoes HTTP content codings (gzip, deflate also raw, br; stacked at most twice) within a byte
// cap. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace varta {

struct Decoded {
  std::string body;
  bool truncated =
      false;            // the cap cut it, or the coded bytes ended early: what was decoded is kept
  std::string problem;  // a sentence if the coding lied or broke; empty if all is well
};

// `content_encoding`: the header's value; empty or "identity": the body as it is. An unknown
// coding: kInvalidArgument.
Result<Decoded> DecodeContent(std::string_view body, std::string_view content_encoding,
                              size_t max_bytes);

}  // namespace varta
