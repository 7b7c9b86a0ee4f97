// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Versions of the rules by content, and which was in use when; in the column meta. Functions over a
// batch or a view; any thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "storage/database.h"
#include "varta/v1/rule_pack_service.pb.h"

namespace varta {

void PutRuleVersion(Batch& batch, const v1::RuleVersion& version);
// `id`: whole, or a beginning of at least 6 characters that only one has. kNotFound;
// kInvalidArgument.
Result<v1::RuleVersion> ReadRuleVersion(const Snapshot& view, std::string_view id);

void PutRuleActivation(Batch& batch, const v1::RuleActivation& activation);
// Newest first, numbers below `before` (0: all), at most `count`.
Result<std::vector<v1::RuleActivation>> ReadRuleActivations(const Snapshot& view, int64_t before,
                                                            size_t count);

}  // namespace varta
