// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/revisit.h"

#include <gtest/gtest.h>

namespace varta {
namespace {

using namespace std::chrono_literals;

TEST(Revisit, WhatDoesNotChangeIsVisitedLessAndLess) {
  const RevisitBounds bounds{0h, 72h};
  Duration interval = PlanRevisit(Visit::kNew, 0h, 0, 200, bounds).interval;
  EXPECT_EQ(interval, 0h) << "the next sweep";
  for (const Duration want : {Duration(20h), Duration(30h), Duration(45h), Duration(67h + 30min),
                              Duration(72h), Duration(72h)}) {
    interval = PlanRevisit(Visit::kUnchanged, interval, 0, 304, bounds).interval;
    EXPECT_EQ(interval, want);
  }
  interval = PlanRevisit(Visit::kChanged, interval, 0, 200, bounds).interval;
  EXPECT_EQ(interval, 36h);
  interval = PlanRevisit(Visit::kChanged, interval, 0, 200, bounds).interval;
  EXPECT_EQ(interval, 0h) << "again with every sweep";
}

TEST(Revisit, StaysWithinTheSourcesBounds) {
  const RevisitBounds bounds{48h, 96h};
  EXPECT_EQ(PlanRevisit(Visit::kNew, 0h, 0, 200, bounds).interval, 48h);
  EXPECT_EQ(PlanRevisit(Visit::kUnchanged, 0h, 0, 200, bounds).interval, 48h);
  EXPECT_EQ(PlanRevisit(Visit::kUnchanged, 90h, 0, 200, bounds).interval, 96h);
  EXPECT_EQ(PlanRevisit(Visit::kChanged, 48h, 0, 200, bounds).interval, 48h);
  EXPECT_EQ(PlanRevisit(Visit::kUnchanged, 20h, 0, 200, {10h, 5h}).interval, 10h)
      << "min above max: min holds";
}

TEST(Revisit, WhatIsGoneIsGivenUpInTheEnd) {
  const RevisitBounds bounds;
  EXPECT_FALSE(PlanRevisit(Visit::kGone, 0h, 1, 404, bounds).never);
  EXPECT_FALSE(PlanRevisit(Visit::kGone, 20h, 2, 404, bounds).never);
  EXPECT_TRUE(PlanRevisit(Visit::kGone, 20h, 3, 404, bounds).never);
  EXPECT_TRUE(PlanRevisit(Visit::kGone, 0h, 1, 410, bounds).never) << "gone for good at once";
}

TEST(Revisit, WhatFailedIsTriedWithTheNextSweep) {
  const Revisit plan = PlanRevisit(Visit::kFailed, 100h, 0, 503, {48h, 96h});
  EXPECT_EQ(plan.interval, 0h);
  EXPECT_FALSE(plan.never);
}

TEST(FreshFor, IsWhatTheServerSays) {
  const Time now{std::chrono::seconds(1'700'000'000)};  // Tue, 14 Nov 2023 22:13:20 GMT
  struct Case {
    Headers headers;
    Duration want;
  };
  const Case cases[] = {
      {{}, 0s},
      {{{"Cache-Control", "max-age=60"}}, 60s},
      {{{"cache-control", "public, MAX-AGE=\"60\""}}, 60s},
      {{{"Cache-Control", "max-age=60"}, {"Age", "15"}}, 45s},
      {{{"Cache-Control", "max-age=60"}, {"Age", "90"}}, 0s},
      {{{"Cache-Control", "no-cache, max-age=60"}}, 0s},
      {{{"Cache-Control", "max-age=60"}, {"Cache-Control", "no-store"}}, 0s},
      {{{"Cache-Control", "max-age=soon"}, {"Expires", "Tue, 14 Nov 2023 23:13:20 GMT"}}, 0s},
      {{{"Expires", "Tue, 14 Nov 2023 23:13:20 GMT"}}, 1h},
      {{{"Expires", "Tue, 14 Nov 2023 23:13:20 GMT"}, {"Date", "Tue, 14 Nov 2023 23:03:20 GMT"}},
       10min},
      {{{"Expires", "0"}}, 0s},
      {{{"Expires", "Tue, 14 Nov 2000 23:13:20 GMT"}}, 0s},
      {{{"Cache-Control", "max-age=99999999999999999999"}}, std::chrono::hours(365 * 24)},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.headers.empty() ? "" : c.headers[0].second);
    EXPECT_EQ(FreshFor(c.headers, now), c.want);
  }
}

}  // namespace
}  // namespace varta
