// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/status.h"

#include <gtest/gtest.h>

#include <memory>

namespace varta {
namespace {

Result<std::unique_ptr<int>> Half(int n) {
  if (n % 2 != 0) return Status(Code::kInvalidArgument, "odd");
  return std::make_unique<int>(n / 2);
}

TEST(Status, IsOkUntilToldOtherwise) {
  EXPECT_TRUE(Status().ok());
  EXPECT_EQ(ToString(Status()), "OK");
  EXPECT_EQ(ToString(Status(Code::kNotFound, "no lead 'x'")), "NOT_FOUND: no lead 'x'");
}

TEST(Status, InSaysWhere) {
  EXPECT_EQ(Status(Code::kDataLoss, "torn").In("a.yaml:3:1").message(), "a.yaml:3:1: torn");
  EXPECT_TRUE(Status().In("anywhere").ok());
}

TEST(Result, HoldsAValueOrWhyThereIsNone) {
  Result<std::unique_ptr<int>> four = Half(8);
  ASSERT_TRUE(four.ok());
  EXPECT_TRUE(four.status().ok());
  std::unique_ptr<int> taken = *std::move(four);
  EXPECT_EQ(*taken, 4);
  EXPECT_EQ(Half(7).status(), Status(Code::kInvalidArgument, "odd"));
}

TEST(Status, CodesHaveTheNumbersOfGrpc) {
  EXPECT_EQ(static_cast<int>(Code::kInvalidArgument), 3);
  EXPECT_EQ(static_cast<int>(Code::kAborted), 10);
  EXPECT_EQ(static_cast<int>(Code::kUnavailable), 14);
  EXPECT_EQ(CodeName(static_cast<Code>(2)), "UNKNOWN");
}

}  // namespace
}  // namespace varta
