// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/resources.h"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/log.h"

namespace varta {
namespace {

namespace fs = std::filesystem;
constexpr Duration kAskEvery{1'000};

std::optional<int64_t> ReadNumber(const fs::path& path) {
  std::ifstream file(path);
  int64_t number = 0;
  if (file >> number) return number;
  return std::nullopt;  // "max", or no such file
}

// The smallest memory.max from this process's cgroup up to the root.
std::optional<int64_t> CgroupLimit() {
  std::ifstream file("/proc/self/cgroup");
  std::optional<int64_t> smallest;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("0::/")) continue;  // version 2
    const fs::path root = "/sys/fs/cgroup";
    for (fs::path path = root / line.substr(4);; path = path.parent_path()) {
      if (std::optional<int64_t> limit = ReadNumber(path / "memory.max"))
        smallest = std::min(smallest.value_or(*limit), *limit);
      if (path == root || !path.has_relative_path()) break;
    }
  }
  return smallest;
}

std::optional<int64_t> MachineMemory() {
  const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
  if (pages <= 0 || size <= 0) return std::nullopt;
  return int64_t{pages} * size;
}

std::optional<int64_t> Resident() {
  std::ifstream file("/proc/self/statm");
  int64_t size = 0, resident = 0;
  if (!(file >> size >> resident)) return std::nullopt;
  return resident * sysconf(_SC_PAGESIZE);
}

std::optional<int64_t> OpenFiles() {
  std::error_code error;
  fs::directory_iterator entries("/proc/self/fd", error);
  if (error) return std::nullopt;
  int64_t count = -1;  // the one that lists them is among them
  for (const fs::directory_iterator end; !error && entries != end; entries.increment(error))
    ++count;
  return error ? std::nullopt : std::optional<int64_t>(count);
}

bool Short(const Resources& r, const Config& config) {
  if (!r.memory) return false;
  if (config.max_memory_bytes > 0) return *r.memory > config.max_memory_bytes;
  return r.memory_limit && *r.memory > *r.memory_limit / 5 * 4;
}

}  // namespace

Resources ProbeResources(const std::string& data_dir) {
  Resources resources;
  std::error_code error;
  const fs::space_info space = fs::space(data_dir, error);
  if (!error && space.available <= uintmax_t{INT64_MAX})
    resources.disk_free = static_cast<int64_t>(space.available);
  resources.memory = Resident();
  resources.memory_limit = MachineMemory();
  if (std::optional<int64_t> limit = CgroupLimit()) {
    resources.memory_limit = std::min(resources.memory_limit.value_or(*limit), *limit);
  }
  resources.files = OpenFiles();
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    resources.files_limit = static_cast<int64_t>(limit.rlim_cur);
  return resources;
}

std::string WhyNotEnough(const Resources& r, const Config& config) {
  if (r.disk_free && *r.disk_free < config.min_disk_free_bytes)
    return "the disk of data_dir has less free than min_disk_free_bytes";
  if (Short(r, config)) {
    return config.max_memory_bytes > 0
               ? "the program uses more memory than max_memory_bytes"
               : "the program uses more than 80 % of the memory it may have (max_memory_bytes)";
  }
  if (r.files && r.files_limit && *r.files_limit - *r.files < config.min_free_files)
    return "fewer descriptors are left of ulimit -n than min_free_files";
  return "";
}

LowWater::LowWater(const Config& config, ResourceProbe probe)
    : config_(config),
      probe_(probe ? std::move(probe) : [&config] { return ProbeResources(config.data_dir); }) {}

const std::string& LowWater::Check(Time now) {
  if (asked_ && now >= *asked_ && now - *asked_ < kAskEvery) return why_;
  asked_ = now;
  const Resources resources = probe_();
  std::string why = WhyNotEnough(resources, config_);
#ifdef __GLIBC__
  if (Short(resources, config_)) malloc_trim(0);
#endif
  if (why != why_) {
    if (why.empty()) {
      Log(LogLevel::kInfo, "sweep_goes_on");
    } else {
      Log(LogLevel::kWarn, "sweep_paused", {{"why", why}});
    }
  }
  why_ = std::move(why);
  return why_;
}

}  // namespace varta
