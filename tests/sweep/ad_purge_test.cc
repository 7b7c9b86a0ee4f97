// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/ad_purge.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "sweep/convert.h"
#include "sweep/scheduler.h"
#include "tests/support/fake_clock.h"
#include "tests/support/open_store.h"
#include "tests/support/small_pack.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

struct PurgeWorld {
  TempDir dir;
  FakeClock clock;
  Config config;
  std::unique_ptr<Store> store;

  PurgeWorld() {
    SetLogLevel(LogLevel::kOff);
    std::filesystem::create_directory(dir.File("sources"));
    config.data_dir = dir.File("data");
    config.sources_dir = dir.File("sources");
    config.packs_dir = dir.File("packs");
    EXPECT_THAT(WriteSmallPack(config.packs_dir), IsOk());
    store = OpenStore(config.data_dir, clock);
  }
  ~PurgeWorld() { SetLogLevel(LogLevel::kInfo); }

  void WriteSource(const std::string& id, const std::string& more) {
    std::ofstream(dir.File("sources/" + id + ".yaml"))
        << "id: " << id << "\nkind: test\nseeds: ['http://127.0.0.1:1/']\n"
        << "legal_basis: test\napproved_by: test\nexpires: 2027-06-30\n"
        << more;
  }
  void Put(const std::string& source) {
    PageResult page;
    AdSighting& ad = page.ads.emplace_back();
    ad.ad.set_key("https://ads.example/1");
    ad.ad.set_text("Потрібні люди на склад");
    ad.provenance.set_source(source);
    *ad.provenance.mutable_fetch_time() = ToProto(clock.Now());
    EXPECT_THAT(store->Commit({&page, 1}, "test"), IsOk());
  }
  int WithText() {
    int count = 0;
    EXPECT_THAT(store->VisitAds([&](const StoredAd& ad) {
      count += ad.ad() != nullptr;
      return true;
    }),
                IsOk());
    return count;
  }
};

TEST(AdPurge, SourcesSayHowLongAndAMistakeKeepsThemLongest) {
  PurgeWorld world;
  world.WriteSource("brief", "keep_unflagged: 36h\n");
  world.WriteSource("usual", "");
  std::string why;
  AdRetention retention = RetentionOf(world.config, &why);
  EXPECT_EQ(why, "");
  EXPECT_EQ(retention.Of("brief"), 36h);
  EXPECT_EQ(retention.Of("usual"), 14 * 24h);
  EXPECT_EQ(retention.Of("no source any more"), 14 * 24h);
  world.WriteSource("brief", "keep_unflagged: 31d\n");
  retention = RetentionOf(world.config, &why);
  EXPECT_THAT(why, HasSubstr("brief.yaml:7:17: write 0s to 30d"));
  EXPECT_EQ(retention.Of("brief"), 30 * 24h);
}

TEST(AdPurge, TheScheduleAsksOnceADay) {
  PurgeWorld world;
  world.WriteSource("brief", "keep_unflagged: 36h\n");
  world.Put("brief");
  world.Put("usual");
  const auto look = [&] {  // with all that follows from it
    ScreenerLoader screener(world.config.packs_dir, world.config.lead_threshold);
    Sweeper sweeper(world.config, *world.store, screener, world.clock);
    auto scheduler = Scheduler::Create(sweeper, *world.store, world.clock);
    ASSERT_THAT(scheduler, IsOk());
    (*scheduler)->Look();
  };
  look();
  EXPECT_EQ(world.WithText(), 2);
  world.clock.Advance(36h);
  look();
  EXPECT_EQ(world.WithText(), 1);
  world.clock.Advance(13 * 24h);
  look();
  EXPECT_EQ(world.WithText(), 0);
  EXPECT_EQ(world.store->ReadAudit(0, 10)->size(), 2u);
  EXPECT_THAT(world.store->CheckConsistency(), IsOk());
}

}  // namespace
}  // namespace varta
