// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/evidence_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "crawler/warc.h"
#include "sweep/convert.h"
#include "sweep/notices.h"
#include "tests/support/fake_clock.h"
#include "tests/support/open_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct ExportWorld {
  TempDir dir;
  FakeClock clock;
  std::unique_ptr<Store> store;

  ExportWorld() { store = OpenStore(dir.File("data"), clock); }

  // One sighting of an ad, captured over HTTP if `url` is not empty; its lead's id.
  std::string See(const std::string& key, const std::string& text, const std::string& url,
                  const std::string& indicator = "J1") {
    PageResult result;
    LeadSighting& sighting = result.leads.emplace_back();
    sighting.ad.set_key(key);
    sighting.ad.set_url(url);
    sighting.ad.set_text(text);
    v1::Hit hit;
    hit.set_rule("t.kept");
    hit.set_pack("t");
    hit.set_pack_version("1.2.3");
    hit.set_pack_sha256("abc123");
    hit.set_indicator(indicator);
    hit.set_weight(3);
    sighting.hits.push_back(hit);
    sighting.score.set_value(0.75);
    sighting.provenance.set_source("s");
    sighting.provenance.set_url(url);
    if (!url.empty()) sighting.provenance.add_redirects("https://a.test/old");
    *sighting.provenance.mutable_fetch_time() = ToProto(*ParseTime("2026-03-04T05:06:07.089Z"));
    sighting.capture.emplace();
    sighting.capture->body = "<p>" + text;
    v1::Evidence& evidence = sighting.capture->evidence;
    if (!url.empty()) {
      evidence.set_http_status(200);
      evidence.set_http_version("2");
      evidence.set_remote_address("203.0.113.5");
      evidence.set_tls_version("TLSv1.3");
      evidence.set_tls_certificate_sha256("c0ffee");
      ToProto(Headers{{"User-Agent", "varta"}}, evidence.mutable_request_headers());
      ToProto(Headers{{"Content-Type", "text/html"}, {"Transfer-Encoding", "chunked"}},
              evidence.mutable_response_headers());
    }
    evidence.set_tool("varta 0");
    auto committed = store->Commit({&result, 1}, "test");
    EXPECT_THAT(committed, IsOk());
    return committed->front().lead_id;
  }

  std::string Judged(std::string id) {
    auto judged = store->UpdateLead(id, "", {"local:olena", "VERDICT", "leads/" + id, "", ""},
                                    [&](v1::Lead& lead) {
                                      lead.set_verdict(v1::Lead::VERDICT_RELEVANT);
                                      lead.set_verdict_by("local:olena");
                                      lead.set_verdict_reason("бачили раніше");
                                      return Status();
                                    });
    EXPECT_THAT(judged, IsOk());
    return id;
  }

  ExportOrder Order(std::vector<std::string> leads) {
    ExportOrder order;
    order.leads = std::move(leads);
    order.file_name = "case.warc.gz";
    order.recipient = "prosecutor";
    order.principal = "local:olena";
    order.reason = "справа 12";
    order.referral_contacts = {"hotline 1"};
    return order;
  }

  Result<EvidenceExport> Open(ExportOrder order) {
    return EvidenceExport::Open(*store, std::move(order), clock.Now());
  }

  std::vector<stored::v1::AuditEntry> Exports() {
    std::vector<stored::v1::AuditEntry> entries;
    const auto all = store->ReadAudit(0, 1000);
    EXPECT_THAT(all, IsOk());
    if (!all.ok()) return entries;
    for (const auto& entry : *all) {
      if (entry.action() == "EXPORT") entries.push_back(entry);
    }
    return entries;
  }
};

std::string All(EvidenceExport& made) {
  std::string bytes;
  while (true) {
    auto piece = made.Next();
    EXPECT_THAT(piece, IsOk());
    if (!piece.ok() || !*piece) return bytes;
    bytes += **piece;
  }
}

std::vector<WarcRecord> Records(const std::string& bytes) {
  std::istringstream in(bytes);
  WarcReader reader(in);
  std::vector<WarcRecord> records;
  while (true) {
    auto record = reader.Next();
    EXPECT_THAT(record, IsOk());
    if (!record.ok() || !*record) return records;
    records.push_back(**std::move(record));
  }
}

std::vector<std::string> Types(const std::vector<WarcRecord>& records) {
  std::vector<std::string> types;
  for (const WarcRecord& record : records) types.push_back(record.type);
  return types;
}

TEST(EvidenceExport, GivesWhatWasStoredAndSaysWhoTookItOutAndWhy) {
  ExportWorld world;
  const std::string id = world.Judged(world.See("k", "Паспорт забираємо", "https://a.test/1"));
  auto made = world.Open(world.Order({id}));
  ASSERT_THAT(made, IsOk());
  const std::string bytes = All(*made);
  EXPECT_EQ(made->sha256(), Hex(Sha256(bytes)));
  EXPECT_EQ(made->totals().bytes, static_cast<int64_t>(bytes.size()));
  EXPECT_EQ(made->totals().leads, 1);
  EXPECT_EQ(made->totals().captures, 1);

  const std::vector<WarcRecord> records = Records(bytes);
  ASSERT_THAT(Types(records),
              ElementsAre("warcinfo", "response", "request", "metadata", "metadata"));
  EXPECT_EQ(made->totals().records, 5);
  EXPECT_EQ(FindHeader(records[0].headers, "WARC-Filename"), "case.warc.gz");
  EXPECT_THAT(records[0].block,
              AllOf(HasSubstr("exported-by: local:olena"), HasSubstr("export-reason: справа 12"),
                    HasSubstr("exported-for: prosecutor"), HasSubstr("hotline 1"),
                    HasSubstr(kLeadNotice), HasSubstr(kSafeguardingNote)));

  const WarcRecord& response = records[1];
  EXPECT_EQ(response.target_uri, "https://a.test/1");
  EXPECT_EQ(response.ip_address, "203.0.113.5");
  EXPECT_EQ(FormatTime(*response.date), "2026-03-04T05:06:07.089Z");
  const auto http = SplitHttpResponse(response.block);
  ASSERT_TRUE(http);
  EXPECT_EQ(http->body, "<p>Паспорт забираємо");
  EXPECT_THAT(records[2].block, HasSubstr("GET /1 HTTP/1.1\r\nUser-Agent: varta"));

  const auto lead = world.store->GetLead(id);
  ASSERT_THAT(lead, IsOk());
  const auto stored = world.store->GetEvidence(lead->evidence(0));
  ASSERT_THAT(stored, IsOk());
  const v1::Evidence& evidence = *stored;
  EXPECT_EQ(FindHeader(records[3].headers, "WARC-Concurrent-To"),
            FindHeader(response.headers, "WARC-Record-ID"));
  EXPECT_THAT(
      records[3].block,
      AllOf(HasSubstr("lead: leads/" + id), HasSubstr("evidence: " + evidence.name()),
            HasSubstr("body-sha256: " + evidence.sha256() + "\r\n"), HasSubstr("http-version: 2"),
            HasSubstr("tls-version: TLSv1.3\r\n"), HasSubstr("tls-certificate-sha256: c0ffee\r\n"),
            HasSubstr("redirected-from: https://a.test/old"), HasSubstr("collected-by: varta 0"),
            HasSubstr("text-version: sha256:"), HasSubstr("exported-by: local:olena")));
  // Facts and assessments stand apart; what only the crawl knew is not made up.
  EXPECT_THAT(records[3].block, AllOf(Not(HasSubstr("score")), Not(HasSubstr("depth"))));
  EXPECT_EQ(FindHeader(records[4].headers, "WARC-Refers-To"),
            FindHeader(response.headers, "WARC-Record-ID"));
  EXPECT_THAT(records[4].block,
              AllOf(HasSubstr("hit: t.kept; pack t 1.2.3 sha256:abc123; indicator J1"),
                    HasSubstr("score: 0.75"), HasSubstr("verdict: relevant; by local:olena"),
                    HasSubstr("subject: unknown"), HasSubstr(kLeadNotice)));

  const auto entries = world.Exports();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].resource(), "leads/" + id);
  EXPECT_EQ(entries[0].purpose(), "справа 12");
  EXPECT_EQ(entries[0].detail(), "captures: 1; file: case.warc.gz; for: prosecutor");
  EXPECT_THAT(entries[1].detail(), HasSubstr("sha256: " + made->sha256()));
}

TEST(EvidenceExport, TakesTheNewestTextOrAllOfThem) {
  ExportWorld world;
  world.See("k", "Перший текст оголошення", "https://a.test/1");
  const std::string id =
      world.Judged(world.See("k", "Другий текст оголошення", "https://a.test/1"));
  auto newest = world.Open(world.Order({id, id}));  // named twice: once
  ASSERT_THAT(newest, IsOk());
  std::string bytes = All(*newest);
  EXPECT_EQ(newest->totals().leads, 1);
  ASSERT_EQ(newest->totals().captures, 1);
  EXPECT_THAT(Records(bytes)[1].block, HasSubstr("Другий"));

  ExportOrder order = world.Order({id});
  order.all_versions = true;
  auto all = world.Open(order);
  ASSERT_THAT(all, IsOk());
  bytes = All(*all);
  ASSERT_EQ(all->totals().captures, 2);
  const auto records = Records(bytes);
  EXPECT_THAT(records[1].block, HasSubstr("Перший"));
  EXPECT_THAT(records[4].block, HasSubstr("Другий"));
  EXPECT_EQ(FindHeader(records.back().headers, "WARC-Refers-To"),
            FindHeader(records[4].headers, "WARC-Record-ID"));
}

TEST(EvidenceExport, OfADocumentWithoutAnAddressIsAResource) {
  ExportWorld world;
  const std::string id = world.Judged(world.See("k", "Текст без адреси", ""));
  auto made = world.Open(world.Order({id}));
  ASSERT_THAT(made, IsOk());
  const auto records = Records(All(*made));
  ASSERT_THAT(Types(records), ElementsAre("warcinfo", "resource", "metadata", "metadata"));
  EXPECT_THAT(records[1].target_uri, HasSubstr("urn:x-varta:leads/" + id));
  EXPECT_EQ(records[1].block, "<p>Текст без адреси");
}

TEST(EvidenceExport, WhatMayNotLeaveLeavesNoTraceOfLeaving) {
  ExportWorld world;
  const std::string unjudged = world.See("a", "Нове оголошення", "https://a.test/1");
  const std::string minor =
      world.Judged(world.See("b", "Про неповнолітню", "https://a.test/2", "S16"));
  const std::string plain = world.Judged(world.See("c", "Звичайне", "https://a.test/3"));
  struct Case {
    const char* name;
    std::vector<std::string> leads;
    Code code;
    const char* says;
  };
  const Case cases[] = {
      {"none", {}, Code::kInvalidArgument, "say which"},
      {"too many", std::vector<std::string>(101, plain), Code::kInvalidArgument, "at most 100"},
      {"unknown", {plain, "ffffffffff"}, Code::kNotFound, "ffffffffff"},
      {"unjudged", {plain, unjudged}, Code::kFailedPrecondition, "varta leads verdict"},
      {"minor among others", {minor, plain}, Code::kFailedPrecondition, "export it alone"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_THAT(world.Open(world.Order(c.leads)), IsError(c.code, c.says));
  }
  EXPECT_EQ(world.Exports().size(), 0u);
  EXPECT_THAT(world.Open(world.Order({minor})), IsOk());
}

}  // namespace
}  // namespace varta
