// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Runs a program that the operator configured, within a time and with a bounded answer. Blocks the
// caller; any thread.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/status.h"

namespace varta {

struct CommandResult {
  int exit_code = 0;  // 128 + signal if a signal ended it
  bool timed_out = false;
  std::string output;  // both streams as they came, the first kMaxCommandOutput bytes
};

constexpr size_t kMaxCommandOutput = 4096;

// `words`: the program (a path, or a name to be found in $PATH) and its arguments; no shell, so
// nothing in them is interpreted. `input`: its standard input, a file. `variables` are added to the
// environment. It is the leader of its own process group, which is killed when `limit` (ms, read
// again and again: it may become less) is over. kNotFound: no such program.
Result<CommandResult> RunCommand(const std::vector<std::string>& words, std::string_view input,
                                 const std::vector<std::pair<std::string, std::string>>& variables,
                                 const std::atomic<int64_t>& limit);

}  // namespace varta
