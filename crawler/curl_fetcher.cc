// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/curl_fetcher.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crawler/fetch_queue.h"
#include "crawler/page_outcome.h"
#include "crawler/poller.h"
#include "crawler/request_head.h"
#include "crawler/response_head.h"

namespace varta {
namespace {

using SteadyClock = std::chrono::steady_clock;
using TimePoint = SteadyClock::time_point;

constexpr long kLowSpeedBytes = 500;  // a second
constexpr Duration kMaxWait{1000};    // of the loop, with nothing to do
constexpr size_t kMaxAddresses = 3;   // of a host, tried in turn
constexpr size_t kMaxReserved = 64 * 1024;
constexpr rlim_t kOtherDescriptors = 128;  // files, sockets of others
constexpr size_t kMaxIdle = 512;           // transfers kept for later ones

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

// A socket address to connect to.
struct Target {
  sockaddr_storage address{};
  socklen_t size = 0;  // 0: none
};

Target MakeTarget(const std::string& text, int port) {
  Target target;
  sockaddr_in four{};
  sockaddr_in6 six{};
  if (inet_pton(AF_INET, text.c_str(), &four.sin_addr) == 1) {
    four.sin_family = AF_INET;
    four.sin_port = htons(static_cast<uint16_t>(port));
    target.size = sizeof four;
    std::memcpy(&target.address, &four, sizeof four);
  } else if (inet_pton(AF_INET6, text.c_str(), &six.sin6_addr) == 1) {
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(static_cast<uint16_t>(port));
    target.size = sizeof six;
    std::memcpy(&target.address, &six, sizeof six);
  }
  return target;
}

// One fetch under way, and what it has brought so far.
struct Transfer {
  std::unique_ptr<CURL, FreeEasy> easy;  // reused from fetch to fetch
  List headers;                          // of a task with headers of its own
  List resolve;                          // what curl is told instead of DNS, for resolve_port
  int resolve_port = 0;
  std::string proxy;  // that the handle is set to
  const AddressGuard* guard = nullptr;
  size_t max_body_bytes = 0;
  Page page;
  ResponseHead head;
  std::string refused;                 // why the guard said no
  bool not_text = false;               // stopped at the headers
  bool via_proxy = false;              // the addresses are the proxy's
  int port = 0;                        // to connect to
  std::vector<std::string> addresses;  // that may be connected to
  size_t tried = 0;                    // of these
  Target target;                       // the one that is tried now
  TimePoint started;
};

// The callbacks are noexcept: nothing may be thrown through curl.

// Asked for each new connection. What curl believes to be the host's address is nobody's (see
// Loop::Connect); the checked one takes its place here. That the callback may change the address is
// part of CURLOPT_OPENSOCKETFUNCTION's contract; there is room for any sockaddr.
curl_socket_t OpenSocket(void* user, curlsocktype, curl_sockaddr* address) noexcept {
  auto* transfer = static_cast<Transfer*>(user);
  const Target& target = transfer->target;
  const auto* plain = reinterpret_cast<const sockaddr*>(&target.address);
  if (target.size == 0) return CURL_SOCKET_BAD;
  if (!transfer->via_proxy) {
    const SocketAddress peer = DescribeAddress(plain, target.size);
    transfer->refused =
        transfer->guard->WhyRefused(peer.host, peer.port, transfer->page.task.may_use_exceptions);
    if (!transfer->refused.empty()) return CURL_SOCKET_BAD;
  }
  address->family = plain->sa_family;
  address->addrlen = target.size;
  std::memcpy(static_cast<void*>(&address->addr), plain, target.size);
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int CloseSocket(void* user, curl_socket_t fd) noexcept {
  static_cast<Poller*>(user)->Forget(fd);
  return close(fd);
}

// Asked before each request, also on a connection that another task had opened and may use.
int BeforeRequest(void* user, char* remote, char*, int port, int) noexcept {
  auto* transfer = static_cast<Transfer*>(user);
  if (transfer->via_proxy) return CURL_PREREQFUNC_OK;
  transfer->refused =
      transfer->guard->WhyRefused(remote, port, transfer->page.task.may_use_exceptions);
  return transfer->refused.empty() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

size_t OnHeader(char* data, size_t size, size_t count, void* user) noexcept {
  auto* transfer = static_cast<Transfer*>(user);
  const bool was_complete = transfer->head.complete();
  if (!transfer->head.Add({data, size * count})) return 0;
  if (was_complete || !transfer->head.complete()) return size * count;
  if (transfer->head.IsSuccess() && !transfer->page.task.robots &&
      !MayBeText(FindHeader(transfer->head.headers(), "Content-Type"))) {
    transfer->not_text = true;
    return 0;
  }
  const std::string_view length = FindHeader(transfer->head.headers(), "Content-Length");
  size_t bytes = 0;
  std::from_chars(length.data(), length.data() + length.size(), bytes);
  transfer->page.body.reserve(std::min({bytes, transfer->max_body_bytes, kMaxReserved}));
  return size * count;
}

size_t OnBody(char* data, size_t size, size_t count, void* user) noexcept {
  auto* transfer = static_cast<Transfer*>(user);
  std::string& body = transfer->page.body;
  const size_t bytes = size * count;
  const size_t kept = std::min(bytes, transfer->max_body_bytes - body.size());
  body.append(data, kept);
  if (kept < bytes) transfer->page.truncated = true;
  return kept;  // less than all ends the transfer
}

Outcome OutcomeOfError(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return Outcome::kDnsError;
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
      return Outcome::kConnectError;
    case CURLE_OPERATION_TIMEDOUT:
      return Outcome::kTimeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CLIENTCERT:
      return Outcome::kTlsError;
    default:
      // Also CURLE_OUT_OF_MEMORY: that is what one endless header line comes to.
      return Outcome::kBadResponse;
  }
}

// When the last attempt was connected, TLS not included; zero: it was not.
curl_off_t ConnectTime(CURL* easy) {
  curl_off_t connected = 0;
  curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &connected);
  return connected;
}

// What happened and what to do, for whoever looks after the source.
std::string DescribeError(const Page& page, CURLcode code, CURL* easy) {
  const std::string origin = page.task.url.GetOrigin().ToString();
  const std::string reason = std::string(" (") + curl_easy_strerror(code) + ")";
  switch (page.outcome) {
    case Outcome::kDnsError:
      return page.task.url.host() + " has no address" + reason +
             ": check the spelling, or try again later";
    case Outcome::kConnectError:
      if (!page.task.proxy.empty()) {
        return origin + " was not reached through " + page.task.proxy + reason +
               ": see that the proxy runs, or try again later";
      }
      return origin + " takes no connection" + reason + ": try again later";
    case Outcome::kTlsError:
      return origin + " could not prove who it is" + reason +
             ": look at its certificate in a browser";
    case Outcome::kTimeout: {
      curl_off_t answered = 0;
      curl_easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME_T, &answered);
      return origin +
             (answered > 0            ? " sent too slowly"
              : ConnectTime(easy) > 0 ? " connected but did not answer in time"
                                      : " could not be reached in time") +
             ": try again later, or raise the timeout";
    }
    default:
      return origin + " sent something that is not a whole HTTP answer" + reason +
             ": try again later, or look at it in a browser";
  }
}

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
        queue_(SlotsFor(options_.max_in_flight)) {
    Result<std::unique_ptr<Resolver>> resolver = Resolver::Create(
        options_.dns, [this](int fd, bool read, bool write) { WatchDns(fd, read, write); });
    if (resolver.ok()) {
      resolver_ = *std::move(resolver);
    } else {
      no_resolver_ = resolver.status().message();
    }
    Task plain;
    plain_headers_ = MakeList(RequestHeaders(plain, options_.user_agent, options_.from));
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

  void Cancel(std::unique_ptr<Transfer> transfer) {
    queue_.Done(transfer->page.task, false);
    Cancelled(std::move(transfer->page));
    Keep(std::move(transfer));
  }

  // The end of a fetch that took a slot.
  void End(std::unique_ptr<Transfer> transfer, bool slow = false) {
    Page& page = transfer->page;
    page.took = std::chrono::duration_cast<Duration>(SteadyClock::now() - transfer->started);
    queue_.Done(page.task, slow || page.outcome == Outcome::kTimeout);
    Report(std::move(page));
    Keep(std::move(transfer));
  }

  void Keep(std::unique_ptr<Transfer> transfer) {
    if (idle_.size() < kMaxIdle) idle_.push_back(std::move(transfer));
  }

  void Start(Task task) {
    std::unique_ptr<Transfer> transfer;
    if (idle_.empty()) {
      transfer = std::make_unique<Transfer>();
      transfer->easy.reset(curl_easy_init());
      if (transfer->easy != nullptr) SetUpOnce(transfer.get());
    } else {
      transfer = std::move(idle_.back());
      idle_.pop_back();
    }
    transfer->page = NewPage(std::move(task));
    transfer->refused.clear();
    transfer->via_proxy = false;
    transfer->addresses.clear();
    transfer->tried = 0;
    const TimePoint now = SteadyClock::now();
    transfer->started = now;
    const Task& asked = transfer->page.task;
    std::string host = asked.url.host();
    transfer->port = asked.url.EffectivePort();
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
    if (const HostAddresses* known = resolver_->Find(host, now)) {
      return Begin(std::move(transfer), *known);
    }
    const uint64_t id = ++last_lookup_;
    resolving_.emplace(id, std::move(transfer));
    resolver_->Lookup(host, now, [this, id](const HostAddresses& found) {
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
    if (is_address) return guard_.WhyRefused(host, url.EffectivePort(), task.may_use_exceptions);
    if (std::string why = AddressGuard::WhyPortRefused(url.EffectivePort()); !why.empty()) {
      return why;
    }
    if (!task.proxy.empty() && IsLoopbackName(host)) return host + " is the proxy's own machine";
    if (host.ends_with(".onion") && !task.proxy.starts_with("socks5h:")) {
      return "onion services are reached through a proxy socks5h:// only (RFC 7686)";
    }
    return {};
  }

  void Refuse(std::unique_ptr<Transfer> transfer, std::string why) {
    Page& page = transfer->page;
    page.outcome = Outcome::kRefused;
    page.detail = page.task.url.Canonical() + " was not fetched: " + std::move(why);
    page.remote_address.clear();
    End(std::move(transfer));
  }

  // The host's addresses are known, or that there are none.
  void Begin(std::unique_ptr<Transfer> transfer, const HostAddresses& found) {
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
          CheckAddresses(found, guard_, transfer->port, page.task.may_use_exceptions);
      if (checked.addresses.empty()) {
        page.resolved_address = found.addresses.front();
        return Refuse(std::move(transfer), std::move(checked.refused));
      }
      transfer->addresses = std::move(checked.addresses);
    }
    if (transfer->addresses.size() > kMaxAddresses) transfer->addresses.resize(kMaxAddresses);
    page.request_headers = RequestHeaders(page.task, options_.user_agent, options_.from);
    Connect(std::move(transfer));
  }

  // To the next address; there is one.
  void Connect(std::unique_ptr<Transfer> transfer) {
    Page& page = transfer->page;
    const std::string& address = transfer->addresses[transfer->tried];
    transfer->target = MakeTarget(address, transfer->port);
    if (!transfer->via_proxy) page.resolved_address = address;
    ++transfer->tried;
    transfer->head = ResponseHead(options_.max_header_bytes);
    transfer->not_text = false;
    CURL* easy = transfer->easy.get();
    if (easy != nullptr) SetUp(transfer.get());
    if (easy == nullptr || curl_multi_add_handle(multi_, easy) != CURLM_OK) {
      page.outcome = Outcome::kConnectError;
      page.detail = "no memory left to fetch " + page.task.url.Canonical();
      return End(std::move(transfer));
    }
    active_.emplace(easy, std::move(transfer));
  }

  static List MakeList(const Headers& headers) {
    curl_slist* list = nullptr;
    for (const auto& [name, value] : headers) {
      if (name == "Host") continue;  // curl makes the same of the address
      list = curl_slist_append(list, (name + ": " + value).c_str());
    }
    list = curl_slist_append(list, "Proxy-Connection:");  // not sent
    return List(list);
  }

  // What is the same for every fetch with this handle.
  void SetUpOnce(Transfer* transfer) {
    CURL* easy = transfer->easy.get();
    transfer->guard = &guard_;
    transfer->max_body_bytes = options_.max_body_bytes;
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    // Nothing of the machine's own set-up plays a part: no proxy, no .netrc.
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, -1L);  // see SetUp: it has nothing to forget
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, kLowSpeedBytes);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME,
                     static_cast<long>(
                         std::chrono::ceil<std::chrono::seconds>(options_.low_speed_time).count()));
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &CloseSocket);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, &poller_);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &BeforeRequest);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &OnHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &OnBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
  }

  void SetUp(Transfer* transfer) {
    CURL* easy = transfer->easy.get();
    const Task& task = transfer->page.task;
    // Without credentials and fragment; the path as the URL standard left it.
    const std::string address = task.url.GetOrigin().ToString() + task.url.PathAndQuery();
    curl_easy_setopt(easy, CURLOPT_URL, address.c_str());
    // Freed only when the handle points to the next one.
    List own;
    if (!task.headers.empty()) own = MakeList(transfer->page.request_headers);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, own ? own.get() : plain_headers_.get());
    transfer->headers = std::move(own);
    if (transfer->proxy != task.proxy) {
      transfer->proxy = task.proxy;
      curl_easy_setopt(easy, CURLOPT_PROXY, transfer->proxy.c_str());
    }
    // Every host on this port is at an address of documentation, where nothing can be (RFC 5737):
    // curl must not look anything up, and OpenSocket puts the right one in. One entry a port, so
    // that the number of hosts costs nothing, while connections stay each host's own.
    if (transfer->resolve_port != transfer->port) {
      transfer->resolve_port = transfer->port;
      List list(curl_slist_append(nullptr,
                                  ("*:" + std::to_string(transfer->port) + ":192.0.2.1").c_str()));
      curl_easy_setopt(easy, CURLOPT_RESOLVE, list.get());
      transfer->resolve = std::move(list);
    }
    const auto spent = std::chrono::duration_cast<Duration>(SteadyClock::now() - transfer->started);
    const size_t left = transfer->addresses.size() - transfer->tried + 1;
    const Duration connect = (options_.connect_timeout - spent) / left;
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(std::max(connect, Duration(1)).count()));
    curl_easy_setopt(
        easy, CURLOPT_TIMEOUT_MS,
        static_cast<long>(std::max(options_.total_timeout - spent, Duration(1)).count()));
  }

  void FinishDone() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      Finish(Remove(message->easy_handle), code);
    }
  }

  std::unique_ptr<Transfer> Remove(CURL* easy) {
    curl_multi_remove_handle(multi_, easy);
    auto node = active_.extract(easy);
    return std::move(node.mapped());
  }

  void Finish(std::unique_ptr<Transfer> transfer, CURLcode code) {
    CURL* easy = transfer->easy.get();
    Page& page = transfer->page;
    const bool no_connection = code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK;
    if (no_connection && !transfer->refused.empty()) {
      std::string why = std::move(transfer->refused);
      return Refuse(std::move(transfer), std::move(why));
    }
    const bool connected = ConnectTime(easy) > 0;
    const bool never =
        code == CURLE_COULDNT_CONNECT || (code == CURLE_OPERATION_TIMEDOUT && !connected);
    if (never && transfer->tried < transfer->addresses.size() &&
        SteadyClock::now() - transfer->started < options_.total_timeout) {
      return Connect(std::move(transfer));
    }
    if (const char* ip = nullptr;
        !never && curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &ip) == CURLE_OK && ip != nullptr) {
      page.remote_address = ip;
    }
    page.http_status = transfer->head.status();
    page.http_version = transfer->head.version();
    page.response_headers = transfer->head.TakeHeaders();
    if (transfer->not_text) {
      page.outcome = Outcome::kNotText;
      page.detail = page.task.url.Canonical() + " is " +
                    std::string(MediaType(FindHeader(page.response_headers, "Content-Type"))) +
                    ", which is not read";
    } else if (transfer->head.too_large()) {
      page.outcome = Outcome::kBadResponse;
      page.detail = page.task.url.GetOrigin().ToString() + " sent more than " +
                    std::to_string(options_.max_header_bytes / 1024) + " KiB of headers";
    } else if (code == CURLE_OK && !transfer->head.complete()) {
      page.outcome = Outcome::kBadResponse;
      page.detail =
          page.task.url.GetOrigin().ToString() + " closed the connection amid its headers";
    } else if (code == CURLE_OK || page.truncated) {
      ApplyStatus(&page);
    } else {
      page.outcome = OutcomeOfError(code);
      page.detail = DescribeError(page, code, easy);
    }
    End(std::move(transfer));
  }

  // Constant after construction.
  const FetchOptions options_;
  const AddressGuard guard_;
  const Clock& clock_;
  const Sink sink_;
  List plain_headers_;       // of tasks without headers of their own
  std::string no_resolver_;  // why there is none

  // The loop thread's, but for poller_.Wake.
  Poller poller_;  // before all that have sockets
  CURLM* multi_ = nullptr;
  TimePoint curl_due_ = TimePoint::max();
  std::set<int> dns_sockets_;
  std::unique_ptr<Resolver> resolver_;
  FetchQueue queue_;
  std::unordered_map<uint64_t, std::unique_ptr<Transfer>> resolving_;  // by number of the lookup
  uint64_t last_lookup_ = 0;
  std::unordered_map<CURL*, std::unique_ptr<Transfer>> active_;
  std::vector<std::unique_ptr<Transfer>> idle_;

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
