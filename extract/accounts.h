// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Where an ad wants money to go, and other web sites that it names: what ties ads when phones
// change. Only what proves itself: by check digits (payment cards: ISO/IEC 7812, IBAN: ISO 13616,
// wallets: wallets.h) or by a public suffix. Linear in the text; pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/url.h"

namespace varta {

struct Account {
  enum class Kind { kCard, kIban, kWallet, kDomain };
  Kind kind = Kind::kCard;
  // "card:4111…" (16 digits), "iban:UA21…" (upper case), "wallet:bc1…" (wallets.h),
  // "domain:shop.example" (sites.h): equal for equal accounts.
  std::string value;
};
std::string_view AccountKindName(Account::Kind kind);  // card, IBAN, wallet, site

// Of a text, each once, in its order, at most kMostAccounts. `own`: the page's address, whose
// domain is not told; null: none.
std::vector<Account> FindAccounts(std::string_view utf8, const Url* own);
inline constexpr size_t kMostAccounts = 10;

}  // namespace varta
