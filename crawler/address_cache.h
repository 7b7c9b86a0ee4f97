// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What names came to, for as long as it holds. Bounded: the entries stored longest ago go first.
// One thread; the caller passes the time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "crawler/resolver.h"

namespace varta {

class AddressCache {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  explicit AddressCache(size_t max_entries) : max_entries_(max_entries) {}

  // Null: not there, or no longer believed. Valid until the next Put.
  const HostAddresses* Find(const std::string& host, TimePoint now) const;
  void Put(const std::string& host, HostAddresses addresses, TimePoint until);
  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    HostAddresses addresses;
    TimePoint until;
    uint64_t stored = 0;  // number of the Put
  };
  const size_t max_entries_;
  std::unordered_map<std::string, Entry> entries_;
  std::deque<std::pair<uint64_t, std::string>> order_;  // Puts, oldest first; some were overwritten
  uint64_t puts_ = 0;
};

}  // namespace varta
