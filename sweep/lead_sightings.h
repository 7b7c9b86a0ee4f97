// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a screened page gives the store: a sighting for each of its ads. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "storage/store.h"
#include "sweep/screener.h"

namespace varta {

// `capture` without provenance: every lead gets the whole page as its evidence. The copies of one
// page stay under 32 MiB in all; what is over that is cut, and the evidence says so.
std::vector<LeadSighting> LeadsOf(const ScreenedPage& page, v1::Provenance provenance,
                                  Capture capture,
                                  v1::SourceKind source_kind = v1::SOURCE_KIND_UNSPECIFIED);

// Those of the ads that are no leads; takes them out of the page, which keeps their number.
std::vector<AdSighting> AdsOf(ScreenedPage* page, const v1::Provenance& provenance,
                              v1::SourceKind source_kind, bool keep_text);

// Why an ad with these hits and this score is no lead, for people.
std::string WhyNoLead(const std::vector<v1::Hit>& hits, const v1::Score& score,
                      double lead_threshold);

// What is to be put of the stored ad `id`, judged anew; takes hits and score. `digest`: of the ad
// as it was judged.
Judgement ToJudgement(std::string id, std::string digest, Screened* screened,
                      double lead_threshold);

}  // namespace varta
