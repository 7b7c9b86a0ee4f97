// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A rule pack for tests that need leads, but no certain ones: it loads at once, where the built-in
// packs take a sanitized program two seconds.
#pragma once

#include <string>

#include "base/status.h"

namespace varta {

// Makes `dir` with one pack: one rule for Ukrainian and Russian whose word stands in many ads of
// the test site, with a weight that makes each of them a lead. kUnavailable: cannot be written.
Status WriteSmallPack(const std::string& dir);

}  // namespace varta
