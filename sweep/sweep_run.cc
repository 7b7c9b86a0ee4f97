// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/sweep_run.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/digest.h"
#include "base/log.h"
#include "base/version.h"
#include "crawler/curl_fetcher.h"
#include "sweep/appraisal.h"
#include "sweep/convert.h"
#include "sweep/fetch_settings.h"
#include "sweep/visit.h"

namespace varta {
namespace {

constexpr Duration kPublishEvery{250};

using stored::v1::UrlRow;

Frontier::Options FrontierOptions(const Config& config) {
  Frontier::Options options;
  options.agent = config.robots_agent;
  options.max_attempts = static_cast<int>(config.max_attempts);
  options.jitter = 0.25;
  options.max_doubtful = static_cast<size_t>(std::max<int64_t>(1, config.max_in_flight / 2));
  return options;
}

std::string ReadWith(const Source& source, const Screener& screener) {
  std::string parts(kVersion);
  for (const Pack& pack : screener.rules().packs()) parts += "\n" + pack.sha256;
  parts += "\n" + screener.model().name() + "\n" + source.digest;
  return Sha256(parts).substr(0, 8);
}

// `archived`: the digest of a response that later revisit records may refer to, if it is one.
Status Keep(WarcWriter& warc, const Page& page, std::string* archived) {
  WarcNotes notes;
  const Task& task = page.task;
  if (!task.archive_digest.empty()) {
    notes.original = WarcOriginal{WarcTargetUri(task.url), task.archived_at, task.archive_digest};
  }
  Status written = warc.Write(page, notes);
  if (written.ok() && page.outcome == Outcome::kOk && !page.truncated && !page.body.empty()) {
    std::string digest = WarcDigest(page.body);
    if (digest != task.archive_digest) *archived = std::move(digest);
  }
  return written;
}

}  // namespace

std::vector<std::string> PacksOf(const Screener& screener) {
  std::vector<std::string> packs;
  for (const Pack& pack : screener.rules().packs())
    packs.push_back(pack.name + " " + pack.version + " " + pack.sha256);
  return packs;
}

SweepRun::SweepRun(const Config& config, Store& store, ScreenerLoader& screeners,
                   const Clock& clock, v1::Sweep record, std::vector<Source> sources,
                   std::string principal, SweepHooks hooks)
    : config_(config),
      store_(store),
      screeners_(screeners),
      clock_(clock),
      id_(record.name().substr(record.name().find('/') + 1)),
      principal_(std::move(principal)),
      started_(FromProto(record.start_time())),
      ended_(std::move(hooks.ended)),
      context_(store),
      linker_(store.ViewLinks()),
      reweigher_([this] { return ScreenerNow(); }),
      frontier_(FrontierOptions(config)),
      low_water_(config, std::move(hooks.resources)),
      pages_(static_cast<size_t>(2 * config.max_in_flight) + kGroup),
      processed_(static_cast<size_t>(2 * config.max_in_flight) + kGroup),
      record_(std::move(record)) {
  const std::shared_ptr<const Screener> screener = ScreenerNow();
  for (Source& source : sources) {
    int64_t max_pages = source.max_pages > 0 ? source.max_pages : config.max_pages_per_source;
    Scope scope(source);
    std::string id = source.id;
    std::string read_with = ReadWith(source, *screener);
    const bool ads_anywhere = source.ad_pages.empty();
    states_.emplace(id, SourceState{std::move(source),
                                    std::move(scope),
                                    LedgerBuilder(id, ads_anywhere),
                                    std::move(read_with),
                                    TrapWatch(),
                                    max_pages,
                                    0,
                                    0,
                                    {}});
  }
  // Larger than that of any sweep before, also if the clock was set back a little since.
  order_ = static_cast<uint64_t>(ToUnixMillis(clock_.Now())) << 16;
}

Result<std::unique_ptr<SweepRun>> SweepRun::Start(const Config& config, Store& store,
                                                  ScreenerLoader& screeners, const Clock& clock,
                                                  v1::Sweep record, std::vector<Source> sources,
                                                  std::string principal,
                                                  const SweepOutputs& outputs, SweepHooks hooks) {
  Result<AddressGuard> guard = AddressGuard::Create(config.allow_networks);
  if (!guard.ok()) return guard.status();
  std::unique_ptr<SweepRun> run(new SweepRun(config, store, screeners, clock, std::move(record),
                                             std::move(sources), std::move(principal),
                                             std::move(hooks)));
  if (!outputs.pages_file.empty()) {
    Result<std::unique_ptr<PageLog>> log = PageLog::Open(outputs.pages_file);
    if (!log.ok()) return log.status();
    run->page_log_ = *std::move(log);
  }
  if (!outputs.warc_dir.empty()) {
    Headers info = {{"operator", config.from},
                    {"http-header-user-agent", ToFetchOptions(config).user_agent},
                    {"robots", "RFC 9309: obeyed"},
                    {"isPartOf", "sweeps/" + run->id_}};
    std::erase_if(info, [](const auto& line) { return line.second.empty(); });
    Result<std::unique_ptr<WarcWriter>> warc = WarcWriter::Open(
        {.folder = outputs.warc_dir, .prefix = "varta-" + run->id_, .info = std::move(info)},
        clock);
    if (!warc.ok()) return warc.status();
    run->warc_ = *std::move(warc);
  }
  SweepRun* self = run.get();
  FetchOptions fetching = ToFetchOptions(config);
  fetching.bytes_held = &run->bytes_held_;
  run->fetcher_ = std::make_unique<CurlFetcher>(std::move(fetching), std::move(*guard), clock,
                                                [self](Page page) {
                                                  self->bytes_held_ += page.body.size();
                                                  self->pages_.Push(std::move(page));
                                                });
  ProcessOptions options{static_cast<size_t>(config.max_body_bytes), config.robots_agent};
  for (int64_t i = 0; i < config.workers; ++i) {
    run->workers_.emplace_back([self, options] {
      while (auto page = self->pages_.Pop()) {
        const SourceState& state = self->states_.at(page->task.source);
        // Before Process, which says of the page what the reading found.
        std::string archived;
        const Status kept = self->warc_ ? Keep(*self->warc_, *page, &archived) : Status();
        const std::shared_ptr<const Screener> screener = self->ScreenerNow();
        Processed processed =
            Process(std::move(*page), state.source, state.scope, *screener, options);
        if (processed.screened) {
          self->context_.Weigh(*screener, state.source.id, state.source.ads_kind,
                               processed.page.fetched_at, &*processed.screened);
        }
        processed.read_with = ReadWith(state.source, *screener);
        processed.not_kept = kept.message();
        // Nothing may refer later to what is no answer of the page's own.
        if (processed.page.outcome == Outcome::kOk) processed.archived = std::move(archived);
        self->processed_.Push(std::move(processed));
      }
    });
  }
  run->thread_ = std::jthread([self] { self->Run(); });
  return run;
}

SweepRun::~SweepRun() {
  Stop();
  if (thread_.joinable()) thread_.join();
}

void SweepRun::Stop() { stopping_ = true; }

// There has been one since before the start.
std::shared_ptr<const Screener> SweepRun::ScreenerNow() const { return *screeners_.Get(); }

v1::Sweep SweepRun::Snapshot() const {
  std::lock_guard lock(mutex_);
  return record_;
}

void SweepRun::LeaveAlone(const Origin& origin, Time until) {
  std::lock_guard lock(mutex_);
  if (!finished_) left_alone_.emplace_back(origin, until);
}

bool SweepRun::finished() const {
  std::lock_guard lock(mutex_);
  return finished_;
}

uint64_t SweepRun::WaitForChange(uint64_t version, Duration wait) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, wait, [&] { return finished_ || version_ > version; });
  return version_;
}

void SweepRun::Run() {
  Status status = TakeStock();
  if (status.ok()) status = AddSeeds();
  bool cancelled = false;
  while (status.ok()) {
    if (stopping_) {
      if (!cancelled) fetcher_->CancelAll();
      cancelled = true;
      status = SettleDropped(frontier_.Drain(Outcome::kCancelled, "the sweep was stopped"));
    }
    if (status.ok() && !cancelled) status = Refill();
    if (status.ok() && !cancelled && MayHandOut()) HandOut();
    if (status.ok()) status = Commit(std::exchange(unasked_, {}));
    if (status.ok()) status = SettleDropped(frontier_.TakeDropped());
    Publish(false);
    if (outstanding_ == 0 && frontier_.waiting() == 0) break;
    if (status.ok()) status = Settle(WaitForPages());
  }
  fetcher_.reset();  // cancels what is left, after a failed commit
  pages_.Close();
  processed_.Close();
  workers_.clear();
  if (warc_ && status.ok()) status = warc_->Close();
  Finish(status);
}

Duration SweepRun::DelayOf(const SourceState& state) const {
  return state.source.delay.value_or(config_.delay);
}

// Pauses while the machine has too little left.
bool SweepRun::MayHandOut() {
  paused_ = low_water_.Check(clock_.Now());
  if (!paused_.empty() && pauses_.insert(paused_).second) {
    for (auto& [source, state] : states_) state.ledger.Note("paused for a while: " + paused_);
  }
  return paused_.empty();
}

// Says in the ledger which budget of the source is used up.
void SweepRun::NoteBudget(SourceState& state, bool pages) {
  state.ledger.Note("left for later sweeps, as the source says: " +
                    (pages ? "max_pages (" + std::to_string(state.max_pages)
                           : "max_bytes (" + std::to_string(state.source.max_bytes)) +
                    ") is used up");
}

void SweepRun::HandOut() {
  std::vector<std::pair<Origin, Time>> left_alone;
  {
    std::lock_guard lock(mutex_);
    left_alone.swap(left_alone_);
  }
  for (const auto& [origin, until] : left_alone) frontier_.LeaveAlone(origin, until);
  while (frontier_.in_flight() < static_cast<size_t>(config_.max_in_flight)) {
    std::optional<Task> task = frontier_.Next(clock_.Now());
    if (!task) return;
    if (!MayAsk(*task)) {
      frontier_.GiveBack(*task);
      continue;
    }
    Prepare(&*task);
    ++outstanding_;
    fetcher_->Submit(std::move(*task));
  }
}

// What came to be known since the task was put into the frontier may speak against it.
bool SweepRun::MayAsk(const Task& task) {
  if (task.robots) return true;
  if (!task.known && !copies_.empty()) {
    const auto copy = copies_.find(UrlFingerprint(task.url));
    if (copy != copies_.end()) {
      LeaveCopy(task, copy->second);
      return false;
    }
  }
  SourceState& state = StateOf(task);
  if (state.source.max_bytes == 0 || state.bytes < state.source.max_bytes) return true;
  // Its row goes on waiting: the next sweep knows of it.
  state.ledger.LeftOut();
  NoteBudget(state, /*pages=*/false);
  return false;
}

// What the request needs beside the URL.
void SweepRun::Prepare(Task* task) {
  const SourceState& state = StateOf(*task);
  task->networks = NetworksOf(state.source);
  task->headers = state.source.headers;
  task->proxy = state.source.proxy;
  task->connections = state.source.connections;
  if (task->sitemap) task->max_body_bytes = SitemapLimits().max_bytes;
  if (task->robots || !task->known) return;
  const UrlRow row = RowOf(*task);
  if (warc_ && !row.archive_digest().empty()) {
    task->archive_digest = row.archive_digest();
    task->archived_at = FromProto(row.archive_time());
  }
  // A copy is read each time: what it is a copy of may have gone.
  if (row.read_with() != state.read_with || row.kind() == UrlRow::KIND_COPY) return;
  task->known_body = row.body_digest();
  // A 304 is worth keeping only beside what it speaks of.
  if (warc_ && row.archive_digest().empty()) return;
  if (!MayAskForChanges(row, state.read_with)) return;
  if (!row.etag().empty()) task->headers.emplace_back("If-None-Match", row.etag());
  if (!row.last_modified().empty()) {
    task->headers.emplace_back("If-Modified-Since", row.last_modified());
  }
}

std::vector<Processed> SweepRun::WaitForPages() {
  Duration wait = kPublishEvery;
  if (paused_.empty()) wait = std::clamp(frontier_.NextDue() - clock_.Now(), Duration(1), wait);
  std::vector<Processed> pages;
  auto first = processed_.PopUntil(std::chrono::steady_clock::now() + wait);
  if (first) pages.push_back(std::move(*first));
  while (!pages.empty() && pages.size() < kGroup) {
    auto next = processed_.TryPop();
    if (!next) break;
    pages.push_back(std::move(*next));
  }
  outstanding_ -= pages.size();
  return pages;
}

void SweepRun::Publish(bool final) {
  Time now = clock_.Now();
  if (!final && now - published_ < kPublishEvery) return;
  published_ = now;
  v1::Ledger total;
  std::vector<v1::Ledger> ledgers;
  for (auto& [source, state] : states_) {
    ledgers.push_back(state.ledger.Get());
    AddTo(ledgers.back(), &total);
  }
  std::lock_guard lock(mutex_);
  *record_.mutable_total() = std::move(total);
  record_.mutable_ledgers()->Assign(ledgers.begin(), ledgers.end());
  record_.set_in_flight(final ? 0 : static_cast<int64_t>(frontier_.in_flight()));
  record_.set_waiting(final ? 0 : static_cast<int64_t>(frontier_.waiting()));
  record_.set_paused(final ? "" : paused_);
  ++version_;
  changed_.notify_all();
}

void SweepRun::Finish(const Status& status) {
  Publish(true);
  v1::Sweep record = Snapshot();
  record.set_state(!status.ok() ? v1::Sweep::STATE_FAILED
                   : stopping_  ? v1::Sweep::STATE_STOPPED
                                : v1::Sweep::STATE_SUCCEEDED);
  if (!status.ok()) record.set_error(status.message());
  *record.mutable_end_time() = ToProto(clock_.Now());
  for (const std::string& pack : PacksOf(*ScreenerNow())) {  // others than at the start, perhaps
    if (std::find(record.packs().begin(), record.packs().end(), pack) == record.packs().end())
      record.add_packs(pack);
  }
  Appraise(store_, &record);
  AuditEvent event{principal_, "SWEEP", record.name(), "", "ended"};
  if (Status put = store_.PutSweep(record, &event); !put.ok()) {
    Log(LogLevel::kError, "sweep_record_not_written",
        {{"sweep", record.name()}, {"error", put.message()}});
    if (status.ok()) {
      record.set_state(v1::Sweep::STATE_FAILED);
      record.set_error(put.message());
      FillAttention(&record);
    }
  }
  {
    std::lock_guard lock(mutex_);
    record_ = record;
    finished_ = true;
    ++version_;
    changed_.notify_all();
  }
  if (ended_) ended_(record);
}

}  // namespace varta
