// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Ads that are no leads: kept, renewed, purged, and gone over into leads.
#include "storage/ad_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <random>

#include "tests/storage/temp_store.h"

namespace varta {
namespace {

using namespace std::chrono_literals;
using stored::v1::KeptAd;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::chrono::hours kFortnight{14 * 24};

// The ad of `sight` as one that is no lead.
AdSighting AdOf(const Sight& sight, bool keep_text = true) {
  LeadSighting lead = std::move(PageOf(sight).leads[0]);
  lead.provenance.set_sweep("sweeps/1");
  return {std::move(lead.ad), std::move(lead.hits),        std::move(lead.score),
          lead.provenance,    v1::SOURCE_KIND_CLASSIFIEDS, keep_text};
}

class AdStoreTest : public testing::Test {
 protected:
  void SetUp() override { store_ = OpenStore(dir_.data(), clock_); }
  void TearDown() override {
    Status status = store_->CheckConsistency();
    EXPECT_TRUE(status.ok()) << ToString(status);
  }

  void Put(std::vector<AdSighting> ads) {
    PageResult page;
    page.ads = std::move(ads);
    Result<std::vector<Committed>> done = store_->Commit({&page, 1}, "sweep");
    ASSERT_TRUE(done.ok()) << ToString(done.status());
    EXPECT_THAT(*done, IsEmpty());
  }
  void SeeAgain(const std::string& id, Time seen) {
    PageResult page;
    *page.url.emplace().mutable_fetch_time() = ToTimestamp(seen);
    page.ads_still_there = {id};
    ASSERT_TRUE(store_->Commit({&page, 1}, "sweep").ok());
  }
  std::map<std::string, KeptAd> Kept() {
    std::map<std::string, KeptAd> kept;
    Status visited = store_->VisitAds([&](const StoredAd& ad) {
      if (ad.kept != nullptr) kept.emplace(ad.id, *ad.kept);
      return true;
    });
    EXPECT_TRUE(visited.ok()) << ToString(visited);
    return kept;
  }
  KeptAd One() {
    std::map<std::string, KeptAd> kept = Kept();
    EXPECT_EQ(kept.size(), 1u);
    return kept.empty() ? KeptAd() : kept.begin()->second;
  }
  AdPurge Purge(AdRetention retention = {.otherwise = kFortnight, .by_source = {}}) {
    Result<AdPurge> purge = store_->PurgeAds(retention, "varta");
    EXPECT_TRUE(purge.ok()) << ToString(purge.status());
    return purge.ok() ? *purge : AdPurge();
  }

  TempDir dir_;
  StillClock clock_;
  std::unique_ptr<Store> store_;
  const std::string id_ = LeadId(Sight().source, Sight().key);
};

TEST_F(AdStoreTest, AnAdIsKeptWithWhatTheRulesSaidOfIt) {
  Put({AdOf({.score = 0.2})});
  store_.reset();
  store_ = OpenStore(dir_.data(), clock_);
  std::map<std::string, KeptAd> kept = Kept();
  ASSERT_EQ(kept.count(id_), 1u);
  const KeptAd& ad = kept[id_];
  EXPECT_EQ(ad.ad().text(), Sight().text);
  EXPECT_EQ(ad.source(), "robota");
  EXPECT_EQ(ad.source_kind(), v1::SOURCE_KIND_CLASSIFIEDS);
  EXPECT_EQ(ad.sweep(), "sweeps/1");
  EXPECT_EQ(ad.url(), Sight().key);
  ASSERT_EQ(ad.hits_size(), 1);
  EXPECT_EQ(ad.hits(0).rule(), "housing-provided");
  EXPECT_EQ(ad.score().value(), 0.2);
  EXPECT_EQ(ad.contact_keys_size(), 1);
  EXPECT_EQ(FromTimestamp(ad.first_seen_time()), kNoon);
  EXPECT_FALSE(ad.purged());
  EXPECT_EQ(store_->ListLeads({}, 10, "")->total, 0);
}

TEST_F(AdStoreTest, WhatIsUnchangedIsRenewedOnceADay) {
  Put({AdOf({})});
  const auto last_seen = [&] { return FromTimestamp(One().last_seen_time()); };
  SeeAgain(id_, kNoon + 23h);
  EXPECT_EQ(last_seen(), kNoon);
  SeeAgain(id_, kNoon + 24h);
  EXPECT_EQ(last_seen(), kNoon + 24h);
  Put({AdOf({.fetched = kNoon + 25h})});
  EXPECT_EQ(last_seen(), kNoon + 24h);
  Put({AdOf({.fetched = kNoon + 60h})});
  EXPECT_EQ(last_seen(), kNoon + 60h);
  EXPECT_EQ(FromTimestamp(One().first_seen_time()), kNoon);
  SeeAgain("0123456789abcdef0123", kNoon + 90h);  // nobody's
  EXPECT_EQ(Kept().size(), 1u);
}

TEST_F(AdStoreTest, WhatChangedIsWrittenAtOnceAndTheNewestStays) {
  Put({AdOf({})});
  Put({AdOf({.text = "Інший текст", .fetched = kNoon + 1h})});
  EXPECT_EQ(One().ad().text(), "Інший текст");
  Put({AdOf({.text = "Інший текст", .rules = {"a", "b"}, .fetched = kNoon + 2h})});
  EXPECT_EQ(One().hits_size(), 2);
  Put({AdOf({.text = "Старіший", .fetched = kNoon + 30min})});
  EXPECT_EQ(One().ad().text(), "Інший текст");
}

TEST_F(AdStoreTest, AfterThePurgeOnlyWhatMayStayIsThere) {
  Put({AdOf({})});
  const KeptAd before = One();
  clock_.now = kNoon + kFortnight - 1ms;
  EXPECT_EQ(Purge().purged, 0);
  EXPECT_TRUE(One().has_ad());
  clock_.now = kNoon + kFortnight;
  const AdPurge purge = Purge();
  EXPECT_EQ(purge.looked_at, 1);
  EXPECT_EQ(purge.purged, 1);
  KeptAd left;
  left.set_source(before.source());
  left.set_url(before.url());
  *left.mutable_first_seen_time() = before.first_seen_time();
  *left.mutable_last_seen_time() = before.last_seen_time();
  left.set_text_digest(before.text_digest());
  *left.mutable_contact_keys() = before.contact_keys();
  left.set_purged(true);
  EXPECT_EQ(One().SerializeAsString(), left.SerializeAsString());
  EXPECT_EQ(Purge().purged, 0);
  Result<std::vector<stored::v1::AuditEntry>> audit = store_->ReadAudit(0, 10);
  ASSERT_EQ(audit->size(), 1u);
  EXPECT_EQ(audit->at(0).action(), "PURGE");
  EXPECT_THAT(audit->at(0).detail(), testing::HasSubstr("of 1 ads"));
}

TEST_F(AdStoreTest, EachSourceHasItsTimeAndBatchesDoNotMatter) {
  std::vector<AdSighting> ads;
  for (int i = 0; i < 1203; ++i) {
    ads.push_back(AdOf({.key = "https://robota.example/" + std::to_string(i),
                        .source = i % 3 == 0 ? "brief" : "robota"}));
  }
  Put(std::move(ads));
  clock_.now = kNoon + 48h;
  const AdRetention retention = {.otherwise = kFortnight, .by_source = {{"brief", 24h}}};
  std::stop_source stopped;
  stopped.request_stop();
  EXPECT_LE(store_->PurgeAds(retention, "varta", stopped.get_token())->purged, 1);
  EXPECT_GE(Purge(retention).purged, 400);
  for (const auto& [id, ad] : Kept()) EXPECT_EQ(ad.purged(), ad.source() == "brief");
}

TEST_F(AdStoreTest, WhereNothingIsToBeKeptOnlyTheRestIsWritten) {
  Put({AdOf({}, /*keep_text=*/false)});
  EXPECT_TRUE(One().purged());
  EXPECT_FALSE(One().has_ad());
  EXPECT_EQ(One().hits_size(), 0);
  Put({AdOf({.fetched = kNoon + 48h})});
  EXPECT_TRUE(One().has_ad());
  Put({AdOf({.fetched = kNoon + 72h}, /*keep_text=*/false)});
  EXPECT_FALSE(One().has_ad());
  EXPECT_EQ(FromTimestamp(One().last_seen_time()), kNoon + 72h);
}

TEST_F(AdStoreTest, AnAdThatBecomesALeadMovesAndKeepsWhenItWasFirstSeen) {
  Put({AdOf({})});
  Committed lead = CommitOne(*store_, {.fetched = kNoon + 50h});
  EXPECT_EQ(lead.lead_id, id_);
  EXPECT_TRUE(lead.lead_new);
  EXPECT_THAT(Kept(), IsEmpty());
  Result<v1::Lead> stored = store_->GetLead(id_);
  EXPECT_EQ(FromTimestamp(stored->first_seen_time()), kNoon);
  EXPECT_EQ(FromTimestamp(stored->versions(0).first_seen_time()), kNoon);
  EXPECT_EQ(FromTimestamp(stored->last_seen_time()), kNoon + 50h);
  Put({AdOf({.fetched = kNoon + 60h})});  // no lead any more by the rules of today: it stays one
  EXPECT_THAT(Kept(), IsEmpty());
  EXPECT_EQ(FromTimestamp(store_->GetLead(id_)->last_seen_time()), kNoon + 50h);
}

TEST_F(AdStoreTest, APurgedAdBecomesALeadToo) {
  Put({AdOf({}, /*keep_text=*/false)});
  EXPECT_TRUE(CommitOne(*store_, {.text = "Новий текст", .fetched = kNoon + 50h}).lead_new);
  EXPECT_THAT(Kept(), IsEmpty());
  Result<v1::Lead> stored = store_->GetLead(id_);
  EXPECT_EQ(FromTimestamp(stored->first_seen_time()), kNoon);
  EXPECT_EQ(FromTimestamp(stored->versions(0).first_seen_time()), kNoon + 50h);
}

TEST_F(AdStoreTest, AVisitSeesAdsAndLeadsAndMayStop) {
  Put({AdOf({})});
  CommitOne(*store_, {.key = "https://robota.example/lead"});
  std::vector<std::string> texts;
  const auto visit = [&](int most) {
    texts.clear();
    return store_->VisitAds([&](const StoredAd& ad) {
      texts.push_back((ad.lead != nullptr ? "lead " : "kept ") + ad.ad()->key());
      return texts.size() < static_cast<size_t>(most);
    });
  };
  EXPECT_TRUE(visit(9).ok());
  EXPECT_THAT(texts,
              ElementsAre("kept https://robota.example/1", "lead https://robota.example/lead"));
  EXPECT_TRUE(visit(1).ok());
  EXPECT_EQ(texts.size(), 1u);
}

TEST_F(AdStoreTest, WhatWasPurgedIsInNoFile) {
  std::mt19937 random(7);
  const std::string letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::vector<AdSighting> ads;
  for (int i = 0; i < 50; ++i) {
    std::string text = "Закопане слово ";
    for (int j = 0; j < 20'000; ++j) text += letters[random() % letters.size()];
    ads.push_back(AdOf({.key = "https://robota.example/" + std::to_string(i), .text = text}));
  }
  Put(std::move(ads));
  clock_.now = kNoon + kFortnight;
  EXPECT_EQ(Purge().purged, 50);
  ASSERT_TRUE(store_->CompactAds().ok());
  uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir_.data() + "/db")) {
    bytes += entry.file_size();
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string content(std::istreambuf_iterator<char>(file), {});
    EXPECT_EQ(content.find("Закопане слово"), std::string::npos) << entry.path();
  }
  EXPECT_LT(bytes, 200'000u);  // of a million
}

TEST_F(AdStoreTest, AnAdWithoutKeyOrSourceIsRefused) {
  PageResult page;
  page.ads = {AdOf({.key = ""})};
  EXPECT_EQ(store_->Commit({&page, 1}, "sweep").status().code(), Code::kInvalidArgument);
}

// What nobody could score waits for a person, newest first, until its text goes.
TEST_F(AdStoreTest, TheQueueOfAdsWithoutAScore) {
  const auto ad_of = [&](const std::string& key, const std::string& why,
                         const std::string& source) {
    AdSighting ad = AdOf({.key = key, .source = source});
    ad.score.set_not_scored_because(why);
    return ad;
  };
  const auto queue = [&](const std::string& source = "", size_t count = 10,
                         const std::string& after = "") {
    Result<UnscoredPage> page = store_->ListUnscored(source, count, after);
    EXPECT_TRUE(page.ok()) << ToString(page.status());
    return page.ok() ? *page : UnscoredPage();
  };
  Put({ad_of("k1", "too short", "robota"), ad_of("k2", "", "robota"),
       ad_of("k3", "no rule pack", "praca")});
  ASSERT_EQ(queue().ads.size(), 2u);
  EXPECT_EQ(queue("praca").ads.at(0).row.score().not_scored_because(), "no rule pack");
  EXPECT_EQ(queue("praca").ads.at(0).id, LeadId("praca", "k3"));
  EXPECT_FALSE(queue("praca").ads.at(0).row.ad().text().empty());
  // By pages, each once.
  const UnscoredPage first = queue("", 1), second = queue("", 1, first.next);
  ASSERT_EQ(first.ads.size() + second.ads.size(), 2u);
  EXPECT_NE(first.ads[0].id, second.ads[0].id);
  EXPECT_EQ(second.next, "");
  // A pack covers it now; another becomes a lead; the last one's text is purged.
  Put({ad_of("k3", "", "praca")});
  EXPECT_EQ(queue().ads.size(), 1u);
  Put({ad_of("k4", "too short", "robota")});
  PageResult page;
  page.leads.push_back(std::move(PageOf({.key = "k1"}).leads[0]));
  ASSERT_TRUE(store_->Commit({&page, 1}, "sweep").ok());
  ASSERT_EQ(queue().ads.size(), 1u);
  EXPECT_EQ(queue().ads[0].id, LeadId("robota", "k4"));
  clock_.now += kFortnight + 1h;
  Purge();
  EXPECT_THAT(queue().ads, IsEmpty());
}

}  // namespace
}  // namespace varta
