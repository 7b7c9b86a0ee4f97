// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Addresses of crypto-currencies: Bitcoin (base58check, versions 0 and 5; segregated witness in
// bech32 or bech32m: BIP-173, BIP-350), TRON (base58check, version 0x41), Ethereum and its kin (0x
// and 40 hexadecimal digits). Check sums are checked, but for Ethereum's: EIP-55 writes one in the
// case of the letters by Keccak-256, which no library here has, so any case is taken. Bounded work
// at each place; pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/ascii.h"

namespace varta {

// No address is shorter, or begins with another byte: false for most words.
inline bool MayBeWallet(std::string_view text, size_t at) {
  constexpr size_t kFewest = 14;
  const char c = text[at];
  return (c == '0' || c == '1' || c == '3' || c == 'T' || c == 'b' || c == 'B') &&
         text.size() - at >= kFewest && ascii::IsAlphanumeric(text[at + kFewest - 1]);
}

// The address that the word at `*at` is, which then moves behind it: as written, but for bech32 and
// hexadecimal in lower case. nullopt: it is none.
std::optional<std::string> WalletAddressAt(std::string_view text, size_t* at);

}  // namespace varta
