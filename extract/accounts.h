// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Where an ad wants money to go, and other web sites that it names: what ties ads when phones
// change. Only what proves itself by a check digit (payment cards: ISO/IEC 7812, IBAN: ISO 13616)
// or by a public suffix. Linear in the text; pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"

namespace varta {

struct Account {
  enum class Kind { kCard, kIban, kDomain };
  Kind kind = Kind::kCard;
  // "card:4111…" (16 digits), "iban:UA21…" (upper case), "domain:shop.example" (registrable):
  // equal for equal accounts.
  std::string value;
};
std::string_view AccountKindName(Account::Kind kind);  // card, IBAN, site

// Of a text, each once, in its order, at most kMostAccounts. `own`: the page's address, whose
// domain is not told; null: none. Sites of everybody (messengers, networks, maps, mail) are none.
std::vector<Account> FindAccounts(std::string_view utf8, const Url* own);
inline constexpr size_t kMostAccounts = 10;

}  // namespace varta
