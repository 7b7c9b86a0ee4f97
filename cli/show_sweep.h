// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A sweep's ledger, as an operator reads it in the morning.
#pragma once

#include <string>

#include "cli/terminal.h"
#include "varta/v1/sweep_service.pb.h"

namespace varta {

// One line while it runs: "sweep: 41 of 520 known pages, 12 in flight, ...".
std::string ProgressLine(const v1::Sweep& sweep);
// The whole ledger: a row a source, the sum, what was not seen and why; progress while it runs.
std::string LedgerText(const v1::Sweep& sweep, const Style& style);
// One line for a list of sweeps.
std::string SweepRow(const v1::Sweep& sweep, const Style& style);

}  // namespace varta
