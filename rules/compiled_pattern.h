// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One pattern ready to match; the one door to RE2. Immutable, any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "base/text.h"
#include "rules/ad_views.h"
#include "rules/pattern_tokens.h"
#include "rules/rule.h"

namespace varta {

// A part of a text's LetterStream, by the indexes of its letters: [begin, end). `longer_begin`
// <= begin.
struct CodeWindow {
  size_t begin = 0, end = 0;
  size_t longer_begin = 0;  // where the longest match that has its shortest form in here can start
  size_t last_anchor = 0;   // a match that has its shortest form in here begins no later
};

class CompiledPattern {
 public:
  // kInvalidArgument: what is wrong, without the place.
  static Result<CompiledPattern> Compile(const Pattern& pattern);
  // `tokens`: the pattern's.
  static Result<CompiledPattern> Compile(const Pattern& pattern, const PatternTokens& tokens);
  // How many instructions RE2 makes of a pattern's `re2`, or a bound on them. kInvalidArgument: RE2
  // refuses it, or it is too large.
  static Result<size_t> ProgramSize(std::string_view re2);
  // RE2's own syntax as it stands: case counts, no word edges, no traps. For comparing engines.
  static Result<CompiledPattern> CompileRe2(std::string_view re2);
  ~CompiledPattern();
  CompiledPattern(CompiledPattern&&) noexcept;
  CompiledPattern& operator=(CompiledPattern&&) noexcept;

  bool Matches(AdPart& part) const;
  // Whether a match lies in the window.
  bool MatchesIn(AdPart& part, CodeWindow window) const;

  // The first `max` matches in the view, left to right, none empty, none over another.
  std::vector<ByteRange> Find(AdPart& part, size_t max) const;
  // The same where every match has its shortest form in one of the windows, which are in order.
  // `exists`: there is one for certain.
  std::vector<ByteRange> FindIn(AdPart& part, std::span<const CodeWindow> windows, size_t max,
                                bool exists) const;

  // As ProgramSize. RE2 compiles the pattern when it is first asked.
  size_t program_size() const { return program_size_; }

 private:
  CompiledPattern(std::string_view re2, bool marked, size_t program_size);

  std::string_view TextOf(AdPart& part) const;
  // Adds the match at or after `at` in the text; false: there is none. Moves `at` on.
  bool AddMatch(AdPart& part, std::string_view text, size_t* at,
                std::vector<ByteRange>* found) const;

  class Program;  // RE2's
  std::unique_ptr<Program> program_;
  bool marked_ = false;
  size_t program_size_ = 0;
};

}  // namespace varta
