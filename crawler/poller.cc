// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/poller.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <limits>

namespace varta {

Poller::Poller()
    : epoll_(epoll_create1(EPOLL_CLOEXEC)), wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (epoll_ < 0 || wake_ < 0) std::abort();
  Watch(wake_, true, false);
}

Poller::~Poller() {
  close(wake_);
  close(epoll_);
}

void Poller::Register(int fd, Socket* socket, uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = fd;
  if (events == 0) {
    epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, &event);
  } else if (socket->registered == 0 || epoll_ctl(epoll_, EPOLL_CTL_MOD, fd, &event) != 0) {
    // A descriptor that was closed behind our back is registered no more.
    epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
  }
  socket->registered = events;
}

void Poller::Watch(int fd, bool read, bool write) {
  if (fd < 0) return;
  const auto index = static_cast<size_t>(fd);
  if (index >= sockets_.size()) sockets_.resize(index + 1);
  Socket& socket = sockets_[index];
  socket.wanted =
      (read ? static_cast<uint32_t>(EPOLLIN) : 0u) | (write ? static_cast<uint32_t>(EPOLLOUT) : 0u);
  if (socket.wanted != 0 && socket.wanted != socket.registered) {
    Register(fd, &socket, socket.wanted);
  }
}

void Poller::Forget(int fd) {
  const auto index = static_cast<size_t>(fd);
  if (fd < 0 || index >= sockets_.size()) return;
  if (sockets_[index].registered != 0) Register(fd, &sockets_[index], 0);
  sockets_[index] = {};
}

std::span<const Poller::Ready> Poller::Wait(std::chrono::milliseconds most) {
  std::array<epoll_event, 256> events;
  const auto millis = std::clamp<int64_t>(most.count(), 0, std::numeric_limits<int>::max());
  const int count =
      epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(millis));
  ready_.clear();
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<size_t>(i)];
    const int fd = event.data.fd;
    if (fd == wake_) {
      uint64_t calls = 0;
      [[maybe_unused]] const ssize_t got = read(wake_, &calls, sizeof calls);
      continue;
    }
    Socket& socket = sockets_[static_cast<size_t>(fd)];
    if (socket.wanted == 0) {  // the server closed an idle connection, say
      Register(fd, &socket, 0);
      continue;
    }
    const bool broken = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
    ready_.push_back(
        {fd, broken || (event.events & EPOLLIN) != 0, broken || (event.events & EPOLLOUT) != 0});
  }
  return ready_;
}

void Poller::Wake() {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = write(wake_, &one, sizeof one);
}

}  // namespace varta
