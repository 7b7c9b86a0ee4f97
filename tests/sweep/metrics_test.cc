// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/metrics.h"

#include <gmock/gmock.h>
#include <re2/re2.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <thread>

#include "base/log.h"
#include "sweep/convert.h"
#include "sweep/metrics_file.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string ReadMetrics(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

MetricsInput Sample() {
  MetricsInput input;
  v1::Sweep sweep;
  sweep.set_state(v1::Sweep::STATE_RUNNING);
  sweep.set_in_flight(5);
  sweep.set_waiting(70);
  for (const char* source : {"robota", "vyizd"}) {
    v1::Ledger* ledger = sweep.add_ledgers();
    ledger->set_source(source);
    ledger->set_fetched(12);
    ledger->set_failed(2);
    ledger->set_bytes(3'000'000'000);
    (*ledger->mutable_failed_by_kind())["timeout"] = 2;
    ledger->add_notes("never in metrics");
  }
  input.newest = sweep;
  input.last_success = FromUnixMillis(1'795'318'200'500);
  v1::Source source;
  source.set_id("robota");
  source.set_expires("2027-06-30");
  input.sources.push_back(source);
  input.commits.counts = {3, 2, 0, 0, 0, 0, 1};
  input.commits.sum = 12.5;
  input.resources.disk_free = 4096;
  return input;
}

TEST(Metrics, SayWhatAnOperatorWatches) {
  const std::string text = FormatMetrics(Sample());
  for (const char* line : {
           "varta_sweep_running 1\n",
           "varta_sweep_in_flight 5\n",
           "varta_sweep_waiting 70\n",
           "varta_sweep_pages{source=\"robota\",outcome=\"fetched\"} 12\n",
           "varta_sweep_failed{source=\"vyizd\",kind=\"timeout\"} 2\n",
           "varta_sweep_bytes{source=\"robota\"} 3000000000\n",
           "varta_sweep_last_success_time_seconds 1795318200.5\n",
           "varta_source_approval_ends_time_seconds{source=\"robota\"} 1814313600\n",
           "varta_commit_seconds_count 6\n",
           "varta_commit_seconds_sum 12.5\n",
           "varta_commit_seconds_bucket{le=\"0.02\"} 5\n",
           "varta_commit_seconds_bucket{le=\"+Inf\"} 6\n",
           "varta_disk_free_bytes 4096\n",
       }) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  EXPECT_THAT(text, Not(HasSubstr("never in metrics")));
  EXPECT_THAT(text, Not(HasSubstr("varta_memory")));
}

TEST(Metrics, EveryFamilyStandsTogetherAndEveryLineIsOne) {
  for (const MetricsInput& input : {Sample(), MetricsInput()}) {
    std::istringstream lines(FormatMetrics(input));
    std::set<std::string> families;
    for (std::string line; std::getline(lines, line);) {
      SCOPED_TRACE(line);
      if (line.starts_with("# TYPE ")) {
        EXPECT_TRUE(families.insert(line.substr(7, line.find(' ', 7) - 7)).second);
      } else if (!line.starts_with("# ")) {
        EXPECT_TRUE(
            RE2::FullMatch(line, R"re(varta_[a-z_]+(\{([a-z]+="[^"\\]*",?)+\})? [-+0-9.eInf]+)re"));
      }
    }
    EXPECT_FALSE(families.empty());
  }
}

TEST(MetricsFile, IsReplacedWholeAndReadableByOthers) {
  SetLogLevel(LogLevel::kOff);
  TempDir dir;
  const std::string path = dir.File("varta.prom");
  EXPECT_THAT(ReplaceFile(path, "old\n"), IsOk());
  std::atomic<int> count{0};
  {
    MetricsFile file(
        path, [&] { return "look " + std::to_string(++count) + "\n"; }, Duration(1));
    while (count < 3) std::this_thread::sleep_for(Duration(1));
  }
  EXPECT_EQ(ReadMetrics(path), "look " + std::to_string(count) + "\n");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()),
                          std::filesystem::directory_iterator()),
            1);
  struct stat status {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0444, 0444u);
  EXPECT_THAT(ReplaceFile(dir.File("none/varta.prom"), ""), HasCode(Code::kUnavailable));
  SetLogLevel(LogLevel::kInfo);
}

}  // namespace
}  // namespace varta
