// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/digest.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "tests/storage/temp_store.h"

namespace varta {
namespace {

using stored::v1::AuditEntry;
using testing::HasSubstr;

AuditEntry Entry() {
  AuditEntry entry;
  entry.set_index(1);
  entry.mutable_event_time()->set_seconds(2);
  entry.mutable_event_time()->set_nanos(3);
  entry.set_principal("ivan");
  entry.set_action("GET");
  entry.set_previous_hash(NoHash());
  return entry;
}

TEST(Audit, CanonicalBytesAreAsDocumented) {
  EXPECT_EQ(Hex(CanonicalBytes(Entry())),
            "00000008"
            "0000000000000001"
            "0000000c"
            "000000000000000200000003"
            "00000004"
            "6976616e"
            "00000003"
            "474554"
            "00000000"
            "00000000"
            "00000000"
            "00000020"
            "0000000000000000000000000000000000000000000000000000000000000000");
}

TEST(Audit, TextsCannotMoveFromOneFieldToTheNext) {
  AuditEntry a = Entry(), b = Entry();
  a.set_resource("ab");
  a.set_purpose("c");
  b.set_resource("a");
  b.set_purpose("bc");
  EXPECT_NE(CanonicalBytes(a), CanonicalBytes(b));
}

// A log of ten entries that a stranger can work on.
class AuditLog : public testing::Test {
 protected:
  void SetUp() override {
    Result<std::unique_ptr<Database>> database =
        Database::Open(dir_.path(), Database::Recovery::kRefuseDamage, nullptr);
    ASSERT_TRUE(database.ok()) << ToString(database.status());
    database_ = *std::move(database);
    for (int i = 0; i < 10; ++i) {
      Batch batch(*database_);
      ASSERT_TRUE(
          AppendAudit(batch, {"ivan", "GET", "leads/" + std::to_string(i), "", ""}, kNoon).ok());
      ASSERT_TRUE(database_->Write(batch).ok());
    }
  }

  static std::string Key(uint64_t index) { return KeyWriter().Number(index).Take(); }
  AuditEntry Read(uint64_t index) { return ReadAuditEntries(database_->Now(), index, 1)->at(0); }
  void Put(uint64_t index, const AuditEntry& entry) {
    Batch batch(*database_);
    batch.Put(Column::kAudit, Key(index), EncodeRecord(entry));
    ASSERT_TRUE(database_->Write(batch).ok());
  }
  void Remove(uint64_t index) {
    Batch batch(*database_);
    batch.Delete(Column::kAudit, Key(index));
    ASSERT_TRUE(database_->Write(batch).ok());
  }
  void ExpectFirstWrong(uint64_t index) {
    Result<AuditChain> verified = VerifyAuditChain(database_->Now());
    ASSERT_EQ(verified.status().code(), Code::kDataLoss);
    EXPECT_THAT(verified.status().message(),
                HasSubstr("audit entry " + std::to_string(index) + " "));
  }

  TempDir dir_;
  std::unique_ptr<Database> database_;
};

TEST_F(AuditLog, IsWholeAsWritten) {
  Result<AuditChain> verified = VerifyAuditChain(database_->Now());
  ASSERT_TRUE(verified.ok()) << ToString(verified.status());
  EXPECT_EQ(verified->entries, 10u);
  EXPECT_EQ(verified->last_hash, Read(9).hash());
  EXPECT_EQ(ReadAuditEntries(database_->Now(), 3, 4)->size(), 4u);
  EXPECT_EQ(ReadAuditEntries(database_->Now(), 8, 4)->size(), 2u);
  EXPECT_EQ(ReadAuditEntries(database_->Now(), 8, 0)->size(), 0u);
}

TEST_F(AuditLog, EntriesAreFoundByWhatIsAskedFor) {
  const auto append = [&](const AuditEvent& event, Time when) {
    Batch batch(*database_);
    ASSERT_TRUE(AppendAudit(batch, event, when).ok());
    ASSERT_TRUE(database_->Write(batch).ok());
  };
  append({"local:olena", "REVEAL", "leads/3fa9c1d2", "case 1", ""}, kNoon + Duration(1000));
  append({"cert:olena", "DOWNLOAD", "leads/3fa9c1d2/evidence/77", "case 1", ""},
         kNoon + Duration(2000));
  struct Case {
    const char* name;
    void (*ask)(AuditQuery&);
    std::vector<uint64_t> want;
  };
  const Case cases[] = {
      {"a name", [](AuditQuery& q) { q.principal = "olena"; }, {11, 10}},
      {"with its kind", [](AuditQuery& q) { q.principal = "local:olena"; }, {10}},
      {"half a name", [](AuditQuery& q) { q.principal = "lena"; }, {}},
      {"an action", [](AuditQuery& q) { q.action = "DOWNLOAD"; }, {11}},
      {"a lead and its evidence", [](AuditQuery& q) { q.resource = "leads/3fa9c1"; }, {11, 10}},
      {"since", [](AuditQuery& q) { q.since = kNoon + Duration(1000); }, {11, 10}},
      {"until",
       [](AuditQuery& q) {
         q.until = kNoon + Duration(2000);
         q.principal = "olena";
       },
       {10}},
      {"in order",
       [](AuditQuery& q) {
         q.since = kNoon + Duration(1);
         q.oldest_first = true;
       },
       {10, 11}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    AuditQuery query;
    c.ask(query);
    Result<AuditPage> page = FindAuditEntries(database_->Now(), query, 100, std::nullopt);
    ASSERT_TRUE(page.ok());
    std::vector<uint64_t> found;
    for (const AuditEntry& entry : page->entries) found.push_back(entry.index());
    EXPECT_EQ(found, c.want);
    EXPECT_FALSE(page->next);
  }
}

TEST_F(AuditLog, PagesGoOnWhereTheyEnded) {
  for (const bool oldest_first : {false, true}) {
    AuditQuery query;
    query.oldest_first = oldest_first;
    std::vector<uint64_t> found;
    std::optional<uint64_t> from;
    do {
      Result<AuditPage> page = FindAuditEntries(database_->Now(), query, 4, from);
      ASSERT_TRUE(page.ok());
      for (const AuditEntry& entry : page->entries) found.push_back(entry.index());
      from = page->next;
    } while (from);
    std::vector<uint64_t> all = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    if (!oldest_first) std::reverse(all.begin(), all.end());
    EXPECT_EQ(found, all);
  }
}

TEST_F(AuditLog, AnActionThatIsNotInTheTableIsNotWritten) {
  Batch batch(*database_);
  EXPECT_EQ(AppendAudit(batch, {"ivan", "PEEK", "leads/1", "", ""}, kNoon).code(), Code::kInternal);
}

TEST_F(AuditLog, EveryFieldThatIsChangedIsFound) {
  struct Case {
    const char* name;
    void (*change)(AuditEntry&);
  };
  const Case cases[] = {
      {"index", [](AuditEntry& e) { e.set_index(99); }},
      {"time", [](AuditEntry& e) { e.mutable_event_time()->set_seconds(1); }},
      {"nanoseconds", [](AuditEntry& e) { e.mutable_event_time()->set_nanos(1); }},
      {"principal", [](AuditEntry& e) { e.set_principal("petro"); }},
      {"action", [](AuditEntry& e) { e.set_action("LIST"); }},
      {"resource", [](AuditEntry& e) { e.set_resource("leads/x"); }},
      {"purpose", [](AuditEntry& e) { e.set_purpose("x"); }},
      {"detail", [](AuditEntry& e) { e.set_detail("x"); }},
      {"previous hash", [](AuditEntry& e) { e.set_previous_hash(std::string(32, 'x')); }},
      {"hash", [](AuditEntry& e) { e.set_hash(std::string(32, 'x')); }},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    AuditEntry before = Read(4), entry = before;
    c.change(entry);
    Put(4, entry);
    ExpectFirstWrong(4);
    Put(4, before);
  }
  EXPECT_TRUE(VerifyAuditChain(database_->Now()).ok());
}

TEST_F(AuditLog, AnEntryRewrittenWithItsHashIsFoundAtTheNext) {
  AuditEntry entry = Read(4);
  entry.set_principal("petro");
  entry.set_hash(Sha256(CanonicalBytes(entry)));
  Put(4, entry);
  ExpectFirstWrong(5);
}

TEST_F(AuditLog, TheLastEntryRewrittenWithItsHashIsFound) {
  AuditEntry entry = Read(9);
  entry.set_principal("petro");
  entry.set_hash(Sha256(CanonicalBytes(entry)));
  Put(9, entry);
  ExpectFirstWrong(9);
}

TEST_F(AuditLog, RemovedEntriesAreFound) {
  for (uint64_t index : {0u, 5u, 9u}) {
    SCOPED_TRACE(index);
    AuditEntry entry = Read(index);
    Remove(index);
    ExpectFirstWrong(index);
    Put(index, entry);
  }
}

TEST_F(AuditLog, SwappedEntriesAreFound) {
  AuditEntry a = Read(3), b = Read(4);
  Put(3, b);
  Put(4, a);
  ExpectFirstWrong(3);
}

TEST_F(AuditLog, AnEntryAddedBehindTheLastIsFound) {
  AuditEntry entry = Read(9);
  entry.set_index(10);
  entry.set_previous_hash(entry.hash());
  entry.set_hash(Sha256(CanonicalBytes(entry)));
  Put(10, entry);
  ExpectFirstWrong(10);
}

TEST_F(AuditLog, BytesThatAreNoEntryAreFound) {
  Batch batch(*database_);
  batch.Put(Column::kAudit, Key(2), "\xff\xff\xff");
  ASSERT_TRUE(database_->Write(batch).ok());
  ExpectFirstWrong(2);
}

}  // namespace
}  // namespace varta
