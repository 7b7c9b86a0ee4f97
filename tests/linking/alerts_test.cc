// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/alerts.h"

#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

LinkedAd AdOn(int day, const std::string& id, AdTrade trade = AdTrade::kJob) {
  LinkedAd ad;
  ad.id = id;
  ad.source = "board";
  ad.seen = Time(std::chrono::hours(24 * day));
  ad.trade = trade;
  return ad;
}

class ContactAlerts : public testing::Test {
 protected:
  ContactAlerts() { history_.contact = {"key", "phone"}; }

  // The names of the alerts that the ad brings.
  std::string See(const LinkedAd& ad, bool first_time = true, bool generic = false) {
    const ContactHistory before = history_;
    AddSeen(ad, first_time, &history_);
    last_ = AlertsOf(before, history_, generic, ad, first_time);
    std::string names;
    for (const LinkAlert& alert : last_) {
      EXPECT_FALSE(alert.reasons.empty());
      for (const AlertReason& reason : alert.reasons) {
        EXPECT_FALSE(reason.en.empty());
        EXPECT_FALSE(reason.uk.empty());
      }
      EXPECT_FALSE(alert.once.empty());
      EXPECT_EQ(alert.ads.front(), ad.id);
      names += (names.empty() ? "" : " ") + std::string(AlertKindName(alert.kind));
    }
    return names;
  }

  ContactHistory history_;
  std::vector<LinkAlert> last_;
};

TEST_F(ContactAlerts, JobAndSexualServicesOnce) {
  EXPECT_EQ(See(AdOn(1, "job")), "");
  EXPECT_EQ(See(AdOn(2, "other", AdTrade::kUnknown)), "");
  EXPECT_EQ(See(AdOn(3, "night", AdTrade::kSexualServices)), "job_and_sexual_services");
  EXPECT_EQ(last_[0].ads, (std::vector<std::string>{"night", "job"}));
  EXPECT_EQ(See(AdOn(4, "job2")), "");
}

TEST_F(ContactAlerts, NothingOfAContactThatIsEverybodys) {
  See(AdOn(1, "job"));
  EXPECT_EQ(See(AdOn(3, "night", AdTrade::kSexualServices), true, true), "");
}

TEST_F(ContactAlerts, SeveralEmployersTradesAndNames) {
  LinkedAd ad = AdOn(1, "a");
  ad.employers = {"альфа"};
  ad.trades = {"cook", "waiter"};
  ad.names = {"олена"};
  EXPECT_EQ(See(ad), "");
  ad = AdOn(2, "b");
  ad.employers = {"бета"};
  ad.trades = {"cook"};
  EXPECT_EQ(See(ad), "several_identities");
  EXPECT_EQ(last_[0].reasons.size(), 3u);
  ad = AdOn(3, "c");
  ad.employers = {"гамма"};
  ad.trades = {"driver"};
  ad.names = {"ірина"};
  EXPECT_EQ(See(ad), "several_identities several_identities");  // trades, names
}

TEST_F(ContactAlerts, OneAdForSeveralTradesIsOneIdentity) {
  LinkedAd ad = AdOn(1, "a");
  ad.trades = {"care", "cook", "nanny", "cleaner"};
  ad.employers = {"альфа", "бета"};
  EXPECT_EQ(See(ad), "");
  EXPECT_EQ(See(AdOn(2, "b")), "");
}

TEST_F(ContactAlerts, CitiesOneAfterTheOther) {
  const auto in = [&](int day, const std::string& id, const std::string& city,
                      AdTrade trade = AdTrade::kJob) {
    LinkedAd ad = AdOn(day, id, trade);
    ad.cities = {city};
    return See(ad);
  };
  EXPECT_EQ(in(1, "a", "UA/Kyiv"), "");
  EXPECT_EQ(in(5, "b", "UA/Lviv"), "");
  EXPECT_EQ(in(9, "c", "PL/Lodz"), "moves_between_cities");
  EXPECT_EQ(last_[0].reasons[1].en.substr(0, 7), "UA/Kyiv");
  EXPECT_EQ(in(10, "d", "PL/Lodz"), "");
  EXPECT_EQ(in(12, "e", "UA/Kyiv"), "");  // back again: now they overlap
}

TEST_F(ContactAlerts, CitiesAtOneTimeAreNoMove) {
  LinkedAd ad = AdOn(1, "a");
  ad.cities = {"UA/Kyiv", "UA/Lviv", "UA/Odesa"};
  EXPECT_EQ(See(ad), "");
  EXPECT_TRUE(CitiesInTurn(history_, 2).empty());
}

TEST_F(ContactAlerts, AWatchedContactInANewAd) {
  history_.watched = true;
  EXPECT_EQ(See(AdOn(1, "a")), "watched_seen");
  EXPECT_EQ(See(AdOn(2, "a"), false), "");
  EXPECT_EQ(See(AdOn(3, "b"), true, true), "watched_seen");
}

TEST(ClusterAlerts, ADismissedAdWithNewContent) {
  ClusterHistory cluster;
  cluster.id = 7;
  LinkedAd ad = AdOn(9, "new");
  ad.text_digest = "two";
  const std::vector<DismissedAd> dismissed = {{"old", "one", Time()}};
  ASSERT_EQ(AlertsOf(cluster, dismissed, ad, true).size(), 1u);
  EXPECT_EQ(AlertsOf(cluster, dismissed, ad, true)[0].kind, AlertKind::kDismissedReposted);
  EXPECT_TRUE(AlertsOf(cluster, dismissed, ad, false).empty());
  EXPECT_TRUE(AlertsOf(cluster, {}, ad, true).empty());
  ad.text_digest = "one";  // what a person has read
  EXPECT_TRUE(AlertsOf(cluster, dismissed, ad, true).empty());
  cluster.watched = true;
  EXPECT_EQ(AlertsOf(cluster, {}, ad, true)[0].kind, AlertKind::kWatchedSeen);
}

}  // namespace
}  // namespace varta
