// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Golden files: what the code gives, compared with a file under tests/golden that somebody has read
// and committed. With UPDATE_GOLDEN=1 in the environment the file is written instead. Tests run in
// the root of the checkout.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace varta {

// EXPECT_TRUE(MatchesGolden("pages/name.json", text)); a failure names the file and shows the first
// line that differs.
testing::AssertionResult MatchesGolden(std::string_view name, const std::string& actual);

// The file's bytes; a failed test and "" if there is no such file.
std::string ReadGolden(std::string_view name);

}  // namespace varta
