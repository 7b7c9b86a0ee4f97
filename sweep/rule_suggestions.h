// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Phrases that tell relevant leads from dismissed ones and that no rule looks for yet: a help for
// those who write rules, nothing more.
//
// Log-odds with an informative prior (Monroe, Colaresi, Quinn, Fightin' Words, 2008, sections 3.3
// and 3.4), texts being the trials: the prior is the phrase's share of all stored ads, worth half
// as many texts as there are judged ones, and half a text at least. Copies of one text count once.
#pragma once

#include <functional>

#include "base/status.h"
#include "extract/mask.h"
#include "rules/rule_set.h"
#include "storage/store.h"
#include "varta/v1/rule_service.pb.h"

namespace varta {

constexpr int kNeededTexts = 20;  // of relevant and of dismissed leads each

// At most `count` phrases of one to four folded words, best first; none if there are too few
// verdicts. Phrases with digits are left out, and so are contacts. Of more than 20,000 ads a sample
// is the prior. `progress`: see TryStoredAds; the stored ads are read twice.
Result<v1::SuggestRulesReport> SuggestPhrases(const Store& store, const RuleSet& rules,
                                              const Masker& masker, int count,
                                              const std::function<bool(int64_t ads)>& progress);

}  // namespace varta
