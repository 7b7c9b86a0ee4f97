// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Answers GET /metrics on a loopback address, for a Prometheus on the same machine. The one door to
// libmicrohttpd.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/status.h"
#include "sweep/config.h"

namespace varta {

class MetricsDoor {
 public:
  // `text` is called on the door's thread, at most once a second; what it needs outlives the door.
  // At most 16 connections at a time, each closed after 5 s without a word. kUnavailable: the port
  // is taken.
  static Result<std::unique_ptr<MetricsDoor>> Open(const LoopbackAddress& address,
                                                   std::function<std::string()> text);
  ~MetricsDoor();
  uint16_t port() const;

 private:
  class Impl;
  explicit MetricsDoor(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace varta
