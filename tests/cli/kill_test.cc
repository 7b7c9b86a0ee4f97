// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What ends a sweep early: kill -9 at random moments, Ctrl-C, a full disk. No lead is lost, none is
// doubled, and the next sweep ends as an undisturbed one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "tests/cli/program.h"
#include "tests/support/small_pack.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_site.h"
#include "tests/support/test_sources.h"

namespace varta {
namespace {

using Json = nlohmann::json;
constexpr size_t kKills = 20;

void WriteConfig(const TempDir& dir, const TestSite& site) {
  ASSERT_THAT(WriteSources(site, dir.File("sources")), IsOk());
  ASSERT_THAT(WriteSmallPack(dir.File("packs")), IsOk());
  std::ofstream(dir.File("varta.yaml"))
      << "allow_networks: ['127.0.0.0/8', '::1/128']\npacks_dir: packs\n"
         "user_agent: varta-test (+https://example.org/varta)\n";
}

// Every lead's name and text digest.
std::map<std::string, std::string> Leads(const TempDir& dir) {
  std::map<std::string, std::string> leads;
  // A process that was killed early enough has made no data folder.
  if (!std::filesystem::exists(dir.File("data/db/CURRENT"))) return leads;
  Ran list = RunVarta(dir.path(), {"--json", "leads", "list", "--limit", "500"});
  EXPECT_EQ(list.code, 0) << list.err;
  if (list.code != 0) return leads;
  for (const Json& lead : Json::parse(list.out).value("leads", Json::array())) {
    EXPECT_TRUE(leads.emplace(lead["name"], lead["ad"]["title"]).second)
        << "twice: " << lead["name"];
  }
  return leads;
}

// A kill for each twentieth of the sweep's way, so that all of them meet a sweep at work: in its
// first requests, its listings, its last ads.
TEST(Kill, TwentyKillsLoseNothingAndDoubleNothing) {
  TestSiteOptions options;
  options.slow = std::chrono::milliseconds(20);
  auto site = TestSite::Start(options);
  ASSERT_THAT(site, IsOk());
  const std::vector<std::string> sweep = {"sweep", "robota", "vyizd"};

  TempDir calm;
  WriteConfig(calm, **site);
  ASSERT_EQ(RunVarta(calm.path(), sweep).code, 0);
  const std::map<std::string, std::string> wanted = Leads(calm);
  ASSERT_GT(wanted.size(), 10u);
  const size_t whole = (*site)->Requests().size();
  ASSERT_GT(whole, 2u * kKills);

  TempDir rough;
  WriteConfig(rough, **site);
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::set<std::string> seen;
  int kills = 0;
  for (size_t i = 0; i < kKills; ++i) {
    const size_t at = whole + (whole - kKills) * i / kKills + random() % (whole / kKills);
    Program program(rough.path(), sweep);
    while (!program.Ended() && (*site)->Requests().size() < at) usleep(1'000);
    usleep(static_cast<useconds_t>(random() % 20'000));
    if (!program.Ended()) {
      program.Signal(SIGKILL);
      ++kills;
    }
    program.Wait();
    const std::map<std::string, std::string> now = Leads(rough);
    for (const std::string& name : seen) EXPECT_TRUE(now.contains(name)) << "lost: " << name;
    for (const auto& [name, title] : now) seen.insert(name);
  }
  EXPECT_EQ(kills, static_cast<int>(kKills));
  const Ran last = RunVarta(rough.path(), sweep);
  EXPECT_EQ(last.code, 0) << last.err;
  EXPECT_EQ(Leads(rough), wanted);
}

TEST(Kill, NoPageIsFetchedTwiceButThoseInFlight) {
  TestSiteOptions options;
  options.slow = std::chrono::milliseconds(20);
  auto site = TestSite::Start(options);
  ASSERT_THAT(site, IsOk());
  TempDir dir;
  WriteConfig(dir, **site);
  const std::vector<std::string> sweep = {"sweep", "robota", "vyizd"};
  constexpr size_t kOrigins = 2;  // one fetch of each at a time
  size_t kills = 0;
  for (const size_t asked : {10u, 40u, 70u}) {
    Program program(dir.path(), sweep);
    while (!program.Ended() && (*site)->Requests().size() < asked) usleep(2'000);
    if (program.Ended()) break;
    program.Signal(SIGKILL);
    program.Wait();
    ++kills;
  }
  EXPECT_EQ(kills, 3u);
  const Ran last = RunVarta(dir.path(), sweep);
  ASSERT_EQ(last.code, 0) << last.err;
  std::map<std::string, size_t> hits;
  size_t again = 0;
  for (const TestSite::Request& request : (*site)->Requests()) {
    // 503 is worth another try.
    if (request.status != 503 && ++hits[request.host + request.path] > 1) ++again;
  }
  EXPECT_LE(again, kills * kOrigins);
  EXPECT_GT(hits.size(), 80u);
}

TEST(Kill, CtrlCEndsASweepWithItsLedger) {
  auto site = TestSite::Start();
  ASSERT_THAT(site, IsOk());
  TempDir dir;
  WriteConfig(dir, **site);
  Program program(dir.path(), {"--json", "sweep"});
  while (!program.Ended() && (*site)->Requests().size() < 30) usleep(10'000);
  auto asked = std::chrono::steady_clock::now();
  program.Signal(SIGINT);
  Ran ran = program.Wait();
  EXPECT_LT(std::chrono::steady_clock::now() - asked,
            std::chrono::seconds(10));  // the promise itself
  EXPECT_EQ(ran.code, 1);
  Json ledger = Json::parse(ran.out);
  EXPECT_EQ(ledger["state"], "STATE_STOPPED");
  EXPECT_NE(ledger["total"]["not_reached"], "0");
}

// No file may grow past `bytes` for programs started while it lives: to them the disk is full.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);  // the write fails instead
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit small = {bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_ = {};
};

TEST(Kill, AFullDiskEndsASweepThatSaysSoAndTheNextGoesOn) {
  auto site = TestSite::Start();
  ASSERT_THAT(site, IsOk());
  const std::vector<std::string> sweep = {"sweep", "robota", "sela"};
  TempDir calm;
  WriteConfig(calm, **site);
  ASSERT_EQ(RunVarta(calm.path(), sweep).code, 0);

  TempDir dir;
  WriteConfig(dir, **site);
  std::unique_ptr<Program> program;
  {
    FullDisk full(100'000);
    program = std::make_unique<Program>(dir.path(), sweep);
  }
  Ran ran = program->Wait();
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out + ran.err, testing::HasSubstr("check the disk"));
  std::map<std::string, std::string> kept = Leads(dir), wanted = Leads(calm);
  EXPECT_LT(kept.size(), wanted.size());
  for (const auto& [name, title] : kept) EXPECT_TRUE(wanted.contains(name)) << name;
  ran = RunVarta(dir.path(), sweep);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(Leads(dir), wanted);
}

}  // namespace
}  // namespace varta
