// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/curl_fetcher.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crawler/response_head.h"

namespace varta {
namespace {

constexpr long kLowSpeedBytes = 500;  // a second
constexpr int kIdlePollMillis = 1000;

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// One fetch under way, and what it has brought so far.
struct Transfer {
  std::unique_ptr<CURL, FreeEasy> easy;  // reused from fetch to fetch
  std::unique_ptr<curl_slist, FreeList> headers;
  const AddressGuard* guard = nullptr;
  size_t max_body_bytes = 0;
  Page page;
  ResponseHead head;
  std::string refused;    // why the guard said no to the last address that curl wanted
  bool not_text = false;  // stopped at the headers
};

// The callbacks are noexcept: nothing may be thrown through curl.

// Asked for each new connection, with the address itself, so that no DNS answer gets around it.
curl_socket_t OpenSocket(void* user, curlsocktype, curl_sockaddr* address) noexcept {
  auto* transfer = static_cast<Transfer*>(user);
  const SocketAddress peer = DescribeAddress(&address->addr, address->addrlen);
  transfer->refused =
      transfer->guard->WhyRefused(peer.host, peer.port, transfer->page.task.may_use_exceptions);
  if (!transfer->refused.empty()) return CURL_SOCKET_BAD;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// Asked before each request, also on a connection that another task had opened and may use.
int BeforeRequest(void* user, char* remote, char*, int port, int) noexcept {
  auto* transfer = static_cast<Transfer*>(user);
  transfer->refused =
      transfer->guard->WhyRefused(remote, port, transfer->page.task.may_use_exceptions);
  return transfer->refused.empty() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

size_t OnHeader(char* data, size_t size, size_t count, void* user) noexcept {
  auto* transfer = static_cast<Transfer*>(user);
  if (!transfer->head.Add({data, size * count})) return 0;
  if (transfer->head.complete() && transfer->head.IsSuccess() && !transfer->page.task.robots &&
      !MayBeText(FindHeader(transfer->head.headers(), "Content-Type"))) {
    transfer->not_text = true;
    return 0;
  }
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

// What happened and what to do, for whoever looks after the source.
std::string DescribeError(const Page& page, CURLcode code, CURL* easy) {
  const std::string origin = page.task.url.GetOrigin().ToString();
  const std::string reason = std::string(" (") + curl_easy_strerror(code) + ")";
  switch (page.outcome) {
    case Outcome::kDnsError:
      return page.task.url.host() + " has no address" + reason +
             ": check the spelling, or try again later";
    case Outcome::kConnectError:
      return origin + " takes no connection" + reason + ": try again later";
    case Outcome::kTlsError:
      return origin + " could not prove who it is" + reason +
             ": look at its certificate in a browser";
    case Outcome::kTimeout: {
      curl_off_t connected = 0, answered = 0;
      curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &connected);
      curl_easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME_T, &answered);
      return origin +
             (answered > 0    ? " sent too slowly"
              : connected > 0 ? " connected but did not answer in time"
                              : " could not be reached in time") +
             ": try again later, or raise the timeout";
    }
    default:
      return origin + " sent something that is not a whole HTTP answer" + reason +
             ": try again later, or look at it in a browser";
  }
}

// What an answer with this status means; fills `location` and `detail`.
void ApplyStatus(Page* page) {
  const std::string address = page->task.url.Canonical();
  const int status = page->http_status;
  if (status >= 200 && status < 300) {
    page->outcome = Outcome::kOk;
    return;
  }
  page->outcome = status == 404 || status == 410 ? Outcome::kGone : Outcome::kHttpError;
  page->detail = address + " answered " + std::to_string(status);
  const std::string_view location = FindHeader(page->response_headers, "Location");
  if (status < 300 || status >= 400 || location.empty()) return;
  const std::optional<Url> target = Url::Parse(location, page->task.url);
  if (target && target->IsHttp()) {
    page->outcome = Outcome::kRedirect;
    page->location = target->Href();
    page->detail = address + " redirects to " + page->location;
  } else {
    page->detail += " with a Location that is no web address";
  }
}

}  // namespace

class CurlFetcher::Loop {
 public:
  Loop(FetchOptions options, AddressGuard guard, const Clock& clock, Sink sink)
      : options_(std::move(options)),
        guard_(std::move(guard)),
        clock_(clock),
        sink_(std::move(sink)) {
    curl_global_init(CURL_GLOBAL_DEFAULT);  // counted; safe from any thread since 7.84
    multi_ = curl_multi_init();
    if (multi_ == nullptr) std::abort();  // no memory for a few hundred bytes
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(options_.max_in_flight) * 2);
    thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
  }

  ~Loop() {
    thread_.request_stop();
    curl_multi_wakeup(multi_);
    thread_.join();
    idle_.clear();
    curl_multi_cleanup(multi_);
    curl_global_cleanup();
  }

  void Submit(Task task) {
    {
      std::lock_guard lock(mutex_);
      inbox_.push_back(std::move(task));
    }
    curl_multi_wakeup(multi_);
  }

  void CancelAll() {
    {
      std::lock_guard lock(mutex_);
      cancel_ = true;
      std::move(inbox_.begin(), inbox_.end(), std::back_inserter(to_cancel_));
      inbox_.clear();
    }
    curl_multi_wakeup(multi_);
  }

 private:
  void Run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      TakeInbox();
      while (!waiting_.empty() &&
             active_.size() < static_cast<size_t>(std::max(1, options_.max_in_flight))) {
        Task task = std::move(waiting_.front());
        waiting_.pop_front();
        Start(std::move(task));
      }
      int running = 0;
      curl_multi_perform(multi_, &running);
      if (!FinishDone()) curl_multi_poll(multi_, nullptr, 0, kIdlePollMillis, nullptr);
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
      arrived.swap(inbox_);
      cancelled.swap(to_cancel_);
      cancel = std::exchange(cancel_, false);
    }
    if (cancel) {
      while (!active_.empty()) {
        std::unique_ptr<Transfer> transfer = Remove(active_.begin()->first);
        Cancelled(std::move(transfer->page));
        idle_.push_back(std::move(transfer));
      }
      for (Task& task : std::exchange(waiting_, {})) Cancelled(NewPage(std::move(task)));
      for (Task& task : cancelled) Cancelled(NewPage(std::move(task)));
    }
    std::move(arrived.begin(), arrived.end(), std::back_inserter(waiting_));
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

  void Start(Task task) {
    std::unique_ptr<Transfer> transfer;
    if (idle_.empty()) {
      transfer = std::make_unique<Transfer>();
      transfer->easy.reset(curl_easy_init());
    } else {
      transfer = std::move(idle_.back());
      idle_.pop_back();
    }
    transfer->page = NewPage(std::move(task));
    transfer->head = {};
    transfer->refused = WhyRefusedUnasked(transfer->page.task);
    transfer->not_text = false;
    if (!transfer->refused.empty()) {
      Refused(transfer.get());
      idle_.push_back(std::move(transfer));
      return;
    }
    CURL* easy = transfer->easy.get();
    if (easy != nullptr) SetUp(transfer.get());
    if (easy == nullptr || curl_multi_add_handle(multi_, easy) != CURLM_OK) {
      transfer->page.outcome = Outcome::kConnectError;
      transfer->page.detail = "no memory left to fetch " + transfer->page.task.url.Canonical();
      Report(std::move(transfer->page));
      return;
    }
    active_.emplace(easy, std::move(transfer));
  }

  // What can be said before any name is looked up.
  std::string WhyRefusedUnasked(const Task& task) const {
    const Url& url = task.url;
    if (!url.IsHttp()) return "only http and https are fetched";
    std::string host = url.host();
    if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
    const bool is_address =
        url.host().starts_with('[') || host.find_first_not_of("0123456789.") == std::string::npos;
    return is_address ? guard_.WhyRefused(host, url.EffectivePort(), task.may_use_exceptions)
                      : AddressGuard::WhyPortRefused(url.EffectivePort());
  }

  void Refused(Transfer* transfer) {
    transfer->page.outcome = Outcome::kRefused;
    transfer->page.detail =
        transfer->page.task.url.Canonical() + " was not fetched: " + transfer->refused;
    Report(std::move(transfer->page));
  }

  void SetUp(Transfer* transfer) {
    CURL* easy = transfer->easy.get();
    const Url& url = transfer->page.task.url;
    transfer->guard = &guard_;
    transfer->max_body_bytes = options_.max_body_bytes;
    Headers& sent = transfer->page.request_headers;
    sent.emplace_back("Host",
                      url.port() ? url.host() + ":" + std::to_string(*url.port()) : url.host());
    sent.emplace_back("User-Agent", options_.user_agent);
    if (!options_.from.empty()) sent.emplace_back("From", options_.from);
    sent.emplace_back("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5");
    sent.emplace_back("Accept-Encoding", "gzip, deflate, br");
    curl_slist* list = nullptr;
    for (const auto& [name, value] : sent) {
      list = curl_slist_append(list, (name + ": " + value).c_str());
    }
    transfer->headers.reset(list);

    curl_easy_reset(easy);
    // Without credentials and fragment; the path as the URL standard left it.
    const std::string address = url.GetOrigin().ToString() + url.PathAndQuery();
    curl_easy_setopt(easy, CURLOPT_URL, address.c_str());
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    // Nothing of the machine's own set-up plays a part: no proxy, no .netrc.
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // do not wait for a slow name server
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options_.connect_timeout.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.total_timeout.count()));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, kLowSpeedBytes);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME,
                     static_cast<long>(
                         std::chrono::ceil<std::chrono::seconds>(options_.low_speed_time).count()));
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &BeforeRequest);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &OnHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &OnBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
  }

  // False: curl has nothing to report.
  bool FinishDone() {
    bool any = false;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      any = true;
      const CURLcode code = message->data.result;
      std::unique_ptr<Transfer> transfer = Remove(message->easy_handle);
      Finish(transfer.get(), code);
      idle_.push_back(std::move(transfer));
    }
    return any;
  }

  std::unique_ptr<Transfer> Remove(CURL* easy) {
    curl_multi_remove_handle(multi_, easy);
    auto node = active_.extract(easy);
    return std::move(node.mapped());
  }

  void Finish(Transfer* transfer, CURLcode code) {
    CURL* easy = transfer->easy.get();
    Page& page = transfer->page;
    const bool no_connection = code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK;
    if (no_connection && !transfer->refused.empty()) return Refused(transfer);
    if (const char* ip = nullptr;
        curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &ip) == CURLE_OK && ip != nullptr) {
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
                    std::to_string(ResponseHead::kMaxBytes / 1024) + " KiB of headers";
    } else if (code == CURLE_OK && !transfer->head.complete()) {
      page.outcome = Outcome::kBadResponse;
      page.detail =
          page.task.url.GetOrigin().ToString() + " closed the connection amid its headers";
    } else if (code == CURLE_OK || page.truncated) {
      ApplyStatus(&page);
    } else {
      page.outcome = OutcomeOfError(code);
      page.detail = DescribeError(page, code, easy);
      if (page.outcome == Outcome::kConnectError) page.remote_address.clear();
    }
    Report(std::move(page));
  }

  // Constant after construction.
  const FetchOptions options_;
  const AddressGuard guard_;
  const Clock& clock_;
  const Sink sink_;
  CURLM* multi_;  // the loop thread's, but for curl_multi_wakeup

  // The loop thread's.
  std::deque<Task> waiting_;
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

}  // namespace varta
