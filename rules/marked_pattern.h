// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A pattern with word edges, written for a marked text (marked_text.h): `<` and `>` become marks,
// all else steps over the mark before it and never matches one. Values; any thread.
//
// One liberty is taken: directly after a letter, \p{L} matches all of a word's characters but
// digits 0-9, so also a stress mark on a letter. RE2 needs 1,200 instructions for \p{L} and five
// for that; rules have a dozen of them.
#pragma once

#include <optional>
#include <string>

#include "rules/pattern_tokens.h"

namespace varta {

struct MarkedPattern {
  std::optional<PatternMistake> mistake;  // something that cannot be written so; then re2 is empty
  std::string re2;                        // without flags
};

MarkedPattern WriteMarked(const PatternTokens& pattern);

}  // namespace varta
