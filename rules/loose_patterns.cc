// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/loose_patterns.h"

#include <bit>

namespace varta {

std::optional<uint8_t> LoosePatterns::Add(const PlainSet& first, const PlainSet& second) {
  if (count_ == kMost) return std::nullopt;
  const uint64_t bit = uint64_t{1} << count_;
  first_[kNotPlain] |= bit;
  second_[kNotPlain] |= bit;
  for (int i = 0; i < 256; ++i) {
    const auto number = static_cast<uint8_t>(i);
    if (first.Has(number)) first_[number] |= bit;
    if (second.Has(number)) second_[number] |= bit;
  }
  return static_cast<uint8_t>(count_++);
}

std::vector<Beginnings> LoosePatterns::Scan(std::string_view text) const {
  // In a text where they can begin so often, a search of all of it is the faster one.
  const size_t most = text.size() / 8 + 8;
  std::vector<Beginnings> found(count_, Beginnings(std::in_place));
  const auto add = [&](uint64_t patterns, uint32_t at) {
    for (; patterns != 0; patterns &= patterns - 1) {
      Beginnings& one = found[static_cast<size_t>(std::countr_zero(patterns))];
      if (!one) continue;
      one->push_back(at);
      if (one->size() > most) one.reset();
    }
  };
  uint64_t before = 0;  // which can begin at the character before
  uint32_t before_at = 0;
  for (size_t at = 0; at < text.size();) {
    const auto here = static_cast<uint32_t>(at);
    const uint8_t number = NextPlain(text, &at).value_or(kNotPlain);
    if (const uint64_t begins = before & second_[number]; begins != 0) add(begins, before_at);
    before = first_[number];
    before_at = here;
  }
  add(before, before_at);  // the last may be the whole of a match
  return found;
}

}  // namespace varta
