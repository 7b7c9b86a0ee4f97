// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/planner.h"

#include <algorithm>
#include <utility>

namespace varta {
namespace {

constexpr Duration kLongestLook = std::chrono::minutes(1);
constexpr Duration kTrustedSetback = std::chrono::days(1);

// A record for a source that is new, or whose clock went back too far; else as it is.
PlanRecord Today(const PlanRecords& records, const std::string& id, Time now) {
  const auto known = records.find(id);
  if (known == records.end()) return {.settled = now, .anew = {}};
  PlanRecord record = known->second;
  if (record.settled <= now + kTrustedSetback) {
    record.anew.reset();
  } else if (!record.anew || *record.anew > now + kTrustedSetback) {
    record.anew = now;
  }
  return record;
}

}  // namespace

Plan MakePlan(std::span<const PlannedSource> sources, const PlanRecords& records, bool running,
              Time now) {
  Plan plan;
  plan.look_again = kLongestLook;
  for (const PlannedSource& source : sources) {
    PlanRecord record = Today(records, source.id, now);
    const Time next = source.schedule.NextAfter(record.anew.value_or(record.settled));
    const bool resume = record.begun && record.resumes < kMaxResumes;
    if (!running && (resume || next <= now)) {
      plan.starts.push_back({source.id, resume ? record.settled : next, resume});
      // One that is due besides is made up for by the sweep that goes on.
      record = {.settled = resume && next > now ? record.settled : now,
                .begun = true,
                .resumes = resume ? record.resumes + 1 : 0,
                .anew = resume && next > now ? record.anew : std::nullopt};
    } else if (next > now) {
      plan.look_again = std::min(next, now + plan.look_again) - now;
    }
    const auto known = records.find(source.id);
    if (known == records.end() || known->second != record) plan.changed[source.id] = record;
  }
  return plan;
}

PlanRecord Ended(PlanRecord record) {
  record.begun = false;
  record.resumes = 0;
  return record;
}

}  // namespace varta
