// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Unicode's normal forms for short pieces of text, by ICU. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace varta {

enum class NormalForm { kNfkc, kNfkcCaseFold };

// Of more code points than these that melt into one character, the rest does not count: no writing
// needs more, and longer runs would cost quadratic time.
inline constexpr size_t kMaxMelting = 32;

// `c` neither changes nor melts with a neighbour.
bool IsInert(NormalForm form, char32_t c);
// `c` never melts with what stands before it.
bool HasBoundaryBefore(NormalForm form, char32_t c);
std::u32string Normalise(NormalForm form, std::u32string_view text);

// Takes no room on the screen: default ignorables and controls, white space apart.
bool IsInvisible(char32_t c);

}  // namespace varta
