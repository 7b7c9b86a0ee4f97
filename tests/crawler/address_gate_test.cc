// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/address_gate.h"

#include <gtest/gtest.h>

namespace varta {
namespace {

using namespace std::chrono_literals;

TEST(AddressGate, TurnsOfOneAddressLieApart) {
  AddressGate gate;
  const AddressGate::TimePoint t0{1h};
  EXPECT_EQ(gate.Take("192.0.2.1", 200ms, t0), t0);
  EXPECT_EQ(gate.Take("192.0.2.2", 200ms, t0), t0);
  EXPECT_EQ(gate.Take("192.0.2.1", 100ms, t0), t0 + 200ms);
  EXPECT_EQ(gate.Take("192.0.2.1", 200ms, t0 + 50ms), t0 + 300ms);
  EXPECT_EQ(gate.Take("192.0.2.1", 200ms, t0 + 1s), t0 + 1s);
  EXPECT_EQ(gate.Take("192.0.2.1", 0ms, t0 + 1s), t0 + 1s) << "no rest was asked for";
}

TEST(AddressGate, ForgetsWhatRestedLongAgo) {
  AddressGate gate;
  for (int i = 0; i < 100'000; ++i) {
    gate.Take(std::to_string(i), 200ms, AddressGate::TimePoint(i * 1ms));
  }
  EXPECT_LT(gate.size(), 5000u);
}

}  // namespace
}  // namespace varta
