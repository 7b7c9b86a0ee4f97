// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/planner.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <variant>

#include "tests/support/fake_clock.h"

namespace varta {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

PlannedSource Planned(std::string id, std::string_view every) {
  return {std::move(id), std::get<Schedule>(Schedule::Parse(every, TimeZone()))};
}

// What `varta serve` keeps around the planner.
struct Keeper {
  std::vector<PlannedSource> sources = {};
  PlanRecords records = {};
  bool running = false;
  FakeClock clock{*ParseTime("2026-11-26T12:00:00Z")};
  Plan last = {};

  // The ids that begin now.
  std::vector<std::string> Look() {
    last = MakePlan(sources, records, running, clock.Now());
    for (const auto& [id, record] : last.changed) records[id] = record;
    std::vector<std::string> ids;
    for (const PlannedStart& start : last.starts) ids.push_back(start.id);
    running = running || !ids.empty();
    return ids;
  }
  std::vector<std::string> LookAt(const char* time) {
    clock.Set(*ParseTime(time));
    return Look();
  }
  void End() {
    running = false;
    for (auto& [id, record] : records) record = Ended(record);
  }
  // The process dies and is started again.
  void Die() { running = false; }
};

TEST(Planner, BeginsAtThePlannedTimeAndNotBefore) {
  Keeper keeper{.sources = {Planned("a", "day at 03:30"), Planned("b", "day at 03:30"),
                            Planned("c", "day at 04:00")}};
  EXPECT_THAT(keeper.Look(), IsEmpty());
  EXPECT_EQ(keeper.records.at("a").settled, *ParseTime("2026-11-26T12:00:00Z"));
  EXPECT_EQ(keeper.last.look_again, minutes(1));
  EXPECT_THAT(keeper.LookAt("2026-11-27T03:29:59.250Z"), IsEmpty());
  EXPECT_THAT(keeper.last.changed, IsEmpty());
  EXPECT_EQ(keeper.last.look_again, Duration(750));
  ASSERT_THAT(keeper.LookAt("2026-11-27T03:30:00Z"), ElementsAre("a", "b"));
  EXPECT_EQ(keeper.last.starts[0].planned, *ParseTime("2026-11-27T03:30:00Z"));
  EXPECT_FALSE(keeper.last.starts[0].resumed);
  // While that sweep runs nothing begins; c's time is made up for when it has ended.
  EXPECT_THAT(keeper.LookAt("2026-11-27T04:00:00Z"), IsEmpty());
  keeper.clock.Set(*ParseTime("2026-11-27T05:10:00Z"));
  keeper.End();
  ASSERT_THAT(keeper.Look(), ElementsAre("c"));
  EXPECT_EQ(keeper.last.starts[0].planned, *ParseTime("2026-11-27T04:00:00Z"));
  keeper.End();
  EXPECT_THAT(keeper.Look(), IsEmpty());
}

TEST(Planner, MissedTimesAreMadeUpForByOneSweep) {
  Keeper keeper{.sources = {Planned("a", "day at 03:30")}};
  keeper.Look();
  ASSERT_THAT(keeper.LookAt("2026-12-01T10:00:00Z"), ElementsAre("a"));
  EXPECT_EQ(keeper.last.starts[0].planned, *ParseTime("2026-11-27T03:30:00Z"));
  keeper.End();
  EXPECT_THAT(keeper.Look(), IsEmpty());
  ASSERT_THAT(keeper.LookAt("2026-12-02T03:30:00Z"), ElementsAre("a"));
}

TEST(Planner, ASweepByHandHoldsBackThePlannedOne) {
  Keeper keeper{.sources = {Planned("a", "hour")}};
  keeper.Look();
  keeper.running = true;
  EXPECT_THAT(keeper.LookAt("2026-11-26T15:00:00Z"), IsEmpty());
  keeper.running = false;
  ASSERT_THAT(keeper.LookAt("2026-11-26T15:20:00Z"), ElementsAre("a"));
}

TEST(Planner, AClockSetBackRunsNothingTwice) {
  Keeper keeper{.sources = {Planned("a", "day at 03:30")}};
  keeper.Look();
  ASSERT_THAT(keeper.LookAt("2026-11-27T03:30:00Z"), ElementsAre("a"));
  keeper.End();
  for (const char* time : {"2026-11-27T02:30:00Z", "2026-11-27T03:30:00Z", "2026-11-26T12:00:00Z",
                           "2026-11-27T03:31:00Z"}) {
    SCOPED_TRACE(time);
    EXPECT_THAT(keeper.LookAt(time), IsEmpty());
    EXPECT_THAT(keeper.last.changed, IsEmpty());
  }
  ASSERT_THAT(keeper.LookAt("2026-11-28T03:30:00Z"), ElementsAre("a"));
}

TEST(Planner, AClockThatWasYearsAheadDoesNotStopTheSweeps) {
  Keeper keeper{.sources = {Planned("a", "day at 03:30")}};
  keeper.Look();
  ASSERT_THAT(keeper.LookAt("2031-01-01T00:00:00Z"), ElementsAre("a"));
  keeper.End();
  EXPECT_THAT(keeper.LookAt("2026-11-26T13:00:00Z"), IsEmpty());
  EXPECT_THAT(keeper.LookAt("2026-11-27T03:29:00Z"), IsEmpty());
  ASSERT_THAT(keeper.LookAt("2026-11-27T03:30:00Z"), ElementsAre("a"));
  keeper.End();
  EXPECT_THAT(keeper.LookAt("2026-11-27T03:31:00Z"), IsEmpty());
  ASSERT_THAT(keeper.LookAt("2026-11-28T03:30:00Z"), ElementsAre("a"));
}

TEST(Planner, AMachineThatStartsIn1970SweepsNothingTwice) {
  Keeper keeper{.sources = {Planned("a", "day at 03:30")}};
  keeper.Look();
  ASSERT_THAT(keeper.LookAt("2026-11-27T03:30:00Z"), ElementsAre("a"));
  keeper.End();
  EXPECT_THAT(keeper.LookAt("1970-01-01T00:00:10Z"), IsEmpty());
  EXPECT_THAT(keeper.LookAt("2026-11-27T09:00:00Z"), IsEmpty());
  EXPECT_FALSE(keeper.records.at("a").anew);
  ASSERT_THAT(keeper.LookAt("2026-11-28T03:30:00Z"), ElementsAre("a"));
}

TEST(Planner, ASweepThatDiedGoesOnButNotForever) {
  Keeper keeper{.sources = {Planned("a", "day at 03:30"), Planned("b", "day at 12:00")}};
  keeper.Look();
  ASSERT_THAT(keeper.LookAt("2026-11-27T03:30:00Z"), ElementsAre("a"));
  for (int i = 0; i < kMaxResumes; ++i) {
    keeper.Die();
    keeper.clock.Advance(minutes(5));
    ASSERT_THAT(keeper.Look(), ElementsAre("a"));
    EXPECT_TRUE(keeper.last.starts[0].resumed);
  }
  keeper.Die();
  EXPECT_THAT(keeper.Look(), IsEmpty());
  ASSERT_THAT(keeper.LookAt("2026-11-27T12:00:00Z"), ElementsAre("b"));
  keeper.End();
  ASSERT_THAT(keeper.LookAt("2026-11-28T03:30:00Z"), ElementsAre("a"));
  EXPECT_FALSE(keeper.last.starts[0].resumed);
}

TEST(Planner, NoSourcesNoSweeps) {
  Keeper keeper;
  EXPECT_THAT(keeper.Look(), IsEmpty());
  EXPECT_EQ(keeper.last.look_again, minutes(1));
}

// Five years with clocks that jump, processes that die and sweeps that last. An account is kept
// beside the planner: every planned time that the clock has passed is answered by exactly one
// sweep, that sweep is on time unless something was in its way, and there is never a second one.
class Years {
 public:
  explicit Years(unsigned seed) : random_(seed) {
    const char* schedules[] = {"day at 03:30 Europe/Kyiv", "12h",
                               "monday at 02:15 Australia/Lord_Howe", "30 1 * * * America/New_York",
                               "0 4 1-20 * mon Europe/Kyiv"};
    for (const char* every : schedules) {
      keeper_.sources.push_back(Planned("s" + std::to_string(keeper_.sources.size()), every));
      account_.push_back(keeper_.clock.Now());
    }
    highest_ = keeper_.clock.Now();
    keeper_.Look();
  }

  void Run() {
    const Time end = keeper_.clock.Now() + days(5 * 365);
    while (keeper_.clock.Now() < end && !testing::Test::HasFailure()) {
      Pass();
      const bool on_time = !hindered_ && !keeper_.running;
      hindered_ = false;
      Look(on_time);
    }
    // All is quiet: what has passed is settled.
    EndSweep();
    while (!keeper_.Look().empty()) EndSweep();
    for (size_t i = 0; i < account_.size(); ++i) {
      EXPECT_GT(keeper_.sources[i].schedule.NextAfter(keeper_.records.at(Id(i)).settled),
                keeper_.clock.Now());
    }
  }

  int sweeps() const { return sweeps_; }
  int late() const { return late_; }

 private:
  static std::string Id(size_t i) { return "s" + std::to_string(i); }
  int Pick(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }

  // Time goes by until the next planned time, the end of the sweep, or a mishap.
  void Pass() {
    Time next = keeper_.clock.Now() + days(8);
    for (const PlannedSource& source : keeper_.sources)
      next = std::min(next, source.schedule.NextAfter(keeper_.clock.Now()));
    if (keeper_.running && left_ <= next - keeper_.clock.Now()) {
      keeper_.clock.Advance(left_);
      EndSweep();
      hindered_ = true;
      return;
    }
    const Duration step = next - keeper_.clock.Now();
    left_ -= step;
    keeper_.clock.Advance(step);
    const int mishap = Pick(0, 199);
    if (mishap > 6) return;
    hindered_ = true;
    if (mishap <= 1) {  // set forward
      keeper_.clock.Advance(minutes(Pick(1, 3 * 24 * 60)));
    } else if (mishap <= 4) {
      // Set back, by no more than a day from the latest time that it has shown.
      const Time lowest = highest_ - hours(23);
      keeper_.clock.Set(std::max(lowest, keeper_.clock.Now() - minutes(Pick(1, 20 * 60))));
    } else {  // the process is gone for a while, and with it its sweep
      keeper_.Die();
      keeper_.clock.Advance(minutes(Pick(0, 3 * 24 * 60)));
    }
  }

  void EndSweep() {
    keeper_.End();
    left_ = Duration(0);
  }

  void Look(bool on_time) {
    const bool was_running = keeper_.running;
    const PlanRecords before = keeper_.records;
    const Time now = keeper_.clock.Now();
    highest_ = std::max(highest_, now);
    keeper_.Look();
    const Plan& plan = keeper_.last;
    EXPECT_TRUE(!was_running || plan.starts.empty());
    if (plan.starts.empty()) {
      EXPECT_THAT(plan.changed, IsEmpty());
      return;
    }
    ++sweeps_;
    left_ = minutes(Pick(0, 9) == 0 ? Pick(60, 30 * 60) : Pick(1, 90));
    for (const PlannedStart& start : plan.starts) {
      const size_t i = static_cast<size_t>(start.id.back() - '0');
      // The times after account_[i], up to now, are answered here; all before were.
      const Time first = keeper_.sources[i].schedule.NextAfter(account_[i]);
      if (start.resumed) {
        EXPECT_TRUE(before.at(start.id).begun);
        if (first <= now) account_[i] = now;
        continue;
      }
      EXPECT_EQ(start.planned, first) << start.id;
      EXPECT_LE(first, now);
      EXPECT_TRUE(!on_time || first == now) << FormatTime(first) << " " << FormatTime(now);
      if (first < now) ++late_;
      account_[i] = now;
    }
  }

  std::mt19937 random_;
  Keeper keeper_;
  std::vector<Time> account_;
  Time highest_;      // that the clock has shown
  Duration left_{0};  // of the running sweep
  bool hindered_ = true;
  int sweeps_ = 0, late_ = 0;
};

TEST(Planner, EveryPlannedTimeOfFiveYearsIsAnsweredOnce) {
  for (unsigned seed = 1; seed <= 2; ++seed) {
    SCOPED_TRACE(seed);
    Years years(seed);
    years.Run();
    EXPECT_GT(years.sweeps(), 5 * 365 * 3);
    EXPECT_GT(years.late(), 50);
  }
}

}  // namespace
}  // namespace varta
