// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Sums of money: "від 28 000 грн", "25-30 тис. грн/міс", "100 € на день", "$15/час". Pure; any
// thread.
#pragma once

#include <vector>

#include "extract/tokens.h"

namespace varta {

// Adds prices, or wages where the text says that it is pay: a label before or behind ("зарплата",
// "на руки"), or a period and words about work in the same lines and none about a price. Without a
// currency only behind such a label or with a multiplier and a period ("25 тис. на місяць"). Takes
// the tokens.
void FindMoney(TokenText* text, std::vector<v1::Fact>* facts);

}  // namespace varta
