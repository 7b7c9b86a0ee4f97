// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Our own model for Latin letters with marks in single bytes: which of the charsets of Central and
// Western Europe, Turkey and the Baltic bytes read best in. Pure; any thread; one pass for each
// charset and language.
#pragma once

#include <string_view>

namespace varta {

// windows-1250, iso-8859-2, windows-1252, windows-1254, windows-1257.
bool IsLatinCharset(std::string_view charset);
// The best of them; `likely`: what another detector says, which wins where the letters decide
// little. Empty: none fits, or there are no high bytes.
std::string_view BestLatinCharset(std::string_view bytes, std::string_view likely);

}  // namespace varta
