// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/scheduler.h"

#include <gmock/gmock.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/log.h"
#include "sweep/convert.h"
#include "tests/support/fake_clock.h"
#include "tests/support/small_pack.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// Sources on a port where nobody answers; a sweep of them runs as long as the disk is said to be
// full.
struct SchedulerWorld {
  TempDir dir;
  FakeClock clock;  // 2026-11-22T03:30:00Z
  Config config;
  std::unique_ptr<ScreenerLoader> screener;
  std::unique_ptr<Store> store;
  std::unique_ptr<Sweeper> sweeper;
  std::unique_ptr<Scheduler> scheduler;
  std::atomic<bool> full{false};

  SchedulerWorld() {
    SetLogLevel(LogLevel::kOff);
    std::filesystem::create_directory(dir.File("sources"));
    config.data_dir = dir.File("data");
    config.sources_dir = dir.File("sources");
    config.packs_dir = dir.File("packs");
    EXPECT_THAT(WriteSmallPack(config.packs_dir), IsOk());
    config.allow_networks = {"127.0.0.0/8"};
    config.max_attempts = 1;
    Write("a", "day at 04:00 UTC");
    Open();
  }
  ~SchedulerWorld() {
    Close();
    SetLogLevel(LogLevel::kInfo);
  }

  void Write(const std::string& id, const std::string& every,
             const std::string& expires = "2027-06-30") {
    std::ofstream(dir.File("sources/" + id + ".yaml"))
        << "id: " << id << "\nkind: test\nseeds: ['http://127.0.0.1:1/']\nlegal_basis: test\n"
        << "approved_by: test\nexpires: " << expires << "\nevery: " << every << "\n";
  }
  void Open() {
    auto opened = Store::Open({.dir = config.data_dir}, clock);
    ASSERT_THAT(opened, IsOk());
    store = *std::move(opened);
    screener = std::make_unique<ScreenerLoader>(config.packs_dir, config.lead_threshold);
    sweeper = std::make_unique<Sweeper>(config, *store, *screener, clock, [this] {
      Resources resources;
      resources.disk_free = full ? 0 : config.min_disk_free_bytes;
      return resources;
    });
    auto made = Scheduler::Create(*sweeper, *store, clock);
    ASSERT_THAT(made, IsOk());
    scheduler = *std::move(made);
  }
  void Close() {
    scheduler.reset();
    sweeper.reset();
    store.reset();
  }
  // Lets the running sweep end.
  void Finish() {
    full = false;
    while (sweeper->running()) {
      clock.Advance(1s);
      std::this_thread::sleep_for(1ms);
    }
  }
  std::vector<v1::Sweep> Sweeps() { return *store->ListSweeps(100, ""); }
  bool Begun(const std::string& id) { return store->GetPlan()->at(id).begun(); }
};

constexpr Time kFour = Time(Duration(1'795'320'000'000));  // 2026-11-22T04:00:00Z

TEST(Scheduler, BeginsWhatIsDueAndRemembersItsEnd) {
  SchedulerWorld world;
  EXPECT_EQ(world.scheduler->Look(), 1min);
  EXPECT_FALSE(world.sweeper->running());
  ASSERT_THAT(world.scheduler->next(), SizeIs(1));
  EXPECT_EQ(world.scheduler->next()[0].planned, kFour);

  world.clock.Set(kFour - 10s);
  EXPECT_EQ(world.scheduler->Look(), 10s);
  world.clock.Set(kFour);
  world.full = true;
  EXPECT_LE(world.scheduler->Look(), 1s);
  EXPECT_TRUE(world.sweeper->running());
  EXPECT_TRUE(world.Begun("a"));
  ASSERT_THAT(world.Sweeps(), SizeIs(1));
  EXPECT_THAT(world.Sweeps()[0].sources(), ElementsAre("a"));
  // Another look while it runs changes nothing.
  world.scheduler->Look();
  EXPECT_TRUE(world.Begun("a"));

  world.Finish();
  world.scheduler->Look();
  EXPECT_FALSE(world.Begun("a"));
  ASSERT_THAT(world.Sweeps(), SizeIs(1));
  EXPECT_EQ(world.scheduler->next()[0].planned, kFour + 24h);
  world.clock.Set(kFour + 24h);
  world.scheduler->Look();
  world.Finish();
  EXPECT_THAT(world.Sweeps(), SizeIs(2));
}

TEST(Scheduler, AfterASignalThePlannedSweepGoesOnAndAStoppedOneDoesNot) {
  SchedulerWorld world;
  world.scheduler->Look();
  world.clock.Set(kFour);
  world.full = true;
  world.scheduler->Look();
  ASSERT_TRUE(world.sweeper->running());
  world.Close();  // as serve does on SIGTERM
  world.clock.Advance(5min);
  world.Open();
  EXPECT_TRUE(world.Begun("a"));
  world.full = true;
  world.scheduler->Look();
  EXPECT_TRUE(world.sweeper->running()) << "it goes on at the next start";
  ASSERT_THAT(world.sweeper->Stop("latest"), IsOk());
  world.Finish();
  world.scheduler->Look();
  EXPECT_FALSE(world.Begun("a"));
  EXPECT_FALSE(world.sweeper->running()) << "a person stopped it";
  world.Close();
  world.Open();
  world.scheduler->Look();
  EXPECT_FALSE(world.sweeper->running());
}

TEST(Scheduler, WhatCannotBeginStaysDue) {
  SchedulerWorld world;
  world.scheduler->Look();
  world.Close();
  std::filesystem::create_directories(world.config.packs_dir + "/broken");
  std::ofstream(world.config.packs_dir + "/broken/pack.yaml") << "nonsense: 1\n";
  world.Open();
  world.clock.Set(kFour);
  world.scheduler->Look();
  EXPECT_FALSE(world.sweeper->running());
  EXPECT_FALSE(world.Begun("a"));
  world.Close();
  std::filesystem::remove_all(world.config.packs_dir + "/broken");
  world.Open();
  world.clock.Advance(1h);
  world.full = true;
  world.scheduler->Look();
  EXPECT_TRUE(world.sweeper->running());
}

TEST(Scheduler, AWrongSourceFileLeavesThePlanAsItWas) {
  SchedulerWorld world;
  world.scheduler->Look();
  std::ofstream(world.dir.File("sources/b.yaml")) << "id: wrong\n";
  world.scheduler->Look();
  ASSERT_THAT(world.scheduler->next(), SizeIs(1));
  std::filesystem::remove(world.dir.File("sources/b.yaml"));
  world.Write("b", "hour");
  world.scheduler->Look();
  ASSERT_THAT(world.scheduler->next(), SizeIs(2));
}

TEST(Scheduler, ASweepBeginsWhenTheOneByHandHasEnded) {
  SchedulerWorld world;
  world.scheduler->Look();
  world.full = true;
  ASSERT_THAT(world.sweeper->Start({}, "somebody"), IsOk());
  world.clock.Set(kFour);
  world.scheduler->Look();
  EXPECT_FALSE(world.Begun("a"));
  world.Finish();
  world.full = true;
  world.scheduler->Look();
  EXPECT_TRUE(world.Begun("a"));
  EXPECT_TRUE(world.sweeper->running());
}

TEST(Scheduler, AnExpiredSourceIsNamedInTheLedgerOfThePlannedSweep) {
  SchedulerWorld world;
  world.Write("old", "day at 04:00 UTC", "2026-01-01");
  world.scheduler->Look();
  EXPECT_THAT(world.scheduler->next(), SizeIs(1));
  world.clock.Set(kFour);
  world.scheduler->Look();
  world.Finish();
  const v1::Sweep sweep = world.Sweeps().at(0);
  EXPECT_THAT(sweep.sources(), ElementsAre("a"));
  EXPECT_THAT(sweep.skipped_sources(), ElementsAre(HasSubstr("old: the approval expired")));
  EXPECT_THAT(sweep.attention(), testing::Contains(HasSubstr("skipped: old")));
}

TEST(Sweeper, PausesWhileTheMachineHasTooLittleAndGoesOnByItself) {
  SchedulerWorld world;
  world.full = true;
  ASSERT_THAT(world.sweeper->Start({}, "somebody"), IsOk());
  uint64_t version = 0;
  while (world.sweeper->Wait("latest", &version, 1000ms)->paused().empty()) {
  }
  const v1::Sweep paused = *world.sweeper->Get("latest");
  EXPECT_THAT(paused.paused(), HasSubstr("min_disk_free_bytes"));
  EXPECT_EQ(paused.in_flight(), 0);
  EXPECT_EQ(paused.waiting(), 1);
  world.Finish();
  const v1::Sweep ended = world.Sweeps().at(0);
  EXPECT_EQ(ended.state(), v1::Sweep::STATE_SUCCEEDED);
  EXPECT_EQ(ended.paused(), "");
  EXPECT_EQ(ended.total().not_reached(), 0);
  EXPECT_THAT(ended.ledgers(0).notes(), testing::Contains(HasSubstr("paused for a while: ")));
}

TEST(SchedulerThread, LooksAndEndsAtOnce) {
  SchedulerWorld world;
  SchedulerThread thread(std::move(world.scheduler));
  while (world.store->GetPlan()->empty()) std::this_thread::sleep_for(1ms);
  EXPECT_GE(thread.SinceLastLook(), 0ms);
}

}  // namespace
}  // namespace varta
