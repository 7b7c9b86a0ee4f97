// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// From packs, model and settings to a screener, and which one is in use.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/status.h"
#include "sweep/screener.h"
#include "varta/v1/rule_pack_service.pb.h"

namespace varta {

class Store;

// What a screener is built from.
struct ScreenerOptions {
  std::string packs_dir;  // empty or absent: the packs built into the program
  double lead_threshold = 0.5;
  std::string data_dir;                // whose active model scores; empty: the shipped one
  std::vector<std::string> contested;  // contested signs that count: see ParseOverride
};

// Loads the packs that the configuration names and checks their examples, or takes the built-in
// ones, which the tests check; loads the model.
Result<std::shared_ptr<const Screener>> BuildScreener(const ScreenerOptions& options);
Result<std::shared_ptr<const Screener>> BuildScreener(const std::string& packs_dir,
                                                      double lead_threshold);

// The screener in use: built when it is first asked for, since looking at leads needs no rules and
// should not wait for them, and then until another takes its place. Any thread.
class ScreenerLoader {
 public:
  // `store`, which outlives it, says which version of the rules is in use (sweep/rule_versions.h);
  // none, or no store: packs_dir, else the packs built in.
  explicit ScreenerLoader(ScreenerOptions options, const Store* store = nullptr)
      : options_(std::move(options)), store_(store) {}
  ScreenerLoader(std::string packs_dir, double lead_threshold)
      : options_{std::move(packs_dir), lead_threshold, "", {}} {}
  explicit ScreenerLoader(std::shared_ptr<const Screener> screener)
      : options_{"", screener->lead_threshold(), "", {}}, loaded_(std::move(screener)) {}

  // An error only if there was none yet.
  Result<std::shared_ptr<const Screener>> Get();
  // Another model is active: builds anew, if anybody has asked for one; the old one stays if that
  // cannot be.
  Status Reload();

  // One with the version's rules, whose examples are checked; null: with those of packs_dir.
  Result<std::shared_ptr<const Screener>> Build(const v1::RuleVersion* version) const;
  // From now on Get() gives this one; those who have the other keep it.
  void Replace(std::shared_ptr<const Screener> screener);

  double lead_threshold() const { return options_.lead_threshold; }

 private:
  Result<std::shared_ptr<const Screener>> BuildInUse() const;

  const ScreenerOptions options_;
  const Store* const store_ = nullptr;
  std::mutex mutex_;
  std::shared_ptr<const Screener> loaded_;  // guarded by mutex_
};

}  // namespace varta
