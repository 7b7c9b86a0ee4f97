// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the fetcher's tests share: a server that sends any bytes, and a fetcher that may talk to it.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/queue.h"
#include "crawler/curl_fetcher.h"

namespace varta {

inline constexpr Time kNow{std::chrono::seconds(1'700'000'000)};

class FixedClock final : public Clock {
 public:
  Time Now() const override { return kNow; }
};

// The server's end of one connection.
class Connection {
 public:
  Connection(int fd, std::string request) : fd_(fd), request_(std::move(request)) {}
  const std::string& request() const { return request_; }  // the head, as received

  // False: the client has gone.
  bool Send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }
  // What comes next; empty: the client has gone.
  std::string Receive() const {
    char piece[4096];
    const ssize_t got = recv(fd_, piece, sizeof piece, 0);
    return got <= 0 ? std::string() : std::string(piece, static_cast<size_t>(got));
  }
  // Closes at once, with a reset instead of an end.
  void Reset() const {
    const linger at_once{1, 0};
    setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  // Until the client goes or the time is over. True: it has gone.
  bool WaitForClose(int millis = -1) const {
    pollfd client{fd_, POLLIN, 0};
    return poll(&client, 1, millis) > 0;
  }

 private:
  int fd_;
  std::string request_;
};

// An HTTP server in name only: what it answers, byte for byte, is the test's. Each connection has
// one request and a thread. Must outlive the fetcher, whose end ends all connections.
class LoopbackServer {
 public:
  using Handler = std::function<void(const Connection&)>;

  // `where`: an address of loopback. `on`: the port; 0: any that is free.
  explicit LoopbackServer(Handler handler, const char* where = "127.0.0.1", int on = 0)
      : handler_(std::move(handler)), where_(where) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;  // a port with connections that wait out their end is free
    setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(on));
    inet_pton(AF_INET, where, &address.sin_addr);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, generic, size) != 0 || listen(listener_, 256) != 0 ||
        getsockname(listener_, generic, &size) != 0) {
      std::abort();
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::jthread([this] { Accept(); });
  }
  explicit LoopbackServer(std::string answer)
      : LoopbackServer([answer = std::move(answer)](const Connection& c) { c.Send(answer); }) {}

  ~LoopbackServer() { Stop(); }

  void Stop() {
    if (listener_ < 0) return;
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    close(listener_);
    listener_ = -1;
    workers_.clear();
  }

  int port() const { return port_; }
  int connections() const { return connections_; }
  std::string Address(std::string_view path) const {
    return "http://" + where_ + ":" + std::to_string(port_) + std::string(path);
  }

 private:
  void Accept() {
    while (true) {
      const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) return;
      ++connections_;
      workers_.emplace_back([this, fd] {
        std::string request;
        char piece[4096];
        // A hello of TLS has no empty line: whatever is no request is answered at once.
        while (request.find("\r\n\r\n") == std::string::npos &&
               (request.empty() || request.starts_with("G"))) {
          const ssize_t got = recv(fd, piece, sizeof piece, 0);
          if (got <= 0) break;
          request.append(piece, static_cast<size_t>(got));
        }
        if (!request.empty()) handler_(Connection(fd, request));
        linger at_once{};
        socklen_t size = sizeof at_once;
        getsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, &size);
        if (at_once.l_onoff == 0) shutdown(fd, SHUT_WR);
        close(fd);
      });
    }
  }

  Handler handler_;
  std::string where_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  std::vector<std::jthread> workers_;  // the acceptor's until it has ended
  std::jthread acceptor_;
};

// A port that is free on all of these addresses of loopback.
inline int FreePort(const std::vector<const char*>& addresses) {
  for (int tries = 0; tries < 100; ++tries) {
    int port = 0;
    std::vector<int> sockets;
    bool all = true;
    for (const char* where : addresses) {
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_port = htons(static_cast<uint16_t>(port));
      inet_pton(AF_INET, where, &address.sin_addr);
      socklen_t size = sizeof address;
      auto* generic = reinterpret_cast<sockaddr*>(&address);
      sockets.push_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
      all = all && bind(sockets.back(), generic, size) == 0 &&
            getsockname(sockets.back(), generic, &size) == 0;
      port = ntohs(address.sin_port);
    }
    for (const int fd : sockets) close(fd);
    if (all) return port;
  }
  std::abort();
}

inline AddressGuard LoopbackAllowed() { return *AddressGuard::Create({"127.0.0.0/8", "::1"}); }

// A fetcher that may talk to loopback, and what came out of it.
class Fetching {
 public:
  explicit Fetching(FetchOptions options = {}, AddressGuard guard = LoopbackAllowed())
      : fetcher_(std::move(options), std::move(guard), clock_,
                 [this](Page page) { pages_.Push(std::move(page)); }) {}

  void Submit(const std::string& url, bool robots = false) {
    Task task;
    task.networks = Networks::kPublicAndNamed;
    task.url = *Url::Parse(url);
    task.source = "board";
    task.robots = robots;
    fetcher_.Submit(std::move(task));
  }
  void Submit(Task task) { fetcher_.Submit(std::move(task)); }
  Page Take() { return *pages_.Pop(); }
  Page Get(const std::string& url) {
    Submit(url);
    return Take();
  }
  CurlFetcher& fetcher() { return fetcher_; }

 private:
  FixedClock clock_;
  Queue<Page> pages_{10000};
  CurlFetcher fetcher_;  // last: its end still pushes
};

inline std::string Answer(std::string_view status, std::string_view headers,
                          std::string_view body) {
  return "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" +
         std::string(body);
}

}  // namespace varta
