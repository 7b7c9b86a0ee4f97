// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How far a pattern comes in a text that it does not match: for those who write it. Values; any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "rules/ad_views.h"

namespace varta {

// How far a pattern that does not match comes: its longest beginning that does.
struct Beginning {
  std::string matched, rest;      // of the pattern
  std::vector<ByteRange> places;  // in the view; at most 3
  double share = 0;               // of the pattern
};
// nullopt: not even its first piece matches. Costs some RE2 programs.
std::optional<Beginning> LongestBeginning(std::string_view pattern, AdPart& part);

// Whether some run of at least four letters of the pattern stands in a text folded by
// FoldForSearch: else the pattern is not worth the look.
bool Mentions(std::string_view folded, std::string_view pattern);

}  // namespace varta
