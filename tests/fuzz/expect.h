// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a fuzz target says must hold: it ends the program where it does not, which is how a fuzzer,
// and the replay of the seeds, learns of it. Also with NDEBUG.
#pragma once

#include <cstdlib>

inline void Expect(bool holds) {
  if (!holds) std::abort();
}
