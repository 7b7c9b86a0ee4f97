// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Patterns with nothing to scan for, such as [!]{4,}: one pass over the text finds where each can
// begin, by the first two characters. Built by one thread, then immutable; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/plain_text.h"

namespace varta {

// Where one of them can begin, upwards; nullopt: nearly everywhere.
using Beginnings = std::optional<std::vector<uint32_t>>;

class LoosePatterns {
 public:
  static constexpr size_t kMost = 64;

  // `first`, `second`: the plain characters that a match can begin with, and those behind the
  // first. The number of the pattern, from 0; nullopt: there are kMost already.
  std::optional<uint8_t> Add(const PlainSet& first, const PlainSet& second);

  // By pattern.
  std::vector<Beginnings> Scan(std::string_view text) const;

 private:
  static constexpr uint8_t kNotPlain = 1;  // no plain character has this number

  size_t count_ = 0;
  // By plain character: bit i: it can be the first, or second, of pattern i.
  std::array<uint64_t, 256> first_ = {}, second_ = {};
};

}  // namespace varta
