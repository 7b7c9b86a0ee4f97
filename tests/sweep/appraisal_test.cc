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
