// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/lead_sightings.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace varta {
namespace {

constexpr size_t kMaxCopiedBytes = 32 * 1024 * 1024;

}  // namespace

std::vector<LeadSighting> LeadsOf(const ScreenedPage& page, v1::Provenance provenance,
                                  Capture capture, v1::SourceKind source_kind) {
  const auto count = static_cast<size_t>(
      std::count_if(page.ads.begin(), page.ads.end(), [](const Screened& s) { return s.lead; }));
  *capture.evidence.mutable_provenance() = provenance;
  if (count > 0 && capture.body.size() > kMaxCopiedBytes / count) {
    capture.body.resize(kMaxCopiedBytes / count);
    capture.evidence.set_truncated(true);
    capture.evidence.set_truncation_reason("cut: evidence of " + std::to_string(count) +
                                           " leads of one page");
  }
  std::vector<LeadSighting> leads;
  for (const Screened& screened : page.ads) {
    if (!screened.lead) continue;
    leads.push_back({screened.ad, screened.hits, screened.score, provenance, capture, source_kind});
  }
  return leads;
}

std::vector<AdSighting> AdsOf(ScreenedPage* page, const v1::Provenance& provenance,
                              v1::SourceKind source_kind, bool keep_text) {
  std::vector<AdSighting> ads;
  for (Screened& screened : page->ads) {
    if (screened.lead) continue;
    ads.push_back({std::move(screened.ad), std::move(screened.hits), std::move(screened.score),
                   provenance, source_kind, keep_text});
  }
  return ads;
}

std::string WhyNoLead(const std::vector<v1::Hit>& hits, const v1::Score& score,
                      double lead_threshold) {
  if (hits.empty()) return "no rule hits it";
  const bool counts =
      std::any_of(hits.begin(), hits.end(), [](const v1::Hit& hit) { return hit.weight() > 0; });
  if (!counts) return "no rule that counts hits it";
  char text[96];
  std::snprintf(text, sizeof text, "its score is %.2f, under the threshold of %.2f", score.value(),
                lead_threshold);
  return text;
}

Judgement ToJudgement(std::string id, std::string digest, Screened* screened,
                      double lead_threshold) {
  Judgement judgement{.id = std::move(id),
                      .ad_digest = std::move(digest),
                      .hits = std::move(screened->hits),
                      .score = std::move(screened->score),
                      .lead = screened->lead,
                      .because = ""};
  if (!judgement.lead)
    judgement.because = WhyNoLead(judgement.hits, judgement.score, lead_threshold);
  return judgement;
}

}  // namespace varta
