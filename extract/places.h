// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Places that a text names, by the gazetteer, and what they are to the reader: where to, where
// from. Pure; any thread.
#pragma once

#include <vector>

#include "extract/tokens.h"

namespace varta {

// Adds each place once for each role. A name needs a capital letter, or a preposition and the case
// that goes with it; one that is a word besides ("Суми", "Рівне") needs both, or "місто" before.
// Destination: "до Німеччини", "в Польщу", and "в Польщі" near words about work or leaving; origin:
// "з Києва"; "рейс Київ - Варшава" is one of each.
// The country (ISO 3166-1) that the text names most often, itself or by its regions and cities, of
// those but `home`; empty if it names none. Words that mean something else besides do not count.
std::string_view NamedCountry(const TokenText& text, std::string_view home);

void FindPlaces(TokenText* text, std::vector<v1::Fact>* facts);

}  // namespace varta
