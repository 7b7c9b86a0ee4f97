// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/ledger.h"

#include <gmock/gmock.h>

#include <random>

#include "crawler/page.h"

namespace varta {
namespace {

using stored::v1::UrlRow;

UrlRow Row(Outcome outcome, UrlRow::Change change = UrlRow::CHANGE_UNSPECIFIED) {
  UrlRow row;
  row.set_outcome(std::string(OutcomeName(outcome)));
  row.set_change(change);
  return row;
}

TEST(Ledger, EveryOutcomeHasItsPlaceAndItAddsUp) {
  std::mt19937 random(7);
  const Outcome outcomes[] = {Outcome::kOk,        Outcome::kRedirect,       Outcome::kGone,
                              Outcome::kHttpError, Outcome::kDnsError,       Outcome::kConnectError,
                              Outcome::kTlsError,  Outcome::kTimeout,        Outcome::kBadResponse,
                              Outcome::kNotText,   Outcome::kChallenge,      Outcome::kLogin,
                              Outcome::kRefused,   Outcome::kDeniedByRobots, Outcome::kCancelled};
  const UrlRow::Change changes[] = {UrlRow::CHANGE_NEW, UrlRow::CHANGE_CHANGED,
                                    UrlRow::CHANGE_UNCHANGED};
  LedgerBuilder builder("s");
  v1::Ledger total;
  for (int i = 0; i < 5000; ++i) {
    builder.Discovered();
    if (i % 10 == 0) continue;  // nothing became of it yet
    Outcome outcome = outcomes[random() % std::size(outcomes)];
    builder.Finished(outcome == Outcome::kOk ? Row(outcome, changes[random() % 3]) : Row(outcome));
    ASSERT_EQ(WhyNotAddingUp(builder.Get()), "");
  }
  v1::Ledger ledger = builder.Get();
  AddTo(ledger, &total);
  AddTo(ledger, &total);
  EXPECT_EQ(total.discovered(), 10'000);
  EXPECT_EQ(WhyNotAddingUp(total), "");
  for (int64_t part :
       {ledger.fetched(), ledger.redirected(), ledger.gone(), ledger.denied_by_robots(),
        ledger.refused(), ledger.failed(), ledger.not_reached(), ledger.new_pages(),
        ledger.changed(), ledger.unchanged()}) {
    EXPECT_GT(part, 0);
  }
  EXPECT_EQ(ledger.failed_by_kind().size(), 9u);
}

TEST(Ledger, WhatIsBeyondTheBudgetIsAPartOfWhatWasNotReached) {
  LedgerBuilder builder("s");
  builder.Discovered();
  builder.OverBudget(/*known=*/true);
  builder.OverBudget(/*known=*/false);
  v1::Ledger ledger = builder.Get();
  EXPECT_EQ(ledger.discovered(), 3);
  EXPECT_EQ(ledger.known(), 1);
  EXPECT_EQ(ledger.not_reached(), 3);
  EXPECT_EQ(ledger.over_budget(), 2);
  EXPECT_EQ(WhyNotAddingUp(ledger), "");
  ledger.set_over_budget(4);
  EXPECT_NE(WhyNotAddingUp(ledger), "");
}

TEST(Ledger, AWrongSumIsNamed) {
  v1::Ledger ledger;
  ledger.set_discovered(3);
  ledger.set_fetched(2);
  ledger.set_new_pages(2);
  EXPECT_EQ(WhyNotAddingUp(ledger), "discovered is 3, its parts give 2");
}

TEST(Ledger, NotesAreCountedCommonestFirstAndBounded) {
  LedgerBuilder builder("s");
  for (int i = 0; i < 2000; ++i) builder.Note("reason " + std::to_string(i));
  for (int i = 0; i < 3; ++i) builder.Note("the commonest");
  builder.Note("");
  v1::Ledger ledger = builder.Get();
  EXPECT_EQ(ledger.notes_size(), 21);
  EXPECT_THAT(ledger.notes(0), testing::HasSubstr("and for other reasons"));
}

TEST(Ledger, ANoteSeenOnceHasNoCount) {
  LedgerBuilder builder("s");
  builder.Note("once");
  builder.Note("twice");
  builder.Note("twice");
  v1::Ledger ledger = builder.Get();
  EXPECT_THAT(ledger.notes(), testing::ElementsAre("twice (2 pages)", "once"));
}

TEST(Ledger, PagesThatCouldHaveAdsAreThoseThatWereReadAndAreNoListings) {
  using Change = UrlRow::Change;
  struct Case {
    const char* name;
    UrlRow::Kind kind;
    Change change;
    int ads;
    int64_t pages, with_ads;             // of a source without `ad` pattern
    int64_t pattern_pages, pattern_ads;  // of one with
  };
  const Case cases[] = {
      {"ad", UrlRow::KIND_AD, UrlRow::CHANGE_NEW, 1, 1, 1, 1, 1},
      {"ad page without one", UrlRow::KIND_AD, UrlRow::CHANGE_CHANGED, 0, 1, 0, 1, 0},
      {"unchanged", UrlRow::KIND_AD, UrlRow::CHANGE_UNCHANGED, 1, 0, 0, 0, 0},
      {"any", UrlRow::KIND_UNSPECIFIED, UrlRow::CHANGE_NEW, 3, 1, 1, 0, 0},
      {"listing", UrlRow::KIND_LISTING, UrlRow::CHANGE_NEW, 9, 0, 0, 0, 0},
      {"next page", UrlRow::KIND_NEXT_PAGE, UrlRow::CHANGE_CHANGED, 9, 0, 0, 0, 0},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    UrlRow row = Row(Outcome::kOk, c.change);
    row.set_kind(c.kind);
    row.set_ads(c.ads);
    LedgerBuilder any("s"), by_pattern("s", /*ads_anywhere=*/false);
    for (LedgerBuilder* builder : {&any, &by_pattern}) {
      builder->Discovered();
      builder->Finished(row);
    }
    EXPECT_EQ(any.Get().ad_pages(), c.pages);
    EXPECT_EQ(any.Get().ad_pages_with_ads(), c.with_ads);
    EXPECT_EQ(by_pattern.Get().ad_pages(), c.pattern_pages);
    EXPECT_EQ(by_pattern.Get().ad_pages_with_ads(), c.pattern_ads);
  }
}

}  // namespace
}  // namespace varta
