// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The alerts that links have raised, as people ask for them. Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "storage/link_store.h"
#include "varta/v1/entity_service.pb.h"

namespace varta {

struct AlertPage {
  std::vector<v1::Alert> alerts;  // newest first
  std::string next;               // where to go on; empty at the end
};
// `kind`: only these, as job_and_sexual_services; empty: all. `after`: `next` of the page before.
Result<AlertPage> ReadAlerts(const LinkView& view, std::string_view kind, size_t count,
                             std::string_view after);

}  // namespace varta
