// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/link_store.h"

#include <gmock/gmock.h>

#include "tests/storage/temp_store.h"

namespace varta {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> KeysOf(const LinkView& view, std::string_view prefix,
                                std::string_view after) {
  std::vector<std::string> keys;
  Status scan =
      view.Scan(LinkTable::kSource, prefix, after, [&](std::string_view key, std::string_view) {
        keys.emplace_back(key);
        return true;
      });
  EXPECT_TRUE(scan.ok()) << ToString(scan);
  return keys;
}

const AuditEvent kWatch{"local:olena", "WATCH", "entities/1", "", ""};

TEST(LinkStore, ChangesAreWholeOrNotAtAll) {
  TempDir dir;
  StillClock clock;
  auto store = OpenStore(dir.data(), clock);
  Status changed = store->ChangeLinks(kWatch, [](LinkBatch& batch, const LinkView&) {
    stored::v1::LinkSource row;
    row.set_ads(7);
    for (const char* key : {"aa", "ab", "b"}) batch.Put(LinkTable::kSource, key, row);
    batch.Put(LinkTable::kAd, "ac", row);  // another table
    return Status();
  });
  ASSERT_TRUE(changed.ok()) << ToString(changed);
  EXPECT_THAT(KeysOf(store->ViewLinks(), "", ""), ElementsAre("aa", "ab", "b"));
  EXPECT_THAT(KeysOf(store->ViewLinks(), "a", ""), ElementsAre("aa", "ab"));
  EXPECT_THAT(KeysOf(store->ViewLinks(), "a", "aa"), ElementsAre("ab"));
  changed = store->ChangeLinks(kWatch, [](LinkBatch& batch, const LinkView& view) {
    stored::v1::LinkSource row;
    EXPECT_TRUE(*view.Get(LinkTable::kSource, "aa", &row));
    EXPECT_EQ(row.ads(), 7u);
    batch.Delete(LinkTable::kSource, "aa");
    EXPECT_FALSE(*batch.Get(LinkTable::kSource, "aa", &row));
    return Status(Code::kInvalidArgument, "no");
  });
  EXPECT_EQ(changed.code(), Code::kInvalidArgument);
  EXPECT_THAT(KeysOf(store->ViewLinks(), "", ""), ElementsAre("aa", "ab", "b"));
  EXPECT_EQ(store->VerifyAudit()->entries, 1u);
}

TEST(LinkStore, ADamagedRowIsNotTakenForNone) {
  TempDir dir;
  StillClock clock;
  auto store = OpenStore(dir.data(), clock);
  ASSERT_TRUE(store
                  ->ChangeLinks(kWatch,
                                [](LinkBatch& batch, const LinkView&) {
                                  batch.Put(LinkTable::kAd, "x", std::string("\xff\xff"));
                                  return Status();
                                })
                  .ok());
  stored::v1::LinkAd row;
  EXPECT_EQ(store->ViewLinks().Get(LinkTable::kAd, "x", &row).status().code(), Code::kDataLoss);
}

TEST(LinkStore, TheStepSeesWhatTheBatchHasAndItsErrorStopsTheCommit) {
  TempDir dir;
  StillClock clock;
  auto store = OpenStore(dir.data(), clock);
  const std::vector<PageResult> pages = {PageOf({.key = "1"}), PageOf({.key = "2"})};
  int calls = 0;
  const LinkStep count = [&](LinkBatch& batch, const LinkSighting& seen) -> Status {
    stored::v1::LinkSource row;
    Result<bool> found = batch.Get(LinkTable::kSource, seen.source, &row);
    EXPECT_EQ(*found, calls > 0);
    EXPECT_TRUE(seen.lead && seen.ad != nullptr && batch.Lead(seen.id)->has_value());
    row.set_ads(static_cast<uint32_t>(++calls));
    batch.Put(LinkTable::kSource, seen.source, row);
    return Status();
  };
  ASSERT_TRUE(store->Commit(pages, "sweep", count).ok());
  EXPECT_EQ(calls, 2);
  const LinkStep fail = [](LinkBatch&, const LinkSighting&) {
    return Status(Code::kDataLoss, "broken");
  };
  const std::vector<PageResult> more = {PageOf({.key = "3"})};
  EXPECT_EQ(store->Commit(more, "sweep", fail).status().code(), Code::kDataLoss);
  EXPECT_EQ(store->ListLeads({}, 10, "")->leads.size(), 2u);
}

TEST(LinkStore, AScanSeesWhatTheBatchPutsAndDeletes) {
  TempDir dir;
  StillClock clock;
  auto store = OpenStore(dir.data(), clock);
  const auto put = [](LinkBatch& batch, const std::string& key, const std::string& value) {
    batch.Put(LinkTable::kAlertOnce, key, value);
  };
  const auto scan = [](const LinkBatch& batch, const std::string& prefix, size_t most = 99) {
    std::string seen;
    EXPECT_TRUE(batch
                    .Scan(LinkTable::kAlertOnce, prefix,
                          [&](std::string_view key, std::string_view value) {
                            seen += std::string(key) + '=' + std::string(value) + ' ';
                            return --most > 0;
                          })
                    .ok());
    return seen;
  };
  ASSERT_TRUE(store
                  ->ChangeLinks(kWatch,
                                [&](LinkBatch& batch, const LinkView&) {
                                  for (const char* key : {"a1", "a3", "a5", "b1"})
                                    put(batch, key, "old");
                                  return Status();
                                })
                  .ok());
  ASSERT_TRUE(store
                  ->ChangeLinks(kWatch,
                                [&](LinkBatch& batch, const LinkView&) {
                                  put(batch, "a0", "new");
                                  put(batch, "a3", "new");
                                  put(batch, "a4", "new");
                                  put(batch, "a9", "new");
                                  batch.Delete(LinkTable::kAlertOnce, "a5");
                                  batch.Delete(LinkTable::kAlertOnce, "a7");
                                  EXPECT_EQ(scan(batch, "a"),
                                            "a0=new a1=old a3=new a4=new a9=new ");
                                  EXPECT_EQ(scan(batch, "a", 1), "a0=new ");
                                  EXPECT_EQ(scan(batch, "a", 2), "a0=new a1=old ");
                                  EXPECT_EQ(scan(batch, "b"), "b1=old ");
                                  EXPECT_EQ(scan(batch, "c"), "");
                                  return Status();
                                })
                  .ok());
}

}  // namespace
}  // namespace varta
