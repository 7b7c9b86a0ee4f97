// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/ad_store.h"

#include <vector>

#include "base/digest.h"
#include "storage/records.h"
#include "storage/sighting.h"
#include "storage/timestamps.h"
#include "storage/unscored.h"

namespace varta {
namespace {

using stored::v1::KeptAd;

Result<std::optional<KeptAd>> ParseAd(std::string_view id,
                                      const Result<std::optional<std::string>>& found) {
  if (!found.ok()) return found.status();
  if (!*found) return std::optional<KeptAd>();
  KeptAd ad;
  Status parsed = DecodeRecord(**found, "ad " + std::string(id), &ad);
  if (!parsed.ok()) return parsed;
  return std::optional<KeptAd>(std::move(ad));
}

Status NoText(std::string_view id) {
  return Status(Code::kDataLoss,
                "the text of ad " + std::string(id) + " is missing; restore a backup");
}

// The row that a sighting makes, with `ad` for the other column unless only the rest is kept.
KeptAd NewRow(const AdSighting& sighting, std::string_view contact_secret, Time seen) {
  KeptAd row;
  row.set_source(sighting.provenance.source());
  row.set_url(sighting.provenance.url());
  *row.mutable_first_seen_time() = *row.mutable_last_seen_time() = ToTimestamp(seen);
  row.set_text_digest(TextDigest(sighting.ad));
  for (std::string& key : ContactKeys(contact_secret, sighting.ad))
    row.add_contact_keys(std::move(key));
  row.set_purged(!sighting.keep_text);
  if (row.purged()) return row;
  row.set_source_kind(sighting.source_kind);
  row.set_sweep(sighting.provenance.sweep());
  SetFindings(sighting.hits, sighting.score, &row);
  *row.mutable_ad() = sighting.ad;
  return row;
}

// Says nothing that `old` does not say, but when and by which sweep.
bool AddsNothing(KeptAd row, const KeptAd& old) {
  *row.mutable_first_seen_time() = old.first_seen_time();
  *row.mutable_last_seen_time() = old.last_seen_time();
  row.set_sweep(old.sweep());
  return EncodeRecord(row) == EncodeRecord(old);
}

void ClearWhatGoes(KeptAd* row) {
  row->clear_source_kind();
  row->clear_sweep();
  row->clear_hits();
  row->clear_score();
  row->clear_ad_digest();
  row->clear_ad();
  row->set_purged(true);
}

}  // namespace

Result<bool> PutAd(Batch& batch, const AdSighting& sighting, std::string_view contact_secret,
                   Time now) {
  const std::string& source = sighting.provenance.source();
  if (sighting.ad.key().empty() || source.empty())
    return Status(Code::kInvalidArgument, "an ad needs an ad key and a source");
  const std::string id = LeadId(source, sighting.ad.key());
  Result<std::optional<std::string>> lead = batch.Get(Column::kLeads, id);
  if (!lead.ok()) return lead.status();
  if (*lead) return false;
  Result<std::optional<KeptAd>> old = ParseAd(id, batch.Get(Column::kAds, id));
  if (!old.ok()) return old.status();

  const Time seen =
      sighting.provenance.has_fetch_time() ? FromTimestamp(sighting.provenance.fetch_time()) : now;
  KeptAd row = NewRow(sighting, contact_secret, seen);
  RepairStrings(row);
  std::string text;
  if (row.has_ad()) {
    text = EncodeRecord(row.ad());
    row.set_ad_digest(Fingerprint128(text).substr(0, 8));
    row.clear_ad();
  }
  if (*old) {
    const Time before = FromTimestamp((*old)->last_seen_time());
    if (seen < before || (seen - before < kAdRenewal && AddsNothing(row, **old))) return true;
    *row.mutable_first_seen_time() = (*old)->first_seen_time();
  }
  if (row.purged()) {
    if (*old && !(*old)->purged()) batch.Delete(Column::kAdTexts, id);
  } else if (!*old || (*old)->ad_digest() != row.ad_digest()) {
    batch.Put(Column::kAdTexts, id, std::move(text));
  }
  batch.Put(Column::kAds, id, EncodeRecord(row));
  PutUnscored(batch, id, *old ? &**old : nullptr, &row);
  return true;
}

Result<std::optional<KeptAd>> ReadAd(const Batch& batch, std::string_view id) {
  Result<std::optional<KeptAd>> ad = ParseAd(id, batch.Get(Column::kAds, id));
  if (!ad.ok() || !*ad || (*ad)->purged()) return ad;
  Result<std::optional<std::string>> text = batch.Get(Column::kAdTexts, id);
  if (!text.ok()) return text.status();
  if (!*text) return NoText(id);
  Status parsed = DecodeRecord(**text, "ad " + std::string(id), (*ad)->mutable_ad());
  if (!parsed.ok()) return parsed;
  return ad;
}

void SetFindings(const std::vector<v1::Hit>& hits, const v1::Score& score, KeptAd* ad) {
  ad->clear_hits();
  for (const v1::Hit& hit : hits) {
    KeptAd::RuleHit* kept = ad->add_hits();
    kept->set_rule(hit.rule());
    kept->set_pack(hit.pack());
    kept->set_pack_version(hit.pack_version());
    kept->set_pack_sha256(hit.pack_sha256());
  }
  ad->mutable_score()->set_value(score.value());
  ad->mutable_score()->set_model(score.model());
  ad->mutable_score()->set_not_scored_because(score.not_scored_because());
}

Status PutFindings(Batch& batch, std::string_view id, const std::vector<v1::Hit>& hits,
                   const v1::Score& score) {
  Result<std::optional<KeptAd>> ad = ParseAd(id, batch.Get(Column::kAds, id));
  if (!ad.ok() || !*ad) return ad.status();
  const KeptAd before = **ad;
  SetFindings(hits, score, &**ad);
  RepairStrings(**ad);
  PutUnscored(batch, id, &before, &**ad);
  batch.Put(Column::kAds, std::string(id), EncodeRecord(**ad));
  return Status();
}

Result<bool> PutAdStillThere(Batch& batch, std::string_view id, Time seen) {
  Result<std::optional<KeptAd>> ad = ParseAd(id, batch.Get(Column::kAds, id));
  if (!ad.ok()) return ad.status();
  if (!*ad) return false;
  KeptAd& row = **ad;
  if (seen - FromTimestamp(row.last_seen_time()) < kAdRenewal) return true;
  *row.mutable_last_seen_time() = ToTimestamp(seen);
  batch.Put(Column::kAds, std::string(id), EncodeRecord(row));
  return true;
}

Result<std::optional<KeptAd>> TakeAd(Batch& batch, std::string_view id) {
  Result<std::optional<KeptAd>> ad = ParseAd(id, batch.Get(Column::kAds, id));
  if (!ad.ok() || !*ad) return ad;
  batch.Delete(Column::kAds, std::string(id));
  PutUnscored(batch, id, &**ad, nullptr);
  if (!(*ad)->purged()) batch.Delete(Column::kAdTexts, std::string(id));
  return ad;
}

Status VisitAdRows(const Snapshot& view, const VisitAd& visit) {
  Status wrong;
  Status scan = view.Scan(Column::kAds, {}, [&](std::string_view id, std::string_view value) {
    KeptAd ad;
    wrong = DecodeRecord(value, "ad " + std::string(id), &ad);
    return wrong.ok() && visit(id, ad);
  });
  return wrong.ok() ? scan : wrong;
}

Status VisitKeptAds(const Snapshot& view, const VisitAd& visit, const VisitAd& wanted) {
  Status wrong;
  Status scan = VisitAdRows(view, [&](std::string_view id, const KeptAd& row) {
    if (row.purged()) return visit(id, row);
    if (wanted && !wanted(id, row)) return true;
    Result<std::optional<std::string>> text = view.Get(Column::kAdTexts, id);
    wrong = text.status();
    if (wrong.ok() && !*text) wrong = NoText(id);
    if (!wrong.ok()) return false;
    KeptAd ad = row;
    wrong = DecodeRecord(**text, "ad " + std::string(id), ad.mutable_ad());
    return wrong.ok() && visit(id, ad);
  });
  return wrong.ok() ? scan : wrong;
}

bool IsDueForPurge(const KeptAd& ad, const AdRetention& retention, Time now) {
  return !ad.purged() && now - FromTimestamp(ad.last_seen_time()) >= retention.Of(ad.source());
}

Result<bool> PurgeAd(Batch& batch, std::string_view id, const AdRetention& retention, Time now) {
  Result<std::optional<KeptAd>> ad = ParseAd(id, batch.Get(Column::kAds, id));
  if (!ad.ok()) return ad.status();
  if (!*ad || !IsDueForPurge(**ad, retention, now)) return false;
  PutUnscored(batch, id, &**ad, nullptr);
  ClearWhatGoes(&**ad);
  batch.Delete(Column::kAdTexts, std::string(id));
  batch.Put(Column::kAds, std::string(id), EncodeRecord(**ad));
  return true;
}

Status CheckAds(const Snapshot& view) {
  const auto damaged = [](std::string_view id, const std::string& what) {
    return Status(Code::kDataLoss, "ad " + std::string(id) + " " + what + "; restore a backup");
  };
  Status wrong;
  uint64_t texts = 0;
  Status scan = VisitAdRows(view, [&](std::string_view id, const KeptAd& row) {
    Result<std::optional<std::string>> lead = view.Get(Column::kLeads, id);
    Result<std::optional<std::string>> text = view.Get(Column::kAdTexts, id);
    wrong = lead.ok() ? text.status() : lead.status();
    if (!wrong.ok()) return false;
    if (*lead) wrong = damaged(id, "is a lead and kept as an ordinary ad too");
    if (row.purged() && *text) wrong = damaged(id, "has a text that a purge should have taken");
    if (!row.purged() && (!*text || Fingerprint128(**text).substr(0, 8) != row.ad_digest()))
      wrong = damaged(id, "has not the text that its row speaks of");
    texts += !row.purged();
    return wrong.ok();
  });
  if (!wrong.ok()) return wrong;
  if (!scan.ok()) return scan;
  uint64_t found = 0;
  scan = view.Scan(Column::kAdTexts, {},
                   [&](std::string_view, std::string_view) { return ++found > 0; });
  if (scan.ok() && found != texts) {
    return Status(Code::kDataLoss, "there are texts of " + std::to_string(found) +
                                       " ads instead of " + std::to_string(texts) +
                                       "; restore a backup");
  }
  return scan;
}

Duration AdRetention::Of(std::string_view source) const {
  const auto own = by_source.find(source);
  return own == by_source.end() ? otherwise : own->second;
}

const v1::Ad* StoredAd::ad() const {
  if (lead != nullptr) return &lead->lead().ad();
  return kept != nullptr && kept->has_ad() ? &kept->ad() : nullptr;
}

}  // namespace varta
