// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/fingerprint_set.h"

#include <functional>
#include <utility>

namespace varta {
namespace {

constexpr size_t kFirstSize = 1024;

// 0 stands for a free slot.
uint64_t Stored(uint64_t fingerprint) { return fingerprint == 0 ? 1 : fingerprint; }

// Where a fingerprint is looked for first: open addressing, linear probing.
size_t Home(uint64_t stored, size_t slots) {
  return static_cast<size_t>((stored * 0x9E3779B97F4A7C15u) >> 20) & (slots - 1);
}

}  // namespace

bool FingerprintSet::Insert(uint64_t fingerprint) {
  if ((size_ + 1) * 4 > slots_.size() * 3) Grow();
  const uint64_t stored = Stored(fingerprint);
  size_t at = Home(stored, slots_.size());
  for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at] == stored) return false;
  }
  slots_[at] = stored;
  ++size_;
  return true;
}

bool FingerprintSet::Contains(uint64_t fingerprint) const {
  if (slots_.empty()) return false;
  const uint64_t stored = Stored(fingerprint);
  for (size_t at = Home(stored, slots_.size()); slots_[at] != 0;
       at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at] == stored) return true;
  }
  return false;
}

void FingerprintSet::Grow() {
  std::vector<uint64_t> old =
      std::exchange(slots_, std::vector<uint64_t>(slots_.empty() ? kFirstSize : slots_.size() * 2));
  for (const uint64_t stored : old) {
    if (stored == 0) continue;
    size_t at = Home(stored, slots_.size());
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = stored;
  }
}

uint64_t FingerprintOf(std::string_view bytes) { return std::hash<std::string_view>()(bytes); }

}  // namespace varta
