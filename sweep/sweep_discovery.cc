// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The part of SweepRun that finds what to fetch: what earlier sweeps left, seeds, redirects and
// links, each put into the frontier and given a row, or left out with a reason.
#include <algorithm>
#include <optional>
#include <utility>

#include "crawler/pagination.h"
#include "crawler/url_identity.h"
#include "sweep/convert.h"
#include "sweep/sweep_run.h"
#include "sweep/visit.h"

namespace varta {
namespace {

constexpr int kMaxRedirects = 10;
constexpr size_t kStockGroup = 4096;  // rows of earlier sweeps committed with one sync
constexpr int64_t kNewShare = 4;      // one of so many pages of the budget is kept for what is new
// Tasks of one origin: what leads to new ads first, then pages nobody has read, then known ones.
constexpr int kListingFirst = 0, kNewNext = 1, kKnownLast = 2;

using stored::v1::UrlRow;

uint64_t RowFingerprint(std::string_view source, std::string_view url) {
  return FingerprintOf(std::string(source).append(" ").append(url));
}

bool IsFresh(const stored::v1::RobotsRow& robots, Time now, Duration max_age) {
  const Time fetched = FromProto(robots.fetch_time());
  return fetched <= now && now - fetched < max_age;
}

}  // namespace

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
    UrlRow waiting = row;
    waiting.set_sweep(id_);
    if (!Admit(std::move(task), std::move(waiting), state, Stock::kRow, &due)) {
      passed_over_.Insert(RowFingerprint(row.source(), row.url()));
    }
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
  MeetOrigin(url.GetOrigin(), row.source(), result);
  frontier_.Add(TaskOf(row, url), DelayOf(state));
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
        tasks.push_back(TaskOf(row, *url));
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
  task.order = row.order();
  task.known = row.has_fetch_time();
  task.discovered_from = row.discovered_from();
  task.redirects.assign(row.redirects().begin(), row.redirects().end());
  task.sitemap = row.kind() == UrlRow::KIND_SITEMAP;
  task.identity = row.identity();
  return task;
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

// Before the first URL of an origin: what politeness knows of it from before.
void SweepRun::MeetOrigin(const Origin& origin, const std::string& source, PageResult* result) {
  if (frontier_.Knows(origin)) return;
  source_at_.emplace(origin, source);
  const Time now = clock_.Now();
  const std::string name = origin.ToString();
  Frontier::OriginState state{origin, {}, 0, "", {}};
  const Result<std::optional<stored::v1::HostRow>> host = store_.GetHost(name);
  if (host.ok() && *host) {
    state.rest_until = FromProto((*host)->rest_until_time());
    state.failures = (*host)->failures();
    state.address = (*host)->address();
    state.address_rest_until = FromProto((*host)->address_rest_until_time());
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

// A sitemap may move within its host, whatever the patterns of pages say, as it may be there at
// all.
bool SweepRun::MayLeadTo(const Task& task, const Url& target) const {
  const Scope& scope = states_.at(task.source).scope;
  if (!task.sitemap || scope.Contains(target)) return scope.Contains(target);
  return target.IsHttp() && target.host() == task.url.host() && !scope.Denies(target);
}

void SweepRun::FollowRedirect(const Page& page, UrlRow* row, PageResult* result) {
  const auto target = Url::Parse(page.location);
  row->clear_detail();
  if (page.task.redirects.size() >= kMaxRedirects) {
    row->set_detail("more than 10 redirects in a row");
  } else if (!target || !MayLeadTo(page.task, *target)) {
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

void SweepRun::Follow(const Processed& processed, const UrlRow& row, PageResult* result) {
  if (processed.robots.nofollow) return;
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

bool SweepRun::IsPassedOver(const std::string& source, const std::string& url) const {
  return passed_over_.Contains(RowFingerprint(source, url));
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
  const bool fresh = passed_over_.size() == 0 || !IsPassedOver(task.source, task.url.Canonical());
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
  Admit(std::move(task), std::move(row), state, fresh ? Stock::kNothing : Stock::kRow, result);
}

bool SweepRun::IsKnown(const UrlRow& row) const {
  return FromProto(row.first_seen_time()) < started_;
}

// False: it is beyond what the source lets a sweep fetch, or known.
bool SweepRun::Admit(Task task, UrlRow row, SourceState& state, Stock stock, PageResult* result) {
  const bool listing = task.depth == 0 || task.sitemap || row.kind() == UrlRow::KIND_LISTING ||
                       row.kind() == UrlRow::KIND_NEXT_PAGE;
  // Known pages are admitted before any listing is read: they must leave room for what that brings.
  const int64_t reserved = task.known && !listing ? state.max_pages / kNewShare : 0;
  const bool over = state.admitted >= state.max_pages - reserved;
  const bool too_many_bytes = state.source.max_bytes > 0 && state.bytes >= state.source.max_bytes;
  if (over || too_many_bytes) {
    left_out_ = true;
    if (!state.left_out.insert(task.url.Canonical()).second) return false;
    state.ledger.OverBudget(IsKnown(row));
    NoteBudget(state, over);
    return false;
  }
  task.priority = listing ? kListingFirst : task.known ? kKnownLast : kNewNext;
  row.set_state(UrlRow::STATE_WAITING);
  row.set_priority(task.priority);
  row.set_order(task.order);
  const bool known = IsKnown(row);
  MeetOrigin(task.url.GetOrigin(), task.source, result);
  if (!frontier_.Add(std::move(task), DelayOf(state), stock == Stock::kNotDue)) return false;
  ++state.admitted;
  state.ledger.Discovered(known);
  (stock == Stock::kNothing ? result->fresh : result->discovered).push_back(std::move(row));
  return true;
}

}  // namespace varta
