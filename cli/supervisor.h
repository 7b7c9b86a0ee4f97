// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Tells systemd how the service is (sd_notify(3), the socket named in $NOTIFY_SOCKET). Without it
// nothing happens. The one door to libsystemd. One thread.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace varta {

class Supervisor {
 public:
  void Ready(const std::string& status);  // Type=notify waits for it
  void Stopping();
  void Alive();  // to be said in time, or the unit's WatchdogSec restarts the service

  // Half of WatchdogSec; nullopt: nobody watches.
  std::optional<Duration> AlivePause() const;
};

}  // namespace varta
