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
#include "crawler/pagination.h"
#include "crawler/robots_answer.h"
#include "crawler/url_identity.h"
#include "sweep/appraisal.h"
#include "sweep/convert.h"
#include "sweep/lead_sightings.h"
#include "sweep/page_asker.h"
#include "sweep/visit.h"

namespace varta {
namespace {

constexpr int kMaxRedirects = 10;
constexpr size_t kGroup = 64;         // pages committed with one sync
constexpr size_t kStockGroup = 4096;  // rows of earlier sweeps likewise
// Tasks of one origin: what leads to new ads first, then pages nobody has read, then known ones.
constexpr int kListingFirst = 0, kNewNext = 1, kKnownLast = 2;
constexpr Duration kPublishEvery{250};

using stored::v1::UrlRow;

Frontier::Options FrontierOptions(const Config& config) {
  Frontier::Options options;
  options.agent = config.robots_agent;
  options.max_attempts = static_cast<int>(config.max_attempts);
  options.jitter = 0.25;
  return options;
}

std::string ReadWith(const Source& source, const Screener& screener) {
  std::string parts(kVersion);
  for (const Pack& pack : screener.rules().packs()) parts += "\n" + pack.sha256;
  parts += "\n" + screener.model().name() + "\n" + source.digest;
  return Sha256(parts).substr(0, 8);
}

uint64_t RowFingerprint(std::string_view source, std::string_view url) {
  return FingerprintOf(std::string(source).append(" ").append(url));
}

bool IsFresh(const stored::v1::RobotsRow& robots, Time now, Duration max_age) {
  const Time fetched = FromProto(robots.fetch_time());
  return fetched <= now && now - fetched < max_age;
}

}  // namespace

SweepRun::SweepRun(const Config& config, Store& store, std::shared_ptr<const Screener> screener,
                   const Clock& clock, v1::Sweep record, std::vector<Source> sources,
                   std::string principal, SweepHooks hooks)
    : config_(config),
      store_(store),
      screener_(std::move(screener)),
      clock_(clock),
      id_(record.name().substr(record.name().find('/') + 1)),
      principal_(std::move(principal)),
      started_(FromProto(record.start_time())),
      ended_(std::move(hooks.ended)),
      frontier_(FrontierOptions(config)),
      low_water_(config, std::move(hooks.resources)),
      pages_(static_cast<size_t>(2 * config.max_in_flight) + kGroup),
      processed_(static_cast<size_t>(2 * config.max_in_flight) + kGroup),
      record_(std::move(record)) {
  for (Source& source : sources) {
    int64_t max_pages = source.max_pages > 0 ? source.max_pages : config.max_pages_per_source;
    Scope scope(source);
    std::string id = source.id;
    std::string read_with = ReadWith(source, *screener_);
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
                                                  std::shared_ptr<const Screener> screener,
                                                  const Clock& clock, v1::Sweep record,
                                                  std::vector<Source> sources,
                                                  std::string principal,
                                                  const SweepOutputs& outputs, SweepHooks hooks) {
  Result<AddressGuard> guard = AddressGuard::Create(config.allow_networks);
  if (!guard.ok()) return guard.status();
  std::unique_ptr<SweepRun> run(new SweepRun(config, store, std::move(screener), clock,
                                             std::move(record), std::move(sources),
                                             std::move(principal), std::move(hooks)));
  if (!outputs.pages_file.empty()) {
    Result<std::unique_ptr<PageLog>> log = PageLog::Open(outputs.pages_file, /*append=*/false);
    if (!log.ok()) return log.status();
    run->page_log_ = *std::move(log);
  }
  if (!outputs.warc_dir.empty()) {
    Headers info = {{"operator", config.from},
                    {"http-header-user-agent", config.user_agent},
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
  run->fetcher_ =
      std::make_unique<CurlFetcher>(ToFetchOptions(config), std::move(*guard), clock,
                                    [self](Page page) { self->pages_.Push(std::move(page)); });
  ProcessOptions options{static_cast<size_t>(config.max_body_bytes), config.robots_agent};
  for (int64_t i = 0; i < config.workers; ++i) {
    run->workers_.emplace_back([self, options] {
      while (auto page = self->pages_.Pop()) {
        const SourceState& state = self->states_.at(page->task.source);
        // Before Process, which says of the page what the reading found.
        const Status kept = self->warc_ ? self->warc_->Write(*page) : Status();
        Processed processed =
            Process(std::move(*page), state.source, state.scope, *self->screener_, options);
        processed.not_kept = kept.message();
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

Status SweepRun::TakeStock() {
  for (auto& [source, state] : states_) {
    Status status = TakeStock(state);
    if (!status.ok()) return status;
  }
  stock_taken_ = true;
  PageResult sitemaps;
  for (const auto& [origin, rules] : std::exchange(robots_met_, {})) {
    AddSitemaps(origin, rules, &sitemaps);
  }
  return Commit({std::move(sitemaps)});
}

Status SweepRun::TakeStock(SourceState& state) {
  const Time now = clock_.Now();
  PageResult due;
  Status committed;
  Status visited = store_.VisitUrls(state.source.id, [&](const UrlRow& row) {
    const std::optional<Url> url = Url::Parse(row.url());
    if (!url) return true;
    if (row.sweep() == id_) {
      TakeUp(row, *url, state, &due);
      return true;
    }
    // A later page of a listing is only read if the pages before it say so; what the source's
    // patterns no longer let in is history.
    if (row.kind() == UrlRow::KIND_NEXT_PAGE || !state.scope.Contains(*url)) {
      passed_over_.Insert(RowFingerprint(row.source(), row.url()));
      return true;
    }
    if (!IsDue(row, now)) {
      frontier_.MarkSeen(*url);
      state.ledger.NotDue();
      return true;
    }
    Task task = TaskOf(row, *url);
    task.order = ++order_;
    task.known = row.has_fetch_time();
    UrlRow waiting = row;
    waiting.set_sweep(id_);
    Admit(std::move(task), std::move(waiting), state, /*fresh=*/false, &due);
    if (due.discovered.size() < kStockGroup) return true;
    committed = Commit({std::exchange(due, {})});
    return committed.ok() && !stopping_;
  });
  if (!visited.ok()) return visited;
  return committed.ok() ? Commit({std::move(due)}) : committed;
}

// A row of this very sweep, which an earlier process left.
void SweepRun::TakeUp(const UrlRow& row, const Url& url, SourceState& state, PageResult* result) {
  state.ledger.Discovered(IsKnown(row));
  ++state.admitted;
  if (row.state() == UrlRow::STATE_DONE) {
    state.ledger.Finished(row);
    state.bytes += row.bytes();
    frontier_.MarkSeen(url);
    return;
  }
  Task task = TaskOf(row, url);
  task.order = row.order();
  task.known = row.has_fetch_time();
  MeetOrigin(url.GetOrigin(), row.source(), result);
  frontier_.Add(std::move(task), DelayOf(state));
}

Status SweepRun::AddSeeds() {
  for (auto& [source, state] : states_) {
    PageResult result;
    for (const std::string& seed : state.source.seeds) {
      if (auto url = Url::Parse(seed)) {
        Task task;
        task.url = *url;
        task.source = source;
        Discover(std::move(task), &result);
      }
      if (result.discovered.size() + result.fresh.size() < kStockGroup) continue;
      Status status = Commit({std::exchange(result, {})});
      if (!status.ok()) return status;
    }
    for (const std::string& sitemap : state.source.sitemaps) {
      if (const auto url = Url::Parse(sitemap)) DiscoverSitemap(*url, source, "", 0, &result);
    }
    Status status = Commit({std::move(result)});
    if (!status.ok()) return status;
  }
  return Status();
}

// Brings the next of the spilled tasks back from the queue on disk.
Status SweepRun::Refill() {
  for (std::vector<Frontier::Hungry> all = frontier_.TakeHungry(); !all.empty();
       all = frontier_.TakeHungry()) {
    for (const Frontier::Hungry& hungry : all) {
      Result<std::vector<UrlRow>> rows =
          store_.ReadQueue(hungry.origin.ToString(), hungry.from, hungry.count);
      if (!rows.ok()) return rows.status();
      std::vector<Task> tasks;
      for (const UrlRow& row : *rows) {
        const std::optional<Url> url = Url::Parse(row.url());
        if (!url || row.sweep() != id_ || !states_.contains(row.source())) continue;
        Task task = TaskOf(row, *url);
        task.order = row.order();
        task.known = row.has_fetch_time();
        tasks.push_back(std::move(task));
      }
      frontier_.Refill(hungry, std::move(tasks));
    }
  }
  return Status();
}

Task SweepRun::TaskOf(const UrlRow& row, const Url& url) const {
  Task task;
  task.url = url;
  task.source = row.source();
  task.priority = row.priority();
  task.depth = row.depth();
  task.discovered_from = row.discovered_from();
  task.redirects.assign(row.redirects().begin(), row.redirects().end());
  task.sitemap = row.kind() == UrlRow::KIND_SITEMAP;
  task.identity = row.identity();
  return task;
}

// Pauses while the machine has too little left.
bool SweepRun::MayHandOut() {
  paused_ = low_water_.Check(clock_.Now());
  if (!paused_.empty() && pauses_.insert(paused_).second) {
    for (auto& [source, state] : states_) state.ledger.Note("paused for a while: " + paused_);
  }
  return paused_.empty();
}

void SweepRun::HandOut() {
  while (frontier_.in_flight() < static_cast<size_t>(config_.max_in_flight)) {
    std::optional<Task> task = frontier_.Next(clock_.Now());
    if (!task) return;
    Prepare(&*task);
    ++outstanding_;
    fetcher_->Submit(std::move(*task));
  }
}

// What the request needs beside the URL.
void SweepRun::Prepare(Task* task) {
  const SourceState& state = StateOf(*task);
  task->may_use_exceptions = state.source.kind == v1::SOURCE_KIND_TEST;
  task->headers = state.source.headers;
  task->proxy = state.source.proxy;
  task->connections = state.source.connections;
  if (task->sitemap) task->max_body_bytes = SitemapLimits().max_bytes;
  if (task->robots || !task->known) return;
  const UrlRow row = RowOf(*task);
  if (row.read_with() != state.read_with) return;
  task->known_body = row.body_digest();
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

Status SweepRun::Settle(std::vector<Processed> pages) {
  if (pages.empty()) return Status();
  std::vector<PageResult> results;
  std::unordered_set<std::string> leads_in_batch;
  std::set<Origin> origins;
  for (Processed& processed : pages) {
    const Page& page = processed.page;
    origins.insert(page.task.robots ? RobotsOrigin(page.task) : page.task.url.GetOrigin());
    if (page.task.robots) {
      SettleRobots(page, &results.emplace_back());
      continue;
    }
    Time now = clock_.Now();
    Duration retry_after = ParseRetryAfter(FindHeader(page.response_headers, "retry-after"), now);
    if (frontier_.Done(page, retry_after, now)) continue;  // it will be tried again
    results.push_back(ToResult(&processed, &leads_in_batch));
    if (!processed.not_kept.empty()) {
      StateOf(page.task).ledger.Note("not kept as WARC: " + processed.not_kept);
    }
    if (page_log_) page_log_->Add(processed, *results.back().url);
  }
  PageResult& last = results.emplace_back();
  for (const Origin& origin : origins) {
    const Frontier::OriginState state = frontier_.StateOf(origin);
    stored::v1::HostRow& host = last.hosts.emplace_back();
    host.set_origin(origin.ToString());
    *host.mutable_rest_until_time() = ToProto(state.rest_until);
    host.set_failures(state.failures);
    host.set_address(state.address);
  }
  return Commit(std::move(results));
}

void SweepRun::SettleRobots(const Page& page, PageResult* result) {
  Time now = clock_.Now();
  Duration retry_after = ParseRetryAfter(FindHeader(page.response_headers, "retry-after"), now);
  if (frontier_.Done(page, retry_after, now)) return;
  Origin origin = RobotsOrigin(page.task);
  if (page.http_status == 0) {
    unreachable_[origin] = {page.outcome,
                            page.detail + "; nothing of " + origin.ToString() + " was read"};
  }
  RobotsAnswer answer = ReadRobotsAnswer(page);
  Robots rules = ToRobots(answer);
  if (page.outcome != Outcome::kCancelled) AddSitemaps(origin, rules, result);
  frontier_.SetRobots(origin, std::move(rules), now);
  if (page.outcome == Outcome::kCancelled) return;
  stored::v1::RobotsRow robots;
  *robots.mutable_fetch_time() = ToProto(now);
  robots.set_body(std::move(answer.body));
  robots.set_denied(answer.denied);
  robots.set_why(std::move(answer.why));
  result->robots.emplace_back(origin.ToString(), std::move(robots));
}

// Before the first URL of an origin: what politeness knows of it from before.
void SweepRun::MeetOrigin(const Origin& origin, const std::string& source, PageResult* result) {
  if (frontier_.Knows(origin)) return;
  source_at_.emplace(origin, source);
  const Time now = clock_.Now();
  const std::string name = origin.ToString();
  Frontier::OriginState state{origin, {}, 0, ""};
  const Result<std::optional<stored::v1::HostRow>> host = store_.GetHost(name);
  if (host.ok() && *host) {
    state.rest_until = FromProto((*host)->rest_until_time());
    state.failures = (*host)->failures();
    state.address = (*host)->address();
  }
  frontier_.Restore(state, now);
  // A refusal is worth another question; what was allowed a day ago is not asked again.
  const Result<std::optional<stored::v1::RobotsRow>> robots = store_.GetRobots(name);
  if (!robots.ok() || !*robots || (*robots)->denied()) return;
  if (!IsFresh(**robots, now, Frontier::Options().max_robots_age)) return;
  Robots rules = Robots::Parse((*robots)->body());
  // Before stock is taken nobody knows which of them this sweep has read already.
  if (stock_taken_) {
    AddSitemaps(origin, rules, result);
  } else {
    robots_met_.emplace_back(origin, rules);
  }
  frontier_.SetRobots(origin, std::move(rules), FromProto((*robots)->fetch_time()));
}

UrlRow SweepRun::RowOf(const Task& task, bool may_be_stored) const {
  std::string url = task.url.Canonical();
  UrlRow row;
  Result<std::optional<UrlRow>> known = std::optional<UrlRow>();
  if (may_be_stored) known = store_.GetUrl(task.source, url);
  if (known.ok() && *known) {
    row = **std::move(known);
  } else {
    row.set_source(task.source);
    row.set_url(url);
    *row.mutable_first_seen_time() = ToProto(clock_.Now());
  }
  row.set_sweep(id_);
  row.set_priority(task.priority);
  row.set_order(task.order);
  row.set_depth(task.depth);
  row.set_discovered_from(task.discovered_from);
  row.set_identity(task.identity);
  row.mutable_redirects()->Assign(task.redirects.begin(), task.redirects.end());
  return row;
}

PageResult SweepRun::ToResult(Processed* processed,
                              std::unordered_set<std::string>* leads_in_batch) {
  const Page& page = processed->page;
  SourceState& state = StateOf(page.task);
  PageResult result;
  UrlRow row = RowOf(page.task);
  VisitedLeads leads =
      RecordVisit(*processed, state.source, state.scope, state.read_with, clock_.Now(), &row);
  state.bytes += row.bytes();
  state.ledger.LeadsVanished(leads.vanished.size());
  result.leads_still_there = std::move(leads.still_there);
  result.leads_vanished = std::move(leads.vanished);
  result.vanished_because = std::move(leads.because);
  left_out_ = false;
  if (page.outcome == Outcome::kRedirect) FollowRedirect(page, &row, &result);
  if (processed->sitemap) FollowSitemap(*processed, &result);
  if (processed->screened) {
    if (processed->screened->text_bytes > 0) {
      state.traps.Learned(page.task.url, processed->screened->trap_digest);
    }
    Follow(*processed, row, &result);
    if (processed->gone_because.empty()) FillLeads(processed, &row, &result, leads_in_batch);
  }
  // What was left out is known from here only: the next visit must read the page again.
  if (left_out_) row.clear_read_with();
  result.url = std::move(row);
  return result;
}

void SweepRun::FollowRedirect(const Page& page, UrlRow* row, PageResult* result) {
  const auto target = Url::Parse(page.location);
  row->clear_detail();
  if (page.task.redirects.size() >= kMaxRedirects) {
    row->set_detail("more than 10 redirects in a row");
  } else if (!target || !StateOf(page.task).scope.Contains(*target)) {
    row->set_detail("redirects that lead out of the source were not followed");
  } else {
    Task next;
    next.url = *target;
    next.source = page.task.source;
    next.depth = page.task.depth;
    next.discovered_from = page.task.discovered_from;
    next.sitemap = page.task.sitemap;
    const bool moved = page.http_status == 301 || page.http_status == 308;
    if (!moved) {
      next.identity = page.task.identity.empty() ? page.task.url.Canonical() : page.task.identity;
    }
    next.redirects = page.task.redirects;
    next.redirects.push_back(page.task.url.Canonical());
    Discover(std::move(next), result);
  }
}

void SweepRun::FillLeads(Processed* processed, UrlRow* row, PageResult* result,
                         std::unordered_set<std::string>* leads_in_batch) {
  const ScreenedPage& screened = *processed->screened;
  Page& page = processed->page;
  for (const Screened& ad : screened.ads) {
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

void SweepRun::Follow(const Processed& processed, const UrlRow& row, PageResult* result) {
  if (processed.screened->nofollow) return;
  const Task& from = processed.page.task;
  SourceState& state = StateOf(from);
  const bool listing = row.kind() == UrlRow::KIND_LISTING || row.kind() == UrlRow::KIND_NEXT_PAGE;
  const std::string here = from.url.Canonical();
  size_t ads = 0, new_ads = 0;
  std::vector<Task> later_pages;
  for (size_t i = 0; i < processed.screened->links.size(); ++i) {
    const Link& link = processed.screened->links[i];
    const uint64_t fingerprint = processed.link_fingerprints[i];
    if (link.nofollow && !state.source.follow_nofollow) continue;
    if (fingerprint == 0) continue;
    const bool known = frontier_.Knows(fingerprint);
    if (listing && state.scope.IsAd(link.url)) {
      ++ads;
      new_ads += !known;
    }
    if (known) continue;
    Task task;
    task.url = link.url;
    task.source = from.source;
    task.depth = from.depth + 1;
    task.discovered_from = here;
    // A later page is as near to the seed as the first, or a long listing would end too early.
    if (listing && IsLaterPage(from.url, link.url)) {
      task.depth = from.depth;
      later_pages.push_back(std::move(task));
    } else {
      Discover(std::move(task), result);
    }
  }
  if (later_pages.empty()) return;
  if (ads > 0 && new_ads == 0) {
    state.ledger.Note("later pages of listings whose ads were all known were not read");
    return;
  }
  for (Task& task : later_pages) Discover(std::move(task), result);
}

void SweepRun::Discover(Task task, PageResult* result) {
  const bool link = task.depth > 0 && !task.sitemap;
  if (link) task.url = WithoutSession(task.url);
  if (frontier_.Knows(task.url)) return;
  SourceState& state = StateOf(task);
  if (!task.sitemap && !state.scope.Contains(task.url)) {
    state.ledger.Note("the seed " + task.url.Canonical() +
                      " is not allowed by the source's own patterns");
    return;
  }
  if (task.depth > config_.max_depth) {
    state.ledger.Note("links deeper than max_depth (" + std::to_string(config_.max_depth) +
                      ") were not followed");
    return;
  }
  if (link) {
    if (const std::string trap = state.traps.WhyTrap(task.url, clock_.Now()); !trap.empty()) {
      frontier_.MarkSeen(task.url);  // once is enough
      state.ledger.Note("not followed as a trap: " + trap);
      return;
    }
  }
  task.order = ++order_;
  // What earlier sweeps know is in the frontier already, but for what taking stock passed over.
  const bool fresh = passed_over_.size() == 0 ||
                     !passed_over_.Contains(RowFingerprint(task.source, task.url.Canonical()));
  UrlRow row = RowOf(task, !fresh);
  const std::optional<Url> from =
      state.source.listing_pages.empty() ? std::nullopt : Url::Parse(task.discovered_from);
  row.set_kind(
      task.sitemap ? UrlRow::KIND_SITEMAP
      : !state.source.listing_pages.empty() && state.scope.IsListing(task.url)
          ? (from && IsLaterPage(*from, task.url) ? UrlRow::KIND_NEXT_PAGE : UrlRow::KIND_LISTING)
      : !state.source.ad_pages.empty() && state.scope.IsAd(task.url) ? UrlRow::KIND_AD
                                                                     : UrlRow::KIND_UNSPECIFIED);
  task.known = row.has_fetch_time();
  Admit(std::move(task), std::move(row), state, fresh, result);
}

bool SweepRun::IsKnown(const UrlRow& row) const {
  return FromProto(row.first_seen_time()) < started_;
}

// False: it is beyond what the source lets a sweep fetch, or known.
bool SweepRun::Admit(Task task, UrlRow row, SourceState& state, bool fresh, PageResult* result) {
  const bool over = state.admitted >= state.max_pages;
  const bool too_many_bytes = state.source.max_bytes > 0 && state.bytes >= state.source.max_bytes;
  if (over || too_many_bytes) {
    left_out_ = true;
    if (!state.left_out.insert(task.url.Canonical()).second) return false;
    state.ledger.Discovered(IsKnown(row));
    state.ledger.Note(over ? "not reached: max_pages (" + std::to_string(state.max_pages) +
                                 ") of the source is used up"
                           : "not reached: max_bytes (" + std::to_string(state.source.max_bytes) +
                                 ") of the source is used up");
    return false;
  }
  const bool listing = task.depth == 0 || task.sitemap || row.kind() == UrlRow::KIND_LISTING ||
                       row.kind() == UrlRow::KIND_NEXT_PAGE;
  task.priority = listing ? kListingFirst : task.known ? kKnownLast : kNewNext;
  row.set_state(UrlRow::STATE_WAITING);
  row.set_priority(task.priority);
  row.set_order(task.order);
  const bool known = IsKnown(row);
  MeetOrigin(task.url.GetOrigin(), task.source, result);
  if (!frontier_.Add(std::move(task), DelayOf(state))) return false;
  ++state.admitted;
  state.ledger.Discovered(known);
  (fresh ? result->fresh : result->discovered).push_back(std::move(row));
  return true;
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
  // What is told to have been seen is on disk before it is told.
  if (warc_ && !results.empty()) {
    if (Status kept = warc_->Flush(); !kept.ok()) return kept;
  }
  std::erase_if(results, [](const PageResult& result) {
    return !result.url && result.discovered.empty() && result.fresh.empty() &&
           result.hosts.empty() && result.robots.empty();
  });
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
  return page_log_ && !results.empty() ? page_log_->Flush() : Status();
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
