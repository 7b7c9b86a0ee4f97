// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What Store::Open does with folders that are wrong, taken or damaged.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <map>

#include "storage/data_folder.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/store.h"
#include "tests/storage/temp_store.h"

namespace varta {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class StoreRecovery : public testing::Test {
 protected:
  Status Open(bool create = true, bool recover = false) {
    store_.reset();
    Result<std::unique_ptr<Store>> store =
        Store::Open({.dir = dir_.data(), .create = create, .recover = recover}, clock_);
    if (!store.ok()) return store.status();
    store_ = *std::move(store);
    return Status();
  }
  void Fill(int leads) {
    ASSERT_TRUE(Open().ok());
    for (int i = 0; i < leads; ++i) {
      ids_.push_back(
          CommitOne(*store_, {.key = std::to_string(i), .body = std::string(2'000, 'x')}).lead_id);
    }
    v1::Sweep sweep;
    sweep.set_name("sweeps/20261122-033000-1");
    ASSERT_TRUE(store_->PutSweep(sweep, nullptr).ok());
    store_.reset();
  }

  // The newest file of the database with this ending, by its number.
  std::string FileWith(const std::string& extension) const {
    std::string newest;
    for (const auto& file : fs::directory_iterator(dir_.data() + "/db")) {
      if (file.path().extension() == extension && file.file_size() > 0) {
        newest = std::max(newest, file.path().string());
      }
    }
    EXPECT_FALSE(newest.empty()) << extension;
    return newest;
  }

  static std::string ReadFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static void WriteFile(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }
  static void Flip(const std::string& path, size_t from, size_t count) {
    std::string bytes = ReadFile(path);
    ASSERT_LE(from + count, bytes.size());
    for (size_t i = from; i < from + count; ++i) bytes[i] = static_cast<char>(~bytes[i]);
    WriteFile(path, bytes);
  }
  // Data of the database: all but RocksDB's own diary and its lock.
  std::map<std::string, std::string> Data() const {
    std::map<std::string, std::string> data;
    for (const auto& file : fs::directory_iterator(dir_.data() + "/db")) {
      std::string name = file.path().filename();
      if (name.starts_with("LOG") || name == "LOCK") continue;
      data[name] = ReadFile(file.path());
    }
    return data;
  }

  TempDir dir_;
  StillClock clock_;
  std::unique_ptr<Store> store_;
  std::vector<std::string> ids_;
};

TEST_F(StoreRecovery, FoldersThatAreNone) {
  std::string file = dir_.path() + "/file";
  WriteFile(file, "x");
  struct Case {
    const char* name;
    std::string dir;
    bool create;
    Code code;
    const char* says;
  };
  const Case cases[] = {
      {"no parent", dir_.path() + "/a/b", true, Code::kFailedPrecondition,
       "the folder above it does not exist"},
      {"a file", file, true, Code::kFailedPrecondition, "is a file, not a folder"},
      {"below a file", file + "/data", true, Code::kFailedPrecondition, "Not a directory"},
      {"no name", "", true, Code::kInvalidArgument, "no name"},
      {"not there", dir_.path() + "/none", false, Code::kNotFound, "there is no data folder"},
      {"empty", dir_.path(), false, Code::kNotFound, "there is no database in"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Result<std::unique_ptr<Store>> store = Store::Open({.dir = c.dir, .create = c.create}, clock_);
    ASSERT_FALSE(store.ok());
    EXPECT_EQ(store.status().code(), c.code);
    EXPECT_THAT(store.status().message(), HasSubstr(c.says));
  }
  EXPECT_FALSE(fs::exists(dir_.path() + "/lock"));  // a look leaves nothing behind
}

TEST_F(StoreRecovery, AFolderThatMayNotBeRead) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read every folder";
  ASSERT_EQ(mkdir(dir_.data().c_str(), 0), 0);
  Status status = Open();
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_THAT(status.message(), HasSubstr("Permission denied"));
}

TEST_F(StoreRecovery, OnlyTheOwnerMayReadFolderAndKey) {
  ASSERT_TRUE(Open().ok());
  struct stat info;
  ASSERT_EQ(stat(dir_.data().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700u);
  ASSERT_EQ(stat((dir_.data() + "/contact.key").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_EQ(store_->contact_key().size(), 32u);
  EXPECT_FALSE(fs::exists(dir_.data() + "/contact.key.new"));
}

TEST_F(StoreRecovery, AMissingOrCutKeyIsNeverMadeAnew) {
  Fill(1);
  std::string path = dir_.data() + "/contact.key", key = ReadFile(path);
  fs::remove(path);
  Status status = Open();
  EXPECT_EQ(status.code(), Code::kDataLoss);
  EXPECT_THAT(status.message(), AllOf(HasSubstr("contact.key is missing"), HasSubstr("backup")));
  EXPECT_FALSE(fs::exists(path));
  WriteFile(path, key.substr(1));
  EXPECT_EQ(Open().code(), Code::kDataLoss);
  WriteFile(path, key);
  EXPECT_TRUE(Open().ok());
}

TEST_F(StoreRecovery, ASecondOpenIsRefused) {
  Fill(1);
  ASSERT_TRUE(Open().ok());
  Result<std::unique_ptr<Store>> second = Store::Open({.dir = dir_.data()}, clock_);
  EXPECT_EQ(second.status().code(), Code::kFailedPrecondition);
  EXPECT_THAT(second.status().message(), AllOf(HasSubstr(dir_.data()), HasSubstr("in use")));

  pid_t child = fork();
  if (child == 0) {  // another process; refused before the database is touched
    Result<std::unique_ptr<Store>> other = Store::Open({.dir = dir_.data()}, clock_);
    _exit(other.status().code() == Code::kFailedPrecondition ? 7 : 8);
  }
  int how = 0;
  ASSERT_EQ(waitpid(child, &how, 0), child);
  EXPECT_EQ(WEXITSTATUS(how), 7);
  EXPECT_TRUE(store_->GetLead(ids_[0]).ok());
  EXPECT_TRUE(Open().ok());  // once the first is gone
}

// Changes a row as another program would.
void PutRow(const std::string& dir, Column column, const std::string& key,
            std::optional<std::string> value) {
  Result<std::unique_ptr<Database>> database =
      Database::Open(dir + "/db", Database::Recovery::kRefuseDamage, nullptr);
  ASSERT_TRUE(database.ok()) << ToString(database.status());
  Batch batch(**database);
  if (value) {
    batch.Put(column, key, *value);
  } else {
    batch.Delete(column, key);
  }
  ASSERT_TRUE((*database)->Write(batch).ok());
}

TEST_F(StoreRecovery, AnotherSchemaIsRefused) {
  Fill(1);
  PutRow(dir_.data(), Column::kMeta, "schema", "3");
  Status status = Open();
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
  EXPECT_THAT(status.message(), AllOf(HasSubstr("schema version 3"), HasSubstr("use the version")));
  PutRow(dir_.data(), Column::kMeta, "schema", "2");
  EXPECT_TRUE(Open().ok());
}

TEST_F(StoreRecovery, IndexesFollowTheTable) {
  Fill(20);
  // The database was written when there was no index by word yet, and one by 'X' that is no more.
  PutRow(dir_.data(), Column::kMeta, "indexes", "storlfavcX");
  PutRow(dir_.data(), Column::kIndex, "Xsomething", "");
  ASSERT_TRUE(Open().ok());
  EXPECT_TRUE(store_->CheckConsistency().ok());
  store_.reset();
  PutRow(dir_.data(), Column::kIndex, "wsomething", "");
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->CheckConsistency().code(), Code::kDataLoss);  // a row too many is seen
}

// Of a database from before a purge took the links, the next start takes them.
TEST_F(StoreRecovery, LinksOfAdsThatWerePurgedLongAgoAreCaughtUpWith) {
  Fill(1);
  ASSERT_TRUE(Open().ok());
  PageResult page = PageOf({.key = "an ad"});
  page.ads.push_back({page.leads[0].ad,
                      {},
                      {},
                      page.leads[0].provenance,
                      v1::SOURCE_KIND_CLASSIFIEDS,
                      /*keep_text=*/false});
  page.leads.clear();
  ASSERT_TRUE(store_->Commit({&page, 1}, "sweep").ok());
  const std::string id = LeadId(Sight().source, "an ad");
  const Status put =
      store_->ChangeLinks({"system", "JUDGE", "", "", ""}, [&](LinkBatch& batch, const LinkView&) {
        stored::v1::LinkAd ad;
        ad.set_cluster(7);
        ad.add_cities("PL/Lodz");
        batch.Put(LinkTable::kAd, id, ad);
        const std::string cluster = KeyWriter().Number(7).Take();
        batch.Put(LinkTable::kCluster, cluster, stored::v1::LinkCluster());
        batch.Put(LinkTable::kClusterAds, cluster + KeyWriter().SignedDescending(0).Raw(id).Take(),
                  std::string());
        return Status();
      });
  ASSERT_TRUE(put.ok()) << ToString(put);
  EXPECT_EQ(store_->CheckConsistency().code(), Code::kDataLoss);
  store_.reset();
  PutRow(dir_.data(), Column::kMeta, "links_purged", std::nullopt);
  ASSERT_TRUE(Open().ok());
  const Status whole = store_->CheckConsistency();
  EXPECT_TRUE(whole.ok()) << ToString(whole);
  stored::v1::LinkAd ad;
  EXPECT_TRUE(*store_->ViewLinks().Get(LinkTable::kAd, id, &ad));
  EXPECT_EQ(ad.cities_size(), 0);
}

TEST_F(StoreRecovery, ConsistencyCheckSeesWhatIsMissing) {
  Fill(2);
  ASSERT_TRUE(Open().ok());
  ASSERT_TRUE(store_->CheckConsistency().ok());
  std::string evidence = store_->GetLead(ids_[0])->evidence(0);
  store_.reset();
  std::string key = ids_[0] + "/" + evidence.substr(evidence.rfind('/') + 1);
  PutRow(dir_.data(), Column::kEvidenceBytes, key, "other bytes");
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->ReadEvidenceBody(evidence).status().code(), Code::kDataLoss);
  EXPECT_EQ(store_->CheckConsistency().code(), Code::kDataLoss);
  store_.reset();
  PutRow(dir_.data(), Column::kEvidenceBytes, key, std::string(2'000, 'x'));
  ASSERT_TRUE(Open().ok());
  ASSERT_TRUE(store_->CheckConsistency().ok());
  store_.reset();
  PutRow(dir_.data(), Column::kEvidence, key, std::nullopt);
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->CheckConsistency().code(), Code::kDataLoss);
}

TEST_F(StoreRecovery, ADamagedLogIsRefusedAndChangesNothing) {
  Fill(30);
  std::string log = FileWith(".log");
  Flip(log, fs::file_size(log) / 2, 8);
  for (bool witness : {true, false}) {
    if (!witness) fs::remove(dir_.data() + "/db/ACKNOWLEDGED");
    std::map<std::string, std::string> before = Data();
    Status status = Open();
    ASSERT_EQ(status.code(), Code::kDataLoss) << ToString(status);
    EXPECT_THAT(status.message(), AllOf(HasSubstr("nothing was changed"), HasSubstr("--recover")));
    EXPECT_EQ(Data(), before);
  }
}

TEST_F(StoreRecovery, RecoverKeepsACopyAndWhatLiesBeforeTheDamage) {
  Fill(30);
  std::string log = FileWith(".log");
  Flip(log, fs::file_size(log) / 2, 8);
  std::map<std::string, std::string> before = Data();
  Status status = Open(true, /*recover=*/true);
  ASSERT_TRUE(status.ok()) << ToString(status);
  std::string copy = dir_.data() + "/db.damaged-20260921T141320000Z";
  EXPECT_THAT(store_->recovery_note(),
              AllOf(HasSubstr(copy), HasSubstr("last audit entry is number"),
                    HasSubstr("newest sweep"), HasSubstr("fit together")));
  for (const auto& [name, bytes] : before) EXPECT_EQ(ReadFile(copy + "/" + name), bytes) << name;

  int kept = 0;
  for (const std::string& id : ids_) kept += store_->GetLead(id).ok();
  EXPECT_GT(kept, 5);
  EXPECT_LT(kept, 30);
  for (int i = 0; i < kept; ++i)
    EXPECT_TRUE(store_->GetLead(ids_[static_cast<size_t>(i)]).ok());  // no hole
  EXPECT_TRUE(store_->CheckConsistency().ok());
  ASSERT_EQ(store_->VerifyAudit()->entries, static_cast<uint64_t>(kept) + 1);
  Result<std::vector<stored::v1::AuditEntry>> last =
      store_->ReadAudit(static_cast<uint64_t>(kept), 1);
  EXPECT_EQ(last->at(0).action(), "RECOVER");
  EXPECT_EQ(last->at(0).detail(), store_->recovery_note());
  // Life goes on, and the next start is an ordinary one.
  CommitOne(*store_, {.key = "new"});
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->recovery_note(), "");
  EXPECT_TRUE(store_->GetLead(LeadId("robota", "new")).ok());
}

TEST_F(StoreRecovery, ALogThatEndsTooEarlyIsSeen) {
  Fill(3);
  ASSERT_TRUE(Open().ok());
  CommitOne(*store_, {.key = "a"});
  std::string log = FileWith(".log");
  uintmax_t size = fs::file_size(log);
  CommitOne(*store_, {.key = "b"});
  store_.reset();
  ASSERT_GT(fs::file_size(log), size);
  fs::resize_file(log, size);  // just between two records
  std::map<std::string, std::string> before = Data();
  Status status = Open();
  EXPECT_EQ(status.code(), Code::kDataLoss);
  EXPECT_THAT(status.message(), HasSubstr("the end of its log is missing"));
  EXPECT_EQ(Data(), before);
  ASSERT_TRUE(Open(true, /*recover=*/true).ok());
  EXPECT_TRUE(store_->GetLead(LeadId("robota", "a")).ok());
  EXPECT_FALSE(store_->GetLead(LeadId("robota", "b")).ok());
  EXPECT_TRUE(Open().ok());
}

TEST_F(StoreRecovery, RecoverOfASoundDatabaseDoesNothing) {
  Fill(3);
  ASSERT_TRUE(Open(true, /*recover=*/true).ok());
  EXPECT_EQ(store_->recovery_note(), "");
  for (const auto& file : fs::directory_iterator(dir_.data())) {
    EXPECT_THAT(file.path().filename().string(), testing::Not(HasSubstr("damaged")));
  }
}

TEST_F(StoreRecovery, EveryKindOfDamageIsDetectedOrHarmless) {
  struct Case {
    const char* name;
    const char* extension;  // of the file that is damaged; empty: the name itself
    void (*damage)(const std::string& path);
    bool at_open;  // must be refused when opened
  };
  const Case cases[] = {
      {"log: a byte", ".log",
       [](const std::string& path) { Flip(path, fs::file_size(path) / 3, 1); }, true},
      {"log: the last bytes", ".log",
       [](const std::string& path) { Flip(path, fs::file_size(path) - 3, 3); }, true},
      {"log: cut in a record", ".log",
       [](const std::string& path) { fs::resize_file(path, fs::file_size(path) - 5); }, true},
      {"log: garbage behind", ".log",
       [](const std::string& path) { WriteFile(path, ReadFile(path) + "garbage garbage"); }, false},
      {"CURRENT: gone", "CURRENT", [](const std::string& path) { fs::remove(path); }, true},
      {"CURRENT: nonsense", "CURRENT", [](const std::string& path) { WriteFile(path, "nonsense"); },
       true},
      {"MANIFEST: gone", "MANIFEST", [](const std::string& path) { fs::remove(path); }, true},
      {"MANIFEST: a byte", "MANIFEST",
       [](const std::string& path) { Flip(path, fs::file_size(path) / 2, 1); }, true},
      {"table: gone", ".sst", [](const std::string& path) { fs::remove(path); }, true},
      {"table: cut", ".sst",
       [](const std::string& path) { fs::resize_file(path, fs::file_size(path) / 2); }, true},
      {"table: a byte", ".sst", [](const std::string& path) { Flip(path, 20, 1); }, false},
      {"blob: a byte", ".blob",
       [](const std::string& path) { Flip(path, fs::file_size(path) / 2, 1); }, false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    store_.reset();
    ids_.clear();
    fs::remove_all(dir_.data());
    Fill(12);
    ASSERT_TRUE(Open().ok());  // moves the log into tables
    for (int i = 0; i < 5; ++i) CommitOne(*store_, {.key = "b" + std::to_string(i)});
    store_.reset();
    std::string name = c.extension, path;
    for (const auto& file : fs::directory_iterator(dir_.data() + "/db")) {
      if (file.path().filename().string().starts_with(name) || file.path().extension() == name) {
        path = std::max(path, file.path().string());
      }
    }
    ASSERT_FALSE(path.empty());
    c.damage(path);
    Status status = Open();
    if (c.at_open) {
      EXPECT_EQ(status.code(), Code::kDataLoss) << ToString(status);
      continue;
    }
    if (!status.ok()) continue;
    bool found = !store_->CheckConsistency().ok() || !store_->VerifyAudit().ok();
    int whole = 0;
    for (const std::string& id : ids_) {
      Result<v1::Lead> lead = store_->GetLead(id);
      whole += lead.ok() && lead->ad().text() == Sight().text &&
               store_->ReadEvidenceBody(lead->evidence(0)).ok();
    }
    EXPECT_TRUE(found || whole == 12) << "neither seen nor harmless";
  }
}

}  // namespace
}  // namespace varta
