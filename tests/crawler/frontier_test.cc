// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/frontier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/crawler/frontier_tasks.h"

namespace varta {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

// A frontier in which http://a.test may be fetched at once, 2 s apart.
class FrontierTest : public testing::Test {
 protected:
  void SetUp() override { frontier_.SetRobots(OriginOf("http://a.test"), Robots::AllowAll(), t0); }

  bool Add(const std::string& url, int depth = 0) {
    return frontier_.Add(MakeTask(url, depth), 2s);
  }
  // The path of what is handed out at `now`; "-" if nothing is.
  std::string NextPath(Time now) {
    const std::optional<Task> task = frontier_.Next(now);
    return task ? task->url.path() : "-";
  }

  Frontier frontier_{Frontier::Options{}};
};

TEST_F(FrontierTest, KnowsEachUrlOnce) {
  EXPECT_TRUE(Add("http://a.test/1"));
  EXPECT_FALSE(Add("http://a.test/1"));
  EXPECT_FALSE(Add("http://a.test/1#part")) << "a fragment makes no page";
  EXPECT_TRUE(Add("http://a.test/1?x"));
  frontier_.MarkSeen(*Url::Parse("http://a.test/2"));
  EXPECT_FALSE(Add("http://a.test/2"));
  EXPECT_FALSE(Add("ftp://a.test/3")) << "not http";
  EXPECT_EQ(frontier_.waiting(), 2u);
}

TEST_F(FrontierTest, WaitsTheDelayBetweenTwoPagesOfOneOrigin) {
  Add("http://a.test/1");
  Add("http://a.test/2");
  const Task first = *frontier_.Next(t0);
  EXPECT_FALSE(frontier_.Next(t0 + 1h)) << "one at a time";
  EXPECT_EQ(frontier_.NextDue(), Time::max());
  EXPECT_FALSE(frontier_.Done(MakePage(first), 0s, t0 + 500ms));
  EXPECT_EQ(frontier_.NextDue(), t0 + 2500ms);
  EXPECT_FALSE(frontier_.Next(t0 + 2499ms));
  EXPECT_EQ(NextPath(t0 + 2500ms), "/2");
}

TEST_F(FrontierTest, WaitsWhereSomebodyElseAsked) {
  Add("http://a.test/1");
  Add("http://a.test/2");
  frontier_.LeaveAlone(OriginOf("http://a.test"), t0 + 3s);
  frontier_.LeaveAlone(OriginOf("http://a.test"), t0 + 1s);
  frontier_.LeaveAlone(OriginOf("http://b.test"), t0 + 9s);  // not known
  EXPECT_EQ(frontier_.NextDue(), t0 + 3s);
  EXPECT_FALSE(frontier_.Next(t0 + 2999ms));
  const Task first = *frontier_.Next(t0 + 3s);
  frontier_.LeaveAlone(OriginOf("http://a.test"), t0 + 4s);  // while one is under way
  EXPECT_FALSE(frontier_.Done(MakePage(first), 0s, t0 + 3s));
  EXPECT_EQ(frontier_.NextDue(), t0 + 5s);
}

TEST_F(FrontierTest, OriginsDoNotWaitForEachOther) {
  for (const char* origin : {"http://b.test", "https://a.test", "http://a.test:8080"}) {
    frontier_.SetRobots(OriginOf(origin), Robots::AllowAll(), t0);
    Add(std::string(origin) + "/1");
  }
  Add("http://a.test/1");
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(frontier_.Next(t0)) << i;
  EXPECT_EQ(frontier_.in_flight(), 4u);
}

TEST_F(FrontierTest, NearerToASeedFirstThenInOrder) {
  Add("http://a.test/deep", 2);
  Add("http://a.test/b", 1);
  Add("http://a.test/a", 1);
  Add("http://a.test/seed", 0);
  Time now = t0;
  for (const char* path : {"/seed", "/b", "/a", "/deep"}) {
    const std::optional<Task> task = frontier_.Next(now);
    ASSERT_TRUE(task);
    EXPECT_EQ(task->url.path(), path);
    frontier_.Done(MakePage(*task), 0s, now);
    now += 2s;
  }
  EXPECT_EQ(frontier_.NextDue(), Time::max());
}

TEST_F(FrontierTest, AsksForRobotsFirst) {
  Add("http://b.test/1");
  Add("http://b.test/2");
  EXPECT_EQ(frontier_.waiting(), 2u);
  const Task robots = *frontier_.Next(t0);
  EXPECT_TRUE(robots.robots);
  EXPECT_EQ(robots.url.Href(), "http://b.test/robots.txt");
  EXPECT_EQ(robots.source, "board");
  EXPECT_EQ(frontier_.waiting(), 2u) << "robots.txt is not counted";
  EXPECT_FALSE(frontier_.Next(t0 + 1h));
  EXPECT_FALSE(frontier_.Done(MakePage(robots), 0s, t0));
  EXPECT_FALSE(frontier_.Next(t0 + 1h)) << "nothing before its answer was read";
  frontier_.SetRobots(RobotsOrigin(robots), Robots::AllowAll(), t0);
  EXPECT_FALSE(frontier_.Next(t0 + 1999ms));
  EXPECT_EQ(NextPath(t0 + 2s), "/1");
}

TEST_F(FrontierTest, DoesNotAskForRobotsWithoutAPageToFetch) {
  frontier_.MarkSeen(*Url::Parse("http://b.test/1"));
  Add("http://b.test/1");
  EXPECT_EQ(frontier_.NextDue(), Time::max());
}

TEST_F(FrontierTest, DropsWhatRobotsDenies) {
  Add("http://b.test/private/1");
  Add("http://b.test/open");
  frontier_.SetRobots(OriginOf("http://b.test"), Robots::Parse("User-agent: *\nDisallow: /private"),
                      t0);
  EXPECT_TRUE(Add("http://b.test/private/2"));
  const std::vector<Page> dropped = frontier_.TakeDropped();
  ASSERT_EQ(dropped.size(), 2u);
  EXPECT_EQ(dropped[0].task.url.path(), "/private/1");
  EXPECT_EQ(dropped[1].task.url.path(), "/private/2");
  for (const Page& page : dropped) {
    EXPECT_EQ(page.outcome, Outcome::kDeniedByRobots);
    EXPECT_EQ(page.detail, "robots.txt line 2: Disallow: /private");
  }
  EXPECT_TRUE(frontier_.TakeDropped().empty()) << "each once";
  EXPECT_EQ(frontier_.waiting(), 1u);
  EXPECT_EQ(NextPath(t0), "/open");
}

TEST_F(FrontierTest, TheLongerOfDelayAndCrawlDelayCounts) {
  struct Case {
    const char* name;
    const char* crawl_delay;
    Duration delay, want;
  };
  constexpr Case kCases[] = {
      {"ours", "1", 2s, 2s}, {"theirs", "5", 2s, 5s}, {"theirs, capped", "86400", 2s, 60s}};
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    Frontier frontier{Frontier::Options{}};
    frontier.SetRobots(OriginOf("http://a.test"),
                       Robots::Parse(std::string("User-agent: *\nCrawl-delay: ") + c.crawl_delay),
                       t0);
    frontier.Add(MakeTask("http://a.test/1"), c.delay);
    frontier.Add(MakeTask("http://a.test/2"), c.delay);
    frontier.Done(MakePage(*frontier.Next(t0)), 0s, t0);
    EXPECT_EQ(frontier.NextDue(), t0 + c.want);
  }
}

TEST_F(FrontierTest, TriesTransientFailuresAgainWithGrowingPauses) {
  Add("http://a.test/1");
  Task task = *frontier_.Next(t0);
  EXPECT_TRUE(frontier_.Done(MakePage(task, Outcome::kTimeout, 0), 0s, t0));
  EXPECT_EQ(frontier_.waiting(), 1u);
  EXPECT_EQ(frontier_.NextDue(), t0 + 2s);
  task = *frontier_.Next(t0 + 2s);
  EXPECT_EQ(task.attempt, 1);
  EXPECT_TRUE(frontier_.Done(MakePage(task, Outcome::kHttpError, 503), 0s, t0 + 2s));
  EXPECT_EQ(frontier_.NextDue(), t0 + 6s);
  task = *frontier_.Next(t0 + 6s);
  EXPECT_EQ(task.attempt, 2);
  EXPECT_FALSE(frontier_.Done(MakePage(task, Outcome::kTimeout, 0), 0s, t0 + 6s))
      << "three tries are all";
  EXPECT_EQ(frontier_.waiting(), 0u);
  EXPECT_EQ(frontier_.NextDue(), Time::max());
}

TEST_F(FrontierTest, OtherPagesGoOnWhileARetryWaits) {
  Add("http://a.test/1");
  Add("http://a.test/2");
  Add("http://a.test/3");
  frontier_.Done(MakePage(*frontier_.Next(t0), Outcome::kHttpError, 500), 0s, t0);
  const Task second = *frontier_.Next(t0 + 2s);
  EXPECT_EQ(second.url.path(), "/1") << "its time has come";
  frontier_.Done(MakePage(second, Outcome::kHttpError, 500), 0s, t0 + 2s);
  const Task third = *frontier_.Next(t0 + 6s);
  EXPECT_EQ(third.url.path(), "/1");
  EXPECT_FALSE(frontier_.Done(MakePage(third, Outcome::kHttpError, 500), 0s, t0 + 6s));
  EXPECT_EQ(NextPath(t0 + 14s), "/2") << "after three failures in a row the origin rests 8 s";
}

TEST_F(FrontierTest, DoesNotTryAgainWhatWillNotChange) {
  struct Case {
    const char* name;
    Outcome outcome;
    int status;
    bool again;
  };
  constexpr Case kCases[] = {
      {"ok", Outcome::kOk, 200, false},
      {"redirect", Outcome::kRedirect, 302, false},
      {"gone", Outcome::kGone, 404, false},
      {"forbidden", Outcome::kHttpError, 403, false},
      {"too many requests", Outcome::kHttpError, 429, true},
      {"server error", Outcome::kHttpError, 500, true},
      {"dns", Outcome::kDnsError, 0, true},
      {"connection", Outcome::kConnectError, 0, true},
      {"cut short", Outcome::kBadResponse, 200, true},
      {"certificate", Outcome::kTlsError, 0, false},
      {"refused by the guard", Outcome::kRefused, 0, false},
      {"a CAPTCHA", Outcome::kChallenge, 403, false},
      {"a login", Outcome::kLogin, 200, false},
      {"image", Outcome::kNotText, 200, false},
      {"cancelled", Outcome::kCancelled, 0, false},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    Frontier frontier{Frontier::Options{}};
    frontier.SetRobots(OriginOf("http://a.test"), Robots::AllowAll(), t0);
    frontier.Add(MakeTask("http://a.test/1"), 1s);
    EXPECT_EQ(frontier.Done(MakePage(*frontier.Next(t0), c.outcome, c.status), 0s, t0), c.again);
    EXPECT_EQ(frontier.waiting(), c.again ? 1u : 0u);
    EXPECT_EQ(frontier.in_flight(), 0u);
  }
}

TEST_F(FrontierTest, RetryAfterHoldsTheWholeOrigin) {
  Add("http://a.test/1");
  Add("http://a.test/2");
  EXPECT_TRUE(frontier_.Done(MakePage(*frontier_.Next(t0), Outcome::kHttpError, 429), 90s, t0));
  EXPECT_EQ(frontier_.NextDue(), t0 + 90s);
}

TEST_F(FrontierTest, RetryAfterBesideAGoodAnswerMeansNothing) {
  Add("http://a.test/1");
  Add("http://a.test/2");
  frontier_.Done(MakePage(*frontier_.Next(t0)), 24h, t0);
  EXPECT_EQ(frontier_.NextDue(), t0 + 2s);
}

TEST_F(FrontierTest, TooLongARetryAfterEndsTheOrigin) {
  Add("http://a.test/1");
  Add("http://a.test/2");
  EXPECT_FALSE(frontier_.Done(MakePage(*frontier_.Next(t0), Outcome::kHttpError, 503), 2h, t0));
  const std::vector<Page> dropped = frontier_.TakeDropped();
  ASSERT_EQ(dropped.size(), 1u);
  EXPECT_EQ(dropped[0].task.url.path(), "/2");
  EXPECT_EQ(dropped[0].outcome, Outcome::kHttpError);
  EXPECT_THAT(dropped[0].detail, HasSubstr("http://a.test asks for a pause of 2h"));
  EXPECT_TRUE(Add("http://a.test/3"));
  EXPECT_EQ(frontier_.TakeDropped().size(), 1u) << "later ones come back too";
  EXPECT_EQ(frontier_.NextDue(), Time::max());
}

TEST_F(FrontierTest, GivesAnOriginUpAfterManyFailuresInARow) {
  for (int i = 0; i < 20; ++i) Add("http://a.test/" + std::to_string(i));
  size_t recorded = 0;
  int fetches = 0;
  while (frontier_.NextDue() != Time::max()) {
    const Time now = std::max(frontier_.NextDue(), t0);
    Page page = MakePage(*frontier_.Next(now), Outcome::kConnectError, 0);
    page.detail = "http://a.test takes no connection";
    if (!frontier_.Done(page, 0s, now)) ++recorded;
    ++fetches;
  }
  EXPECT_EQ(fetches, 10);
  const std::vector<Page> dropped = frontier_.TakeDropped();
  EXPECT_EQ(recorded + dropped.size(), 20u) << "each page comes to one end";
  EXPECT_EQ(dropped[0].outcome, Outcome::kConnectError);
  EXPECT_THAT(dropped[0].detail, HasSubstr("failed 10 times in a row"));
  EXPECT_THAT(dropped[0].detail, HasSubstr("takes no connection"));
}

// A site that has had enough of us after some pages.
TEST_F(FrontierTest, WhoForbidsEverythingIsAskedLessAndLess) {
  for (const auto& [outcome, status] :
       {std::pair(Outcome::kHttpError, 403), std::pair(Outcome::kChallenge, 200)}) {
    Frontier frontier{Frontier::Options{}};
    frontier.SetRobots(OriginOf("http://a.test"), Robots::AllowAll(), t0);
    for (int i = 0; i < 20; ++i) frontier.Add(MakeTask("http://a.test/" + std::to_string(i)), 1s);
    std::vector<Time> times;
    while (frontier.NextDue() != Time::max()) {
      times.push_back(std::max(frontier.NextDue(), t0));
      const Task task = *frontier.Next(times.back());
      EXPECT_EQ(task.attempt, 0) << "no page twice";
      frontier.Done(MakePage(task, outcome, status), 0s, times.back());
    }
    ASSERT_EQ(times.size(), 10u);
    for (size_t i = 1; i < 6; ++i) EXPECT_EQ(times[i] - times[i - 1], std::chrono::seconds(1 << i));
    EXPECT_EQ(frontier.TakeDropped().size(), 10u);
  }
}

TEST_F(FrontierTest, ASuccessStartsTheCountOfFailuresAnew) {
  for (int i = 0; i < 30; ++i) Add("http://a.test/" + std::to_string(i));
  Time now = t0;
  for (int i = 0; i < 30; ++i) {
    now = std::max(now, frontier_.NextDue());
    const Outcome outcome = i % 2 == 0 ? Outcome::kTlsError : Outcome::kGone;
    frontier_.Done(MakePage(*frontier_.Next(now), outcome, 0), 0s, now);
  }
  EXPECT_TRUE(frontier_.TakeDropped().empty());
}

TEST_F(FrontierTest, FollowsRedirectsOfRobotsForTheFirstOrigin) {
  Add("http://b.test/1");
  Time now = t0;
  Task task = *frontier_.Next(now);
  for (int hop = 1; hop <= 5; ++hop) {
    Page page = MakePage(task, Outcome::kRedirect, 301);
    page.location = "https://www" + std::to_string(hop) + ".b.test/robots.txt";
    EXPECT_TRUE(frontier_.Done(page, 0s, now)) << hop;
    now = frontier_.NextDue();
    task = *frontier_.Next(now);
    EXPECT_TRUE(task.robots);
    EXPECT_EQ(task.url.Href(), page.location);
    EXPECT_EQ(RobotsOrigin(task), OriginOf("http://b.test"));
  }
  Page page = MakePage(task, Outcome::kRedirect, 301);
  page.location = "https://www6.b.test/robots.txt";
  EXPECT_FALSE(frontier_.Done(page, 0s, now)) << "five are enough (RFC 9309, 2.3.1.2)";
  frontier_.SetRobots(RobotsOrigin(task), Robots::AllowAll(), t0);
  EXPECT_EQ(NextPath(now + 2s), "/1");
}

TEST_F(FrontierTest, TriesRobotsAgainWhenItCannotBeRead) {
  Add("http://b.test/1");
  Time now = t0;
  for (int attempt = 0; attempt < 3; ++attempt) {
    const Task task = *frontier_.Next(now);
    EXPECT_TRUE(task.robots);
    EXPECT_EQ(task.attempt, attempt);
    EXPECT_EQ(frontier_.Done(MakePage(task, Outcome::kHttpError, 503), 0s, now), attempt < 2);
    if (attempt < 2) now = frontier_.NextDue();
  }
  EXPECT_EQ(frontier_.NextDue(), Time::max());
  frontier_.SetRobots(OriginOf("http://b.test"), Robots::DenyAll("503"), t0);
  ASSERT_EQ(frontier_.TakeDropped().size(), 1u);
}

TEST_F(FrontierTest, DrainTakesEverythingThatWaits) {
  Add("http://a.test/1");
  Add("http://a.test/2");
  Add("http://b.test/1");
  frontier_.Done(MakePage(*frontier_.Next(t0), Outcome::kTimeout, 0), 0s, t0);
  const Task robots = *frontier_.Next(t0);
  EXPECT_TRUE(robots.robots);
  const std::vector<Page> drained = frontier_.Drain(Outcome::kCancelled, "the sweep was stopped");
  ASSERT_EQ(drained.size(), 3u);
  for (const Page& page : drained) {
    EXPECT_EQ(page.outcome, Outcome::kCancelled);
    EXPECT_EQ(page.detail, "the sweep was stopped");
  }
  EXPECT_EQ(frontier_.waiting(), 0u);
  EXPECT_EQ(frontier_.in_flight(), 1u) << "what is under way still comes back";
  frontier_.Done(MakePage(robots, Outcome::kCancelled, 0), 0s, t0);
  EXPECT_EQ(frontier_.in_flight(), 0u);
  EXPECT_EQ(frontier_.NextDue(), Time::max());
}

TEST_F(FrontierTest, DoneForWhatWasNeverHandedOutChangesNothing) {
  Add("http://a.test/1");
  EXPECT_FALSE(frontier_.Done(MakePage(MakeTask("http://a.test/1")), 0s, t0));
  EXPECT_FALSE(frontier_.Done(MakePage(MakeTask("http://never.test/1")), 0s, t0));
  EXPECT_EQ(frontier_.in_flight(), 0u);
  EXPECT_EQ(NextPath(t0), "/1");
}

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

TEST_F(FrontierTest, WhatIsGivenBackCostsTheOriginNoRest) {
  for (const char* path : {"/1", "/2", "/3"}) Add(std::string("http://a.test") + path);
  for (int i = 0; i < 2; ++i) {
    const Task task = *frontier_.Next(t0);
    EXPECT_FALSE(frontier_.Next(t0)) << "the origin is busy";
    frontier_.GiveBack(task);
  }
  EXPECT_EQ(frontier_.in_flight(), 0u);
  EXPECT_EQ(NextPath(t0), "/3");
  EXPECT_EQ(frontier_.waiting(), 0u);
}

TEST_F(FrontierTest, AKnownUrlComesAgainOnlyIfTheCallerSaysSo) {
  frontier_.MarkSeen(*Url::Parse("http://a.test/1"));
  EXPECT_FALSE(Add("http://a.test/1"));
  EXPECT_TRUE(frontier_.Add(MakeTask("http://a.test/1"), 2s, /*again=*/true));
  EXPECT_EQ(NextPath(t0), "/1");
}

TEST_F(FrontierTest, AnOriginGoesOnWhereItWas) {
  Add("http://a.test/1");
  Page page = MakePage(*frontier_.Next(t0), Outcome::kHttpError, 503);
  page.resolved_address = "192.0.2.1";
  frontier_.Done(page, 60s, t0);
  const Frontier::OriginState state = frontier_.StateOf(OriginOf("http://a.test"));
  EXPECT_EQ(state.rest_until, t0 + 60s);
  EXPECT_EQ(state.failures, 1);
  EXPECT_EQ(state.address, "192.0.2.1");

  Frontier next{Frontier::Options{}};
  next.Restore(state, t0 + 10s);
  next.SetRobots(state.origin, Robots::AllowAll(), t0);
  next.Add(MakeTask("http://a.test/2"), 2s);
  EXPECT_EQ(next.NextDue(), t0 + 60s);

  Frontier later{Frontier::Options{}};
  later.Restore({OriginOf("http://a.test"), t0 + 48h, 1, "", {}}, t0);
  later.Add(MakeTask("http://a.test/2"), 2s);
  const std::vector<Page> dropped = later.TakeDropped();
  ASSERT_EQ(dropped.size(), 1u);
  EXPECT_THAT(dropped[0].detail, HasSubstr("asked for a pause until"));
}

TEST_F(FrontierTest, RobotsAreAskedForAgainAfterADay) {
  Add("http://a.test/1");
  EXPECT_EQ(frontier_.Next(t0 + 25h)->url.path(), "/robots.txt");
}

TEST(ParseRetryAfter, ReadsSecondsAndDates) {
  const Time now = *ParseTime("2026-03-01T12:00:00Z");
  struct Case {
    const char* value;
    Duration want;
  };
  constexpr Case kCases[] = {
      {"", 0s},
      {"0", 0s},
      {"120", 120s},
      {" 120 ", 120s},
      {"-5", 0s},
      {"1.5", 0s},
      {"soon", 0s},
      {"99999999999999999999999", 24h * 3650},
      {"Sun, 01 Mar 2026 12:10:00 GMT", 10min},
      {"Sunday, 01-Mar-26 12:10:00 GMT", 10min},
      {"Sun Mar  1 12:10:00 2026", 10min},
      {"Sun, 01 Mar 2026 11:59:59 GMT", 0s},
      {"Sun, 01 Mar 9026 12:10:00 GMT", 24h * 3650},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.value);
    EXPECT_EQ(ParseRetryAfter(c.value, now), c.want);
  }
}

}  // namespace
}  // namespace varta
