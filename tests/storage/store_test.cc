// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "base/digest.h"
#include "tests/storage/temp_store.h"

namespace varta {
namespace {

using namespace std::chrono_literals;
using stored::v1::UrlRow;
using testing::HasSubstr;

class StoreTest : public testing::Test {
 protected:
  void Reopen() {
    store_.reset();
    store_ = OpenStore(dir_.data(), clock_);
    ASSERT_TRUE(store_);
  }
  void SetUp() override { Reopen(); }
  void TearDown() override {
    if (!store_) return;
    Status status = store_->CheckConsistency();
    EXPECT_TRUE(status.ok()) << ToString(status);
    EXPECT_TRUE(store_->VerifyAudit().ok());
  }

  TempDir dir_;
  StillClock clock_;
  std::unique_ptr<Store> store_;
};

TEST_F(StoreTest, ALeadIsThereAfterReopening) {
  Committed committed = CommitOne(*store_, {});
  EXPECT_TRUE(committed.lead_new);
  EXPECT_TRUE(committed.version_new);
  EXPECT_EQ(committed.lead_id, LeadId("robota", "https://robota.example/1"));
  std::string key = store_->contact_key();
  Reopen();
  EXPECT_EQ(store_->contact_key(), key);
  Result<v1::Lead> lead = store_->GetLead(committed.lead_id);
  ASSERT_TRUE(lead.ok()) << ToString(lead.status());
  EXPECT_EQ(lead->name(), "leads/" + committed.lead_id);
  EXPECT_EQ(lead->ad().text(), Sight().text);
  ASSERT_EQ(lead->evidence_size(), 1);
  EXPECT_EQ(lead->versions(0).evidence(), lead->evidence(0));
  Result<v1::Evidence> evidence = store_->GetEvidence(lead->evidence(0));
  ASSERT_TRUE(evidence.ok());
  EXPECT_EQ(evidence->sha256(), Hex(Sha256(Sight().body)));
  EXPECT_EQ(evidence->size_bytes(), static_cast<int64_t>(Sight().body.size()));
  EXPECT_EQ(evidence->http_status(), 200);
  EXPECT_EQ(evidence->provenance().source(), "robota");
  Result<std::string> body = store_->ReadEvidenceBody(lead->evidence(0));
  ASSERT_TRUE(body.ok());
  EXPECT_EQ(*body, Sight().body);
}

TEST_F(StoreTest, APageCommittedAgainIsNotCountedAgain) {
  CommitOne(*store_, {});
  Committed again = CommitOne(*store_, {});
  EXPECT_FALSE(again.lead_new);
  EXPECT_FALSE(again.version_new);
  EXPECT_EQ(store_->GetLead(again.lead_id)->sighting_count(), 1);
  EXPECT_EQ(store_->ReadAudit(0, 10)->size(), 1u);
}

TEST_F(StoreTest, OneBatchSeesItsOwnPages) {
  std::vector<PageResult> pages = {PageOf({}), PageOf({.fetched = kNoon + 1h}),
                                   PageOf({.text = "Інше", .fetched = kNoon + 2h})};
  Result<std::vector<Committed>> all = store_->Commit(pages, "sweep");
  ASSERT_TRUE(all.ok());
  EXPECT_TRUE(all->at(0).lead_new);
  EXPECT_FALSE(all->at(1).lead_new);
  EXPECT_TRUE(all->at(2).version_new);
  EXPECT_EQ(store_->GetLead(all->at(0).lead_id)->sighting_count(), 3);
  Result<std::vector<stored::v1::AuditEntry>> audit = store_->ReadAudit(0, 10);
  ASSERT_EQ(audit->size(), 2u);
  EXPECT_EQ(audit->at(0).action(), "COLLECT");
  EXPECT_EQ(audit->at(0).principal(), "sweep");
  EXPECT_EQ(audit->at(0).resource(), "leads/" + all->at(0).lead_id);
  EXPECT_THAT(audit->at(1).detail(), HasSubstr("new version"));
}

TEST_F(StoreTest, NothingOfABatchIsKeptIfOnePageIsWrong) {
  std::vector<PageResult> pages = {PageOf({}), PageOf({.key = ""})};
  EXPECT_EQ(store_->Commit(pages, "sweep").status().code(), Code::kInvalidArgument);
  EXPECT_EQ(store_->ListLeads({}, 10, "")->total, 0);
}

TEST_F(StoreTest, BytesThatAreNoTextAreRepairedNotLost) {
  Committed committed = CommitOne(*store_, {.title = "a\xff\xfe", .text = "\xd0"});
  Result<v1::Lead> lead = store_->GetLead(committed.lead_id);
  ASSERT_TRUE(lead.ok()) << ToString(lead.status());
  EXPECT_EQ(lead->ad().title(), "a\uFFFD\uFFFD");
  EXPECT_FALSE(CommitOne(*store_, {.title = "a\xff\xfe", .text = "\xd0"}).version_new);
}

TEST_F(StoreTest, IdsMayBeShortened) {
  std::vector<std::string> ids;
  for (int i = 0; i < 50; ++i)
    ids.push_back(CommitOne(*store_, {.key = std::to_string(i)}).lead_id);
  EXPECT_EQ(store_->GetLead(ids[7].substr(0, 8))->name(), "leads/" + ids[7]);
  EXPECT_EQ(store_->GetLead(ids[7].substr(0, 5)).status().code(), Code::kInvalidArgument);
  EXPECT_EQ(store_->GetLead("").status().code(), Code::kInvalidArgument);
  EXPECT_EQ(store_->GetLead("zzzzzz").status().code(), Code::kNotFound);
  EXPECT_EQ(store_->GetLead(ids[7] + "0").status().code(), Code::kNotFound);
}

TEST_F(StoreTest, AChangeByAPerson) {
  std::string id = CommitOne(*store_, {}).lead_id;
  std::string etag = store_->GetLead(id)->etag();
  auto judge = [](v1::Lead& lead) {
    lead.set_verdict(v1::Lead::VERDICT_RELEVANT);
    lead.set_state(v1::Lead::STATE_IN_TRIAGE);
    lead.mutable_ad()->set_text("замасковано");  // not a person's to change
    return Status();
  };
  AuditEvent event{"ivan", "VERDICT", "leads/" + id, "справа 1", "RELEVANT"};
  Result<v1::Lead> changed = store_->UpdateLead(id, etag, event, judge);
  ASSERT_TRUE(changed.ok()) << ToString(changed.status());
  EXPECT_NE(changed->etag(), etag);
  EXPECT_EQ(FromTimestamp(changed->update_time()), kNoon);
  EXPECT_EQ(store_->UpdateLead(id, etag, event, judge).status().code(), Code::kAborted);
  EXPECT_TRUE(store_->UpdateLead(id, "", event, judge).ok());
  EXPECT_EQ(store_
                ->UpdateLead(id, "", event,
                             [](v1::Lead& lead) {
                               lead.set_state(v1::Lead::STATE_RESOLVED);
                               return Status(Code::kFailedPrecondition, "no");
                             })
                .status()
                .code(),
            Code::kFailedPrecondition);
  Reopen();
  Result<v1::Lead> lead = store_->GetLead(id);
  EXPECT_EQ(lead->state(), v1::Lead::STATE_IN_TRIAGE);
  EXPECT_EQ(lead->ad().text(), Sight().text);
  // The ad is edited: what people said stays.
  CommitOne(*store_, {.text = "Нове", .fetched = kNoon + 1h});
  EXPECT_EQ(store_->GetLead(id)->verdict(), v1::Lead::VERDICT_RELEVANT);
  EXPECT_EQ(store_->GetLead(id)->etag(), lead->etag());
  EXPECT_EQ(store_->ReadAudit(1, 1)->at(0).purpose(), "справа 1");
  EXPECT_EQ(store_->VerifyAudit()->entries, 4u);
}

TEST_F(StoreTest, EvidenceHasGoodNamesOnly) {
  struct Case {
    const char* name;
    Code want;
  };
  const Case cases[] = {
      {"", Code::kInvalidArgument},
      {"leads/", Code::kInvalidArgument},
      {"sweeps/1/evidence/2", Code::kInvalidArgument},
      {"leads/1/evidence/2/3", Code::kInvalidArgument},
      {"leads/1/evidence/2", Code::kNotFound},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(store_->GetEvidence(c.name).status().code(), c.want);
    EXPECT_EQ(store_->ReadEvidenceBody(c.name).status().code(), c.want);
  }
}

TEST_F(StoreTest, OnePageMayHaveSeveralLeads) {
  PageResult page = PageOf({.key = "one"});
  page.leads.push_back(PageOf({.key = "two"}).leads[0]);
  Result<std::vector<Committed>> done = store_->Commit({&page, 1}, "sweep");
  ASSERT_TRUE(done.ok());
  ASSERT_EQ(done->size(), 2u);
  EXPECT_EQ((*done)[0].lead_id, LeadId("robota", "one"));
  EXPECT_EQ((*done)[1].lead_id, LeadId("robota", "two"));
  EXPECT_EQ(store_->ListLeads({}, 10, "")->total, 2);
  EXPECT_TRUE(store_->CheckConsistency().ok());
}

TEST_F(StoreTest, ThreadsMayShareIt) {
  constexpr int kThreads = 4, kPages = 15;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kPages; ++i) {
        // One lead of all threads, and one of this thread's own.
        std::vector<PageResult> pages = {PageOf({.fetched = kNoon + (i * kThreads + t) * 1s}),
                                         PageOf({.key = std::to_string(i * kThreads + t)})};
        wrong += !store_->Commit(pages, "sweep").ok();
        Result<LeadPage> list = store_->ListLeads({}, 100, "");
        wrong += !list.ok() || list->total < i + 2;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(store_->GetLead(LeadId("robota", Sight().key))->sighting_count(), kThreads * kPages);
  EXPECT_EQ(store_->ListLeads({}, 1, "")->total, kThreads * kPages + 1);
}

UrlRow Row(const std::string& url, const std::string& sweep) {
  UrlRow row;
  row.set_source("robota");
  row.set_url(url);
  row.set_sweep(sweep);
  return row;
}

TEST_F(StoreTest, UrlsThatWaitAndUrlsThatAreDone) {
  PageResult page;
  page.url = Row("https://a/1", "s1");
  page.url->set_state(UrlRow::STATE_DONE);
  page.url->set_text_digest("abc");
  page.discovered = {Row("https://a/2", "s1"), Row("https://a/1", "s1")};
  page.discovered[0].set_depth(1);
  ASSERT_TRUE(store_->Commit({&page, 1}, "sweep").ok());
  Result<std::optional<UrlRow>> row = store_->GetUrl("robota", "https://a/2");
  ASSERT_TRUE(row.ok() && *row);
  EXPECT_EQ((*row)->state(), UrlRow::STATE_WAITING);
  EXPECT_EQ(FromTimestamp((*row)->first_seen_time()), kNoon);
  EXPECT_EQ((*store_->GetUrl("robota", "https://a/1"))->state(), UrlRow::STATE_DONE);
  EXPECT_FALSE(*store_->GetUrl("robota", "https://a/3"));
  EXPECT_FALSE(*store_->GetUrl("robot", "ahttps://a/1"));

  // The next sweep finds both again: they wait anew, and what was found before is still known.
  clock_.now += 24h;
  page.url.reset();
  page.discovered = {Row("https://a/1", "s2"), Row("https://a/2", "s2")};
  ASSERT_TRUE(store_->Commit({&page, 1}, "sweep").ok());
  row = store_->GetUrl("robota", "https://a/1");
  EXPECT_EQ((*row)->state(), UrlRow::STATE_WAITING);
  EXPECT_EQ((*row)->sweep(), "s2");
  EXPECT_EQ((*row)->text_digest(), "abc");
  EXPECT_EQ(FromTimestamp((*store_->GetUrl("robota", "https://a/2"))->first_seen_time()), kNoon);
}

TEST_F(StoreTest, FreshUrlsWaitInTheQueueOfTheirOrigin) {
  PageResult page;
  for (const char* url : {"https://a/1", "https://a:8443/2", "https://me@a/3", "https://a/4?x"}) {
    page.fresh.push_back(Row(url, "s1"));
    page.fresh.back().set_order(page.fresh.size());
  }
  ASSERT_TRUE(store_->Commit({&page, 1}, "sweep").ok());
  const auto urls = [&](std::string_view origin) {
    std::vector<std::string> found;
    const Result<std::vector<UrlRow>> rows = store_->ReadQueue(origin, {}, 10);
    for (const UrlRow& row : *rows) found.push_back(row.url());
    return found;
  };
  EXPECT_EQ(urls("https://a"),
            (std::vector<std::string>{"https://a/1", "https://me@a/3", "https://a/4?x"}));
  EXPECT_EQ(urls("https://a:8443"), std::vector<std::string>{"https://a:8443/2"});
  const Result<std::optional<UrlRow>> row = store_->GetUrl("robota", "https://a/1");
  EXPECT_EQ((*row)->state(), UrlRow::STATE_WAITING);
  EXPECT_EQ(FromTimestamp((*row)->first_seen_time()), kNoon);
}

TEST_F(StoreTest, UrlsAreVisitedBySource) {
  PageResult page;
  for (const char* source : {"robota", "robota2", "robot"}) {
    page.discovered.push_back(Row(std::string("https://") + source, "s1"));
    page.discovered.back().set_source(source);
  }
  page.discovered.push_back(Row("http://b", "s1"));
  ASSERT_TRUE(store_->Commit({&page, 1}, "sweep").ok());
  std::vector<std::string> seen;
  auto visit = [&](const UrlRow& row) {
    seen.push_back(row.url());
    return true;
  };
  ASSERT_TRUE(store_->VisitUrls("robota", visit).ok());
  EXPECT_EQ(seen, (std::vector<std::string>{"http://b", "https://robota"}));
  int count = 0;
  ASSERT_TRUE(store_->VisitUrls("robota", [&](const UrlRow&) { return ++count > 1; }).ok());
  EXPECT_EQ(count, 1);
}

TEST_F(StoreTest, SweepsNewestFirst) {
  EXPECT_EQ(store_->GetSweep("latest").status().code(), Code::kNotFound);
  v1::Sweep sweep;
  AuditEvent event{"ivan", "SWEEP", "sweeps/x", "", ""};
  for (const char* id : {"20261122-033000-1", "20261123-033000-1", "20261121-033000-1"}) {
    sweep.set_name(std::string("sweeps/") + id);
    ASSERT_TRUE(store_->PutSweep(sweep, &event).ok());
  }
  sweep.set_state(v1::Sweep::STATE_STOPPED);
  ASSERT_TRUE(store_->PutSweep(sweep, nullptr).ok());
  EXPECT_EQ(store_->GetSweep("latest")->name(), "sweeps/20261123-033000-1");
  EXPECT_EQ(store_->GetSweep("20261121-033000-1")->state(), v1::Sweep::STATE_STOPPED);
  EXPECT_EQ(store_->GetSweep("20261121").status().code(), Code::kNotFound);
  Result<std::vector<v1::Sweep>> sweeps = store_->ListSweeps(2, "");
  ASSERT_EQ(sweeps->size(), 2u);
  EXPECT_EQ(sweeps->at(1).name(), "sweeps/20261122-033000-1");
  sweeps = store_->ListSweeps(5, "20261122-033000-1");
  ASSERT_EQ(sweeps->size(), 1u);
  EXPECT_EQ(sweeps->at(0).name(), "sweeps/20261121-033000-1");
  EXPECT_EQ(store_->VerifyAudit()->entries, 3u);
  sweep.set_name("20261121-033000-1");
  EXPECT_EQ(store_->PutSweep(sweep, nullptr).code(), Code::kInvalidArgument);
}

TEST(Store, ThePlanIsThereAfterReopening) {
  TempDir dir;
  StillClock clock;
  Store::PlanRows rows;
  *rows["robota"].mutable_settled_time() = ToTimestamp(kNoon);
  rows["robota"].set_begun(true);
  rows["vyizd"].set_resumes(2);
  {
    auto store = OpenStore(dir.data(), clock);
    EXPECT_TRUE(store->GetPlan()->empty());
    EXPECT_TRUE(store->PutPlan({}).ok());
    EXPECT_TRUE(store->PutPlan(rows).ok());
    rows["robota"].set_begun(false);
    EXPECT_TRUE(store->PutPlan({{"robota", rows["robota"]}}).ok());
    EXPECT_TRUE(store->CheckConsistency().ok());
  }
  auto store = OpenStore(dir.data(), clock);
  const Result<Store::PlanRows> read = store->GetPlan();
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->size(), 2u);
  for (const auto& [id, row] : rows) {
    EXPECT_EQ(read->at(id).SerializeAsString(), row.SerializeAsString()) << id;
  }
}

TEST(Store, CommitsAreTimed) {
  TempDir dir;
  StillClock clock;
  auto store = OpenStore(dir.data(), clock);
  CommitOne(*store, {});
  CommitOne(*store, {});
  uint64_t count = 0;
  for (uint64_t some : store->commit_times().counts) count += some;
  EXPECT_EQ(count, 2u);
  EXPECT_GT(store->commit_times().sum, 0);
}

}  // namespace
}  // namespace varta
