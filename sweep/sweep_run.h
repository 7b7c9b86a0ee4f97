// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// SweepRun: one sweep from its seeds to its ledger. Three kinds of threads, messages between them:
// the sweep thread owns the frontier, the ledgers and the commits; the fetcher's loop thread brings
// pages; workers read and screen them.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/queue.h"
#include "crawler/fetcher.h"
#include "crawler/frontier.h"
#include "crawler/url_traps.h"
#include "crawler/warc_writer.h"
#include "storage/store.h"
#include "sweep/ad_context.h"
#include "sweep/config.h"
#include "sweep/ledger.h"
#include "sweep/links.h"
#include "sweep/page_log.h"
#include "sweep/page_worker.h"
#include "sweep/resources.h"
#include "sweep/reweigher.h"
#include "sweep/scope.h"
#include "sweep/screener.h"
#include "sweep/screener_loader.h"
#include "sweep/source.h"
#include "sweep/sweep_outputs.h"

namespace varta {

// What a sweep tells and asks the outside; for tests and the operator.
struct SweepHooks {
  // Called once, on the sweep's thread, when the record is final and stored; empty: nobody wants
  // it.
  std::function<void(const v1::Sweep&)> ended;
  ResourceProbe resources;  // empty: the machine's
};

// As a sweep's record names its packs: "uk 1.2.0 <sha256>".
std::vector<std::string> PacksOf(const Screener& screener);

class SweepRun {
 public:
  // `config`, `store` and `clock` outlive it. `record`: id, start time, sources, packs; if the
  // store has rows of that id, the sweep goes on where they end. kInvalidArgument: allow_networks
  // names something that is no network, or what is in `outputs` cannot be written.
  static Result<std::unique_ptr<SweepRun>> Start(const Config& config, Store& store,
                                                 ScreenerLoader& screeners, const Clock& clock,
                                                 v1::Sweep record, std::vector<Source> sources,
                                                 std::string principal, const SweepOutputs& outputs,
                                                 SweepHooks hooks = {});
  ~SweepRun();  // Stop, then waits for the ledger

  void Stop();  // any thread; returns at once
  // Somebody else asked the host. Any thread; returns at once.
  void LeaveAlone(const Origin& origin, Time until);
  v1::Sweep Snapshot() const;  // any thread
  // Waits until the numbers are newer than `version` or `wait` is over; returns the version they
  // have. Any thread.
  uint64_t WaitForChange(uint64_t version, Duration wait) const;
  bool finished() const;  // any thread; Snapshot() is final then

 private:
  static constexpr size_t kGroup = 64;  // pages committed with one sync

  struct SourceState {
    Source source;
    Scope scope;
    LedgerBuilder ledger;
    std::string
        read_with;  // 8 bytes: rules, model, description; pages read with others are read anew
    TrapWatch traps;
    int64_t max_pages;
    int64_t admitted = 0;                      // put into the frontier
    int64_t bytes = 0;                         // received
    std::unordered_set<std::string> left_out;  // URLs beyond max_pages, so that each counts once
  };
  struct Unreachable {
    Outcome outcome;
    std::string detail;
  };

  SweepRun(const Config& config, Store& store, ScreenerLoader& screeners, const Clock& clock,
           v1::Sweep record, std::vector<Source> sources, std::string principal, SweepHooks hooks);
  void Run();
  std::shared_ptr<const Screener> ScreenerNow() const;
  bool MayHandOut();
  // What earlier sweeps know of the sources: takes up this sweep where a dead process left it, and
  // puts into the frontier what is due.
  Status TakeStock();
  Status TakeStock(SourceState& state);
  void TakeUp(const stored::v1::UrlRow& row, const Url& url, SourceState& state,
              PageResult* result);
  Status AddSeeds();
  Status Refill();
  void HandOut();
  bool MayAsk(const Task& task);
  static void NoteBudget(SourceState& state, bool pages);
  void Prepare(Task* task);
  std::vector<Processed> WaitForPages();
  Status Settle(std::vector<Processed> pages);
  void SettleRobots(const Page& page, PageResult* result);
  PageResult ToResult(Processed* processed, std::unordered_set<std::string>* leads_in_batch);
  bool MayLeadTo(const Task& task, const Url& target) const;
  void FollowRedirect(const Page& page, stored::v1::UrlRow* row, PageResult* result);
  void FillAds(Processed* processed, stored::v1::UrlRow* row, PageResult* result,
               std::unordered_set<std::string>* leads_in_batch);
  void FollowSitemap(const Processed& processed, PageResult* result);
  // The sitemaps that robots.txt of `origin` names.
  void AddSitemaps(const Origin& origin, const Robots& robots, PageResult* result);
  void DiscoverSitemap(const Url& url, const std::string& source, const std::string& from,
                       int depth, PageResult* result);
  bool IsNamed(const Url& listed, const Task& sitemap) const;
  void Recall(const Task& sitemap, const std::vector<std::pair<Url, Time>>& listed,
              PageResult* result);
  void Follow(const Processed& processed, const stored::v1::UrlRow& row, PageResult* result);
  bool IsPassedOver(const std::string& source, const std::string& url) const;
  // Puts a URL into the frontier and its row into `result`, unless it is known, out of scope or too
  // much.
  void Discover(Task task, PageResult* result);
  // What the store has of a URL: nothing, a row, or a row that the frontier was told is not due.
  enum class Stock { kNothing, kRow, kNotDue };
  bool Admit(Task task, stored::v1::UrlRow row, SourceState& state, Stock stock,
             PageResult* result);
  struct Copy {
    std::string original;    // that is read instead; empty: the page stands for itself
    bool undecided = false;  // the original was not read yet
  };
  Copy CopyOf(const Processed& processed, PageResult* result);
  bool DiscoverVersion(const Url& version, const Task& from, PageResult* result);
  static void DescribeCopy(const std::string& original, const Source& source,
                           stored::v1::UrlRow* row);
  void LeaveCopy(const Task& task, const std::string& original);
  bool IsKnown(const stored::v1::UrlRow& row) const;  // from before this sweep
  void MeetOrigin(const Origin& origin, const std::string& source, PageResult* result);
  Status SettleDropped(std::vector<Page> dropped);
  Status Commit(std::vector<PageResult> results);
  stored::v1::UrlRow RowOf(const Task& task, bool may_be_stored = true) const;
  Task TaskOf(const stored::v1::UrlRow& row, const Url& url) const;
  void Publish(bool final);
  void Finish(const Status& status);
  Duration DelayOf(const SourceState& state) const;
  SourceState& StateOf(const Task& task) { return states_.at(task.source); }

  // Constant after construction.
  const Config& config_;
  Store& store_;
  ScreenerLoader& screeners_;  // may get another one at any time
  const Clock& clock_;
  const std::string id_, principal_;
  const Time started_;  // the sweep, not the process
  const std::function<void(const v1::Sweep&)> ended_;
  const AdContextReader context_;  // the workers'

  // Owned by the sweep thread; the workers read the source and scope inside states_ only.
  std::map<std::string, SourceState> states_;
  Linker linker_;  // of committed ads
  Reweigher reweigher_;
  // Not to be asked for: pages that say in another language what another one says, and which.
  std::unordered_map<uint64_t, std::string> copies_;
  std::vector<PageResult> unasked_;            // what became of those, not committed yet
  std::unordered_set<std::string> recalled_;   // visited because of a sitemap's lastmod
  std::map<Origin, Unreachable> unreachable_;  // whose robots.txt could not be read
  Frontier frontier_;
  FingerprintSet passed_over_;  // rows of earlier sweeps that the frontier was not told of
  LowWater low_water_;
  std::string paused_;                                      // why; empty: it is not
  std::set<std::string> pauses_;                            // reasons that the ledgers have
  std::unique_ptr<PageLog> page_log_;                       // null: none is wanted
  std::map<Origin, std::string> source_at_;                 // the first one that has URLs there
  std::map<Origin, std::set<std::string>> named_sitemaps_;  // by robots.txt; canonical URLs
  bool stock_taken_ = false;
  std::vector<std::pair<Origin, Robots>> robots_met_;  // before that
  bool left_out_ = false;   // the page being settled had links beyond what its source may fetch
  uint64_t order_ = 0;      // of the newest discovery
  size_t outstanding_ = 0;  // submitted, not yet settled
  Time published_{};

  // Lock for themselves. The workers write to warc_, the sweep thread flushes it.
  std::unique_ptr<WarcWriter> warc_;  // null: none is wanted
  Queue<Page> pages_;
  Queue<Processed> processed_;
  std::atomic<bool> stopping_{false};
  std::atomic<size_t> bytes_held_{0};  // of bodies in pages_, processed_, and what is being settled

  // Guarded by mutex_.
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  v1::Sweep record_;
  uint64_t version_ = 0;
  std::vector<std::pair<Origin, Time>> left_alone_;  // since the sweep last looked
  bool finished_ = false;

  std::unique_ptr<Fetcher> fetcher_;
  std::vector<std::jthread> workers_;
  std::jthread thread_;
};

}  // namespace varta
