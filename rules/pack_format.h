// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The files of a pack in one order and indentation. Pure; any thread.
//
// Only whole lines move, and only their indentation changes: comments stay with the key or rule
// below them, or at the end of their line, and how a value is written stays the author's. What
// comes out is read again and must say the same with the same lines, or the file is left alone.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace varta {

// `name`: pack.yaml, macros.yaml or a file of rules, with or without a folder. kInvalidArgument: no
// YAML; kFailedPrecondition: written so that nothing may be moved, with the place.
Result<std::string> FormatPackFile(std::string_view text, const std::string& name);

}  // namespace varta
