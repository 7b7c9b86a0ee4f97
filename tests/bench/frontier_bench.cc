// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A sweep's frontier with the real store behind it, at 100 thousand, 1 million and 10 million known
// URLs of 100 a host. Counters: memory after discovery and at the end, CPU-microseconds a URL of
// each step, checks a second. VARTA_BENCH_DIR: where the store lies; else a folder of its own in
// /tmp.
#include <benchmark/benchmark.h>
#include <malloc.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "crawler/frontier.h"
#include "storage/store.h"
#include "tests/support/fake_clock.h"

namespace varta {
namespace {

using stored::v1::UrlRow;

constexpr size_t kUrlsPerHost = 100, kGroup = 4096, kChecks = 1'000'000, kChosen = 200'000;
constexpr size_t kPagesAtOnce = 64;
constexpr Time kStart{std::chrono::seconds(1'800'000'000)};

// Microseconds of this thread, added to `total`: waiting for the disk is none of them.
template <typename Step>
void Timed(double* total, const Step& step) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
  };
  const double begin = now();
  step();
  *total += now() - begin;
}

double ResidentMib() {
  malloc_trim(0);
  std::ifstream file("/proc/self/statm");
  double all = 0, resident = 0;
  file >> all >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

std::string UrlText(size_t number, size_t hosts) {
  return "https://host" + std::to_string(number % hosts) + ".example/oholoshennya/" +
         std::to_string(number / hosts) +
         "-potribni-pracivnyky-na-sklad.html?page=" + std::to_string(number % 7);
}

// As many hosts write it.
constexpr std::string_view kRobots =
    "User-agent: *\nDisallow: /admin/\nDisallow: /search?\nDisallow: /*?sort=\nDisallow: "
    "/cgi-bin/\n"
    "Allow: /search/$\nCrawl-delay: 1\n\nUser-agent: badbot\nDisallow: /\n\n"
    "Sitemap: https://host.example/sitemap.xml\n";

Task TaskOf(const UrlRow& row) {
  Task task;
  task.url = *Url::Parse(row.url());
  task.source = row.source();
  task.priority = row.priority();
  task.depth = row.depth();
  task.order = row.order();
  task.discovered_from = row.discovered_from();
  return task;
}

void Sweep(benchmark::State& state) {
  const size_t urls = static_cast<size_t>(state.range(0)), hosts = urls / kUrlsPerHost;
  const char* named = std::getenv("VARTA_BENCH_DIR");
  const std::string dir = std::string(named == nullptr ? "/tmp" : named) + "/frontier_bench." +
                          std::to_string(getpid());
  double add = 0, commit = 0, check = 0, choose = 0, refill = 0, settle = 0;
  double discovered_mib = 0;
  size_t known = 0, chosen = 0;
  std::vector<double> choices;
  for (auto _ : state) {
    FakeClock clock(kStart);
    auto store = Store::Open({.dir = dir}, clock);
    if (!store.ok()) {
      state.SkipWithError(store.status().message().c_str());
      return;
    }
    Frontier frontier({});
    Time now = kStart;
    const auto refill_hungry = [&] {
      for (auto all = frontier.TakeHungry(); !all.empty(); all = frontier.TakeHungry()) {
        for (const Frontier::Hungry& hungry : all) {
          auto rows = (*store)->ReadQueue(hungry.origin.ToString(), hungry.from, hungry.count);
          std::vector<Task> tasks;
          for (const UrlRow& row : *rows) tasks.push_back(TaskOf(row));
          frontier.Refill(hungry, std::move(tasks));
        }
      }
    };

    // Discovery.
    for (size_t begin = 0; begin < urls; begin += kGroup) {
      PageResult result;
      std::vector<Task> tasks;
      for (size_t i = begin; i < std::min(begin + kGroup, urls); ++i) {
        UrlRow& row = result.fresh.emplace_back();
        row.set_source("bench");
        row.set_url(UrlText(i, hosts));
        row.set_state(UrlRow::STATE_WAITING);
        row.set_sweep("20260101T000000Z");
        row.set_priority(1);
        row.set_depth(2);
        row.set_order(i + 1);
        row.set_discovered_from(UrlText(i / kUrlsPerHost * kUrlsPerHost, hosts));
        tasks.push_back(TaskOf(row));
      }
      Timed(&add, [&] {
        for (Task& task : tasks) {
          const Origin origin = task.url.GetOrigin();
          if (!frontier.Knows(origin)) frontier.SetRobots(origin, Robots::Parse(kRobots), now);
          frontier.Add(std::move(task), std::chrono::seconds(1));
        }
      });
      Timed(&commit, [&] {
        if (!(*store)->Commit({&result, 1}, "bench").ok()) std::abort();
      });
    }
    refill_hungry();
    discovered_mib = ResidentMib();

    // URL-seen checks, half of them of unknown URLs.
    std::mt19937_64 random(1);
    for (size_t begin = 0; begin < kChecks; begin += kGroup) {
      std::vector<Url> some;
      for (size_t i = 0; i < kGroup; ++i)
        some.push_back(*Url::Parse(UrlText(random() % (2 * urls), hosts)));
      Timed(&check, [&] {
        for (const Url& url : some) known += frontier.Knows(url);
      });
    }

    // The queue: next, fetched, settled by groups, refilled.
    for (chosen = 0; chosen < std::min(kChosen, urls * 9 / 10);) {
      std::vector<Task> tasks;
      while (tasks.size() < kPagesAtOnce) {
        double took = 0;
        std::optional<Task> task;
        Timed(&took, [&] { task = frontier.Next(now); });
        if (!task) break;
        choose += took;
        choices.push_back(took);
        tasks.push_back(*std::move(task));
      }
      if (tasks.empty()) {
        now = frontier.NextDue();
        if (now == Time::max()) break;
        continue;
      }
      chosen += tasks.size();
      std::vector<PageResult> results;
      Timed(&settle, [&] {
        for (Task& task : tasks) {
          auto row = (*store)->GetUrl(task.source, task.url.Canonical());
          Page page;
          page.task = std::move(task);
          page.http_status = 200;
          page.remote_address = "192.0.2." + std::to_string(page.task.order % 250);
          page.resolved_address = page.remote_address;
          frontier.Done(page, Duration(0), now);
          PageResult& result = results.emplace_back();
          result.url = **std::move(row);
          result.url->set_state(UrlRow::STATE_DONE);
        }
        if (!(*store)->Commit(results, "bench").ok()) std::abort();
      });
      Timed(&refill, refill_hungry);
      now += Duration(1);
    }
  }
  std::filesystem::remove_all(dir);
  const auto each = [](double all, size_t count) { return all / static_cast<double>(count); };
  std::nth_element(choices.begin(), choices.begin() + static_cast<ptrdiff_t>(choices.size() / 2),
                   choices.end());
  state.counters["mib"] = ResidentMib();
  state.counters["mib_discovered"] = discovered_mib;
  state.counters["add_us"] = each(add, urls);
  state.counters["commit_us"] = each(commit, urls);
  state.counters["checks_per_s"] = 1e6 / each(check, kChecks);
  state.counters["next_us_median"] = choices[choices.size() / 2];
  state.counters["next_us_mean"] = each(choose, chosen);
  state.counters["refill_us"] = each(refill, chosen);
  state.counters["settle_us"] = each(settle, chosen);
  state.counters["us_per_url"] = each(add + commit, urls) + each(choose + refill + settle, chosen);
  state.counters["known"] = static_cast<double>(known);
}
BENCHMARK(Sweep)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Arg(10'000'000)
    ->Iterations(1)
    ->Unit(benchmark::kSecond);

}  // namespace
}  // namespace varta
