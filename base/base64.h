// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Base64 (RFC 4648, section 4), by OpenSSL. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace varta {

// nullopt: not base64. White space is passed over.
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace varta
