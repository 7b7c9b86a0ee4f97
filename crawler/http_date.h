// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// HTTP dates (RFC 9110, 5.6.7), in all three forms that a recipient must accept, and spans of time.
// Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/clock.h"

namespace varta {

// "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT" or "Sun Nov  6 08:49:37 1994";
// read as UTC whatever zone is written. Two-digit years from 70 on are of the 20th century.
// nullopt: not a date, or no such day.
std::optional<Time> ParseHttpDate(std::string_view text);

// delta-seconds (RFC 9111, 1.2.2): digits and nothing else; more than `max` counts as `max`.
std::optional<int64_t> ParseDeltaSeconds(std::string_view text, int64_t max);

}  // namespace varta
