// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Where the sentences of a text start, for exclusions that hold in one sentence only. Value; any
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace varta {

// A sentence ends with its line, and with . ! ? … before white space; not after an initial or a
// short word (тис., вул., м.) unless a capital letter follows. Linear.
class Sentences {
 public:
  // Of the text as it stands in the ad: lines count.
  explicit Sentences(std::string_view text);

  struct Run {
    size_t first, last;
  };
  // The sentences that the range has a byte in; an empty range: the one that it stands in.
  Run Of(ByteRange range) const;

 private:
  size_t At(uint32_t offset) const;
  std::vector<uint32_t> starts_;  // of each but the first
};

}  // namespace varta
