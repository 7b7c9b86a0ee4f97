// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "storage/store.h"

namespace varta {

// A store in the data folder `dir`; null, and the test has failed, if it does not open.
inline std::unique_ptr<Store> OpenStore(const std::string& dir, const Clock& clock) {
  Result<std::unique_ptr<Store>> store = Store::Open({.dir = dir}, clock);
  EXPECT_TRUE(store.ok()) << ToString(store.status());
  return store.ok() ? *std::move(store) : nullptr;
}

}  // namespace varta
