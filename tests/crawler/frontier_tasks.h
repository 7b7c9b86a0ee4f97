// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Tasks of a frontier in tests, and what became of them.
#pragma once

#include <chrono>
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

}  // namespace varta
