// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/appraisal.h"

#include <gmock/gmock.h>

namespace varta {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

v1::Sweep SweepWith(int64_t ad_pages, int64_t with_ads) {
  v1::Sweep sweep;
  sweep.set_state(v1::Sweep::STATE_SUCCEEDED);
  v1::Ledger* ledger = sweep.add_ledgers();
  ledger->set_source("robota");
  ledger->set_discovered(ad_pages);
  ledger->set_fetched(ad_pages);
  ledger->set_ad_pages(ad_pages);
  ledger->set_ad_pages_with_ads(with_ads);
  return sweep;
}

TEST(Appraisal, ATemplateHasChangedIfTheShareOfPagesWithAdsFellByMoreThanHalf) {
  struct Case {
    const char* name;
    std::vector<v1::Sweep> earlier;  // newest first
    v1::Sweep now;
    bool changed;
  };
  const Case cases[] = {
      {"as before", {SweepWith(100, 90)}, SweepWith(40, 36), false},
      {"half", {SweepWith(100, 80)}, SweepWith(100, 40), false},
      {"less than half", {SweepWith(100, 80)}, SweepWith(100, 39), true},
      {"none", {SweepWith(100, 80)}, SweepWith(20, 0), true},
      {"too few now", {SweepWith(100, 80)}, SweepWith(19, 0), false},
      {"too few before", {SweepWith(19, 19)}, SweepWith(100, 0), false},
      {"the one before had too few", {SweepWith(3, 0), SweepWith(50, 50)}, SweepWith(30, 1), true},
      {"none before", {SweepWith(100, 0)}, SweepWith(100, 0), false},
      {"the first sweep", {}, SweepWith(100, 0), false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    v1::Sweep now = c.now;
    NoteChangedTemplates(c.earlier, &now);
    FillAttention(&now);
    if (c.changed) {
      EXPECT_THAT(now.ledgers(0).notes(), ElementsAre(HasSubstr("pages that were read had an ad")));
      EXPECT_THAT(now.attention(), ElementsAre(HasSubstr("template: robota: ")));
    } else {
      EXPECT_THAT(now.ledgers(0).notes(), IsEmpty());
      EXPECT_THAT(now.attention(), IsEmpty());
    }
  }
}

v1::Sweep SweepOver(int64_t over_budget, int64_t discovered = 1000) {
  v1::Sweep sweep;
  sweep.set_state(v1::Sweep::STATE_SUCCEEDED);
  v1::Ledger* ledger = sweep.add_ledgers();
  ledger->set_source("robota");
  ledger->set_discovered(discovered);
  ledger->set_fetched(discovered - over_budget);
  ledger->set_not_reached(over_budget);
  ledger->set_over_budget(over_budget);
  return sweep;
}

// What an operator reads morning after morning.
TEST(Appraisal, ABudgetThatDoesNotReachIsToldOfOnceAndWhenItReachesLess) {
  const struct {
    const char* name;
    int64_t over_budget;  // of 1000
    const char* told;     // "": nothing
  } kMornings[] = {
      {"room", 0, ""},
      {"the first time", 300, "300 of 1000 known pages were left for later sweeps (new)"},
      {"as yesterday", 300, ""},
      {"a little worse", 350, ""},
      {"again", 390, ""},
      {"by and by more than a tenth", 420, "it reached 70 % when you were last told"},
      {"as yesterday", 430, ""},
      {"better", 100, ""},
      {"it falls at once", 300, "it reached 90 % the sweep before"},
      {"as yesterday", 300, ""},
  };
  std::vector<v1::Sweep> earlier;
  const auto next_morning = [&](int64_t over_budget) {
    v1::Sweep sweep = SweepOver(over_budget);
    NoteBudgets(earlier, &sweep);
    FillAttention(&sweep);
    // Sweeps of others lie between.
    earlier.insert(earlier.begin(), v1::Sweep());
    earlier.insert(earlier.begin(), sweep);
    return sweep;
  };
  for (const auto& morning : kMornings) {
    SCOPED_TRACE(morning.name);
    const v1::Sweep sweep = next_morning(morning.over_budget);
    if (*morning.told == '\0') {
      EXPECT_THAT(sweep.attention(), IsEmpty());
    } else {
      EXPECT_THAT(sweep.attention(),
                  ElementsAre(testing::AllOf(testing::StartsWith("budget: robota: "),
                                             HasSubstr(morning.told))));
    }
  }
  int reminders = 0;
  for (int day = 0; day < 2 * kBudgetReminder + 1; ++day) {
    reminders += !next_morning(300).attention().empty();
  }
  EXPECT_EQ(reminders, 2) << "once in so many sweeps";
}

TEST(Appraisal, WhatTheBudgetHadRoomForAndWasNotReachedIsIncomplete) {
  v1::Sweep sweep = SweepOver(300);
  sweep.mutable_ledgers(0)->set_not_reached(312);
  FillAttention(&sweep);
  EXPECT_THAT(sweep.attention(), ElementsAre("incomplete: robota: 12 pages were not reached"));
}

TEST(Appraisal, EveryReasonToLook) {
  v1::Sweep sweep = SweepWith(5, 5);
  FillAttention(&sweep);
  EXPECT_THAT(sweep.attention(), IsEmpty());

  sweep.set_state(v1::Sweep::STATE_FAILED);
  sweep.set_error("the disk is full");
  sweep.mutable_ledgers(0)->set_not_reached(3);
  v1::Ledger* nothing = sweep.add_ledgers();
  nothing->set_source("down");
  nothing->set_discovered(7);
  nothing->set_not_due(2);
  nothing->set_failed(5);
  v1::Ledger* rests = sweep.add_ledgers();
  rests->set_source("rests");
  rests->set_discovered(4);
  rests->set_not_due(4);
  sweep.add_skipped_sources("old: the approval expired on 2026-01-01");
  sweep.add_skipped_sources("off: not enabled");
  for (int i = 0; i < 2; ++i) {  // twice gives the same
    FillAttention(&sweep);
    EXPECT_THAT(
        sweep.attention(),
        ElementsAre("failed: the disk is full", "incomplete: robota: 3 pages were not reached",
                    "nothing: down: of 5 pages that were due not one was fetched",
                    "skipped: old: the approval expired on 2026-01-01"));
  }
}

}  // namespace
}  // namespace varta
