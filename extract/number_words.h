// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Digits written as words, in Ukrainian, Russian, Polish, Romanian or English: "нуль шістдесят сім,
// сто двадцять три ...". Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "extract/digits.h"

namespace varta {

// Runs of such words, figures between them included, with three words or more. All their groups are
// disguised.
std::vector<DigitRun> FindNumberWords(std::string_view utf8);

}  // namespace varta
