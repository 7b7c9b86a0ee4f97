// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Kinds of work, as those ads name them that matter here: one table row a trade. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "extract/tokens.h"

namespace varta {

// Adds the trades that a text names, each once with where it stands first; a word that means much
// else besides ("модель", "оператор", "водій") only where words that look for workers stand before
// it.
void FindWork(TokenText* text, std::vector<v1::Fact>* facts);

std::string_view TradeName(uint16_t id);  // of kWork
void AddTrades(Lexicon* lexicon);

}  // namespace varta
