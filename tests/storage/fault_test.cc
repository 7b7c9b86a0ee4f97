// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A disk that fails once: the Nth write or sync, for every N until a run passes without meeting the
// fault.
#include <gtest/gtest.h>
#include <rocksdb/file_system.h>

#include <atomic>

#include "storage/store.h"
#include "tests/storage/temp_store.h"

namespace varta {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

enum class Fault { kNoSpace, kTornNoSpace, kFailedSync };

// Counts writes and syncs of all files and lets one of them fail.
class Faults {
 public:
  Faults(Fault fault, int nth) : fault_(fault), left_(nth) {}
  bool met() const { return met_; }
  Fault fault() const { return fault_; }

  bool FailsNow(bool sync) {
    if (sync != (fault_ == Fault::kFailedSync)) return false;
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
    if (faults_->FailsNow(true)) return IOStatus::NoSpace("test");
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
    StillClock clock;
    auto faults = std::make_shared<Faults>(GetParam(), nth);
    Store::Options options{.dir = dir.data(),
                           .file_system = std::make_shared<FaultyFileSystem>(faults)};
    Result<std::unique_ptr<Store>> store = Store::Open(options, clock);
    if (!store.ok()) {
      EXPECT_TRUE(faults->met());
      EXPECT_EQ(store.status().code(), Code::kUnavailable) << ToString(store.status());
      store = Store::Open(options, clock);
    }
    EXPECT_TRUE(store.ok()) << ToString(store.status());
    if (!store.ok()) return false;
    std::vector<std::string> ids;
    for (int i = 0; i < 6 && !testing::Test::HasFailure(); ++i) {
      PageResult page = PageOf({.key = std::to_string(i), .score = i / 10.0});
      Result<std::vector<Committed>> done = (*store)->Commit({&page, 1}, "sweep");
      if (!done.ok()) {
        EXPECT_EQ(done.status().code(), Code::kUnavailable) << ToString(done.status());
        CheckWhole(**store, ids);  // reading goes on, and nothing of the page is there
        CheckACrashNow(dir, ids);
        page = PageOf({.key = std::to_string(i), .rules = {"other"}, .score = 0.9});
        done = (*store)->Commit({&page, 1}, "sweep");
      }
      EXPECT_TRUE(done.ok()) << ToString(done.status());
      if (done.ok()) ids.push_back(done->at(0).lead_id);
    }
    CheckWhole(**store, ids);
    store = Status(Code::kInternal, "closed");
    store = Store::Open({.dir = dir.data()}, clock);
    EXPECT_TRUE(store.ok()) << ToString(store.status());
    if (store.ok()) CheckWhole(**store, ids);
    return faults->met();
  }

  // The database as a crash at this moment leaves it: half a record at the end of the log is no
  // damage.
  void CheckACrashNow(const TempDir& dir, const std::vector<std::string>& ids) {
    TempDir crashed;
    std::filesystem::copy(dir.data(), crashed.data(), std::filesystem::copy_options::recursive);
    StillClock clock;
    Result<std::unique_ptr<Store>> store = Store::Open({.dir = crashed.data()}, clock);
    ASSERT_TRUE(store.ok()) << ToString(store.status());
    CheckConsistent(**store, ids);
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
    EXPECT_EQ(*store.VerifyAudit(), ids.size());
  }
};

TEST_P(StoreFaults, NothingIsHalfWrittenWhicheverWriteFails) {
  int nth = 1;
  while (!HasFailure()) {
    SCOPED_TRACE("fault at " + std::to_string(nth));
    if (!RunWithFaultAt(nth)) break;
    ++nth;
  }
  EXPECT_GT(nth, 10);  // the faults were met at all
}

INSTANTIATE_TEST_SUITE_P(AllKinds, StoreFaults,
                         testing::Values(Fault::kNoSpace, Fault::kTornNoSpace, Fault::kFailedSync));

}  // namespace
}  // namespace varta
