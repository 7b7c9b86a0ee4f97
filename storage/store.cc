// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/store.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "storage/ad_store.h"
#include "storage/audit.h"
#include "storage/check.h"
#include "storage/data_folder.h"
#include "storage/database.h"
#include "storage/evidence_store.h"
#include "storage/frontier_store.h"
#include "storage/judgement.h"
#include "storage/lead_query.h"
#include "storage/lead_store.h"
#include "storage/link_purge.h"
#include "storage/open_database.h"
#include "storage/rule_store.h"
#include "storage/sighting.h"
#include "storage/sweep_store.h"
#include "storage/timestamps.h"
#include "storage/unscored.h"

namespace varta {

class Store::Impl {
 public:
  Impl(const Clock& c, DataFolder f, std::string key, std::unique_ptr<Database> d, std::string note)
      : clock(c),
        folder(std::move(f)),
        contact_key(std::move(key)),
        recovery_note(std::move(note)),
        database(std::move(d)) {}

  // Constant after Open().
  const Clock& clock;
  const DataFolder folder;  // its lock is given back last
  const std::string contact_key, recovery_note;
  const std::unique_ptr<Database> database;  // for any thread, but written to only with `writing`
  std::mutex writing;

  mutable std::mutex timing;
  CommitTimes times;  // guarded by timing
};

namespace {

// Adds how long it lived.
class Stopwatch {
 public:
  Stopwatch(std::mutex& mutex, CommitTimes& times) : mutex_(mutex), times_(times) {}
  ~Stopwatch() {
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    const auto limit =
        std::lower_bound(CommitTimes::kLimits.begin(), CommitTimes::kLimits.end(), seconds);
    std::lock_guard lock(mutex_);
    ++times_.counts[static_cast<size_t>(limit - CommitTimes::kLimits.begin())];
    times_.sum += seconds;
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  std::mutex& mutex_;
  CommitTimes& times_;
  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::Open(const Options& options, const Clock& clock) {
  Time now = clock.Now();
  Result<DataFolder> folder = DataFolder::Take(options.dir, options.create);
  if (!folder.ok()) return folder.status();
  Result<std::string> key = folder->ContactKey();
  if (!key.ok()) return key.status();
  Result<OpenedDatabase> opened = OpenDatabase(*folder, options, now);
  if (!opened.ok()) return opened.status();
  return std::unique_ptr<Store>(
      new Store(std::make_unique<Impl>(clock, *std::move(folder), *std::move(key),
                                       std::move(opened->database), std::move(opened->note))));
}

const std::string& Store::recovery_note() const { return impl_->recovery_note; }
const std::string& Store::contact_key() const { return impl_->contact_key; }

Result<std::vector<Committed>> Store::Commit(std::span<const PageResult> pages,
                                             std::string_view principal, const LinkStep& link) {
  Stopwatch stopwatch(impl_->timing, impl_->times);
  std::lock_guard lock(impl_->writing);
  Time now = impl_->clock.Now();
  Batch batch(*impl_->database);
  std::vector<Committed> all;
  LinkBatch links(batch, impl_->contact_key);
  const LinkedBatch linked{batch, links, link, impl_->contact_key, principal, now};
  for (const PageResult& page : pages) {
    if (page.url) {
      Status put = PutUrl(batch, *page.url);
      if (!put.ok()) return put;
    }
    for (const stored::v1::UrlRow& row : page.discovered) {
      Status put = PutDiscovered(batch, row, now);
      if (!put.ok()) return put;
    }
    for (const stored::v1::UrlRow& row : page.fresh) PutFresh(batch, row, now);
    for (const LeadSighting& sighting : page.leads) {
      Result<Committed> put = PutSighting(batch, sighting, impl_->contact_key, principal, now);
      if (!put.ok()) return put.status();
      Status step = PutLinked(linked, {.id = put->lead_id,
                                       .source = sighting.provenance.source(),
                                       .source_kind = sighting.source_kind,
                                       .seen = SightingTime(sighting, now),
                                       .lead = true,
                                       .ad = &sighting.ad,
                                       .hits = &sighting.hits,
                                       .score = &sighting.score});
      if (!step.ok()) return step;
      all.push_back(*std::move(put));
    }
    const Time seen =
        page.url && page.url->has_fetch_time() ? FromTimestamp(page.url->fetch_time()) : now;
    for (const std::string& id : page.leads_still_there) {
      Status put = PutStillThere(batch, id, seen).status();
      if (put.ok()) put = PutLinked(linked, {.id = id, .seen = seen, .lead = true});
      if (!put.ok()) return put;
    }
    for (const auto* vanished : {&page.leads_vanished, &page.ads_vanished}) {
      for (const std::string& id : *vanished) {
        Status put = PutVanished(batch, id, seen, page.vanished_because, principal, now);
        if (!put.ok()) return put;
      }
    }
    for (const AdSighting& sighting : page.ads) {
      Result<bool> kept = PutAd(batch, sighting, impl_->contact_key, now);
      Status put = kept.status();
      if (put.ok() && !*kept && !sighting.no_lead_because.empty())
        put = PutSeenAsNoLead(batch, sighting, impl_->contact_key, principal, now);
      const v1::Provenance& from = sighting.provenance;
      const std::string id = LeadId(from.source(), sighting.ad.key());
      // It may have been kept until the configuration said otherwise.
      if (put.ok() && link && !sighting.keep_text)
        put = PurgeLinks(batch, impl_->database->Now(), {&id, 1});
      if (put.ok()) {
        put = PutLinked(linked,
                        {.id = id,
                         .source = from.source(),
                         .source_kind = sighting.source_kind,
                         .seen = from.has_fetch_time() ? FromTimestamp(from.fetch_time()) : now,
                         .ad = &sighting.ad,
                         .keep_facts = sighting.keep_text,
                         .hits = &sighting.hits,
                         .score = &sighting.score});
      }
      if (!put.ok()) return put;
    }
    for (const std::string& id : page.ads_still_there) {
      Result<bool> found = PutAdStillThere(batch, id, seen);
      if (found.ok() && !*found) found = PutStillThere(batch, id, seen);
      Status put = found.status();
      if (put.ok()) put = PutLinked(linked, {.id = id, .seen = seen});
      if (!put.ok()) return put;
    }
    for (const stored::v1::HostRow& host : page.hosts) PutHost(batch, host);
    for (const auto& [origin, robots] : page.robots) PutRobots(batch, origin, robots);
  }
  Status written = impl_->database->Write(batch);
  if (!written.ok()) return written;
  return all;
}

Result<std::optional<stored::v1::UrlRow>> Store::GetUrl(std::string_view source,
                                                        std::string_view url) const {
  return ReadUrl(impl_->database->Now(), source, url);
}

Result<std::vector<stored::v1::UrlRow>> Store::ReadQueue(std::string_view origin,
                                                         const QueuePlace& from,
                                                         size_t count) const {
  return varta::ReadQueue(impl_->database->Now(), origin, from, count);
}

Status Store::ClearQueue() {
  std::lock_guard lock(impl_->writing);
  return varta::ClearQueue(*impl_->database);
}

Result<std::optional<stored::v1::HostRow>> Store::GetHost(std::string_view origin) const {
  return ReadHost(impl_->database->Now(), origin);
}

Status Store::NoteRest(const std::string& origin, Time until) {
  std::lock_guard lock(impl_->writing);
  const auto known = ReadHost(impl_->database->Now(), origin);
  if (!known.ok()) return known.status();
  stored::v1::HostRow row = known->value_or(stored::v1::HostRow());
  if (FromTimestamp(row.rest_until_time()) >= until) return Status();
  row.set_origin(origin);
  *row.mutable_rest_until_time() = ToTimestamp(until);
  Batch batch(*impl_->database);
  PutHost(batch, row);
  return impl_->database->Write(batch);
}

Result<std::optional<stored::v1::RobotsRow>> Store::GetRobots(std::string_view origin) const {
  return ReadRobots(impl_->database->Now(), origin);
}

Status Store::VisitUrls(std::string_view source,
                        const std::function<bool(const stored::v1::UrlRow&)>& visit) const {
  return VisitUrlRows(impl_->database->Now(), source, visit);
}

Result<v1::Lead> Store::GetLead(std::string_view id) const {
  Snapshot view = impl_->database->Now();
  Result<std::string> whole = ResolveLeadId(view, id);
  if (!whole.ok()) return whole.status();
  Result<stored::v1::StoredLead> stored = ReadLead(view, *whole);
  if (!stored.ok()) return stored.status();
  return std::move(*stored->mutable_lead());
}

Result<std::vector<v1::Repost>> Store::SameText(std::string_view id) const {
  return FindSameText(impl_->database->Now(), id);
}

Result<LeadPage> Store::ListLeads(const LeadQuery& query, int page_size,
                                  std::string_view after) const {
  return FindLeads(impl_->database->Now(), query, impl_->contact_key, page_size, after);
}

Result<v1::Lead> Store::UpdateLead(std::string_view id, std::string_view etag,
                                   const AuditEvent& event,
                                   const std::function<Status(v1::Lead&)>& change) {
  std::lock_guard lock(impl_->writing);
  Result<std::string> whole = ResolveLeadId(impl_->database->Now(), id);
  if (!whole.ok()) return whole.status();
  Batch batch(*impl_->database);
  AuditEvent named = event;
  named.resource = "leads/" + *whole;  // the caller may have known its beginning only
  Result<v1::Lead> lead = PutChange(batch, *whole, etag, named, change, impl_->clock.Now());
  if (!lead.ok()) return lead;
  Status written = impl_->database->Write(batch);
  if (!written.ok()) return written;
  return lead;
}

Status Store::VisitAds(const std::function<bool(const StoredAd&)>& visit,
                       const WantAd& wanted) const {
  const Snapshot view = impl_->database->Now();
  bool more = true;
  Status visited = VisitKeptAds(
      view,
      [&](std::string_view id, const stored::v1::KeptAd& ad) {
        return more = visit({.id = id, .kept = &ad, .lead = nullptr});
      },
      wanted);
  if (!visited.ok() || !more) return visited;
  return VisitLeads(view, [&](std::string_view id, const stored::v1::StoredLead& lead) {
    return visit({.id = id, .kept = nullptr, .lead = &lead});
  });
}

Result<UnscoredPage> Store::ListUnscored(std::string_view source, size_t count,
                                         std::string_view after) const {
  return ReadUnscored(impl_->database->Now(), source, count, after);
}

Result<AdPurge> Store::PurgeAds(const AdRetention& retention, std::string_view principal,
                                std::stop_token stop) {
  constexpr size_t kAtOnce = 500;
  const Time now = impl_->clock.Now();
  AdPurge done;
  std::vector<std::string> due;
  const auto purge = [&]() -> Status {
    std::lock_guard lock(impl_->writing);
    Batch batch(*impl_->database);
    std::vector<std::string> gone;
    for (std::string& id : due) {
      Result<bool> purged = PurgeAd(batch, id, retention, now);
      if (!purged.ok()) return purged.status();
      if (*purged) gone.push_back(std::move(id));
    }
    due.clear();
    const auto count = static_cast<int64_t>(gone.size());
    if (Status links = PurgeLinks(batch, impl_->database->Now(), gone); !links.ok()) return links;
    Status written = impl_->database->Write(batch);
    if (written.ok()) done.purged += count;
    return written;
  };
  Status failed;
  Status scan =
      VisitAdRows(impl_->database->Now(), [&](std::string_view id, const stored::v1::KeptAd& row) {
        ++done.looked_at;
        if (IsDueForPurge(row, retention, now)) due.emplace_back(id);
        if (due.size() == kAtOnce) failed = purge();
        return failed.ok() && !stop.stop_requested();
      });
  if (failed.ok()) failed = scan;
  if (failed.ok()) failed = purge();
  if (done.purged > 0) {
    Status audited = Audit({std::string(principal), "PURGE", "ads", "",
                            "text and facts of " + std::to_string(done.purged) +
                                " ads that are no leads, kept as long as the configuration says"});
    if (failed.ok()) failed = audited;
  }
  if (!failed.ok()) return failed;
  return done;
}

Status Store::CompactAds(std::stop_token stop) {
  for (Column column : {Column::kAdTexts, Column::kAds, Column::kLinks}) {
    Status status = impl_->database->Compact(column, stop);
    if (!status.ok()) return status;
  }
  return Status();
}

Result<std::vector<Judged>> Store::PutJudgements(std::span<const Judgement> judgements,
                                                 std::string_view principal, const LinkStep& link) {
  std::lock_guard lock(impl_->writing);
  const Time now = impl_->clock.Now();
  Batch batch(*impl_->database);
  LinkBatch links(batch, impl_->contact_key);
  const LinkedBatch linked{batch, links, link, impl_->contact_key, principal, now};
  std::vector<Judged> all;
  for (const Judgement& judgement : judgements) {
    Result<Judged> put = PutJudgement(linked, judgement);
    if (!put.ok()) return put.status();
    all.push_back(*put);
  }
  Status written = impl_->database->Write(batch);
  if (!written.ok()) return written;
  return all;
}

LinkView Store::ViewLinks() const { return LinkView(impl_->database->Now()); }

Status Store::ChangeLinks(const AuditEvent& event,
                          const std::function<Status(LinkBatch&, const LinkView&)>& change) {
  std::lock_guard lock(impl_->writing);
  Batch batch(*impl_->database);
  LinkBatch links(batch, impl_->contact_key);
  Status status = change(links, ViewLinks());
  if (status.ok()) status = AppendAudit(batch, event, impl_->clock.Now());
  return status.ok() ? impl_->database->Write(batch) : status;
}

Result<v1::Evidence> Store::GetEvidence(std::string_view name) const {
  return ReadEvidence(impl_->database->Now(), name);
}

Result<std::string> Store::ReadEvidenceBody(std::string_view name) const {
  return ReadEvidenceBytes(impl_->database->Now(), name);
}

Status Store::PutSweep(const v1::Sweep& sweep, const AuditEvent* event) {
  std::lock_guard lock(impl_->writing);
  Batch batch(*impl_->database);
  Status status = PutSweepRecord(batch, sweep);
  if (status.ok() && event) status = AppendAudit(batch, *event, impl_->clock.Now());
  return status.ok() ? impl_->database->Write(batch) : status;
}

Result<v1::Sweep> Store::GetSweep(std::string_view id) const {
  return ReadSweep(impl_->database->Now(), id);
}

Result<std::vector<v1::Sweep>> Store::ListSweeps(int count, std::string_view before) const {
  return ReadSweeps(impl_->database->Now(), count, before);
}

Status Store::PutPlan(const PlanRows& rows) {
  if (rows.empty()) return Status();
  std::lock_guard lock(impl_->writing);
  Batch batch(*impl_->database);
  for (const auto& [source, row] : rows) PutPlanRow(batch, source, row);
  return impl_->database->Write(batch);
}

Result<Store::PlanRows> Store::GetPlan() const { return ReadPlan(impl_->database->Now()); }

Status Store::ActivateRules(const v1::RuleVersion* version, v1::RuleActivation* activation,
                            const AuditEvent& event) {
  std::lock_guard lock(impl_->writing);
  const auto newest = ReadRuleActivations(impl_->database->Now(), 0, 1);
  if (!newest.ok()) return newest.status();
  activation->set_number(newest->empty() ? 1 : newest->front().number() + 1);
  Batch batch(*impl_->database);
  if (version != nullptr) PutRuleVersion(batch, *version);
  PutRuleActivation(batch, *activation);
  Status status = AppendAudit(batch, event, impl_->clock.Now());
  return status.ok() ? impl_->database->Write(batch) : status;
}

Result<v1::RuleVersion> Store::GetRuleVersion(std::string_view id) const {
  return ReadRuleVersion(impl_->database->Now(), id);
}

Result<std::vector<v1::RuleActivation>> Store::ListRuleActivations(size_t count,
                                                                   int64_t before) const {
  return ReadRuleActivations(impl_->database->Now(), before, count);
}

CommitTimes Store::commit_times() const {
  std::lock_guard lock(impl_->timing);
  return impl_->times;
}

Status Store::Audit(const AuditEvent& event) {
  std::lock_guard lock(impl_->writing);
  Batch batch(*impl_->database);
  Status status = AppendAudit(batch, event, impl_->clock.Now());
  return status.ok() ? impl_->database->Write(batch) : status;
}

Result<std::vector<stored::v1::AuditEntry>> Store::ReadAudit(uint64_t from, int count) const {
  return ReadAuditEntries(impl_->database->Now(), from, count);
}

Result<AuditPage> Store::FindAudit(const AuditQuery& query, int count,
                                   std::optional<uint64_t> from) const {
  return FindAuditEntries(impl_->database->Now(), query, count, from);
}

Result<AuditChain> Store::VerifyAudit() const { return VerifyAuditChain(impl_->database->Now()); }

Status Store::CheckConsistency() const { return CheckDatabase(impl_->database->Now()); }

}  // namespace varta
