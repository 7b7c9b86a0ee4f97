// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/why.h"

#include <algorithm>
#include <optional>
#include <string>

#include "crawler/frontier.h"
#include "crawler/robots.h"
#include "sweep/convert.h"
#include "sweep/scope.h"
#include "sweep/visit.h"

namespace varta {
namespace {

using stored::v1::UrlRow;
using Chain = v1::UrlExplanation::Chain;

constexpr int kMaxParents = 20;  // back to the seed

std::string When(const google::protobuf::Timestamp& time) {
  return FormatTimeShort(FromProto(time)) + " UTC";
}

class ChainWriter {
 public:
  ChainWriter(const Config& config, const Source& source, const Store& store, Time now,
              Chain* chain)
      : config_(config), source_(source), store_(store), now_(now), chain_(chain) {
    chain_->set_source(source.id);
  }

  Status Write(const Url& url) {
    const Scope scope(source_);
    const std::string why_not = WhyNotSwept(source_, now_);
    Add("approval",
        why_not.empty() ? "approved by " + source_.approved_by + " until " + source_.expires
                        : why_not,
        !why_not.empty());
    const bool in_scope = scope.Contains(url);
    Add("scope", scope.Why(url), !in_scope);
    Add("kind", Kind(url, scope));
    Result<std::optional<UrlRow>> row = store_.GetUrl(source_.id, url.Canonical());
    if (!row.ok()) return row.status();
    if (Status status = AddDiscovery(url, *row); !status.ok()) return status;
    if (Status status = AddOrigin(url); !status.ok()) return status;
    if (*row) AddVisits(**row, in_scope && why_not.empty());
    return Status();
  }

 private:
  void Add(const char* what, std::string detail, bool stops = false) {
    v1::UrlExplanation::Step* step = chain_->add_steps();
    step->set_what(what);
    step->set_detail(std::move(detail));
    step->set_stops(stops);
  }

  std::string Kind(const Url& url, const Scope& scope) const {
    const bool listing = !source_.listing_pages.empty() && scope.IsListing(url);
    if (listing) return "a listing, by the source's `listing` patterns: read first";
    if (source_.ad_pages.empty()) return "any page may have ads: the source has no `ad` patterns";
    return scope.IsAd(url) ? "an ad, by the source's `ad` patterns"
                           : "no ad, by the source's `ad` patterns: read for its links only";
  }

  // From which page, and from which that, back to the seed.
  Status AddDiscovery(const Url& url, const std::optional<UrlRow>& row) {
    if (!row) {
      Add("discovered", "never: no page of the source that was read links to it", true);
      return Status();
    }
    Add("discovered", (row->discovered_from().empty() ? std::string("a seed of the source")
                                                      : "from " + row->discovered_from()) +
                          ", first seen " + When(row->first_seen_time()) + ", " +
                          std::to_string(row->depth()) + " links from a seed");
    for (const std::string& redirect : row->redirects()) {
      Add("redirect", redirect + " led here");
    }
    std::string from = row->discovered_from();
    for (int hop = 0; hop < kMaxParents && !from.empty() && from != url.Canonical(); ++hop) {
      Result<std::optional<UrlRow>> parent = store_.GetUrl(source_.id, from);
      if (!parent.ok()) return parent.status();
      if (!*parent) break;
      const std::string& above = (*parent)->discovered_from();
      Add("  and that", above.empty() ? "is a seed: " + from : "from " + above);
      from = above;
    }
    return Status();
  }

  Status AddOrigin(const Url& url) {
    const std::string origin = url.GetOrigin().ToString();
    Result<std::optional<stored::v1::RobotsRow>> robots = store_.GetRobots(origin);
    if (!robots.ok()) return robots.status();
    Duration delay = source_.delay.value_or(config_.delay);
    if (!*robots) {
      Add("robots.txt", "of " + origin + " was not asked for yet");
    } else {
      const Robots rules = (*robots)->denied() ? Robots::DenyAll((*robots)->why())
                                               : Robots::Parse((*robots)->body());
      const Robots::Verdict verdict = rules.Check(config_.robots_agent, url.PathAndQuery());
      Add("robots.txt",
          (verdict.allowed ? "allows it" : "denies it") +
              (verdict.why.empty() ? ": no line says otherwise" : ": " + verdict.why) + " (read " +
              When((*robots)->fetch_time()) + ")",
          !verdict.allowed);
      delay = std::max(delay, std::min(rules.CrawlDelay(config_.robots_agent).value_or(Duration(0)),
                                       Frontier::Options().max_robots_delay));
    }
    Result<std::optional<stored::v1::HostRow>> host = store_.GetHost(origin);
    if (!host.ok()) return host.status();
    std::string rest = FormatDuration(delay) + " between two pages of " + origin;
    bool blocked = false;
    if (*host) {
      blocked = FromProto((*host)->rest_until_time()) > now_;
      if (blocked) rest += "; it rests until " + When((*host)->rest_until_time());
      if ((*host)->failures() > 0) {
        rest += "; its last " + std::to_string((*host)->failures()) + " answers were failures";
      }
    }
    Add("delay", std::move(rest));
    return Status();
  }

  void AddVisits(const UrlRow& row, bool may_be_visited) {
    if (row.state() == UrlRow::STATE_WAITING) {
      Result<v1::Sweep> sweep = store_.GetSweep(row.sweep());
      const bool running = sweep.ok() && sweep->state() == v1::Sweep::STATE_RUNNING;
      Add("queue", running ? "waits in the running sweep " + row.sweep()
                           : "was not reached by sweep " + row.sweep() +
                                 (row.detail().empty() ? "" : ": " + row.detail()));
    }
    if (row.has_fetch_time() || !row.outcome().empty()) {
      std::string visit = row.has_fetch_time() ? When(row.fetch_time()) + ": " : "";
      visit += row.outcome();
      if (row.http_status() != 0) visit += " " + std::to_string(row.http_status());
      if (!row.detail().empty()) visit += ", " + row.detail();
      if (row.change() == UrlRow::CHANGE_NEW) visit += ", new";
      if (row.change() == UrlRow::CHANGE_CHANGED) visit += ", other text than before";
      if (row.change() == UrlRow::CHANGE_UNCHANGED) visit += ", unchanged";
      if (row.not_modified()) visit += " (nothing was read again)";
      visit += "; " + std::to_string(row.ads()) + " ads, " + std::to_string(row.leads_size()) +
               " leads; sweep " + row.sweep();
      Add("last visit", std::move(visit));
    }
    if (row.kind() == UrlRow::KIND_COPY) Add("language", row.detail());
    if (!may_be_visited) return;
    if (IsDue(row, now_)) {
      Add("next visit", "with the next sweep of the source");
    } else if (row.times_gone() > 0 &&
               FromProto(row.next_visit_time()) > now_ + source_.revisit_max) {
      Add("next visit", "never: gone " + std::to_string(row.times_gone()) + " times", true);
    } else {
      Add("next visit",
          "not before " + When(row.next_visit_time()) +
              (row.expired() ? ": the ad says that it has expired" : ": it did not change lately"));
    }
  }

  const Config& config_;
  const Source& source_;
  const Store& store_;
  const Time now_;
  Chain* const chain_;
};

// One of the source's hosts: if its patterns leave the URL out, that is worth to be said.
bool IsOnItsHost(const Source& source, const Url& url) {
  return std::any_of(source.seeds.begin(), source.seeds.end(), [&](const std::string& written) {
    const std::optional<Url> seed = Url::Parse(written);
    return seed && seed->GetOrigin() == url.GetOrigin();
  });
}

}  // namespace

Result<v1::UrlExplanation> ExplainUrl(const Config& config, const std::vector<Source>& sources,
                                      const Store& store, Time now, std::string_view written) {
  const std::optional<Url> url = Url::Parse(written);
  if (!url || !url->IsHttp()) {
    return Status(Code::kInvalidArgument,
                  "'" + std::string(written) + "' is no http or https URL; write it whole");
  }
  v1::UrlExplanation explanation;
  explanation.set_url(url->Canonical());
  for (const Source& source : sources) {
    if (!Scope(source).Contains(*url) && !IsOnItsHost(source, *url)) {
      Result<std::optional<UrlRow>> row = store.GetUrl(source.id, url->Canonical());
      if (!row.ok()) return row.status();
      if (!*row) continue;
    }
    ChainWriter writer(config, source, store, now, explanation.add_chains());
    if (Status status = writer.Write(*url); !status.ok()) return status;
  }
  return explanation;
}

}  // namespace varta
