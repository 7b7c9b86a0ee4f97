// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/sweeper.h"

#include <algorithm>
#include <mutex>
#include <stop_token>

#include "base/log.h"
#include "sweep/ad_purge.h"
#include "sweep/convert.h"
#include "sweep/finish_notice.h"
#include "sweep/inspection.h"
#include "sweep/source_check.h"
#include "sweep/sweep_run.h"
#include "sweep/why.h"

namespace varta {
namespace {

constexpr std::chrono::hours kResumeWithin{24};  // an older broken sweep is history, not work

std::string IdOf(std::string_view name) { return std::string(name.substr(name.rfind('/') + 1)); }

// "20261122-033000"
std::string NewId(Time now) {
  std::string text = FormatTime(now);
  return text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2) + "-" + text.substr(11, 2) +
         text.substr(14, 2) + text.substr(17, 2);
}

}  // namespace

class Sweeper::Impl {
 public:
  Impl(const Config& config, Store& store, ScreenerLoader& screener, const Clock& clock,
       ResourceProbe resources)
      : config_(config),
        store_(store),
        screener_(screener),
        clock_(clock),
        resources_(std::move(resources)),
        notice_(config),
        purger_(config, store, clock) {
    MarkInterrupted();
  }

  void HurryNotices(Duration limit) {
    purger_.Hurry();
    notice_.Hurry(limit);
  }

  void PurgeAds() { purger_.Ask(); }

  Result<v1::Sweep> Start(const std::vector<std::string>& ids, std::string_view principal,
                          const SweepOutputs& outputs) {
    std::lock_guard lock(mutex_);
    if (run_ && !run_->finished()) {
      return Status(
          Code::kFailedPrecondition,
          run_->Snapshot().name() +
              " is running; wait for it (`varta sweeps show`) or stop it (`varta sweeps stop`)");
    }
    Result<std::shared_ptr<const Screener>> screener = screener_.Get();
    if (!screener.ok()) return screener.status();
    v1::Sweep record;
    Result<std::vector<Source>> chosen = Choose(ids, &record);
    if (!chosen.ok()) return chosen.status();
    if (!TakeUp(*chosen, &record)) {
      if (Status cleared = store_.ClearQueue(); !cleared.ok()) return cleared;
      record.set_name("sweeps/" + UnusedId());
      *record.mutable_start_time() = ToProto(clock_.Now());
    }
    Describe(*chosen, **screener, &record);
    AuditEvent event{std::string(principal), "SWEEP", record.name(), "", "started"};
    if (Status put = store_.PutSweep(record, &event); !put.ok()) return put;
    Result<std::unique_ptr<SweepRun>> run =
        SweepRun::Start(config_, store_, screener_, clock_, record, std::move(*chosen),
                        std::string(principal), outputs,
                        {[this](const v1::Sweep& sweep) {
                           notice_.Send(sweep);
                           purger_.Ask();
                         },
                         resources_});
    if (!run.ok()) return run.status();
    run_ = std::move(*run);
    return run_->Snapshot();
  }

  Result<v1::Sweep> Stop(std::string_view id) {
    std::shared_ptr<SweepRun> run = RunOf(id);
    if (Result<v1::Sweep> known = Get(id); !known.ok()) return known;
    if (run == nullptr || run->finished())
      return Status(Code::kFailedPrecondition,
                    "that sweep is not running; `varta sweeps list` shows which is");
    run->Stop();
    return run->Snapshot();
  }

  Result<v1::Sweep> Get(std::string_view id) const {
    if (auto run = RunOf(id)) return run->Snapshot();
    return store_.GetSweep(IdOf(id));
  }

  Result<v1::Sweep> Wait(std::string_view id, uint64_t* version, Duration wait) const {
    std::shared_ptr<SweepRun> run = RunOf(id);
    if (run == nullptr) return store_.GetSweep(IdOf(id));
    *version = run->WaitForChange(*version, wait);
    return run->Snapshot();
  }

  bool running() const {
    std::lock_guard lock(mutex_);
    return run_ && !run_->finished();
  }

  Result<v1::CheckSourceResponse> Check(std::string_view id) const {
    Result<std::vector<Source>> sources = LoadSources(config_);
    if (!sources.ok()) return sources.status();
    for (const Source& source : *sources) {
      if (source.id == id) {
        return CheckSource(config_, source, clock_, Rests(), asking_.get_token());
      }
    }
    return Unknown(id);
  }

  Result<v1::Inspection> Inspect(const v1::InspectPageRequest& request,
                                 const Masker& masker) const {
    Result<std::vector<Source>> sources = LoadSources(config_);
    if (!sources.ok()) return sources.status();
    Result<std::shared_ptr<const Screener>> screener = screener_.Get();
    if (!screener.ok()) return screener.status();
    return InspectPage(config_, *sources, **screener, masker, clock_, request, Rests(),
                       asking_.get_token());
  }

  void StopAsking() { asking_.request_stop(); }

  Result<std::vector<Source>> Sources() const { return LoadSources(config_); }

  Result<v1::UrlExplanation> Why(std::string_view url) const {
    Result<std::vector<Source>> sources = LoadSources(config_);
    if (!sources.ok()) return sources.status();
    return ExplainUrl(config_, *sources, store_, clock_.Now(), url);
  }

 private:
  // What the sweeps, also the running one, wrote down of each host, and will.
  HostRests Rests() const {
    return {.known =
                [this](const Origin& origin) {
                  const auto row = store_.GetHost(origin.ToString());
                  return row.ok() && *row ? FromProto((*row)->rest_until_time()) : Time();
                },
            .asked =
                [this](const Origin& origin, Time until) {
                  if (const auto run = RunOf("latest")) run->LeaveAlone(origin, until);
                  // What cannot be written down holds for the running sweep all the same.
                  static_cast<void>(store_.NoteRest(origin.ToString(), until));
                }};
  }

  Status Unknown(std::string_view id) const {
    return Status(Code::kNotFound, "no source '" + std::string(id) + "' in " + config_.sources_dir +
                                       "; `varta sources list` shows those there are");
  }

  // This process's newest sweep, if `id` names it. How it ended is known here even if the disk was
  // too full to write it down.
  std::shared_ptr<SweepRun> RunOf(std::string_view id) const {
    std::lock_guard lock(mutex_);
    if (!run_) return nullptr;
    std::string name = run_->Snapshot().name();
    return IdOf(id) == IdOf(name) || IdOf(id) == "latest" ? run_ : nullptr;
  }

  Result<std::vector<Source>> Choose(const std::vector<std::string>& ids, v1::Sweep* record) const {
    Result<std::vector<Source>> sources = LoadSources(config_);
    if (!sources.ok()) return sources.status();
    for (const std::string& id : ids) {
      auto named = [&](const Source& source) { return source.id == id; };
      if (std::none_of(sources->begin(), sources->end(), named)) return Unknown(id);
    }
    std::vector<Source> chosen;
    for (Source& source : *sources) {
      if (!ids.empty() && std::find(ids.begin(), ids.end(), source.id) == ids.end()) continue;
      std::string why = WhyNotSwept(source, clock_.Now());
      if (why.empty()) {
        chosen.push_back(std::move(source));
      } else {
        record->add_skipped_sources(source.id + ": " + why);
      }
    }
    if (!chosen.empty()) return chosen;
    std::string message = "no source may be swept";
    for (const std::string& skipped : record->skipped_sources()) message += "; " + skipped;
    if (record->skipped_sources().empty())
      message += ": there is no source file in " + config_.sources_dir;
    return Status(Code::kFailedPrecondition, message);
  }

  // Goes on with the newest sweep if a dead process left it and it read the same sources.
  bool TakeUp(const std::vector<Source>& chosen, v1::Sweep* record) const {
    Result<v1::Sweep> latest = store_.GetSweep("latest");
    if (!latest.ok() || latest->state() != v1::Sweep::STATE_INTERRUPTED) return false;
    if (clock_.Now() - FromProto(latest->start_time()) > kResumeWithin) return false;
    std::vector<std::string> ids;
    for (const Source& source : chosen) ids.push_back(source.id);
    if (!std::equal(ids.begin(), ids.end(), latest->sources().begin(), latest->sources().end()))
      return false;
    record->set_name(latest->name());
    *record->mutable_start_time() = latest->start_time();
    return true;
  }

  void Describe(const std::vector<Source>& chosen, const Screener& screener,
                v1::Sweep* record) const {
    record->set_state(v1::Sweep::STATE_RUNNING);
    for (const Source& source : chosen) record->add_sources(source.id);
    for (std::string& pack : PacksOf(screener)) record->add_packs(std::move(pack));
    record->set_model(screener.model().name());
    for (const std::string& network : config_.allow_networks) record->add_allowed_networks(network);
  }

  std::string UnusedId() const {
    std::string id = NewId(clock_.Now());
    for (int i = 2; store_.GetSweep(id).ok(); ++i)
      id = NewId(clock_.Now()) + "-" + std::to_string(i);
    return id;
  }

  void MarkInterrupted() {
    Result<v1::Sweep> latest = store_.GetSweep("latest");
    if (!latest.ok() || latest->state() != v1::Sweep::STATE_RUNNING) return;
    latest->set_state(v1::Sweep::STATE_INTERRUPTED);
    AuditEvent event{"varta", "SWEEP", latest->name(), "",
                     "interrupted: the process that ran it is gone"};
    if (Status put = store_.PutSweep(*latest, &event); !put.ok()) {
      Log(LogLevel::kError, "sweep_record_not_written",
          {{"sweep", latest->name()}, {"error", put.message()}});
    }
  }

  // Constant after construction.
  const Config& config_;
  Store& store_;
  ScreenerLoader& screener_;
  const Clock& clock_;
  const ResourceProbe resources_;

  std::stop_source asking_;  // locks for itself
  FinishNotice notice_;      // locks for itself; outlives the runs
  AdPurger purger_;          // likewise

  mutable std::mutex mutex_;
  std::shared_ptr<SweepRun> run_;  // guarded by mutex_; the newest, perhaps finished
};

Sweeper::Sweeper(const Config& config, Store& store, ScreenerLoader& screener, const Clock& clock,
                 ResourceProbe resources)
    : impl_(std::make_unique<Impl>(config, store, screener, clock, std::move(resources))) {}
Sweeper::~Sweeper() = default;

void Sweeper::HurryNotices(Duration limit) { impl_->HurryNotices(limit); }

Result<v1::Sweep> Sweeper::Start(const std::vector<std::string>& ids, std::string_view principal,
                                 const SweepOutputs& outputs) {
  return impl_->Start(ids, principal, outputs);
}
Result<v1::Sweep> Sweeper::Stop(std::string_view id) { return impl_->Stop(id); }
Result<v1::Sweep> Sweeper::Get(std::string_view id) const { return impl_->Get(id); }
Result<v1::Sweep> Sweeper::Wait(std::string_view id, uint64_t* version, Duration wait) const {
  return impl_->Wait(id, version, wait);
}
bool Sweeper::running() const { return impl_->running(); }
Result<v1::CheckSourceResponse> Sweeper::Check(std::string_view id) const {
  return impl_->Check(id);
}
Result<v1::Inspection> Sweeper::Inspect(const v1::InspectPageRequest& request,
                                        const Masker& masker) const {
  return impl_->Inspect(request, masker);
}
void Sweeper::StopAsking() { impl_->StopAsking(); }
void Sweeper::PurgeAds() { impl_->PurgeAds(); }
Result<v1::UrlExplanation> Sweeper::Why(std::string_view url) const { return impl_->Why(url); }
Result<std::vector<Source>> Sweeper::Sources() const { return impl_->Sources(); }

}  // namespace varta
