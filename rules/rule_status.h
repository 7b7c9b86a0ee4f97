// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a rule's status means: whether it is matched, and what its hits count. Pure; any thread.
#pragma once

#include "rules/rule.h"

namespace varta {

const char* StatusName(RuleStatus status);  // as packs write it
// Stable and shadow rules are matched on ads; drafts and retired ones are not.
bool RuleRuns(RuleStatus status);
// What a hit of it counts: 0 unless it is stable and its evidence supports it.
double CountedWeight(const Rule& rule);

}  // namespace varta
