// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Decides which Url may be fetched next, politely. One thread; no I/O; the caller passes the time.
// Each Url is known once (Canonical()); each origin has at most one fetch under way and rests
// between two, and so does each address that several origins share; nothing of an origin is handed
// out before its robots.txt was read. Within an origin the order is that of QueuePlace.
//
// Of each origin only the first few waiting tasks are held in memory. The others are spilled: the
// caller keeps all of them in a queue of its own, and gives back the next ones when the origin is
// hungry.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/queue_place.h"
#include "crawler/fingerprint_set.h"
#include "crawler/page.h"
#include "crawler/robots.h"

namespace varta {

class Frontier {
 public:
  struct Options {
    std::string agent = "varta";          // product token for robots.txt
    Duration max_robots_delay{60'000};    // a longer Crawl-delay counts as this
    Duration max_retry_after{3'600'000};  // a longer Retry-After ends the origin for this sweep
    int max_attempts = 3;                 // tries of one Url that times out or gets a 5xx
    Duration first_retry{2'000};          // then doubled
    // A pause after a failure is longer by up to this share, by the origin: hosts that failed
    // together are not asked together again.
    double jitter = 0;
    int max_origin_failures = 10;  // in a row: the origin is given up for this sweep
    Duration address_rest{200};    // between two fetches from one address; at most a quarter of
                                   // the origin's own rest
    Duration max_robots_age{24 * 3'600'000};  // then robots.txt is asked for again (RFC 9309, 2.4)
    // Fetches under way, in all, of origins that have not answered yet or last ran into a timeout:
    // those that answer always find room beside them. FetchQueue does the same with its slots.
    size_t max_doubtful = SIZE_MAX;
    size_t max_heads = 256;  // tasks of one origin in memory, and half of that
    // Of all origins together, about (some 0.7 KB each); where these are many, each has fewer, but
    // three at least.
    size_t max_heads_in_all = 192 * 1024;
  };

  explicit Frontier(Options options);
  ~Frontier();

  // False: known already, or not http(s). The delay is the source's; the longer of it and
  // Crawl-delay counts, and the longest if several sources share an origin.
  // `again`: though it is known; the caller knows that it waits nowhere and is not under way.
  bool Add(Task task, Duration delay, bool again = false);
  bool Knows(const Url& url) const;
  bool Knows(uint64_t url_fingerprint) const { return seen_.Contains(url_fingerprint); }
  // Known without being fetched: done before, or not due.
  void MarkSeen(const Url& url);

  // What politeness must not forget between two sweeps.
  struct OriginState {
    Origin origin;
    Time rest_until;
    int failures = 0;           // in a row
    std::string address;        // that it came to; empty: not known, or the proxy's to know
    Time address_rest_until{};  // whoever of that address comes next
  };
  bool Knows(const Origin& origin) const { return ids_.contains(origin); }
  OriginState StateOf(const Origin& origin) const;
  // Before the first task of the origin. A rest longer than max_retry_after: it is given up.
  void Restore(const OriginState& state, Time now);
  // Somebody else asked the origin: it rests until then at least. One that is not known is not
  // remembered.
  void LeaveAlone(const Origin& origin, Time until);

  // An origin whose spilled tasks should come back: `count` of them, from `from` on.
  struct Hungry {
    Origin origin;
    QueuePlace from;
    size_t count;
  };
  std::vector<Hungry> TakeHungry();
  // The answer to it, in order. Fewer than asked for: these are the last ones.
  void Refill(const Hungry& hungry, std::vector<Task> tasks);

  // Until then Next() hands out only the origin's robots.txt. Waiting tasks that it denies, and
  // later ones, come back by TakeDropped() as kDeniedByRobots with why in Page::detail. After a
  // robots.txt is Done (false), the origin stands still until this is called; see RobotsOrigin.
  void SetRobots(const Origin& origin, const Robots& robots, Time fetched);

  // What may be fetched now; marks the origin busy until Done(). None: nothing is due.
  std::optional<Task> Next(Time now);
  // Nobody is asked after all: frees the origin of a page that Next gave, without a rest.
  void GiveBack(const Task& task);
  // Frees the origin and sets its rest. True: the task will be tried again, or a robots.txt
  // followed to where it redirects (five times at most): the caller records nothing yet.
  // `retry_after`: from the answer, zero if it had none.
  bool Done(const Page& page, Duration retry_after, Time now);

  // Tasks that were dropped unfetched since the last call, as Pages (denied by robots, origin given
  // up: then the outcome is that of its last failure), each once.
  std::vector<Page> TakeDropped();
  // Everything still waiting in memory, taken out, as Pages of `outcome` with `why`, and the
  // spilled tasks forgotten: the end of a stopped sweep.
  std::vector<Page> Drain(Outcome outcome, const std::string& why);

  // When Next() can succeed; Time::max() if nothing waits (or only for fetches under way).
  Time NextDue() const;
  // Not yet handed out, spilled ones counted; robots.txt not counted.
  size_t waiting() const { return waiting_; }
  size_t in_flight() const { return in_flight_; }  // handed out, not Done

 private:
  struct Host;
  Host& HostOf(const Origin& origin);
  void Put(Host& host, Task task);
  size_t HeadLimit() const;
  void SpillLast(Host& host);
  Task RobotsTask(const Host& host) const;
  Task TakeTask(Host& host, Time now);
  void Reschedule(Host& host);
  void SetIdle(Host& host);
  void Drop(Task task, Outcome outcome, std::string why);
  void DropAll(Host& host, Outcome outcome, const std::string& why);
  bool DropIfDenied(const Host& host, const Task& task);
  void CheckHunger(Host& host);
  bool DoneRobots(Host& host, const Page& page);
  Duration Rest(const Host& host) const;
  Duration PauseAfter(const Host& host, int failures) const;
  Duration AddressRest(const Host& host) const;
  void RestAddress(const Host& host, Time now);

  Options options_;
  std::vector<std::unique_ptr<Host>> hosts_;  // by id, in the order in which they were met
  struct OriginHash {
    size_t operator()(const Origin& origin) const;
  };
  std::unordered_map<Origin, size_t, OriginHash> ids_;
  using DueSet = std::set<std::pair<Time, size_t>>;  // when, id
  // Hosts that answer, and those of which that is not known.
  enum Kind { kSound, kDoubtful, kKinds };
  // Its hosts take turns.
  struct Address {
    size_t number = 0;
    Time rest_until;
    DueSet waiting[kKinds];    // hosts that were due while it rested
    bool listed[kKinds] = {};  // in Due::addresses, as all are for whom a host waits
  };
  // Idle hosts with something to do. A host stands in `hosts`, or waits for its address.
  struct Due {
    DueSet hosts;
    std::map<std::pair<Time, size_t>, Address*> addresses;  // when, number
    Time First() const;
  };
  Kind KindOf(const Host& host) const;
  Kind FirstKind() const;
  Host* FirstIn(Due& due, Kind kind, Time now);
  Address& AddressOf(const Host& host);
  void WaitForAddress(Host& host, Kind kind, Address& address);
  bool MayTakeDoubtful() const { return doubtful_in_flight_ < options_.max_doubtful; }
  Due due_[kKinds];
  size_t doubtful_in_flight_ = 0;
  std::unordered_map<std::string, Address> addresses_;  // that rest, and some that did
  size_t address_count_ = 0;                            // that there ever were
  size_t many_addresses_ = 4096;                        // so many, and those at rest are kept only
  FingerprintSet seen_;                                 // of Canonical()
  std::vector<size_t> hungry_;                          // ids
  std::vector<Page> dropped_;
  size_t waiting_ = 0, in_flight_ = 0;
  size_t heads_ = 0;  // of all hosts
};

// What the frontier knows a URL by: of its Canonical(), never 0, the same within one process.
uint64_t UrlFingerprint(const Url& url);

// Whose robots.txt a task with `robots` set asks for, also after redirects to other hosts.
Origin RobotsOrigin(const Task& task);

// Retry-After (RFC 9110, 10.2.3): seconds or an HTTP date; zero if it is neither or in the past.
Duration ParseRetryAfter(std::string_view value, Time now);

}  // namespace varta
