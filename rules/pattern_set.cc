// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pattern_set.h"

#include <algorithm>
#include <cmath>

namespace varta {

Status PatternSet::Add(const std::string& re2) {
  const Result<uint32_t> number = index_.AddRe2(re2);
  if (!number.ok()) return number.status();
  const auto pattern = static_cast<uint32_t>(numbers_.size());
  numbers_.push_back(*number);
  if (std::isinf(index_.CostOf(*number))) {
    always_.push_back(pattern);
  } else {
    index_.AddTrigger(pattern, {*number});
  }
  return Status();
}

void PatternSet::Build() { index_.Build(); }

std::vector<PatternSet::Found> PatternSet::Match(std::string_view text, size_t max_spans) const {
  AdPart part(v1::PLACE_TEXT, text);
  PatternScan scan(index_, part);
  std::vector<uint32_t> candidates = always_;
  scan.ForEachTriggered([&](uint32_t pattern) { candidates.push_back(pattern); });
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  std::vector<uint32_t> numbers;
  for (const uint32_t pattern : candidates) numbers.push_back(numbers_[pattern]);
  scan.Prefetch(numbers);
  std::vector<Found> found;
  for (const uint32_t pattern : candidates) {
    if (max_spans == 0) {
      if (scan.Matches(numbers_[pattern])) found.push_back({pattern, {}});
      continue;
    }
    std::vector<ByteRange> spans = scan.Find(numbers_[pattern], max_spans);
    if (!spans.empty()) found.push_back({pattern, std::move(spans)});
  }
  return found;
}

}  // namespace varta
