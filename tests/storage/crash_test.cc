// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A process that commits pages is killed again and again; what it acknowledged must be there, once.
// Killing alone does not show whether anything was synced, so half of the runs keep in memory what
// was not.
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <random>

#include "storage/store.h"
#include "tests/storage/temp_store.h"
#include "tests/storage/unsynced_file_system.h"

namespace varta {
namespace {

using namespace std::chrono_literals;

constexpr int kPipe = 9;

Sight PageNumber(int n) {
  return {.key = std::to_string(n),
          .text = "Текст оголошення " + std::to_string(n),
          .score = (n % 100) / 100.0,
          .fetched = kNoon + n * 1s,
          .body = std::string(10'000 + static_cast<size_t>(n % 7) * 5'000,
                              static_cast<char>('a' + n % 26))};
}

// In the process that is killed: commits page after page and tells each number once it is
// acknowledged. The tenth page is seen again each time, so that leads are changed too.
void CommitUntilKilled(const std::string& dir, int first, bool power_cut) {
  SystemClock clock;
  Store::Options options{.dir = dir};
  if (power_cut) options.file_system = std::make_shared<UnsyncedFileSystem>();
  Result<std::unique_ptr<Store>> opened = Store::Open(options, clock);
  if (!opened.ok()) _exit(3);
  Store* store = opened->get();
  for (int n = first;; ++n) {
    std::vector<PageResult> pages = {PageOf(PageNumber(n))};
    Sight again = PageNumber(10);
    again.fetched = kNoon + n * 1h;
    again.score = (n % 50) / 50.0;
    if (n > 10) pages.push_back(PageOf(again));
    if (!store->Commit(pages, "sweep").ok()) _exit(4);
    if (write(kPipe, &n, sizeof n) != sizeof n) _exit(5);
  }
}

// Starts the committing process; its acknowledgements come out of *reader.
pid_t StartChild(const std::string& dir, int first, int* reader) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], kPipe);
    close(ends[0]);
    std::string filter = std::string("--gtest_filter=") +
                         testing::UnitTest::GetInstance()->current_test_info()->test_suite_name() +
                         "." + testing::UnitTest::GetInstance()->current_test_info()->name();
    setenv("VARTA_CRASH_TEST_DIR", dir.c_str(), 1);
    setenv("VARTA_CRASH_TEST_FIRST", std::to_string(first).c_str(), 1);
    // A fresh program: RocksDB's threads do not survive a fork.
    execl("/proc/self/exe", "storage_test", filter.c_str(), "--gtest_brief=1", nullptr);
    _exit(6);
  }
  close(ends[1]);
  *reader = ends[0];
  return child;
}

class StoreCrash : public testing::TestWithParam<bool> {};

TEST_P(StoreCrash, EveryAcknowledgedLeadIsThereOnce) {
  if (const char* dir = std::getenv("VARTA_CRASH_TEST_DIR")) {
    CommitUntilKilled(dir, std::atoi(std::getenv("VARTA_CRASH_TEST_FIRST")), GetParam());
  }
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  TempDir dir;
  StillClock clock;
  int next = 0;  // the first page that was not acknowledged
  for (int kill_number = 0; kill_number < 20 && !HasFailure(); ++kill_number) {
    int reader = -1;
    pid_t child = StartChild(dir.data(), next, &reader);
    int wanted = static_cast<int>(random() % 25);
    int n = 0;
    for (int i = 0; i < wanted && read(reader, &n, sizeof n) == sizeof n; ++i) next = n + 1;
    // Somewhere in what follows: a part of a commit later.
    pollfd never{-1, 0, 0};
    poll(&never, 1, static_cast<int>(random() % 12));
    kill(child, SIGKILL);
    int how = 0;
    ASSERT_EQ(waitpid(child, &how, 0), child);
    ASSERT_TRUE(WIFSIGNALED(how)) << "the child ended by itself: " << WEXITSTATUS(how);
    while (read(reader, &n, sizeof n) == sizeof n) next = n + 1;
    close(reader);

    std::unique_ptr<Store> store = OpenStore(dir.data(), clock);
    ASSERT_TRUE(store);
    Status consistent = store->CheckConsistency();
    EXPECT_TRUE(consistent.ok()) << ToString(consistent);
    EXPECT_TRUE(store->VerifyAudit().ok()) << ToString(store->VerifyAudit().status());
    for (int page = 0; page < next; ++page) {
      Result<v1::Lead> lead = store->GetLead(LeadId("robota", std::to_string(page)));
      ASSERT_TRUE(lead.ok()) << page << " " << ToString(lead.status());
      if (page != 10) {
        EXPECT_EQ(lead->sighting_count(), 1) << page;
      }
      EXPECT_EQ(lead->versions_size(), 1) << page;
    }
    // One page may have been written and not acknowledged; the next child commits it again.
    int64_t total = store->ListLeads({}, 1, "")->total;
    EXPECT_GE(total, next);
    EXPECT_LE(total, next + 1);
    EXPECT_EQ(store->VerifyAudit()->entries, static_cast<uint64_t>(total));  // one entry a lead
    if (next > 11) {
      int64_t seen = store->GetLead(LeadId("robota", "10"))->sighting_count();
      EXPECT_GE(seen, next - 10);
      EXPECT_LE(seen, next - 9);
    }
  }
  EXPECT_GT(next, 20);
}

INSTANTIATE_TEST_SUITE_P(KillAndPowerCut, StoreCrash, testing::Bool());

}  // namespace
}  // namespace varta
