// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/fingerprint_set.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_set>

namespace varta {
namespace {

TEST(FingerprintSet, HoldsWhatWasPutIn) {
  FingerprintSet set;
  EXPECT_FALSE(set.Contains(0));
  EXPECT_TRUE(set.Insert(0));
  EXPECT_TRUE(set.Contains(0));
  EXPECT_FALSE(set.Insert(0));
  EXPECT_EQ(set.size(), 1u);
}

TEST(FingerprintSet, IsASetAlsoWhenItGrows) {
  FingerprintSet set;
  std::unordered_set<uint64_t> known;
  std::mt19937_64 random(7);
  for (int i = 0; i < 20'000; ++i) {
    // Few different ones, and neighbours: both crowd the table.
    const uint64_t one = i % 3 == 0 ? random() : static_cast<uint64_t>(i / 2) + 2;
    EXPECT_EQ(set.Insert(one), known.insert(one).second) << one;
  }
  EXPECT_EQ(set.size(), known.size());
  for (const uint64_t one : known) EXPECT_TRUE(set.Contains(one));
  for (int i = 0; i < 1000; ++i) {
    const uint64_t one = random();
    EXPECT_EQ(set.Contains(one), known.contains(one));
  }
}

}  // namespace
}  // namespace varta
