// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// JSON as pages have it -> JSON as RFC 8259 has it. Browsers do not read JSON-LD, so nobody sees
// what is wrong in it: comments (of HTML and of scripts), CDATA, missing and superfluous commas,
// line breaks and quotes within strings, the whole text with its quotes as character references.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace varta {

inline constexpr size_t kMaxJsonBytes = 1024 * 1024;  // of a script; a longer one is not read
inline constexpr int kMaxJsonDepth = 64;

// The objects and arrays at the top of a script, in order, each as strict JSON in valid UTF-8. What
// cannot be understood, is cut off or too deep is left out, and what stands behind it is still
// read. Strict JSON comes back as the same values. `utf8`: valid. Linear.
std::vector<std::string> StrictJson(std::string_view utf8);
// The same, but only the value that `utf8` begins with, white space and comments aside; empty if
// there is none. `read`: how many bytes were looked at.
std::string StrictJsonAtStart(std::string_view utf8, size_t* read);

}  // namespace varta
