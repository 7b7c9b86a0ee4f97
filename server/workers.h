// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A few threads for calls that fetch pages or read a whole log: gRPC has as few as two for all its
// callbacks, which must not stand still meanwhile. Any thread.
#pragma once

#include <array>
#include <functional>
#include <mutex>
#include <thread>

namespace varta {

class Workers {
 public:
  static constexpr size_t kThreads = 4;

  // Runs `work` on a thread of its own; false: all are busy, and it is not run. The destructor
  // waits for what runs.
  bool Run(std::function<void()> work);

 private:
  struct Slot {
    std::jthread thread;
    bool busy = false;
  };
  std::mutex mutex_;
  std::array<Slot, kThreads> slots_;  // guarded by mutex_; joined before it goes
};

}  // namespace varta
