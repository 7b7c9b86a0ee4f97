// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/address_gate.h"

#include <algorithm>

namespace varta {
namespace {

constexpr size_t kMany = 4096;  // addresses; those whose rest is over are forgotten then

}  // namespace

AddressGate::TimePoint AddressGate::Take(const std::string& address, Duration rest, TimePoint now) {
  if (rest <= Duration(0)) return now;
  if (next_.size() > kMany) {
    std::erase_if(next_, [&](const auto& entry) { return entry.second <= now; });
  }
  TimePoint& next = next_[address];
  const TimePoint turn = std::max(now, next);
  next = turn + rest;
  return turn;
}

}  // namespace varta
