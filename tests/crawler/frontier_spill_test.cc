// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A frontier that holds only the next tasks of each origin; the others lie in a queue of the
// caller's.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

#include "crawler/frontier.h"
#include "tests/crawler/frontier_tasks.h"

namespace varta {
namespace {

using namespace std::chrono_literals;

// The queue that the caller keeps, as on disk: what is done is not in it.
class SpilledQueue {
 public:
  void Put(const Task& task) { rows_[task.url.GetOrigin()].emplace(Place(task), task); }
  void Done(const Task& task) { rows_[task.url.GetOrigin()].erase(Place(task)); }
  void Feed(Frontier& frontier) const {
    for (const Frontier::Hungry& hungry : frontier.TakeHungry()) {
      std::vector<Task> tasks;
      const auto& rows = rows_.at(hungry.origin);
      for (auto it = rows.lower_bound(hungry.from); it != rows.end() && tasks.size() < hungry.count;
           ++it) {
        tasks.push_back(it->second);
      }
      frontier.Refill(hungry, std::move(tasks));
    }
  }
  std::vector<Page> Rest() const {
    std::vector<Page> rest;
    for (const auto& [origin, rows] : rows_) {
      for (const auto& [place, task] : rows) rest.push_back(MakePage(task));
    }
    return rest;
  }

 private:
  static QueuePlace Place(const Task& task) { return {task.priority, task.depth, task.order}; }
  std::map<Origin, std::map<QueuePlace, Task>> rows_;
};

TEST(SpillingFrontier, HoldsOnlyTheHeadsInMemoryAndKeepsTheOrder) {
  Frontier::Options options;
  options.max_heads = 4;
  Frontier frontier(options);
  frontier.SetRobots(OriginOf("http://a.test"), Robots::AllowAll(), t0);
  SpilledQueue queue;
  std::vector<Task> tasks;
  std::mt19937 random(3);
  for (uint64_t i = 0; i < 100; ++i) {
    Task task = MakeTask("http://a.test/" + std::to_string(i), static_cast<int>(random() % 3));
    task.priority = static_cast<int>(random() % 2);
    task.order = i + 1;
    queue.Put(task);
    ASSERT_TRUE(frontier.Add(task, 0s));
    tasks.push_back(task);
  }
  EXPECT_EQ(frontier.waiting(), 100u);
  std::sort(tasks.begin(), tasks.end(), [](const Task& a, const Task& b) {
    return std::tie(a.priority, a.depth, a.order) < std::tie(b.priority, b.depth, b.order);
  });
  for (const Task& want : tasks) {
    queue.Feed(frontier);
    const std::optional<Task> task = frontier.Next(t0);
    ASSERT_TRUE(task);
    EXPECT_EQ(task->url.Href(), want.url.Href());
    frontier.Done(MakePage(*task), 0s, t0);
    queue.Done(*task);
  }
  EXPECT_EQ(frontier.waiting(), 0u);
  EXPECT_FALSE(frontier.Next(t0));
}

// Those that were met first hold no more than their share when there are many.
TEST(SpillingFrontier, HoldsFewHeadsOfEachWhereOriginsAreMany) {
  constexpr uint64_t kHosts = 30, kEach = 12;
  Frontier::Options options;
  options.max_heads = 8;
  options.max_heads_in_all = 20;
  Frontier frontier(options);
  SpilledQueue queue;
  for (uint64_t i = 0; i < kHosts * kEach; ++i) {
    const std::string origin = "http://h" + std::to_string(i / kEach) + ".test";
    frontier.SetRobots(OriginOf(origin), Robots::AllowAll(), t0);
    Task task = MakeTask(origin + "/" + std::to_string(i));
    task.order = i + 1;
    queue.Put(task);
    ASSERT_TRUE(frontier.Add(task, 0s));
  }
  EXPECT_EQ(frontier.waiting(), kHosts * kEach);
  EXPECT_LE(frontier.Drain(Outcome::kCancelled, "").size(), 4 * kHosts);
  EXPECT_EQ(frontier.waiting(), 0u);
}

// Whatever the answers, and whether tasks are spilled or not: every page comes to exactly one end,
// no origin is asked twice at once or before its rest is over, and the counters hold.
TEST(SpillingFrontier, EveryPageComesToOneEnd) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    Frontier::Options options;
    if (seed % 2 == 0) options.max_heads = 2;
    if (seed % 4 == 1) options.max_heads_in_all = 5;  // fewer than two for each host
    Frontier frontier(options);
    SpilledQueue queue;
    std::map<std::string, int> ends;
    std::map<Origin, Time> free_from;
    std::vector<Task> under_way;
    size_t added = 0;
    const auto finish = [&](const std::vector<Page>& pages) {
      for (const Page& page : pages) {
        ++ends[page.task.url.Href()];
        queue.Done(page.task);
      }
    };
    Time now = t0;
    for (int step = 0; step < 2000; ++step) {
      now += Duration(random() % 1500);
      if (added < 200 && random() % 4 == 0) {
        const std::string url =
            "http://h" + std::to_string(random() % 7) + ".test/" + std::to_string(random() % 400);
        Task task = MakeTask(url, static_cast<int>(random() % 3));
        task.order = static_cast<uint64_t>(step) + 1;
        if (frontier.Add(task, 1s)) {
          ++added;
          queue.Put(task);
        }
      }
      finish(frontier.TakeDropped());
      queue.Feed(frontier);
      if (const std::optional<Task> task = frontier.Next(now)) {
        const Origin origin = task->url.GetOrigin();
        EXPECT_GE(now, free_from[origin]);
        free_from[origin] = Time::max();
        under_way.push_back(*task);
      }
      if (!under_way.empty() && random() % 3 == 0) {
        std::swap(under_way[random() % under_way.size()], under_way.back());
        const Task task = under_way.back();
        under_way.pop_back();
        constexpr Outcome kOutcomes[] = {Outcome::kOk, Outcome::kOk, Outcome::kTimeout,
                                         Outcome::kGone, Outcome::kTlsError};
        const bool again = frontier.Done(MakePage(task, kOutcomes[random() % 5], 0), 0s, now);
        free_from[task.url.GetOrigin()] = now + 1s;
        if (task.robots) {
          if (!again)
            frontier.SetRobots(task.url.GetOrigin(), Robots::Parse("User-agent: *\nDisallow: /1"),
                               t0);
        } else if (!again) {
          finish({MakePage(task)});
        }
      }
      finish(frontier.TakeDropped());
      EXPECT_EQ(frontier.in_flight(), under_way.size());
    }
    for (const Task& task : under_way) {
      frontier.Done(MakePage(task, Outcome::kCancelled, 0), 0s, now);
      if (!task.robots) finish({MakePage(task)});
    }
    finish(frontier.Drain(Outcome::kCancelled, ""));
    finish(queue.Rest());  // what was spilled
    EXPECT_EQ(ends.size(), added);
    for (const auto& [url, count] : ends) EXPECT_EQ(count, 1) << url;
    EXPECT_EQ(frontier.waiting(), 0u);
    EXPECT_EQ(frontier.in_flight(), 0u);
  }
}

}  // namespace
}  // namespace varta
