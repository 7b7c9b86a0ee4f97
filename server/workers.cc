// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/workers.h"

#include <utility>

namespace varta {

bool Workers::Run(std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  for (Slot& slot : slots_) {
    if (slot.busy) continue;
    slot.busy = true;
    // The slot's last thread is past its lock: it is joined at once.
    slot.thread = std::jthread([this, &slot, work = std::move(work)] {
      work();
      const std::lock_guard done(mutex_);
      slot.busy = false;
    });
    return true;
  }
  return false;
}

}  // namespace varta
