// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// "Why was this URL (not) fetched?": the chain of decisions, from the source's patterns to the next
// visit, out of what the store knows. Reads only.
#pragma once

#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "storage/store.h"
#include "sweep/config.h"
#include "sweep/source.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

// kInvalidArgument: no http or https URL.
Result<v1::UrlExplanation> ExplainUrl(const Config& config, const std::vector<Source>& sources,
                                      const Store& store, Time now, std::string_view url);

}  // namespace varta
