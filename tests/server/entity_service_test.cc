// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/entity_service.h"

#include <gmock/gmock.h>

#include "sweep/links.h"
#include "tests/server/test_store.h"

namespace varta {
namespace {

using testing::HasSubstr;
using testing::Not;

const Caller kLooker{"local:analyst", ""};
const Caller kLookerWithReason{"local:analyst", "case 12"};

class EntityServiceTest : public testing::Test {
 protected:
  EntityServiceTest() : service_(*world_.store, world_.clock) {
    lead_ = world_.AddLead(1, 0.9);
    // Seen once more, now by somebody who minds links.
    Linker linker(world_.store->ViewLinks());
    PageResult page;
    page.leads_still_there = {lead_};
    EXPECT_THAT(world_.store->Commit(
                    {&page, 1}, "test",
                    StepOf(linker, [](std::string_view) { return v1::SOURCE_KIND_JOB_BOARD; })),
                IsOk());
  }

  v1::LookupEntitiesResponse::Result Lookup(const std::string& value) {
    v1::LookupEntitiesRequest request;
    request.add_values(value);
    auto response = service_.LookupEntities(kLooker, request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->results(0) : v1::LookupEntitiesResponse::Result();
  }

  TestStore world_;
  EntityService service_;
  std::string lead_;
};

TEST_F(EntityServiceTest, LooksUpWhatAPersonTypesAndMasksIt) {
  for (const char* typed : {"067 123-45-67", "+380671234567", "0671234567"}) {
    SCOPED_TRACE(typed);
    const auto result = Lookup(typed);
    ASSERT_EQ(result.entities_size(), 1);
    EXPECT_THAT(result.entities(0).DebugString(), Not(HasSubstr("671234567")));
    EXPECT_EQ(result.entities(0).ads(0), "leads/" + lead_);
  }
  const auto first = Lookup("0671234567").entities(0);
  EXPECT_EQ(Lookup(first.label()).entities(0).name(), first.name());
  EXPECT_EQ(Lookup(first.label().substr(first.label().find('#'), 7)).entities_size(), 1);
  EXPECT_EQ(Lookup("+380931112233").entities_size(), 0);
  EXPECT_EQ(Lookup(lead_.substr(0, 6)).names(0), "leads/" + lead_);
  EXPECT_EQ(world_.LastAudit().action(), "LIST");
  EXPECT_THAT(world_.LastAudit().detail(), Not(HasSubstr("671234567")));
}

TEST_F(EntityServiceTest, RevealsWithAReasonOnlyAndSaysSoInTheLog) {
  v1::RevealEntityRequest request;
  request.set_name(Lookup("0671234567").entities(0).name());
  EXPECT_EQ(service_.RevealEntity(kLooker, request).status().code(), Code::kPermissionDenied);
  auto revealed = service_.RevealEntity(kLookerWithReason, request);
  ASSERT_THAT(revealed, IsOk());
  EXPECT_EQ(revealed->value(), "+380671234567");
  EXPECT_EQ(world_.LastAudit().action(), "REVEAL");
  EXPECT_EQ(world_.LastAudit().purpose(), "case 12");
}

TEST_F(EntityServiceTest, RefusesWhatIsTooMuchOrWithoutAReason) {
  v1::ExploreGraphRequest explore;
  EXPECT_EQ(service_.ExploreGraph(kLooker, explore).status().code(), Code::kInvalidArgument);
  explore.add_roots(lead_);
  explore.set_depth(4);
  EXPECT_EQ(service_.ExploreGraph(kLooker, explore).status().code(), Code::kInvalidArgument);
  explore.set_depth(3);
  explore.set_max_nodes(2001);
  EXPECT_EQ(service_.ExploreGraph(kLooker, explore).status().code(), Code::kInvalidArgument);
  explore.set_max_nodes(2000);
  EXPECT_THAT(service_.ExploreGraph(kLooker, explore), IsOk());
  v1::JudgeLinkRequest judge;
  judge.set_from(lead_);
  judge.set_to(Lookup("0671234567").entities(0).name());
  judge.set_judgement(v1::Link::JUDGEMENT_REJECTED);
  EXPECT_EQ(service_.JudgeLink(kLooker, judge).status().code(), Code::kInvalidArgument);
  judge.set_reason("the site's own number");
  auto link = service_.JudgeLink(kLooker, judge);
  ASSERT_THAT(link, IsOk());
  EXPECT_EQ(link->judged_by(), "local:analyst");
  EXPECT_EQ(world_.LastAudit().action(), "JUDGE");
  v1::ListAlertsRequest alerts;
  EXPECT_THAT(service_.ListAlerts(kLooker, alerts), IsOk());
  alerts.set_kind("sightings");
  EXPECT_EQ(service_.ListAlerts(kLooker, alerts).status().code(), Code::kInvalidArgument);
}

TEST_F(EntityServiceTest, AnAnalystsWordOnAContactHolds) {
  v1::UpdateEntityRequest request;
  request.set_name(Lookup("0671234567").entities(0).name());
  request.set_generic(true);
  EXPECT_EQ(service_.UpdateEntity(kLooker, request).status().code(), Code::kInvalidArgument);
  request.set_reason("a call centre");
  auto entity = service_.UpdateEntity(kLooker, request);
  ASSERT_THAT(entity, IsOk());
  EXPECT_TRUE(entity->generic());
  EXPECT_THAT(entity->generic_because(), HasSubstr("analyst"));
}

}  // namespace
}  // namespace varta
