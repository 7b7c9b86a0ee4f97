// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the answer to a request for robots.txt means (RFC 9309, section 2.3.1). Pure; any thread.
#pragma once

#include "crawler/page.h"
#include "crawler/robots.h"

namespace varta {

// 2xx: its rules, content codings undone. 4xx, or more redirects than are followed: everything is
// allowed. 5xx, 429, no answer or one that cannot be decoded: everything is denied, and why.
Robots RobotsFromAnswer(const Page& page);

}  // namespace varta
