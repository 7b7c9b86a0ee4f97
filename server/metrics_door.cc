// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/metrics_door.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <exception>
#include <string_view>
#include <utility>

namespace varta {
namespace {

using Steady = std::chrono::steady_clock;
constexpr unsigned kConnections = 16, kSilence = 5;  // seconds
constexpr size_t kConnectionMemory = 16 * 1024;

}  // namespace

class MetricsDoor::Impl {
 public:
  explicit Impl(std::function<std::string()> text) : text_(std::move(text)) {}
  ~Impl() {
    if (daemon_ != nullptr) MHD_stop_daemon(daemon_);
  }

  Status Start(const LoopbackAddress& at) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(at.port);
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(at.port);
    v6.sin6_addr = in6addr_loopback;
    if (!at.v6) inet_pton(AF_INET, at.host.c_str(), &v4.sin_addr);
    const void* address = at.v6 ? static_cast<const void*>(&v6) : static_cast<const void*>(&v4);
    unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD;
    flags |= MHD_USE_POLL;
    if (at.v6) flags |= MHD_USE_IPv6;
    daemon_ = MHD_start_daemon(
        flags, at.port, nullptr, nullptr, &Impl::Answer, this, MHD_OPTION_SOCK_ADDR, address,
        MHD_OPTION_CONNECTION_LIMIT, kConnections, MHD_OPTION_CONNECTION_TIMEOUT, kSilence,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, kConnectionMemory, MHD_OPTION_END);
    if (daemon_ != nullptr) return Status();
    return Status(Code::kUnavailable, "cannot serve metrics on port " + std::to_string(at.port) +
                                          ": " + strerror(errno) +
                                          "; choose another in metrics_listen");
  }

  uint16_t port() const {
    const MHD_DaemonInfo* info = MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_BIND_PORT);
    return info == nullptr ? 0 : info->port;
  }

 private:
  static MHD_Result Answer(void* self, MHD_Connection* connection, const char* url,
                           const char* method, const char*, const char*, size_t*, void** seen) {
    // The first call is for the head alone; what wants to send something is turned away then.
    const std::string_view wanted = method;
    if (std::exchange(*seen, self) == nullptr && (wanted == "GET" || wanted == "HEAD"))
      return MHD_YES;
    try {
      return static_cast<Impl*>(self)->Respond(connection, url, method);
    } catch (const std::exception&) {  // out of memory: the connection is closed
      return MHD_NO;
    }
  }

  MHD_Result Respond(MHD_Connection* connection, std::string_view url, std::string_view method) {
    if (method != "GET" && method != "HEAD")
      return Send(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "GET only\n", "text/plain");
    if (url != "/metrics")
      return Send(connection, MHD_HTTP_NOT_FOUND, "see /metrics\n", "text/plain");
    const Steady::time_point now = Steady::now();
    if (cached_.empty() || now - cached_at_ > std::chrono::seconds(1)) {
      cached_ = text_();
      cached_at_ = now;
    }
    return Send(connection, MHD_HTTP_OK, cached_, "text/plain; version=0.0.4; charset=utf-8");
  }

  static MHD_Result Send(MHD_Connection* connection, unsigned status, const std::string& body,
                         const char* type) {
    // Copied by the library.
    MHD_Response* response = MHD_create_response_from_buffer(
        body.size(), const_cast<char*>(body.data()), MHD_RESPMEM_MUST_COPY);
    if (response == nullptr) return MHD_NO;
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    const MHD_Result queued = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return queued;
  }

  const std::function<std::string()> text_;
  // The door's thread's.
  std::string cached_;
  Steady::time_point cached_at_;
  MHD_Daemon* daemon_ = nullptr;
};

MetricsDoor::MetricsDoor(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MetricsDoor::~MetricsDoor() = default;

Result<std::unique_ptr<MetricsDoor>> MetricsDoor::Open(const LoopbackAddress& address,
                                                       std::function<std::string()> text) {
  auto impl = std::make_unique<Impl>(std::move(text));
  if (Status started = impl->Start(address); !started.ok()) return started;
  return std::unique_ptr<MetricsDoor>(new MetricsDoor(std::move(impl)));
}

uint16_t MetricsDoor::port() const { return impl_->port(); }

}  // namespace varta
