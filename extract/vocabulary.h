// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The words around facts: prepositions, labels, currencies, periods, months; Ukrainian, Russian,
// English, Polish, and what else ads for our people use. Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "extract/lexicon.h"

namespace varta {

enum Period : uint16_t { kOnce, kHourly, kShiftly, kDaily, kWeekly, kMonthly, kYearly, kPiece };
std::string_view PeriodName(uint16_t period);  // "month"; "" for none

// ISO 4217 codes by the id of kCurrency and kCurrencyOf.
std::string_view CurrencyCode(uint16_t id);
// Of a sign, as "€"; "": it is none.
std::string_view CurrencyOfSign(char32_t sign);
inline constexpr uint16_t kRouble = 3;  // a row of the table; "р" alone says it in Russian only

std::string_view MessengerName(uint16_t id);  // of kMessenger

void AddVocabulary(Lexicon* lexicon);

}  // namespace varta
