// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/curl_fetcher.h"

#include <curl/curl.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crawler/address_gate.h"
#include "crawler/curl_transfer.h"
#include "crawler/fetch_queue.h"
#include "crawler/poller.h"
#include "crawler/request_head.h"

namespace varta {
namespace {

using SteadyClock = std::chrono::steady_clock;
using TimePoint = SteadyClock::time_point;

constexpr Duration kMaxWait{1000};         // of the loop, with nothing to do
constexpr Duration kLookAtHeld{10};        // at what is held elsewhere, while bodies wait for it
constexpr size_t kMaxAddresses = 3;        // of a host, tried in turn
constexpr rlim_t kOtherDescriptors = 128;  // files, sockets of others
constexpr size_t kMaxIdle = 512;           // transfers kept for later ones

// As many transfers as the process has descriptors for.
size_t SlotsFor(int max_in_flight) {
  rlimit limit{};
  size_t slots = static_cast<size_t>(std::max(1, max_in_flight));
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
    const rlim_t free = limit.rlim_cur > kOtherDescriptors ? limit.rlim_cur - kOtherDescriptors : 2;
    slots = std::min(slots, std::max<size_t>(1, static_cast<size_t>(free / 2)));
  }
  return slots;
}

}  // namespace

class CurlFetcher::Loop {
 public:
  Loop(FetchOptions options, AddressGuard guard, const Clock& clock, Sink sink)
      : options_(std::move(options)),
        guard_(std::move(guard)),
        clock_(clock),
        sink_(std::move(sink)),
        bodies_(options_.max_bytes_in_flight),
        queue_(SlotsFor(options_.max_in_flight)) {
    Result<std::unique_ptr<Resolver>> resolver = Resolver::Create(
        options_.dns, [this](int fd, bool read, bool write) { WatchDns(fd, read, write); });
    if (resolver.ok()) {
      resolver_ = *std::move(resolver);
    } else {
      no_resolver_ = resolver.status().message();
    }
    Task plain;
    plain_headers_ = MakeHeaderList(RequestHeaders(plain, options_.user_agent, options_.from));
    curl_global_init(CURL_GLOBAL_DEFAULT);  // counted; safe from any thread since 7.84
    multi_ = curl_multi_init();
    if (multi_ == nullptr) std::abort();  // no memory for a few hundred bytes
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS,
                      static_cast<long>(SlotsFor(options_.max_in_flight) * 2));
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &OnSocketState);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &OnTimer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
  }

  ~Loop() {
    thread_.request_stop();
    poller_.Wake();
    thread_.join();
    idle_.clear();
    curl_multi_cleanup(multi_);
    curl_global_cleanup();
  }

  void Submit(Task task) {
    bool first = false;
    {
      std::lock_guard lock(mutex_);
      first = inbox_.empty();
      inbox_.push_back(std::move(task));
    }
    if (first) poller_.Wake();
  }

  void CancelAll() {
    {
      std::lock_guard lock(mutex_);
      cancel_ = true;
      std::move(inbox_.begin(), inbox_.end(), std::back_inserter(to_cancel_));
      inbox_.clear();
    }
    poller_.Wake();
  }

 private:
  static int OnSocketState(CURL*, curl_socket_t fd, int what, void* self, void*) noexcept {
    static_cast<Loop*>(self)->poller_.Watch(
        fd, (what & CURL_POLL_IN) != 0 && what != CURL_POLL_REMOVE,
        (what & CURL_POLL_OUT) != 0 && what != CURL_POLL_REMOVE);
    return 0;
  }

  static int OnTimer(CURLM*, long millis, void* self) noexcept {
    auto* loop = static_cast<Loop*>(self);
    loop->curl_due_ =
        millis < 0 ? TimePoint::max() : SteadyClock::now() + std::chrono::milliseconds(millis);
    return 0;
  }

  void WatchDns(int fd, bool read, bool write) {
    if (read || write) {
      dns_sockets_.insert(fd);
      poller_.Watch(fd, read, write);
    } else {
      dns_sockets_.erase(fd);
      poller_.Forget(fd);
    }
  }

  void Run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      TakeInbox();
      while (std::optional<Task> task = queue_.Next()) Start(std::move(*task));
      const TimePoint now = SteadyClock::now();
      TimePoint due = std::min(curl_due_, now + kMaxWait);
      if (resolver_ != nullptr) due = std::min(due, resolver_->NextTime(now));
      if (bodies_.waiting() > 0) due = std::min(due, now + kLookAtHeld);
      if (!parked_.empty()) due = std::min(due, parked_.begin()->first);
      int running = 0;
      for (const Poller::Ready& ready : poller_.Wait(std::chrono::ceil<Duration>(due - now))) {
        if (dns_sockets_.contains(ready.fd)) {
          resolver_->OnSocket(ready.fd, ready.read, ready.write, SteadyClock::now());
        } else {
          curl_multi_socket_action(
              multi_, ready.fd,
              (ready.read ? CURL_CSELECT_IN : 0) | (ready.write ? CURL_CSELECT_OUT : 0), &running);
        }
      }
      const TimePoint later = SteadyClock::now();
      if (resolver_ != nullptr && resolver_->NextTime(later) <= later) resolver_->OnTime(later);
      ConnectParked(later);
      if (curl_due_ <= later) {
        curl_due_ = TimePoint::max();  // curl sets it again if it wants to
        curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
      }
      FinishDone();
    }
    do {  // a sink may submit again while it is told of a cancelled page
      CancelAll();
      TakeInbox();
    } while (!Empty());
  }

  bool Empty() {
    std::lock_guard lock(mutex_);
    return inbox_.empty();
  }

  void TakeInbox() {
    std::deque<Task> arrived, cancelled;
    bool cancel = false;
    {
      std::lock_guard lock(mutex_);
      if (inbox_.empty() && !cancel_) return;
      arrived.swap(inbox_);
      cancelled.swap(to_cancel_);
      cancel = std::exchange(cancel_, false);
    }
    if (cancel) {
      while (!active_.empty()) Cancel(Remove(active_.begin()->first));
      while (!resolving_.empty()) {
        Cancel(std::move(resolving_.extract(resolving_.begin()).mapped()));
      }
      while (!parked_.empty()) {
        Cancel(std::move(parked_.extract(parked_.begin()).mapped()));
      }
      for (Task& task : queue_.Drain()) Cancelled(NewPage(std::move(task)));
      for (Task& task : cancelled) Cancelled(NewPage(std::move(task)));
    }
    for (Task& task : arrived) queue_.Add(std::move(task));
  }

  static Page NewPage(Task task) {
    Page page;
    page.task = std::move(task);
    return page;
  }

  void Report(Page page) {
    page.fetched_at = clock_.Now();
    sink_(std::move(page));
  }

  void Cancelled(Page page) {
    page.outcome = Outcome::kCancelled;
    page.detail = page.task.url.Canonical() + " was not fetched to its end: the sweep was stopped";
    Report(std::move(page));
  }

  void Cancel(std::unique_ptr<CurlTransfer> transfer) {
    queue_.Done(transfer->page.task, false);
    Cancelled(std::move(transfer->page));
    Keep(std::move(transfer));
  }

  // The end of a fetch that took a slot.
  void End(std::unique_ptr<CurlTransfer> transfer, bool slow = false) {
    Page& page = transfer->page;
    page.took = std::chrono::duration_cast<Duration>(SteadyClock::now() - transfer->started);
    queue_.Done(page.task, slow || page.outcome == Outcome::kTimeout);
    Report(std::move(page));
    Keep(std::move(transfer));
  }

  void Keep(std::unique_ptr<CurlTransfer> transfer) {
    if (idle_.size() < kMaxIdle) idle_.push_back(std::move(transfer));
  }

  void Start(Task task) {
    std::unique_ptr<CurlTransfer> transfer;
    if (idle_.empty()) {
      transfer = std::make_unique<CurlTransfer>(around_);
    } else {
      transfer = std::move(idle_.back());
      idle_.pop_back();
    }
    transfer->Begin(std::move(task));
    const Task& asked = transfer->page.task;
    std::string host = asked.url.host();
    if (std::string why = WhyRefusedUnasked(asked); !why.empty()) {
      return Refuse(std::move(transfer), std::move(why));
    }
    if (!asked.proxy.empty()) {
      Result<Proxy> proxy = ParseProxy(asked.proxy);
      if (!proxy.ok()) return Refuse(std::move(transfer), proxy.status().message());
      host = proxy->host;
      transfer->port = proxy->port;
      transfer->via_proxy = true;
    }
    if (resolver_ == nullptr) {
      return Begin(std::move(transfer),
                   {HostAddresses::Kind::kServerFailure, {}, false, no_resolver_});
    }
    if (const HostAddresses* known = resolver_->Find(host, transfer->started)) {
      return Begin(std::move(transfer), *known);
    }
    const uint64_t id = ++last_lookup_;
    resolving_.emplace(id, std::move(transfer));
    resolver_->Lookup(host, SteadyClock::now(), [this, id](const HostAddresses& found) {
      auto node = resolving_.extract(id);  // empty: cancelled meanwhile
      if (!node.empty()) Begin(std::move(node.mapped()), found);
    });
  }

  // What can be said before any name is looked up.
  std::string WhyRefusedUnasked(const Task& task) const {
    const Url& url = task.url;
    if (!url.IsHttp()) return "only http and https are fetched";
    for (const auto& [name, value] : task.headers) {
      if (Status status = CheckRequestHeader(name, value); !status.ok()) return status.message();
    }
    std::string host = url.host();
    if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
    const bool is_address =
        url.host().starts_with('[') || host.find_first_not_of("0123456789.") == std::string::npos;
    if (is_address) return guard_.WhyRefused(host, url.EffectivePort(), task.networks);
    if (std::string why = AddressGuard::WhyPortRefused(url.EffectivePort()); !why.empty()) {
      return why;
    }
    if (!task.proxy.empty() && task.networks == Networks::kNamed)
      return "behind the proxy it may be anywhere, and nobody says who asks: write user_agent";
    if (!task.proxy.empty() && IsLoopbackName(host)) return host + " is the proxy's own machine";
    if (host.ends_with(".onion") && !task.proxy.starts_with("socks5h:")) {
      return "onion services are reached through a proxy socks5h:// only (RFC 7686)";
    }
    return {};
  }

  void Refuse(std::unique_ptr<CurlTransfer> transfer, std::string why) {
    Page& page = transfer->page;
    page.outcome = Outcome::kRefused;
    page.detail = page.task.url.Canonical() + " was not fetched: " + std::move(why);
    page.remote_address.clear();
    End(std::move(transfer));
  }

  // The host's addresses are known, or that there are none.
  void Begin(std::unique_ptr<CurlTransfer> transfer, const HostAddresses& found) {
    Page& page = transfer->page;
    if (found.kind != HostAddresses::Kind::kFound) {
      page.outcome = transfer->via_proxy ? Outcome::kConnectError : Outcome::kDnsError;
      page.detail = found.detail;
      return End(std::move(transfer), found.kind == HostAddresses::Kind::kTimeout);
    }
    if (transfer->via_proxy) {
      transfer->addresses = found.addresses;
    } else {
      ConnectableAddresses checked =
          CheckAddresses(found, guard_, transfer->port, page.task.networks);
      if (checked.addresses.empty()) {
        page.resolved_address = found.addresses.front();
        return Refuse(std::move(transfer), std::move(checked.refused));
      }
      transfer->addresses = std::move(checked.addresses);
    }
    if (transfer->addresses.size() > kMaxAddresses) transfer->addresses.resize(kMaxAddresses);
    page.request_headers = RequestHeaders(page.task, options_.user_agent, options_.from);
    if (transfer->via_proxy) return Connect(std::move(transfer));
    const TimePoint now = SteadyClock::now();
    const TimePoint turn = gate_.Take(transfer->addresses.front(), page.task.address_rest, now);
    if (turn <= now) return Connect(std::move(transfer));
    parked_.emplace(turn, std::move(transfer));
  }

  // Those whose turn at their address has come.
  void ConnectParked(TimePoint now) {
    while (!parked_.empty() && parked_.begin()->first <= now) {
      std::unique_ptr<CurlTransfer> transfer = std::move(parked_.begin()->second);
      parked_.erase(parked_.begin());
      transfer->started = now;  // it did not use up its time by waiting
      Connect(std::move(transfer));
    }
  }

  // To the next address; there is one.
  void Connect(std::unique_ptr<CurlTransfer> transfer) {
    transfer->Aim();
    CURL* easy = transfer->handle();
    if (easy == nullptr || curl_multi_add_handle(multi_, easy) != CURLM_OK) {
      transfer->page.outcome = Outcome::kConnectError;
      transfer->page.detail = "no memory left to fetch " + transfer->page.task.url.Canonical();
      return End(std::move(transfer));
    }
    active_.emplace(easy, std::move(transfer));
  }

  void FinishDone() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      std::unique_ptr<CurlTransfer> transfer = Remove(message->easy_handle);
      if (transfer->MayTryNext(code)) {
        Connect(std::move(transfer));
      } else if (std::string refused = transfer->Finish(code); !refused.empty()) {
        Refuse(std::move(transfer), std::move(refused));
      } else {
        End(std::move(transfer));
      }
    }
    while (const BodyBudget::Share* share = bodies_.Next(BytesHeld(options_))) {
      for (const auto& [easy, transfer] : active_) {
        if (transfer->share() != share) continue;
        transfer->Resume();
        break;
      }
    }
  }

  std::unique_ptr<CurlTransfer> Remove(CURL* easy) {
    curl_multi_remove_handle(multi_, easy);
    auto node = active_.extract(easy);
    bodies_.Release(node.mapped()->share());
    return std::move(node.mapped());
  }

  // Constant after construction.
  const FetchOptions options_;
  const AddressGuard guard_;
  const Clock& clock_;
  const Sink sink_;
  CurlList plain_headers_;   // of tasks without headers of their own
  std::string no_resolver_;  // why there is none

  // The loop thread's, but for poller_.Wake.
  Poller poller_;  // before all that have sockets
  BodyBudget bodies_;
  const TransferSurroundings around_{options_, guard_, poller_, bodies_, plain_headers_};
  CURLM* multi_ = nullptr;
  TimePoint curl_due_ = TimePoint::max();
  std::set<int> dns_sockets_;
  std::unique_ptr<Resolver> resolver_;
  FetchQueue queue_;
  std::unordered_map<uint64_t, std::unique_ptr<CurlTransfer>>
      resolving_;  // by number of the lookup
  uint64_t last_lookup_ = 0;
  AddressGate gate_;
  std::multimap<TimePoint, std::unique_ptr<CurlTransfer>> parked_;  // by turn at their address
  std::unordered_map<CURL*, std::unique_ptr<CurlTransfer>> active_;
  std::vector<std::unique_ptr<CurlTransfer>> idle_;

  std::mutex mutex_;
  std::deque<Task> inbox_;      // guarded by mutex_, as are the next two
  std::deque<Task> to_cancel_;  // submitted before the last CancelAll, not seen by the loop yet
  bool cancel_ = false;

  std::jthread thread_;  // last: uses all of the above
};

CurlFetcher::CurlFetcher(FetchOptions options, AddressGuard guard, const Clock& clock, Sink sink)
    : loop_(std::make_unique<Loop>(std::move(options), std::move(guard), clock, std::move(sink))) {}

CurlFetcher::~CurlFetcher() = default;

void CurlFetcher::Submit(Task task) { loop_->Submit(std::move(task)); }

void CurlFetcher::CancelAll() { loop_->CancelAll(); }

Status CheckFetchOptions(const FetchOptions& options) {
  const Result<std::unique_ptr<Resolver>> resolver =
      Resolver::Create(options.dns, [](int, bool, bool) {});
  return resolver.status();
}

}  // namespace varta
