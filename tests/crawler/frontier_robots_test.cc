// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What robots.txt files say, and when they are asked for.
#include "crawler/frontier.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/crawler/frontier_tasks.h"

namespace varta {
namespace {

using namespace std::chrono_literals;

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

TEST_F(FrontierTest, RobotsAreAskedForAgainAfterADay) {
  Add("http://a.test/1");
  EXPECT_EQ(frontier_.Next(t0 + 25h)->url.path(), "/robots.txt");
}

}  // namespace
}  // namespace varta
