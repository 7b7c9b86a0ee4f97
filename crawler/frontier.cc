// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/frontier.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "base/ascii.h"
#include "crawler/http_date.h"

namespace varta {
namespace {

constexpr size_t kMaxRobotsRedirects = 5;  // RFC 9309, 2.3.1.2
constexpr Duration kMaxBackoff{60'000};
constexpr int64_t kMaxRetryAfterSeconds = 10LL * 365 * 24 * 3600;

QueuePlace PlaceOf(const Task& task) { return {task.priority, task.depth, task.order}; }

// `first` doubled for each failure after the first, within kMaxBackoff.
Duration Backoff(Duration first, int failures) {
  Duration pause = first;
  for (int i = 1; i < failures && pause < kMaxBackoff; ++i) pause *= 2;
  return std::min(pause, kMaxBackoff);
}

// The server or the way to it is in trouble, rather than this one page.
bool IsFailure(const Page& page) {
  switch (page.outcome) {
    case Outcome::kHttpError:
      // 403: this page is not for us, or, if more of them follow, no page any more.
      return page.http_status >= 500 || page.http_status == 429 || page.http_status == 403;
    case Outcome::kDnsError:
    case Outcome::kConnectError:
    case Outcome::kTlsError:
    case Outcome::kTimeout:
    case Outcome::kBadResponse:
    case Outcome::kRefused:
    case Outcome::kChallenge:
      return true;
    default:
      return false;
  }
}

// It held whoever asked it until a timeout, as it may do again.
bool WasSlow(const Page& page) {
  return page.outcome == Outcome::kTimeout || page.outcome == Outcome::kDnsError;
}

// Another try may well bring another answer.
bool IsTransient(const Page& page) {
  return IsFailure(page) && page.http_status != 403 && page.outcome != Outcome::kTlsError &&
         page.outcome != Outcome::kRefused && page.outcome != Outcome::kChallenge;
}

}  // namespace

struct Frontier::Host {
  enum class RobotsState { kWanted, kAsked, kAnswered };

  Origin origin;
  size_t id = 0;
  std::optional<Robots> robots;
  Time robots_fetched;
  Duration crawl_delay{0};  // that it asks for
  RobotsState robots_state = RobotsState::kWanted;
  std::string source;                     // in whose name it is asked for
  std::unique_ptr<Task> robots_task;      // the next request for it, if it is not the first one
  std::multimap<QueuePlace, Task> heads;  // all of them before every spilled one
  size_t spilled = 0;
  QueuePlace spilled_from;            // no spilled task is before it
  bool hungry = false;                // it stands in hungry_
  std::multimap<Time, Task> retries;  // not before
  Duration delay{0};
  Time rest_until;
  std::string address;  // that it came to when it was last asked
  int failures = 0;     // in a row
  bool busy = false;
  bool doubtful = true;  // has not answered yet, or last ran into a timeout
  bool busy_as_doubtful = false;
  std::string given_up;  // why; empty: not given up
  Outcome given_up_as = Outcome::kOk;
  std::optional<Time> listed;   // its entry
  DueSet* listed_in = nullptr;  // in Due::hosts or Address::waiting
};

Frontier::Frontier(Options options) : options_(std::move(options)) {}
Frontier::~Frontier() = default;

Frontier::Host& Frontier::HostOf(const Origin& origin) {
  const auto [entry, is_new] = ids_.emplace(origin, hosts_.size());
  if (is_new) {
    auto host = std::make_unique<Host>();
    host->origin = origin;
    host->id = entry->second;
    hosts_.push_back(std::move(host));
  }
  return *hosts_[entry->second];
}

bool Frontier::Add(Task task, Duration delay, bool again) {
  if (!task.url.IsHttp() || (!seen_.Insert(UrlFingerprint(task.url)) && !again)) return false;
  Host& host = HostOf(task.url.GetOrigin());
  host.delay = std::max(host.delay, delay);
  if (host.source.empty()) host.source = task.source;
  if (!host.given_up.empty()) {
    Drop(std::move(task), host.given_up_as, host.given_up);
  } else if (!DropIfDenied(host, task)) {
    Put(host, std::move(task));
    Reschedule(host);
  }
  return true;
}

// Among the heads, or spilled if there are enough of them or any spilled one is before it.
void Frontier::Put(Host& host, Task task) {
  ++waiting_;
  const QueuePlace place = PlaceOf(task);
  if (host.spilled > 0 && !(place < host.spilled_from)) {
    ++host.spilled;
    CheckHunger(host);
    return;
  }
  host.heads.emplace(place, std::move(task));
  ++heads_;
  const size_t limit = HeadLimit();
  if (host.heads.size() > limit + limit / 2) SpillLast(host);
  CheckHunger(host);
  // Hosts that were met when there were few hold more than their share still.
  if (heads_ <= std::max(2 * options_.max_heads_in_all, 4 * hosts_.size())) return;
  for (const std::unique_ptr<Host>& other : hosts_) {
    while (other->heads.size() > limit) SpillLast(*other);
  }
}

size_t Frontier::HeadLimit() const {
  const size_t share = options_.max_heads_in_all / std::max<size_t>(hosts_.size(), 1);
  return std::min(std::max<size_t>(share, 3), options_.max_heads);
}

// The last head; it is before every spilled task.
void Frontier::SpillLast(Host& host) {
  const auto last = std::prev(host.heads.end());
  host.spilled_from = last->first;
  host.heads.erase(last);
  --heads_;
  ++host.spilled;
}

void Frontier::CheckHunger(Host& host) {
  if (host.hungry || host.spilled == 0 || host.heads.size() > HeadLimit() / 2) return;
  host.hungry = true;
  hungry_.push_back(host.id);
}

std::vector<Frontier::Hungry> Frontier::TakeHungry() {
  std::vector<Hungry> all;
  for (const size_t id : std::exchange(hungry_, {})) {
    Host& host = *hosts_[id];
    host.hungry = false;
    if (host.spilled > 0) all.push_back({host.origin, host.spilled_from, HeadLimit()});
  }
  return all;
}

void Frontier::Refill(const Hungry& hungry, std::vector<Task> tasks) {
  const auto id = ids_.find(hungry.origin);
  if (id == ids_.end()) return;
  Host& host = *hosts_[id->second];
  const bool last = tasks.size() < hungry.count;
  if (!tasks.empty()) {
    host.spilled_from = PlaceOf(tasks.back());
    ++host.spilled_from.order;
  }
  const size_t known = std::min(host.spilled, last ? host.spilled : tasks.size());
  host.spilled -= known;
  waiting_ -= known;
  for (Task& task : tasks) {
    if (!host.given_up.empty()) {
      Drop(std::move(task), host.given_up_as, host.given_up);
    } else if (!DropIfDenied(host, task)) {
      ++waiting_;
      const QueuePlace place = PlaceOf(task);
      host.heads.emplace(place, std::move(task));
      ++heads_;
    }
  }
  CheckHunger(host);
  Reschedule(host);
}

bool Frontier::Knows(const Url& url) const { return seen_.Contains(UrlFingerprint(url)); }

void Frontier::MarkSeen(const Url& url) { seen_.Insert(UrlFingerprint(url)); }

Frontier::OriginState Frontier::StateOf(const Origin& origin) const {
  OriginState state{origin, {}, 0, "", {}};
  const auto id = ids_.find(origin);
  if (id == ids_.end()) return state;
  const Host& host = *hosts_[id->second];
  state.rest_until = host.rest_until;
  state.failures = host.failures;
  state.address = host.address;
  const auto address = addresses_.find(host.address);
  if (address != addresses_.end()) state.address_rest_until = address->second.rest_until;
  return state;
}

void Frontier::Restore(const OriginState& state, Time now) {
  Host& host = HostOf(state.origin);
  host.rest_until = state.rest_until;
  host.address = state.address;
  if (!host.address.empty() && state.address_rest_until > now) {
    Time& rest = AddressOf(host).rest_until;
    rest = std::max(rest, state.address_rest_until);
  }
  // An origin that was given up gets a few tries, not all of them again.
  host.failures =
      std::clamp(options_.max_origin_failures - options_.max_attempts, 0, state.failures);
  if (state.rest_until - now > options_.max_retry_after) {
    host.given_up = state.origin.ToString() + " asked for a pause until " +
                    FormatTime(state.rest_until) + " (Retry-After)";
    host.given_up_as = Outcome::kHttpError;
  }
}

void Frontier::LeaveAlone(const Origin& origin, Time until) {
  const auto id = ids_.find(origin);
  if (id == ids_.end()) return;
  Host& host = *hosts_[id->second];
  host.rest_until = std::max(host.rest_until, until);
  Reschedule(host);
}

void Frontier::SetRobots(const Origin& origin, const Robots& robots, Time fetched) {
  Host& host = HostOf(origin);
  host.robots = robots.OnlyFor(options_.agent);
  host.crawl_delay = host.robots->CrawlDelay(options_.agent).value_or(Duration(0));
  host.robots_fetched = fetched;
  const size_t denied =
      std::erase_if(host.heads, [&](const auto& head) { return DropIfDenied(host, head.second); });
  waiting_ -= denied;
  heads_ -= denied;
  waiting_ -= std::erase_if(host.retries,
                            [&](const auto& retry) { return DropIfDenied(host, retry.second); });
  CheckHunger(host);
  Reschedule(host);
}

std::optional<Task> Frontier::Next(Time now) {
  while (NextDue() <= now) {
    const Kind kind = FirstKind();
    Host* const first = FirstIn(due_[kind], kind, now);
    if (first == nullptr) continue;
    Host& host = *first;
    if (host.robots && now - host.robots_fetched > options_.max_robots_age) {
      host.robots.reset();
      host.robots_state = Host::RobotsState::kWanted;
    }
    Task task = TakeTask(host, now);
    task.address_rest = AddressRest(host);
    host.busy = true;
    host.busy_as_doubtful = host.doubtful;
    ++in_flight_;
    doubtful_in_flight_ += host.doubtful;
    RestAddress(host, now);
    CheckHunger(host);
    Reschedule(host);
    return task;
  }
  return std::nullopt;
}

// The host at the front, if its address does not rest; else `due` has moved on.
Frontier::Host* Frontier::FirstIn(Due& due, Kind kind, Time now) {
  const auto turn = due.addresses.begin();
  if (turn != due.addresses.end() && turn->first.first == due.First()) {
    Address& address = *turn->second;
    due.addresses.erase(turn);
    DueSet& waiting = address.waiting[kind];
    address.listed[kind] = !waiting.empty();
    if (waiting.empty()) return nullptr;
    due.addresses.emplace(
        std::pair(std::max(address.rest_until, waiting.begin()->first), address.number), &address);
    return address.rest_until <= now ? hosts_[waiting.begin()->second].get() : nullptr;
  }
  Host& host = *hosts_[due.hosts.begin()->second];
  const auto address = addresses_.find(host.address);
  if (address == addresses_.end() || address->second.rest_until <= now) return &host;
  WaitForAddress(host, kind, address->second);
  return nullptr;
}

// Somebody else of this address was there meanwhile.
void Frontier::WaitForAddress(Host& host, Kind kind, Address& address) {
  host.listed_in->erase({*host.listed, host.id});
  host.listed_in = &address.waiting[kind];
  host.listed_in->emplace(*host.listed, host.id);
  if (std::exchange(address.listed[kind], true)) return;
  due_[kind].addresses.emplace(std::pair(address.rest_until, address.number), &address);
}

Task Frontier::TakeTask(Host& host, Time now) {
  if (!host.robots) {
    host.robots_state = Host::RobotsState::kAsked;
    return RobotsTask(host);
  }
  --waiting_;
  auto from_retries = host.retries.begin();
  if (from_retries != host.retries.end() && from_retries->first <= now) {
    Task task = std::move(from_retries->second);
    host.retries.erase(from_retries);
    return task;
  }
  const auto first = host.heads.begin();
  Task task = std::move(first->second);
  host.heads.erase(first);
  --heads_;
  return task;
}

Task Frontier::RobotsTask(const Host& host) const {
  if (host.robots_task) return *host.robots_task;
  Task task;
  if (std::optional<Url> url = Url::Parse(host.origin.ToString() + "/robots.txt")) {
    task.url = *std::move(url);
  }
  task.source = host.source;
  task.robots = true;
  return task;
}

Duration Frontier::AddressRest(const Host& host) const {
  return std::min(options_.address_rest, Rest(host) / 4);
}

Frontier::Address& Frontier::AddressOf(const Host& host) {
  const auto [entry, is_new] = addresses_.try_emplace(host.address);
  if (is_new) entry->second.number = address_count_++;
  return entry->second;
}

// Origins of one address take turns.
void Frontier::RestAddress(const Host& host, Time now) {
  const Duration rest = AddressRest(host);
  if (host.address.empty() || rest <= Duration(0)) return;
  if (addresses_.size() > many_addresses_) {
    std::erase_if(addresses_, [&](const auto& entry) {
      const Address& address = entry.second;
      return address.rest_until <= now && !address.listed[kSound] && !address.listed[kDoubtful];
    });
    many_addresses_ = std::max(many_addresses_, 2 * addresses_.size());
  }
  AddressOf(host).rest_until = now + rest;
}

void Frontier::GiveBack(const Task& task) {
  const auto id = ids_.find(task.url.GetOrigin());
  if (id == ids_.end() || !hosts_[id->second]->busy) return;
  Host& host = *hosts_[id->second];
  SetIdle(host);
  CheckHunger(host);
  Reschedule(host);
}

void Frontier::SetIdle(Host& host) {
  host.busy = false;
  --in_flight_;
  doubtful_in_flight_ -= std::exchange(host.busy_as_doubtful, false);
}

bool Frontier::Done(const Page& page, Duration retry_after, Time now) {
  const auto id = ids_.find(page.task.robots ? RobotsOrigin(page.task) : page.task.url.GetOrigin());
  if (id == ids_.end() || !hosts_[id->second]->busy) return false;
  Host& host = *hosts_[id->second];
  SetIdle(host);
  if (page.outcome != Outcome::kCancelled) host.doubtful = WasSlow(page);
  if (!page.resolved_address.empty()) host.address = page.resolved_address;
  if (page.outcome != Outcome::kCancelled) host.failures = IsFailure(page) ? host.failures + 1 : 0;
  if (page.http_status >= 200 && page.http_status < 300) retry_after = Duration(0);
  host.rest_until = now + std::max(Rest(host), retry_after);

  bool again = false;
  if (host.given_up.empty()) {
    if (retry_after > options_.max_retry_after) {
      host.given_up = host.origin.ToString() + " asks for a pause of " +
                      FormatDuration(retry_after) + " (Retry-After), longer than the " +
                      FormatDuration(options_.max_retry_after) +
                      " that a sweep waits; the next sweep tries again";
    } else if (host.failures >= options_.max_origin_failures) {
      host.given_up = host.origin.ToString() + " failed " + std::to_string(host.failures) +
                      " times in a row and was left for the next sweep; the last time: " +
                      (page.detail.empty() ? std::string(OutcomeName(page.outcome)) : page.detail);
    }
    if (!host.given_up.empty()) {
      host.given_up_as = page.outcome;
      DropAll(host, page.outcome, host.given_up);
    } else if (page.task.robots) {
      again = DoneRobots(host, page);
    } else if (IsTransient(page) && page.task.attempt + 1 < options_.max_attempts) {
      again = true;
      Task task = page.task;
      ++task.attempt;
      const Time not_before = now + PauseAfter(host, task.attempt);
      host.retries.emplace(not_before, std::move(task));
      ++waiting_;
    }
  }
  RestAddress(host, now);
  CheckHunger(host);
  Reschedule(host);
  return again;
}

// What follows an answer to a request for robots.txt. True: another request.
bool Frontier::DoneRobots(Host& host, const Page& page) {
  host.robots_state = Host::RobotsState::kAnswered;
  if (host.robots) return false;  // set by the caller meanwhile
  if (page.outcome == Outcome::kRedirect && page.task.redirects.size() < kMaxRobotsRedirects) {
    const std::optional<Url> target = Url::Parse(page.location);
    if (!target || !target->IsHttp()) return false;
    host.robots_task = std::make_unique<Task>(page.task);
    host.robots_task->redirects.push_back(page.task.url.Canonical());
    host.robots_task->url = *target;
    host.robots_task->attempt = 0;
  } else if (IsTransient(page) && page.task.attempt + 1 < options_.max_attempts) {
    host.robots_task = std::make_unique<Task>(page.task);
    ++host.robots_task->attempt;
  } else {
    return false;
  }
  host.robots_state = Host::RobotsState::kWanted;
  return true;
}

std::vector<Page> Frontier::TakeDropped() { return std::exchange(dropped_, {}); }

std::vector<Page> Frontier::Drain(Outcome outcome, const std::string& why) {
  std::vector<Page> earlier = TakeDropped();
  for (const std::unique_ptr<Host>& host : hosts_) {
    DropAll(*host, outcome, why);
    waiting_ -= std::exchange(host->spilled, 0);
    Reschedule(*host);
  }
  std::vector<Page> drained = TakeDropped();
  dropped_ = std::move(earlier);
  return drained;
}

Time Frontier::Due::First() const {
  const Time host = hosts.empty() ? Time::max() : hosts.begin()->first;
  return addresses.empty() ? host : std::min(host, addresses.begin()->first.first);
}

// At one address, those that were not asked yet come first.
Frontier::Kind Frontier::FirstKind() const {
  return MayTakeDoubtful() && due_[kDoubtful].First() <= due_[kSound].First() ? kDoubtful : kSound;
}

Time Frontier::NextDue() const { return due_[FirstKind()].First(); }

Frontier::Kind Frontier::KindOf(const Host& host) const {
  return host.doubtful ? kDoubtful : kSound;
}

Duration Frontier::PauseAfter(const Host& host, int failures) const {
  const Duration pause = Backoff(options_.first_retry, failures);
  const uint64_t lot = FingerprintOf(host.origin.ToString() + std::to_string(failures)) >> 54;
  return pause + Duration(static_cast<int64_t>(static_cast<double>(pause.count()) *
                                               options_.jitter * static_cast<double>(lot) / 1024));
}

// How long the host rests after a fetch.
Duration Frontier::Rest(const Host& host) const {
  Duration rest = host.delay;
  if (host.robots) {
    rest = std::max(rest, std::min(host.crawl_delay, options_.max_robots_delay));
  }
  if (host.failures > 0) rest = std::max(rest, PauseAfter(host, host.failures));
  return rest;
}

// Brings the host's entry in due_ up to date. One that waits for its address stands there anew.
void Frontier::Reschedule(Host& host) {
  std::optional<Time> due;
  if (!host.busy && !(host.heads.empty() && host.retries.empty())) {
    if (!host.robots) {
      if (host.robots_state == Host::RobotsState::kWanted) due = host.rest_until;
    } else if (host.heads.empty()) {
      due = std::max(host.rest_until, host.retries.begin()->first);
    } else {
      due = host.rest_until;
    }
  }
  DueSet* const in = due ? &due_[KindOf(host)].hosts : nullptr;
  if (due == host.listed && in == host.listed_in) return;
  if (host.listed) host.listed_in->erase({*host.listed, host.id});
  if (due) in->emplace(*due, host.id);
  host.listed = due;
  host.listed_in = in;
}

void Frontier::Drop(Task task, Outcome outcome, std::string why) {
  Page page;
  page.task = std::move(task);
  page.outcome = outcome;
  page.detail = std::move(why);
  dropped_.push_back(std::move(page));
}

void Frontier::DropAll(Host& host, Outcome outcome, const std::string& why) {
  waiting_ -= host.heads.size();
  heads_ -= host.heads.size();
  for (auto& [place, task] : host.heads) Drop(std::move(task), outcome, why);
  host.heads.clear();
  waiting_ -= host.retries.size();
  for (auto& [time, task] : host.retries) Drop(std::move(task), outcome, why);
  host.retries.clear();
}

bool Frontier::DropIfDenied(const Host& host, const Task& task) {
  if (!host.robots) return false;
  Robots::Verdict verdict = host.robots->Check(options_.agent, task.url.PathAndQuery());
  if (verdict.allowed) return false;
  Drop(task, Outcome::kDeniedByRobots, std::move(verdict.why));
  return true;
}

size_t Frontier::OriginHash::operator()(const Origin& origin) const {
  const auto part = std::hash<std::string_view>();
  return part(origin.host) * 31 + part(origin.scheme) + static_cast<size_t>(origin.port);
}

uint64_t UrlFingerprint(const Url& url) {
  thread_local std::string canonical;
  canonical.clear();
  url.AppendCanonical(&canonical);
  return std::max<uint64_t>(FingerprintOf(canonical), 1);
}

Origin RobotsOrigin(const Task& task) {
  if (!task.redirects.empty()) {
    if (const std::optional<Url> first = Url::Parse(task.redirects.front())) {
      return first->GetOrigin();
    }
  }
  return task.url.GetOrigin();
}

Duration ParseRetryAfter(std::string_view value, Time now) {
  value = ascii::Trim(value, " \t");
  if (const auto seconds = ParseDeltaSeconds(value, kMaxRetryAfterSeconds)) {
    return std::chrono::seconds(*seconds);
  }
  const std::optional<Time> date = ParseHttpDate(value);
  if (!date || *date <= now) return Duration(0);
  return std::min<Duration>(*date - now, std::chrono::seconds(kMaxRetryAfterSeconds));
}

}  // namespace varta
