// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/lead_service.h"

#include <gmock/gmock.h>

#include <set>

#include "tests/server/test_store.h"

namespace varta {
namespace {

using testing::HasSubstr;
using testing::Not;

const Caller kAnalyst{"local:analyst", ""};
const Caller kWithReason{"local:analyst", "case 12"};

TEST(LeadService, ListsByScoreMaskedAndPagesWithoutGapsOrDoubles) {
  TestStore world;
  for (int i = 0; i < 7; ++i) world.AddLead(i, 0.6 + 0.05 * i);
  LeadService service(*world.store, world.clock);
  v1::ListLeadsRequest request;
  request.set_page_size(3);
  std::vector<std::string> names;
  double last = 1;
  do {
    Result<v1::ListLeadsResponse> response = service.ListLeads(kAnalyst, request);
    ASSERT_THAT(response, IsOk());
    EXPECT_EQ(response->total_size(), request.page_token().empty() ? 7 : 0);
    for (const v1::Lead& lead : response->leads()) {
      EXPECT_LE(lead.score().value(), last);
      last = lead.score().value();
      names.push_back(lead.name());
      EXPECT_EQ(lead.ad().text(), "");
      EXPECT_EQ(lead.notice(), kLeadNotice);
      EXPECT_THAT(lead.DebugString(), Not(HasSubstr("671234567")));
    }
    request.set_page_token(response->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(names.size(), 7u);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 7u);
  EXPECT_EQ(world.LastAudit().action(), "LIST");
}

TEST(LeadService, ShowsWhatCouldNotBeScoredMaskedAndWithItsReason) {
  TestStore world;
  PageResult page;
  AdSighting& ad = page.ads.emplace_back();
  ad.ad.set_key("https://a.example/ad/1");
  ad.ad.set_title("Munka");
  ad.ad.set_text("Tel 067 123 45 67");
  ad.score.set_not_scored_because("no rule pack covers the language 'hu'");
  ad.provenance.set_source("s");
  ad.provenance.set_url("https://a.example/ad/1");
  ASSERT_THAT(world.store->Commit({&page, 1}, "test"), IsOk());
  LeadService service(*world.store, world.clock);
  Result<v1::ListUnscoredAdsResponse> response = service.ListUnscoredAds(kAnalyst, {});
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->ads_size(), 1);
  EXPECT_EQ(response->ads(0).not_scored_because(), "no rule pack covers the language 'hu'");
  EXPECT_EQ(response->ads(0).text(), "Tel [number]");
  EXPECT_EQ(response->ads(0).url(), "https://a.example/ad/1");
  EXPECT_THAT(world.LastAudit().detail(), HasSubstr("could not be scored; 1 shown"));
}

TEST(LeadService, FiltersAndFinds) {
  TestStore world;
  world.AddLead(1, 0.9);
  world.AddLead(2, 0.7, "+380501112233");
  LeadService service(*world.store, world.clock);
  auto count = [&](auto set) {
    v1::ListLeadsRequest request;
    set(*request.mutable_filter());
    Result<v1::ListLeadsResponse> response = service.ListLeads(kAnalyst, request);
    return response.ok() ? response->leads_size() : -1;
  };
  EXPECT_EQ(count([](v1::LeadFilter& f) { f.set_min_score(0.8); }), 1);
  EXPECT_EQ(count([](v1::LeadFilter& f) { f.set_rule("t.kept"); }), 2);
  EXPECT_EQ(count([](v1::LeadFilter& f) { f.set_rule("t.other"); }), 0);
  EXPECT_EQ(count([](v1::LeadFilter& f) { f.set_language("ru"); }), 0);
  EXPECT_EQ(count([](v1::LeadFilter& f) { f.set_phone("050 111 22 33"); }), 1);
  EXPECT_EQ(count([](v1::LeadFilter& f) { f.set_phone("+380 67 123-45-67"); }), 1);
  EXPECT_EQ(count([](v1::LeadFilter& f) { f.add_words("паспорт"); }), 2);
  EXPECT_EQ(count([](v1::LeadFilter& f) { f.add_words("КОРДОН*"); }), 2);
  EXPECT_EQ(count([](v1::LeadFilter& f) { f.add_words("кордон"); }), 0);
  EXPECT_EQ(count([](v1::LeadFilter& f) { f.set_phone("12"); }), -1);
  EXPECT_EQ(count([](v1::LeadFilter& f) { f.add_words("!!!"); }), -1);
  EXPECT_EQ(count([](v1::LeadFilter& f) { f.set_min_score(2); }), -1);
}

TEST(LeadService, WrongPagesAreRefused) {
  TestStore world;
  LeadService service(*world.store, world.clock);
  v1::ListLeadsRequest request;
  request.set_page_size(-1);
  EXPECT_THAT(service.ListLeads(kAnalyst, request), HasCode(Code::kInvalidArgument));
  request.set_page_size(1);
  request.set_page_token("deadbeef");
  EXPECT_THAT(service.ListLeads(kAnalyst, request), IsError(Code::kInvalidArgument, "page_token"));
}

TEST(LeadService, ShowsALeadMaskedWithSpansWhereTheWordsAre) {
  TestStore world;
  std::string id = world.AddLead(1, 0.9);
  LeadService service(*world.store, world.clock);
  v1::GetLeadRequest request;
  request.set_name("leads/" + id.substr(0, 6));
  Result<v1::Lead> lead = service.GetLead(kAnalyst, request);
  ASSERT_THAT(lead, IsOk());
  EXPECT_THAT(lead->ad().text(), HasSubstr("[phone +380 #"));
  EXPECT_THAT(lead->DebugString(), Not(HasSubstr("123 45 67")));
  EXPECT_EQ(lead->hits(0).spans(0).end(), std::string("Паспорт").size());
  const v1::Fact& fact = lead->ad().facts(0);
  EXPECT_EQ(lead->ad().text().substr(fact.span().begin(), fact.span().end() - fact.span().begin()),
            fact.value());
  EXPECT_EQ(world.LastAudit().action(), "GET");
  request.set_name("leads/ffffffffffffffffffff");
  EXPECT_THAT(service.GetLead(kAnalyst, request), HasCode(Code::kNotFound));
}

TEST(LeadService, ContactsAreShownForAReasonWhichIsLogged) {
  TestStore world;
  std::string id = world.AddLead(1, 0.9);
  LeadService service(*world.store, world.clock);
  v1::RevealContactsRequest request;
  request.set_name("leads/" + id);
  uint64_t before = world.store->VerifyAudit()->entries;
  EXPECT_THAT(service.RevealContacts(kAnalyst, request), HasCode(Code::kPermissionDenied));
  EXPECT_EQ(world.store->VerifyAudit()->entries, before);
  Result<v1::RevealContactsResponse> revealed = service.RevealContacts(kWithReason, request);
  ASSERT_THAT(revealed, IsOk());
  EXPECT_EQ(revealed->contacts(0).value(), "+380671234567");
  stored::v1::AuditEntry entry = world.LastAudit();
  EXPECT_EQ(entry.action(), "REVEAL");
  EXPECT_EQ(entry.resource(), "leads/" + id);
  EXPECT_EQ(entry.purpose(), "case 12");
  EXPECT_EQ(entry.principal(), "local:analyst");
}

TEST(LeadService, AVerdictIsAPersonsAndStaysOverTheNextSighting) {
  TestStore world;
  std::string id = world.AddLead(1, 0.9);
  LeadService service(*world.store, world.clock);
  v1::RecordVerdictRequest request;
  request.set_name("leads/" + id);
  request.set_verdict(v1::Lead::VERDICT_RELEVANT);
  EXPECT_THAT(service.RecordVerdict(kAnalyst, request), IsError(Code::kInvalidArgument, "reason"));
  request.set_reason("seen before");
  request.add_wrong_rules("t.other");
  EXPECT_THAT(service.RecordVerdict(kAnalyst, request), IsError(Code::kInvalidArgument, "t.other"));
  request.set_wrong_rules(0, "t.kept");
  Result<v1::Lead> lead = service.RecordVerdict(kAnalyst, request);
  ASSERT_THAT(lead, IsOk());
  EXPECT_EQ(lead->verdict_by(), "local:analyst");
  EXPECT_EQ(lead->state(), v1::Lead::STATE_IN_TRIAGE);
  request.set_etag("stale");
  EXPECT_THAT(service.RecordVerdict(kAnalyst, request), HasCode(Code::kAborted));
  EXPECT_THAT(world.store->VerifyAudit(), IsOk());
}

TEST(LeadService, StatesMoveOnlyAlongTheArrows) {
  TestStore world;
  std::string id = world.AddLead(1, 0.9);
  LeadService service(*world.store, world.clock);
  auto move = [&](v1::Lead::State state, const char* reason) {
    v1::TransitionLeadRequest request;
    request.set_name("leads/" + id);
    request.set_target_state(state);
    request.set_reason(reason);
    return service.TransitionLead(kAnalyst, request).status();
  };
  EXPECT_THAT(move(v1::Lead::STATE_UNSPECIFIED, ""), HasCode(Code::kInvalidArgument));
  EXPECT_THAT(move(v1::Lead::STATE_RESOLVED, "done"),
              IsError(Code::kFailedPrecondition, "IN_TRIAGE, DISMISSED"));
  EXPECT_THAT(move(v1::Lead::STATE_DISMISSED, ""), IsError(Code::kInvalidArgument, "reason"));
  EXPECT_THAT(move(v1::Lead::STATE_IN_TRIAGE, ""), IsOk());
  EXPECT_THAT(move(v1::Lead::STATE_IN_PROGRESS, ""), IsOk());
  EXPECT_THAT(move(v1::Lead::STATE_REFERRED, "to another body"),
              IsError(Code::kFailedPrecondition, "verdict"));
  v1::RecordVerdictRequest verdict;
  verdict.set_name(id);
  verdict.set_verdict(v1::Lead::VERDICT_RELEVANT);
  verdict.set_reason("seen before");
  ASSERT_THAT(service.RecordVerdict(kAnalyst, verdict), IsOk());
  EXPECT_THAT(move(v1::Lead::STATE_REFERRED, "to another body"), IsOk());
  EXPECT_THAT(move(v1::Lead::STATE_IN_TRIAGE, "came back"), IsOk());
}

}  // namespace
}  // namespace varta
