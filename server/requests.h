// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Checks that several services make on what comes in: names, page sizes, page tokens, reasons.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "server/caller.h"

namespace varta {

// "leads/abc" -> "abc" with prefix "leads/"; the bare id is taken too. kInvalidArgument: empty or
// something else.
Result<std::string> IdFromName(std::string_view name, std::string_view prefix);

// 0 -> fallback, above 500 -> 500; negative: kInvalidArgument.
Result<int> PageSize(int asked, int fallback);

// kPermissionDenied with how to give a reason, if `caller` gave none or one of less than 3
// characters.
Status RequireReason(const Caller& caller, std::string_view what);

// A position in a list, bound to the arguments of the call by a keyed hash: opaque, URL-safe, no
// authorisation.
std::string MakePageToken(std::string_view key, std::string_view arguments,
                          std::string_view position);
// The position; empty for an empty token. kInvalidArgument: not ours, or made for other arguments.
Result<std::string> ReadPageToken(std::string_view key, std::string_view arguments,
                                  std::string_view token);

}  // namespace varta
