// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Politeness as the servers see it: when requests came, by the sweep's own clock, which runs faster
// than the machine's here. Only that nothing came too soon is asserted. And good hosts beside bad
// ones (reliability E1), and pauses while the machine has too little.
#include <sys/resource.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <functional>
#include <thread>

#include "sweep/resources.h"
#include "tests/sweep/small_web.h"

namespace varta {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;
using stored::v1::UrlRow;

// A second of the sweep's clock lasts a few milliseconds.
class FastTime {
 public:
  explicit FastTime(SmallWeb& web)
      : thread_([&web](const std::stop_token& stop) {
          while (!stop.stop_requested()) {
            web.clock().Add(100ms);
            std::this_thread::sleep_for(1ms);
          }
        }) {}

 private:
  std::jthread thread_;
};

std::vector<Time> TimesOf(const SmallWeb& web, const std::string& host, bool with_robots = true) {
  std::vector<Time> times;
  for (const SmallWeb::Request& request : web.Requests()) {
    if (!request.key.starts_with(host + "/")) continue;
    if (with_robots || !request.key.ends_with("/robots.txt")) times.push_back(request.time);
  }
  return times;
}

void WaitFor(const std::function<bool()>& condition) {
  while (!condition()) std::this_thread::sleep_for(1ms);
}

std::string LinksTo(int pages) {
  std::string html;
  for (int i = 0; i < pages; ++i) html += "<a href=/" + std::to_string(i) + ">x</a>";
  return html;
}

TEST(Politeness, AHostRestsBetweenTwoRequests) {
  struct Case {
    const char* name;
    const char* delay;
    const char* robots;
    Duration rest;  // that is kept, at least
  };
  constexpr Case kCases[] = {{"the source's delay", "5s", "", 5s},
                             {"robots.txt asks for more", "2s", "Crawl-delay: 7\n", 7s},
                             {"robots.txt asks for less", "5s", "Crawl-delay: 1\n", 5s}};
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    SmallWeb web;
    web.Describe("", c.delay);
    web.Put("/robots.txt", std::string("User-agent: *\n") + c.robots + "Disallow: /none\n",
            "Content-Type: text/plain\r\n");
    web.Put("/", LinksTo(3));
    for (int i = 0; i < 3; ++i) web.Put("/" + std::to_string(i), "x");
    const FastTime fast(web);
    web.Sweep();
    const std::vector<Time> times = TimesOf(web, "board.localhost");
    ASSERT_EQ(times.size(), 5u);
    EXPECT_GE(times[1] - times[0], std::min<Duration>(c.rest, 2s)) << "after robots.txt";
    for (size_t i = 2; i < times.size(); ++i) EXPECT_GE(times[i] - times[i - 1], c.rest) << i;
  }
}

// The pauses of an address are counted by the machine's clock.
TEST(Politeness, HostsOfOneAddressTakeTurns) {
  constexpr Duration kRest = 100ms;  // a quarter of the delay
  SmallWeb web;
  web.Describe("allow: ['localhost']\n", "400ms");
  std::string links;
  for (int i = 0; i < 6; ++i) {
    const std::string host = "h" + std::to_string(i) + ".localhost/";
    links += "<a href='" + web.UrlOf(host) + "'>x</a>";
    web.Put(host, "x");
  }
  web.Put("/", links);
  web.Sweep();
  std::vector<Time> times;
  for (const SmallWeb::Request& request : web.Requests()) times.push_back(request.time);
  ASSERT_EQ(times.size(), 14u) << "seven hosts, each with robots.txt and a page";
  // The first one may have been late, no other one early.
  EXPECT_GE(times.back() - times.front(), kRest * 12);
}

TEST(Politeness, AServerInTroubleIsAskedLessAndLess) {
  SmallWeb web;
  web.Describe("");
  web.Put("/", "no", "", "503 Service Unavailable");
  const FastTime fast(web);
  const v1::Sweep sweep = web.Sweep();
  const std::vector<Time> times = TimesOf(web, "board.localhost", false);
  ASSERT_EQ(times.size(), 3u);
  EXPECT_GE(times[1] - times[0], 2s);
  EXPECT_GE(times[2] - times[1], 4s);
  EXPECT_EQ(sweep.total().failed(), 1);
}

TEST(Politeness, RetryAfterHoldsTheWholeHost) {
  const auto date = [](Time time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    char text[64];
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return std::string(text);
  };
  for (const bool as_date : {false, true}) {
    const char* const status = as_date ? "503 Service Unavailable" : "429 Too Many Requests";
    SCOPED_TRACE(status + std::string(as_date ? " date" : " seconds"));
    SmallWeb web;
    web.Describe("");
    const Time until = web.clock().Now() + 200s;
    web.Put("/", LinksTo(2));
    web.Put("/1", "x");
    web.Put("/0", "later", "Retry-After: " + (as_date ? date(until) : "100") + "\r\n", status);
    web.Begin();
    const auto asked = [&] { return TimesOf(web, "board.localhost", false); };
    WaitFor([&] { return asked().size() >= 2; });  // "/" and "/0"
    const Time answered = asked()[1];
    web.Put("/0", "x");
    const FastTime fast(web);
    const v1::Sweep sweep = web.End();
    const std::vector<Time> times = asked();
    ASSERT_EQ(times.size(), 4u);
    EXPECT_GE(times[2],
              as_date ? std::chrono::floor<std::chrono::seconds>(until) : answered + 100s);
    EXPECT_EQ(sweep.total().fetched(), 3);
  }
}

// A host that asked for a pause has it, whoever runs.
TEST(Politeness, APauseHoldsInTheNextProcess) {
  SmallWeb web;
  web.Describe("");
  web.Put("/", "later", "Retry-After: 1000\r\n", "503 Service Unavailable");
  web.Begin();
  const auto asked = [&] { return TimesOf(web, "board.localhost"); };
  WaitFor([&] { return asked().size() == 2; });  // robots.txt and "/"
  const Time answered = asked()[1];
  // What became of it is on disk when it waits again.
  WaitFor([&] {
    const auto host = web.store().GetHost(web.UrlOf("/").substr(0, web.UrlOf("/").size() - 1));
    return host.ok() && *host && (*host)->failures() == 1;
  });
  web.Restart();
  web.Put("/", "x");
  web.Begin();
  uint64_t version = 0;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(web.sweeper().Wait("latest", &version, 1000ms)->state(), v1::Sweep::STATE_RUNNING);
  }
  EXPECT_THAT(asked(), IsEmpty());
  web.clock().Add(1000s);
  EXPECT_EQ(web.End().total().fetched(), 1);
  ASSERT_EQ(asked().size(), 1u) << "robots.txt is known for a day";
  EXPECT_GE(asked()[0], answered + 1000s);
}

TEST(Politeness, RobotsHoldsInTheNextProcessForADay) {
  SmallWeb web;
  web.Describe("");
  web.Put("/robots.txt", "User-agent: *\nDisallow: /0\n", "Content-Type: text/plain\r\n");
  web.Put("/", LinksTo(2));
  for (int i = 0; i < 2; ++i) web.Put("/" + std::to_string(i), "x");
  web.Sweep();
  EXPECT_THAT(web.Asked(), ElementsAre("/", "/1"));
  const auto robots = [&] {
    const std::vector<SmallWeb::Request> requests = web.Requests();
    return std::count_if(requests.begin(), requests.end(), [](const SmallWeb::Request& request) {
      return request.key.ends_with("/robots.txt");
    });
  };
  for (const Duration later : {Duration(23h), Duration(2h)}) {
    web.clock().Add(later);
    web.Restart();
    web.Sweep();
    EXPECT_THAT(web.Asked(), testing::Not(Contains("/0")));
    EXPECT_EQ(robots(), later == Duration(2h) ? 1 : 0);
  }
}

// As a dead process leaves it: the record says running, some of the rows wait.
void Kill(SmallWeb& web, size_t rows) {
  v1::Sweep sweep = *web.store().GetSweep("latest");
  sweep.set_state(v1::Sweep::STATE_RUNNING);
  EXPECT_THAT(web.store().PutSweep(sweep, nullptr), IsOk());
  std::vector<PageResult> results;
  const Status visited = web.store().VisitUrls("board", [&](const UrlRow& row) {
    if (results.size() < rows && row.depth() > 0 && row.outcome() == "ok") {
      UrlRow waits;  // as it was before it was asked for
      waits.set_source(row.source());
      waits.set_url(row.url());
      waits.set_sweep(row.sweep());
      waits.set_depth(row.depth());
      waits.set_priority(row.priority());
      waits.set_order(row.order());
      *waits.mutable_first_seen_time() = row.first_seen_time();
      waits.set_state(UrlRow::STATE_WAITING);
      results.emplace_back().url = std::move(waits);
    }
    return true;
  });
  EXPECT_THAT(visited, IsOk());
  EXPECT_EQ(results.size(), rows);
  EXPECT_THAT(web.store().Commit(results, "test"), IsOk());
  web.Restart();
}

TEST(Politeness, ABudgetHoldsOverProcesses) {
  for (const char* budget : {"max_pages: 8\n", "max_bytes: 9000\n"}) {
    SCOPED_TRACE(budget);
    SmallWeb web;
    web.Describe(budget);
    for (int i = 0; i < 20; ++i) web.Put("/" + std::to_string(i), std::string(1000, 'x'));
    web.Put("/", LinksTo(20));
    const v1::Sweep whole = web.Sweep();
    const size_t pages = web.Asked().size();
    EXPECT_LT(pages, 15u);
    EXPECT_GT(whole.total().over_budget(), 0);
    Kill(web, 3);
    const v1::Sweep resumed = web.Sweep();
    EXPECT_EQ(resumed.name(), whole.name());
    EXPECT_LE(web.Asked().size(), 3u) << "those that the dead one had not done";
    EXPECT_EQ(resumed.total().fetched(), whole.total().fetched());
  }
}

// Hosts that take the connection and say nothing, more of them than fetches there may be at once,
// beside good ones: all pages of those come while not one of the bad ones has ended.
TEST(Politeness, SilentHostsDoNotHoldUpGoodOnes) {
  constexpr int kBad = 30, kGood = 4, kPages = 8;
  SmallWeb web;
  web.config().max_in_flight = 8;
  web.config().connect_timeout = web.config().fetch_timeout = 120s;
  web.Restart();
  std::ofstream seeds(web.dir().File("sources/hosts.txt"));
  for (int i = 0; i < kGood; ++i) {
    const std::string host = "good" + std::to_string(i) + ".localhost/";
    seeds << web.UrlOf(host) << "\n";
    web.Put(host, LinksTo(kPages));
    for (int page = 0; page < kPages; ++page) web.Put(host + std::to_string(page), "x");
  }
  for (int i = 0; i < kBad; ++i) {
    const std::string host = "bad" + std::to_string(i) + ".localhost/";
    seeds << web.UrlOf(host) << "\n";
    web.Put(host, "x");
  }
  seeds.close();
  web.Put("/", "x");
  web.Describe("seeds_file: hosts.txt\n");
  web.Silence("bad");
  web.Begin();
  const auto pages_of = [&](const std::string& hosts) {
    const std::vector<std::string> asked = web.Asked();
    return std::count_if(asked.begin(), asked.end(),
                         [&](const std::string& key) { return key.starts_with(hosts); });
  };
  WaitFor([&] { return pages_of("good") == kGood * (kPages + 1); });
  EXPECT_EQ(pages_of("bad"), 0) << "none has answered for its robots.txt yet";
  web.Speak();
  const v1::Sweep sweep = web.End();
  EXPECT_EQ(sweep.total().failed(), 0) << "nobody waited so long that he ran into a timeout";
  EXPECT_EQ(sweep.total().fetched(), 1 + kGood * (kPages + 1) + kBad);
}

// By this machine's own probe: fewer descriptors than min_free_files are left of `ulimit -n`.
TEST(LowWaterMarks, FewDescriptorsPauseARealSweep) {
  SmallWeb web;
  web.Describe("");
  web.Put("/", "x");
  const int64_t open = *ProbeResources(web.dir().path()).files;
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit few = before;
  few.rlim_cur = static_cast<rlim_t>(open + web.config().min_free_files - 20);
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
  web.Begin();
  uint64_t version = 0;
  while (web.sweeper().Wait("latest", &version, 1000ms)->paused().empty()) {
  }
  EXPECT_THAT(web.sweeper().Get("latest")->paused(), HasSubstr("min_free_files"));
  EXPECT_THAT(web.Requests(), IsEmpty());
  setrlimit(RLIMIT_NOFILE, &before);
  const FastTime fast(web);  // it looks once a second
  const v1::Sweep sweep = web.End();
  EXPECT_EQ(sweep.total().fetched(), 1);
  EXPECT_THAT(sweep.ledgers(0).notes(), Contains(HasSubstr("paused for a while: ")));
}

// Likewise of the disk and the memory; a sweep that waits for them can be stopped.
TEST(LowWaterMarks, AFullDiskAndMuchMemoryPauseARealSweep) {
  for (const bool disk : {true, false}) {
    SmallWeb web;
    web.Describe("");
    web.Put("/", "x");
    if (disk) web.config().min_disk_free_bytes = int64_t{1} << 60;
    if (!disk) web.config().max_memory_bytes = 1 << 20;
    web.Restart();
    web.Begin();
    uint64_t version = 0;
    while (web.sweeper().Wait("latest", &version, 1000ms)->paused().empty()) {
    }
    EXPECT_THAT(web.sweeper().Get("latest")->paused(),
                HasSubstr(disk ? "min_disk_free_bytes" : "max_memory_bytes"));
    ASSERT_THAT(web.sweeper().Stop(web.sweeper().Get("latest")->name()), IsOk());
    const v1::Sweep sweep = web.End(v1::Sweep::STATE_STOPPED);
    EXPECT_EQ(sweep.total().not_reached(), 1);
    EXPECT_THAT(web.Requests(), IsEmpty());
  }
}

}  // namespace
}  // namespace varta
