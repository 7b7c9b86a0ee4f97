// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One pattern ready to match; the one door to RE2. Immutable, any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "base/text.h"
#include "rules/ad_views.h"
#include "rules/rule.h"

namespace re2 {
class RE2;
}

namespace varta {

class CompiledPattern {
 public:
  // kInvalidArgument: what is wrong, without the place.
  static Result<CompiledPattern> Compile(const Pattern& pattern);
  // RE2's own syntax as it stands: case counts, no word edges, no traps. For comparing engines.
  static Result<CompiledPattern> CompileRe2(std::string_view re2);
  ~CompiledPattern();
  CompiledPattern(CompiledPattern&&) noexcept;
  CompiledPattern& operator=(CompiledPattern&&) noexcept;

  bool Matches(AdPart& part) const;
  // The first `max` matches in the view, left to right, none empty, none over another.
  std::vector<ByteRange> Find(AdPart& part, size_t max) const;

  size_t program_size() const { return program_size_; }

 private:
  CompiledPattern();
  static Result<CompiledPattern> Make(std::string_view re2, bool marked, std::vector<Need> needs);

  std::unique_ptr<const re2::RE2> re2_;
  bool marked_ = false;
  std::vector<Need> needs_;
  size_t program_size_ = 0;
};

}  // namespace varta
