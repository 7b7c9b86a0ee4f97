// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/page.h"

#include <gtest/gtest.h>

#include <set>

namespace varta {
namespace {

TEST(Page, EachOutcomeHasANameOfItsOwn) {
  std::set<std::string_view> names;
  constexpr int kCount = static_cast<int>(Outcome::kCancelled) + 1;
  for (int i = 0; i < kCount; ++i) {
    const std::string_view name = OutcomeName(static_cast<Outcome>(i));
    EXPECT_NE(name, "unknown") << i;
    names.insert(name);
  }
  EXPECT_EQ(names.size(), static_cast<size_t>(kCount));
  EXPECT_EQ(OutcomeName(Outcome::kDeniedByRobots), "denied-by-robots");
}

TEST(Page, FindHeaderIgnoresCaseAndTakesTheFirst) {
  const Headers headers = {{"content-TYPE", "text/html"}, {"A", "1"}, {"a", "2"}, {"Empty", ""}};
  EXPECT_EQ(FindHeader(headers, "Content-Type"), "text/html");
  EXPECT_EQ(FindHeader(headers, "A"), "1");
  EXPECT_EQ(FindHeader(headers, "Empty"), "");
  EXPECT_EQ(FindHeader(headers, "Content"), "");
  EXPECT_EQ(FindHeader({}, "A"), "");
}

}  // namespace
}  // namespace varta
