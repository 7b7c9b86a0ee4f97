// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Character references ("&nbsp;", "&#1110;") to characters, all of them, as the HTML standard has
// it (13.2.5.72 to 13.2.5.80). Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace varta {

// In an attribute's value "&copy=1" and "&copyright" are no references: links are full of them.
enum class ReferencesIn { kText, kAttribute };

// `text` begins with '&'. Adds the characters of the reference that stands there and returns how
// many bytes it has; 0, and adds nothing, if it is none. Looks at 32 bytes, or at one number.
size_t DecodeReference(std::string_view text, ReferencesIn where, std::string* out);

// What is no reference, or one that is not known, stays as it is. Linear; the result is never
// longer than `text` by more than a fifth.
std::string DecodeReferences(std::string_view text, ReferencesIn where = ReferencesIn::kText);

}  // namespace varta
