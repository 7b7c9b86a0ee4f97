// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Numbers of registers that an ad names: of companies (EDRPOU, NIP, REGON, KRS, OGRN), of job
// brokers (KRAZ, licences), of people (IPN). Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "extract/tokens.h"

namespace varta {

// Adds numbers behind their label whose length and check digit are right, as "EDRPOU:12345678". A
// person's tax number (ten digits of Ukraine's, twelve of Russia's: the former tells birth date and
// sex) is never kept: its fact says "IPN", and its span is the label alone. Takes the tokens,
// labelled numbers that fail the check included: they are nothing else.
void FindRegistrations(TokenText* text, std::vector<v1::Fact>* facts);

// Check digits; `digits` are ASCII digits of any number.
bool IsEdrpou(std::string_view digits);        // 8; weights of the Ukrainian register's order
bool IsIpn(std::string_view digits);           // 10
bool IsNip(std::string_view digits);           // 10
bool IsRegon(std::string_view digits);         // 9
bool IsInnOfCompany(std::string_view digits);  // 10
bool IsInnOfPerson(std::string_view digits);   // 12
bool IsOgrn(std::string_view digits);          // 13

void AddRegistrationLabels(Lexicon* lexicon);

}  // namespace varta
