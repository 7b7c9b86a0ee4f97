// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Folding word by word: the second half of base/fold.h, which says what becomes of what.
#pragma once

#include "base/fold.h"
#include "base/text.h"

namespace varta {

// `folded`: character by character already.
Folded Undisguise(MappedText folded, Spelling spelling);

}  // namespace varta
