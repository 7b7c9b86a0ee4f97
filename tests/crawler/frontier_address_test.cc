// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Origins that share an address, and those that do not answer.
#include "crawler/frontier.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/crawler/frontier_tasks.h"

namespace varta {
namespace {

using namespace std::chrono_literals;

TEST_F(FrontierTest, HostsThatFailedTogetherAreNotAskedTogetherAgain) {
  Frontier::Options options;
  options.jitter = 0.25;
  Frontier frontier(options);
  std::set<Time> again;
  for (int i = 0; i < 20; ++i) {
    const std::string url = "http://h" + std::to_string(i) + ".test/1";
    frontier.SetRobots(OriginOf(url), Robots::AllowAll(), t0);
    frontier.Add(MakeTask(url), 0s);
    frontier.Done(MakePage(*frontier.Next(t0), Outcome::kTimeout, 0), 0s, t0);
    again.insert(frontier.StateOf(OriginOf(url)).rest_until);
  }
  EXPECT_GE(*again.begin(), t0 + 2s);
  EXPECT_LE(*again.rbegin(), t0 + 2500ms);
  EXPECT_GT(again.size(), 10u);
}

TEST_F(FrontierTest, OriginsOfOneAddressTakeTurns) {
  Frontier::Options options;
  options.address_rest = 300ms;
  Frontier frontier(options);
  for (const char* origin : {"http://a.test", "http://b.test"}) {
    frontier.SetRobots(OriginOf(origin), Robots::AllowAll(), t0);
    for (const char* path : {"/1", "/2"}) frontier.Add(MakeTask(std::string(origin) + path), 2s);
  }
  // Nobody knows yet that they are one machine.
  for (int i = 0; i < 2; ++i) {
    Page page = MakePage(*frontier.Next(t0));
    page.resolved_address = "192.0.2.1";
    frontier.Done(page, 0s, t0);
  }
  EXPECT_EQ(frontier.Next(t0 + 2s)->url.host(), "a.test");
  EXPECT_FALSE(frontier.Next(t0 + 2299ms));
  EXPECT_EQ(frontier.NextDue(), t0 + 2300ms);
  EXPECT_EQ(frontier.Next(t0 + 2300ms)->url.host(), "b.test");
}

// Forty hosts of each of two addresses, all due at once: each is asked once before any is asked
// again, in the order in which they were due, and what happens to one that waits holds up nobody.
TEST_F(FrontierTest, ManyOriginsOfOneAddressTakeTurns) {
  constexpr int kHosts = 40;
  Frontier::Options options;
  options.address_rest = 100ms;
  Frontier frontier(options);
  const auto origin = [](int i) { return "http://h" + std::to_string(i) + ".test"; };
  for (int i = 0; i < 2 * kHosts; ++i) {
    frontier.Restore({OriginOf(origin(i)), t0, 0, i % 2 == 0 ? "192.0.2.1" : "192.0.2.2", {}}, t0);
    frontier.SetRobots(OriginOf(origin(i)), Robots::AllowAll(), t0);
    for (const char* path : {"/1", "/2", "/3"}) frontier.Add(MakeTask(origin(i) + path), 2s);
  }
  std::map<std::string, std::vector<Time>> asked;  // by host
  std::map<std::string, Time> rests;               // by address
  Time now = t0;
  size_t tasks = 0;
  for (; frontier.waiting() > 0; now = frontier.NextDue()) {
    ASSERT_LT(now, t0 + 1h);
    while (const std::optional<Task> task = frontier.Next(now)) {
      const std::string& host = task->url.host();
      Page page = MakePage(*task);
      page.resolved_address = std::stoi(host.substr(1)) % 2 == 0 ? "192.0.2.1" : "192.0.2.2";
      Time& rest = rests[page.resolved_address];
      EXPECT_GE(now, rest);
      rest = now + 100ms;
      asked[host].push_back(now);
      frontier.Done(page, 0s, now);
      if (++tasks == 3) {  // h20 and h21 wait for their addresses now
        frontier.SetRobots(OriginOf(origin(20)), Robots::DenyAll("it says so"), now);
        frontier.Add(MakeTask(origin(21) + "/4"), 2s);
      }
    }
  }
  EXPECT_EQ(tasks, 3u * (2 * kHosts - 1) + 1);
  EXPECT_FALSE(asked.contains("h20.test"));
  EXPECT_EQ(asked["h21.test"].size(), 4u);
  for (const auto& [host, times] : asked) {
    SCOPED_TRACE(host);
    EXPECT_LT(times[0], t0 + kHosts * 100ms);
    EXPECT_GE(times[1], t0 + (kHosts - 1) * 100ms) << "asked twice before the others";
  }
}

// One that may not be asked because others like it are under way holds up no other of its address.
TEST_F(FrontierTest, ADoubtfulOriginHoldsUpNoOtherOfItsAddress) {
  Frontier::Options options;
  options.address_rest = 100ms;
  options.max_doubtful = 1;
  Frontier frontier(options);
  const auto add = [&](const std::string& origin, const std::string& address) {
    frontier.Restore({OriginOf(origin), t0, 0, address, {}}, t0);
    frontier.SetRobots(OriginOf(origin), Robots::AllowAll(), t0);
    for (const char* path : {"/1", "/2"}) frontier.Add(MakeTask(origin + path), 1s);
  };
  add("http://sound.test", "192.0.2.1");
  Page page = MakePage(*frontier.Next(t0));
  page.resolved_address = "192.0.2.1";
  frontier.Done(page, 0s, t0);
  add("http://slow.test", "192.0.2.9");
  add("http://new.test", "192.0.2.1");
  ASSERT_EQ(frontier.Next(t0)->url.host(), "slow.test");  // and there it stays
  EXPECT_FALSE(frontier.Next(t0 + 999ms));
  EXPECT_EQ(frontier.NextDue(), t0 + 1s);
  EXPECT_EQ(frontier.Next(t0 + 1s)->url.host(), "sound.test");
  EXPECT_EQ(frontier.NextDue(), Time::max());
}

// What the store keeps of two hosts is enough for another process to let them take turns, from its
// first fetch on.
TEST_F(FrontierTest, OriginsOfOneAddressTakeTurnsAcrossARestart) {
  Frontier::Options options;
  options.address_rest = 500ms;
  std::vector<Frontier::OriginState> kept;
  {
    Frontier frontier(options);
    for (const char* origin : {"http://a.test", "http://b.test"}) {
      frontier.SetRobots(OriginOf(origin), Robots::AllowAll(), t0);
      frontier.Add(MakeTask(std::string(origin) + "/1"), 2s);
    }
    // Refused by the server, but it is known who was asked.
    for (int i = 0; i < 2; ++i) {
      Page page = MakePage(*frontier.Next(t0), Outcome::kTlsError, 0);
      page.resolved_address = "192.0.2.1";
      frontier.Done(page, 0s, t0);
    }
    for (const char* origin : {"http://a.test", "http://b.test"}) {
      kept.push_back(frontier.StateOf(OriginOf(origin)));
      EXPECT_EQ(kept.back().address, "192.0.2.1");
      EXPECT_EQ(kept.back().address_rest_until, t0 + 500ms);
    }
  }
  Frontier frontier(options);
  for (Frontier::OriginState& state : kept) {
    state.rest_until = t0;  // of the host itself: long over
    frontier.Restore(state, t0 + 100ms);
    frontier.SetRobots(state.origin, Robots::AllowAll(), t0);
    frontier.Add(MakeTask(state.origin.ToString() + "/2"), 2s);
  }
  EXPECT_FALSE(frontier.Next(t0 + 499ms)) << "the address rests";
  EXPECT_EQ(frontier.Next(t0 + 500ms)->url.host(), "a.test");
  EXPECT_FALSE(frontier.Next(t0 + 999ms)) << "the other host is at the same address";
  EXPECT_EQ(frontier.Next(t0 + 1000ms)->url.host(), "b.test");
}

TEST_F(FrontierTest, HostsBehindAProxyShareNoAddress) {
  Frontier frontier{Frontier::Options{}};
  for (const char* origin : {"http://a.test", "http://b.test"}) {
    frontier.SetRobots(OriginOf(origin), Robots::AllowAll(), t0);
    for (const char* path : {"/1", "/2"}) frontier.Add(MakeTask(std::string(origin) + path), 2s);
  }
  for (int i = 0; i < 2; ++i) {
    Page page = MakePage(*frontier.Next(t0));
    page.remote_address = "127.0.0.1";  // the proxy's
    frontier.Done(page, 0s, t0);
  }
  EXPECT_TRUE(frontier.Next(t0 + 2s));
  EXPECT_TRUE(frontier.Next(t0 + 2s));
}

// Who has not answered yet, or ran into a timeout, is asked within a bound; who answers, always.
TEST_F(FrontierTest, BadHostsLeaveRoomForGoodOnes) {
  constexpr size_t kDoubtful = 4;
  Frontier::Options options;
  options.max_doubtful = kDoubtful;
  options.address_rest = 0s;
  Frontier frontier(options);
  const auto add = [&](const std::string& host, int pages) {
    const std::string origin = "http://" + host + ".test";
    frontier.SetRobots(OriginOf(origin), Robots::AllowAll(), t0);
    for (int i = 0; i < pages; ++i) frontier.Add(MakeTask(origin + "/" + std::to_string(i)), 0s);
  };
  add("good", 50);
  const Task first = *frontier.Next(t0);
  EXPECT_EQ(first.url.host(), "good.test");
  frontier.Done(MakePage(first), 0s, t0);
  for (int i = 0; i < 200; ++i) add("bad" + std::to_string(i), 3);
  std::vector<Task> open;
  int good = 1;
  while (std::optional<Task> task = frontier.Next(t0)) {
    if (task->url.host() == "good.test") {
      frontier.Done(MakePage(*task), 0s, t0);
      ++good;
    } else {
      open.push_back(*std::move(task));
    }
  }
  EXPECT_EQ(good, 50) << "all of them, while the bad ones are open";
  EXPECT_EQ(open.size(), kDoubtful);
  EXPECT_EQ(frontier.NextDue(), Time::max()) << "nothing to wait for but those";
  // One answers after all: it is asked again at once, beside as many others as before.
  frontier.Done(MakePage(open[0]), 0s, t0);
  EXPECT_TRUE(frontier.Next(t0));
  EXPECT_TRUE(frontier.Next(t0));
  EXPECT_FALSE(frontier.Next(t0));
  // A timeout and a task that is given back make room too.
  frontier.Done(MakePage(open[1], Outcome::kTimeout, 0), 0s, t0);
  EXPECT_TRUE(frontier.Next(t0));
  EXPECT_FALSE(frontier.Next(t0));
  frontier.GiveBack(open[2]);
  EXPECT_TRUE(frontier.Next(t0));
  EXPECT_FALSE(frontier.Next(t0));
}

}  // namespace
}  // namespace varta
