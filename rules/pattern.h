// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A pattern as its author writes it -> what RE2 compiles, and the mistakes in it. Values; any
// thread.
//
// Patterns are RE2's, case does not count, and `<` and `>` outside brackets are word edges: `<` no
// letter or digit before here,
// `>` none after here. RE2 has no look-around, so an edge cannot be said in its syntax without
// eating a character. Instead a pattern with edges is matched on a text in which the edges are
// characters (marked_text.h), and everything else in the pattern is written so that it steps over
// them. That is exact, wherever the edge stands.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/pattern_tokens.h"

namespace varta {

struct Translation {
  std::optional<PatternMistake> mistake;  // then the rest is empty
  std::string re2;
  bool marked = false;  // to be matched on a marked text
};

// Says no to what RE2 does not have (look-around, back-references, ...) and to what it silently
// reads otherwise than meant (\b, \w, [[:alpha:]], a Latin letter in a Cyrillic word, ...). What is
// left to RE2: class names, bad ranges, size.
inline constexpr size_t kMaxPatternBytes = 4096;
inline constexpr size_t kMaxExpandedBytes = 16384;  // with what its macros stand for
Translation TranslatePattern(std::string_view written, size_t max_bytes = kMaxPatternBytes);

}  // namespace varta
