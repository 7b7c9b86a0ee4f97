// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A frontier in tests, its tasks, and what became of them.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

#include "crawler/frontier.h"

namespace varta {

inline constexpr Time t0{std::chrono::seconds(1'700'000'000)};

inline Task MakeTask(const std::string& url, int depth = 0) {
  Task task;
  task.url = *Url::Parse(url);
  task.source = "board";
  task.depth = depth;
  return task;
}

inline Origin OriginOf(const std::string& url) { return Url::Parse(url)->GetOrigin(); }

inline Page MakePage(const Task& task, Outcome outcome = Outcome::kOk, int status = 200) {
  Page page;
  page.task = task;
  page.outcome = outcome;
  page.http_status = status;
  return page;
}

// A frontier in which http://a.test may be fetched at once, 2 s apart.
class FrontierTest : public testing::Test {
 protected:
  void SetUp() override { frontier_.SetRobots(OriginOf("http://a.test"), Robots::AllowAll(), t0); }

  bool Add(const std::string& url, int depth = 0) {
    return frontier_.Add(MakeTask(url, depth), std::chrono::seconds(2));
  }
  // The path of what is handed out at `now`; "-" if nothing is.
  std::string NextPath(Time now) {
    const std::optional<Task> task = frontier_.Next(now);
    return task ? task->url.path() : "-";
  }

  Frontier frontier_{Frontier::Options{}};
};

}  // namespace varta
