// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Pages whose label is wrong: "utf-8" over windows-1251 bytes, windows-1251 over UTF-8, a server's
// iso-8859-1 over Cyrillic. Browsers show them as garbage; we read them. Only what cannot be a text
// in the charset that it is said to be counts as wrong: a page that might be right is left alone.
// Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace varta {

// `declared`: a name that CharsetFromLabel gave. The charset that the bytes are in instead;
// nullopt: the label may be right.
std::optional<std::string> CharsetInstead(std::string_view bytes, std::string_view declared);

}  // namespace varta
