// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A quick look that tells clean text from text that folding has to read word by word.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/text.h"

namespace varta {

// The part of a case-folded text that begins at `begin`, to the end of a word of several letters
// behind the next 256 bytes: no word and no run of single letters goes across.
ByteRange PartFrom(std::string_view folded, uint32_t begin);

// True: in this part no word mixes scripts, has digits between letters or letters that pass for
// others, and no letters stand alone in a row. False: perhaps.
bool HasPlainWords(std::string_view folded, ByteRange part);

}  // namespace varta
