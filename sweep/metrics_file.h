// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Writes metrics to a file again and again, for node_exporter's textfile collector.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "base/clock.h"
#include "base/status.h"

namespace varta {

// The whole text or what was there before, never a part: a file beside it is renamed. Mode 0644.
Status ReplaceFile(const std::string& path, std::string_view text);

class MetricsFile {
 public:
  // Writes what `text` says now, every `pause`, and once more when it goes. What it needs outlives
  // it. An error is logged, once until it is another.
  MetricsFile(std::string path, std::function<std::string()> text,
              Duration pause = Duration(15'000));
  ~MetricsFile();

 private:
  void Write();

  const std::string path_;
  const std::function<std::string()> text_;
  std::string error_;
  std::jthread thread_;
};

}  // namespace varta
