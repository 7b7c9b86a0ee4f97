// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Digests: SHA-256 for evidence, ids and the audit chain; HMAC-SHA-256 for contacts in index keys;
// SHA-1 only where another format wants it (WARC). Any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace varta {

// 32 bytes.
std::string Sha256(std::string_view bytes);
// The same of bytes that come in pieces. One thread.
class Sha256Sum {
 public:
  Sha256Sum();
  Sha256Sum(Sha256Sum&&) noexcept;
  Sha256Sum& operator=(Sha256Sum&&) noexcept;
  ~Sha256Sum();
  void Add(std::string_view bytes);
  std::string Finish();  // 32 bytes; once

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};
std::string HmacSha256(std::string_view key, std::string_view bytes);
// 20 bytes. No proof against somebody who wants two texts with one digest.
std::string Sha1(std::string_view bytes);

// 16 bytes, the same on every machine: tells changed bytes from unchanged ones ten times as fast.
// No proof against somebody who wants two texts with one digest.
std::string Fingerprint128(std::string_view bytes);

// Lower-case hexadecimal, two characters a byte.
std::string Hex(std::string_view bytes);

// `size` bytes from the system's secure random generator; aborts if the system has none.
std::string RandomBytes(size_t size);

}  // namespace varta
