// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The floor of fetching: libcurl multi over epoll, one thread, bodies dropped. It reads URLs (one a
// line), asks for each once, and prints how many came, how many bytes and the time. Nothing is
// looked at, so no crawler over libcurl can be cheaper.
//   floor URLS PORT [--in-flight N] [--per-host N] [--gzip] [--zlib]
// Every name is connected to at 127.0.0.1:PORT. --gzip asks for gzip bodies and leaves them packed;
// --zlib lets libcurl unpack them.
#include <curl/curl.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace {

struct Options {
  std::string file, port;
  size_t in_flight = 64;
  size_t per_host = 1;
  bool gzip = false, zlib = false;
};

struct Job {
  std::string url;
  std::string host;
};

class Floor {
 public:
  explicit Floor(const Options& options) : options_(options), multi_(curl_multi_init()) {
    epoll_ = epoll_create1(EPOLL_CLOEXEC);
    connect_to_ = curl_slist_append(nullptr, ("::127.0.0.1:" + options.port).c_str());
    if (options.gzip) headers_ = curl_slist_append(nullptr, "Accept-Encoding: gzip");
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &OnSocket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &OnTimer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(options.in_flight) * 2);
  }
  ~Floor() {
    for (CURL* easy : idle_) curl_easy_cleanup(easy);
    curl_multi_cleanup(multi_);
    curl_slist_free_all(connect_to_);
    curl_slist_free_all(headers_);
    close(epoll_);
  }
  Floor(const Floor&) = delete;
  Floor& operator=(const Floor&) = delete;

  void Add(Job job) { waiting_[job.host].push_back(std::move(job)); }

  void Run() {
    for (auto& [host, jobs] : waiting_) {
      for (size_t i = 0; i < options_.per_host; ++i) turn_.push_back(host);
    }
    StartMore();
    int running = 0;
    while (active_ > 0) {
      epoll_event events[256];
      const int count = epoll_wait(epoll_, events, 256, static_cast<int>(timeout_));
      if (count <= 0) {
        curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
      }
      for (int i = 0; i < count; ++i) {
        const int what = ((events[i].events & EPOLLIN) ? CURL_CSELECT_IN : 0) |
                         ((events[i].events & EPOLLOUT) ? CURL_CSELECT_OUT : 0) |
                         ((events[i].events & (EPOLLERR | EPOLLHUP)) ? CURL_CSELECT_ERR : 0);
        curl_multi_socket_action(multi_, events[i].data.fd, what, &running);
      }
      if (timeout_ == 0) curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
      Collect();
      StartMore();
    }
  }

  size_t done = 0, failed = 0, bytes = 0;

 private:
  static size_t OnBody(char*, size_t size, size_t count, void* floor) {
    static_cast<Floor*>(floor)->bytes += size * count;
    return size * count;
  }

  static int OnSocket(CURL*, curl_socket_t socket, int what, void* user, void* known) {
    auto* floor = static_cast<Floor*>(user);
    if (what == CURL_POLL_REMOVE) {
      epoll_ctl(floor->epoll_, EPOLL_CTL_DEL, socket, nullptr);
      return 0;
    }
    epoll_event event{};
    event.events =
        ((what & CURL_POLL_IN) ? EPOLLIN : 0u) | ((what & CURL_POLL_OUT) ? EPOLLOUT : 0u);
    event.data.fd = socket;
    epoll_ctl(floor->epoll_, known != nullptr ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
    curl_multi_assign(floor->multi_, socket, floor);
    return 0;
  }

  static int OnTimer(CURLM*, long timeout, void* floor) {
    static_cast<Floor*>(floor)->timeout_ = timeout;
    return 0;
  }

  void StartMore() {
    while (active_ < options_.in_flight && !turn_.empty()) {
      const std::string host = std::move(turn_.front());
      turn_.pop_front();
      std::deque<Job>& jobs = waiting_[host];
      if (jobs.empty()) continue;
      auto* job =
          new Job(std::move(jobs.front()));  // curl's private pointer owns it until Collect()
      jobs.pop_front();
      Start(job);
    }
  }

  void Start(Job* job) {
    CURL* easy = nullptr;
    if (idle_.empty()) {
      easy = curl_easy_init();
      curl_easy_setopt(easy, CURLOPT_CONNECT_TO, connect_to_);
      curl_easy_setopt(easy, CURLOPT_PROXY, "");
      curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
      curl_easy_setopt(easy, CURLOPT_USERAGENT, "floor/1");
      curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &OnBody);
      curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
      if (headers_ != nullptr) curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_);
      if (options_.zlib) curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    } else {
      easy = idle_.back();
      idle_.pop_back();
    }
    curl_easy_setopt(easy, CURLOPT_URL, job->url.c_str());
    curl_easy_setopt(easy, CURLOPT_PRIVATE, job);
    curl_multi_add_handle(multi_, easy);
    ++active_;
  }

  void Collect() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      CURL* easy = message->easy_handle;
      const CURLcode code = message->data.result;
      Job* job = nullptr;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &job);
      curl_multi_remove_handle(multi_, easy);
      ++(code == CURLE_OK ? done : failed);
      turn_.push_back(job->host);
      delete job;
      idle_.push_back(easy);
      --active_;
    }
  }

  const Options options_;
  CURLM* multi_;
  int epoll_ = -1;
  curl_slist* connect_to_ = nullptr;
  curl_slist* headers_ = nullptr;
  long timeout_ = -1;
  size_t active_ = 0;
  std::vector<CURL*> idle_;
  std::deque<std::string> turn_;  // hosts that may have one more request
  std::map<std::string, std::deque<Job>> waiting_;
};

bool Parse(int argc, char** argv, Options* options) {
  std::vector<std::string> plain;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--gzip") {
      options->gzip = true;
    } else if (word == "--zlib") {
      options->zlib = true;
    } else if ((word == "--in-flight" || word == "--per-host") && i + 1 < argc) {
      const auto number = static_cast<size_t>(std::max(1, std::atoi(argv[++i])));
      (word == "--in-flight" ? options->in_flight : options->per_host) = number;
    } else {
      plain.push_back(word);
    }
  }
  if (plain.size() != 2) return false;
  options->file = plain[0];
  options->port = plain[1];
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  std::ifstream urls;
  if (Parse(argc, argv, &options)) urls.open(options.file);
  if (!urls) {
    std::fputs("usage: floor URLS PORT [--in-flight N] [--per-host N] [--gzip] [--zlib]\n", stderr);
    return 2;
  }
  curl_global_init(CURL_GLOBAL_DEFAULT);
  size_t failed = 0;
  {
    Floor floor(options);
    for (std::string line; std::getline(urls, line);) {
      const size_t begin = line.find("://");
      if (begin == std::string::npos) continue;
      floor.Add({line, line.substr(begin + 3, line.find('/', begin + 3) - begin - 3)});
    }
    const auto start = std::chrono::steady_clock::now();
    floor.Run();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("{\"pages\": %zu, \"failed\": %zu, \"bytes\": %zu, \"seconds\": %.3f}\n",
                floor.done, floor.failed, floor.bytes, took.count());
    failed = floor.failed;
  }
  curl_global_cleanup();
  return failed == 0 ? 0 : 1;
}
