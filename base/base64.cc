// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/base64.h"

#include <openssl/evp.h>

#include <memory>

namespace varta {

std::optional<std::string> FromBase64(std::string_view text) {
  std::unique_ptr<EVP_ENCODE_CTX, decltype(&EVP_ENCODE_CTX_free)> context(EVP_ENCODE_CTX_new(),
                                                                          EVP_ENCODE_CTX_free);
  EVP_DecodeInit(context.get());
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  auto* in = reinterpret_cast<const unsigned char*>(text.data());
  int size = 0, last = 0;
  if (EVP_DecodeUpdate(context.get(), out, &size, in, static_cast<int>(text.size())) < 0)
    return std::nullopt;
  if (EVP_DecodeFinal(context.get(), out + size, &last) < 0) return std::nullopt;
  bytes.resize(static_cast<size_t>(size + last));
  return bytes;
}

}  // namespace varta
