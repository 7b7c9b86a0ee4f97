// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What the answer to a request for robots.txt means (RFC 9309, section 2.3.1). Pure; any thread.
#pragma once

#include <string>

#include "crawler/page.h"
#include "crawler/robots.h"

namespace varta {

// What is worth keeping of the answer. An empty one: everything is allowed.
struct RobotsAnswer {
  std::string body;     // content codings undone, whole lines; of a 2xx
  bool denied = false;  // everything, and why
  std::string why;
};

// 2xx: its rules. 4xx, or more redirects than are followed: everything is allowed. 5xx, 429, no
// answer, one that cannot be decoded or the page of a wall (crawler/challenge.h) with status 2xx:
// everything is denied.
RobotsAnswer ReadRobotsAnswer(const Page& page);
Robots ToRobots(const RobotsAnswer& answer);

}  // namespace varta
