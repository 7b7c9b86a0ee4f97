// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Packed bytes for tests and for the test site. Pure; aborts where zlib fails.
#pragma once

#include <string>
#include <string_view>

namespace varta {

// `window_bits` as zlib's deflateInit2 takes it: 15 zlib, 31 gzip, -15 raw.
std::string Deflate(std::string_view text, int window_bits);
std::string Gzip(std::string_view text);  // one member

}  // namespace varta
