// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/source_check.h"

#include <map>

#include "base/queue.h"
#include "crawler/curl_fetcher.h"
#include "crawler/robots_answer.h"

namespace varta {
namespace {

constexpr int kMaxHops = 5;

std::string Describe(const Page& page) {
  if (page.outcome == Outcome::kOk || (page.http_status != 0 && page.detail.empty()))
    return std::to_string(page.http_status);
  return page.detail;
}

// One fetch after another: a check is no sweep, and each host is asked at most a few times.
class Asker {
 public:
  Asker(const Config& config, AddressGuard guard, const Clock& clock, const Source& source)
      : source_(source),
        pages_(4),
        fetcher_(ToFetchOptions(config), std::move(guard), clock,
                 [this](Page page) { pages_.Push(std::move(page)); }) {}

  // Follows up to kMaxHops redirects.
  Page Ask(const Url& url, bool robots) {
    Task task;
    task.url = url;
    task.source = source_.id;
    task.robots = robots;
    task.may_use_exceptions = source_.kind == v1::SOURCE_KIND_TEST;
    for (int hop = 0;; ++hop) {
      fetcher_.Submit(task);
      Page page = *pages_.Pop();
      auto target = page.outcome == Outcome::kRedirect ? Url::Parse(page.location) : std::nullopt;
      if (!target || !target->IsHttp() || hop == kMaxHops) return page;
      task.url = *target;
    }
  }

 private:
  const Source& source_;
  Queue<Page> pages_;
  CurlFetcher fetcher_;
};

}  // namespace

Result<v1::CheckSourceResponse> CheckSource(const Config& config, const Source& source,
                                            const Clock& clock) {
  v1::CheckSourceResponse response;
  *response.mutable_source() = ToProto(source, clock.Now());
  if (!response.source().not_swept_because().empty()) return response;
  Result<AddressGuard> guard = AddressGuard::Create(config.allow_networks);
  if (!guard.ok()) return guard.status();
  Asker asker(config, std::move(*guard), clock, source);
  std::map<Origin, Robots> robots;
  for (const std::string& seed : source.seeds) {
    Url url = *Url::Parse(seed);
    if (robots.contains(url.GetOrigin())) continue;
    Page page = asker.Ask(*Url::Parse("/robots.txt", url), true);
    Robots parsed = RobotsFromAnswer(page);
    v1::CheckSourceResponse::Probe* probe = response.add_probes();
    probe->set_url(url.GetOrigin().ToString() + "/robots.txt");
    probe->set_outcome(Describe(page));
    probe->set_ok(page.http_status != 0 && page.http_status < 500 && page.http_status != 429);
    robots.emplace(url.GetOrigin(), std::move(parsed));
  }
  for (const std::string& seed : source.seeds) {
    Url url = *Url::Parse(seed);
    v1::CheckSourceResponse::Probe* probe = response.add_probes();
    probe->set_url(url.Canonical());
    Robots::Verdict verdict =
        robots.at(url.GetOrigin()).Check(config.robots_agent, url.PathAndQuery());
    if (!verdict.allowed) {
      probe->set_outcome("denied by " + verdict.why);
      continue;
    }
    Page page = asker.Ask(url, false);
    probe->set_outcome(Describe(page));
    probe->set_ok(page.outcome == Outcome::kOk);
  }
  return response;
}

FetchOptions ToFetchOptions(const Config& config) {
  FetchOptions options;
  options.user_agent = config.user_agent;
  options.from = config.from;
  options.max_body_bytes = static_cast<size_t>(config.max_body_bytes);
  options.connect_timeout = config.connect_timeout;
  options.total_timeout = config.fetch_timeout;
  options.max_in_flight = static_cast<int>(config.max_in_flight);
  return options;
}

}  // namespace varta
