// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A store of its own, and what ties its ads.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <utility>

#include "storage/store.h"
#include "sweep/links.h"
#include "tests/support/fake_clock.h"
#include "tests/support/open_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {

class LinkedStoreTest : public testing::Test {
 protected:
  LinkedStoreTest() {
    store_ = OpenStore(dir_.File("data"), clock_);
    linker_.emplace(store_->ViewLinks());
  }

  TempDir dir_;
  FakeClock clock_;
  std::unique_ptr<Store> store_;
  std::optional<Linker> linker_;
};

}  // namespace varta
