// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/key_table.h"

#include <utility>

namespace varta {
namespace {

constexpr uint32_t kNothing = 0xFFFFFFFF;

// Keys come as the smallest of many: their high bits are alike.
uint64_t Spread(uint64_t key) { return key * 0x9E3779B97F4A7C15u; }
uint32_t PrintOf(uint64_t spread) { return static_cast<uint32_t>(spread >> 20); }
size_t PlaceOf(uint32_t print, size_t size) {
  return static_cast<size_t>((print * uint64_t{size}) >> 32);
}

}  // namespace

KeyTable::KeyTable() {
  for (size_t i = 0; i < kShards; ++i) shards_[i].filings.assign(64 + i / 4, Filing{0, kNothing});
}

void KeyTable::Expect(uint64_t key) const {
  const uint64_t spread = Spread(key);
  const std::vector<Filing>& filings = shards_[spread >> 58].filings;
  __builtin_prefetch(filings.data() + PlaceOf(PrintOf(spread), filings.size()));
}

bool KeyTable::Find(uint64_t key, std::vector<uint32_t>* out) const {
  const uint64_t spread = Spread(key);
  const std::vector<Filing>& filings = shards_[spread >> 58].filings;
  const uint32_t print = PrintOf(spread);
  size_t found = 0;
  for (size_t at = PlaceOf(print, filings.size()); filings[at].value != kNothing;) {
    if (filings[at].print == print) {
      out->push_back(filings[at].value);
      if (++found == kMaxFiled) return true;
    }
    if (++at == filings.size()) at = 0;
  }
  return false;
}

void KeyTable::Put(Filing filing, std::vector<Filing>* filings) {
  size_t at = PlaceOf(filing.print, filings->size());
  while ((*filings)[at].value != kNothing) {
    if (++at == filings->size()) at = 0;
  }
  (*filings)[at] = filing;
}

void KeyTable::Grow(Shard* shard) {
  std::vector<Filing> old = std::move(shard->filings);
  shard->filings.assign(old.size() + old.size() / 4, Filing{0, kNothing});
  for (const Filing& filing : old) {
    if (filing.value != kNothing) Put(filing, &shard->filings);
  }
}

void KeyTable::File(uint64_t key, uint32_t value) {
  const uint64_t spread = Spread(key);
  Shard& shard = shards_[spread >> 58];
  if (++shard.used * 100 > shard.filings.size() * 78) Grow(&shard);
  Put({PrintOf(spread), value}, &shard.filings);
}

size_t KeyTable::MemoryBytes() const {
  size_t bytes = sizeof(*this);
  for (const Shard& shard : shards_) bytes += shard.filings.capacity() * sizeof(Filing);
  return bytes;
}

}  // namespace varta
