// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/clusters.h"

#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

constexpr char kCook[] =
    "Шукаємо кухаря в заміський готель, сезон до жовтня. Харчування й кімната в корпусі для "
    "персоналу, форма видається. Меню європейське, сніданки на вісімдесят гостей";

std::vector<ClusteredAd> Ads() {
  const std::string cook = kCook;
  std::vector<ClusteredAd> ads;
  for (const std::string& text :
       {cook, cook + ". Телефонуйте Олені", "Терміново! " + cook, cook + ". Досвід бажаний",
        std::string("Продаємо сосновий брус і дошку з доставкою по області, розпил за розміром")})
    ads.push_back({"ad" + std::to_string(ads.size()), AdPrintOf(text)});
  return ads;
}

using Places = std::vector<size_t>;

TEST(Recluster, FollowsTheTextsWithoutWords) {
  EXPECT_EQ(Recluster(Ads(), {}, WordWeights()), (Places{0, 0, 0, 0, 4}));
}

TEST(Recluster, AWordApartSplitsAndHolds) {
  const std::vector<ClusterWord> words = {{"ad0", "ad3", false}};
  const Places once = Recluster(Ads(), words, WordWeights());
  EXPECT_NE(once[0], once[3]);
  EXPECT_EQ(once[4], 4u);
  // Ads that come later change nothing of it.
  std::vector<ClusteredAd> more = Ads();
  more.push_back({"later", AdPrintOf(std::string(kCook) + " Пишіть")});
  const Places again = Recluster(more, words, WordWeights());
  EXPECT_NE(again[0], again[3]);
  EXPECT_TRUE(again[5] == again[0] || again[5] == again[3]);
}

TEST(Recluster, AWordTogetherJoinsWhatHasNothingInCommon) {
  const std::vector<ClusterWord> words = {{"ad4", "ad2", true}};
  EXPECT_EQ(Recluster(Ads(), words, WordWeights()), (Places{0, 0, 0, 0, 0}));
}

TEST(Recluster, ApartWinsOverTogether) {
  const std::vector<ClusterWord> words = {{"ad0", "ad1", true}, {"ad1", "ad0", false}};
  const Places places = Recluster(Ads(), words, WordWeights());
  EXPECT_NE(places[0], places[1]);
}

TEST(Recluster, WordsOnOtherAdsAreNothing) {
  const std::vector<ClusterWord> words = {{"ad0", "gone", false}, {"ad1", "ad1", false}};
  EXPECT_EQ(Recluster(Ads(), words, WordWeights()), (Places{0, 0, 0, 0, 4}));
}

TEST(ClusterHistory, MergesTimesPlacesAndSources) {
  LinkedAd ad;
  ad.id = "a";
  ad.source = "jobs";
  ad.cities = {"PL/Lodz"};
  ad.seen = Time(std::chrono::hours(100));
  ClusterHistory one, other;
  AddSeen(ad, true, &one);
  ad.source = "board";
  ad.seen = Time(std::chrono::hours(10));
  AddSeen(ad, true, &other);
  MergeHistory(other, &one);
  EXPECT_EQ(one.ads, 2u);
  EXPECT_EQ(one.first_seen, Time(std::chrono::hours(10)));
  EXPECT_EQ(one.last_seen, Time(std::chrono::hours(100)));
  EXPECT_EQ(one.sources.size(), 2u);
  EXPECT_EQ(one.cities.at("PL/Lodz").ads, 2u);
}

}  // namespace
}  // namespace varta
