// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// SweepRun: one sweep from its seeds to its ledger. Three kinds of threads, messages between them:
// the sweep thread owns the frontier, the ledgers and the commits; the fetcher's loop thread brings
// pages; workers read and screen them.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "base/queue.h"
#include "crawler/fetcher.h"
#include "crawler/frontier.h"
#include "storage/store.h"
#include "sweep/config.h"
#include "sweep/ledger.h"
#include "sweep/page_worker.h"
#include "sweep/scope.h"
#include "sweep/screener.h"
#include "sweep/source.h"

namespace varta {

class SweepRun {
 public:
  // `config`, `store` and `clock` outlive it. `record`: id, start time, sources, packs; if the
  // store has rows of that id, the sweep goes on where they end. kInvalidArgument: allow_networks
  // names something that is no network.
  static Result<std::unique_ptr<SweepRun>> Start(const Config& config, Store& store,
                                                 std::shared_ptr<const Screener> screener,
                                                 const Clock& clock, v1::Sweep record,
                                                 std::vector<Source> sources,
                                                 std::string principal);
  ~SweepRun();  // Stop, then waits for the ledger

  void Stop();                 // any thread; returns at once
  v1::Sweep Snapshot() const;  // any thread
  // Waits until the numbers are newer than `version` or `wait` is over; returns the version they
  // have. Any thread.
  uint64_t WaitForChange(uint64_t version, Duration wait) const;
  bool finished() const;  // any thread; Snapshot() is final then

 private:
  struct SourceState {
    Source source;
    Scope scope;
    LedgerBuilder ledger;
    int64_t max_pages;
    int64_t admitted = 0;                      // put into the frontier
    std::unordered_set<std::string> left_out;  // URLs beyond max_pages, so that each counts once
  };
  struct Unreachable {
    Outcome outcome;
    std::string detail;
  };

  SweepRun(const Config& config, Store& store, std::shared_ptr<const Screener> screener,
           const Clock& clock, v1::Sweep record, std::vector<Source> sources,
           std::string principal);
  void Run();
  Status Resume();
  void AddSeeds(std::vector<PageResult>* results);
  void HandOut();
  std::vector<Processed> WaitForPages();
  Status Settle(std::vector<Processed> pages);
  void SettleRobots(const Page& page);
  PageResult ToResult(Processed* processed, std::unordered_set<std::string>* leads_in_batch);
  void FillFetched(Processed* processed, stored::v1::UrlRow* row, PageResult* result,
                   std::unordered_set<std::string>* leads_in_batch);
  void Follow(const Processed& processed, PageResult* result);
  // Puts a URL into the frontier and its row into `result`, unless it is known, out of scope or too
  // much.
  void Discover(Task task, PageResult* result);
  Status SettleDropped(std::vector<Page> dropped);
  Status Commit(std::vector<PageResult> results);
  stored::v1::UrlRow RowOf(const Task& task) const;
  void Publish(bool final);
  void Finish(const Status& status);
  Duration DelayOf(const SourceState& state) const;
  SourceState& StateOf(const Task& task) { return states_.at(task.source); }

  // Constant after construction.
  const Config& config_;
  Store& store_;
  const std::shared_ptr<const Screener> screener_;
  const Clock& clock_;
  const std::string id_, principal_;

  // Owned by the sweep thread; the workers read the source and scope inside states_ only.
  std::map<std::string, SourceState> states_;
  std::map<Origin, Unreachable> unreachable_;  // whose robots.txt could not be read
  Frontier frontier_;
  size_t outstanding_ = 0;  // submitted, not yet settled
  Time published_{};

  // Lock for themselves.
  Queue<Page> pages_;
  Queue<Processed> processed_;
  std::atomic<bool> stopping_{false};

  // Guarded by mutex_.
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  v1::Sweep record_;
  uint64_t version_ = 0;
  bool finished_ = false;

  std::unique_ptr<Fetcher> fetcher_;
  std::vector<std::jthread> workers_;
  std::jthread thread_;
};

}  // namespace varta
