// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The part of SweepRun that reads sitemaps: which, whether their word counts, and what they list.
#include <algorithm>
#include <optional>
#include <utility>

#include "sweep/sweep_run.h"
#include "sweep/visit.h"

namespace varta {
namespace {

constexpr int kMaxNesting = 2;  // an index within an index, and there an end
// More than so many recalls, and of more than half of the pages: it dates all pages anew each day.
constexpr size_t kFewRecalls = 20;

}  // namespace

// Whether the robots.txt of the listed URL's own host names the sitemap, what redirected to it, or
// the index that lists it, or the source itself does: then it may list any address.
bool SweepRun::IsNamed(const Url& listed, const Task& sitemap) const {
  const std::string own = sitemap.url.Canonical();
  const std::vector<std::string>& chosen = states_.at(sitemap.source).source.sitemaps;
  const auto named = named_sitemaps_.find(listed.GetOrigin());
  const auto is_named = [&](const std::string& name) {
    return std::find(chosen.begin(), chosen.end(), name) != chosen.end() ||
           (named != named_sitemaps_.end() && named->second.contains(name));
  };
  return is_named(own) || is_named(sitemap.discovered_from) ||
         std::any_of(sitemap.redirects.begin(), sitemap.redirects.end(), is_named);
}

void SweepRun::AddSitemaps(const Origin& origin, const Robots& robots, PageResult* result) {
  const auto source = source_at_.find(origin);
  if (source == source_at_.end() || robots.sitemaps().empty()) return;
  const SourceState& state = states_.at(source->second);
  if (!state.source.robots_sitemaps) return;
  const std::optional<Url> base = Url::Parse(origin.ToString() + "/robots.txt");
  for (const std::string& written : robots.sitemaps()) {
    const std::optional<Url> url = base ? Url::Parse(written, *base) : std::nullopt;
    if (!url || !url->IsHttp()) continue;
    named_sitemaps_[origin].insert(url->Canonical());
    // On another host it is read only if that host belongs to the source.
    if (url->GetOrigin() != origin && !state.scope.Contains(*url)) continue;
    DiscoverSitemap(*url, source->second, base->Canonical(), 1, result);
  }
}

void SweepRun::DiscoverSitemap(const Url& url, const std::string& source, const std::string& from,
                               int depth, PageResult* result) {
  if (states_.at(source).scope.Denies(url)) return;
  Task task;
  task.url = url;
  task.source = source;
  task.depth = depth;
  task.discovered_from = from;
  task.sitemap = true;
  Discover(std::move(task), result);
}

void SweepRun::FollowSitemap(const Processed& processed, PageResult* result) {
  const Task& from = processed.page.task;
  const Sitemap& sitemap = *processed.sitemap;
  SourceState& state = StateOf(from);
  const std::string here = from.url.Canonical();
  if (!sitemap.problem.empty()) state.ledger.Note("the sitemap " + here + ": " + sitemap.problem);
  if (sitemap.kind == SitemapKind::kNone && sitemap.problem.empty()) {
    state.ledger.Note("the sitemap " + here + " is none");
  }
  std::vector<std::pair<Url, Time>> dated;  // known pages with a lastmod
  // The protocol wants whole addresses; those of feeds may be relative.
  const bool feed = sitemap.kind == SitemapKind::kRss || sitemap.kind == SitemapKind::kAtom;
  for (const SitemapUrl& listed : sitemap.urls) {
    const std::optional<Url> url = feed ? Url::Parse(listed.loc, from.url) : Url::Parse(listed.loc);
    if (!url) continue;
    const bool known = frontier_.Knows(*url);
    if (known && (!listed.lastmod || sitemap.kind == SitemapKind::kIndex)) continue;
    if (!SitemapMayList(from.url, *url, IsNamed(*url, from))) {
      if (!known) state.ledger.Note("addresses that a sitemap may not list were not followed");
      continue;
    }
    if (sitemap.kind == SitemapKind::kIndex) {
      if (from.depth > kMaxNesting) {
        state.ledger.Note("sitemaps nested deeper than an index in an index were not read");
      } else if (url->GetOrigin() == from.url.GetOrigin() || state.scope.Contains(*url)) {
        DiscoverSitemap(*url, from.source, here, from.depth + 1, result);
      }
      continue;
    }
    if (!state.scope.Contains(*url)) continue;
    if (known) {
      dated.emplace_back(*url, *listed.lastmod);
      continue;
    }
    Task task;
    task.url = *url;
    task.source = from.source;
    task.depth = 1;  // whatever the listing that also links to it
    task.discovered_from = here;
    Discover(std::move(task), result);
  }
  Recall(from, dated, result);
}

// Of known pages that are not due: those that the sitemap says have changed since the last visit.
void SweepRun::Recall(const Task& sitemap, const std::vector<std::pair<Url, Time>>& listed,
                      PageResult* result) {
  SourceState& state = StateOf(sitemap);
  if (state.source.honour_cache) return;  // it asks for more patience than the interval says
  const Time now = clock_.Now();
  std::vector<stored::v1::UrlRow> changed;
  size_t not_due = 0;
  for (const auto& [url, lastmod] : listed) {
    const std::string canonical = url.Canonical();
    if (recalled_.contains(canonical)) continue;
    if (passed_over_.size() > 0 && IsPassedOver(sitemap.source, canonical)) continue;
    Result<std::optional<stored::v1::UrlRow>> row = store_.GetUrl(sitemap.source, canonical);
    if (!row.ok() || !*row || (*row)->sweep() == id_ || !(*row)->has_fetch_time()) continue;
    ++not_due;
    if (HasChangedSince(**row, lastmod, state.source.revisit_min, now)) {
      changed.push_back(**std::move(row));
    }
  }
  if (changed.size() > kFewRecalls && 2 * changed.size() > not_due) {
    state.ledger.Note("the sitemap " + sitemap.url.Canonical() +
                      " says of most pages that they have changed (lastmod): not believed");
    return;
  }
  for (stored::v1::UrlRow& row : changed) {
    const std::optional<Url> url = Url::Parse(row.url());
    if (!url) continue;
    recalled_.insert(row.url());
    Task task = TaskOf(row, *url);
    task.order = ++order_;
    row.set_sweep(id_);
    state.ledger.DueAfterAll();
    Admit(std::move(task), std::move(row), state, Stock::kNotDue, result);
  }
}

}  // namespace varta
