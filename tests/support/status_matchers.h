// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Matchers for Status and Result: EXPECT_THAT(store.Put(x), IsOk()); ASSERT_THAT(result, IsOk());
// EXPECT_THAT(result, HasCode(...)).
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string_view>

#include "base/status.h"

namespace varta {

inline const Status& StatusOf(const Status& status) { return status; }
template <typename T>
Status StatusOf(const Result<T>& result) {
  return result.status();
}

// So that a failure shows the message.
inline void PrintTo(const Status& status, std::ostream* out) { *out << ToString(status); }
template <typename T>
void PrintTo(const Result<T>& result, std::ostream* out) {
  *out << (result.ok() ? "a value" : ToString(result.status()));
}

MATCHER(IsOk, negation ? "is an error" : "is OK") {
  const Status status = StatusOf(arg);
  *result_listener << ToString(status);
  return status.ok();
}

MATCHER_P(HasCode, code, "has code " + std::string(CodeName(code))) {
  const Status status = StatusOf(arg);
  *result_listener << ToString(status);
  return status.code() == code;
}

// The code, and a message that contains `part`.
MATCHER_P2(IsError, code, part,
           std::string(CodeName(code)) + " with \"" + std::string(part) + "\" in its message") {
  const Status status = StatusOf(arg);
  *result_listener << ToString(status);
  return status.code() == code && status.message().find(part) != std::string::npos;
}

}  // namespace varta
