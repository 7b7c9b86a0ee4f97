// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A set of 64-bit fingerprints: 8 bytes each, in a table that is between 3/8 and 3/4 full. Which
// URLs are known; two different ones look the same once in 2^64 / n. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace varta {

class FingerprintSet {
 public:
  // False: it was there.
  bool Insert(uint64_t fingerprint);
  bool Contains(uint64_t fingerprint) const;
  size_t size() const { return size_; }

 private:
  void Grow();

  std::vector<uint64_t> slots_;  // a power of two of them; 0: free
  size_t size_ = 0;
};

// Of any bytes: the same within one process.
uint64_t FingerprintOf(std::string_view bytes);

}  // namespace varta
