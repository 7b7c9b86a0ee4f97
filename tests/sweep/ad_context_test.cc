// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/ad_context.h"

#include <gmock/gmock.h>

#include <map>

#include "storage/sighting.h"
#include "sweep/convert.h"
#include "sweep/link_judgement.h"
#include "sweep/link_rows.h"
#include "sweep/links.h"
#include "sweep/trade_wages.h"
#include "tests/support/status_matchers.h"
#include "tests/sweep/linked_store.h"

namespace varta {
namespace {

constexpr char kPhoneOfAd[] = "+380501112233";

void AddFactTo(v1::Ad* ad, v1::FactKind kind, const std::string& value) {
  v1::Fact* fact = ad->add_facts();
  fact->set_kind(kind);
  fact->set_value(value);
}

class AdContextTest : public LinkedStoreTest {
 protected:
  // An ordinary ad: its text has the words of nobody else's.
  static v1::Ad AdWith(const std::string& key, const std::string& employer = "",
                       const std::string& city = "") {
    v1::Ad ad;
    ad.set_key(key);
    static constexpr const char* kSyllables[] = {"ба", "ве", "го", "ду", "жи",
                                                 "ку", "ла", "ме", "но", "ре"};
    for (int i = 0; i < 12; ++i) {
      for (const char c : key + std::to_string(i * i))
        ad.mutable_text()->append(kSyllables[(c + i) % 10]);
      ad.mutable_text()->append(" ");
    }
    AddFactTo(&ad, v1::FACT_KIND_PHONE, kPhoneOfAd);
    if (!employer.empty()) AddFactTo(&ad, v1::FACT_KIND_EMPLOYER, employer);
    if (!city.empty()) AddFactTo(&ad, v1::FACT_KIND_PLACE, city);
    return ad;
  }
  static v1::Ad Paid(const std::string& key, double sum, const std::string& unit = "UAH/month") {
    v1::Ad ad = AdWith(key);
    ad.clear_facts();
    AddFactTo(&ad, v1::FACT_KIND_WORK, "waiter");
    v1::Fact* wage = ad.add_facts();
    wage->set_kind(v1::FACT_KIND_WAGE);
    wage->set_unit(unit);
    wage->set_low(sum);
    return ad;
  }

  void See(const std::vector<v1::Ad>& ads, v1::SourceKind kind = v1::SOURCE_KIND_JOB_BOARD,
           int day = 0) {
    PageResult page;
    for (const v1::Ad& ad : ads) {
      AdSighting& sighting = page.ads.emplace_back();
      sighting.ad = ad;
      sighting.source_kind = kind;
      sighting.provenance.set_source(kind == v1::SOURCE_KIND_SEXUAL_SERVICES ? "night" : "jobs");
      *sighting.provenance.mutable_fetch_time() = ToProto(Time(std::chrono::days(20000 + day)));
    }
    const LinkStep link = StepOf(*linker_, [&](std::string_view) { return kind; });
    ASSERT_THAT(store_->Commit({&page, 1}, "test", link), IsOk());
  }

  AdContext Known(const v1::Ad& ad, v1::SourceKind kind = v1::SOURCE_KIND_JOB_BOARD, int day = 5) {
    Result<AdContext> context = AdContextReader(*store_).Read(
        store_->ViewLinks(), {.id = LeadId("jobs", ad.key()),
                              .source = "jobs",
                              .source_kind = kind,
                              .seen = Time(std::chrono::days(20000 + day)),
                              .ad = &ad});
    EXPECT_THAT(context, IsOk());
    return context.ok() ? *context : AdContext();
  }
};

TEST_F(AdContextTest, NothingIsKnownOfANewContact) {
  const AdContext context = Known(AdWith("1", "Альфа", "PL/Lodz"));
  EXPECT_FALSE(context.wage);
  ASSERT_TRUE(context.links);
  EXPECT_EQ(context.links->employers.count, 0);
  EXPECT_EQ(context.links->sexual_services.count, 0);
}

TEST_F(AdContextTest, OtherAdsWithItsContactSpeak) {
  See({AdWith("1", "Альфа", "PL/Lodz")}, v1::SOURCE_KIND_JOB_BOARD, 0);
  See({AdWith("2", "", "PL/Krakow")}, v1::SOURCE_KIND_SEXUAL_SERVICES, 2);
  const v1::Ad ad = AdWith("3", "Бета", "PL/Gdynia");
  const AdContext context = Known(ad);
  ASSERT_TRUE(context.links);
  EXPECT_EQ(context.links->sexual_services.count, 1);
  EXPECT_EQ(ad.facts(context.links->sexual_services.fact).value(), kPhoneOfAd);
  EXPECT_EQ(context.links->employers.count, 2);
  EXPECT_EQ(context.links->cities.count, 3);
  // An ad of sexual services is not told that it is one.
  EXPECT_EQ(Known(ad, v1::SOURCE_KIND_SEXUAL_SERVICES).links->sexual_services.count, 0);
}

TEST_F(AdContextTest, WhatIsEverybodysAndWhatWasRejectedSayNothing) {
  See({AdWith("1", "Альфа")});
  const v1::Ad ad = AdWith("2", "Бета");
  See({ad});
  ASSERT_EQ(Known(ad).links->employers.count, 2);
  const std::string key = ContactIndexKey(store_->contact_key(), kPhoneOfAd);
  const auto change = [&](auto what) {
    return store_->ChangeLinks(
        {"local:olena", "JUDGE", "", "", ""},
        [&](LinkBatch& batch, const LinkView& view) { return what(batch, view); });
  };
  ASSERT_THAT(change([&](LinkBatch& batch, const LinkView&) {
                v1::UpdateEntityRequest request;
                request.set_name(EntityName(key));
                request.set_generic(true);
                return PutEntityWord(batch, request);
              }),
              IsOk());
  EXPECT_EQ(Known(ad).links->employers.count, 0);
  ASSERT_THAT(
      change([&](LinkBatch& batch, const LinkView& view) {
        v1::UpdateEntityRequest back;
        back.set_name(EntityName(key));
        back.set_generic(false);
        Status put = PutEntityWord(batch, back);
        v1::JudgeLinkRequest request;
        request.set_from("ads/" + LeadId("jobs", "2"));
        request.set_to(EntityName(key));
        request.set_judgement(v1::Link::JUDGEMENT_REJECTED);
        return put.ok() ? PutJudgement(batch, view, request, "local:olena", clock_.Now()).status()
                        : put;
      }),
      IsOk());
  EXPECT_EQ(Known(ad).links->employers.count, 0);
}

TEST_F(AdContextTest, NearDuplicatesAreKnownOfAnAdThatWasSeen) {
  v1::Ad first = AdWith("1"), second = AdWith("1");
  second.set_key("2");
  See({first, second});
  EXPECT_EQ(Known(first).links->near_duplicates.count, 1);
}

TEST_F(AdContextTest, TheMiddleOfATradesWages) {
  std::vector<v1::Ad> ads;
  for (uint32_t i = 0; i < kFewestWages - 1; ++i)
    ads.push_back(Paid("w" + std::to_string(i), 20'000 + 500 * i));
  ads.push_back(Paid("eur", 1'500, "EUR/month"));
  See(ads);
  EXPECT_FALSE(Known(Paid("new", 90'000)).wage);  // one too few
  See({Paid("last", 1'000'000)});                 // however much it is
  const AdContext context = Known(Paid("new", 90'000));
  ASSERT_TRUE(context.wage);
  EXPECT_EQ(context.wage->trade, "waiter");
  EXPECT_EQ(context.wage->unit, "UAH/month");
  EXPECT_EQ(context.wage->ads, static_cast<int>(kFewestWages));
  EXPECT_NEAR(context.wage->median, 27'250, 27'250 * 0.05);
  EXPECT_FALSE(Known(Paid("other", 9'000, "EUR/month")).wage);
  // The same ad posted a hundred times does not move it.
  std::vector<v1::Ad> copies;
  for (int i = 0; i < 100; ++i) {
    copies.push_back(Paid("last", 1'000'000));
    copies.back().set_key("copy" + std::to_string(i));
  }
  See(copies);
  EXPECT_EQ(Known(Paid("new", 90'000)).wage->ads, static_cast<int>(kFewestWages));
}

TEST(TradeWages, OnlyAWholeWageOfOneTrade) {
  const auto ad_with = [](const char* unit, double low, std::vector<const char*> trades) {
    v1::Ad ad;
    for (const char* trade : trades) AddFactTo(&ad, v1::FACT_KIND_WORK, trade);
    v1::Fact* wage = ad.add_facts();
    wage->set_kind(v1::FACT_KIND_WAGE);
    wage->set_unit(unit);
    wage->set_low(low);
    return ad;
  };
  EXPECT_TRUE(WageOf(ad_with("UAH/month", 20000, {"waiter"})));
  EXPECT_TRUE(WageOf(ad_with("UAH/month", 20000, {"waiter", "waiter"})));
  EXPECT_FALSE(WageOf(ad_with("UAH/month", 20000, {"waiter", "cook"})));
  EXPECT_FALSE(WageOf(ad_with("UAH/month", 20000, {})));
  EXPECT_FALSE(WageOf(ad_with("UAH", 20000, {"waiter"})));
  EXPECT_FALSE(WageOf(ad_with("XXX/month", 20000, {"waiter"})));
  EXPECT_FALSE(WageOf(ad_with("UAH/month", 0, {"waiter"})));
  EXPECT_FALSE(WageOf(ad_with("UAH/month", 1e300, {"waiter"})));
}

}  // namespace
}  // namespace varta
