// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Runs the sources' schedules: looks what is due by sweep/planner.h, begins the sweep, remembers in
// the store how far it is, over restarts.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "storage/store.h"
#include "sweep/planner.h"
#include "sweep/sweeper.h"

namespace varta {

// One thread; no waiting inside.
class Scheduler {
 public:
  // All outlive it. kDataLoss, kUnavailable: what was remembered cannot be read.
  static Result<std::unique_ptr<Scheduler>> Create(Sweeper& sweeper, Store& store,
                                                   const Clock& clock);

  // One look: records the end of a sweep that it began, begins what is due, and once a day has
  // stored ads purged. Returns after how long
  // to look again, at most a minute. What goes wrong is logged, and tried again with the next look;
  // a source file that cannot be read leaves the list as it was before.
  Duration Look();

  // Planned next, as of the last look: the earliest first. Sources whose approval has run out are
  // not in it.
  const std::vector<PlannedStart>& next() const { return next_; }

 private:
  Scheduler(Sweeper& sweeper, Store& store, const Clock& clock, PlanRecords records)
      : sweeper_(sweeper), store_(store), clock_(clock), records_(std::move(records)) {}
  bool RecordEnd();
  void ReadSources(Time now);
  bool Begin(const Plan& plan);
  void SayWhatIsNext();
  void Complain(std::string_view event, const std::string& error);

  Sweeper& sweeper_;
  Store& store_;
  const Clock& clock_;

  PlanRecords records_;
  std::vector<PlannedSource> sources_;  // the last good list
  std::vector<std::string> expired_;    // have a schedule, and their approval ran out
  std::vector<std::string> begun_;      // ids that the sweep `sweep_` reads; empty: none was begun
  std::string sweep_;
  std::vector<PlannedStart> next_;
  std::optional<Time> purged_;
  std::string complaint_, said_;  // the newest of each, so that it is not said every minute
};

// A Scheduler on a thread of its own. When it goes, a sweep that runs goes on, and its end is not
// recorded: if the process ends too, the next one goes on with it.
class SchedulerThread {
 public:
  explicit SchedulerThread(std::unique_ptr<Scheduler> scheduler);
  ~SchedulerThread();

  // How long ago the last look ended, by a clock that does not jump. Any thread. More than a few
  // minutes: it hangs.
  Duration SinceLastLook() const;

 private:
  const std::unique_ptr<Scheduler> scheduler_;  // the thread's
  std::atomic<int64_t> looked_;                 // steady clock, ms
  std::jthread thread_;
};

}  // namespace varta
