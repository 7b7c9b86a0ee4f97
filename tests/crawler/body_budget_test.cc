// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/body_budget.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace varta {
namespace {

constexpr size_t kPiece = 16 * 1024;

TEST(BodyBudget, LetsSmallBodiesGrowWhateverIsUsed) {
  BodyBudget budget(kPiece);
  std::vector<BodyBudget::Share> shares(10);
  for (BodyBudget::Share& share : shares) {
    for (size_t i = 0; i < BodyBudget::kSmall / kPiece; ++i) {
      EXPECT_TRUE(budget.Take(&share, kPiece));
    }
  }
  EXPECT_EQ(budget.used(), 10 * BodyBudget::kSmall);
}

// Bodies without end beside each other: what they hold is bounded, each gets to its own cap, and
// one always goes on.
TEST(BodyBudget, EveryBodyGetsToItsEnd) {
  constexpr size_t kLimit = 1 << 20, kCap = 512 * 1024, kBodies = 64;
  BodyBudget budget(kLimit);
  std::vector<BodyBudget::Share> shares(kBodies);
  std::vector<bool> done(kBodies);
  size_t finished = 0, most = 0;
  for (int round = 0; round < 10'000 && finished < kBodies; ++round) {
    for (size_t i = 0; i < kBodies; ++i) {
      if (done[i] || shares[i].waits) continue;
      if (shares[i].bytes >= kCap) {
        budget.Release(&shares[i]);
        done[i] = true;
        ++finished;
      } else {
        budget.Take(&shares[i], kPiece);
      }
      most = std::max(most, budget.used());
    }
    while (budget.Next() != nullptr) {
    }
  }
  EXPECT_EQ(finished, kBodies);
  EXPECT_EQ(budget.used(), 0u);
  EXPECT_LE(most, kBodies * BodyBudget::kSmall + kLimit + kCap);
}

// Bodies that are whole and wait to be read count too; alone they let nobody go on.
TEST(BodyBudget, WhatIsHeldElsewhereCounts) {
  constexpr size_t kLimit = 1 << 20;
  BodyBudget budget(kLimit);
  BodyBudget::Share first, second;
  EXPECT_TRUE(budget.Take(&first, 2 * BodyBudget::kSmall, kLimit)) << "one always goes on";
  EXPECT_FALSE(budget.Take(&second, 2 * BodyBudget::kSmall, kLimit));
  EXPECT_FALSE(budget.Take(&first, 1, kLimit + 1));
  EXPECT_EQ(budget.Next(kLimit + 1), nullptr);
  EXPECT_EQ(budget.waiting(), 2u);
  EXPECT_EQ(budget.Next(kLimit), &second) << "nobody else goes on";
  EXPECT_EQ(budget.Next(kLimit), nullptr);
  EXPECT_EQ(budget.Next(0), &first);
  EXPECT_EQ(budget.waiting(), 0u);
}

TEST(BodyBudget, AWaitingBodyMayGo) {
  BodyBudget budget(kPiece);
  BodyBudget::Share first, second;
  EXPECT_TRUE(budget.Take(&first, 2 * BodyBudget::kSmall)) << "nobody else is there";
  EXPECT_FALSE(budget.Take(&second, 2 * BodyBudget::kSmall));
  EXPECT_TRUE(second.waits);
  EXPECT_EQ(budget.Next(), nullptr);
  budget.Release(&second);
  budget.Release(&first);
  EXPECT_EQ(budget.Next(), nullptr);
  EXPECT_EQ(budget.used(), 0u);
}

}  // namespace
}  // namespace varta
