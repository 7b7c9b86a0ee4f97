// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What is odd in one pattern that compiles. Values; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/pattern_tokens.h"
#include "rules/rule.h"

namespace varta {

struct PatternFinding {
  std::string_view check;  // a name of kLintChecks (lint.h)
  size_t offset = 0;       // byte in Pattern::written
  std::string message, fix;
};

// Dead letters, ranges with holes, repeats without end, large programs. `languages`: the rule's.
std::vector<PatternFinding> LintPattern(const Pattern& pattern, View view,
                                        const std::vector<std::string>& languages);

// The fewest characters that a match can have.
size_t ShortestMatch(std::string_view pattern);

// A pattern to be compared with others; it must outlive this.
class PatternShape {
 public:
  explicit PatternShape(std::string_view pattern);

  // Whether whatever `narrow` matches surely has a match of this in it. By their tokens: false may
  // also mean that it could not be told.
  bool Covers(const PatternShape& narrow) const;

 private:
  // One alternative of the whole pattern.
  struct Way {
    size_t begin, end;          // tokens
    size_t needed, needed_end;  // without what may be missing at its ends
    std::string_view text;      // of the needed ones
  };
  bool Covers(const PatternShape& narrow, const Way& way) const;

  std::string_view pattern_;
  PatternTokens tokens_;
  std::vector<Way> ways_;  // empty: the pattern has a mistake
};

}  // namespace varta
