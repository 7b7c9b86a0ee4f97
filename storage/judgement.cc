// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/judgement.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/version.h"
#include "storage/ad_store.h"
#include "storage/audit.h"
#include "storage/lead_store.h"
#include "storage/records.h"
#include "storage/sighting.h"
#include "storage/timestamps.h"

namespace varta {
namespace {

using stored::v1::KeptAd;
using stored::v1::StoredLead;

// Which version of a pack found it is no difference.
std::string BytesOf(v1::Hit hit) {
  hit.clear_pack_version();
  hit.clear_pack_sha256();
  return EncodeRecord(hit);
}

// Nor is how many other ads the words of a link count.
std::string BytesOf(v1::Score score) {
  for (v1::ScoreTerm& term : *score.mutable_terms()) term.clear_because();
  return EncodeRecord(score);
}

bool FindsTheSame(const Judgement& judgement, const v1::Lead& lead) {
  return std::equal(judgement.hits.begin(), judgement.hits.end(), lead.hits().begin(),
                    lead.hits().end(),
                    [](const v1::Hit& a, const v1::Hit& b) { return BytesOf(a) == BytesOf(b); }) &&
         BytesOf(judgement.score) == BytesOf(lead.score());
}

// What is remembered of hits and score when others take their place.
v1::EarlierJudgement AsEarlier(const v1::Lead& lead, const std::string& reason, Time until) {
  v1::EarlierJudgement earlier;
  earlier.set_because(reason);
  *earlier.mutable_until_time() = ToTimestamp(until);
  for (v1::Hit hit : lead.hits()) {
    hit.clear_spans();
    hit.clear_place();
    hit.clear_why();
    hit.clear_references();
    *earlier.add_hits() = std::move(hit);
  }
  *earlier.mutable_score() = lead.score();
  earlier.mutable_score()->clear_terms();
  return earlier;
}

// The capture of an ad of which only the text was kept.
Capture CaptureOfText(const KeptAd& kept) {
  Capture capture;
  capture.evidence.set_text_only(true);
  capture.evidence.set_tool("varta " + std::string(kVersion));
  capture.evidence.set_truncated(kept.ad().truncated());
  v1::Header* type = capture.evidence.add_response_headers();
  type->set_name("Content-Type");
  type->set_value("text/plain; charset=utf-8");
  capture.body = kept.ad().title();
  if (!capture.body.empty()) capture.body += "\n\n";
  capture.body += kept.ad().text();
  return capture;
}

LeadSighting AsSighting(const Judgement& judgement, const KeptAd& kept) {
  LeadSighting sighting;
  sighting.ad = kept.ad();
  sighting.hits = judgement.hits;
  sighting.score = judgement.score;
  sighting.provenance.set_source(kept.source());
  sighting.provenance.set_sweep(kept.sweep());
  sighting.provenance.set_url(kept.url());
  *sighting.provenance.mutable_fetch_time() = kept.last_seen_time();
  sighting.capture = CaptureOfText(kept);
  sighting.source_kind = kept.source_kind();
  return sighting;
}

Result<Judged> PutKeptAd(const LinkedBatch& to, const Judgement& judgement, const KeptAd& kept) {
  if (kept.purged() || kept.ad_digest() != judgement.ad_digest) return Judged::kElsewhere;
  const Judged judged = Compare(judgement, kept);
  if (judged == Judged::kSame) return judged;
  if (judged == Judged::kChanged) {
    Status put = PutFindings(to.batch, judgement.id, judgement.hits, judgement.score);
    if (!put.ok()) return put;
    return judged;
  }
  const LeadSighting sighting = AsSighting(judgement, kept);
  Result<Committed> put = PutSighting(to.batch, sighting, to.contact_secret, to.principal, to.now);
  if (!put.ok()) return put.status();
  Status linked = PutLinked(to, {.id = judgement.id,
                                 .source = kept.source(),
                                 .source_kind = kept.source_kind(),
                                 .seen = SightingTime(sighting, to.now),
                                 .lead = true,
                                 .ad = &sighting.ad});
  if (!linked.ok()) return linked;
  return judged;
}

Status AuditNoLead(Batch& batch, std::string_view id, const std::string& because,
                   std::string_view principal, Time now) {
  return AppendAudit(batch,
                     {.principal = std::string(principal),
                      .action = "RESCREEN",
                      .resource = "leads/" + std::string(id),
                      .purpose = "",
                      .detail = "no lead by the rules in use: " + because},
                     now);
}

}  // namespace

std::string AdDigest(const v1::Ad& ad) { return Fingerprint128(EncodeRecord(ad)).substr(0, 8); }

Judged Compare(const Judgement& judgement, const v1::Lead& lead) {
  if (!judgement.lead && !lead.has_no_lead_time()) return Judged::kNoLonger;
  const bool same = judgement.lead != lead.has_no_lead_time() && FindsTheSame(judgement, lead);
  return same ? Judged::kSame : Judged::kChanged;
}

Judged Compare(const Judgement& judgement, const KeptAd& ad) {
  if (judgement.lead) return Judged::kNewLead;
  const v1::Score &before = ad.score(), &after = judgement.score;
  const bool same =
      before.value() == after.value() && before.model() == after.model() &&
      before.not_scored_because() == after.not_scored_because() &&
      std::equal(ad.hits().begin(), ad.hits().end(), judgement.hits.begin(), judgement.hits.end(),
                 [](const KeptAd::RuleHit& a, const v1::Hit& b) { return a.rule() == b.rule(); });
  return same ? Judged::kSame : Judged::kChanged;
}

Judged MergeJudgement(const Judgement& judgement, Time now, v1::Lead* lead) {
  const Judged judged = Compare(judgement, *lead);
  if (judged == Judged::kSame) return judged;
  if (!FindsTheSame(judgement, *lead)) {
    if (!judgement.forgets) *lead->add_earlier() = AsEarlier(*lead, judgement.reason, now);
    auto* earlier = lead->mutable_earlier();
    if (earlier->size() > kMaxEarlier) earlier->DeleteSubrange(0, earlier->size() - kMaxEarlier);
    lead->mutable_hits()->Assign(judgement.hits.begin(), judgement.hits.end());
    *lead->mutable_score() = judgement.score;
  }
  if (judgement.lead) {
    lead->clear_no_lead_time();
    lead->clear_no_lead_because();
  } else {
    if (!lead->has_no_lead_time()) *lead->mutable_no_lead_time() = ToTimestamp(now);
    lead->set_no_lead_because(judgement.because);
  }
  return judged;
}

Result<Judged> PutJudgement(const LinkedBatch& to, const Judgement& judgement) {
  Result<std::optional<KeptAd>> kept = ReadAd(to.batch, judgement.id);
  if (!kept.ok()) return kept.status();
  if (*kept) return PutKeptAd(to, judgement, **kept);
  Judged judged = Judged::kElsewhere;
  Result<bool> found = EditLead(to.batch, judgement.id, [&](StoredLead& lead) {
    if (AdDigest(lead.lead().ad()) == judgement.ad_digest)
      judged = MergeJudgement(judgement, to.now, lead.mutable_lead());
  });
  if (!found.ok()) return found.status();
  if (judged != Judged::kNoLonger) return judged;
  Status audited = AuditNoLead(to.batch, judgement.id, judgement.because, to.principal, to.now);
  if (!audited.ok()) return audited;
  return judged;
}

Status PutLinked(const LinkedBatch& to, const LinkSighting& sighting) {
  if (!to.link) return Status();
  Status linked = to.link(to.links, sighting);
  if (!linked.ok()) return linked;
  // A new lead is linked in its turn; it brings no new contact, and so nothing to judge.
  for (const Judgement& judgement : to.links.TakeJudgements()) {
    Result<Judged> put = PutJudgement(to, judgement);
    if (!put.ok()) return put.status();
  }
  return Status();
}

Status PutSeenAsNoLead(Batch& batch, const AdSighting& sighting, std::string_view contact_secret,
                       std::string_view principal, Time now) {
  const std::string id = LeadId(sighting.provenance.source(), sighting.ad.key());
  Judged judged = Judged::kSame;
  Result<bool> found = EditLead(batch, id, [&](StoredLead& stored) {
    v1::Lead* lead = stored.mutable_lead();
    if (FromTimestamp(sighting.provenance.fetch_time()) < FromTimestamp(lead->last_seen_time()))
      return;
    const Judgement judgement{
        id, "", sighting.hits, sighting.score, false, sighting.no_lead_because};
    judged = MergeJudgement(judgement, now, lead);
    const v1::Lead merged = *lead;
    MergeSighting(
        {sighting.ad, sighting.hits, sighting.score, sighting.provenance, {}, sighting.source_kind},
        "", contact_secret, now, &stored);
    *lead->mutable_no_lead_time() = merged.no_lead_time();
    lead->set_no_lead_because(merged.no_lead_because());
  });
  if (!found.ok() || judged != Judged::kNoLonger) return found.status();
  return AuditNoLead(batch, id, sighting.no_lead_because, principal, now);
}

}  // namespace varta
