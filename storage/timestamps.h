// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Time to and from the timestamps of the records; whole milliseconds. Any thread.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <algorithm>

#include "base/clock.h"

namespace varta {

inline google::protobuf::Timestamp ToTimestamp(Time time) {
  auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds.time_since_epoch().count());
  timestamp.set_nanos(static_cast<int32_t>((time - seconds).count() * 1'000'000));
  return timestamp;
}

// A timestamp is somebody else's number: what is out of the years 1 to 9999 counts as the nearest
// of them.
inline Time FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  constexpr int64_t kFirst = -62'135'596'800, kLast = 253'402'300'799;
  int64_t seconds = std::min(std::max(int64_t{timestamp.seconds()}, kFirst), kLast);
  int32_t nanos = std::min(std::max(timestamp.nanos(), 0), 999'999'999);
  return FromUnixMillis(seconds * 1000 + nanos / 1'000'000);
}

}  // namespace varta
