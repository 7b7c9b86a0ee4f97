// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Does everything in the database fit together? Reads only; any thread.
#pragma once

#include "base/status.h"
#include "storage/database.h"

namespace varta {

// See Store::CheckConsistency.
Status CheckDatabase(const Snapshot& view);

}  // namespace varta
