// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/audit_service.h"

#include <gmock/gmock.h>

#include "base/digest.h"
#include "server/lead_service.h"
#include "tests/server/test_store.h"

namespace varta {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const Caller kAuditor{"local:iryna", "yearly review"};

// A lead that olena looked at, judged (knowing the beginning of its id only) and revealed.
struct Watched {
  TestStore world;
  std::string id = world.AddLead(1, 0.9);
  AuditService service{*world.store};

  Watched() {
    const Caller olena{"local:olena", "case 12"};
    LeadService leads(*world.store, world.clock);
    v1::GetLeadRequest get;
    get.set_name(id);
    EXPECT_THAT(leads.GetLead(olena, get), IsOk());
    v1::RecordVerdictRequest verdict;
    verdict.set_name(id.substr(0, 6));
    verdict.set_verdict(v1::Lead::VERDICT_UNCLEAR);
    verdict.set_reason("too little to say");
    EXPECT_THAT(leads.RecordVerdict(olena, verdict), IsOk());
    v1::RevealContactsRequest reveal;
    reveal.set_name(id);
    EXPECT_THAT(leads.RevealContacts(olena, reveal), IsOk());
  }

  // The actions that are listed, in order; the error's message if there is one.
  std::string List(const std::function<void(v1::ListAuditEventsRequest&)>& set) {
    v1::ListAuditEventsRequest request;
    set(request);
    auto response = service.ListAuditEvents(kAuditor, request);
    if (!response.ok()) return response.status().message();
    std::string actions;
    for (const v1::AuditEvent& event : response->events()) actions += event.action() + " ";
    return actions;
  }
};

TEST(AuditService, ShowsWhoDidWhatWhenAndWhy) {
  Watched watched;
  v1::ListAuditEventsRequest request;
  auto response = watched.service.ListAuditEvents(kAuditor, request);
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->events_size(), 4);
  const v1::AuditEvent& newest = response->events(0);
  EXPECT_EQ(newest.index(), 3u);
  EXPECT_EQ(newest.principal(), "local:olena");
  EXPECT_EQ(newest.action(), "REVEAL");
  EXPECT_EQ(newest.resource(), "leads/" + watched.id);
  EXPECT_EQ(newest.purpose(), "case 12");
  EXPECT_EQ(newest.hash().size(), 64u);
  EXPECT_EQ(response->events(1).resource(), "leads/" + watched.id);  // not its beginning
  EXPECT_THAT(response->DebugString(), Not(HasSubstr("671234567")));
}

TEST(AuditService, ReadingItIsAnEntry) {
  Watched watched;
  watched.List([](auto& request) { request.mutable_filter()->set_principal("olena"); });
  const stored::v1::AuditEntry entry = watched.world.LastAudit();
  EXPECT_EQ(entry.principal(), "local:iryna");
  EXPECT_EQ(entry.action(), "AUDIT");
  EXPECT_EQ(entry.resource(), "audit");
  EXPECT_EQ(entry.purpose(), "yearly review");
  EXPECT_EQ(entry.detail(), "principal olena; 3 shown");
}

TEST(AuditService, Filters) {
  Watched watched;
  const auto filtered = [&](const std::function<void(v1::AuditFilter&)>& set) {
    return watched.List([&](auto& request) { set(*request.mutable_filter()); });
  };
  EXPECT_EQ(filtered([](auto& f) { f.set_action("reveal"); }), "REVEAL ");
  EXPECT_EQ(filtered([&](auto& f) { f.set_subject(watched.id.substr(0, 6)); }),
            "REVEAL VERDICT GET COLLECT ");
  EXPECT_EQ(filtered([&](auto& f) { f.set_subject("leads/" + watched.id); }),
            "REVEAL VERDICT GET COLLECT ");
  EXPECT_EQ(filtered([](auto& f) { f.set_subject("sweeps/1"); }), "");
  EXPECT_THAT(filtered([](auto& f) { f.set_action("reveall"); }),
              AllOf(HasSubstr("no 'reveall'"), HasSubstr("REVEAL")));
  EXPECT_THAT(filtered([](auto& f) { f.set_subject("3f"); }), HasSubstr("too short"));
  EXPECT_EQ(watched.List([](auto& request) {
    request.set_oldest_first(true);
    request.set_page_size(2);
  }),
            "COLLECT GET ");
}

TEST(AuditService, PagesHaveNoGapsThoughEachIsAnEntry) {
  Watched watched;
  v1::ListAuditEventsRequest request;
  request.set_page_size(1);
  std::vector<uint64_t> found;
  do {
    auto response = watched.service.ListAuditEvents(kAuditor, request);
    ASSERT_THAT(response, IsOk());
    ASSERT_EQ(response->events_size(), 1);
    found.push_back(response->events(0).index());
    request.set_page_token(response->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(found, (std::vector<uint64_t>{3, 2, 1, 0}));
  request.set_page_token("deadbeef");
  EXPECT_THAT(watched.service.ListAuditEvents(kAuditor, request),
              IsError(Code::kInvalidArgument, "page_token"));
}

TEST(AuditService, VerifiesTheChainAndWhatWasNotedOfIt) {
  Watched watched;
  const auto verify = [&](uint64_t count, const std::string& hash) {
    v1::VerifyAuditLogRequest request;
    request.set_noted_count(count);
    request.set_noted_hash(hash);
    return watched.service.VerifyAuditLog(kAuditor, request);
  };
  auto noted = verify(0, "");
  ASSERT_THAT(noted, IsOk());
  EXPECT_EQ(noted->problem(), "");
  EXPECT_EQ(noted->count(), 4u);
  EXPECT_EQ(noted->last_hash(), Hex(watched.world.LastAudit().hash()));
  EXPECT_EQ(verify(0, "")->count(), 4u);  // no entry of its own
  watched.List([](auto&) {});
  EXPECT_EQ(verify(noted->count(), noted->last_hash())->problem(), "");
  EXPECT_THAT(verify(3, noted->last_hash())->problem(), HasSubstr("audit entry 2 is not the one"));
  EXPECT_THAT(verify(99, noted->last_hash())->problem(), HasSubstr("made anew"));
  EXPECT_THAT(verify(4, "9f86"), IsError(Code::kInvalidArgument, "noted_hash"));
}

}  // namespace
}  // namespace varta
