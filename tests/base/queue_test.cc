// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace varta {
namespace {

TEST(Queue, GivesBackInOrder) {
  Queue<std::unique_ptr<int>> queue(4);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(queue.Push(std::make_unique<int>(i)));
  EXPECT_EQ(queue.size(), 3u);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(**queue.Pop(), i);
  EXPECT_FALSE(queue.TryPop());
}

TEST(Queue, PopUntilGivesUp) {
  Queue<int> queue(1);
  EXPECT_FALSE(queue.PopUntil(std::chrono::steady_clock::now()));
}

TEST(Queue, CloseLetsOutWhatIsInsideAndNothingIn) {
  Queue<int> queue(2);
  EXPECT_TRUE(queue.Push(1));
  queue.Close();
  EXPECT_FALSE(queue.Push(2));
  EXPECT_EQ(queue.Pop(), 1);
  EXPECT_EQ(queue.Pop(), std::nullopt);
}

TEST(Queue, CloseWakesAWaitingProducerAndConsumer) {
  Queue<int> full(1), empty(1);
  ASSERT_TRUE(full.Push(1));
  std::jthread producer([&] { EXPECT_FALSE(full.Push(2)); });
  std::jthread consumer([&] { EXPECT_EQ(empty.Pop(), std::nullopt); });
  full.Close();
  empty.Close();
}

TEST(Queue, EveryValueArrivesOnceAndItNeverHoldsMoreThanItsCapacity) {
  constexpr int kProducers = 4, kEach = 2000;
  constexpr size_t kCapacity = 3;
  Queue<int> queue(kCapacity);
  std::vector<std::atomic<int>> seen(kProducers * kEach);
  {
    std::vector<std::jthread> consumers;
    for (int i = 0; i < 3; ++i) {
      consumers.emplace_back([&] {
        while (auto value = queue.Pop()) ++seen[static_cast<size_t>(*value)];
      });
    }
    {
      std::vector<std::jthread> producers;
      for (int p = 0; p < kProducers; ++p) {
        producers.emplace_back([&, p] {
          for (int i = 0; i < kEach; ++i) {
            EXPECT_TRUE(queue.Push(p * kEach + i));
            EXPECT_LE(queue.size(), kCapacity);
          }
        });
      }
    }
    queue.Close();
  }
  for (const auto& count : seen) EXPECT_EQ(count, 1);
}

}  // namespace
}  // namespace varta
