// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Takes text and facts from stored ads that are no leads once they were kept as long as their
// source, or the configuration, says: on a thread of its own, when it is asked to. Any thread.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/clock.h"
#include "storage/store.h"
#include "sweep/config.h"

namespace varta {

// What the configuration and its sources say. If a source's file cannot be read, all is kept as
// long as any source may ask for, and `why` says what is wrong; else it is empty.
AdRetention RetentionOf(const Config& config, std::string* why);

class AdPurger {
 public:
  // All outlive it.
  AdPurger(const Config& config, Store& store, const Clock& clock);
  ~AdPurger();  // ends what was asked for

  void Ask();    // returns at once
  void Hurry();  // what runs ends at its next batch, and nothing is begun any more

 private:
  void Run(std::stop_token stop);

  const Config& config_;
  Store& store_;
  const Clock& clock_;
  // The thread's. Files are rewritten once a day at most, for that copies all that is kept.
  bool compact_ = false;
  std::optional<Time> compacted_;

  std::mutex mutex_;
  std::condition_variable_any wake_;
  bool asked_ = false, closed_ = false;  // guarded by mutex_
  std::stop_source hurry_;
  std::jthread thread_;
};

}  // namespace varta
