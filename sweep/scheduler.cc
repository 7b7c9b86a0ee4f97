// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/scheduler.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/log.h"
#include "sweep/convert.h"

namespace varta {
namespace {

constexpr Duration kLongestPause{60'000};
constexpr Duration kWhileItRuns{1'000};  // its end is seen so soon
constexpr std::chrono::hours kPurgeEvery{24};
constexpr char kPrincipal[] = "schedule";

stored::v1::PlanRow ToRow(const PlanRecord& record) {
  stored::v1::PlanRow row;
  *row.mutable_settled_time() = ToProto(record.settled);
  row.set_begun(record.begun);
  row.set_resumes(record.resumes);
  if (record.anew) *row.mutable_anew_time() = ToProto(*record.anew);
  return row;
}

PlanRecord FromRow(const stored::v1::PlanRow& row) {
  PlanRecord record{.settled = FromProto(row.settled_time()),
                    .begun = row.begun(),
                    .resumes = row.resumes(),
                    .anew = {}};
  if (row.has_anew_time()) record.anew = FromProto(row.anew_time());
  return record;
}

Status Put(Store& store, const PlanRecords& records) {
  Store::PlanRows rows;
  for (const auto& [id, record] : records) rows.emplace(id, ToRow(record));
  return store.PutPlan(rows);
}

std::string Joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ",") + id;
  return text;
}

int64_t SteadyMillis() {
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Result<std::unique_ptr<Scheduler>> Scheduler::Create(Sweeper& sweeper, Store& store,
                                                     const Clock& clock) {
  Result<Store::PlanRows> rows = store.GetPlan();
  if (!rows.ok()) return rows.status();
  PlanRecords records;
  for (const auto& [id, row] : *rows) records.emplace(id, FromRow(row));
  return std::unique_ptr<Scheduler>(new Scheduler(sweeper, store, clock, std::move(records)));
}

Duration Scheduler::Look() {
  const Time now = clock_.Now();
  if (!purged_ || now - *purged_ >= kPurgeEvery) {
    purged_ = now;
    sweeper_.PurgeAds();
  }
  if (!RecordEnd()) return kLongestPause;
  const bool running = sweeper_.running();
  // While one runs there is a look each second, and nothing can begin: the files may wait.
  if (!running || sources_.empty()) ReadSources(now);
  Plan plan = MakePlan(sources_, records_, running, now);
  if (!Begin(plan)) return kLongestPause;
  next_.clear();
  for (const PlannedSource& source : sources_) {
    const PlanRecord& record = records_[source.id];
    const Time next = source.schedule.NextAfter(record.anew.value_or(record.settled));
    if (next != Time::max()) next_.push_back({source.id, next});
  }
  std::stable_sort(next_.begin(), next_.end(),
                   [](const auto& a, const auto& b) { return a.planned < b.planned; });
  SayWhatIsNext();
  const Duration again = std::clamp(plan.look_again, Duration(1), kLongestPause);
  return running || !begun_.empty() ? std::min(again, kWhileItRuns) : again;
}

// False: it ended and that could not be written; what is due must wait.
bool Scheduler::RecordEnd() {
  if (begun_.empty()) return true;
  if (sweeper_.running()) {
    // Perhaps somebody started another since.
    const Result<v1::Sweep> newest = sweeper_.Get("latest");
    if (newest.ok() && newest->name() == sweep_) return true;
  }
  PlanRecords ended;
  for (const std::string& id : begun_) ended[id] = Ended(records_[id]);
  if (Status put = Put(store_, ended); !put.ok()) {
    Complain("plan_not_written", put.message());
    return false;
  }
  for (auto& [id, record] : ended) records_[id] = record;
  begun_.clear();
  said_.clear();
  return true;
}

void Scheduler::ReadSources(Time now) {
  Result<std::vector<Source>> all = sweeper_.Sources();
  if (!all.ok()) {
    Complain("sources_not_read", all.status().message());
    return;
  }
  sources_.clear();
  std::vector<std::string> expired;
  for (const Source& source : *all) {
    if (!source.every) continue;
    const std::string why = WhyNotSwept(source, now);
    if (why.empty()) {
      sources_.push_back({source.id, *source.every});
    } else if (source.enabled) {
      expired.push_back(source.id);
      if (std::find(expired_.begin(), expired_.end(), source.id) == expired_.end())
        Log(LogLevel::kWarn, "source_not_swept", {{"source", source.id}, {"why", why}});
    }
  }
  expired_ = std::move(expired);
}

// False: what is due could not begin because the disk refuses.
bool Scheduler::Begin(const Plan& plan) {
  if (Status put = Put(store_, plan.changed); !put.ok()) {
    Complain("plan_not_written", put.message());
    return false;
  }
  PlanRecords before;
  for (const auto& [id, record] : plan.changed) {
    if (const auto known = records_.find(id); known != records_.end()) before.insert(*known);
    records_[id] = record;
  }
  if (plan.starts.empty()) return true;
  std::vector<std::string> ids;
  for (const PlannedStart& start : plan.starts) ids.push_back(start.id);
  // Named too, so that the ledger says that they are skipped, and why.
  std::vector<std::string> all = ids;
  all.insert(all.end(), expired_.begin(), expired_.end());
  Result<v1::Sweep> sweep = sweeper_.Start(all, kPrincipal);
  if (!sweep.ok()) {
    // Stays due.
    if (Status put = Put(store_, before); !put.ok()) Complain("plan_not_written", put.message());
    for (const auto& [id, record] : before) records_[id] = record;
    Complain("planned_sweep_not_begun", sweep.status().message());
    return true;
  }
  complaint_.clear();
  begun_ = std::move(ids);
  sweep_ = sweep->name();
  Log(LogLevel::kInfo, "planned_sweep_begun",
      {{"sweep", sweep_},
       {"sources", Joined(begun_)},
       {"planned", FormatTime(plan.starts.front().planned)},
       {"resumed", plan.starts.front().resumed ? "yes" : "no"}});
  return true;
}

void Scheduler::SayWhatIsNext() {
  const std::string text =
      next_.empty() ? "none" : next_.front().id + " " + FormatTime(next_.front().planned);
  if (text == said_) return;
  said_ = text;
  if (next_.empty()) {
    Log(LogLevel::kInfo, "nothing_planned",
        {{"why", "no source that may be swept has an every; see varta sources list"}});
    return;
  }
  Log(LogLevel::kInfo, "planned_next",
      {{"source", next_.front().id},
       {"time", FormatTime(next_.front().planned)},
       {"planned_sources", std::to_string(next_.size())}});
}

void Scheduler::Complain(std::string_view event, const std::string& error) {
  std::string complaint = std::string(event) + error;
  if (complaint == complaint_) return;
  complaint_ = std::move(complaint);
  Log(LogLevel::kError, event, {{"error", error}});
}

SchedulerThread::SchedulerThread(std::unique_ptr<Scheduler> scheduler)
    : scheduler_(std::move(scheduler)), looked_(SteadyMillis()) {
  thread_ = std::jthread([this](std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
      const Duration wait = scheduler_->Look();
      looked_ = SteadyMillis();
      wake.wait_for(lock, stop, wait, [] { return false; });
    }
  });
}

SchedulerThread::~SchedulerThread() = default;

Duration SchedulerThread::SinceLastLook() const { return Duration(SteadyMillis() - looked_); }

}  // namespace varta
