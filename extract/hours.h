// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Hours and days of work: "12 годин на день", "6/1", "вахта 15/15", "09:00–18:00", "без вихідних".
// Pure; any thread.
#pragma once

#include <vector>

#include "extract/tokens.h"

namespace varta {

// Adds hours; `low` and `high` with `unit` hour/day, hour/week or day/week where they can be told:
// of "09:00-18:00" its length (over midnight: to the next day), of "6/1" the days worked if they
// make a week. Days on and off ("6/1") only near words about a schedule, or the usual pairs near
// words about work, for a fraction looks alike. Takes the tokens.
void FindHours(TokenText* text, std::vector<v1::Fact>* facts);

}  // namespace varta
