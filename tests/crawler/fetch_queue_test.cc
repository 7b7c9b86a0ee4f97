// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/fetch_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace varta {
namespace {

Task TaskFor(const std::string& host, int number = 0, int connections = 1) {
  Task task;
  task.url = *Url::Parse("http://" + host + ".test/" + std::to_string(number));
  task.connections = connections;
  return task;
}

std::string HostOf(const Task& task) {
  return task.url.host().substr(0, task.url.host().find('.'));
}

TEST(FetchQueue, GivesOneOfAnOriginAtATimeInOrder) {
  FetchQueue queue(10);
  for (int i = 0; i < 3; ++i) queue.Add(TaskFor("a", i));
  queue.Add(TaskFor("b"));
  Task first = *queue.Next();
  EXPECT_EQ(first.url.path(), "/0");
  EXPECT_EQ(HostOf(*queue.Next()), "b");
  EXPECT_FALSE(queue.Next());
  EXPECT_EQ(queue.waiting(), 2u);
  for (const char* path : {"/1", "/2"}) {
    queue.Done(first, false);
    first = *queue.Next();
    EXPECT_EQ(first.url.path(), path);
  }
  EXPECT_FALSE(queue.Next());
  EXPECT_EQ(queue.open(), 2u);
}

TEST(FetchQueue, AnotherPortOrSchemeIsAnotherOrigin) {
  FetchQueue queue(10);
  for (const char* url : {"http://a.test/", "http://a.test:8080/", "https://a.test/"}) {
    Task task;
    task.url = *Url::Parse(url);
    queue.Add(std::move(task));
  }
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(queue.Next()) << i;
}

TEST(FetchQueue, ASourceMayAllowMoreConnections) {
  FetchQueue queue(10);
  for (int i = 0; i < 5; ++i) queue.Add(TaskFor("a", i, 3));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(queue.Next()) << i;
  EXPECT_FALSE(queue.Next());
}

TEST(FetchQueue, HasSoManySlots) {
  FetchQueue queue(4);
  for (const char* host : {"a", "b", "c"}) queue.Add(TaskFor(host));
  const Task first = *queue.Next();
  EXPECT_TRUE(queue.Next());
  EXPECT_FALSE(queue.Next()) << "a half is for those that have answered before";
  queue.Done(first, false);
  EXPECT_EQ(HostOf(*queue.Next()), "c");
  for (int i = 0; i < 4; ++i) queue.Add(TaskFor("a", i, 9));
  EXPECT_TRUE(queue.Next());
  EXPECT_TRUE(queue.Next());
  EXPECT_FALSE(queue.Next()) << "four slots";
}

// 200 hosts that always run into their timeout beside 20 good ones, 64 slots. A bad fetch lasts as
// long as 200 good ones here. Counted is how much the good hosts get done meanwhile.
TEST(FetchQueue, BadHostsDoNotHoldUpGoodOnes) {
  constexpr int kBad = 200, kGood = 20, kSlots = 64, kLong = 200, kEnd = 8 * kLong;
  FetchQueue queue(kSlots);
  std::multimap<int, Task> open;  // by the time at which it ends
  int now = 0, good_done = 0, bad_done = 0;
  for (int i = 0; i < kGood; ++i) queue.Add(TaskFor("good" + std::to_string(i)));
  for (int i = 0; i < kBad; ++i) {
    for (int n = 0; n < 4; ++n) queue.Add(TaskFor("bad" + std::to_string(i), n));
  }
  while (true) {
    while (std::optional<Task> task = queue.Next()) {
      const int takes = HostOf(*task).starts_with("bad") ? kLong : 1;
      open.emplace(now + takes, std::move(*task));
    }
    ASSERT_FALSE(open.empty());
    EXPECT_LE(queue.open(), static_cast<size_t>(kSlots));
    EXPECT_LE(queue.slow_open(), static_cast<size_t>(kSlots / 4));
    now = open.begin()->first;
    if (now > kEnd) break;
    const Task task = std::move(open.begin()->second);
    open.erase(open.begin());
    const bool bad = HostOf(task).starts_with("bad");
    queue.Done(task, bad);
    ++(bad ? bad_done : good_done);
    if (!bad) queue.Add(task);  // its next page
  }
  EXPECT_GE(good_done, kEnd * kGood * 9 / 10) << "alone they get done " << kEnd * kGood;
  EXPECT_GE(bad_done, kBad) << "and the bad ones have their turn";
}

TEST(FetchQueue, AHostThatAnswersIsSlowNoMore) {
  FetchQueue queue(8);
  for (const char* host : {"a", "b", "c"}) queue.Add(TaskFor(host));
  for (int i = 0; i < 3; ++i) queue.Done(*queue.Next(), true);
  for (const char* host : {"a", "b", "c"}) queue.Add(TaskFor(host));
  const Task first = *queue.Next();
  EXPECT_TRUE(queue.Next());
  EXPECT_FALSE(queue.Next()) << "two of eight slots are theirs";
  queue.Done(first, false);
  EXPECT_TRUE(queue.Next());
  queue.Add(TaskFor(HostOf(first), 1));
  EXPECT_TRUE(queue.Next());
  EXPECT_EQ(queue.slow_open(), 2u);
}

TEST(FetchQueue, DrainTakesOutWhatWaits) {
  FetchQueue queue(2);
  for (int i = 0; i < 3; ++i) queue.Add(TaskFor("a", i));
  queue.Add(TaskFor("b"));
  const Task open = *queue.Next();
  EXPECT_EQ(queue.Drain().size(), 3u);
  EXPECT_EQ(queue.waiting(), 0u);
  queue.Done(open, true);
  EXPECT_FALSE(queue.Next());
  queue.Add(TaskFor("b"));
  EXPECT_TRUE(queue.Next());
}

}  // namespace
}  // namespace varta
