// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A quick look that tells clean text from text that folding has to read word by word.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/text.h"

namespace varta {

// The first place at or behind `begin` of a case-folded text where a word may mix scripts, have
// digits between letters or letters that pass for others, or where two letters may stand alone in a
// row; the text's size if there is none. `begin`: 0 or the end of a PartAround.
uint32_t FindDoubt(std::string_view folded, uint32_t begin);

// The part around `doubt`, from `begin` at the earliest, that ends behind a word of several letters
// and begins behind one: no word and no run of single letters goes across.
ByteRange PartAround(std::string_view folded, uint32_t begin, uint32_t doubt);

}  // namespace varta
