// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Percent-encoding as the URL Standard has it, section 1.3. Only base/url*.cc need this. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace varta {

// The standard's percent-encode sets; one bit each in the table of url_encode.cc. All hold every
// byte above '~'.
enum class EncodeSet : uint8_t {
  kC0Control = 1,
  kFragment = 2,
  kQuery = 4,
  kSpecialQuery = 8,
  kPath = 16,
  kUserinfo = 32,
};

// Appends `bytes` to `out`, those in `set` as %XX.
void PercentEncode(std::string_view bytes, EncodeSet set, std::string& out);

// Every %XX becomes its byte; a '%' without two hexadecimal digits stays.
std::string PercentDecode(std::string_view text);

// A query written on a page in `charset`: encoded in it first; a character that it lacks becomes
// the percent-encoded form of
// &#NNNN;. UTF-16, "replacement" and charsets without an encoder are written as UTF-8. `utf8` is
// valid UTF-8.
void EncodeQuery(std::string_view utf8, EncodeSet set, std::string_view charset, std::string& out);

}  // namespace varta
