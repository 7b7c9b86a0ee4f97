// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Servers that mean no good below HTTP (reliability E6, E7): certificates that prove nothing, TLS
// that never ends, and another HTTP than the one that was asked for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/digest.h"
#include "tests/crawler/tls_server.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using namespace std::chrono_literals;

constexpr char kPage[] = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret";

class HostileTls : public testing::Test {
 protected:
  HostileTls() {
    WritePem(authority_, dir_.File("ca.pem"));
    options_.ca_file = dir_.File("ca.pem");
    options_.dns.fixed = {{"*.test", "127.0.0.1"}};
    options_.low_speed_time = 1s;
    options_.connect_timeout = 2s;
    options_.total_timeout = 5s;
  }

  Certificate Signed(CertificateOptions options = {}) {
    options.issuer = &authority_;
    return MakeCertificate(options);
  }

  // What becomes of https://good.test/ where `serve` has the connection after a handshake with
  // `context`, which may fail.
  Page Get(SSL_CTX* context, const std::function<void(TlsSession&)>& serve = SendPage) {
    LoopbackServer server([&](const Connection& connection) {
      TlsSession session(connection, context);
      if (session.Handshake()) serve(session);
    });
    Fetching fetching(options_);
    return fetching.Get("https://good.test:" + std::to_string(server.port()) + "/");
  }
  static void SendPage(TlsSession& session) {
    std::string request;
    if (session.ReadRequest(&request) && session.Send(kPage)) session.Close();
  }

  TempDir dir_;
  Certificate authority_ =
      MakeCertificate({.name = "Test Authority", .issuer = nullptr, .authority = true});
  FetchOptions options_;
};

TEST_F(HostileTls, ACertificateThatProvesWhoTheServerIsIsTaken) {
  const Certificate good = Signed();
  const SslContext context = MakeContext(good);
  const Page page = Get(context.get());
  EXPECT_EQ(page.outcome, Outcome::kOk) << page.detail;
  EXPECT_EQ(page.body, "secret");
  EXPECT_EQ(page.http_version, "1.1");
}

TEST_F(HostileTls, CertificatesThatProveNothingAreRefused) {
  const Certificate stranger =
      MakeCertificate({.name = "Other Authority", .issuer = nullptr, .authority = true});
  const Certificate not_authority = Signed({.name = "good.test"});
  struct Case {
    const char* name;
    Certificate certificate;
    const char* why;
  };
  std::vector<Case> cases;
  cases.push_back(
      {"expired", Signed({.from_days = -30, .to_days = -1}), "certificate has expired"});
  cases.push_back({"not yet valid", Signed({.from_days = 1, .to_days = 30}), "not yet valid"});
  cases.push_back({"another name", Signed({.name = "bad.test"}), "host name 'good.test'"});
  cases.push_back({"a name above", Signed({.name = "test"}), "host name 'good.test'"});
  cases.push_back({"a star for all", Signed({.name = "*"}), "host name 'good.test'"});
  cases.push_back({"signed by itself", MakeCertificate({}), "self-signed"});
  cases.push_back(
      {"an unknown authority", MakeCertificate({.issuer = &stranger}), "issuer certificate"});
  cases.push_back(
      {"signed by no authority", MakeCertificate({.issuer = &not_authority}), "certificate"});
  cases.push_back({"RSA of 1024 bits", Signed({.rsa_bits = 1024}), "too weak"});
  cases.push_back({"SHA-1", Signed({.digest = EVP_sha1()}), "too weak"});
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const SslContext context = MakeContext(c.certificate);
    const Page page = Get(context.get());
    EXPECT_EQ(page.outcome, Outcome::kTlsError) << page.detail;
    EXPECT_THAT(page.detail, HasSubstr("https://good.test"));
    EXPECT_THAT(page.detail, HasSubstr("could not prove who it is"));
    EXPECT_THAT(page.detail, HasSubstr(c.why));
    EXPECT_EQ(page.tls_certificate_sha256, "") << "no request went out";
    EXPECT_EQ(page.http_status, 0);
    EXPECT_EQ(page.body, "");
    EXPECT_EQ(page.resolved_address, "127.0.0.1");
  }
}

TEST_F(HostileTls, WhoSaysOfHimselfThatHeIsRevokedIsRefused) {
  const Certificate good = Signed(), other = Signed();
  struct Case {
    const char* name;
    std::string staple;
    bool refused;
  };
  const Case kCases[] = {
      {"revoked", MakeStaple(good, authority_, V_OCSP_CERTSTATUS_REVOKED), true},
      {"good", MakeStaple(good, authority_, V_OCSP_CERTSTATUS_GOOD), false},
      {"another one's", MakeStaple(other, authority_, V_OCSP_CERTSTATUS_REVOKED), false},
      {"no answer", "staple", false},
  };
  for (const Case& c : kCases) {
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
      SCOPED_TRACE(std::string(c.name) + " " + std::to_string(version));
      const SslContext context = MakeContext(good);
      SSL_CTX_set_max_proto_version(context.get(), version);
      Staple(context.get(), &c.staple);
      const Page page = Get(context.get());
      EXPECT_EQ(page.outcome, c.refused ? Outcome::kTlsError : Outcome::kOk) << page.detail;
      EXPECT_EQ(page.body, c.refused ? "" : "secret");
      EXPECT_THAT(page.detail, HasSubstr(c.refused ? "its certificate is revoked" : ""));
    }
  }
}

// Which certificate a server proved itself with is kept, also where a connection is used again.
TEST_F(HostileTls, TheCertificateIsNamed) {
  const Certificate good = Signed();
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  ASSERT_EQ(X509_digest(good.cert.get(), EVP_sha256(), digest, &size), 1);
  const std::string want = Hex({reinterpret_cast<const char*>(digest), size});
  const SslContext context = MakeContext(good);
  LoopbackServer server([&](const Connection& connection) {
    TlsSession session(connection, context.get());
    if (!session.Handshake()) return;
    for (int i = 0; i < 2; ++i) {
      std::string request;
      if (!session.ReadRequest(&request)) return;
      session.Send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
    }
    session.Close();
  });
  Fetching fetching(options_);
  const std::string url = "https://good.test:" + std::to_string(server.port()) + "/";
  for (int i = 0; i < 2; ++i) {
    const Page page = fetching.Get(url);
    EXPECT_EQ(page.body, "x") << page.detail;
    EXPECT_EQ(page.tls_version, "TLSv1.3");
    EXPECT_EQ(page.tls_certificate_sha256, want);
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HostileTls, OldVersionsAreRefused) {
  const Certificate good = Signed();
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
    SCOPED_TRACE(version);
    const SslContext context = MakeContext(good);
    SSL_CTX_set_max_proto_version(context.get(), version);
    EXPECT_EQ(Get(context.get()).outcome, Outcome::kTlsError);
  }
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    SCOPED_TRACE(version);
    const SslContext context = MakeContext(good);
    SSL_CTX_set_min_proto_version(context.get(), version);
    SSL_CTX_set_max_proto_version(context.get(), version);
    EXPECT_EQ(Get(context.get()).outcome, Outcome::kOk);
  }
}

TEST_F(HostileTls, AChainWithoutMeasureIsRefused) {
  const Certificate good = Signed();
  const Certificate large = Signed({.name = "filler.test", .comment_bytes = 10'000});
  const SslContext context = MakeContext(good);
  for (int i = 0; i < 50; ++i) {
    X509_up_ref(large.cert.get());
    SSL_CTX_add_extra_chain_cert(context.get(), large.cert.get());
  }
  const Page page = Get(context.get());
  EXPECT_EQ(page.outcome, Outcome::kTlsError) << page.detail;
}

TEST_F(HostileTls, OnesWhoWantACertificateOfOursGetNone) {
  const Certificate good = Signed();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    SCOPED_TRACE(version);
    const SslContext context = MakeContext(good);
    SSL_CTX_set_max_proto_version(context.get(), version);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    const Page page = Get(context.get());
    // In TLS 1.3 the client is done before the server says no.
    EXPECT_THAT(page.outcome, AnyOf(Outcome::kTlsError, Outcome::kBadResponse)) << page.detail;
    EXPECT_EQ(page.body, "");
  }
}

// What a server sends instead of its part of the handshake.
TEST_F(HostileTls, HandshakesThatComeToNothing) {
  const std::string alert_warning("\x15\x03\x03\x00\x02\x01\x5a", 7);
  const std::string empty_record("\x16\x03\x03\x00\x00", 5);
  struct Case {
    const char* name;
    LoopbackServer::Handler handler;
    Outcome outcome;
  };
  const Case kCases[] = {
      {"closed after the hello", [](const Connection&) {}, Outcome::kTlsError},
      {"reset after the hello", [](const Connection& c) { c.Reset(); }, Outcome::kTlsError},
      {"half a record", [](const Connection& c) { c.Send("\x16\x03\x03\x40"); },
       Outcome::kTlsError},
      {"noise", [](const Connection& c) { c.Send(std::string(100'000, '\x99')); },
       Outcome::kTlsError},
      {"its own hello back", [](const Connection& c) { c.Send(c.request()); }, Outcome::kTlsError},
      {"warnings without end",
       [&](const Connection& c) {
         bool open = true;
         while (open) open = c.Send(alert_warning);
       },
       Outcome::kTlsError},
      {"empty records without end",
       [&](const Connection& c) {
         bool open = true;
         while (open) open = c.Send(empty_record);
       },
       Outcome::kTlsError},
      {"a record, byte by byte",
       [](const Connection& c) {
         bool open = c.Send(std::string("\x16\x03\x03\x40\x00\x02\x00\x3f\xfc\x03\x03", 11));
         while (open) open = c.Send("x") && !c.WaitForClose(20);
       },
       Outcome::kTimeout},
  };
  options_.connect_timeout = 700ms;
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    LoopbackServer server(c.handler);
    Fetching fetching(options_);
    const Page page = fetching.Get("https://good.test:" + std::to_string(server.port()) + "/");
    EXPECT_EQ(page.outcome, c.outcome) << page.detail;
    EXPECT_EQ(page.http_status, 0);
  }
}

TEST_F(HostileTls, AnswersThatAreCutOrSlowOrEndlessWithinTls) {
  const Certificate good = Signed();
  const SslContext context = MakeContext(good);
  struct Case {
    const char* name;
    std::function<void(TlsSession&)> serve;
    Outcome outcome;
  };
  const Case kCases[] = {
      // Many servers end so; whoever cuts the connection cuts what states no length only.
      {"an end that nobody signed",
       [](TlsSession& s) { s.Send("HTTP/1.1 200 OK\r\n\r\nhalf of the te"); }, Outcome::kOk},
      {"an end that nobody signed, too early",
       [](TlsSession& s) { s.Send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf of the te"); },
       Outcome::kBadResponse},
      {"chunks without their end",
       [](TlsSession& s) {
         s.Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
         s.Close();
       },
       Outcome::kBadResponse},
      {"an end that the server signed",
       [](TlsSession& s) {
         s.Send("HTTP/1.1 200 OK\r\n\r\nall of the text");
         s.Close();
       },
       Outcome::kOk},
      {"byte by byte",
       [](TlsSession& s) {
         bool open = s.Send("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n");
         while (open) open = s.Send("x") && !s.connection().WaitForClose(20);
       },
       Outcome::kTimeout},
      {"new keys without end",
       [](TlsSession& s) {
         bool open = s.Send("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n");
         while (open) {
           open = SSL_key_update(s.ssl(), SSL_KEY_UPDATE_NOT_REQUESTED) == 1 &&
                  s.Run([&] { return SSL_do_handshake(s.ssl()); });
         }
       },
       Outcome::kTimeout},
      {"tickets without end",
       [](TlsSession& s) {
         bool open = s.Send("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n");
         while (open) {
           open = SSL_new_session_ticket(s.ssl()) == 1 &&
                  s.Run([&] { return SSL_do_handshake(s.ssl()); });
         }
       },
       Outcome::kTimeout},
  };
  options_.total_timeout = 2s;
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const Page page = Get(context.get(), [&](TlsSession& session) {
      std::string request;
      if (session.ReadRequest(&request)) c.serve(session);
    });
    EXPECT_EQ(page.outcome, c.outcome) << page.detail;
  }
}

// HTTP/2 is not spoken: it is not offered, and who speaks it all the same is not understood. So
// none of its floods (RST_STREAM, SETTINGS, CONTINUATION, PUSH_PROMISE, windows of 0) can be sent
// to us.
TEST_F(HostileTls, Http2IsNotOffered) {
  const Certificate good = Signed();
  const SslContext context = MakeContext(good);
  bool offered = false;
  SSL_CTX_set_alpn_select_cb(
      context.get(),
      [](SSL*, const unsigned char**, unsigned char*, const unsigned char*, unsigned, void* seen) {
        *static_cast<bool*>(seen) = true;
        return SSL_TLSEXT_ERR_NOACK;
      },
      &offered);
  std::string request;
  const Page page = Get(context.get(), [&](TlsSession& session) {
    session.ReadRequest(&request);
    session.Send(kPage);
    session.Close();
  });
  EXPECT_EQ(page.outcome, Outcome::kOk) << page.detail;
  EXPECT_FALSE(offered) << "no ALPN at all: a server that answers one breaks the protocol";
  EXPECT_THAT(request, testing::StartsWith("GET / HTTP/1.1\r\n"));
  EXPECT_THAT(request, testing::Not(HasSubstr("Upgrade")));
}

std::string Frame(char type, char flags, const std::string& payload) {
  std::string frame = {static_cast<char>(payload.size() >> 16),
                       static_cast<char>(payload.size() >> 8),
                       static_cast<char>(payload.size()),
                       type,
                       flags,
                       0,
                       0,
                       0,
                       1};
  return frame + payload;
}

TEST_F(HostileTls, WhoSpeaksHttp2AllTheSameIsNotUnderstood) {
  const Certificate good = Signed();
  const std::string settings = Frame(4, 0, "");
  const std::string flood[] = {
      settings,
      Frame(3, 0, std::string(4, '\0')),   // RST_STREAM
      Frame(9, 0, std::string(100, 'x')),  // CONTINUATION
      Frame(5, 0, std::string(100, 'x')),  // PUSH_PROMISE
      Frame(6, 0, std::string(8, 'x')),    // PING
      Frame(7, 0, std::string(8, '\0')),   // GOAWAY
  };
  options_.total_timeout = 2s;
  for (const std::string& frame : flood) {
    SCOPED_TRACE(static_cast<int>(frame[3]));
    const SslContext context = MakeContext(good);
    const Page page = Get(context.get(), [&](TlsSession& session) {
      bool open = session.Send(settings);
      while (open) open = session.Send(frame);
    });
    EXPECT_THAT(page.outcome, AnyOf(Outcome::kBadResponse, Outcome::kTimeout)) << page.detail;
    EXPECT_EQ(page.http_status, 0);
    EXPECT_EQ(page.body, "");
    // Without TLS too.
    LoopbackServer server([&](const Connection& connection) {
      bool open = connection.Send(settings);
      while (open) open = connection.Send(frame);
    });
    Fetching fetching(options_);
    const Page plain = fetching.Get(server.Address("/"));
    EXPECT_THAT(plain.outcome, AnyOf(Outcome::kBadResponse, Outcome::kTimeout)) << plain.detail;
    EXPECT_EQ(plain.body, "");
  }
}

}  // namespace
}  // namespace varta
