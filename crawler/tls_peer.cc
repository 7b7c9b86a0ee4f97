// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/tls_peer.h"

#include <openssl/ocsp.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>

#include <memory>
#include <string_view>

#include "base/digest.h"

namespace varta {
namespace {

template <auto free>
struct FreeBy {
  template <typename T>
  void operator()(T* object) const {
    free(object);
  }
};

// Whether one of the answers that the server brought speaks of its own certificate, by number, and
// says that it is revoked. Who signed that is of no interest: nobody says it of himself in jest.
bool SaysRevoked(const X509* certificate, const unsigned char* bytes, long size) {
  const std::unique_ptr<OCSP_RESPONSE, FreeBy<OCSP_RESPONSE_free>> response(
      d2i_OCSP_RESPONSE(nullptr, &bytes, size));
  if (response == nullptr) return false;
  const std::unique_ptr<OCSP_BASICRESP, FreeBy<OCSP_BASICRESP_free>> basic(
      OCSP_response_get1_basic(response.get()));
  if (basic == nullptr) return false;
  for (int i = 0; i < OCSP_resp_count(basic.get()); ++i) {
    OCSP_SINGLERESP* single = OCSP_resp_get0(basic.get(), i);
    ASN1_INTEGER* serial = nullptr;
    if (OCSP_single_get0_status(single, nullptr, nullptr, nullptr, nullptr) !=
        V_OCSP_CERTSTATUS_REVOKED) {
      continue;
    }
    OCSP_id_get0_info(nullptr, nullptr, nullptr, &serial,
                      const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(single)));
    if (serial != nullptr && ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(certificate)) == 0) {
      return true;
    }
  }
  return false;
}

// 1: go on. 0: the handshake fails.
int OnStaple(SSL* ssl, void*) noexcept {
  const unsigned char* bytes = nullptr;
  const long size = SSL_get_tlsext_status_ocsp_resp(ssl, &bytes);
  const X509* certificate = SSL_get0_peer_certificate(ssl);
  if (bytes == nullptr || size <= 0 || certificate == nullptr) return 1;
  return SaysRevoked(certificate, bytes, size) ? 0 : 1;
}

}  // namespace

void HardenTls(void* ssl_ctx) {
  auto* context = static_cast<SSL_CTX*>(ssl_ctx);
  SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp);
  SSL_CTX_set_tlsext_status_cb(context, &OnStaple);
}

TlsPeer DescribeTlsPeer(const void* ssl) {
  TlsPeer peer;
  if (ssl == nullptr) return peer;
  const auto* connection = static_cast<const SSL*>(ssl);
  peer.version = SSL_get_version(connection);
  unsigned char digest[SHA256_DIGEST_LENGTH];
  unsigned size = 0;
  const X509* certificate = SSL_get0_peer_certificate(connection);
  if (certificate != nullptr && X509_digest(certificate, EVP_sha256(), digest, &size) == 1) {
    peer.certificate_sha256 = Hex(std::string_view(reinterpret_cast<const char*>(digest), size));
  }
  return peer;
}

}  // namespace varta
