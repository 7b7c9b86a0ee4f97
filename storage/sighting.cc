// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/sighting.h"

#include <algorithm>
#include <set>

#include "base/digest.h"
#include "storage/indexes.h"
#include "storage/keys.h"
#include "storage/timestamps.h"

namespace varta {
namespace {

using stored::v1::StoredLead;

template <typename Field>
void KeepNewest(int count, Field* field) {
  if (field->size() > count) field->erase(field->begin(), field->end() - count);
}

// False: this very sighting was counted before.
bool CountSighting(Time seen, StoredLead* stored) {
  auto* recent = stored->mutable_recent_sightings();
  int64_t millis = ToUnixMillis(seen);
  auto place = std::lower_bound(recent->begin(), recent->end(), millis);
  if (place != recent->end() && *place == millis) return false;
  recent->Add(millis);
  std::sort(recent->begin(), recent->end());
  KeepNewest(kMaxRecentSightings, recent);
  stored->mutable_lead()->set_sighting_count(stored->lead().sighting_count() + 1);
  return true;
}

void PutEvidenceName(const std::string& evidence, v1::Lead* lead) {
  if (evidence.empty()) return;
  auto* names = lead->mutable_evidence();
  if (std::find(names->begin(), names->end(), evidence) == names->end()) *names->Add() = evidence;
  KeepNewest(kMaxEvidence, names);
}

Merged PutVersion(const std::string& digest, Time seen, const std::string& evidence, bool text_only,
                  v1::Lead* lead) {
  for (v1::Version& version : *lead->mutable_versions()) {
    if (version.digest() != digest) continue;
    if (seen < FromTimestamp(version.first_seen_time())) {
      *version.mutable_first_seen_time() = ToTimestamp(seen);
    }
    if (seen > FromTimestamp(version.last_seen_time())) {
      *version.mutable_last_seen_time() = ToTimestamp(seen);
    }
    if (!version.evidence_is_text() || evidence.empty() || text_only) return {};
    version.set_evidence(evidence);
    version.set_evidence_is_text(false);
    PutEvidenceName(evidence, lead);
    return {.version_new = false, .page_new = true};
  }
  // Older than all that are kept: it would be dropped at once.
  if (lead->versions_size() == kMaxVersions &&
      seen < FromTimestamp(lead->versions(0).first_seen_time())) {
    return {};
  }
  v1::Version* version = lead->add_versions();
  version->set_digest(digest);
  *version->mutable_first_seen_time() = ToTimestamp(seen);
  *version->mutable_last_seen_time() = ToTimestamp(seen);
  version->set_evidence(evidence);
  version->set_evidence_is_text(text_only);
  std::stable_sort(lead->mutable_versions()->begin(), lead->mutable_versions()->end(),
                   [](const v1::Version& a, const v1::Version& b) {
                     return FromTimestamp(a.first_seen_time()) < FromTimestamp(b.first_seen_time());
                   });
  KeepNewest(kMaxVersions, lead->mutable_versions());
  PutEvidenceName(evidence, lead);
  return {.version_new = true, .page_new = false};
}

}  // namespace

Time SightingTime(const LeadSighting& sighting, Time now) {
  const v1::Provenance& provenance = sighting.provenance;
  return provenance.has_fetch_time() ? FromTimestamp(provenance.fetch_time()) : now;
}

Merged MergeSighting(const LeadSighting& sighting, const std::string& evidence,
                     std::string_view contact_secret, Time now, StoredLead* stored) {
  v1::Lead* lead = stored->mutable_lead();
  bool fresh = lead->versions().empty();
  Time seen = SightingTime(sighting, now);
  bool newest = fresh || seen >= FromTimestamp(lead->last_seen_time());

  CountSighting(seen, stored);
  if (fresh || seen < FromTimestamp(lead->first_seen_time())) {
    *lead->mutable_first_seen_time() = ToTimestamp(seen);
  }
  const bool text_only = sighting.capture && sighting.capture->evidence.text_only();
  const Merged merged = PutVersion(TextDigest(sighting.ad), seen, evidence, text_only, lead);
  if (newest) {
    *lead->mutable_last_seen_time() = ToTimestamp(seen);
    *lead->mutable_ad() = sighting.ad;
    *lead->mutable_hits() = {sighting.hits.begin(), sighting.hits.end()};
    *lead->mutable_score() = sighting.score;
    *lead->mutable_provenance() = sighting.provenance;
    *lead->mutable_provenance()->mutable_fetch_time() = ToTimestamp(seen);
    const std::vector<std::string> keys = ContactKeys(contact_secret, sighting.ad);
    stored->mutable_contact_keys()->Assign(keys.begin(), keys.end());
    if (sighting.source_kind != v1::SOURCE_KIND_UNSPECIFIED)
      stored->set_source_kind(sighting.source_kind);
    stored->set_text_key(TextKey(sighting.ad));
    lead->clear_vanished_time();
    lead->clear_vanished_because();
    lead->clear_no_lead_time();
    lead->clear_no_lead_because();
  }
  if (fresh) {
    lead->set_state(v1::Lead::STATE_NEW);
    lead->set_etag(EtagOf(*stored));
  }
  return merged;
}

void MergeKeptAd(const stored::v1::KeptAd& before, StoredLead* stored) {
  v1::Lead* lead = stored->mutable_lead();
  const Time seen = FromTimestamp(before.first_seen_time());
  if (seen >= FromTimestamp(lead->first_seen_time())) return;
  *lead->mutable_first_seen_time() = before.first_seen_time();
  for (v1::Version& version : *lead->mutable_versions()) {
    if (version.digest() == before.text_digest())
      *version.mutable_first_seen_time() = before.first_seen_time();
  }
}

std::vector<std::string> ContactKeys(std::string_view contact_secret, const v1::Ad& ad) {
  std::set<std::string> keys;
  for (const v1::Fact& fact : ad.facts()) {
    bool contact = fact.kind() == v1::FACT_KIND_PHONE || fact.kind() == v1::FACT_KIND_EMAIL ||
                   fact.kind() == v1::FACT_KIND_HANDLE;
    if (contact && keys.size() < kMaxContacts)
      keys.insert(ContactIndexKey(contact_secret, fact.value()));
  }
  return {keys.begin(), keys.end()};
}

void MergeStillThere(Time seen, StoredLead* stored) {
  v1::Lead* lead = stored->mutable_lead();
  CountSighting(seen, stored);
  if (seen < FromTimestamp(lead->last_seen_time())) return;
  *lead->mutable_last_seen_time() = ToTimestamp(seen);
  lead->clear_vanished_time();
  lead->clear_vanished_because();
  const std::string digest = TextDigest(lead->ad());
  for (v1::Version& version : *lead->mutable_versions()) {
    if (version.digest() == digest) *version.mutable_last_seen_time() = ToTimestamp(seen);
  }
}

bool MergeVanished(Time seen, const std::string& because, StoredLead* stored) {
  v1::Lead* lead = stored->mutable_lead();
  if (lead->has_vanished_time() || seen <= FromTimestamp(lead->last_seen_time())) return false;
  *lead->mutable_vanished_time() = ToTimestamp(seen);
  lead->set_vanished_because(because);
  return true;
}

std::string ContactIndexKey(std::string_view contact_secret, std::string_view value) {
  // "contact:" keeps these apart from whatever else is made with the secret.
  return HmacSha256(contact_secret, std::string("contact:").append(value)).substr(0, 16);
}

void CopyPeoplesFields(const v1::Lead& from, v1::Lead* to) {
  to->set_state(from.state());
  to->set_verdict(from.verdict());
  to->set_verdict_reason(from.verdict_reason());
  to->set_verdict_by(from.verdict_by());
  to->clear_verdict_time();
  if (from.has_verdict_time()) *to->mutable_verdict_time() = from.verdict_time();
  *to->mutable_wrong_rules() = from.wrong_rules();
  to->set_subject(from.subject());
}

std::string EtagOf(const StoredLead& stored) {
  v1::Lead people;
  CopyPeoplesFields(stored.lead(), &people);
  KeyWriter key;
  key.Number(stored.change_count()).Signed(people.state()).Signed(people.verdict());
  key.Signed(people.subject()).Text(people.verdict_reason()).Text(people.verdict_by());
  key.Signed(ToUnixMillis(FromTimestamp(people.verdict_time())));
  for (const std::string& rule : people.wrong_rules()) key.Text(rule);
  return Hex(Sha256(key.key())).substr(0, 16);
}

}  // namespace varta
