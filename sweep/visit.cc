// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/visit.h"

#include <algorithm>
#include <set>

#include "base/digest.h"
#include "crawler/revisit.h"
#include "storage/store.h"
#include "sweep/convert.h"

namespace varta {
namespace {

using stored::v1::UrlRow;

constexpr size_t kMaxLeads = 1000;  // remembered of one page; as many other ads
constexpr Time kNever{std::chrono::seconds(253'402'300'799)};  // the last that a record can hold
constexpr size_t kMaxValidator = 1024;  // bytes; a longer ETag is not worth keeping

void RecordAnswer(const Page& page, UrlRow* row) {
  row->set_state(page.outcome == Outcome::kCancelled ? UrlRow::STATE_WAITING : UrlRow::STATE_DONE);
  row->set_outcome(std::string(OutcomeName(page.outcome)));
  row->set_http_status(page.http_status);
  row->set_detail(page.detail);
  row->set_bytes(static_cast<int64_t>(page.body.size()));
  row->set_truncated(page.truncated);
  row->set_change(UrlRow::CHANGE_UNSPECIFIED);
  row->set_not_modified(false);
  row->clear_leads_new();
  row->clear_leads_seen_again();
  if (page.http_status != 0) *row->mutable_fetch_time() = ToProto(page.fetched_at);
}

void RecordValidators(const Processed& processed, UrlRow* row) {
  const Page& page = processed.page;
  const auto keep = [&](const char* name) {
    const std::string_view value = FindHeader(page.response_headers, name);
    return std::string(value.size() <= kMaxValidator ? value : std::string_view());
  };
  row->set_etag(keep("etag"));
  row->set_last_modified(keep("last-modified"));
  row->set_body_digest(BodyDigest(page.body));
  // What was not read anew was read with what the row says.
  if (!processed.unchanged) row->set_read_with(processed.read_with);
}

VisitedLeads AllVanished(std::string because, UrlRow* row) {
  VisitedLeads leads;
  leads.vanished.assign(row->leads().begin(), row->leads().end());
  leads.ads_vanished.assign(row->kept_ads().begin(), row->kept_ads().end());
  leads.because = std::move(because);
  row->clear_leads();
  row->clear_kept_ads();
  return leads;
}

VisitedLeads RecordReading(const ScreenedPage& page, Time now, UrlRow* row) {
  row->set_change(row->text_digest().empty()               ? UrlRow::CHANGE_NEW
                  : row->text_digest() == page.text_digest ? UrlRow::CHANGE_UNCHANGED
                                                           : UrlRow::CHANGE_CHANGED);
  if (row->change() == UrlRow::CHANGE_CHANGED) {
    row->set_times_changed(row->times_changed() + 1);
    *row->mutable_change_time() = ToProto(now);
  }
  row->set_text_digest(page.text_digest);
  row->clear_ads();
  row->clear_ads_hit();
  row->clear_not_scored();
  row->set_expired(!page.ads.empty());
  std::set<std::string> leads, others;
  for (const Screened& ad : page.ads) {
    row->set_ads(row->ads() + 1);
    row->set_ads_hit(row->ads_hit() + !ad.hits.empty());
    row->set_not_scored(row->not_scored() + !ad.score.not_scored_because().empty());
    row->set_expired(row->expired() && IsExpired(ad.ad, now));
    std::set<std::string>& ids = ad.lead ? leads : others;
    if (ids.size() < kMaxLeads) ids.insert(LeadId(row->source(), ad.ad.key()));
  }
  VisitedLeads visited;
  visited.because = "the page does not show it any more, or not as it was";
  for (const std::string& id : row->leads()) {
    // Of a page that is as it was, it is the rules that see the ad otherwise.
    const bool there = others.contains(id) && row->change() == UrlRow::CHANGE_UNCHANGED;
    if (!leads.contains(id) && !there) visited.vanished.push_back(id);
  }
  for (const std::string& id : row->kept_ads()) {
    if (!leads.contains(id) && !others.contains(id)) visited.ads_vanished.push_back(id);
  }
  row->mutable_leads()->Assign(leads.begin(), leads.end());
  row->mutable_kept_ads()->Assign(others.begin(), others.end());
  return visited;
}

VisitedLeads RecordOutcome(const Processed& processed, const Source& source, const Scope& scope,
                           Time now, UrlRow* row) {
  const Page& page = processed.page;
  if (processed.unchanged) {
    row->set_change(UrlRow::CHANGE_UNCHANGED);
    row->set_not_modified(true);
    row->set_leads_seen_again(row->leads_size());
    VisitedLeads visited;
    visited.still_there.assign(row->leads().begin(), row->leads().end());
    visited.ads_still_there.assign(row->kept_ads().begin(), row->kept_ads().end());
    return visited;
  }
  if (!processed.gone_because.empty()) {
    row->set_outcome(std::string(OutcomeName(Outcome::kGone)));
    row->set_detail(processed.gone_because);
    return AllVanished(processed.gone_because, row);
  }
  if (processed.sitemap) {
    row->set_change(row->text_digest().empty() ? UrlRow::CHANGE_NEW : UrlRow::CHANGE_CHANGED);
    row->set_text_digest(Hex(BodyDigest(page.body)));
    return {};
  }
  if (processed.screened) {
    VisitedLeads leads = RecordReading(*processed.screened, now, row);
    row->set_expired(row->expired() || processed.over);
    return leads;
  }
  if (page.outcome == Outcome::kGone) {
    return AllVanished("answered " + std::to_string(page.http_status), row);
  }
  if (page.outcome == Outcome::kRedirect && row->kind() == UrlRow::KIND_AD &&
      !source.ad_pages.empty()) {
    // Where an ad is taken down, many sites send its readers to the listing.
    const std::optional<Url> target = Url::Parse(page.location);
    if (target && scope.Contains(*target) && !scope.IsAd(*target)) {
      return AllVanished("redirects to " + target->Canonical() + ", which is no ad", row);
    }
  }
  return {};
}

Visit VisitOf(const UrlRow& row, Outcome outcome) {
  if (row.outcome() == OutcomeName(Outcome::kGone)) return Visit::kGone;
  switch (row.change()) {
    case UrlRow::CHANGE_NEW:
      return Visit::kNew;
    case UrlRow::CHANGE_CHANGED:
      return Visit::kChanged;
    case UrlRow::CHANGE_UNCHANGED:
      return Visit::kUnchanged;
    default:
      // A redirect is as good as unchanged, and so is what robots.txt keeps closed.
      return outcome == Outcome::kRedirect || outcome == Outcome::kNotText ? Visit::kUnchanged
                                                                           : Visit::kFailed;
  }
}

void PlanNextVisit(const Page& page, const Source& source, Time now, UrlRow* row) {
  if (row->state() != UrlRow::STATE_DONE) return;
  const Visit visit = VisitOf(*row, page.outcome);
  row->set_times_gone(visit == Visit::kGone ? row->times_gone() + 1 : 0);
  const Revisit plan =
      PlanRevisit(visit, std::chrono::seconds(row->interval_seconds()), row->times_gone(),
                  page.http_status, {source.revisit_min, source.revisit_max});
  Duration pause = plan.interval;
  if (visit == Visit::kFailed) {
    row->clear_next_visit_time();  // the interval stays as it was planned
    return;
  }
  row->set_interval_seconds(std::chrono::duration_cast<std::chrono::seconds>(pause).count());
  if (source.honour_cache) pause = std::max(pause, FreshFor(page.response_headers, now));
  // An ad that says that it is over is looked at as seldom as the source lets us.
  if (row->expired()) pause = std::max(pause, source.revisit_max);
  *row->mutable_next_visit_time() = plan.never ? ToProto(kNever) : ToProto(now + pause);
}

}  // namespace

VisitedLeads RecordVisit(const Processed& processed, const Source& source, const Scope& scope,
                         Time now, UrlRow* row) {
  const Page& page = processed.page;
  RecordAnswer(page, row);
  VisitedLeads leads = RecordOutcome(processed, source, scope, now, row);
  // A 304 may bring newer validators, but none is no reason to forget the old ones.
  if (page.outcome == Outcome::kOk) RecordValidators(processed, row);
  PlanNextVisit(page, source, now, row);
  return leads;
}

bool IsDue(const UrlRow& row, Time now) {
  const bool always =
      row.depth() == 0 || row.kind() == UrlRow::KIND_LISTING || row.kind() == UrlRow::KIND_SITEMAP;
  if (always && row.times_gone() == 0) return true;
  return !row.has_next_visit_time() || FromProto(row.next_visit_time()) <= now;
}

bool HasChangedSince(const UrlRow& row, Time lastmod, Duration least, Time now) {
  constexpr std::chrono::hours kDay{24};
  if (lastmod > now) return false;
  const bool day_only = lastmod.time_since_epoch() % kDay == Duration(0);
  const Time fetched = FromProto(row.fetch_time());
  return fetched < (day_only ? lastmod + kDay : lastmod) && now - fetched >= least;
}

bool MayAskForChanges(const UrlRow& row, std::string_view read_with) {
  return row.read_with() == read_with && !row.text_digest().empty() &&
         !(row.etag().empty() && row.last_modified().empty());
}

bool IsExpired(const v1::Ad& ad, Time now) {
  const std::string& until = ad.posting().valid_through();
  std::optional<Time> end = ParseTime(until);
  if (!end) return false;
  if (until.size() == 10) *end += std::chrono::hours(24);
  return *end <= now;
}

}  // namespace varta
