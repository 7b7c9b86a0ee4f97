// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/frontier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "tests/crawler/frontier_tasks.h"

namespace varta {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

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
