// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The program's version, as CMakeLists.txt says it.
#pragma once

#include <string_view>

namespace varta {

inline constexpr std::string_view kVersion = VARTA_VERSION;

}  // namespace varta
