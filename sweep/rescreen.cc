// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/rescreen.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "storage/judgement.h"
#include "sweep/ad_context.h"
#include "sweep/lead_sightings.h"
#include "sweep/links.h"
#include "sweep/stored_ads.h"

namespace varta {
namespace {

constexpr size_t kBatch = 64;        // judgements written with one sync
constexpr size_t kLeadsToShow = 50;  // of each kind

// What the report may say of a judged ad, and where it counts if it comes out as kSame.
struct Described {
  v1::RescreenedLead lead;
  bool is_lead = false;
  bool not_scored = false;
};

v1::Score WithoutTerms(v1::Score score) {
  score.clear_terms();
  return score;
}

// The highest scores, then by id.
class LeadShelf {
 public:
  void Add(v1::RescreenedLead lead, double score) {
    const std::pair key(-score, lead.lead());
    if (leads_.size() == kLeadsToShow && std::prev(leads_.end())->first < key) return;
    leads_.emplace(key, std::move(lead));
    if (leads_.size() > kLeadsToShow) leads_.erase(std::prev(leads_.end()));
  }
  void AddTo(v1::RescreenReport* report) const {
    for (const auto& [key, lead] : leads_) *report->add_leads() = lead;
  }

 private:
  std::map<std::pair<double, std::string>, v1::RescreenedLead> leads_;
};

class Rescreening {
 public:
  Rescreening(Store& store, const Screener& screener, const RescreenInput& input)
      : store_(store),
        screener_(screener),
        input_(input),
        context_(store),
        linker_(store.ViewLinks()),
        waiting_(kTryThreads) {}

  // Of thread `worker`.
  void Try(size_t worker, AdToTry& ad) {
    if (failed_) return;
    Screened screened;
    screened.ad = std::move(ad.ad);
    screener_.Judge(&screened, ad.source_kind);
    context_.Weigh(screener_,
                   {.id = ad.id,
                    .source = ad.source,
                    .source_kind = ad.source_kind,
                    .seen = ad.last_seen,
                    .lead = ad.is_lead,
                    .ad = &screened.ad},
                   &screened);
    const Described described = Describe(ad, screened);
    Judgement judgement = ToJudgement(std::move(ad.id), std::move(ad.ad_digest), &screened,
                                      screener_.lead_threshold());
    const Judged judged = ad.is_lead ? Compare(judgement, ad.lead) : Compare(judgement, ad.kept);
    if (judged == Judged::kSame || input_.validate_only) return Count(judged, described);
    Waiting& waiting = waiting_[worker];
    waiting.judgements.push_back(std::move(judgement));
    waiting.described.push_back(described);
    if (waiting.judgements.size() == kBatch) Write(waiting);
  }

  // What is left, when all threads have ended.
  Status Finish() {
    for (Waiting& waiting : waiting_) {
      if (!failed_) Write(waiting);
    }
    return failure_;
  }

  bool failed() const { return failed_; }

  v1::RescreenReport Report() const {
    v1::RescreenReport report = report_;
    new_.AddTo(&report);
    no_longer_.AddTo(&report);
    report.set_source(input_.source);
    report.set_validate_only(input_.validate_only);
    for (const Pack& pack : screener_.rules().packs())
      report.add_packs(pack.name + " " + pack.version + " " + pack.sha256);
    report.set_model(screener_.model().name());
    report.set_threshold(screener_.lead_threshold());
    return report;
  }

 private:
  struct Waiting {
    std::vector<Judgement> judgements;
    std::vector<Described> described;
  };

  static Described Describe(const AdToTry& ad, const Screened& screened) {
    Described described;
    described.is_lead = ad.is_lead;
    described.not_scored = !ad.is_lead && !screened.score.not_scored_because().empty();
    v1::RescreenedLead& lead = described.lead;
    lead.set_lead("leads/" + ad.id);
    lead.set_newly(screened.lead);
    *lead.mutable_before() = WithoutTerms(ad.is_lead ? ad.lead.score() : ad.kept.score());
    *lead.mutable_after() = WithoutTerms(screened.score);
    const auto add = [&lead](const auto& hits) {
      for (const v1::Hit& hit : hits) {
        if (hit.weight() > 0) lead.add_rules(hit.rule());
      }
    };
    screened.lead ? add(screened.hits) : add(ad.lead.hits());
    return described;
  }

  void Write(Waiting& waiting) {
    if (waiting.judgements.empty()) return;
    Result<std::vector<Judged>> put =
        store_.PutJudgements(waiting.judgements, input_.principal,
                             [this](LinkBatch& batch, const LinkSighting& sighting) {
                               return linker_.Apply(batch, sighting);
                             });
    if (!put.ok()) {
      std::lock_guard lock(mutex_);
      if (!failed_.exchange(true)) failure_ = put.status();
      return;
    }
    for (size_t i = 0; i < put->size(); ++i) Count((*put)[i], waiting.described[i]);
    waiting = Waiting();
  }

  void Count(Judged judged, const Described& described) {
    std::lock_guard lock(mutex_);
    v1::RescreenReport& r = report_;
    switch (judged) {
      case Judged::kElsewhere:
        return r.set_changed_meanwhile(r.changed_meanwhile() + 1);
      case Judged::kSame:
        return described.not_scored ? r.set_not_scored(r.not_scored() + 1)
                                    : r.set_unchanged(r.unchanged() + 1);
      case Judged::kChanged:
        return described.is_lead ? r.set_changed(r.changed() + 1)
                                 : r.set_ordinary_changed(r.ordinary_changed() + 1);
      case Judged::kNewLead:
        r.set_new_leads(r.new_leads() + 1);
        return new_.Add(described.lead, described.lead.after().value());
      case Judged::kNoLonger:
        r.set_no_longer(r.no_longer() + 1);
        return no_longer_.Add(described.lead, described.lead.before().value());
    }
  }

  Store& store_;
  const Screener& screener_;
  const RescreenInput& input_;
  const AdContextReader context_;
  Linker linker_;                 // under the store's lock
  std::vector<Waiting> waiting_;  // by thread
  std::atomic<bool> failed_ = false;

  std::mutex mutex_;
  Status failure_;             // guarded by mutex_, as all below
  v1::RescreenReport report_;  // its counts
  LeadShelf new_, no_longer_;
};

Status NoSuchSource(const Store& store, const std::string& source) {
  std::set<std::string> sources;
  Status visited = store.VisitAds([&](const StoredAd& ad) {
    sources.insert(ad.lead != nullptr ? ad.lead->lead().provenance().source() : ad.kept->source());
    return true;
  });
  if (!visited.ok()) return visited;
  std::string names;
  for (const std::string& name : sources) names += (names.empty() ? "" : ", ") + name;
  return Status(Code::kNotFound, "source: no stored ad is of '" + source + "'; there are ads of " +
                                     (names.empty() ? "no source yet" : names));
}

std::string Numbers(const v1::RescreenReport& r) {
  const auto number = [](int64_t count) { return std::to_string(count); };
  return number(r.new_leads()) + " new leads, " + number(r.changed()) + " leads changed, " +
         number(r.no_longer()) + " no longer leads by these rules, " +
         number(r.ordinary_changed()) + " other ads changed";
}

}  // namespace

Result<v1::RescreenReport> Rescreen(Store& store, const Screener& screener,
                                    const RescreenInput& input,
                                    const std::function<bool(int64_t ads)>& progress) {
  const auto audit = [&](const std::string& detail) {
    return store.Audit({input.principal, "RESCREEN", "ads", input.purpose,
                        (input.source.empty() ? "" : "source " + input.source + "; ") + detail});
  };
  Rescreening rescreening(store, screener, input);
  if (!input.validate_only) {
    std::string packs;
    for (const Pack& pack : screener.rules().packs())
      packs += (packs.empty() ? "" : ", ") + pack.name + " " + pack.version;
    if (Status begun = audit("begun, by " + packs); !begun.ok()) return begun;
  }
  Result<v1::LookedAt> looked = TryStoredAds(
      store, [&](int worker, AdToTry& ad) { rescreening.Try(static_cast<size_t>(worker), ad); },
      [&](int64_t ads) { return !rescreening.failed() && (!progress || progress(ads)); },
      {.source = input.source, .findings = true});
  Status finished = rescreening.Finish();
  v1::RescreenReport report = rescreening.Report();
  if (finished.ok()) finished = looked.status();
  if (!finished.ok()) {
    // What was done is done; if this cannot be written, the entry of its beginning stands.
    if (!input.validate_only) (void)audit("ended early: " + Numbers(report)).ok();
    return finished;
  }
  *report.mutable_looked_at() = *looked;
  if (!input.source.empty() && looked->ordinary() + looked->leads() + looked->purged() == 0)
    return NoSuchSource(store, input.source);
  Status audited = audit((input.validate_only ? "nothing was changed; would be: " : "ended: ") +
                         Numbers(report) + "; of " +
                         std::to_string(looked->ordinary() + looked->leads()) + " stored ads");
  if (!audited.ok()) return audited;
  return report;
}

}  // namespace varta
