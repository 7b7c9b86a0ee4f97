// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/reweigher.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "storage/judgement.h"
#include "sweep/ad_context.h"
#include "sweep/convert.h"
#include "sweep/lead_sightings.h"
#include "sweep/link_rows.h"

namespace varta {

struct Reweigher::Other {
  std::string id;
  stored::v1::LinkAd row;
  std::string reason;
};

namespace {

using stored::v1::LinkAd;

// The words may count more ads than before: that is no other score.
bool SaysTheSame(const v1::Score& a, const v1::Score& b) {
  return a.value() == b.value() && a.model() == b.model() &&
         a.not_scored_because() == b.not_scored_because() &&
         std::equal(a.terms().begin(), a.terms().end(), b.terms().begin(), b.terms().end(),
                    [](const v1::ScoreTerm& one, const v1::ScoreTerm& other) {
                      return one.feature() == other.feature() &&
                             one.contribution() == other.contribution();
                    });
}

Status WeighInLinks(const Screener& screener, LinkBatch& batch, const LinkedAd& linked,
                    const LinkAd& row, v1::SourceKind kind, Screened* screened) {
  const HashValue hash = [&](std::string_view value) { return batch.Hash(value); };
  Result<AdContext> context = ReadContext(batch, {linked, &row, screened->ad, hash});
  if (!context.ok()) return context.status();
  screener.Weigh(screened, kind, *context);
  return Status();
}

// Ids of the newest ads behind a contact or in a cluster.
Status AddIds(const LinkBatch& batch, LinkTable table, const std::string& prefix,
              std::vector<std::string>* ids) {
  constexpr size_t kTimeBytes = 8;
  size_t looked_at = 0;
  return batch.Scan(table, prefix, [&](std::string_view key, std::string_view) {
    ids->emplace_back(key.substr(prefix.size() + kTimeBytes));
    return ++looked_at < kMostLookedAt;
  });
}

Result<std::vector<std::string>> IdsOf(const LinkBatch& batch, const LinkChange& change) {
  std::vector<std::string> ids;
  if (!change.contact.key.empty()) {
    Status added = AddIds(batch, LinkTable::kContactAds, change.contact.key, &ids);
    if (!added.ok()) return added;
    return ids;
  }
  const auto cluster = ReadCluster(batch, change.cluster);
  if (!cluster.ok()) return cluster.status();
  std::vector<uint64_t> parts(cluster->second.parts().begin(), cluster->second.parts().end());
  parts.push_back(cluster->first);
  for (const uint64_t part : parts) {
    if (ids.size() >= kMostLookedAt) break;
    Status added = AddIds(batch, LinkTable::kClusterAds, NumberKey(part), &ids);
    if (!added.ok()) return added;
  }
  return ids;
}

std::string ReasonOf(const LinkChange& change, const std::string& name) {
  if (change.contact.key.empty()) return name + " has nearly its text";
  if (change.generic)
    return "its contact " + change.contact.label + " is taken for everybody's since " + name;
  return "its contact " + change.contact.label + " stands in " + name + " too";
}

}  // namespace

Status Reweigher::Weigh(LinkBatch& batch, const LinkSighting& sighting, const Linked& linked) {
  const bool own = linked.ad && sighting.hits != nullptr && !sighting.hits->empty();
  if (own) {
    if (Status status = WeighOwn(batch, sighting, *linked.ad); !status.ok()) return status;
  }
  if (linked.changes.empty()) return Status();
  std::set<std::string> known;
  if (own) known.insert(sighting.id);
  std::vector<Other> others;
  for (const LinkChange& change : linked.changes) {
    Result<std::vector<std::string>> ids = IdsOf(batch, change);
    if (!ids.ok()) return ids.status();
    for (std::string& id : *ids) {
      if (!known.insert(id).second) continue;
      Other other{std::move(id), {}, ReasonOf(change, AdName(sighting.id, sighting.lead))};
      Result<bool> found = batch.Get(LinkTable::kAd, other.id, &other.row);
      if (!found.ok()) return found.status();
      if (*found && !other.row.purged()) others.push_back(std::move(other));
    }
  }
  std::stable_partition(others.begin(), others.end(),
                        [](const Other& other) { return other.row.lead(); });
  if (others.size() > kMostWeighed) others.resize(kMostWeighed);
  for (const Other& other : others) {
    if (Status status = WeighOther(batch, other); !status.ok()) return status;
  }
  return Status();
}

Status Reweigher::WeighOwn(LinkBatch& batch, const LinkSighting& sighting, const LinkedAd& linked) {
  LinkAd row;
  Result<bool> found = batch.Get(LinkTable::kAd, sighting.id, &row);
  if (!found.ok() || !*found || row.purged()) return found.status();
  const std::shared_ptr<const Screener> screener = in_use_();
  Screened screened;
  screened.ad = *sighting.ad;
  screened.hits = *sighting.hits;
  Status weighed = WeighInLinks(*screener, batch, linked, row, sighting.source_kind, &screened);
  if (!weighed.ok()) return weighed;
  if (screened.lead == sighting.lead && SaysTheSame(screened.score, *sighting.score))
    return Status();
  Judgement judgement =
      ToJudgement(sighting.id, AdDigest(*sighting.ad), &screened, screener->lead_threshold());
  judgement.forgets = true;  // the same batch put it
  batch.Judge(std::move(judgement));
  return Status();
}

Status Reweigher::WeighOther(LinkBatch& batch, const Other& other) {
  Screened screened;
  v1::SourceKind kind = v1::SOURCE_KIND_UNSPECIFIED;
  std::string digest;
  Time seen{};
  v1::Score before;
  Result<std::optional<stored::v1::StoredLead>> stored = batch.Lead(other.id);
  if (!stored.ok()) return stored.status();
  const std::shared_ptr<const Screener> screener = in_use_();
  if (*stored) {
    v1::Lead& lead = *(*stored)->mutable_lead();
    digest = AdDigest(lead.ad());
    kind = (*stored)->source_kind();
    seen = FromProto(lead.last_seen_time());
    before = lead.score();
    screened.lead = !lead.has_no_lead_time();
    screened.hits.assign(lead.hits().begin(), lead.hits().end());
    screened.ad = std::move(*lead.mutable_ad());
  } else {
    Result<std::optional<stored::v1::KeptAd>> kept = batch.Kept(other.id);
    if (!kept.ok()) return kept.status();
    if (!*kept || (*kept)->purged() || (*kept)->hits().empty()) return Status();
    digest = (*kept)->ad_digest();
    kind = (*kept)->source_kind();
    seen = FromProto((*kept)->last_seen_time());
    screened.ad = std::move(*(*kept)->mutable_ad());
    screener->Judge(&screened, kind);
    before = screened.score;
    screened.lead = false;
  }
  const bool was_lead = screened.lead;
  Status weighed = WeighInLinks(*screener, batch, ToLinkedAd(other.id, other.row, seen), other.row,
                                kind, &screened);
  if (!weighed.ok()) return weighed;
  if (screened.lead == was_lead && SaysTheSame(screened.score, before)) return Status();
  Judgement judgement =
      ToJudgement(other.id, std::move(digest), &screened, screener->lead_threshold());
  judgement.forgets = judgement.score.value() == before.value();
  judgement.reason = other.reason;
  batch.Judge(std::move(judgement));
  return Status();
}

}  // namespace varta
