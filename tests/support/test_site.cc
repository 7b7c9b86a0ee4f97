// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_site.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

#include "tests/support/answers.h"

namespace varta {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::string HeaderOf(MHD_Connection* connection, const char* name) {
  const char* value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
  return value == nullptr ? "" : value;
}

// A body that has no end, or an early one.
struct Stream {
  std::string block;
  uint64_t sent_before_end;  // bytes that are really sent
};

ssize_t ReadStream(void* state, uint64_t position, char* buffer, size_t max) {
  const Stream& stream = *static_cast<const Stream*>(state);
  if (position >= stream.sent_before_end) return MHD_CONTENT_READER_END_WITH_ERROR;
  const auto offset = static_cast<size_t>(position % stream.block.size());
  const auto left = static_cast<size_t>(stream.sent_before_end - position);
  const size_t size = std::min({max, stream.block.size() - offset, left});
  std::memcpy(buffer, stream.block.data() + offset, size);
  return static_cast<ssize_t>(size);
}

void FreeStream(void* state) { delete static_cast<Stream*>(state); }

MHD_Response* MakeResponse(const Answer& answer) {
  if (answer.said_size == 0)
    return MHD_create_response_from_buffer(
        answer.body.size(), const_cast<char*>(answer.body.data()), MHD_RESPMEM_MUST_COPY);
  const uint64_t size = answer.said_size == Answer::kUnsaid ? MHD_SIZE_UNKNOWN : answer.said_size;
  return MHD_create_response_from_callback(size, 16 * 1024, ReadStream,
                                           new Stream{answer.body, answer.sent_size}, FreeStream);
}

// A socket that has a port and never listens: connecting to it is refused, and nobody else gets the
// port.
class DeadPort {
 public:
  DeadPort() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (socket_ >= 0 && bind(socket_, plain, size) == 0 && getsockname(socket_, plain, &size) == 0)
      port_ = ntohs(address.sin_port);
  }
  ~DeadPort() {
    if (socket_ >= 0) close(socket_);
  }
  DeadPort(const DeadPort&) = delete;
  DeadPort& operator=(const DeadPort&) = delete;
  int port() const { return port_; }

 private:
  const int socket_;
  int port_ = 0;
};

}  // namespace

class TestSite::Server {
 public:
  explicit Server(const TestSiteOptions& options) : options_(options), hosts_(BuildCatalogue()) {}
  ~Server() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    stop_.notify_all();
    if (daemon_ != nullptr) MHD_stop_daemon(daemon_);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  Status Listen() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(options_.port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    daemon_ = MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD, 0, nullptr, nullptr,
        &Server::Handle, this, MHD_OPTION_SOCK_ADDR, reinterpret_cast<sockaddr*>(&address),
        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_CONNECTION_TIMEOUT, 60u, MHD_OPTION_END);
    if (daemon_ == nullptr)
      return Status(Code::kUnavailable, "cannot listen on 127.0.0.1:" +
                                            std::to_string(options_.port) + "; is the port taken?");
    const MHD_DaemonInfo* info = MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_BIND_PORT);
    std::lock_guard lock(mutex_);
    port_ = info == nullptr ? options_.port : info->port;
    return Status();
  }

  int port() const {
    std::lock_guard lock(mutex_);
    return port_;
  }
  int dead_port() const { return dead_port_.port(); }
  const std::vector<TestHost>& hosts() const { return hosts_; }

  const TestHost* FindHost(std::string_view name) const {
    for (const TestHost& host : hosts_) {
      if (host.name == name) return &host;
    }
    return nullptr;
  }

  int Hits(std::string_view host, std::string_view path) const {
    std::lock_guard lock(mutex_);
    const auto counts = counts_.find(host);
    if (counts == counts_.end()) return 0;
    const auto count = counts->second.by_path.find(path);
    return count == counts->second.by_path.end() ? 0 : count->second;
  }
  int HitsOnHost(std::string_view host) const {
    std::lock_guard lock(mutex_);
    const auto counts = counts_.find(host);
    return counts == counts_.end() ? 0 : counts->second.all;
  }
  int MaxConcurrent(std::string_view host) const {
    std::lock_guard lock(mutex_);
    const auto counts = counts_.find(host);
    return counts == counts_.end() ? 0 : counts->second.most_at_once;
  }
  std::vector<Request> Requests() const {
    std::lock_guard lock(mutex_);
    return requests_;
  }
  void ForgetRequests() {
    std::lock_guard lock(mutex_);
    requests_.clear();
    for (auto& [host, counts] : counts_) {
      counts.by_path.clear();
      counts.all = 0;
      counts.most_at_once = counts.now;
    }
  }

  void Set(std::string_view host, std::string_view path, std::string change) {
    std::lock_guard lock(mutex_);
    changes_[{std::string(host), std::string(path)}] = std::move(change);
  }

 private:
  struct Counts {
    std::map<std::string, int, std::less<>> by_path;
    int all = 0, now = 0, most_at_once = 0;
  };

  // Keeps the address with its query, which the handler is not given.
  static MHD_Result AddQuery(void* url, MHD_ValueKind, const char* key, const char* value) {
    auto& text = *static_cast<std::string*>(url);
    text += text.find('?') == std::string::npos ? '?' : '&';
    text += key;
    if (value != nullptr) text += "=" + std::string(value);
    return MHD_YES;
  }

  static MHD_Result Handle(void* self, MHD_Connection* connection, const char* url,
                           const char* method, const char*, const char*, size_t* upload_size,
                           void** state) {
    static char seen_headers;
    if (*state == nullptr) {  // libmicrohttpd calls once more when the request is whole
      *state = &seen_headers;
      return MHD_YES;
    }
    if (*upload_size > 0) {
      *upload_size = 0;
      return MHD_YES;
    }
    return static_cast<Server*>(self)->Respond(connection, url, method);
  }

  MHD_Result Respond(MHD_Connection* connection, const char* url, std::string_view method) {
    const auto begin = steady_clock::now();
    std::string path = url;
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, &AddQuery, &path);
    std::string host_name = HeaderOf(connection, "Host");
    host_name.resize(std::min(host_name.find(':'), host_name.size()));
    const TestHost* host = FindHost(host_name);

    uint64_t visit = 0;  // how often this page was asked before
    {
      std::unique_lock lock(mutex_);
      Counts& counts = counts_[host_name];
      counts.most_at_once = std::max(counts.most_at_once, ++counts.now);
      ++counts.all;
      ++counts.by_path[path];
      visit = ever_asked_[{host_name, path}]++;
      const milliseconds wait = host != nullptr && host->slow ? options_.slow : options_.latency;
      stop_.wait_for(lock, wait, [this] { return stopping_; });
    }
    Answer answer;
    if (method != "GET" && method != "HEAD") {
      answer = {405, {}, "only GET\n"};
    } else if (host == nullptr) {
      answer = {421, {}, "no such site here\n"};
    } else {
      answer = AnswerTo(*host, path, visit, port());
      Change(host_name, path, &answer);
      if (host->gzip && HeaderOf(connection, "Accept-Encoding").find("gzip") != std::string::npos)
        Compress(&answer);
      Validate(HeaderOf(connection, "If-None-Match"), &answer);
    }
    {
      // The request counts as ended before its last byte leaves: a client that waits for the answer
      // can never be seen to overlap.
      std::lock_guard lock(mutex_);
      --counts_[host_name].now;
      requests_.push_back({host_name, path, HeaderOf(connection, "User-Agent"), answer.status,
                           duration_cast<milliseconds>(begin - started_),
                           duration_cast<milliseconds>(steady_clock::now() - started_)});
    }
    MHD_Response* response = MakeResponse(answer);
    if (response == nullptr) return MHD_NO;
    for (const auto& [name, value] : answer.headers)
      MHD_add_response_header(response, name.c_str(), value.c_str());
    const MHD_Result queued =
        MHD_queue_response(connection, static_cast<unsigned>(answer.status), response);
    MHD_destroy_response(response);
    return queued;
  }

  // What happened to the page since the site was built.
  void Change(const std::string& host, const std::string& path, Answer* answer) const {
    std::lock_guard lock(mutex_);
    const auto change = changes_.find({host, path});
    if (change == changes_.end() || answer->status != 200) return;
    if (change->second.empty()) {
      *answer = {404, {}, "no such ad\n"};
      return;
    }
    const size_t heading = answer->body.find("</h1>");
    const size_t end = std::min(answer->body.rfind("</body>"), answer->body.size());
    answer->body.insert(heading == std::string::npos ? end : heading + 5, change->second);
  }

  static void Validate(const std::string& known, Answer* answer) {
    if (answer->status != 200 || answer->said_size != 0) return;
    const std::string etag = "\"" + std::to_string(std::hash<std::string>()(answer->body)) + "\"";
    answer->headers.emplace_back("ETag", etag);
    if (known == etag) {
      answer->status = 304;
      answer->body.clear();
    }
  }

  // Constant after construction (port_ and daemon_ after Listen).
  const TestSiteOptions options_;
  const std::vector<TestHost> hosts_;
  const DeadPort dead_port_;
  const steady_clock::time_point started_ = steady_clock::now();
  MHD_Daemon* daemon_ = nullptr;

  mutable std::mutex mutex_;
  // Guarded by mutex_.
  int port_ = 0;
  bool stopping_ = false;
  std::condition_variable stop_;
  std::map<std::string, Counts, std::less<>> counts_;
  std::map<std::pair<std::string, std::string>, uint64_t> ever_asked_;
  std::vector<Request> requests_;
  std::map<std::pair<std::string, std::string>, std::string> changes_;  // empty: removed
};

TestSite::TestSite(std::unique_ptr<Server> server) : server_(std::move(server)) {}
TestSite::~TestSite() = default;

Result<std::unique_ptr<TestSite>> TestSite::Start(const TestSiteOptions& options) {
  auto server = std::make_unique<Server>(options);
  if (Status status = server->Listen(); !status.ok()) return status;
  return std::unique_ptr<TestSite>(new TestSite(std::move(server)));
}

int TestSite::port() const { return server_->port(); }
int TestSite::dead_port() const { return server_->dead_port(); }
const std::vector<TestHost>& TestSite::hosts() const { return server_->hosts(); }
const TestHost* TestSite::FindHost(std::string_view name) const { return server_->FindHost(name); }

std::string TestSite::UrlOf(std::string_view host, std::string_view path) const {
  return "http://" + std::string(host) + ":" + std::to_string(port()) + std::string(path);
}
std::string TestSite::UrlOf(const TestAd& ad) const { return UrlOf(ad.host, ad.path); }

int TestSite::Hits(std::string_view host, std::string_view path) const {
  return server_->Hits(host, path);
}
int TestSite::HitsOnHost(std::string_view host) const { return server_->HitsOnHost(host); }
int TestSite::MaxConcurrent(std::string_view host) const { return server_->MaxConcurrent(host); }
std::vector<TestSite::Request> TestSite::Requests() const { return server_->Requests(); }
void TestSite::Remove(std::string_view host, std::string_view path) {
  server_->Set(host, path, "");
}
void TestSite::Append(std::string_view host, std::string_view path, std::string_view text) {
  server_->Set(host, path, "<p>" + std::string(text) + "</p>");
}
void TestSite::ForgetRequests() { server_->ForgetRequests(); }

}  // namespace varta
