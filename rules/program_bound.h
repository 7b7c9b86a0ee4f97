// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How large a pattern is for RE2, without asking RE2, which takes half a millisecond for the usual
// one. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace varta {

// `re2`: what TranslatePattern gives. At least as many instructions as RE2 makes of it, and RE2
// surely takes it; nullopt: only RE2 can say (a class of an unknown name, repeats of repeats ...).
std::optional<size_t> ProgramBound(std::string_view re2);

// Of all patterns of all packs together, with what the scan for them takes. RE2 needs 0.25
// microseconds for an instruction, and 16 bytes to keep it, some 50 once it has matched.
inline constexpr size_t kMaxPrograms = 7'000'000;

}  // namespace varta
