// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// FakeClock: time moves only when the test says so. Any thread.
#pragma once

#include <atomic>

#include "base/clock.h"

namespace varta {

class FakeClock final : public Clock {
 public:
  // 2026-11-22T03:30:00Z unless told otherwise.
  FakeClock() : FakeClock(FromUnixMillis(1'795'318'200'000)) {}
  explicit FakeClock(Time start) : millis_(ToUnixMillis(start)) {}

  Time Now() const override { return FromUnixMillis(millis_.load()); }
  void Advance(Duration duration) { millis_ += duration.count(); }
  void Set(Time time) { millis_ = ToUnixMillis(time); }

 private:
  std::atomic<int64_t> millis_;
};

}  // namespace varta
