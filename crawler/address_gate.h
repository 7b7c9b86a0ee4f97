// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Turns at one address. The frontier lets hosts of an address that it knows take turns; which hosts
// share one is only known once their names were looked up, so the first fetches of a thousand hosts
// of one machine would go out together. Here they do not. One thread; no I/O.
#pragma once

#include <chrono>
#include <string>
#include <unordered_map>

#include "base/clock.h"

namespace varta {

class AddressGate {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  // Takes the address's next turn: `now` or later, `rest` after the turn that was taken before.
  TimePoint Take(const std::string& address, Duration rest, TimePoint now);
  size_t size() const { return next_.size(); }

 private:
  std::unordered_map<std::string, TimePoint> next_;  // turn that is free
};

}  // namespace varta
