// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Whether the rows of links fit together: each can be read, what it names is there, and of purged
// ads nothing is left that a purge takes. A few look-ups a row; any thread.
#pragma once

#include "base/status.h"
#include "storage/database.h"

namespace varta {

// kDataLoss names the first row that does not fit.
Status CheckLinks(const Snapshot& view);

}  // namespace varta
