// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Where a waiting URL stands among those of its origin. Value.
#pragma once

#include <compare>
#include <cstdint>

namespace varta {

struct QueuePlace {
  int priority = 0;    // smaller first
  int depth = 0;       // then nearer to a seed
  uint64_t order = 0;  // then found earlier
  friend auto operator<=>(const QueuePlace&, const QueuePlace&) = default;
};

}  // namespace varta
