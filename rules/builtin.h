// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The packs of rules/packs as they were when the program was built: what screens when no folder of
// packs is at hand.
#pragma once

#include <vector>

#include "base/status.h"
#include "rules/rule.h"

namespace varta {

Result<std::vector<Pack>> BuiltinPacks();

}  // namespace varta
