// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace varta {
namespace {

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Both halves of the product of two words, put into one.
uint64_t Fold(uint64_t a, uint64_t b) {
  const unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

// The word at `at`, low byte first; behind the end are zeros.
uint64_t WordAt(std::string_view bytes, size_t at) {
  uint8_t eight[8] = {};
  if (at + sizeof eight <= bytes.size()) {
    std::memcpy(eight, bytes.data() + at, sizeof eight);
  } else if (at < bytes.size()) {
    std::memcpy(eight, bytes.data() + at, bytes.size() - at);
  }
  uint64_t word = 0;
  for (size_t i = 0; i < 8; ++i) word |= uint64_t{eight[i]} << (8 * i);
  return word;
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(Bytes(bytes), bytes.size(), digest);
  return std::string(reinterpret_cast<const char*>(digest), sizeof digest);
}

struct Sha256Sum::Context {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> evp{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

Sha256Sum::Sha256Sum() : context_(std::make_unique<Context>()) {
  // Fails only without memory, as operator new would.
  if (!context_->evp || EVP_DigestInit_ex(context_->evp.get(), EVP_sha256(), nullptr) != 1)
    std::abort();
}
Sha256Sum::Sha256Sum(Sha256Sum&&) noexcept = default;
Sha256Sum& Sha256Sum::operator=(Sha256Sum&&) noexcept = default;
Sha256Sum::~Sha256Sum() = default;

void Sha256Sum::Add(std::string_view bytes) {
  EVP_DigestUpdate(context_->evp.get(), bytes.data(), bytes.size());
}

std::string Sha256Sum::Finish() {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  EVP_DigestFinal_ex(context_->evp.get(), digest, nullptr);
  return std::string(reinterpret_cast<const char*>(digest), sizeof digest);
}

std::string HmacSha256(std::string_view key, std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Bytes(bytes), bytes.size(), digest,
       &size);
  return std::string(reinterpret_cast<const char*>(digest), size);
}

std::string Sha1(std::string_view bytes) {
  unsigned char digest[SHA_DIGEST_LENGTH];
  SHA1(Bytes(bytes), bytes.size(), digest);
  return std::string(reinterpret_cast<const char*>(digest), sizeof digest);
}

std::string Fingerprint128(std::string_view bytes) {
  // Odd numbers without a pattern: the first digits of pi behind the point.
  constexpr uint64_t kPi[] = {0x243F6A8885A308D3u, 0x13198A2E03707345u, 0xA4093822299F31D1u,
                              0x082EFA98EC4E6C89u, 0x452821E638D01377u, 0xBE5466CF34E90C6Du};
  uint64_t a = kPi[0], b = kPi[1];
  for (size_t at = 0; at < bytes.size(); at += 32) {
    a = Fold(a ^ WordAt(bytes, at), kPi[2] ^ WordAt(bytes, at + 8)) + kPi[4];
    b = Fold(b ^ WordAt(bytes, at + 16), kPi[3] ^ WordAt(bytes, at + 24)) + kPi[5];
  }
  const uint64_t first = Fold(a ^ kPi[3], b ^ bytes.size() ^ kPi[4]);
  const uint64_t second = Fold(b ^ kPi[5], first ^ a);
  std::string digest;
  for (const uint64_t word : {first, second}) {
    for (int shift = 0; shift < 64; shift += 8) digest += static_cast<char>(word >> shift);
  }
  return digest;
}

std::string Hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (unsigned char byte : bytes) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  return hex;
}

std::string RandomBytes(size_t size) {
  std::string bytes(size, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(size)) != 1)
    std::abort();
  return bytes;
}

}  // namespace varta
