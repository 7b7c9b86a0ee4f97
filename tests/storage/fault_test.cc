// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A disk that fails once: the Nth write or sync, for every N until a run passes without meeting the
// fault.
#include <gtest/gtest.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <filesystem>
#include <map>

#include "storage/store.h"
#include "tests/storage/temp_store.h"

namespace varta {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

enum class Fault {
  kNoSpace,       // a write fails
  kTornNoSpace,   // half of it is written
  kUnsyncedFull,  // a sync fails for want of space
  kBrokenSync,    // a sync fails with an I/O error, which RocksDB does not get over
};

// Counts writes and syncs of all files and lets one of them fail.
class Faults {
 public:
  Faults(Fault fault, int nth) : fault_(fault), left_(nth) {}
  bool met() const { return met_; }
  Fault fault() const { return fault_; }

  bool FailsNow(bool sync) {
    bool of_sync = fault_ == Fault::kUnsyncedFull || fault_ == Fault::kBrokenSync;
    if (sync != of_sync) return false;
    if (--left_ != 0) return false;
    met_ = true;
    return true;
  }

 private:
  const Fault fault_;
  std::atomic<int> left_;
  std::atomic<bool> met_ = false;
};

class FaultyFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultyFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::shared_ptr<Faults> faults)
      : FSWritableFileOwnerWrapper(std::move(file)), faults_(std::move(faults)) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    if (!faults_->FailsNow(false)) return target()->Append(data, options, debug);
    if (faults_->fault() == Fault::kTornNoSpace) {
      target()->Append(Slice(data.data(), data.size() / 2), options, debug).PermitUncheckedError();
    }
    return IOStatus::NoSpace("test");
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    if (faults_->FailsNow(true)) {
      return faults_->fault() == Fault::kBrokenSync ? IOStatus::IOError("test")
                                                    : IOStatus::NoSpace("test");
    }
    return target()->Sync(options, debug);
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Sync(options, debug);
  }

 private:
  std::shared_ptr<Faults> faults_;
};

class FaultyFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  explicit FaultyFileSystem(std::shared_ptr<Faults> faults)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), faults_(std::move(faults)) {}
  const char* Name() const override { return "FaultyFileSystem"; }

  IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* result,
                           IODebugContext* debug) override {
    IOStatus status = target()->NewWritableFile(name, options, result, debug);
    // RocksDB's diary may fail without harm: it is not what is tested here.
    if (status.ok() && name.find("/LOG") == std::string::npos) {
      *result = std::make_unique<FaultyFile>(std::move(*result), faults_);
    }
    return status;
  }

 private:
  std::shared_ptr<Faults> faults_;
};

// Opens, commits a few pages, and tries again what was not acknowledged; then everything must be
// there once.
class StoreFaults : public testing::TestWithParam<Fault> {
 protected:
  // False: the fault was not met.
  bool RunWithFaultAt(int nth) {
    TempDir dir;
    auto faults = std::make_shared<Faults>(GetParam(), nth);
    Store::Options options{.dir = dir.data(),
                           .file_system = std::make_shared<FaultyFileSystem>(faults)};
    std::vector<std::string> ids;
    // The second time the store begins with a log that has nothing in it.
    for (int session = 0; session < 2 && !HasFailure(); ++session) {
      std::unique_ptr<Store> store = OpenTwice(options, *faults);
      for (int i = 0; i < 2 && !HasFailure(); ++i) CommitTwice(*store, options.dir, &ids);
      if (!HasFailure()) CheckWhole(*store, ids);
    }
    std::unique_ptr<Store> store = OpenStore(options.dir, clock_);
    if (store) CheckWhole(*store, ids);
    return faults->met();
  }

  // The second attempt must do it.
  std::unique_ptr<Store> OpenTwice(const Store::Options& options, const Faults& faults) {
    Result<std::unique_ptr<Store>> store = Store::Open(options, clock_);
    if (!store.ok()) {
      EXPECT_TRUE(faults.met());
      EXPECT_EQ(store.status().code(), Code::kUnavailable) << ToString(store.status());
      store = Store::Open(options, clock_);
    }
    EXPECT_TRUE(store.ok()) << ToString(store.status());
    return store.ok() ? *std::move(store) : nullptr;
  }

  void CommitTwice(Store& store, const std::string& dir, std::vector<std::string>* ids) {
    std::string key = std::to_string(ids->size());
    PageResult page = PageOf({.key = key, .score = 0.1});
    Result<std::vector<Committed>> done = store.Commit({&page, 1}, "sweep");
    if (!done.ok()) {
      EXPECT_EQ(done.status().code(), Code::kUnavailable) << ToString(done.status());
      CheckWhole(store, *ids);  // reading goes on, and nothing of the page is there
      CheckACrashNow(dir, *ids);
      // With other rules, so that rows left over from the first attempt would be seen.
      page = PageOf({.key = key, .rules = {"other"}, .score = 0.9});
      done = store.Commit({&page, 1}, "sweep");
      CheckACrashNow(dir, *ids);
    }
    EXPECT_TRUE(done.ok()) << ToString(done.status());
    if (done.ok()) ids->push_back(done->at(0).lead_id);
  }

  // The database as a crash at this moment leaves it: half a record at the end of the log is no
  // damage.
  void CheckACrashNow(const std::string& dir, const std::vector<std::string>& ids) {
    TempDir crashed;
    CopyAtRest(dir, crashed.data());
    std::unique_ptr<Store> store = OpenStore(crashed.data(), clock_);
    if (store) CheckConsistent(*store, ids);
  }

  // RocksDB deletes old files in the background: copies until nothing changed meanwhile.
  static void CopyAtRest(const std::string& from, const std::string& to) {
    auto list = [&] {
      std::map<std::string, uintmax_t> sizes;
      std::error_code gone;
      for (const auto& file : std::filesystem::recursive_directory_iterator(from)) {
        if (file.is_regular_file(gone)) sizes[file.path()] = file.file_size(gone);
      }
      return sizes;
    };
    std::map<std::string, uintmax_t> before = list();
    for (int attempt = 0; attempt < 100; ++attempt) {
      std::error_code gone;
      std::filesystem::remove_all(to);
      std::filesystem::copy(from, to, std::filesystem::copy_options::recursive, gone);
      std::map<std::string, uintmax_t> after = list();
      if (!gone && before == after) return;
      before = std::move(after);
    }
    ADD_FAILURE() << "the files never rest";
  }

  static void CheckConsistent(const Store& store, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) EXPECT_TRUE(store.GetLead(id).ok()) << id;
    Status consistent = store.CheckConsistency();
    EXPECT_TRUE(consistent.ok()) << ToString(consistent);
    EXPECT_TRUE(store.VerifyAudit().ok()) << ToString(store.VerifyAudit().status());
  }

  static void CheckWhole(const Store& store, const std::vector<std::string>& ids) {
    CheckConsistent(store, ids);
    EXPECT_EQ(store.ListLeads({}, 100, "")->total, static_cast<int64_t>(ids.size()));
    EXPECT_EQ(store.VerifyAudit()->entries, ids.size());
  }

  StillClock clock_;
};

TEST_P(StoreFaults, NothingIsHalfWrittenWhicheverWriteFails) {
  int nth = 1;
  while (!HasFailure()) {
    SCOPED_TRACE("fault at " + std::to_string(nth));
    if (!RunWithFaultAt(nth)) break;
    // The same writes come again with each page: every fifth is enough, and the three kinds share
    // them.
    nth += nth < 12 ? 1 : nth == 12 ? 5 * (1 + static_cast<int>(GetParam())) : 15;
  }
  EXPECT_GT(nth, 10);  // the faults were met at all
}

// A sync that failed means "unknown": no batch is acknowledged from then on, and after a restart
// the same pages can be committed again without a trace.
TEST(StoreBrokenSync, AcknowledgesNothingUntilItIsOpenedAgain) {
  bool met = true;
  int met_in_commit = 0;
  for (int nth = 1; met && !testing::Test::HasFailure(); ++nth) {
    SCOPED_TRACE("fault at " + std::to_string(nth));
    TempDir dir;
    StillClock clock;
    auto faults = std::make_shared<Faults>(Fault::kBrokenSync, nth);
    Result<std::unique_ptr<Store>> store = Store::Open(
        {.dir = dir.data(), .file_system = std::make_shared<FaultyFileSystem>(faults)}, clock);
    std::vector<PageResult> pages;
    for (int i = 0; i < 3; ++i) pages.push_back(PageOf({.key = std::to_string(i)}));
    bool met_in_open = faults->met();  // if it opened all the same, it was of no consequence
    if (store.ok()) {
      std::string last;
      for (const PageResult& page : pages) {
        bool broken = faults->met() && !met_in_open;
        Result<std::vector<Committed>> done = (*store)->Commit({&page, 1}, "sweep");
        EXPECT_EQ(done.ok(), !faults->met() || met_in_open);
        if (broken) last = done.status().message();
      }
      if (!last.empty()) {
        EXPECT_NE(last.find("start the program again"), std::string::npos) << last;
        ++met_in_commit;
      }
      EXPECT_TRUE((*store)->CheckConsistency().ok());  // reading goes on
    }
    met = faults->met();
    store = Status(Code::kInternal, "closed");
    std::unique_ptr<Store> again = OpenStore(dir.data(), clock);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->CheckConsistency().ok());
    ASSERT_TRUE(again->Commit(pages, "sweep").ok());
    EXPECT_EQ(again->ListLeads({}, 1, "")->total, 3);
    EXPECT_EQ(again->VerifyAudit()->entries, 3u);
    Result<LeadPage> list = again->ListLeads({}, 3, "");
    ASSERT_TRUE(list.ok());
    for (const v1::Lead& lead : list->leads) {
      EXPECT_EQ(lead.sighting_count(), 1);
    }
  }
  EXPECT_GT(met_in_commit, 0);
}

INSTANTIATE_TEST_SUITE_P(AllKinds, StoreFaults,
                         testing::Values(Fault::kNoSpace, Fault::kTornNoSpace,
                                         Fault::kUnsyncedFull));

}  // namespace
}  // namespace varta
