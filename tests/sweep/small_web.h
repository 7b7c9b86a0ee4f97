// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A web of a few pages that a test writes down, and sweeps of it on days that the test chooses.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/digest.h"
#include "storage/store.h"
#include "sweep/ledger.h"
#include "sweep/sweeper.h"
#include "tests/crawler/fetching.h"
#include "tests/support/small_pack.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {

// The machine's time and what the test adds to it.
class ShiftedClock final : public Clock {
 public:
  Time Now() const override { return SystemClock().Now() + Duration(shift_.load()); }
  void Add(Duration duration) { shift_ += duration.count(); }

 private:
  std::atomic<int64_t> shift_ = 0;
};

class SmallWeb {
 public:
  SmallWeb() {
    std::filesystem::create_directories(dir_.File("sources"));
    config_.data_dir = dir_.File("data");
    config_.sources_dir = dir_.File("sources");
    config_.allow_networks = {"127.0.0.0/8", "::1/128"};
    Store::Options options;
    options.dir = config_.data_dir;
    options_ = options;
    Open();
  }
  ~SmallWeb() { Close(); }

  // As a process that ends, or is stopped amid a sweep, and the next one.
  void Restart() {
    Close();
    Open();
  }

  // Of "board.localhost" unless `path` begins with another host: "other.localhost/a".
  void Put(const std::string& path, const std::string& body, const std::string& headers = "",
           const std::string& status = "200 OK") {
    std::lock_guard lock(mutex_);
    pages_[Key(path)] = {status, headers, body};
  }
  void Redirect(const std::string& path, const std::string& location) {
    std::lock_guard lock(mutex_);
    pages_[Key(path)] = {"301 Moved", "Location: " + location + "\r\n", ""};
  }
  // From now on hosts whose name begins so take connections and say nothing, until Speak().
  void Silence(const std::string& hosts) {
    std::lock_guard lock(mutex_);
    silent_ = hosts;
  }
  void Speak() { Silence(""); }
  void Remove(const std::string& path) {
    std::lock_guard lock(mutex_);
    pages_.erase(Key(path));
  }
  std::string UrlOf(const std::string& path) const {
    const std::string key = Key(path);
    const size_t slash = key.find('/');
    return "http://" + key.substr(0, slash) + ":" + std::to_string(server_.port()) +
           key.substr(slash);
  }

  // The source "board": `more` are further lines of its file.
  void Describe(const std::string& more, const std::string& delay = "0s") {
    std::ofstream(dir_.File("sources/board.yaml"))
        << "id: board\nkind: test\nseeds: ['" << UrlOf("/") << "']\ndelay: " << delay
        << "\nlegal_basis: own\n"
        << "approved_by: us\nexpires: 2099-12-31\n"
        << more;
  }
  v1::Sweep Sweep(const SweepOutputs& outputs = {}) {
    Begin(outputs);
    return End();
  }
  // Waits for the end of the newest.
  v1::Sweep End(v1::Sweep::State as = v1::Sweep::STATE_SUCCEEDED) {
    Result<v1::Sweep> sweep = sweeper_->Get("latest");
    uint64_t version = 0;
    while (sweep.ok() && sweep->state() == v1::Sweep::STATE_RUNNING) {
      sweep = sweeper_->Wait(sweep->name(), &version, Duration(1000));
    }
    if (!sweep.ok()) return v1::Sweep();
    EXPECT_EQ(sweep->state(), as) << sweep->error();
    for (const v1::Ledger& ledger : sweep->ledgers()) EXPECT_EQ(WhyNotAddingUp(ledger), "");
    return *sweep;
  }
  // Sweep, without waiting for its end.
  void Begin(const SweepOutputs& outputs = {}) {
    {
      std::lock_guard lock(mutex_);
      requests_.clear();
    }
    EXPECT_THAT(sweeper_->Start({"board"}, "test", outputs), IsOk());
  }
  struct Request {
    Time time;         // by clock()
    std::string key;   // "board.localhost/a"
    std::string head;  // as received
  };
  // What the last sweep asked for, in order.
  std::vector<Request> Requests() const {
    std::lock_guard lock(mutex_);
    return requests_;
  }
  // The paths that the last sweep asked for, in order; robots.txt left out.
  std::vector<std::string> Asked() const {
    std::lock_guard lock(mutex_);
    std::vector<std::string> paths;
    for (const Request& request : requests_) {
      const std::string& key = request.key;
      if (key.ends_with("/robots.txt")) continue;
      paths.push_back(key.starts_with("board.localhost/") ? key.substr(key.find('/')) : key);
    }
    return paths;
  }

  Config& config() { return config_; }
  ShiftedClock& clock() { return clock_; }
  Store& store() { return *store_; }
  Sweeper& sweeper() { return *sweeper_; }
  ScreenerLoader& screeners() { return screener_; }
  const TempDir& dir() const { return dir_; }
  std::vector<v1::Lead> Leads() {
    Result<LeadPage> page = store_->ListLeads({}, 100, "");
    EXPECT_THAT(page, IsOk());
    return page.ok() ? page->leads : std::vector<v1::Lead>();
  }

 private:
  struct Content {
    std::string status, headers, body;
  };
  std::string PackDir() const {
    EXPECT_THAT(WriteSmallPack(dir_.File("packs")), IsOk());
    return dir_.File("packs");
  }
  static std::string Key(const std::string& path) {
    return path.starts_with('/') ? "board.localhost" + path : path;
  }

  void Open() {
    auto opened = Store::Open(options_, clock_);
    EXPECT_THAT(opened, IsOk());
    store_ = std::move(*opened);
    sweeper_ = std::make_unique<Sweeper>(config_, *store_, screener_, clock_);
  }
  void Close() {
    sweeper_.reset();
    store_.reset();
  }

  void Serve(const Connection& connection) {
    const std::string& request = connection.request();
    const auto field = [&](const std::string& before, char end) {
      const size_t at = request.find(before);
      if (at == std::string::npos) return std::string();
      const size_t from = at + before.size();
      return request.substr(from, request.find(end, from) - from);
    };
    const std::string key = field("\r\nHost: ", ':') + field("GET ", ' ');
    std::unique_lock lock(mutex_);
    requests_.push_back({clock_.Now(), key, request});
    while (!silent_.empty() && key.starts_with(silent_)) {
      lock.unlock();
      if (connection.WaitForClose(5)) return;
      lock.lock();
    }
    const auto page = pages_.find(key);
    if (page == pages_.end()) {
      connection.Send(Answer("404 Not Found", "", "no"));
      return;
    }
    const auto& [status, headers, body] = page->second;
    const std::string etag = "\"" + Hex(Sha256(body)).substr(0, 16) + "\"";
    const std::string tag = "ETag: " + etag + "\r\n";
    const bool html = headers.find("Content-Type") == std::string::npos;
    if (field("\r\nIf-None-Match: ", '\r') == etag) {
      connection.Send(Answer("304 Not Modified", tag, ""));
    } else {
      connection.Send(
          Answer(status, (html ? "Content-Type: text/html; charset=utf-8\r\n" : "") + headers + tag,
                 body));
    }
  }

  TempDir dir_;
  ShiftedClock clock_;
  Config config_;
  Store::Options options_;
  ScreenerLoader screener_{PackDir(), 0.0};
  mutable std::mutex mutex_;
  std::map<std::string, Content> pages_;  // guarded by mutex_, as are the next two
  std::string silent_;
  std::vector<Request> requests_;
  LoopbackServer server_{[this](const Connection& c) { Serve(c); }};
  std::unique_ptr<Store> store_;
  std::unique_ptr<Sweeper> sweeper_;
};

}  // namespace varta
