// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/adapters.h"

#include <grpcpp/alarm.h>
#include <grpcpp/grpcpp.h>

#include <algorithm>

#include "server/access.h"
#include "server/grpc_status.h"
#include "server/requests.h"
#include "server/rule_adapter.h"
#include "server/workers.h"
#include "varta/v1/audit_service.grpc.pb.h"
#include "varta/v1/entity_service.grpc.pb.h"
#include "varta/v1/evidence_service.grpc.pb.h"
#include "varta/v1/lead_service.grpc.pb.h"
#include "varta/v1/model_service.grpc.pb.h"
#include "varta/v1/rule_pack_service.grpc.pb.h"
#include "varta/v1/screen_service.grpc.pb.h"
#include "varta/v1/sweep_service.grpc.pb.h"

namespace varta {
namespace {

constexpr size_t kChunk = 256 * 1024;
constexpr std::chrono::milliseconds kWatchEvery{500};

using Context = grpc::CallbackServerContext;
using Unary = grpc::ServerUnaryReactor;

template <typename Service, typename Request, typename Response>
Unary* Call(Context* context, Service& service,
            Result<Response> (Service::*method)(const Caller&, const Request&),
            const Request* request, Response* response) {
  Unary* reactor = context->DefaultReactor();
  Result<Response> result = (service.*method)(Identify(*context), *request);
  if (result.ok()) response->Swap(&*result);
  reactor->Finish(ToGrpc(result.status()));
  return reactor;
}

// The same on a thread of its own, for a method that waits for other machines or reads a whole log.
template <typename Service, typename Request, typename Response>
Unary* CallAside(Workers& workers, Context* context, Service& service,
                 Result<Response> (Service::*method)(const Caller&, const Request&),
                 const Request* request, Response* response) {
  Unary* reactor = context->DefaultReactor();
  const bool taken = workers.Run([=, &service] {
    Result<Response> result = (service.*method)(Identify(*context), *request);
    if (result.ok()) response->Swap(&*result);
    reactor->Finish(ToGrpc(result.status()));
  });
  if (!taken) {
    reactor->Finish(ToGrpc(
        Status(Code::kUnavailable,
               "the server has as many long calls of this kind as it may; try again in a minute")));
  }
  return reactor;
}

class LeadAdapter final : public v1::LeadService::CallbackService {
 public:
  explicit LeadAdapter(LeadService& service) : service_(service) {}
  Unary* ListUnscoredAds(Context* c, const v1::ListUnscoredAdsRequest* q,
                         v1::ListUnscoredAdsResponse* r) override {
    return Call(c, service_, &LeadService::ListUnscoredAds, q, r);
  }
  Unary* ListLeads(Context* c, const v1::ListLeadsRequest* q, v1::ListLeadsResponse* r) override {
    return Call(c, service_, &LeadService::ListLeads, q, r);
  }
  Unary* GetLead(Context* c, const v1::GetLeadRequest* q, v1::Lead* r) override {
    return Call(c, service_, &LeadService::GetLead, q, r);
  }
  Unary* RevealContacts(Context* c, const v1::RevealContactsRequest* q,
                        v1::RevealContactsResponse* r) override {
    return Call(c, service_, &LeadService::RevealContacts, q, r);
  }
  Unary* TransitionLead(Context* c, const v1::TransitionLeadRequest* q, v1::Lead* r) override {
    return Call(c, service_, &LeadService::TransitionLead, q, r);
  }
  Unary* RecordVerdict(Context* c, const v1::RecordVerdictRequest* q, v1::Lead* r) override {
    return Call(c, service_, &LeadService::RecordVerdict, q, r);
  }

 private:
  LeadService& service_;
};

// Sends a body in chunks, one write after the other.
class DownloadReactor final : public grpc::ServerWriteReactor<v1::DownloadEvidenceResponse> {
 public:
  explicit DownloadReactor(Result<EvidenceService::Download> download)
      : download_(std::move(download)) {
    if (!download_.ok()) {
      Finish(ToGrpc(download_.status()));
    } else {
      Next();
    }
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status(grpc::StatusCode::CANCELLED, "the client went away"));
    if (chunk_.sha256().empty()) return Next();
    Finish(grpc::Status::OK);
  }
  void OnDone() override { delete this; }

 private:
  void Next() {
    size_t offset = static_cast<size_t>(download_->offset);
    size_t size = std::min(kChunk, download_->body.size() - offset);
    chunk_.set_offset(download_->offset);
    chunk_.set_data(download_->body.substr(offset, size));
    download_->offset += static_cast<int64_t>(size);
    if (static_cast<size_t>(download_->offset) == download_->body.size())
      chunk_.set_sha256(download_->evidence.sha256());
    StartWrite(&chunk_);
  }

  Result<EvidenceService::Download> download_;
  v1::DownloadEvidenceResponse chunk_;
};

// Sends an export piece by piece; it is made as the client takes it, one capture in memory.
class ExportReactor final : public grpc::ServerWriteReactor<v1::ExportEvidenceResponse> {
 public:
  explicit ExportReactor(Result<EvidenceExport> made) : export_(std::move(made)) {
    if (!export_.ok()) {
      Finish(ToGrpc(export_.status()));
    } else {
      Next();
    }
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status(grpc::StatusCode::CANCELLED, "the client went away"));
    if (chunk_.has_totals()) return Finish(grpc::Status::OK);
    Next();
  }
  void OnDone() override { delete this; }

 private:
  void Next() {
    chunk_.Clear();
    if (sent_ == piece_.size()) {
      Result<std::optional<std::string>> piece = export_->Next();
      if (!piece.ok()) return Finish(ToGrpc(piece.status()));
      sent_ = 0;
      piece_ = piece->value_or("");
      if (!*piece) AddTotals(chunk_.mutable_totals());
    }
    chunk_.set_data(piece_.substr(sent_, kChunk));
    sent_ += chunk_.data().size();
    StartWrite(&chunk_);
  }
  void AddTotals(v1::ExportEvidenceResponse::Totals* totals) const {
    totals->set_leads(export_->totals().leads);
    totals->set_captures(export_->totals().captures);
    totals->set_records(export_->totals().records);
    totals->set_bytes(export_->totals().bytes);
    totals->set_sha256(export_->sha256());
  }

  Result<EvidenceExport> export_;
  std::string piece_;
  size_t sent_ = 0;  // of piece_
  v1::ExportEvidenceResponse chunk_;
};

class EvidenceAdapter final : public v1::EvidenceService::CallbackService {
 public:
  explicit EvidenceAdapter(EvidenceService& service) : service_(service) {}
  Unary* GetEvidence(Context* c, const v1::GetEvidenceRequest* q, v1::Evidence* r) override {
    return Call(c, service_, &EvidenceService::GetEvidence, q, r);
  }
  grpc::ServerWriteReactor<v1::DownloadEvidenceResponse>* DownloadEvidence(
      Context* c, const v1::DownloadEvidenceRequest* q) override {
    return new DownloadReactor(
        service_.DownloadEvidence(Identify(*c), *q));  // deletes itself in OnDone
  }
  grpc::ServerWriteReactor<v1::ExportEvidenceResponse>* ExportEvidence(
      Context* c, const v1::ExportEvidenceRequest* q) override {
    return new ExportReactor(service_.ExportEvidence(Identify(*c), *q));  // likewise
  }

 private:
  EvidenceService& service_;
};

// Looks at the sweep twice a second, by an alarm: no thread waits. Sends what changed, and the end.
class WatchReactor final : public grpc::ServerWriteReactor<v1::WatchSweepResponse> {
 public:
  WatchReactor(Sweeper& sweeper, Result<std::string> id) : sweeper_(sweeper), id_(std::move(id)) {
    if (!id_.ok()) {
      Finish(ToGrpc(id_.status()));
    } else {
      Look();
    }
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status(grpc::StatusCode::CANCELLED, "the client went away"));
    if (sent_.sweep().state() != v1::Sweep::STATE_RUNNING) return Finish(grpc::Status::OK);
    Rest();
  }
  void OnCancel() override { alarm_.Cancel(); }
  void OnDone() override { delete this; }

 private:
  void Rest() {
    alarm_.Set(std::chrono::system_clock::now() + kWatchEvery, [this](bool ok) {
      if (!ok) return Finish(grpc::Status(grpc::StatusCode::CANCELLED, "the watch was ended"));
      Look();
    });
  }
  void Look() {
    Result<v1::Sweep> sweep = sweeper_.Get(*id_);
    if (!sweep.ok()) return Finish(ToGrpc(sweep.status()));
    if (sent_.has_sweep() && sweep->SerializeAsString() == sent_.sweep().SerializeAsString())
      return Rest();
    if (*id_ == "latest") id_ = sweep->name().substr(sweep->name().find('/') + 1);
    *sent_.mutable_sweep() = std::move(*sweep);
    StartWrite(&sent_);
  }

  Sweeper& sweeper_;
  Result<std::string> id_;
  v1::WatchSweepResponse sent_;
  grpc::Alarm alarm_;
};

class SweepAdapter final : public v1::SweepService::CallbackService {
 public:
  SweepAdapter(SweepService& service, Sweeper& sweeper) : service_(service), sweeper_(sweeper) {}
  Unary* ListSources(Context* c, const v1::ListSourcesRequest* q,
                     v1::ListSourcesResponse* r) override {
    return Call(c, service_, &SweepService::ListSources, q, r);
  }
  Unary* CheckSource(Context* c, const v1::CheckSourceRequest* q,
                     v1::CheckSourceResponse* r) override {
    return CallAside(workers_, c, service_, &SweepService::CheckSource, q, r);
  }
  Unary* InspectPage(Context* c, const v1::InspectPageRequest* q, v1::Inspection* r) override {
    return CallAside(workers_, c, service_, &SweepService::InspectPage, q, r);
  }
  Unary* ExplainUrl(Context* c, const v1::ExplainUrlRequest* q, v1::UrlExplanation* r) override {
    return Call(c, service_, &SweepService::ExplainUrl, q, r);
  }
  Unary* StartSweep(Context* c, const v1::StartSweepRequest* q, v1::Sweep* r) override {
    return Call(c, service_, &SweepService::StartSweep, q, r);
  }
  Unary* StopSweep(Context* c, const v1::StopSweepRequest* q, v1::Sweep* r) override {
    return Call(c, service_, &SweepService::StopSweep, q, r);
  }
  Unary* GetSweep(Context* c, const v1::GetSweepRequest* q, v1::Sweep* r) override {
    return Call(c, service_, &SweepService::GetSweep, q, r);
  }
  Unary* ListSweeps(Context* c, const v1::ListSweepsRequest* q,
                    v1::ListSweepsResponse* r) override {
    return Call(c, service_, &SweepService::ListSweeps, q, r);
  }
  grpc::ServerWriteReactor<v1::WatchSweepResponse>* WatchSweep(
      Context*, const v1::WatchSweepRequest* q) override {
    return new WatchReactor(sweeper_,
                            IdFromName(q->name(), "sweeps/"));  // deletes itself in OnDone
  }

 private:
  SweepService& service_;
  Sweeper& sweeper_;
  Workers workers_;
};

class ScreenAdapter final : public v1::ScreenService::CallbackService {
 public:
  explicit ScreenAdapter(ScreenService& service) : service_(service) {}
  Unary* ScreenDocument(Context* c, const v1::ScreenDocumentRequest* q, v1::Screened* r) override {
    return Call(c, service_, &ScreenService::ScreenDocument, q, r);
  }

 private:
  ScreenService& service_;
};

class EntityAdapter final : public v1::EntityService::CallbackService {
 public:
  explicit EntityAdapter(EntityService& service) : service_(service) {}
  Unary* LookupEntities(Context* c, const v1::LookupEntitiesRequest* q,
                        v1::LookupEntitiesResponse* r) override {
    return Call(c, service_, &EntityService::LookupEntities, q, r);
  }
  Unary* GetEntity(Context* c, const v1::GetEntityRequest* q, v1::Entity* r) override {
    return Call(c, service_, &EntityService::GetEntity, q, r);
  }
  Unary* RevealEntity(Context* c, const v1::RevealEntityRequest* q,
                      v1::RevealEntityResponse* r) override {
    return Call(c, service_, &EntityService::RevealEntity, q, r);
  }
  Unary* UpdateEntity(Context* c, const v1::UpdateEntityRequest* q, v1::Entity* r) override {
    return Call(c, service_, &EntityService::UpdateEntity, q, r);
  }
  Unary* GetCluster(Context* c, const v1::GetClusterRequest* q, v1::Cluster* r) override {
    return Call(c, service_, &EntityService::GetCluster, q, r);
  }
  Unary* ExploreGraph(Context* c, const v1::ExploreGraphRequest* q,
                      v1::ExploreGraphResponse* r) override {
    return CallAside(workers_, c, service_, &EntityService::ExploreGraph, q, r);
  }
  Unary* JudgeLink(Context* c, const v1::JudgeLinkRequest* q, v1::Link* r) override {
    return Call(c, service_, &EntityService::JudgeLink, q, r);
  }
  Unary* ListAlerts(Context* c, const v1::ListAlertsRequest* q,
                    v1::ListAlertsResponse* r) override {
    return Call(c, service_, &EntityService::ListAlerts, q, r);
  }

 private:
  EntityService& service_;
  Workers workers_;
};

class AuditAdapter final : public v1::AuditService::CallbackService {
 public:
  explicit AuditAdapter(AuditService& service) : service_(service) {}
  Unary* ListAuditEvents(Context* c, const v1::ListAuditEventsRequest* q,
                         v1::ListAuditEventsResponse* r) override {
    return CallAside(workers_, c, service_, &AuditService::ListAuditEvents, q, r);
  }
  Unary* VerifyAuditLog(Context* c, const v1::VerifyAuditLogRequest* q,
                        v1::VerifyAuditLogResponse* r) override {
    return CallAside(workers_, c, service_, &AuditService::VerifyAuditLog, q, r);
  }

 private:
  AuditService& service_;
  Workers workers_;
};

class RulePackAdapter final : public v1::RulePackService::CallbackService {
 public:
  explicit RulePackAdapter(RulePackService& service) : service_(service) {}
  Unary* ActivateRules(Context* c, const v1::ActivateRulesRequest* q,
                       v1::RuleActivation* r) override {
    return CallAside(workers_, c, service_, &RulePackService::ActivateRules, q, r);
  }
  Unary* RollbackRules(Context* c, const v1::RollbackRulesRequest* q,
                       v1::RuleActivation* r) override {
    return CallAside(workers_, c, service_, &RulePackService::RollbackRules, q, r);
  }
  Unary* ListRuleActivations(Context* c, const v1::ListRuleActivationsRequest* q,
                             v1::ListRuleActivationsResponse* r) override {
    return Call(c, service_, &RulePackService::ListRuleActivations, q, r);
  }
  Unary* GetRuleVersion(Context* c, const v1::GetRuleVersionRequest* q,
                        v1::RuleVersion* r) override {
    return Call(c, service_, &RulePackService::GetRuleVersion, q, r);
  }

 private:
  RulePackService& service_;
  Workers workers_;
};

class ModelAdapter final : public v1::ModelService::CallbackService {
 public:
  explicit ModelAdapter(ModelService& service) : service_(service) {}
  Unary* ActivateModel(Context* c, const v1::ActivateModelRequest* q,
                       v1::ModelVersion* r) override {
    return CallAside(workers_, c, service_, &ModelService::ActivateModel, q, r);
  }
  Unary* RollbackModel(Context* c, const v1::RollbackModelRequest* q,
                       v1::ModelVersion* r) override {
    return CallAside(workers_, c, service_, &ModelService::RollbackModel, q, r);
  }
  Unary* ListModels(Context* c, const v1::ListModelsRequest* q,
                    v1::ListModelsResponse* r) override {
    return CallAside(workers_, c, service_, &ModelService::ListModels, q, r);
  }
  Unary* GetModel(Context* c, const v1::GetModelRequest* q, v1::ModelFile* r) override {
    return Call(c, service_, &ModelService::GetModel, q, r);
  }

 private:
  ModelService& service_;
  Workers workers_;
};

}  // namespace

std::vector<std::unique_ptr<grpc::Service>> MakeAdapters(Services& services) {
  std::vector<std::unique_ptr<grpc::Service>> adapters;
  adapters.push_back(std::make_unique<LeadAdapter>(services.leads));
  adapters.push_back(std::make_unique<EvidenceAdapter>(services.evidence));
  adapters.push_back(std::make_unique<SweepAdapter>(services.sweeps, services.sweeper));
  adapters.push_back(std::make_unique<ScreenAdapter>(services.screen));
  adapters.push_back(std::make_unique<AuditAdapter>(services.audit));
  adapters.push_back(std::make_unique<RulePackAdapter>(services.rule_packs));
  adapters.push_back(std::make_unique<EntityAdapter>(services.entities));
  adapters.push_back(std::make_unique<ModelAdapter>(services.models));
  adapters.push_back(MakeRuleAdapter(services.rules));
  return adapters;
}

}  // namespace varta
