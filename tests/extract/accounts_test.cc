// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/accounts.h"

#include <gmock/gmock.h>

namespace varta {
namespace {

std::vector<std::string> AccountsIn(std::string_view text, const char* own = nullptr) {
  const std::optional<Url> url = own == nullptr ? std::nullopt : Url::Parse(own);
  std::vector<std::string> values;
  for (const Account& account : FindAccounts(text, url ? &*url : nullptr))
    values.push_back(account.value);
  return values;
}

TEST(Accounts, WhatProvesItself) {
  struct Case {
    const char* text;
    std::vector<std::string> want;
  };
  const Case kCases[] = {
      {"", {}},
      {"Оплата на карту 4111 1111 1111 1111 до виїзду", {"card:4111111111111111"}},
      {"карта 4111-1111-1111-1111, 4111111111111111.", {"card:4111111111111111"}},
      {"4111 1111 1111 1112", {}},  // no check digit
      {"4111 1111-1111 1111", {}},  // two separators
      {"14111111111111111", {}},    // seventeen digits
      {"9111111111111111", {}},     // nobody's numbers
      {"4111 1111 1111", {}},       // cut
      {"IBAN UA21 3223 1300 0002 6007 2335 6600 1 Приват", {"iban:UA213223130000026007233566001"}},
      {"на рахунок UA213223130000026007233566001", {"iban:UA213223130000026007233566001"}},
      {"ua213223130000026007233566001", {"iban:UA213223130000026007233566001"}},
      {"DE89 3704 0044 0532 0130 00", {"iban:DE89370400440532013000"}},
      {"UA213223130000026007233566002", {}},
      {"GB33 B", {}},
      {"Сайт www.robota-krakow.example.com/job?id=1 і robota-krakow.example.com",
       {"domain:example.com"}},
      {"https://anna.example.org:8080/, пиши на anna@firma.example.net", {"domain:example.org"}},
      {"на гаманець 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa або 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
       {"wallet:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "wallet:3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"}},
      {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", {}},   // its sum is another
      {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa1", {}},  // a digit too many
      {"x1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", {}},
      {"11A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", {}},  // a leading zero too many
      {"bitcoin:BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4?amount=1",
       {"wallet:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"}},
      {"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
       {"wallet:bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"}},
      {"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kV8f3t4", {}},  // two cases
      {"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", {}},
      // BIP-350: version 1 in bech32, version 0 in bech32m, a program that is too short.
      {"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", {}},
      {"bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqhdjgln", {}},
      {"bc1pw5dgrnzv", {}},
      {"USDT TRC20: TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
       {"wallet:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"}},
      {"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T", {}},
      {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed, 0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED",
       {"wallet:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"}},
      {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", {}},
      {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0", {}},
      {"0x0000000000000000000000000000000000000000", {}},
      {"t.me/robota, facebook.com/anna, instagram.com/x", {}},
      {"зарплата 1.5 тис., т.д. і т.п., 12.10.2026, 08.00-17.00, вул.Шевченка 5", {}},
      {"грн.За день.Кава", {}},
      {"dobra praca.Kontakt po 18.Pl. Rynek", {}},
      {"..............", {}},
      {"a.b.c.d", {}},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(AccountsIn(c.text), c.want);
  }
}

TEST(Accounts, ThePagesOwnDomainIsNotTold) {
  EXPECT_THAT(AccountsIn("див. shop.board.example.com", "https://www.example.com/ad/1"),
              testing::IsEmpty());
  EXPECT_THAT(AccountsIn("див. shop.example.org", "https://www.example.com/ad/1"),
              testing::ElementsAre("domain:example.org"));
}

TEST(Accounts, HostileTextIsReadOnce) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += i % 3 == 0 ? "4111 " : i % 3 == 1 ? "UA21." : "a-.";
  EXPECT_LE(AccountsIn(text).size(), kMostAccounts);
  EXPECT_LE(AccountsIn(std::string(1'000'000, '4')).size(), kMostAccounts);
  EXPECT_LE(AccountsIn(std::string(1'000'000, '.')).size(), kMostAccounts);
}

}  // namespace
}  // namespace varta
