// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/curl_transfer.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "crawler/page_outcome.h"
#include "crawler/request_head.h"
#include "crawler/tls_peer.h"

namespace varta {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr long kLowSpeedBytes = 500;  // a second
constexpr size_t kMaxReserved = 64 * 1024;

Outcome OutcomeOfError(int code) {
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

}  // namespace

void FreeCurlEasy::operator()(void* easy) const { curl_easy_cleanup(easy); }
void FreeCurlList::operator()(curl_slist* list) const { curl_slist_free_all(list); }

CurlList MakeHeaderList(const Headers& headers) {
  curl_slist* list = nullptr;
  for (const auto& [name, value] : headers) {
    if (name == "Host") continue;
    list = curl_slist_append(list, (name + ": " + value).c_str());
  }
  list = curl_slist_append(list, "Proxy-Connection:");  // not sent
  return CurlList(list);
}

// They are noexcept: nothing may be thrown through curl.
struct CurlTransfer::Callbacks {
  // Asked for each new connection. What curl believes to be the host's address is nobody's (see
  // Aim); the checked one takes its place here. That the callback may change the address is part of
  // CURLOPT_OPENSOCKETFUNCTION's contract; there is room for any sockaddr.
  static curl_socket_t OpenSocket(void* user, curlsocktype, curl_sockaddr* address) noexcept {
    auto* transfer = static_cast<CurlTransfer*>(user);
    const Target& target = transfer->target_;
    const auto* plain = reinterpret_cast<const sockaddr*>(&target.address);
    if (target.size == 0) return CURL_SOCKET_BAD;
    if (!transfer->via_proxy) {
      const SocketAddress peer = DescribeAddress(plain, target.size);
      transfer->refused_ =
          transfer->around_.guard.WhyRefused(peer.host, peer.port, transfer->page.task.networks);
      if (!transfer->refused_.empty()) return CURL_SOCKET_BAD;
    }
    address->family = plain->sa_family;
    address->addrlen = target.size;
    std::memcpy(static_cast<void*>(&address->addr), plain, target.size);
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }

  static CURLcode SetUpTls(CURL*, void* context, void*) noexcept {
    HardenTls(context);
    return CURLE_OK;
  }

  static int CloseSocket(void* user, curl_socket_t fd) noexcept {
    static_cast<Poller*>(user)->Forget(fd);
    return close(fd);
  }

  // Asked before each request, also on a connection that another task had opened and may use.
  static int BeforeRequest(void* user, char* remote, char*, int port, int) noexcept {
    auto* transfer = static_cast<CurlTransfer*>(user);
    transfer->NotePeer();
    if (transfer->via_proxy) return CURL_PREREQFUNC_OK;
    transfer->refused_ =
        transfer->around_.guard.WhyRefused(remote, port, transfer->page.task.networks);
    return transfer->refused_.empty() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
  }

  static size_t OnHeader(char* data, size_t size, size_t count, void* user) noexcept {
    auto* transfer = static_cast<CurlTransfer*>(user);
    ResponseHead& head = transfer->head_;
    const bool was_complete = head.complete();
    if (!head.Add({data, size * count})) return 0;
    if (was_complete || !head.complete()) return size * count;
    if (head.IsSuccess() && !transfer->page.task.robots &&
        !MayBeText(FindHeader(head.headers(), "Content-Type"))) {
      transfer->not_text_ = true;
      return 0;
    }
    const std::string_view length = FindHeader(head.headers(), "Content-Length");
    size_t bytes = 0;
    std::from_chars(length.data(), length.data() + length.size(), bytes);
    transfer->page.body.reserve(std::min({bytes, transfer->MaxBody(), kMaxReserved}));
    return size * count;
  }

  static size_t OnBody(char* data, size_t size, size_t count, void* user) noexcept {
    auto* transfer = static_cast<CurlTransfer*>(user);
    std::string& body = transfer->page.body;
    const size_t bytes = size * count;
    const size_t kept = std::min(bytes, transfer->MaxBody() - body.size());
    if (!transfer->around_.bodies.Take(&transfer->share_, kept,
                                       BytesHeld(transfer->around_.options))) {
      return CURL_WRITEFUNC_PAUSE;
    }
    body.append(data, kept);
    if (kept < bytes) transfer->page.truncated = true;
    return kept;  // less than all ends the transfer
  }
};

size_t CurlTransfer::MaxBody() const {
  const size_t own = page.task.max_body_bytes;
  return own != 0 ? own : around_.options.max_body_bytes;
}

CurlTransfer::CurlTransfer(const TransferSurroundings& around)
    : around_(around), easy_(curl_easy_init()) {
  if (easy_ != nullptr) SetUpOnce();
}

CurlTransfer::~CurlTransfer() = default;

void CurlTransfer::Begin(Task task) {
  page = Page();
  page.task = std::move(task);
  via_proxy = false;
  port = page.task.url.EffectivePort();
  addresses.clear();
  started = SteadyClock::now();
  refused_.clear();
  tried_ = 0;
}

// What is the same for every fetch with this handle.
void CurlTransfer::SetUpOnce() {
  CURL* easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error_.data());
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  // With one fetch a host at a time HTTP/2 would save nothing, and bring its floods (streams,
  // settings, header tables) to our door. Without ALPN no server can choose it: one that answers
  // what was not asked breaks TLS (RFC 8446, 4.2).
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy, CURLOPT_SSL_ENABLE_ALPN, 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &Callbacks::SetUpTls);
  if (!around_.options.ca_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, around_.options.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
  // Nothing of the machine's own set-up plays a part: no proxy, no .netrc.
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, -1L);  // see Aim: it has nothing to forget
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, kLowSpeedBytes);
  curl_easy_setopt(
      easy, CURLOPT_LOW_SPEED_TIME,
      static_cast<long>(
          std::chrono::ceil<std::chrono::seconds>(around_.options.low_speed_time).count()));
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &Callbacks::OpenSocket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &Callbacks::CloseSocket);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, &around_.poller);
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &Callbacks::BeforeRequest);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Callbacks::OnHeader);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Callbacks::OnBody);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
}

CurlTransfer::Target CurlTransfer::MakeTarget(const std::string& text, int port) {
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

void CurlTransfer::Aim() {
  const std::string& next = addresses[tried_];
  target_ = MakeTarget(next, port);
  if (!via_proxy) page.resolved_address = next;
  ++tried_;
  head_ = ResponseHead(around_.options.max_header_bytes);
  not_text_ = false;
  error_[0] = '\0';
  CURL* easy = easy_.get();
  if (easy == nullptr) return;
  const Task& task = page.task;
  // Without credentials and fragment; the path as the URL standard left it.
  const std::string address = task.url.GetOrigin().ToString() + task.url.PathAndQuery();
  curl_easy_setopt(easy, CURLOPT_URL, address.c_str());
  // The old list is freed only when the handle points to the next one.
  CurlList own;
  if (!task.headers.empty()) own = MakeHeaderList(page.request_headers);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, own ? own.get() : around_.plain_headers.get());
  headers_ = std::move(own);
  if (proxy_ != task.proxy) {
    proxy_ = task.proxy;
    curl_easy_setopt(easy, CURLOPT_PROXY, proxy_.c_str());
  }
  // Every host on this port is at an address of documentation, where nothing can be (RFC 5737):
  // curl must not look anything up, and OpenSocket puts the right one in. One entry a port, so that
  // the number of hosts costs nothing, while connections stay each host's own.
  if (resolve_port_ != port) {
    resolve_port_ = port;
    CurlList list(curl_slist_append(nullptr, ("*:" + std::to_string(port) + ":192.0.2.1").c_str()));
    curl_easy_setopt(easy, CURLOPT_RESOLVE, list.get());
    resolve_ = std::move(list);
  }
  const auto spent = std::chrono::duration_cast<Duration>(SteadyClock::now() - started);
  const auto left = static_cast<int64_t>(addresses.size() - tried_ + 1);
  const Duration connect = (around_.options.connect_timeout - spent) / left;
  const Duration total = around_.options.total_timeout - spent;
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(std::max(connect, Duration(1)).count()));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
                   static_cast<long>(std::max(total, Duration(1)).count()));
}

void CurlTransfer::NotePeer() {
  const Task& task = page.task;
  if (task.url.scheme() != "https" || task.proxy.starts_with("https:")) return;
  curl_tlssessioninfo* session = nullptr;
  if (curl_easy_getinfo(easy_.get(), CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK) return;
  if (session == nullptr || session->backend != CURLSSLBACKEND_OPENSSL) return;
  TlsPeer peer = DescribeTlsPeer(session->internals);
  page.tls_version = std::move(peer.version);
  page.tls_certificate_sha256 = std::move(peer.certificate_sha256);
}

bool CurlTransfer::Connected() const {
  curl_off_t connected = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_CONNECT_TIME_T, &connected);
  return connected > 0;
}

bool CurlTransfer::MayTryNext(int code) const {
  const bool never =
      code == CURLE_COULDNT_CONNECT || (code == CURLE_OPERATION_TIMEDOUT && !Connected());
  return never && refused_.empty() && tried_ < addresses.size() &&
         SteadyClock::now() - started < around_.options.total_timeout;
}

void CurlTransfer::Resume() { curl_easy_pause(easy_.get(), CURLPAUSE_CONT); }

std::string CurlTransfer::Finish(int code) {
  const bool no_connection = code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK;
  if (no_connection && !refused_.empty()) return std::exchange(refused_, {});
  const bool never =
      code == CURLE_COULDNT_CONNECT || (code == CURLE_OPERATION_TIMEDOUT && !Connected());
  const char* ip = nullptr;
  if (!never && curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_IP, &ip) == CURLE_OK &&
      ip != nullptr) {
    page.remote_address = ip;
  }
  page.http_status = head_.status();
  page.http_version = head_.version();
  page.response_headers = head_.TakeHeaders();
  const std::string origin = page.task.url.GetOrigin().ToString();
  if (not_text_) {
    page.outcome = Outcome::kNotText;
    page.detail = page.task.url.Canonical() + " is " +
                  std::string(MediaType(FindHeader(page.response_headers, "Content-Type"))) +
                  ", which is not read";
  } else if (head_.too_large()) {
    page.outcome = Outcome::kBadResponse;
    page.detail = origin + " sent more than " +
                  std::to_string(around_.options.max_header_bytes / 1024) + " KiB of headers";
  } else if (code == CURLE_OK && !head_.complete()) {
    page.outcome = Outcome::kBadResponse;
    page.detail = origin + " closed the connection amid its headers";
  } else if (code == CURLE_OK || page.truncated) {
    ApplyStatus(&page);
  } else {
    DescribeError(code);
  }
  return {};
}

// What is wrong with the certificate or the handshake. A part of it may be the server's own words.
std::string CurlTransfer::WhyUnproved(int code) const {
  std::string why =
      error_[0] != '\0' ? error_.data() : curl_easy_strerror(static_cast<CURLcode>(code));
  if (why.find(kRevokedError) != std::string::npos) why = "its certificate is revoked, it says";
  for (char& c : why) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
  }
  return RepairUtf8(why);
}

// What happened and what to do, for whoever looks after the source.
void CurlTransfer::DescribeError(int code) {
  page.outcome = OutcomeOfError(code);
  const std::string origin = page.task.url.GetOrigin().ToString();
  const std::string reason =
      std::string(" (") + curl_easy_strerror(static_cast<CURLcode>(code)) + ")";
  switch (page.outcome) {
    case Outcome::kDnsError:
      page.detail = page.task.url.host() + " has no address" + reason +
                    ": check the spelling, or try again later";
      return;
    case Outcome::kConnectError:
      page.detail = page.task.proxy.empty()
                        ? origin + " takes no connection" + reason + ": try again later"
                        : origin + " was not reached through " + page.task.proxy + reason +
                              ": see that the proxy runs, or try again later";
      return;
    case Outcome::kTlsError:
      page.detail = origin + " could not prove who it is (" + WhyUnproved(code) +
                    "): look at its certificate in a browser";
      return;
    case Outcome::kTimeout: {
      curl_off_t answered = 0;
      curl_easy_getinfo(easy_.get(), CURLINFO_STARTTRANSFER_TIME_T, &answered);
      page.detail = origin +
                    (answered > 0  ? " sent too slowly"
                     : Connected() ? " connected but did not answer in time"
                                   : " could not be reached in time") +
                    ": try again later, or raise the timeout";
      return;
    }
    default:
      page.detail = origin + " sent something that is not a whole HTTP answer" + reason +
                    ": try again later, or look at it in a browser";
  }
}

}  // namespace varta
