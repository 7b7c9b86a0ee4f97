// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Internationalised domain names for URLs (URL Standard, section 3.3; UTS 46). Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace varta {

// The standard's domain parser with beStrict = false: "ПРИМЕР.рф" -> "xn--e1afmkfd.xn--p1ai". An
// ASCII domain is put in lower case and no more, as browsers do: pages are served from hosts whose
// "xn--" labels are not valid. `domain` is valid UTF-8. nullopt: failure, an empty domain, or a
// non-ASCII one of more than 4 KiB (sixteen times what DNS can carry).
std::optional<std::string> DomainToAscii(std::string_view domain);

// Lower case for the whole of Unicode, as the root locale has it. `text` is valid UTF-8.
std::string LowerCase(std::string_view text);

}  // namespace varta
