// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/page_asker.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "crawler/frontier.h"
#include "crawler/robots_answer.h"
#include "sweep/fetch_settings.h"

namespace varta {
namespace {

constexpr int kMaxHops = 5;
constexpr std::string_view kStopped = "varta is being stopped";

std::optional<Url> RedirectTarget(const Page& page) {
  if (page.outcome != Outcome::kRedirect) return std::nullopt;
  std::optional<Url> target = Url::Parse(page.location);
  return target && target->IsHttp() ? target : std::nullopt;
}

}  // namespace

PageAsker::PageAsker(const Config& config, AddressGuard guard, const Clock& clock,
                     const Source& source, HostRests host_rests, const std::stop_token& stop)
    : config_(config),
      clock_(clock),
      source_(source),
      host_rests_(std::move(host_rests)),
      stop_(stop),
      pages_(4),
      fetcher_(ToFetchOptions(config), std::move(guard), clock,
               [this](Page page) { pages_.Push(std::move(page)); }),
      on_stop_(stop, [this] { pages_.Close(); }) {}

Duration PageAsker::RestOf(const Origin& origin) const {
  Duration rest = source_.delay.value_or(config_.delay);
  const auto robots = robots_.find(origin);
  if (robots == robots_.end()) return rest;
  const std::optional<Duration> asked =
      ToRobots(ReadRobotsAnswer(robots->second)).CrawlDelay(config_.robots_agent);
  return std::max(rest,
                  std::min(asked.value_or(Duration(0)), Frontier::Options().max_robots_delay));
}

std::string PageAsker::WaitForTurn(const Origin& origin) {
  auto until = std::chrono::steady_clock::now();
  const auto asked = rest_until_.find(origin);
  if (asked != rest_until_.end()) {
    until = asked->second;
  } else if (host_rests_.known) {
    const Time rests = host_rests_.known(origin);
    const Time now = clock_.Now();
    if (rests > now + kLongestWait) {
      return origin.ToString() + " wants to be left alone until " + FormatTimeShort(rests) +
             " UTC; try again then";
    }
    if (rests > now) until += rests - now;
  }
  // Nothing is under way that could come meanwhile; a stop ends it.
  static_cast<void>(pages_.PopUntil(until));
  return stop_.stop_requested() ? std::string(kStopped) : std::string();
}

Page PageAsker::Fetch(const Url& url, bool robots) {
  Task task;
  task.url = url;
  task.source = source_.id;
  task.robots = robots;
  task.networks = NetworksOf(source_);
  // By the same way as a sweep: a site that is read by a proxy must not learn who we are.
  task.headers = source_.headers;
  task.proxy = source_.proxy;
  const Origin origin = url.GetOrigin();
  std::string why_not = WaitForTurn(origin);
  if (why_not.empty()) {
    fetcher_.Submit(task);
    std::optional<Page> page = pages_.Pop();
    const Duration rest = RestOf(origin);
    rest_until_[origin] = std::chrono::steady_clock::now() + rest;
    if (host_rests_.asked) host_rests_.asked(origin, clock_.Now() + rest);
    if (page) return *std::move(page);
    why_not = kStopped;
  }
  Page page;
  page.task = std::move(task);
  page.outcome = Outcome::kCancelled;
  page.detail = std::move(why_not);
  return page;
}

const Page& PageAsker::AskRobots(const Url& url) {
  const auto known = robots_.find(url.GetOrigin());
  if (known != robots_.end()) return known->second;
  Page page = Fetch(*Url::Parse("/robots.txt", url), true);
  for (int hop = 0; hop < kMaxHops; ++hop) {
    const std::optional<Url> target = RedirectTarget(page);
    if (!target) break;
    page = Fetch(*target, true);
  }
  return robots_.emplace(url.GetOrigin(), std::move(page)).first->second;
}

Page PageAsker::Ask(const Url& url) {
  Url next = url;
  for (int hop = 0;; ++hop) {
    const Robots robots = ToRobots(ReadRobotsAnswer(AskRobots(next)));
    const Robots::Verdict verdict = robots.Check(config_.robots_agent, next.PathAndQuery());
    if (!verdict.allowed) {
      Page page;
      page.task.url = next;
      page.outcome = Outcome::kDeniedByRobots;
      page.detail = "denied by " + verdict.why;
      return page;
    }
    Page page = Fetch(next, false);
    const std::optional<Url> target = RedirectTarget(page);
    if (!target || hop == kMaxHops) return page;
    next = *target;
  }
}

std::string DescribeOutcome(const Page& page) {
  if (page.outcome == Outcome::kOk || (page.http_status != 0 && page.detail.empty()))
    return std::to_string(page.http_status);
  return page.detail;
}

}  // namespace varta
