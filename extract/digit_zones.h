// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Where a text may have a number of several digits at all: a look at its bytes, so that the rest of
// it costs nothing more. Pure; any thread; linear.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace varta {

// Stretches without letters (but those that pass for digits) that have at least `digits` digits in
// whatever shape, each with what stands `around` it, in order, not overlapping, on character
// boundaries. More may come out than has digits, never less.
std::vector<ByteRange> DigitZones(std::string_view utf8, size_t digits, size_t around);

}  // namespace varta
