// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/contacts.h"

#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

LinkedAd AdNumbered(int number, const char* source, const char* employer, const char* city) {
  LinkedAd ad;
  ad.id = "ad" + std::to_string(number);
  ad.source = source;
  ad.seen = Time(std::chrono::hours(24 * number));
  ad.trade = AdTrade::kJob;
  if (*employer != 0) ad.employers = {employer};
  if (*city != 0) ad.cities = {city};
  return ad;
}

TEST(ContactHistory, CountsAdsNotSightings) {
  ContactHistory history;
  const LinkedAd first = AdNumbered(1, "jobs", "альфа", "PL/Lodz");
  AddSeen(first, true, &history);
  LinkedAd again = first;
  again.seen += std::chrono::hours(48);
  AddSeen(again, false, &history);
  AddSeen(AdNumbered(9, "jobs", "альфа", ""), true, &history);
  EXPECT_EQ(history.ads, 2u);
  EXPECT_EQ(history.jobs, 2u);
  EXPECT_EQ(history.first_seen, first.seen);
  EXPECT_EQ(history.last_seen, AdNumbered(9, "", "", "").seen);
  const SeenWith& city = history.cities.at("PL/Lodz");
  EXPECT_EQ(city.ads, 1u);
  EXPECT_EQ(city.last, again.seen);
}

TEST(ContactHistory, AnEditThatBringsACityCountsThere) {
  ContactHistory history;
  AddSeen(AdNumbered(1, "jobs", "", "PL/Lodz"), true, &history);
  LinkedAd edited = AdNumbered(1, "jobs", "", "PL/Gdansk");
  AddSeen(edited, false, &history);
  EXPECT_EQ(history.ads, 1u);
  EXPECT_EQ(history.cities.at("PL/Gdansk").ads, 1u);
}

TEST(ContactHistory, IsBounded) {
  ContactHistory history;
  for (int i = 0; i < 100; ++i)
    AddSeen(AdNumbered(i, "jobs", ("e" + std::to_string(i)).c_str(), ""), true, &history);
  EXPECT_EQ(history.employers.size(), ContactHistory::kMaxEach);
  EXPECT_TRUE(history.more);
  EXPECT_EQ(history.ads, 100u);
}

TEST(Generic, ByFiguresAndByWord) {
  struct Case {
    const char* name;
    int ads;
    int employers;  // different ones; 0: none is named
    int cities;
    uint32_t source_size;
    std::optional<bool> word;
    bool want;
  } cases[] = {
      {"a few ads", 3, 1, 1, 1000, std::nullopt, false},
      {"all ads of a small source", 5, 1, 1, 5, std::nullopt, false},
      {"the site's own", 30, 20, 9, 100, std::nullopt, true},
      {"many ads of a large source", 30, 20, 9, 1000, std::nullopt, false},
      {"an agency", 80, 1, 5, 10000, std::nullopt, true},
      {"as many ads under many employers", 80, 40, 5, 10000, std::nullopt, false},
      {"everywhere, of nobody", 240, 0, 12, 100000, std::nullopt, true},
      {"an analyst says no", 30, 20, 9, 100, false, false},
      {"an analyst says yes", 3, 1, 1, 1000, true, true},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    ContactHistory history;
    for (int i = 0; i < c.ads; ++i) {
      const std::string employer = c.employers == 0 ? "" : "e" + std::to_string(i % c.employers);
      AddSeen(AdNumbered(i, "jobs", employer.c_str(), ("c" + std::to_string(i % c.cities)).c_str()),
              true, &history);
    }
    history.generic_by_analyst = c.word;
    const Generic generic = IsGeneric(history, {{"jobs", c.source_size}});
    EXPECT_EQ(generic.generic, c.want);
    EXPECT_EQ(generic.because.empty(), !c.want);
  }
}

}  // namespace
}  // namespace varta
