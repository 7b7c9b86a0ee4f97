// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/supervisor.h"

#include <systemd/sd-daemon.h>

#include <algorithm>

namespace varta {

void Supervisor::Ready(const std::string& status) {
  sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}

void Supervisor::Stopping() { sd_notify(0, "STOPPING=1"); }

void Supervisor::Alive() { sd_notify(0, "WATCHDOG=1"); }

std::optional<Duration> Supervisor::AlivePause() const {
  uint64_t microseconds = 0;
  if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
  return std::max(Duration(static_cast<int64_t>(microseconds / 2000)), Duration(1));
}

}  // namespace varta
