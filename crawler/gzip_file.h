// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Files that may be gzip, whatever their name and headers say: sitemaps and feeds. Pure; any
// thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace varta {

// The content of `file`, at most `max_bytes` of it: a part of `file`, or `*unpacked` if it is gzip
// (RFC 1952, known by its first two bytes; undone twice if it was done twice). `*problem` becomes a
// sentence if the limit cut it or the gzip is broken; what was unpacked until then counts.
std::string_view UnpackFile(std::string_view file, size_t max_bytes, std::string* unpacked,
                            std::string* problem);

}  // namespace varta
