// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Many patterns of RE2's own syntax looked for in a text at once, as the engine looks for those of
// rules: for comparing it with other engines. Built by one thread, then immutable; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "base/text.h"
#include "rules/pattern_index.h"

namespace varta {

class PatternSet {
 public:
  struct Found {
    size_t pattern;                // from 0, in the order of Add
    std::vector<ByteRange> spans;  // as RE2 finds them one after another
  };

  // kInvalidArgument: RE2 refuses it, or it matches where there is nothing.
  Status Add(const std::string& re2);
  void Build();

  // The patterns that match in the text, in their order. `max_spans`: of each; 0: only which.
  std::vector<Found> Match(std::string_view text, size_t max_spans) const;

 private:
  PatternIndex index_;
  std::vector<uint32_t> numbers_;  // in the index; the same pattern twice has one
  std::vector<uint32_t> always_;   // those with nothing to scan for
};

}  // namespace varta
