// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// SweepRun's part that turns what became of a page into rows, and commits them.
#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "base/version.h"
#include "crawler/robots_answer.h"
#include "sweep/convert.h"
#include "sweep/lead_sightings.h"
#include "sweep/sweep_run.h"
#include "sweep/visit.h"

namespace varta {

using stored::v1::UrlRow;

Status SweepRun::Settle(std::vector<Processed> pages) {
  if (pages.empty()) return Status();
  std::vector<PageResult> results;
  std::unordered_set<std::string> leads_in_batch;
  std::set<Origin> origins;
  size_t bytes = 0;
  for (Processed& processed : pages) {
    const Page& page = processed.page;
    bytes += page.body.size();
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
    *host.mutable_address_rest_until_time() = ToProto(state.address_rest_until);
  }
  Status committed = Commit(std::move(results));
  bytes_held_ -= bytes;
  return committed;
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

PageResult SweepRun::ToResult(Processed* processed,
                              std::unordered_set<std::string>* leads_in_batch) {
  const Page& page = processed->page;
  SourceState& state = StateOf(page.task);
  PageResult result;
  UrlRow row = RowOf(page.task);
  left_out_ = false;
  const Copy copy = CopyOf(*processed, &result);
  if (!copy.original.empty()) processed->screened->ads.clear();
  VisitedLeads leads = RecordVisit(*processed, state.source, state.scope, clock_.Now(), &row);
  if (processed->screened) DescribeCopy(copy.original, state.source, &row);
  if (!processed->archived.empty()) {
    row.set_archive_digest(processed->archived);
    *row.mutable_archive_time() = ToProto(page.fetched_at);
  }
  state.bytes += row.bytes();
  state.ledger.LeadsVanished(leads.vanished.size());
  result.leads_still_there = std::move(leads.still_there);
  result.ads_still_there = std::move(leads.ads_still_there);
  result.leads_vanished = std::move(leads.vanished);
  result.ads_vanished = std::move(leads.ads_vanished);
  result.vanished_because = std::move(leads.because);
  if (page.outcome == Outcome::kRedirect) FollowRedirect(page, &row, &result);
  if (processed->sitemap) FollowSitemap(*processed, &result);
  if (processed->screened) {
    if (processed->screened->text_bytes > 0) {
      state.traps.Learned(page.task.url, processed->screened->trap_digest);
    }
    Follow(*processed, row, &result);
    if (processed->gone_because.empty()) FillAds(processed, &row, &result, leads_in_batch);
  }
  // What was left out is known from here only, and whether the page is a copy only later: the next
  // visit must read the page again.
  if (left_out_ || copy.undecided) row.clear_read_with();
  result.url = std::move(row);
  return result;
}

void SweepRun::FillAds(Processed* processed, UrlRow* row, PageResult* result,
                       std::unordered_set<std::string>* leads_in_batch) {
  ScreenedPage& screened = *processed->screened;
  if (screened.ads.empty()) return;
  const Source& source = StateOf(processed->page.task).source;
  Page& page = processed->page;
  for (const Screened& ad : screened.ads) {
    if (!ad.lead) continue;
    std::string lead_id = LeadId(row->source(), ad.ad.key());
    bool known = !leads_in_batch->insert(lead_id).second || store_.GetLead(lead_id).ok();
    row->set_leads_seen_again(row->leads_seen_again() + known);
    row->set_leads_new(row->leads_new() + !known);
  }
  v1::Provenance provenance;
  provenance.set_source(row->source());
  provenance.set_sweep("sweeps/" + id_);
  provenance.set_url(page.task.url.Canonical());
  for (const std::string& redirect : page.task.redirects) provenance.add_redirects(redirect);
  *provenance.mutable_fetch_time() = ToProto(page.fetched_at);
  const bool keep_text = source.keep_unflagged.value_or(config_.keep_unflagged) > Duration(0);
  result->ads = AdsOf(&screened, provenance, source.ads_kind, keep_text);
  if (row->change() == UrlRow::CHANGE_UNCHANGED) {
    for (AdSighting& ad : result->ads)
      ad.no_lead_because = WhyNoLead(ad.hits, ad.score, config_.lead_threshold);
  }
  if (row->leads_new() + row->leads_seen_again() == 0) return;
  Capture capture;
  v1::Evidence& evidence = capture.evidence;
  evidence.set_http_status(page.http_status);
  evidence.set_http_version(page.http_version);
  ToProto(page.request_headers, evidence.mutable_request_headers());
  ToProto(page.response_headers, evidence.mutable_response_headers());
  evidence.set_remote_address(page.remote_address);
  evidence.set_tls_version(page.tls_version);
  evidence.set_tls_certificate_sha256(page.tls_certificate_sha256);
  evidence.set_truncated(page.truncated);
  if (page.truncated) evidence.set_truncation_reason("cut at max_body_bytes");
  evidence.set_tool("varta " + std::string(kVersion));
  capture.body = std::move(page.body);
  result->leads = LeadsOf(screened, std::move(provenance), std::move(capture), source.ads_kind);
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
    const auto kind_of = [this](std::string_view source) {
      const auto state = states_.find(std::string(source));
      return state == states_.end() ? v1::SOURCE_KIND_UNSPECIFIED : state->second.source.ads_kind;
    };
    Result<std::vector<Committed>> committed =
        store_.Commit(std::span<const PageResult>(results).subspan(begin, count), principal_,
                      StepOf(linker_, kind_of, &reweigher_));
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

}  // namespace varta
