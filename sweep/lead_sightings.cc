// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/lead_sightings.h"

#include <algorithm>

namespace varta {
namespace {

constexpr size_t kMaxCopiedBytes = 32 * 1024 * 1024;

}  // namespace

std::vector<LeadSighting> LeadsOf(const ScreenedPage& page, v1::Provenance provenance,
                                  Capture capture) {
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
    leads.push_back({screened.ad, screened.hits, screened.score, provenance, capture});
  }
  return leads;
}

}  // namespace varta
