// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/ad_purge.h"

#include "base/log.h"
#include "sweep/source.h"

namespace varta {
namespace {

constexpr std::chrono::hours kCompactEvery{20};

int64_t MillisSince(std::chrono::steady_clock::time_point begun) {
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun).count();
}

}  // namespace

AdRetention RetentionOf(const Config& config, std::string* why) {
  AdRetention retention{.otherwise = config.keep_unflagged, .by_source = {}};
  why->clear();
  Result<std::vector<Source>> sources = LoadSources(config);
  if (!sources.ok()) {
    *why = sources.status().message();
    retention.otherwise = kMaxKeepUnflagged;
    return retention;
  }
  for (const Source& source : *sources) {
    if (source.keep_unflagged) retention.by_source.emplace(source.id, *source.keep_unflagged);
  }
  return retention;
}

AdPurger::AdPurger(const Config& config, Store& store, const Clock& clock)
    : config_(config), store_(store), clock_(clock) {
  thread_ = std::jthread([this] {
    const std::stop_token stop = hurry_.get_token();
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return asked_ || closed_; });
      if (!asked_ || stop.stop_requested()) return;
      asked_ = false;
      lock.unlock();
      Run(stop);
      lock.lock();
    }
  });
}

AdPurger::~AdPurger() {
  std::lock_guard lock(mutex_);
  closed_ = true;
  wake_.notify_all();
}

void AdPurger::Ask() {
  std::lock_guard lock(mutex_);
  asked_ = true;
  wake_.notify_all();
}

void AdPurger::Hurry() {
  hurry_.request_stop();
  Ask();  // to see it
}

void AdPurger::Run(std::stop_token stop) {
  const auto begun = std::chrono::steady_clock::now();
  std::string why;
  const AdRetention retention = RetentionOf(config_, &why);
  if (!why.empty()) {
    Log(LogLevel::kWarn, "ads_kept_longer",
        {{"why", why}, {"until", FormatDuration(kMaxKeepUnflagged)}});
  }
  Result<AdPurge> purge = store_.PurgeAds(retention, "varta", stop);
  if (!purge.ok()) {
    Log(LogLevel::kError, "ads_not_purged", {{"error", purge.status().message()}});
    return;
  }
  Log(purge->purged > 0 ? LogLevel::kInfo : LogLevel::kDebug, "ads_purged",
      {{"ads", std::to_string(purge->purged)},
       {"of", std::to_string(purge->looked_at)},
       {"ms", std::to_string(MillisSince(begun))}});
  compact_ = compact_ || purge->purged > 0;
  const Time now = clock_.Now();
  if (!compact_ || (compacted_ && now - *compacted_ < kCompactEvery)) return;
  const auto compacting = std::chrono::steady_clock::now();
  if (Status done = store_.CompactAds(stop); !done.ok()) {
    Log(LogLevel::kError, "ads_not_compacted", {{"error", done.message()}});
    return;
  }
  if (stop.stop_requested()) return;
  compact_ = false;
  compacted_ = now;
  Log(LogLevel::kInfo, "ads_compacted", {{"ms", std::to_string(MillisSince(compacting))}});
}

}  // namespace varta
