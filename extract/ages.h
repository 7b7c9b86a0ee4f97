// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Ages of people: "від 18 до 35 років", "18+", "дівчата 18-25", "мені 17", "17-річна". Years of
// experience, of a company, of a sentence are none. Pure; any thread.
#pragma once

#include <vector>

#include "extract/tokens.h"

namespace varta {

// Adds ages with their role: of those wanted, of somebody who is that old, of a child to look after
// or to come along. "від 16" has `low` only, "до 40" `high` only: a rule that asks for minors reads
// `low` < 18. Takes the tokens.
void FindAges(TokenText* text, std::vector<v1::Fact>* facts);

}  // namespace varta
