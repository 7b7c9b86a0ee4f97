// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What is asked of TLS beside curl's own checks: how a connection is set up, and who was at its
// other end. The pointers are OpenSSL's, as curl hands them out. One thread.
#pragma once

#include <string>

namespace varta {

// For an SSL_CTX*, before its handshakes:
// - OpenSSL reads on by itself behind a record that is no data: a server that sends new keys (RFC
//   8446, 4.6.3) as fast as they are read would never let go of the loop. Without that each such
//   record comes back to the caller, and his timeouts hold.
// - No second handshake on a connection (TLS 1.2).
// - The server is asked for the state of its certificate (OCSP stapling, RFC 6066, 8). One that
//   says itself that it is revoked is refused, as a handshake that failed with kRevokedError. Most
//   say nothing: that is no reason to refuse them, and nobody else is asked.
void HardenTls(void* ssl_ctx);

// Part of the sentence in which OpenSSL tells of a refusal by HardenTls.
inline constexpr char kRevokedError[] = "invalid status response";

struct TlsPeer {
  std::string version;             // "TLSv1.3"
  std::string certificate_sha256;  // hex, of the server's own certificate (DER)
};
// Of an SSL* after its handshake; null: both are empty.
TlsPeer DescribeTlsPeer(const void* ssl);

}  // namespace varta
