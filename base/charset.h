// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Bytes in a named charset to UTF-8, and the names that the web uses for charsets (WHATWG Encoding
// Standard). Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace varta {

// The standard's name in lower case ("windows-1251") for a label as pages write it ("CP1251", "
// x-cp1251 "); nullopt: no such label. Encoding Standard, section 4.2, all labels; "win-1251" and
// other spellings of our region besides.
std::optional<std::string> CharsetFromLabel(std::string_view label);

// `charset`: a name that CharsetFromLabel gave, or ibm866 and the like from detection. What the
// charset cannot explain becomes U+FFFD; the result is always valid UTF-8. A byte order mark at the
// start is dropped. An unknown name is read as windows-1252. "replacement" gives one U+FFFD. The
// result is that of the Encoding Standard's decoders, but for 161 rare Hong Kong characters of
// big5, which become U+FFFD.
std::string ToUtf8(std::string_view bytes, std::string_view charset);

}  // namespace varta
