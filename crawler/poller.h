// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Which sockets are ready (epoll), for one event loop. One thread, but for Wake.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

namespace varta {

class Poller {
 public:
  struct Ready {
    int fd = -1;
    bool read = false, write = false;  // an error or a hang-up counts as both
  };

  Poller();  // aborts if the system gives no epoll: nothing can work without
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  // Both false: no longer. A socket that is waited for again and again costs no system call in
  // between: it stays registered until it is ready and nobody waits, or Forget is called.
  void Watch(int fd, bool read, bool write);
  // Before the socket is closed.
  void Forget(int fd);

  // Waits until a socket is ready, Wake is called or the time is over (negative: at once). The span
  // holds until the next call.
  std::span<const Ready> Wait(std::chrono::milliseconds most);
  // Ends this or the next Wait. Any thread.
  void Wake();

 private:
  struct Socket {
    uint32_t wanted = 0;      // by the last Watch
    uint32_t registered = 0;  // with the kernel; 0: not at all
  };
  void Register(int fd, Socket* socket, uint32_t events);

  int epoll_ = -1, wake_ = -1;
  std::vector<Socket> sockets_;  // by descriptor
  std::vector<Ready> ready_;
};

}  // namespace varta
