// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/wallets.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/digest.h"

namespace varta {
namespace {

constexpr size_t kMinBase58 = 26, kMaxBase58 = 35, kMinBech32 = 14, kMaxBech32 = 90, kHex = 42;

// The number of each letter of an alphabet; -1: it has none.
using Digits = std::array<int8_t, 128>;
constexpr Digits DigitsOf(std::string_view alphabet) {
  Digits digits{};
  digits.fill(-1);
  for (size_t i = 0; i < alphabet.size(); ++i)
    digits[static_cast<size_t>(alphabet[i])] = static_cast<int8_t>(i);
  return digits;
}
constexpr Digits kBase58 = DigitsOf("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");
constexpr Digits kBase32 = DigitsOf("qpzry9x8gf2tvdw0s3jn54khce6mua7l");

int DigitOf(const Digits& digits, char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < digits.size() ? digits[byte] : -1;
}

// 25 bytes: a version, 20 of a hash, the first four of the SHA-256 of the SHA-256 of those.
bool IsBase58Check(std::string_view word) {
  constexpr size_t kBytes = 25, kSum = 4;
  std::array<uint8_t, kBytes> number{};  // most significant byte first
  for (const char c : word) {
    int carry = DigitOf(kBase58, c);
    if (carry < 0) return false;
    for (size_t i = kBytes; i > 0; --i) {
      carry += 58 * number[i - 1];
      number[i - 1] = static_cast<uint8_t>(carry);
      carry >>= 8;
    }
    if (carry != 0) return false;
  }
  // Each leading zero byte is a 1, and the other way round.
  const size_t ones = std::min(word.find_first_not_of('1'), word.size());
  size_t zeros = 0;
  while (zeros < kBytes && number[zeros] == 0) ++zeros;
  if (ones != zeros) return false;
  const std::string bytes(number.begin(), number.end());
  const uint8_t version = number[0];
  if (version != (word[0] == '1' ? 0 : word[0] == '3' ? 5 : 0x41)) return false;
  return bytes.substr(kBytes - kSum) ==
         Sha256(Sha256(bytes.substr(0, kBytes - kSum))).substr(0, kSum);
}

uint32_t Bech32Step(uint32_t sum, uint32_t value) {
  constexpr uint32_t kGenerator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  const uint32_t top = sum >> 25;
  sum = (sum & 0x1ffffff) << 5 ^ value;
  for (size_t i = 0; i < 5; ++i) sum ^= (top >> i & 1) != 0 ? kGenerator[i] : 0;
  return sum;
}

// `word`: in lower case, begins with "bc1".
bool IsSegwit(std::string_view word) {
  constexpr uint32_t kBech32 = 1, kBech32m = 0x2bc830a3;
  constexpr size_t kPrefix = 3, kSum = 6;
  uint32_t sum = 1;
  for (const uint32_t value : {'b' >> 5, 'c' >> 5, 0, 'b' & 31, 'c' & 31})
    sum = Bech32Step(sum, value);
  int version = -1;
  uint32_t bits = 0;  // of the last five bits, those that make no whole byte
  size_t program_bits = 0;
  for (size_t i = kPrefix; i < word.size(); ++i) {
    const int digit = DigitOf(kBase32, word[i]);
    if (digit < 0) return false;
    sum = Bech32Step(sum, static_cast<uint32_t>(digit));
    if (i == kPrefix) {
      version = digit;
    } else if (i + kSum < word.size()) {
      bits = bits << 5 | static_cast<uint32_t>(digit);
      program_bits += 5;
    }
  }
  const size_t bytes = program_bits / 8, over = program_bits % 8;
  if (over > 4 || (bits & ((1u << over) - 1)) != 0) return false;
  if (version > 16 || bytes < 2 || bytes > 40) return false;
  if (version == 0) return (bytes == 20 || bytes == 32) && sum == kBech32;
  return sum == kBech32m;
}

bool IsHexAddress(std::string_view word) {
  const std::string_view digits = word.substr(2);
  return std::all_of(digits.begin(), digits.end(),
                     [](char c) { return ascii::HexValue(c) >= 0; }) &&
         digits.find_first_not_of(digits[0]) != std::string_view::npos;  // nobody's: 0x000…
}

// All letters in one case.
bool IsOneCase(std::string_view word, const std::string& lower) {
  return word == lower ||
         std::none_of(word.begin(), word.end(), [](char c) { return ascii::IsLower(c); });
}

}  // namespace

std::optional<std::string> WalletAddressAt(std::string_view text, size_t* at) {
  if (!MayBeWallet(text, *at)) return std::nullopt;
  const std::string_view rest = text.substr(*at);
  const bool base58 = rest[0] == '1' || rest[0] == '3' || rest[0] == 'T';
  const bool hex = rest[0] == '0' && rest[1] == 'x';
  const bool bech32 = (rest[0] | 0x20) == 'b' && (rest[1] | 0x20) == 'c' && rest[2] == '1';
  if (!base58 && !hex && !bech32) return std::nullopt;
  size_t size = 0;
  while (size < rest.size() && size <= kMaxBech32 && ascii::IsAlphanumeric(rest[size])) ++size;
  const std::string_view word = rest.substr(0, size);
  const auto found = [&](std::string address) {
    *at += size;
    return std::optional<std::string>(std::move(address));
  };
  if (base58 && size >= kMinBase58 && size <= kMaxBase58 && IsBase58Check(word))
    return found(std::string(word));
  if (hex && size == kHex && IsHexAddress(word)) return found(ascii::Lower(word));
  if (bech32 && size >= kMinBech32 && size <= kMaxBech32) {
    std::string lower = ascii::Lower(word);
    if (IsOneCase(word, lower) && IsSegwit(lower)) return found(std::move(lower));
  }
  return std::nullopt;
}

}  // namespace varta
