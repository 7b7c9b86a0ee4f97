// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A bounded queue between threads. Push waits while it is full, Pop while it is empty; Close wakes
// everybody.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace varta {

template <typename T>
class Queue {
 public:
  explicit Queue(size_t capacity) : capacity_(capacity) {}
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;

  // Waits for room. False: the queue is closed and the value is gone.
  bool Push(T value) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return closed_ || items_.size() < capacity_; });
    if (closed_) return false;
    items_.push_back(std::move(value));
    lock.unlock();
    some_.notify_one();
    return true;
  }

  // Waits for a value. nullopt: closed and nothing is left.
  std::optional<T> Pop() {
    std::unique_lock lock(mutex_);
    some_.wait(lock, [&] { return closed_ || !items_.empty(); });
    return Take(lock);
  }

  // As Pop, but gives up at `deadline` (any clock).
  template <typename TimePoint>
  std::optional<T> PopUntil(const TimePoint& deadline) {
    std::unique_lock lock(mutex_);
    some_.wait_until(lock, deadline, [&] { return closed_ || !items_.empty(); });
    return Take(lock);
  }

  // A value if there is one now.
  std::optional<T> TryPop() {
    std::unique_lock lock(mutex_);
    return Take(lock);
  }

  // No Push succeeds from now on; what is inside can still be taken.
  void Close() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    room_.notify_all();
    some_.notify_all();
  }

  size_t size() const {
    std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  std::optional<T> Take(std::unique_lock<std::mutex>& lock) {
    if (items_.empty()) return std::nullopt;
    std::optional<T> value(std::move(items_.front()));
    items_.pop_front();
    lock.unlock();
    room_.notify_one();
    return value;
  }

  const size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable room_, some_;
  std::deque<T> items_;  // guarded by mutex_, as is closed_
  bool closed_ = false;
};

}  // namespace varta
