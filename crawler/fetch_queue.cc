// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/fetch_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace varta {
namespace {

constexpr size_t kMaxKnown = 50'000;  // origins; of further ones it is not remembered how they were

}  // namespace

bool FetchQueue::MayStart(Kind kind) const {
  if (ready_[kind].empty()) return false;
  if (kind == kGood) return true;
  const size_t doubtful = open_as_[kNew] + open_as_[kSlow];
  if (doubtful >= std::max<size_t>(1, slots_ / 2)) return false;
  return kind == kNew || open_as_[kSlow] < std::max<size_t>(1, slots_ / 4);
}

void FetchQueue::MakeReady(const std::string& origin, Line* line) {
  if (line->ready || line->tasks.empty()) return;
  const int most = std::max(1, line->tasks.front().connections);
  if (line->open.size() >= static_cast<size_t>(most)) return;
  line->ready = true;
  ready_[line->kind].push_back(origin);
}

bool FetchQueue::MayForget(const Line& line) const {
  return line.open.empty() && line.tasks.empty() &&
         (line.kind == kNew || lines_.size() > kMaxKnown);
}

void FetchQueue::Add(Task task) {
  const std::string origin = task.url.GetOrigin().ToString();
  Line& line = lines_[origin];
  line.tasks.push_back(std::move(task));
  ++waiting_;
  MakeReady(origin, &line);
}

std::optional<Task> FetchQueue::Next() {
  if (open_ >= slots_) return std::nullopt;
  for (int i = 0; i < kKinds; ++i) {
    const auto kind = static_cast<Kind>((turn_ + i) % kKinds);
    if (!MayStart(kind)) continue;
    turn_ = (kind + 1) % kKinds;
    const std::string origin = std::move(ready_[kind].front());
    ready_[kind].pop_front();
    Line& line = lines_[origin];
    line.ready = false;
    std::optional<Task> task(std::move(line.tasks.front()));
    line.tasks.pop_front();
    line.open.push_back(kind);
    --waiting_;
    ++open_;
    ++open_as_[kind];
    MakeReady(origin, &line);
    return task;
  }
  return std::nullopt;
}

void FetchQueue::Done(const Task& task, bool slow) {
  const std::string origin = task.url.GetOrigin().ToString();
  const auto found = lines_.find(origin);
  if (found == lines_.end() || found->second.open.empty()) return;
  Line& line = found->second;
  --open_;
  --open_as_[line.open.front()];
  line.open.pop_front();
  const Kind kind = slow ? kSlow : kGood;
  if (line.ready && kind != line.kind) {  // it changes queues
    std::deque<std::string>& from = ready_[line.kind];
    from.erase(std::find(from.begin(), from.end(), origin));
    line.ready = false;
  }
  line.kind = kind;
  MakeReady(origin, &line);
  if (MayForget(line)) lines_.erase(found);
}

std::vector<Task> FetchQueue::Drain() {
  std::vector<Task> tasks;
  tasks.reserve(waiting_);
  for (auto it = lines_.begin(); it != lines_.end();) {
    Line& line = it->second;
    std::move(line.tasks.begin(), line.tasks.end(), std::back_inserter(tasks));
    line.tasks.clear();
    line.ready = false;
    it = MayForget(line) ? lines_.erase(it) : ++it;
  }
  for (std::deque<std::string>& ready : ready_) ready.clear();
  waiting_ = 0;
  return tasks;
}

}  // namespace varta
