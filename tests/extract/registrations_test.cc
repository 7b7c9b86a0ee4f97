// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/registrations.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/extract/fact_table.h"

namespace varta {
namespace {

// All numbers are made up; their check digits are right.
TEST(FindRegistrations, ReadsLabelledNumbers) {
  const FactCase cases[] = {
      {"ЄДРПОУ 40123454", "EDRPOU:40123454"},
      {"код ЄДРПОУ: 20012347", "EDRPOU:20012347"},
      {"Код за ЄДРПОУ — 40123454", "EDRPOU:40123454"},
      {"ЄДРПОУ № 4012 3454", "EDRPOU:40123454"},
      {"ЕГРПОУ 40123454", "EDRPOU:40123454"},
      {"EDRPOU: 40123454", "EDRPOU:40123454"},
      {"ІПН 1845067892", "IPN"},
      {"РНОКПП: 1845067892", "IPN"},
      {"ФОП Прикладенко, ЄДРПОУ 1845067892", "IPN"},
      {"ИПН 1845067892", "IPN"},
      {"NIP 525-000-12-33", "NIP:5250001233"},
      {"NIP: 5250001233", "NIP:5250001233"},
      {"REGON 123456785", "REGON:123456785"},
      {"KRS 0000123456", "KRS:0000123456"},
      {"KRAZ 12345", "KRAZ:12345"},
      {"nr KRAZ: 7142", "KRAZ:7142"},
      {"certyfikat KRAZ nr 7142", "KRAZ:7142"},
      {"ИНН 7700123459", "INN:7700123459"},
      {"ОГРН 1027700012340", "OGRN:1027700012340"},
      {"ліцензія МСП № 123456", "licence:МСП123456"},
      {"Ліцензія АЕ №460001", "licence:АЕ460001"},
      {"ліцензія № 12345", "licence:12345"},
      {"Лицензия Минсоцполитики № 123", "licence:123"},
      {"licence no. 4567", "licence:4567"},
      {"ТОВ «Вигадка», ЄДРПОУ 40123454, ліцензія № 555", "EDRPOU:40123454; licence:555"},
  };
  ExpectFacts({v1::FACT_KIND_REGISTRATION}, cases);
}

TEST(FindRegistrations, LeavesOtherNumbers) {
  const FactCase cases[] = {
      {"ЄДРПОУ 40123455", ""},
      {"40123454", ""},
      {"ЄДРПОУ 4012345", ""},
      {"ІПН 1845067893", ""},
      {"NIP 5250001234", ""},
      {"REGON 123456780", ""},
      {"тел. 0671234567", ""},
      {"ліцензія на 5 років", ""},
      {"без ліцензії, 18+", ""},
      {"ліцензія", ""},
      {"ЄДРПОУ", ""},
      {"KRAZ", ""},
      {"код товару 40123454", ""},
      {"КрАЗ 255", ""},
      {"вантажівка краз, 10 т", ""},
      {"", ""},
  };
  ExpectFacts({v1::FACT_KIND_REGISTRATION}, cases);
}

TEST(FindRegistrations, KeepsNoDigitsOfPeople) {
  FieldInput input;
  input.text = "ІПН: 1845067892, ИНН 184506789012";
  for (const v1::Fact& fact : FindFacts(input)) {
    EXPECT_EQ(fact.kind(), v1::FACT_KIND_REGISTRATION);
    EXPECT_EQ(fact.value(), "IPN");
    EXPECT_THAT(fact.written(), ::testing::Not(::testing::ContainsRegex("[0-9]")));
  }
}

TEST(FindRegistrations, CompanyCodesAreNoPhones) {
  for (const char* text : {"ЄДРПОУ 40123454", "ІПН 1845067892", "NIP 525-000-12-33"}) {
    SCOPED_TRACE(text);
    FieldInput input;
    input.text = text;
    for (const v1::Fact& fact : FindFacts(input)) EXPECT_NE(fact.kind(), v1::FACT_KIND_PHONE);
  }
}

TEST(CheckDigits, OfOtherLengthsAreWrong) {
  for (const char* digits : {"", "1", "1234567", "00000000", "0000000000", "12345678901234"}) {
    SCOPED_TRACE(digits);
    EXPECT_FALSE(IsEdrpou(digits));
    EXPECT_FALSE(IsIpn(digits));
    EXPECT_FALSE(IsNip(digits));
    EXPECT_FALSE(IsRegon(digits));
    EXPECT_FALSE(IsInnOfCompany(digits));
    EXPECT_FALSE(IsInnOfPerson(digits));
    EXPECT_FALSE(IsOgrn(digits));
  }
}

}  // namespace
}  // namespace varta
