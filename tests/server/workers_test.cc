// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace varta {
namespace {

TEST(Workers, RunsSoManyAtOnceAndNoMore) {
  Workers workers;
  std::latch go(1);
  std::atomic<int> ran = 0;
  const auto work = [&] {
    go.wait();
    ++ran;
  };
  for (size_t i = 0; i < Workers::kThreads; ++i) EXPECT_TRUE(workers.Run(work));
  EXPECT_FALSE(workers.Run(work));
  go.count_down();
  while (!workers.Run([&] { ++ran; })) std::this_thread::yield();
  while (ran < static_cast<int>(Workers::kThreads) + 1) std::this_thread::yield();
}

TEST(Workers, WaitsForWhatRunsBeforeItGoes) {
  std::atomic<bool> ended = false;
  {
    Workers workers;
    workers.Run([&] {
      std::this_thread::yield();
      ended = true;
    });
  }
  EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace varta
