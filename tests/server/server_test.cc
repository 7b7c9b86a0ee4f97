// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The adapters and the doors: over a Unix socket, as a client meets them.
#include "server/server.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <sys/stat.h>

#include <thread>

#include "base/digest.h"
#include "tests/server/test_store.h"
#include "varta/v1/evidence_service.grpc.pb.h"
#include "varta/v1/lead_service.grpc.pb.h"
#include "varta/v1/rule_service.grpc.pb.h"
#include "varta/v1/screen_service.grpc.pb.h"
#include "varta/v1/sweep_service.grpc.pb.h"

namespace varta {
namespace {

struct Served {
  TestStore world;
  Config config;
  ScreenerLoader screener{"", Config().lead_threshold};
  std::unique_ptr<Sweeper> sweeper;
  std::unique_ptr<Services> services;
  std::unique_ptr<Server> server;
  std::shared_ptr<grpc::Channel> channel;

  Served() {
    config.data_dir = world.dir.File("data");
    config.sources_dir = world.dir.File("sources");
    config.socket = world.dir.File("v.sock");
    sweeper = std::make_unique<Sweeper>(config, *world.store, screener, world.clock);
    services = std::make_unique<Services>(*world.store, *sweeper, screener, world.clock);
    auto started = Server::Start(*services, config);
    EXPECT_THAT(started, IsOk());
    server = std::move(*started);
    channel = grpc::CreateChannel("unix:" + config.socket, grpc::InsecureChannelCredentials());
  }

  void Judge(const std::string& id) {
    v1::RecordVerdictRequest verdict;
    verdict.set_name(id);
    verdict.set_verdict(v1::Lead::VERDICT_RELEVANT);
    verdict.set_reason("seen before");
    ASSERT_THAT(services->leads.RecordVerdict({"local:olena", ""}, verdict), IsOk());
  }
};

TEST(Server, AnswersOnASocketThatOnlyItsOwnerMayOpen) {
  Served served;
  struct stat info {};
  ASSERT_EQ(stat(served.config.socket.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  std::string id = served.world.AddLead(1, 0.9);
  auto stub = v1::LeadService::NewStub(served.channel);
  grpc::ClientContext context;
  context.AddMetadata("x-varta-user", "olena");
  v1::GetLeadRequest request;
  request.set_name("leads/" + id);
  v1::Lead lead;
  ASSERT_TRUE(stub->GetLead(&context, request, &lead).ok());
  EXPECT_EQ(lead.name(), "leads/" + id);
  EXPECT_EQ(served.world.LastAudit().principal(), "local:olena");
}

TEST(Server, ErrorsCarryTheirCodeAndTheNextStep) {
  Served served;
  auto stub = v1::LeadService::NewStub(served.channel);
  grpc::ClientContext context;
  v1::RevealContactsRequest request;
  request.set_name("leads/000000");
  v1::RevealContactsResponse response;
  grpc::Status status = stub->RevealContacts(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_THAT(status.error_message(), testing::HasSubstr("--reason"));
}

TEST(Server, EvidenceComesInChunksThatMakeTheWhole) {
  Served served;
  std::string id = served.world.AddLead(1, 0.9);
  std::string name = served.world.store->GetLead(id)->evidence(0);
  auto stub = v1::EvidenceService::NewStub(served.channel);
  {
    grpc::ClientContext context;
    context.AddMetadata("x-purpose", "case 12");
    v1::DownloadEvidenceRequest request;
    request.set_name(name);
    const grpc::Status unjudged = stub->DownloadEvidence(&context, request)->Finish();
    EXPECT_EQ(unjudged.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
    EXPECT_THAT(unjudged.error_message(), testing::HasSubstr("only after a person's verdict"));
    EXPECT_NE(served.world.LastAudit().action(), "DOWNLOAD");
  }
  served.Judge(id);
  for (int64_t offset : {int64_t{0}, int64_t{300'000}, int64_t{600'001}}) {
    SCOPED_TRACE(offset);
    grpc::ClientContext context;
    context.AddMetadata("x-purpose-bin", "справа 12");
    v1::DownloadEvidenceRequest request;
    request.set_name(name);
    request.set_offset(offset);
    auto reader = stub->DownloadEvidence(&context, request);
    std::string body, sha256;
    for (v1::DownloadEvidenceResponse chunk; reader->Read(&chunk);) {
      EXPECT_LE(chunk.data().size(), 256u * 1024);
      body += chunk.data();
      sha256 = chunk.sha256();
    }
    ASSERT_TRUE(reader->Finish().ok());
    EXPECT_EQ(body.size(), 600'001u - static_cast<size_t>(offset));
    EXPECT_EQ(sha256.size(), 64u);
    EXPECT_EQ(served.world.LastAudit().action(), "DOWNLOAD");
    EXPECT_EQ(served.world.LastAudit().purpose(), "справа 12");
  }
  grpc::ClientContext context;
  v1::DownloadEvidenceRequest request;
  request.set_name(name);
  auto reader = stub->DownloadEvidence(&context, request);
  v1::DownloadEvidenceResponse chunk;
  EXPECT_FALSE(reader->Read(&chunk));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::PERMISSION_DENIED);
}

TEST(Server, AnExportComesInPiecesThatMakeTheFile) {
  Served served;
  std::string id = served.world.AddLead(1, 0.9);
  served.Judge(id);
  auto stub = v1::EvidenceService::NewStub(served.channel);
  v1::ExportEvidenceRequest request;
  request.add_leads(id);
  {
    grpc::ClientContext context;
    EXPECT_EQ(stub->ExportEvidence(&context, request)->Finish().error_code(),
              grpc::StatusCode::PERMISSION_DENIED);
  }
  grpc::ClientContext context;
  context.AddMetadata("x-purpose-bin", "справа 12");
  auto reader = stub->ExportEvidence(&context, request);
  std::string file;
  v1::ExportEvidenceResponse chunk;
  while (reader->Read(&chunk)) {
    EXPECT_LE(chunk.data().size(), 256u * 1024);
    file += chunk.data();
  }
  ASSERT_TRUE(reader->Finish().ok());
  EXPECT_EQ(chunk.totals().captures(), 1);
  EXPECT_EQ(chunk.totals().bytes(), static_cast<int64_t>(file.size()));
  EXPECT_EQ(chunk.totals().sha256(), Hex(Sha256(file)));
  EXPECT_EQ(served.world.LastAudit().action(), "EXPORT");
  EXPECT_EQ(served.world.LastAudit().purpose(), "справа 12");
}

TEST(Server, AWatchOfAFinishedSweepSendsItOnceAndEnds) {
  Served served;
  v1::Sweep sweep;
  sweep.set_name("sweeps/20261122-033000");
  sweep.set_state(v1::Sweep::STATE_SUCCEEDED);
  ASSERT_THAT(served.world.store->PutSweep(sweep, nullptr), IsOk());
  auto stub = v1::SweepService::NewStub(served.channel);
  grpc::ClientContext context;
  v1::WatchSweepRequest request;
  request.set_name("sweeps/latest");
  auto reader = stub->WatchSweep(&context, request);
  v1::WatchSweepResponse response;
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.sweep().name(), sweep.name());
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_TRUE(reader->Finish().ok());
  grpc::ClientContext other;
  request.set_name("sweeps/none");
  EXPECT_EQ(stub->WatchSweep(&other, request)->Finish().error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST(Server, ADocumentIsScreenedMaskedAndKeptIfAsked) {
  Served served;
  auto stub = v1::ScreenService::NewStub(served.channel);
  v1::ScreenDocumentRequest request;
  request.mutable_document()->set_id("d1");
  request.mutable_document()->set_content_type("text/plain; charset=utf-8");
  request.mutable_document()->set_body(
      "Продам велосипед у гарному стані, дзвоніть 067 123 45 67 у будь-який час.");
  request.set_store(true);
  grpc::ClientContext context;
  v1::Screened screened;
  ASSERT_TRUE(stub->ScreenDocument(&context, request, &screened).ok());
  EXPECT_EQ(screened.id(), "d1");
  EXPECT_FALSE(screened.lead());
  EXPECT_EQ(screened.lead_name(), "");
  EXPECT_THAT(screened.DebugString(), testing::Not(testing::HasSubstr("123 45 67")));
}

TEST(Server, ABacktestEndsWithItsReport) {
  Served served;
  served.world.AddLead(1, 0.7);
  auto stub = v1::RuleService::NewStub(served.channel);
  const auto fill = [](const std::string& word, v1::RuleChoice* version) {
    v1::RulePackFile* manifest = version->add_files();
    manifest->set_pack("t");
    manifest->set_name("pack.yaml");
    manifest->set_content(
        "name: t\nversion: 1.0.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [desk]\n");
    v1::RulePackFile* rules = version->add_files();
    rules->set_pack("t");
    rules->set_name("a.yaml");
    rules->set_content(
        "- id: t.a\n  title: {uk: Знак, en: Sign}\n  status: draft\n  indicator: J1\n"
        "  forms: [LABOUR]\n  evidence: S\n  references: ['x']\n  match: {any: ['" +
        word + "']}\n  weight: 1\n  why: {uk: Так, en: So}\n  hit: [а, б]\n  miss: [в, г]\n");
  };
  v1::BacktestRequest request;
  fill("<паспорт", request.mutable_old_version());
  fill("<диплом", request.mutable_new_version());
  const auto last = [&](v1::BacktestResponse* response) {
    grpc::ClientContext context;
    auto reader = stub->Backtest(&context, request);
    while (reader->Read(response)) {
    }
    return reader->Finish();
  };
  v1::BacktestResponse response;
  const grpc::Status status = last(&response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_TRUE(response.has_report());
  EXPECT_EQ(response.report().looked_at().leads(), 1);
  ASSERT_EQ(response.report().rules_size(), 1);
  EXPECT_EQ(response.report().rules(0).no_longer_hit().unjudged(), 1);
  EXPECT_THAT(response.DebugString(), testing::Not(testing::HasSubstr("123 45 67")));
  EXPECT_EQ(served.world.LastAudit().action(), "BACKTEST");
  fill("(", request.mutable_new_version());
  EXPECT_EQ(last(&response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST(Server, DoorsThatCannotBeOpenedSayWhy) {
  Served served;
  Config config = served.config;
  config.socket = "/tmp/" + std::string(200, 'x');
  EXPECT_THAT(Server::Start(*served.services, config), IsError(Code::kInvalidArgument, "socket"));
  config.socket = served.world.dir.File("other.sock");
  config.socket_group = "no-such-group-here";
  EXPECT_THAT(Server::Start(*served.services, config),
              IsError(Code::kInvalidArgument, "no-such-group-here"));
  config.socket_group.clear();
  config.listen = "127.0.0.1:0";
  config.tls_certificate = served.world.dir.File("none.pem");
  EXPECT_THAT(Server::Start(*served.services, config), IsError(Code::kInvalidArgument, "none.pem"));
}

}  // namespace
}  // namespace varta
