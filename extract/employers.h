// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Who employs, by name: a legal form and a name (ТОВ «Ромашка», ФОП Іваненко І. І., Romashka sp. z
// o.o.), "роботодавець: ...", "компанія «...»". Pure; any thread.
#pragma once

#include <vector>

#include "extract/tokens.h"

namespace varta {

// Adds names as written without quotes and with single spaces, their legal form before or behind as
// it stands there; nothing that has five digits or an @, for that is a contact. Takes the tokens.
void FindEmployers(TokenText* text, std::vector<v1::Fact>* facts);

void AddLegalForms(Lexicon* lexicon);

}  // namespace varta
