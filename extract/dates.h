// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Calendar dates: 12.05.2026, 2026-05-12, 12/05/26, "12 травня 2026", "з 1 червня", "1-5 июня",
// "May 12, 2026", "травень 2026". Pure; any thread.
#pragma once

#include <vector>

#include "extract/tokens.h"

namespace varta {

// Adds dates in ISO 8601, without a year as "--05-12", from one to another as "A/B"; takes their
// tokens, so that no other finder reads them as hours or sums. Day and month in figures alone
// ("12.05") only behind "з", "до" and the like or as a range, for they may be anything.
void FindDates(TokenText* text, std::vector<v1::Fact>* facts);

}  // namespace varta
