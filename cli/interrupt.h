// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Ctrl-C and SIGTERM as something that can be asked and waited for. One object at a time, made in
// main's thread before others are.
#pragma once

#include "base/clock.h"

namespace varta {

class Interrupt {
 public:
  Interrupt();  // from now on the signals are counted, not obeyed
  ~Interrupt();
  bool asked() const;
  // Waits for a signal or `wait`; true if one came.
  bool Wait(Duration wait) const;
};

}  // namespace varta
