// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Lists of leads: picks the index with the fewest rows for the query, walks it in the lists' order,
// checks the rest on each lead. Functions over a view; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "storage/database.h"
#include "storage/store.h"

namespace varta {

// See Store::ListLeads. kInvalidArgument: a word is too short, or `after` is no position.
Result<LeadPage> FindLeads(const Snapshot& view, const LeadQuery& query,
                           std::string_view contact_secret, int page_size, std::string_view after);

}  // namespace varta
