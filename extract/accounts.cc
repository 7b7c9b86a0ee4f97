// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/accounts.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "extract/byte_search.h"
#include "extract/sites.h"
#include "extract/wallets.h"

namespace varta {
namespace {

constexpr size_t kCardDigits = 16, kMaxIban = 34, kMaxDomain = 253;

using ascii::IsDigit;
using ascii::IsLetter;
bool IsWord(char c) { return ascii::IsAlphanumeric(c); }
bool IsBeyondAscii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
ByteBlock IsAscii(ByteBlock bytes) { return IsIn(bytes, 0, 0x7F); }

// ISO/IEC 7812-1, annex B.
bool IsLuhn(std::string_view digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
    sum += digit;
  }
  return sum % 10 == 0;
}

// Visa, Mastercard, Prostir, Mir: one number in ten passes the check digit, whatever it is.
bool IsCardIssuer(std::string_view digits) {
  const int four = (digits[0] - '0') * 1000 + (digits[1] - '0') * 100 + (digits[2] - '0') * 10 +
                   (digits[3] - '0');
  return four / 1000 == 4 || (four >= 5100 && four <= 5599) || (four >= 2221 && four <= 2720) ||
         (four >= 2200 && four <= 2204) || four == 9804;
}

// Sixteen digits from `at` on, by fours with one space or hyphen between, or in one.
std::optional<Account> CardAt(std::string_view text, size_t* at) {
  std::string digits;
  size_t end = *at;
  const bool apart = *at + 4 < text.size() && (text[*at + 4] == ' ' || text[*at + 4] == '-');
  while (digits.size() < kCardDigits) {
    if (apart && !digits.empty() && digits.size() % 4 == 0) {
      if (end >= text.size() || text[end] != text[*at + 4]) return std::nullopt;
      ++end;
    }
    if (end >= text.size() || !IsDigit(text[end])) return std::nullopt;
    digits += text[end++];
  }
  if (end < text.size() && IsWord(text[end])) return std::nullopt;
  if (!IsCardIssuer(digits) || !IsLuhn(digits)) return std::nullopt;
  *at = end;
  return Account{Account::Kind::kCard, "card:" + digits};
}

struct IbanLength {
  char country[3];
  size_t size;
};
// ISO 13616 registry: where the ads that are read come from or lead to.
constexpr IbanLength kIbanLengths[] = {
    {"AE", 23}, {"AT", 20}, {"AZ", 28}, {"BE", 16}, {"BG", 22}, {"CH", 21}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DK", 18}, {"EE", 20}, {"ES", 24}, {"FI", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22},
    {"GR", 27}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IT", 27}, {"KZ", 20}, {"LT", 20},
    {"LU", 20}, {"LV", 21}, {"MD", 24}, {"NL", 18}, {"NO", 15}, {"PL", 28}, {"PT", 25}, {"RO", 24},
    {"RS", 22}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"TR", 26}, {"UA", 29}};

// ISO 7064, mod 97-10.
bool IsIban(std::string_view iban) {
  int rest = 0;
  for (size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    rest = IsDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
  }
  return rest == 1;
}

std::optional<Account> IbanAt(std::string_view text, size_t* at) {
  std::string iban;
  size_t end = *at;
  size_t wanted = 0;
  for (; end < text.size() && iban.size() < kMaxIban; ++end) {
    const char c = text[end];
    if (c == ' ' && iban.size() >= 4 && text[end - 1] != ' ') continue;
    if (!IsWord(c)) break;
    iban += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    if (iban.size() == 4) {
      const auto* known =
          std::find_if(std::begin(kIbanLengths), std::end(kIbanLengths),
                       [&](const IbanLength& one) { return iban.starts_with(one.country); });
      if (known == std::end(kIbanLengths) || !IsDigit(iban[2]) || !IsDigit(iban[3]))
        return std::nullopt;
      wanted = known->size;
    }
    if (iban.size() == wanted) {
      ++end;
      break;
    }
  }
  if (wanted == 0 || iban.size() != wanted || (end < text.size() && IsWord(text[end])) ||
      !IsIban(iban))
    return std::nullopt;
  *at = end;
  return Account{Account::Kind::kIban, "iban:" + iban};
}

// Sentences without a space behind their stop look like names: only what people write as one.
constexpr std::string_view kTopLevels[] = {
    "ae",    "agency", "app",  "at",  "az", "be",  "bg",   "biz",  "by",      "ch",   "club",
    "com",   "cy",     "cz",   "de",  "dk", "ee",  "es",   "eu",   "fi",      "fr",   "ge",
    "gr",    "group",  "hr",   "hu",  "ie", "il",  "info", "io",   "it",      "kz",   "link",
    "live",  "lt",     "lv",   "md",  "me", "net", "nl",   "no",   "online",  "org",  "page",
    "pl",    "pro",    "pt",   "ro",  "rs", "ru",  "se",   "shop", "si",      "site", "sk",
    "space", "store",  "team", "top", "tr", "ua",  "uk",   "us",   "website", "work", "xyz"};
static_assert(std::is_sorted(std::begin(kTopLevels), std::end(kTopLevels)));

bool IsHostByte(char c) { return IsWord(c) || c == '-' || c == '.'; }

// The host name around the dot at `dot`. Not behind an @, and not part of a word with other
// letters.
std::optional<Account> DomainAround(std::string_view text, size_t dot, size_t from,
                                    const std::string& own, size_t* end) {
  size_t begin = dot;
  while (begin > from && IsHostByte(text[begin - 1]) && dot - begin < kMaxDomain) --begin;
  *end = dot;
  while (*end < text.size() && IsHostByte(text[*end]) && *end - begin < kMaxDomain) ++*end;
  std::string_view host = text.substr(begin, *end - begin);
  while (host.ends_with('.') || host.ends_with('-')) host.remove_suffix(1);
  if (begin > 0 && (text[begin - 1] == '@' || IsBeyondAscii(text[begin - 1]))) return std::nullopt;
  if (*end < text.size() && (text[*end] == '@' || IsBeyondAscii(text[*end]))) return std::nullopt;
  const size_t last = host.rfind('.');
  if (last == std::string_view::npos) return std::nullopt;
  if (!std::binary_search(std::begin(kTopLevels), std::end(kTopLevels), host.substr(last + 1)))
    return std::nullopt;
  std::optional<std::string> site = SiteOf(host, own);
  if (!site) return std::nullopt;
  return Account{Account::Kind::kDomain, "domain:" + *site};
}

std::optional<Account> WalletAt(std::string_view text, size_t* at) {
  std::optional<std::string> wallet = WalletAddressAt(text, at);
  if (!wallet) return std::nullopt;
  return Account{Account::Kind::kWallet, "wallet:" + *std::move(wallet)};
}

void AddOnce(std::optional<Account> account, std::vector<Account>* accounts) {
  if (!account || accounts->size() >= kMostAccounts) return;
  for (const Account& known : *accounts) {
    if (known.value == account->value) return;
  }
  accounts->push_back(*std::move(account));
}

}  // namespace

std::string_view AccountKindName(Account::Kind kind) {
  switch (kind) {
    case Account::Kind::kCard:
      return "card";
    case Account::Kind::kIban:
      return "IBAN";
    case Account::Kind::kWallet:
      return "wallet";
    case Account::Kind::kDomain:
      break;
  }
  return "site";
}

std::vector<Account> FindAccounts(std::string_view utf8, const Url* own) {
  std::vector<Account> accounts;
  const std::string own_domain = OwnSite(own);
  size_t from = 0;  // what lies before was looked at as part of a name
  for (size_t i = 0; i < utf8.size() && accounts.size() < kMostAccounts; ++i) {
    const char c = utf8[i];
    if (IsBeyondAscii(c)) {
      i = FindByte(utf8, i, IsAscii) - 1;
      continue;
    }
    if (c == '.') {
      size_t end = i;
      AddOnce(DomainAround(utf8, i, from, own_domain, &end), &accounts);
      from = end;
      if (end > i) i = end - 1;
      continue;
    }
    if (!IsWord(c) || (i > 0 && (IsWord(utf8[i - 1]) || IsBeyondAscii(utf8[i - 1])))) continue;
    size_t end = i;
    if (IsDigit(c)) {
      AddOnce(CardAt(utf8, &end), &accounts);
    } else if (i + 3 < utf8.size() && IsLetter(utf8[i + 1]) && IsDigit(utf8[i + 2])) {
      AddOnce(IbanAt(utf8, &end), &accounts);
    }
    if (end == i && MayBeWallet(utf8, i)) AddOnce(WalletAt(utf8, &end), &accounts);
    if (end > i) i = end - 1;
  }
  return accounts;
}

}  // namespace varta
