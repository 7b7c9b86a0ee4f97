// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/sweep_run.h"

#include <algorithm>

#include "base/log.h"
#include "base/version.h"
#include "crawler/curl_fetcher.h"
#include "crawler/robots_answer.h"
#include "sweep/convert.h"
#include "sweep/lead_sightings.h"
#include "sweep/page_asker.h"

namespace varta {
namespace {

constexpr int kMaxRedirects = 10;
constexpr size_t kGroup = 64;  // pages committed with one sync
constexpr Duration kPublishEvery{250};

using stored::v1::UrlRow;

Frontier::Options FrontierOptions(const Config& config) {
  Frontier::Options options;
  options.agent = config.robots_agent;
  options.max_attempts = static_cast<int>(config.max_attempts);
  return options;
}

}  // namespace

SweepRun::SweepRun(const Config& config, Store& store, std::shared_ptr<const Screener> screener,
                   const Clock& clock, v1::Sweep record, std::vector<Source> sources,
                   std::string principal)
    : config_(config),
      store_(store),
      screener_(std::move(screener)),
      clock_(clock),
      id_(record.name().substr(record.name().find('/') + 1)),
      principal_(std::move(principal)),
      frontier_(FrontierOptions(config)),
      pages_(static_cast<size_t>(2 * config.max_in_flight) + kGroup),
      processed_(static_cast<size_t>(2 * config.max_in_flight) + kGroup),
      record_(std::move(record)) {
  for (Source& source : sources) {
    int64_t max_pages = source.max_pages > 0 ? source.max_pages : config.max_pages_per_source;
    Scope scope(source);
    std::string id = source.id;
    states_.emplace(
        id, SourceState{std::move(source), std::move(scope), LedgerBuilder(id), max_pages, 0, {}});
  }
}

Result<std::unique_ptr<SweepRun>> SweepRun::Start(const Config& config, Store& store,
                                                  std::shared_ptr<const Screener> screener,
                                                  const Clock& clock, v1::Sweep record,
                                                  std::vector<Source> sources,
                                                  std::string principal) {
  Result<AddressGuard> guard = AddressGuard::Create(config.allow_networks);
  if (!guard.ok()) return guard.status();
  std::unique_ptr<SweepRun> run(new SweepRun(config, store, std::move(screener), clock,
                                             std::move(record), std::move(sources),
                                             std::move(principal)));
  SweepRun* self = run.get();
  run->fetcher_ =
      std::make_unique<CurlFetcher>(ToFetchOptions(config), std::move(*guard), clock,
                                    [self](Page page) { self->pages_.Push(std::move(page)); });
  for (int64_t i = 0; i < config.workers; ++i) {
    run->workers_.emplace_back([self] {
      while (auto page = self->pages_.Pop()) {
        const SourceState& state = self->states_.at(page->task.source);
        self->processed_.Push(Process(std::move(*page), state.source, state.scope, *self->screener_,
                                      static_cast<size_t>(self->config_.max_body_bytes)));
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

v1::Sweep SweepRun::Snapshot() const {
  std::lock_guard lock(mutex_);
  return record_;
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
  Status status = Resume();
  if (status.ok()) {
    std::vector<PageResult> seeds;
    AddSeeds(&seeds);
    status = Commit(std::move(seeds));
  }
  bool cancelled = false;
  while (status.ok()) {
    if (stopping_) {
      if (!cancelled) fetcher_->CancelAll();
      cancelled = true;
      status = SettleDropped(frontier_.Drain(Outcome::kCancelled, "the sweep was stopped"));
    }
    if (!cancelled) HandOut();
    if (status.ok()) status = SettleDropped(frontier_.TakeDropped());
    Publish(false);
    if (outstanding_ == 0 && frontier_.waiting() == 0) break;
    if (status.ok()) status = Settle(WaitForPages());
  }
  fetcher_.reset();  // cancels what is left, after a failed commit
  pages_.Close();
  processed_.Close();
  workers_.clear();
  Finish(status);
}

Duration SweepRun::DelayOf(const SourceState& state) const {
  return state.source.delay > Duration(0) ? state.source.delay : config_.delay;
}

// Takes up what an earlier process left of this sweep.
Status SweepRun::Resume() {
  for (auto& [source, state] : states_) {
    std::vector<Task> waiting;
    Status status = store_.VisitUrls(source, [&](const UrlRow& row) {
      auto url = Url::Parse(row.url());
      if (row.sweep() != id_ || !url) return true;
      state.ledger.Discovered();
      ++state.admitted;
      if (row.state() == UrlRow::STATE_DONE) {
        state.ledger.Finished(row);
        frontier_.MarkSeen(*url);
        return true;
      }
      Task task{*url, source, row.depth(), row.discovered_from(), {}, 0, false};
      task.redirects.assign(row.redirects().begin(), row.redirects().end());
      waiting.push_back(std::move(task));
      return true;
    });
    if (!status.ok()) return status;
    for (Task& task : waiting) frontier_.Add(std::move(task), DelayOf(state));
  }
  return Status();
}

void SweepRun::AddSeeds(std::vector<PageResult>* results) {
  for (auto& [source, state] : states_) {
    PageResult result;
    for (const std::string& seed : state.source.seeds) {
      if (auto url = Url::Parse(seed)) Discover(Task{*url, source, 0, "", {}, 0, false}, &result);
    }
    if (!result.discovered.empty()) results->push_back(std::move(result));
  }
}

void SweepRun::HandOut() {
  while (frontier_.in_flight() < static_cast<size_t>(config_.max_in_flight)) {
    std::optional<Task> task = frontier_.Next(clock_.Now());
    if (!task) return;
    task->may_use_exceptions = StateOf(*task).source.kind == v1::SOURCE_KIND_TEST;
    ++outstanding_;
    fetcher_->Submit(std::move(*task));
  }
}

std::vector<Processed> SweepRun::WaitForPages() {
  Duration wait = std::clamp(frontier_.NextDue() - clock_.Now(), Duration(1), kPublishEvery);
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

Status SweepRun::Settle(std::vector<Processed> pages) {
  std::vector<PageResult> results;
  std::unordered_set<std::string> leads_in_batch;
  for (Processed& processed : pages) {
    if (processed.page.task.robots) {
      SettleRobots(processed.page);
      continue;
    }
    Time now = clock_.Now();
    Duration retry_after =
        ParseRetryAfter(FindHeader(processed.page.response_headers, "retry-after"), now);
    if (frontier_.Done(processed.page, retry_after, now)) continue;  // it will be tried again
    results.push_back(ToResult(&processed, &leads_in_batch));
  }
  return Commit(std::move(results));
}

void SweepRun::SettleRobots(const Page& page) {
  Time now = clock_.Now();
  Duration retry_after = ParseRetryAfter(FindHeader(page.response_headers, "retry-after"), now);
  if (frontier_.Done(page, retry_after, now)) return;
  Origin origin = RobotsOrigin(page.task);
  if (page.http_status == 0) {
    unreachable_[origin] = {page.outcome,
                            page.detail + "; nothing of " + origin.ToString() + " was read"};
  }
  frontier_.SetRobots(origin, RobotsFromAnswer(page));
}

UrlRow SweepRun::RowOf(const Task& task) const {
  std::string url = task.url.Canonical();
  UrlRow row;
  Result<std::optional<UrlRow>> known = store_.GetUrl(task.source, url);
  if (known.ok() && *known) {
    row = **known;
  } else {
    row.set_source(task.source);
    row.set_url(url);
    *row.mutable_first_seen_time() = ToProto(clock_.Now());
  }
  row.set_sweep(id_);
  row.set_depth(task.depth);
  row.set_discovered_from(task.discovered_from);
  row.mutable_redirects()->Assign(task.redirects.begin(), task.redirects.end());
  return row;
}

PageResult SweepRun::ToResult(Processed* processed,
                              std::unordered_set<std::string>* leads_in_batch) {
  Page& page = processed->page;
  PageResult result;
  UrlRow row = RowOf(page.task);
  row.set_state(page.outcome == Outcome::kCancelled ? UrlRow::STATE_WAITING : UrlRow::STATE_DONE);
  row.set_outcome(std::string(OutcomeName(page.outcome)));
  row.set_http_status(page.http_status);
  row.set_detail(page.detail);
  row.set_bytes(static_cast<int64_t>(page.body.size()));
  row.set_truncated(page.truncated);
  row.set_change(UrlRow::CHANGE_UNSPECIFIED);
  row.clear_ads();
  row.clear_ads_hit();
  row.clear_not_scored();
  row.clear_leads_new();
  row.clear_leads_seen_again();
  if (page.http_status != 0) *row.mutable_fetch_time() = ToProto(page.fetched_at);
  if (page.outcome == Outcome::kRedirect) {
    auto target = Url::Parse(page.location);
    row.clear_detail();
    if (page.task.redirects.size() >= kMaxRedirects) {
      row.set_detail("more than 10 redirects in a row");
    } else if (!target || !StateOf(page.task).scope.Contains(*target)) {
      row.set_detail("redirects that lead out of the source were not followed");
    } else {
      Task next{*target,
                page.task.source,
                page.task.depth,
                page.task.discovered_from,
                page.task.redirects,
                0,
                false};
      next.redirects.push_back(page.task.url.Canonical());
      Discover(std::move(next), &result);
    }
  }
  if (processed->screened) FillFetched(processed, &row, &result, leads_in_batch);
  result.url = std::move(row);
  return result;
}

void SweepRun::FillFetched(Processed* processed, UrlRow* row, PageResult* result,
                           std::unordered_set<std::string>* leads_in_batch) {
  const ScreenedPage& screened = *processed->screened;
  Page& page = processed->page;
  const std::string& digest = screened.text_digest;
  row->set_change(row->text_digest().empty()     ? UrlRow::CHANGE_NEW
                  : row->text_digest() == digest ? UrlRow::CHANGE_UNCHANGED
                                                 : UrlRow::CHANGE_CHANGED);
  row->set_text_digest(digest);
  Follow(*processed, result);
  for (const Screened& ad : screened.ads) {
    row->set_ads(row->ads() + 1);
    row->set_ads_hit(row->ads_hit() + !ad.hits.empty());
    row->set_not_scored(row->not_scored() + !ad.score.not_scored_because().empty());
    if (!ad.lead) continue;
    std::string lead_id = LeadId(row->source(), ad.ad.key());
    bool known = !leads_in_batch->insert(lead_id).second || store_.GetLead(lead_id).ok();
    row->set_leads_seen_again(row->leads_seen_again() + known);
    row->set_leads_new(row->leads_new() + !known);
  }
  if (row->leads_new() + row->leads_seen_again() == 0) return;
  v1::Provenance provenance;
  provenance.set_source(row->source());
  provenance.set_sweep("sweeps/" + id_);
  provenance.set_url(page.task.url.Canonical());
  for (const std::string& redirect : page.task.redirects) provenance.add_redirects(redirect);
  *provenance.mutable_fetch_time() = ToProto(page.fetched_at);
  Capture capture;
  v1::Evidence& evidence = capture.evidence;
  evidence.set_http_status(page.http_status);
  evidence.set_http_version(page.http_version);
  ToProto(page.request_headers, evidence.mutable_request_headers());
  ToProto(page.response_headers, evidence.mutable_response_headers());
  evidence.set_remote_address(page.remote_address);
  evidence.set_truncated(page.truncated);
  if (page.truncated) evidence.set_truncation_reason("cut at max_body_bytes");
  evidence.set_tool("varta " + std::string(kVersion));
  capture.body = std::move(page.body);
  result->leads = LeadsOf(screened, std::move(provenance), std::move(capture));
}

void SweepRun::Follow(const Processed& processed, PageResult* result) {
  if (processed.screened->nofollow) return;
  const Task& from = processed.page.task;
  SourceState& state = StateOf(from);
  for (const Link& link : processed.screened->links) {
    if (!state.scope.Contains(link.url)) continue;
    Discover(Task{link.url, from.source, from.depth + 1, from.url.Canonical(), {}, 0, false},
             result);
  }
}

void SweepRun::Discover(Task task, PageResult* result) {
  if (frontier_.Knows(task.url)) return;
  SourceState& state = StateOf(task);
  if (!state.scope.Contains(task.url)) {
    state.ledger.Note("the seed " + task.url.Canonical() +
                      " is not allowed by the source's own patterns");
    return;
  }
  if (task.depth > config_.max_depth) {
    state.ledger.Note("links deeper than max_depth (" + std::to_string(config_.max_depth) +
                      ") were not followed");
    return;
  }
  if (state.admitted >= state.max_pages) {
    if (!state.left_out.insert(task.url.Canonical()).second) return;
    state.ledger.Discovered();
    state.ledger.Note("not reached: max_pages (" + std::to_string(state.max_pages) +
                      ") of the source is used up");
    return;
  }
  UrlRow row = RowOf(task);
  row.set_state(UrlRow::STATE_WAITING);
  if (!frontier_.Add(std::move(task), DelayOf(state))) return;
  ++state.admitted;
  state.ledger.Discovered();
  result->discovered.push_back(std::move(row));
}

Status SweepRun::SettleDropped(std::vector<Page> dropped) {
  std::vector<PageResult> results;
  std::unordered_set<std::string> no_leads;
  for (Page& page : dropped) {
    auto unreachable = unreachable_.find(page.task.url.GetOrigin());
    if (unreachable != unreachable_.end() && page.outcome == Outcome::kDeniedByRobots) {
      page.outcome = unreachable->second.outcome;
      page.detail = unreachable->second.detail;
    }
    Processed processed;
    processed.page = std::move(page);
    results.push_back(ToResult(&processed, &no_leads));
  }
  return Commit(std::move(results));
}

Status SweepRun::Commit(std::vector<PageResult> results) {
  for (size_t begin = 0; begin < results.size(); begin += kGroup) {
    size_t count = std::min(kGroup, results.size() - begin);
    Result<std::vector<Committed>> committed =
        store_.Commit(std::span<const PageResult>(results).subspan(begin, count), principal_);
    if (!committed.ok()) return committed.status();
    for (size_t i = begin; i < begin + count; ++i) {
      if (!results[i].url) continue;
      LedgerBuilder& ledger = states_.at(results[i].url->source()).ledger;
      if (results[i].url->state() == UrlRow::STATE_DONE) {
        ledger.Finished(*results[i].url);
      } else {
        ledger.Note("not reached: " + results[i].url->detail());
      }
    }
  }
  return Status();
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
  AuditEvent event{principal_, "SWEEP", record.name(), "", "ended"};
  if (Status put = store_.PutSweep(record, &event); !put.ok()) {
    Log(LogLevel::kError, "sweep_record_not_written",
        {{"sweep", record.name()}, {"error", put.message()}});
    if (status.ok()) {
      record.set_state(v1::Sweep::STATE_FAILED);
      record.set_error(put.message());
    }
  }
  std::lock_guard lock(mutex_);
  record_ = std::move(record);
  finished_ = true;
  ++version_;
  changed_.notify_all();
}

}  // namespace varta
