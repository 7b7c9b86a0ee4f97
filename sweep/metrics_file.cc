// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/metrics_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <utility>

#include "base/log.h"

namespace varta {
namespace {

bool WriteAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

}  // namespace

Status ReplaceFile(const std::string& path, std::string_view text) {
  // node_exporter reads *.prom only.
  const std::string beside = path + ".new";
  const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  bool well = file >= 0 && WriteAll(file, text);
  int error = errno;
  if (file >= 0 && close(file) != 0 && well) {
    well = false;
    error = errno;
  }
  if (well && rename(beside.c_str(), path.c_str()) == 0) return Status();
  if (well) error = errno;
  if (file >= 0) unlink(beside.c_str());
  return Status(Code::kUnavailable, "cannot write " + path + ": " + strerror(error) +
                                        "; check the folder and its permissions");
}

MetricsFile::MetricsFile(std::string path, std::function<std::string()> text, Duration pause)
    : path_(std::move(path)), text_(std::move(text)) {
  thread_ = std::jthread([this, pause](std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
      Write();
      wake.wait_for(lock, stop, pause, [] { return false; });
    }
    Write();
  });
}

MetricsFile::~MetricsFile() = default;

void MetricsFile::Write() {
  const Status written = ReplaceFile(path_, text_());
  const std::string error = written.ok() ? "" : written.message();
  if (error != error_ && !error.empty())
    Log(LogLevel::kError, "metrics_not_written", {{"error", error}});
  error_ = error;
}

}  // namespace varta
