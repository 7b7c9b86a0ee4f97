// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What this process and its machine have left, and whether that is enough to go on. Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/clock.h"
#include "sweep/config.h"

namespace varta {

// nullopt: cannot be found out here; counts as enough.
struct Resources {
  std::optional<int64_t> disk_free{};  // bytes for who is not root, where data_dir is
  std::optional<int64_t> memory{};     // bytes resident: /proc/self/statm
  // Bytes: the cgroup's memory.max (version 2, its own and those above), else the machine's.
  std::optional<int64_t> memory_limit{};
  std::optional<int64_t> files{};        // descriptors open
  std::optional<int64_t> files_limit{};  // RLIMIT_NOFILE, the soft one
};
using ResourceProbe = std::function<Resources()>;

// Asks the kernel; a few system calls, and one for each 1,000 open files.
Resources ProbeResources(const std::string& data_dir);

// Empty: enough by the configuration's min_disk_free_bytes, max_memory_bytes and min_free_files;
// else a sentence that names the setting, without the figures of now.
std::string WhyNotEnough(const Resources& resources, const Config& config);

// Keeps a sweep within its means. One thread.
class LowWater {
 public:
  // `config` outlives it. An empty probe: the machine's own.
  LowWater(const Config& config, ResourceProbe probe);

  // Asks at most once a second. Empty: hand out; else WhyNotEnough. When memory is short, what the
  // allocator keeps for later is given back.
  const std::string& Check(Time now);

 private:
  const Config& config_;
  const ResourceProbe probe_;
  std::optional<Time> asked_;
  std::string why_;
};

}  // namespace varta
