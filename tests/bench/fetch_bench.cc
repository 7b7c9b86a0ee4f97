// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a fetch costs in CPU time of this process, beside libcurl alone: pages of one size from 64
// hosts on loopback, one connection each, served by a child process. "Time" and "CPU" are for 1,000
// pages; look at CPU. Pin it: taskset -c 0 build/release/bin/fetch_bench (the child goes to core
// 1).
#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/queue.h"
#include "crawler/content_coding.h"
#include "crawler/curl_fetcher.h"
#include "tests/bench/page.h"
#include "tests/support/gzip.h"

namespace varta {
namespace {

constexpr int kHosts = 64;
constexpr int kPages = 1000;  // an iteration

// A page of 36 KB that packs as real ones do, to a fifth: a part of it is noise.
std::string PackablePage() {
  const std::string plain = BenchPage();
  std::string page;
  uint32_t state = 1;
  for (size_t at = 0; page.size() < 36'000; at = (at + 600) % plain.size()) {
    page += plain.substr(at, 600);
    for (int i = 0; i < 150; ++i) {
      state = state * 1664525 + 1013904223;
      page.push_back(static_cast<char>('0' + (state >> 26)));
    }
  }
  return page;
}

// The answer that carries it with the headers that sites send.
const std::string& Answer() {
  static const std::string answer = [] {
    const std::string body = Gzip(PackablePage());
    return "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Thu, 26 Nov 2026 15:00:00 GMT\r\n"
           "Content-Type: text/html; charset=utf-8\r\nLast-Modified: Thu, 26 Nov 2026 14:00:00 "
           "GMT\r\nETag: W/\"67459f40-8ca0\"\r\nVary: Accept-Encoding\r\nContent-Encoding: gzip\r\n"
           "Content-Length: " +
           std::to_string(body.size()) + "\r\nConnection: keep-alive\r\n\r\n" + body;
  }();
  return answer;
}

// Answers every request alike, until its parent ends.
[[noreturn]] void Serve(int listener) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  cpu_set_t core;
  CPU_ZERO(&core);
  CPU_SET(1, &core);
  sched_setaffinity(0, sizeof core, &core);
  const std::string& answer = Answer();
  const int poller = epoll_create1(0);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = listener;
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
  std::array<epoll_event, 64> events;
  while (true) {
    const int count = epoll_wait(poller, events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < count; ++i) {
      const int fd = events[static_cast<size_t>(i)].data.fd;
      if (fd == listener) {
        event.data.fd = accept(listener, nullptr, nullptr);
        epoll_ctl(poller, EPOLL_CTL_ADD, event.data.fd, &event);
        continue;
      }
      char request[4096];  // one request, whole: they are short
      if (recv(fd, request, sizeof request, 0) <= 0) {
        close(fd);
      } else if (send(fd, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) {
        close(fd);
      }
    }
  }
}

// Takes connections on a port of 127.0.0.1 that is free; gives the socket and the port.
std::pair<int, int> Listen(int backlog) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener, generic, size) != 0 || listen(listener, backlog) != 0 ||
      getsockname(listener, generic, &size) != 0) {
    std::abort();
  }
  return {listener, ntohs(address.sin_port)};
}

// VARTA_BENCH_PORT: of another server on 127.0.0.1, nginx say.
int Port() {
  static const int port = [] {
    if (const char* given = std::getenv("VARTA_BENCH_PORT")) return std::atoi(given);
    const auto [listener, chosen] = Listen(256);
    if (fork() == 0) Serve(listener);
    close(listener);
    return chosen;
  }();
  return port;
}

std::string Host(int i) { return "host" + std::to_string(i % kHosts) + ".test"; }
std::string Address(int i) {
  return "http://" + Host(i) + ":" + std::to_string(Port()) + "/page/" + std::to_string(i) +
         ".html";
}

// libcurl, multi and epoll, bodies dropped: what no crawler over it can go below.
class Floor {
 public:
  explicit Floor(bool decode) : decode_(decode) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    multi_ = curl_multi_init();
    poller_ = epoll_create1(0);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &OnSocket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &OnTimer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    if (!decode_) plain_ = curl_slist_append(plain_, "Accept-Encoding: gzip");
    for (int i = 0; i < kHosts; ++i) {
      const std::string entry = Host(i) + ":" + std::to_string(Port()) + ":127.0.0.1";
      resolve_ = curl_slist_append(resolve_, entry.c_str());
    }
  }
  ~Floor() {
    for (CURL* easy : easies_) curl_easy_cleanup(easy);
    curl_multi_cleanup(multi_);
    curl_slist_free_all(resolve_);
    curl_slist_free_all(plain_);
    close(poller_);
  }
  Floor(const Floor&) = delete;
  Floor& operator=(const Floor&) = delete;

  void Fetch(int pages) {
    int next = 0, done = 0, running = 0;
    for (; next < kHosts; ++next)
      Start(next < static_cast<int>(easies_.size()) ? easies_[static_cast<size_t>(next)] : New(),
            next);
    while (done < pages) {
      std::array<epoll_event, 64> events;
      const int count =
          epoll_wait(poller_, events.data(), 64, timer_ < 0 ? 1000 : static_cast<int>(timer_));
      if (count == 0 || timer_ == 0) {
        timer_ = -1;
        curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
      }
      for (int i = 0; i < count; ++i) {
        const epoll_event& ready = events[static_cast<size_t>(i)];
        curl_multi_socket_action(multi_, ready.data.fd,
                                 ((ready.events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
                                     ((ready.events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0),
                                 &running);
      }
      int left = 0;
      while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        CURL* easy = message->easy_handle;
        if (message->data.result != CURLE_OK) std::abort();
        curl_multi_remove_handle(multi_, easy);
        ++done;
        if (next < pages) Start(easy, next++);
      }
    }
  }

 private:
  static size_t Drop(char*, size_t size, size_t count, void*) { return size * count; }
  static int OnSocket(CURL*, curl_socket_t fd, int what, void* self, void* known) {
    auto* floor = static_cast<Floor*>(self);
    epoll_event event{};
    event.data.fd = fd;
    if (what == CURL_POLL_REMOVE) return epoll_ctl(floor->poller_, EPOLL_CTL_DEL, fd, &event), 0;
    event.events = ((what & CURL_POLL_IN) != 0 ? static_cast<uint32_t>(EPOLLIN) : 0u) |
                   ((what & CURL_POLL_OUT) != 0 ? static_cast<uint32_t>(EPOLLOUT) : 0u);
    epoll_ctl(floor->poller_, known == nullptr ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event);
    curl_multi_assign(floor->multi_, fd, floor);
    return 0;
  }
  static int OnTimer(CURLM*, long millis, void* self) {
    static_cast<Floor*>(self)->timer_ = millis;
    return 0;
  }
  CURL* New() {
    CURL* easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_RESOLVE, resolve_);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Drop);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, plain_);
    if (decode_) curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    easies_.push_back(easy);
    return easy;
  }
  void Start(CURL* easy, int page) {
    curl_easy_setopt(easy, CURLOPT_URL, Address(page).c_str());
    curl_multi_add_handle(multi_, easy);
  }

  const bool decode_;
  CURLM* multi_;
  int poller_;
  curl_slist* resolve_ = nullptr;
  curl_slist* plain_ = nullptr;  // asks for gzip, which is then left as it is
  std::vector<CURL*> easies_;
  long timer_ = -1;
};

void FloorUndecoded(benchmark::State& state) {
  Port();
  Floor floor(false);
  for (auto _ : state) floor.Fetch(kPages);
}
BENCHMARK(FloorUndecoded)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

void FloorDecodedByCurl(benchmark::State& state) {
  Port();
  Floor floor(true);
  for (auto _ : state) floor.Fetch(kPages);
}
BENCHMARK(FloorDecodedByCurl)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

// A port that takes connections and says nothing: nobody accepts them.
int SilentPort() {
  static const int port = Listen(1024).second;
  return port;
}

void Fetch(benchmark::State& state, bool decode, int silent_hosts) {
  Port();
  const SystemClock clock;
  Queue<Page> pages(static_cast<size_t>(2 * kHosts + silent_hosts));
  FetchOptions options;
  options.dns.fixed = {{"*.test", "127.0.0.1"}};
  CurlFetcher fetcher(options, *AddressGuard::Create({"127.0.0.1"}), clock,
                      [&](Page page) { pages.Push(std::move(page)); });
  const auto submit_url = [&](const std::string& url) {
    Task task;
    task.url = *Url::Parse(url);
    task.networks = Networks::kPublicAndNamed;
    fetcher.Submit(std::move(task));
  };
  const auto submit = [&](int i) { submit_url(Address(i)); };
  for (int i = 0; i < silent_hosts; ++i) {
    submit_url("http://silent" + std::to_string(i) + ".test:" + std::to_string(SilentPort()) + "/");
  }
  for (auto _ : state) {
    int next = 0;
    while (next < kHosts) submit(next++);
    for (int done = 0; done < kPages; ++done) {
      const Page page = *pages.Pop();
      if (page.outcome != Outcome::kOk) state.SkipWithError(page.detail.c_str());
      if (next < kPages) submit(next++);
      if (decode) {
        benchmark::DoNotOptimize(DecodeContent(
            page.body, FindHeader(page.response_headers, "Content-Encoding"), 4 << 20));
      }
    }
  }
}
void Fetched(benchmark::State& state) { Fetch(state, false, 0); }
BENCHMARK(Fetched)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
// Pages of good hosts, while 200 others hold their connections and say nothing.
void FetchedBesideSilentHosts(benchmark::State& state) { Fetch(state, false, 200); }
BENCHMARK(FetchedBesideSilentHosts)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
void FetchedAndDecoded(benchmark::State& state) { Fetch(state, true, 0); }
BENCHMARK(FetchedAndDecoded)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

void Decoded1000(benchmark::State& state) {
  const std::string body = Answer().substr(Answer().find("\r\n\r\n") + 4);
  for (auto _ : state) {
    for (int i = 0; i < kPages; ++i) {
      benchmark::DoNotOptimize(DecodeContent(body, "gzip", 4 << 20));
    }
  }
}
BENCHMARK(Decoded1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace varta
