// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Undoes HTTP content codings (gzip, deflate also raw, br, zstd; stacked at most twice) within a
// byte cap. Whole gzip and deflate bodies go through libdeflate; what is cut, damaged or longer
// than the cap through zlib, which keeps what came before. zstd windows are 8 MiB at most (RFC
// 9659). Pure; any thread.
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
