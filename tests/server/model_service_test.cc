// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/model_service.h"

#include <gmock/gmock.h>

#include "tests/server/test_store.h"

namespace varta {
namespace {

using testing::HasSubstr;

std::string ModelText(const std::string& name) {
  return "varta-model 1\nname: " + name + "\ninput: ads\ntogether: 1\n[overall]\n-2\tbias\n";
}

class ModelServiceTest : public testing::Test {
 protected:
  Result<v1::ModelVersion> Activate(const std::string& name, const std::string& reason = "why") {
    v1::ActivateModelRequest request;
    request.set_file(ModelText(name));
    return service_.ActivateModel({"local:olena", reason}, request);
  }
  std::string RollBack() {
    Result<v1::ModelVersion> version = service_.RollbackModel({"local:ira", "too many"}, {});
    return version.ok() ? version->name() : "error: " + version.status().message();
  }

  TestStore world_;
  ScreenerLoader screener_{"", 0.5};
  ModelService service_{*world_.store, screener_, world_.dir.File("data")};
};

TEST_F(ModelServiceTest, ActivationNeedsAReasonAndIsInTheAuditLog) {
  EXPECT_EQ(Activate("a 1", "").status().code(), Code::kPermissionDenied);
  const Result<v1::ModelVersion> version = Activate("a 1", "fewer false alarms");
  ASSERT_THAT(version, IsOk());
  EXPECT_EQ(version->name(), "a 1");
  const auto entry = world_.LastAudit();
  EXPECT_EQ(entry.action(), "MODEL");
  EXPECT_EQ(entry.principal(), "local:olena");
  EXPECT_EQ(entry.purpose(), "fewer false alarms");
  EXPECT_EQ(entry.resource(), "models/" + version->sha256());
  EXPECT_THAT(entry.detail(), HasSubstr("before it shipped"));
  v1::GetModelRequest get;
  EXPECT_EQ(service_.GetModel({"local:olena", ""}, get)->file(), ModelText("a 1"));
  get.set_sha256(version->sha256().substr(0, 8));
  EXPECT_EQ(service_.GetModel({"local:olena", ""}, get)->file(), ModelText("a 1"));
  get.set_sha256("shipped");
  EXPECT_THAT(service_.GetModel({"local:olena", ""}, get)->file(), HasSubstr("Not trained"));
}

TEST_F(ModelServiceTest, RollbackGoesBackStepByStep) {
  EXPECT_THAT(RollBack(), HasSubstr("no other model was active"));
  ASSERT_THAT(Activate("a 1"), IsOk());
  ASSERT_THAT(Activate("b 1"), IsOk());
  EXPECT_EQ(RollBack(), "a 1");
  ASSERT_THAT(Activate("c 1"), IsOk());
  EXPECT_EQ(RollBack(), "a 1");
  EXPECT_EQ(RollBack(), Model::Shipped().name());
  EXPECT_THAT(RollBack(), HasSubstr("no other model was active"));
  const auto history = service_.ListModels({"local:ira", ""}, {});
  ASSERT_THAT(history, IsOk());
  ASSERT_EQ(history->models_size(), 6);
  EXPECT_TRUE(history->models(0).active());
  EXPECT_FALSE(history->models(1).active());
  EXPECT_EQ(history->models(5).name(), "a 1");
  EXPECT_EQ(history->models(0).purpose(), "too many");
}

TEST_F(ModelServiceTest, WhatIsNoModelOfAdsChangesNothing) {
  v1::ActivateModelRequest request;
  EXPECT_EQ(service_.ActivateModel({"local:olena", "why"}, request).status().code(),
            Code::kInvalidArgument);
  request.set_file("nonsense");
  EXPECT_EQ(service_.ActivateModel({"local:olena", "why"}, request).status().code(),
            Code::kInvalidArgument);
  EXPECT_EQ(service_.ListModels({"local:ira", ""}, {})->models_size(), 0);
}

}  // namespace
}  // namespace varta
