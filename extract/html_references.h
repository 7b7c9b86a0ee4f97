// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Character references ("&nbsp;", "&#1110;") to characters: all numeric ones and the names that
// people write. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace varta {

// What is no reference, or one that is not known, stays as it is. Linear; the result is never
// longer than `text` by more than half.
std::string DecodeReferences(std::string_view text);

}  // namespace varta
