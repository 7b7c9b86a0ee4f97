// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Runs the configured on_finish command when a sweep has ended, on a thread of its own, one at a
// time. Any thread.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/queue.h"
#include "sweep/config.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

class FinishNotice {
 public:
  explicit FinishNotice(const Config& config);  // without a command: nothing is ever run
  ~FinishNotice();  // waits for the commands that are to be run, each within its limit

  // Returns at once. The command gets the sweep as JSON on standard input (one line, names as in
  // the proto), and in its environment VARTA_SWEEP, VARTA_STATE (SUCCEEDED, FAILED ...) and
  // VARTA_REASONS: the first words of Sweep.attention, each once, with blanks between; empty: none,
  // and on_finish_when is always. Its output and exit code are logged. If more than 16 wait, the
  // newest is dropped, and that is logged.
  void Send(const v1::Sweep& sweep);

  // From now on each command has at most this long, the running one too.
  void Hurry(Duration limit);

 private:
  void Run(const v1::Sweep& sweep);

  const std::vector<std::string> words_;
  const bool always_;
  std::atomic<int64_t> limit_;  // ms
  static constexpr size_t kMostWaiting = 16;
  Queue<v1::Sweep> sweeps_{2 * kMostWaiting};  // full only if many call Send at once
  std::jthread thread_;
};

}  // namespace varta
