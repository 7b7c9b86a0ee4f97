// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/rule_status.h"

namespace varta {

const char* StatusName(RuleStatus status) {
  switch (status) {
    case RuleStatus::kDraft:
      return "draft";
    case RuleStatus::kShadow:
      return "shadow";
    case RuleStatus::kStable:
      return "stable";
    case RuleStatus::kRetired:
      return "retired";
  }
  return "";
}

bool RuleRuns(RuleStatus status) {
  return status == RuleStatus::kStable || status == RuleStatus::kShadow;
}

double CountedWeight(const Rule& rule) {
  const bool supported = rule.strength == v1::STRENGTH_STRONG || rule.strength == v1::STRENGTH_WEAK;
  return supported && rule.status == RuleStatus::kStable ? rule.weight : 0;
}

}  // namespace varta
