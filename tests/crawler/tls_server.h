// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The server's end of TLS over a LoopbackServer's connection, with certificates made for the test.
#pragma once

#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/crawler/fetching.h"

namespace varta {

template <auto free>
struct FreeBy {
  template <typename T>
  void operator()(T* object) const {
    free(object);
  }
};
using EvpKey = std::unique_ptr<EVP_PKEY, FreeBy<EVP_PKEY_free>>;
using X509Cert = std::unique_ptr<X509, FreeBy<X509_free>>;
using SslContext = std::unique_ptr<SSL_CTX, FreeBy<SSL_CTX_free>>;

struct Certificate {
  EvpKey key;
  X509Cert cert;
};

struct CertificateOptions {
  std::string name = "good.test";  // DNS name
  long from_days = -1, to_days = 30;
  int rsa_bits = 0;  // 0: an elliptic curve
  const EVP_MD* digest = EVP_sha256();
  const Certificate* issuer = nullptr;  // null: signs itself
  bool authority = false;
  int comment_bytes = 0;  // makes it large
};

inline void AddExtension(X509* cert, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, cert, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  if (extension == nullptr || X509_add_ext(cert, extension, -1) != 1) std::abort();
  X509_EXTENSION_free(extension);
}

inline Certificate MakeCertificate(const CertificateOptions& options) {
  constexpr long kDay = 24 * 60 * 60;
  Certificate made;
  made.key.reset(options.rsa_bits > 0 ? EVP_RSA_gen(static_cast<unsigned>(options.rsa_bits))
                                      : EVP_EC_gen("P-256"));
  made.cert.reset(X509_new());
  X509* cert = made.cert.get();
  static long serial = 0;
  X509_set_version(cert, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(cert), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(cert), options.from_days * kDay);
  X509_gmtime_adj(X509_getm_notAfter(cert), options.to_days * kDay);
  X509_set_pubkey(cert, made.key.get());
  X509_NAME* name = X509_get_subject_name(cert);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(options.name.c_str()), -1, -1,
                             0);
  X509* issuer = options.issuer == nullptr ? cert : options.issuer->cert.get();
  X509_set_issuer_name(cert, X509_get_subject_name(issuer));
  AddExtension(cert, issuer, NID_basic_constraints,
               options.authority ? "critical,CA:TRUE" : "CA:FALSE");
  if (!options.authority) AddExtension(cert, issuer, NID_subject_alt_name, "DNS:" + options.name);
  if (options.comment_bytes > 0) {
    AddExtension(cert, issuer, NID_netscape_comment,
                 std::string(static_cast<size_t>(options.comment_bytes), 'x'));
  }
  EVP_PKEY* signer = options.issuer == nullptr ? made.key.get() : options.issuer->key.get();
  if (X509_sign(cert, signer, options.digest) == 0) std::abort();
  return made;
}

inline void WritePem(const Certificate& certificate, const std::string& path) {
  BIO* memory = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(memory, certificate.cert.get());
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory, &bytes);
  std::ofstream(path) << std::string(bytes, static_cast<size_t>(size));
  BIO_free(memory);
}

// What an authority's responder says of a certificate (RFC 6960), DER. `status`: one of
// V_OCSP_CERTSTATUS_*.
inline std::string MakeStaple(const Certificate& certificate, const Certificate& issuer,
                              int status) {
  ASN1_TIME* now = X509_gmtime_adj(nullptr, -60);
  ASN1_TIME* later = X509_gmtime_adj(nullptr, 3600);
  OCSP_BASICRESP* basic = OCSP_BASICRESP_new();
  OCSP_CERTID* id = OCSP_cert_to_id(EVP_sha1(), certificate.cert.get(), issuer.cert.get());
  OCSP_basic_add1_status(basic, id, status, OCSP_REVOKED_STATUS_KEYCOMPROMISE, now, now, later);
  OCSP_basic_sign(basic, issuer.cert.get(), issuer.key.get(), EVP_sha256(), nullptr, 0);
  OCSP_RESPONSE* response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
  unsigned char* bytes = nullptr;
  const int size = i2d_OCSP_RESPONSE(response, &bytes);
  if (size <= 0) std::abort();
  std::string staple(reinterpret_cast<char*>(bytes), static_cast<size_t>(size));
  OPENSSL_free(bytes);
  OCSP_RESPONSE_free(response);
  OCSP_CERTID_free(id);
  OCSP_BASICRESP_free(basic);
  ASN1_TIME_free(later);
  ASN1_TIME_free(now);
  return staple;
}

// The server brings it with its certificate, to whoever asks. `staple` outlives the context.
inline void Staple(SSL_CTX* context, const std::string* staple) {
  const auto bring = +[](SSL* ssl, void* bytes) {
    const auto* held = static_cast<const std::string*>(bytes);
    void* copy = OPENSSL_memdup(held->data(), held->size());
    SSL_set_tlsext_status_ocsp_resp(ssl, static_cast<unsigned char*>(copy),
                                    static_cast<long>(held->size()));
    return SSL_TLSEXT_ERR_OK;
  };
  SSL_CTX_set_tlsext_status_cb(context, bring);
  SSL_CTX_set_tlsext_status_arg(context, const_cast<std::string*>(staple));
}

// Weak things are allowed here: it is the client's to refuse them.
inline SslContext MakeContext(const Certificate& certificate) {
  SslContext context(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
  SSL_CTX_set_cipher_list(context.get(), "ALL:@SECLEVEL=0");
  SSL_CTX_set_max_cert_list(context.get(), 1 << 24);
  if (SSL_CTX_use_certificate(context.get(), certificate.cert.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context.get(), certificate.key.get()) != 1) {
    std::abort();
  }
  return context;
}

// One connection's TLS. The hello that the LoopbackServer has read is given back first.
class TlsSession {
 public:
  TlsSession(const Connection& connection, SSL_CTX* context)
      : connection_(connection), ssl_(SSL_new(context)) {
    SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    Feed(connection.request());
  }

  // Each false: the client has gone or has had enough.
  bool Handshake() {
    return Run([&] { return SSL_accept(ssl_.get()); });
  }
  bool Send(std::string_view bytes) {
    return Run([&] { return SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())); });
  }
  bool ReadRequest(std::string* request) {
    char piece[4096];
    while (request->find("\r\n\r\n") == std::string::npos) {
      int got = 0;
      if (!Run([&] { return got = SSL_read(ssl_.get(), piece, sizeof piece); })) return false;
      request->append(piece, static_cast<size_t>(got));
    }
    return true;
  }
  bool Run(const std::function<int()>& step) {
    while (true) {
      const int result = step();
      const int error = SSL_get_error(ssl_.get(), result);
      if (!Flush()) return false;
      if (result > 0) return true;
      if (error != SSL_ERROR_WANT_READ) return false;
      const std::string more = connection_.Receive();
      if (more.empty()) return false;
      Feed(more);
    }
  }
  void Close() {  // as it should be: with close_notify
    SSL_shutdown(ssl_.get());
    Flush();
  }
  SSL* ssl() const { return ssl_.get(); }
  const Connection& connection() const { return connection_; }

 private:
  void Feed(const std::string& bytes) {
    BIO_write(SSL_get_rbio(ssl_.get()), bytes.data(), static_cast<int>(bytes.size()));
  }
  bool Flush() {
    char piece[16384];
    while (true) {
      const int size = BIO_read(SSL_get_wbio(ssl_.get()), piece, sizeof piece);
      if (size <= 0) return true;
      if (!connection_.Send(std::string_view(piece, static_cast<size_t>(size)))) return false;
    }
  }

  const Connection& connection_;
  std::unique_ptr<SSL, FreeBy<SSL_free>> ssl_;
};

}  // namespace varta
