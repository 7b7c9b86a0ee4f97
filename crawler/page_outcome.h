// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a whole answer's status means for its page. Pure; any thread.
#pragma once

#include "crawler/page.h"

namespace varta {

// From `http_status`, `response_headers` and the task: sets `outcome`, and `location` and `detail`
// where they apply (RFC 9110, 15). 304 to a task that did not ask conditionally is an error of the
// server.
void ApplyStatus(Page* page);

}  // namespace varta
