// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// 64-bit keys -> the few numbers that were filed under each: eight bytes a filing, about ten with
// the room between. One thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace varta {

class KeyTable {
 public:
  // Under a key that has these many, nothing more is filed: what so many have tells nothing.
  static constexpr size_t kMaxFiled = 16;

  KeyTable();

  // Adds what is filed under `key` to `out`. True: the key is full.
  bool Find(uint64_t key, std::vector<uint32_t>* out) const;
  // Says that the key will be looked up soon: the memory is far away once there are many.
  void Expect(uint64_t key) const;
  // The key must not be full. `value` < 2^32 - 1.
  void File(uint64_t key, uint32_t value);
  size_t MemoryBytes() const;

 private:
  static constexpr size_t kShards = 64;
  struct Filing {
    uint32_t print;
    uint32_t value;
  };
  // Open addressing, in the order of the prints, so that it grows by copying. The shards start at
  // different sizes and so grow at different times.
  struct Shard {
    std::vector<Filing> filings;
    size_t used = 0;
  };

  static void Put(Filing filing, std::vector<Filing>* filings);
  static void Grow(Shard* shard);

  std::array<Shard, kShards> shards_;
};

}  // namespace varta
