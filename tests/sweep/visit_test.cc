// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/visit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/store.h"
#include "sweep/convert.h"

namespace varta {
namespace {

using stored::v1::UrlRow;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;

constexpr Time t0{std::chrono::seconds(1'700'000'000)};
constexpr char kUrl[] = "https://board.test/ad/1";

class VisitTest : public testing::Test {
 protected:
  VisitTest() {
    source_.id = "board";
    source_.seeds = {"https://board.test/"};
    source_.ad_pages = {"/ad/"};
    row_.set_source("board");
    row_.set_url(kUrl);
    row_.set_depth(1);
    row_.set_kind(UrlRow::KIND_AD);
  }

  // A page with these leads, by the keys of their ads.
  static Processed Read(const std::string& digest, const std::vector<std::string>& keys = {}) {
    Processed processed = Answered(Outcome::kOk, 200);
    processed.page.response_headers = {{"ETag", "\"7\""}};
    processed.page.body = digest;
    processed.read_with = "rules001";
    processed.screened.emplace();
    processed.screened->text_digest = digest;
    for (const std::string& key : keys) {
      Screened& ad = processed.screened->ads.emplace_back();
      ad.ad.set_key(key);
      ad.lead = true;
    }
    return processed;
  }
  static Processed Answered(Outcome outcome, int status) {
    Processed processed;
    processed.page.task.url = *Url::Parse(kUrl);
    processed.page.outcome = outcome;
    processed.page.http_status = status;
    processed.page.fetched_at = t0;
    processed.unchanged = outcome == Outcome::kNotModified;
    return processed;
  }
  VisitedLeads Visit(const Processed& processed, Time now = t0) {
    return RecordVisit(processed, source_, Scope(source_), now, &row_);
  }

  Source source_;
  UrlRow row_;
};

TEST_F(VisitTest, TellsNewFromChangedFromUnchanged) {
  Visit(Read("a"));
  EXPECT_EQ(row_.change(), UrlRow::CHANGE_NEW);
  EXPECT_TRUE(IsDue(row_, t0 + 1min)) << "the next sweep, whenever it comes";
  Visit(Read("a"));
  EXPECT_EQ(row_.change(), UrlRow::CHANGE_UNCHANGED);
  EXPECT_FALSE(row_.not_modified()) << "it was read";
  EXPECT_FALSE(IsDue(row_, t0 + 19h));
  EXPECT_TRUE(IsDue(row_, t0 + 20h));
  Visit(Read("b"));
  EXPECT_EQ(row_.change(), UrlRow::CHANGE_CHANGED);
  EXPECT_EQ(row_.times_changed(), 1);
  EXPECT_TRUE(IsDue(row_, t0 + 1min));
}

TEST_F(VisitTest, ANotModifiedPageStillHasItsLeads) {
  EXPECT_TRUE(Visit(Read("a", {"k1", "k2"})).still_there.empty());
  row_.set_ads(2);
  const VisitedLeads leads = Visit(Answered(Outcome::kNotModified, 304));
  EXPECT_EQ(leads.still_there.size(), 2u);
  EXPECT_TRUE(leads.vanished.empty());
  EXPECT_EQ(row_.change(), UrlRow::CHANGE_UNCHANGED);
  EXPECT_TRUE(row_.not_modified());
  EXPECT_EQ(row_.leads_seen_again(), 2);
  EXPECT_EQ(row_.ads(), 2);
  EXPECT_EQ(row_.etag(), "\"7\"") << "it is asked with again";
}

TEST_F(VisitTest, WhatThePageDoesNotShowAnyMoreHasVanished) {
  Visit(Read("a", {"k1", "k2"}));
  const VisitedLeads leads = Visit(Read("b", {"k2", "k3"}));
  EXPECT_THAT(leads.vanished, ElementsAre(LeadId("board", "k1")));
  EXPECT_EQ(row_.leads_size(), 2);
}

// Of a page that is as it was, it is the rules that say otherwise: the ad has not vanished.
TEST_F(VisitTest, ALeadThatTheRulesDropIsStillThere) {
  Visit(Read("a", {"k1"}));
  Processed dropped = Read("a", {"k1"});
  dropped.screened->ads[0].lead = false;
  EXPECT_TRUE(Visit(dropped).vanished.empty());
  EXPECT_EQ(row_.leads_size(), 0);
  EXPECT_EQ(row_.kept_ads_size(), 1);
  // It may be a lead again, or gone: whoever knows the store decides.
  EXPECT_THAT(Visit(Answered(Outcome::kNotModified, 304)).ads_still_there,
              ElementsAre(LeadId("board", "k1")));
  EXPECT_THAT(Visit(Answered(Outcome::kGone, 404)).ads_vanished,
              ElementsAre(LeadId("board", "k1")));
}

TEST_F(VisitTest, AGonePageTakesItsLeadsAlong) {
  Visit(Read("a", {"k1"}));
  const VisitedLeads leads = Visit(Answered(Outcome::kGone, 404));
  EXPECT_EQ(leads.vanished.size(), 1u);
  EXPECT_EQ(leads.because, "answered 404");
  EXPECT_EQ(row_.times_gone(), 1);
  EXPECT_FALSE(IsDue(row_, t0 + 1h));
  EXPECT_TRUE(IsDue(row_, t0 + 24h)) << "it may come back";
  Visit(Answered(Outcome::kGone, 404));
  Visit(Answered(Outcome::kGone, 404));
  EXPECT_FALSE(IsDue(row_, t0 + 24h * 3650)) << "three times is for good";
  Visit(Read("a"));
  EXPECT_EQ(row_.times_gone(), 0);
}

TEST_F(VisitTest, APageThatSaysThatItsAdIsGoneIsGone) {
  Visit(Read("a", {"k1"}));
  Processed processed = Read("b");
  processed.gone_because = "the page says: not found";
  EXPECT_EQ(Visit(processed).vanished.size(), 1u);
  EXPECT_EQ(row_.outcome(), "gone");
}

TEST_F(VisitTest, AnAdThatRedirectsToTheListingIsGone) {
  Visit(Read("a", {"k1"}));
  Processed processed = Answered(Outcome::kRedirect, 301);
  processed.page.location = "https://board.test/jobs";
  const VisitedLeads leads = Visit(processed);
  EXPECT_EQ(leads.vanished.size(), 1u);
  EXPECT_THAT(leads.because, HasSubstr("https://board.test/jobs"));

  Visit(Read("a", {"k1"}));
  processed.page.location = "https://board.test/ad/1-new-name";
  EXPECT_TRUE(Visit(processed).vanished.empty()) << "another ad page may well be this ad";
}

TEST_F(VisitTest, AFailureChangesNothingThatIsKnown) {
  Visit(Read("a", {"k1"}));
  Visit(Read("a", {"k1"}));
  const int64_t interval = row_.interval_seconds();
  EXPECT_TRUE(Visit(Answered(Outcome::kTimeout, 0)).vanished.empty());
  EXPECT_EQ(row_.leads_size(), 1);
  EXPECT_EQ(row_.text_digest(), "a");
  EXPECT_EQ(row_.interval_seconds(), interval);
  EXPECT_TRUE(IsDue(row_, t0 + 1min));
}

// Whoever asks for a person has said nothing of the ad: it is as it was, and is asked for again.
TEST_F(VisitTest, AWallSaysNothingOfTheAdBehindIt) {
  Visit(Read("a", {"k1"}));
  const UrlRow before = row_;
  for (const Outcome wall : {Outcome::kChallenge, Outcome::kLogin}) {
    const VisitedLeads leads = Visit(Answered(wall, 200), t0 + 24h);
    EXPECT_TRUE(leads.vanished.empty());
    EXPECT_TRUE(leads.still_there.empty());
    EXPECT_EQ(row_.text_digest(), before.text_digest());
    EXPECT_EQ(row_.etag(), before.etag());
    EXPECT_EQ(row_.leads_size(), 1);
    EXPECT_EQ(row_.times_gone(), 0);
    EXPECT_EQ(row_.change(), UrlRow::CHANGE_UNSPECIFIED);
    EXPECT_TRUE(IsDue(row_, t0 + 25h));
  }
}

TEST_F(VisitTest, SeedsAndListingsAreAlwaysDue) {
  row_.set_kind(UrlRow::KIND_LISTING);
  row_.set_depth(1);
  Visit(Read("a"));
  Visit(Read("a"));
  EXPECT_TRUE(IsDue(row_, t0));
  row_.set_kind(UrlRow::KIND_AD);
  EXPECT_FALSE(IsDue(row_, t0));
  row_.set_depth(0);
  EXPECT_TRUE(IsDue(row_, t0));
}

TEST_F(VisitTest, ChangesAreAskedForOnlyWhereNothingNewWouldReadThem) {
  EXPECT_FALSE(MayAskForChanges(row_, "rules001")) << "never visited";
  Visit(Read("a"));
  EXPECT_TRUE(MayAskForChanges(row_, "rules001"));
  EXPECT_FALSE(MayAskForChanges(row_, "rules002")) << "a new rule must see every page";
  Processed processed = Read("a");
  processed.page.response_headers.clear();
  Visit(processed);
  EXPECT_FALSE(MayAskForChanges(row_, "rules001")) << "nothing to compare with";
}

TEST_F(VisitTest, TheServersFreshnessCountsIfTheSourceSaysSo) {
  Processed processed = Read("a");
  processed.page.response_headers.emplace_back("Cache-Control", "max-age=7200");
  Visit(processed);
  EXPECT_TRUE(IsDue(row_, t0 + 1h));
  source_.honour_cache = true;
  row_.Clear();
  Visit(processed);
  row_.set_depth(1);
  EXPECT_FALSE(IsDue(row_, t0 + 1h));
  EXPECT_TRUE(IsDue(row_, t0 + 2h));
}

TEST(IsExpired, IsWhatTheAdSays) {
  struct Case {
    const char* until;
    bool expired;
  };
  // t0 is 2023-11-14T22:13:20Z.
  const Case cases[] = {{"", false},
                        {"soon", false},
                        {"2023-11-13", true},
                        {"2023-11-14", false},
                        {"2023-11-14T22:00:00Z", true},
                        {"2023-11-14T23:00:00Z", false},
                        {"2023-11-15T00:00:00+02:00", true},
                        {"2024-01-01", false}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.until);
    v1::Ad ad;
    ad.mutable_posting()->set_valid_through(c.until);
    EXPECT_EQ(IsExpired(ad, t0), c.expired);
  }
}

}  // namespace
}  // namespace varta
