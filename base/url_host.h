// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The URL Standard's host parser and serialiser (section 3.5, 3.6). Only base/url*.cc need this.
// Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace varta {

// A host as it stands in a serialised URL: a domain in ASCII, "127.0.0.1", "[::1]" or, if `opaque`
// (the scheme is not special), percent-encoded text that may be empty. nullopt: failure. `input` is
// valid UTF-8.
std::optional<std::string> ParseHost(std::string_view input, bool opaque);

// True if the standard takes the ASCII domain for an IPv4 address, be it a good one or not: its
// last label is a number.
bool EndsInNumber(std::string_view domain);

}  // namespace varta
