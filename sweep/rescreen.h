// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The stored ads judged anew by the rules in use, without fetching them.
#pragma once

#include <functional>
#include <string>

#include "base/status.h"
#include "storage/store.h"
#include "sweep/screener.h"
#include "varta/v1/rule_service.pb.h"

namespace varta {

struct RescreenInput {
  std::string source;          // only its ads; empty: all
  bool validate_only = false;  // change nothing
  std::string principal, purpose;
};

// Kept ads that are leads now become leads; hits and score of leads, and what is kept of other ads,
// are brought up to date. In batches, so that what was done stays done however it ends; an audit
// entry when it begins to change something and one at its end. `progress`: see TryStoredAds.
// kNotFound: no stored ad is of that source; says of which there are.
Result<v1::RescreenReport> Rescreen(Store& store, const Screener& screener,
                                    const RescreenInput& input,
                                    const std::function<bool(int64_t ads)>& progress);

}  // namespace varta
