// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Which sources `varta serve` begins to sweep now. A decision on plain values: no I/O, no clock;
// any thread. The caller looks again and again, and stores the records.
//
// What holds, whatever clock and process do:
// - A planned time begins one sweep, or is one of several that a late sweep makes up for at once.
//   Late: the program was not running, another sweep was, or the clock jumped forward.
// - While any sweep runs nothing begins. Sources that are due together go into one sweep.
// - A clock set back by up to a day is waited out: nothing runs twice. Set back by more, the clock
//   was wrong before; from there planned times count anew, unless it returns before one has come.
// - A sweep that died with the process goes on at once, up to kMaxResumes times.
// - A source's first sweep is at its first planned time after it was first seen. If its schedule is
//   edited and names a time between the last planned one and now, that one is made up for.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "sweep/schedule.h"

namespace varta {

// What is remembered of one source between looks and over restarts. Made by the functions below;
// the caller only stores it.
struct PlanRecord {
  Time settled;  // planned times up to here are done with: begun, made up for, or before the source
  bool begun = false;        // a sweep by plan has begun, and no end was recorded
  int resumes = 0;           // of that one
  std::optional<Time> anew;  // the clock is more than a day before `settled`, since then
  friend bool operator==(const PlanRecord&, const PlanRecord&) = default;
};
using PlanRecords = std::map<std::string, PlanRecord>;  // by source id

struct PlannedSource {
  std::string id;
  Schedule schedule;
};

struct PlannedStart {
  std::string id;
  Time planned;  // the earliest time that this sweep makes up for; of a resumed one: `settled`
  bool resumed = false;  // the sweep that died goes on
};

struct Plan {
  std::vector<PlannedStart> starts;  // one sweep of these sources begins now; in the order given
  // To be stored before that sweep begins, so that after a crash it goes on. If it cannot begin
  // (somebody started another meanwhile), put the records from before back: it stays due.
  PlanRecords changed;
  // Look again after so long by a clock that does not jump: at the next planned time, at least 1 ms
  // and at most a minute, so that a jump of the system's clock is seen.
  Duration look_again{0};
};

constexpr int kMaxResumes = 3;

// `sources`: those that have a schedule and may be swept (WhyNotSwept is empty); others are left
// out, and make up for one time when they come back. `running`: some sweep runs, by plan or by
// hand.
Plan MakePlan(std::span<const PlannedSource> sources, const PlanRecords& records, bool running,
              Time now);

// The record when a sweep that read the source has ended, however it did. To be stored before
// the next MakePlan, which would take it for dead.
PlanRecord Ended(PlanRecord record);

}  // namespace varta
