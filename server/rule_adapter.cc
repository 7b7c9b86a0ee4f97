// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/rule_adapter.h"

#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <functional>
#include <mutex>

#include "server/access.h"
#include "server/grpc_status.h"
#include "server/workers.h"
#include "varta/v1/rule_service.grpc.pb.h"

namespace varta {
namespace {

// Runs a long call on a thread of its own and sends its progress, if the client has taken the one
// before, and then its report.
template <typename Response, typename Report>
class ReportReactor final : public grpc::ServerWriteReactor<Response> {
 public:
  using Work = std::function<Result<Report>(const RuleService::Progress&)>;

  static grpc::ServerWriteReactor<Response>* Start(Workers& workers, Work work) {
    auto reactor = std::make_shared<ReportReactor>();
    reactor->self_ = reactor;  // until OnDone; the thread holds it as long as it works
    const bool taken = workers.Run([reactor, work = std::move(work)] {
      reactor->End(work([&](int64_t ads) { return reactor->Tell(ads); }));
    });
    if (!taken) {
      reactor->Finish(ToGrpc(Status(
          Code::kUnavailable,
          "the server has as many long calls of this kind as it may; try again in a minute")));
    }
    return reactor.get();
  }
  void OnWriteDone(bool ok) override {
    std::unique_lock lock(mutex_);
    writing_ = false;
    gone_ = gone_ || !ok;
    written_.notify_all();
    if (!last_) return;
    lock.unlock();
    this->Finish(ok ? grpc::Status::OK
                    : grpc::Status(grpc::StatusCode::CANCELLED, "the client went away"));
  }
  void OnCancel() override {
    std::lock_guard lock(mutex_);
    gone_ = true;
  }
  void OnDone() override { const auto last = std::move(self_); }

 private:
  bool Tell(int64_t ads) {
    std::unique_lock lock(mutex_);
    if (gone_ || writing_) return !gone_;
    sent_.mutable_progress()->set_ads(ads);
    writing_ = true;
    lock.unlock();
    this->StartWrite(&sent_);
    return true;
  }
  void End(Result<Report> report) {
    std::unique_lock lock(mutex_);
    written_.wait(lock, [this] { return !writing_; });
    if (!report.ok()) {
      lock.unlock();
      return this->Finish(ToGrpc(report.status()));
    }
    sent_.mutable_report()->Swap(&*report);
    writing_ = last_ = true;
    lock.unlock();
    this->StartWrite(&sent_);
  }

  std::shared_ptr<ReportReactor> self_;
  std::mutex mutex_;
  std::condition_variable written_;
  Response sent_;                                       // belongs to gRPC while `writing_`
  bool writing_ = false, last_ = false, gone_ = false;  // guarded by mutex_
};

class RuleAdapter final : public v1::RuleService::CallbackService {
 public:
  explicit RuleAdapter(RuleService& service) : service_(service) {}
  grpc::ServerWriteReactor<v1::BacktestResponse>* Backtest(grpc::CallbackServerContext* c,
                                                           const v1::BacktestRequest* q) override {
    return ReportReactor<v1::BacktestResponse, v1::BacktestReport>::Start(
        workers_, [this, caller = Identify(*c), request = *q](const auto& progress) {
          return service_.Backtest(caller, request, progress);
        });
  }
  grpc::ServerWriteReactor<v1::GetRuleStatsResponse>* GetRuleStats(
      grpc::CallbackServerContext* c, const v1::GetRuleStatsRequest* q) override {
    return ReportReactor<v1::GetRuleStatsResponse, v1::RuleStatsReport>::Start(
        workers_, [this, caller = Identify(*c), request = *q](const auto& progress) {
          return service_.GetRuleStats(caller, request, progress);
        });
  }
  grpc::ServerWriteReactor<v1::SuggestRulesResponse>* SuggestRules(
      grpc::CallbackServerContext* c, const v1::SuggestRulesRequest* q) override {
    return ReportReactor<v1::SuggestRulesResponse, v1::SuggestRulesReport>::Start(
        workers_, [this, caller = Identify(*c), request = *q](const auto& progress) {
          return service_.SuggestRules(caller, request, progress);
        });
  }
  grpc::ServerWriteReactor<v1::RescreenResponse>* Rescreen(grpc::CallbackServerContext* c,
                                                           const v1::RescreenRequest* q) override {
    return ReportReactor<v1::RescreenResponse, v1::RescreenReport>::Start(
        workers_, [this, caller = Identify(*c), request = *q](const auto& progress) {
          return service_.Rescreen(caller, request, progress);
        });
  }

 private:
  RuleService& service_;
  Workers workers_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeRuleAdapter(RuleService& service) {
  return std::make_unique<RuleAdapter>(service);
}

}  // namespace varta
