// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "cli/interrupt.h"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>

namespace varta {
namespace {

// What a signal handler may touch.
std::atomic<bool> interrupted{false};
int wake = -1;

void OnSignal(int) {
  interrupted = true;
  uint64_t one = 1;
  [[maybe_unused]] ssize_t written = write(wake, &one, sizeof one);
}

void Install(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

Interrupt::Interrupt() {
  wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  Install(OnSignal);
}

Interrupt::~Interrupt() {
  Install(SIG_DFL);
  close(wake);
  wake = -1;
}

bool Interrupt::asked() const { return interrupted; }

bool Interrupt::Wait(Duration wait) const {
  pollfd descriptor{wake, POLLIN, 0};
  poll(&descriptor, 1, static_cast<int>(wait.count()));
  return interrupted;
}

}  // namespace varta
