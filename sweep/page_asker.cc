// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/page_asker.h"

#include "crawler/robots_answer.h"
#include "sweep/fetch_settings.h"

namespace varta {
namespace {

constexpr int kMaxHops = 5;

std::optional<Url> RedirectTarget(const Page& page) {
  if (page.outcome != Outcome::kRedirect) return std::nullopt;
  std::optional<Url> target = Url::Parse(page.location);
  return target && target->IsHttp() ? target : std::nullopt;
}

}  // namespace

PageAsker::PageAsker(const Config& config, AddressGuard guard, const Clock& clock,
                     const Source& source, const std::stop_token& stop)
    : config_(config),
      source_(source),
      pages_(4),
      fetcher_(ToFetchOptions(config), std::move(guard), clock,
               [this](Page page) { pages_.Push(std::move(page)); }),
      on_stop_(stop, [this] { pages_.Close(); }) {}

Page PageAsker::Fetch(const Url& url, bool robots) {
  Task task;
  task.url = url;
  task.source = source_.id;
  task.robots = robots;
  task.may_use_exceptions = source_.kind == v1::SOURCE_KIND_TEST;
  // By the same way as a sweep: a site that is read by a proxy must not learn who we are.
  task.headers = source_.headers;
  task.proxy = source_.proxy;
  fetcher_.Submit(task);
  if (std::optional<Page> page = pages_.Pop()) return *std::move(page);
  Page page;
  page.task = std::move(task);
  page.outcome = Outcome::kCancelled;
  page.detail = "varta is being stopped";
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
