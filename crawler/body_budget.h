// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// How many bytes all bodies under way may hold together. When they hold that much, those beyond
// kSmall wait (unread, in the server's own buffers), all but one, until others are done: so a
// hundred endless bodies cost no more than a few, and none is cut that would not be cut alone. What
// is `elsewhere` counts too: bodies that are whole and wait to be read. When these alone are too
// many, not one goes on. One thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>

namespace varta {

class BodyBudget {
 public:
  static constexpr size_t kSmall = 64 * 1024;  // a body of so many bytes never waits

  // A body's share of the budget; part of whatever has the body.
  struct Share {
    size_t bytes = 0;
    bool large = false;
    bool waits = false;
  };

  explicit BodyBudget(size_t limit) : limit_(limit) {}

  // False: these bytes are not taken now; Next gives the share when they can be.
  bool Take(Share* share, size_t bytes, size_t elsewhere = 0) {
    if (!share->large && share->bytes + bytes > kSmall) {
      share->large = true;
      ++running_;
    }
    const bool full = used_ + elsewhere + bytes > limit_;
    if (share->large && full && (running_ > 1 || elsewhere > limit_)) {
      --running_;
      share->waits = true;
      waiting_.push_back(share);
      return false;
    }
    share->bytes += bytes;
    used_ += bytes;
    return true;
  }

  // The body is done or gone.
  void Release(Share* share) {
    used_ -= share->bytes;
    if (share->waits) {
      waiting_.erase(std::find(waiting_.begin(), waiting_.end(), share));
    } else if (share->large) {
      --running_;
    }
    *share = {};
  }

  // A share that waited and goes on; null: none can yet. With half of the budget free it takes what
  // it was refused.
  Share* Next(size_t elsewhere = 0) {
    if (waiting_.empty() || elsewhere > limit_) return nullptr;
    if (running_ > 0 && used_ + elsewhere > limit_ / 2) return nullptr;
    Share* const share = waiting_.front();
    waiting_.pop_front();
    share->waits = false;
    ++running_;
    return share;
  }

  size_t used() const { return used_; }
  size_t waiting() const { return waiting_.size(); }

 private:
  const size_t limit_;
  size_t used_ = 0;
  size_t running_ = 0;          // large ones that do not wait
  std::deque<Share*> waiting_;  // first come, first served
};

}  // namespace varta
