// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Which waiting fetch may start. Each origin has as many fetches under way at once as its tasks
// allow (one, unless a source says more), in the order in which they came. Slots are few, and one
// that waits for a dead server is held for half a minute: so origins whose last fetch ran into a
// timeout share a quarter of them, and those together with origins that never answered yet a half.
// However many bad ones there are, those that answer go on. One thread; no I/O.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "crawler/page.h"

namespace varta {

class FetchQueue {
 public:
  explicit FetchQueue(size_t slots) : slots_(slots < 1 ? 1 : slots) {}

  void Add(Task task);
  // Takes a slot, until Done. None: nothing waits, or nothing that waits may start.
  std::optional<Task> Next();
  // Gives back the slot of a task that Next gave. `slow`: it ran into a timeout.
  void Done(const Task& task, bool slow);
  // All that waits, taken out.
  std::vector<Task> Drain();

  size_t waiting() const { return waiting_; }
  size_t open() const { return open_; }  // slots taken
  // Of these, by origins that were slow when they took them.
  size_t slow_open() const { return open_as_[kSlow]; }

 private:
  enum Kind { kNew, kGood, kSlow, kKinds };
  struct Line {  // of one origin
    std::list<Task> tasks;
    std::list<Kind> open;  // what it was when each slot was taken, earliest first
    Kind kind = kNew;
    bool ready = false;  // stands in ready_[kind]
  };
  bool MayStart(Kind kind) const;
  void MakeReady(const std::string& origin, Line* line);
  bool MayForget(const Line& line) const;

  const size_t slots_;
  std::unordered_map<std::string, Line> lines_;
  std::array<std::deque<std::string>, kKinds> ready_;  // origins that may start one
  std::array<size_t, kKinds> open_as_{};
  size_t waiting_ = 0, open_ = 0;
  int turn_ = 0;  // the kind that comes first next time
};

}  // namespace varta
