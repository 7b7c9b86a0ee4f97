// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the rules in use make of an ad that is stored, against what is stored of it. Packs' versions
// aside, and words of a score: a rule that finds the same in a newer pack changes nothing. Pure,
// but for the last; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/status.h"
#include "storage/database.h"
#include "storage/store.h"

namespace varta {

constexpr int kMaxEarlier = 5;  // judgements kept of a lead besides the newest

// 8 bytes that stand for the ad as it is stored.
std::string AdDigest(const v1::Ad& ad);

// What PutJudgement would answer if the ad is still as `judgement` had it.
Judged Compare(const Judgement& judgement, const v1::Lead& lead);
Judged Compare(const Judgement& judgement, const stored::v1::KeptAd& ad);

// Hits and score become those of the judgement; what they were joins Lead.earlier. What people said
// stays. Nothing is changed if they are the same, whatever the reason.
Judged MergeJudgement(const Judgement& judgement, Time now, v1::Lead* lead);

// What `link` does to the links, and then what it judges anew.
struct LinkedBatch {
  Batch& batch;
  LinkBatch& links;
  const LinkStep& link;  // may be empty
  std::string_view contact_secret, principal;
  Time now{};
};
Status PutLinked(const LinkedBatch& to, const LinkSighting& sighting);
// For Store::PutJudgements. `evidence` of a new lead is its kept text; its links are put likewise.
Result<Judged> PutJudgement(const LinkedBatch& to, const Judgement& judgement);

// The ad of the lead was read off a page that is as it was, and the rules in use make no lead of
// it: counts the sighting and says so. Nothing is put if there is no such lead.
Status PutSeenAsNoLead(Batch& batch, const AdSighting& sighting, std::string_view contact_secret,
                       std::string_view principal, Time now);

}  // namespace varta
