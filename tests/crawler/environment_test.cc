// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a fetch must not take from the machine, or carry from one host to another (reliability F5):
// proxies of the environment, .netrc and .curlrc in HOME, cookies, credentials. And what it does
// take: the limit of descriptors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/crawler/tls_server.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

// Sets variables for as long as it lives. Nobody else may run meanwhile.
class Environment {
 public:
  explicit Environment(const std::map<std::string, std::string>& variables) {
    for (const auto& [name, value] : variables) {
      const char* before = std::getenv(name.c_str());
      before_.emplace_back(name, before == nullptr ? "" : before);
      setenv(name.c_str(), value.c_str(), 1);
    }
  }
  ~Environment() {
    for (const auto& [name, value] : before_) {
      if (value.empty()) {
        unsetenv(name.c_str());
      } else {
        setenv(name.c_str(), value.c_str(), 1);
      }
    }
  }

 private:
  std::vector<std::pair<std::string, std::string>> before_;
};

TEST(Environment, PlaysNoPart) {
  LoopbackServer canary(Answer("200 OK", "", "through the proxy"));
  Queue<std::string> requests(10);
  LoopbackServer server([&](const Connection& c) {
    requests.Push(c.request());
    c.Send(Answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n", "direct"));
  });
  TempDir home;
  std::ofstream(home.File(".netrc")) << "machine 127.0.0.1 login me password secret\n"
                                        "default login me password secret\n";
  std::ofstream(home.File(".curlrc")) << "proxy = " << canary.Address("") << "\nuser = me:secret\n";
  const std::string proxy = canary.Address("/");
  const Environment environment({{"HOME", home.path()},
                                 {"XDG_CONFIG_HOME", home.path()},
                                 {"CURL_HOME", home.path()},
                                 {"NETRC", home.File(".netrc")},
                                 {"http_proxy", proxy},
                                 {"https_proxy", proxy},
                                 {"HTTP_PROXY", proxy},
                                 {"HTTPS_PROXY", proxy},
                                 {"all_proxy", proxy},
                                 {"ALL_PROXY", proxy}});
  Fetching fetching;
  for (int i = 0; i < 2; ++i) {  // nothing is tried anew with a password either
    const Page page = fetching.Get(server.Address("/"));
    EXPECT_EQ(page.http_status, 401);
    EXPECT_EQ(page.body, "direct");
    const std::string request = *requests.Pop();
    EXPECT_THAT(request, testing::StartsWith("GET / HTTP/1.1\r\n"));
    EXPECT_THAT(request, Not(HasSubstr("uthorization")));
  }
  const Page secure = fetching.Get("https://127.0.0.1:" + std::to_string(server.port()) + "/");
  EXPECT_EQ(secure.outcome, Outcome::kTlsError);
  EXPECT_EQ(secure.resolved_address, "127.0.0.1");
  EXPECT_EQ(canary.connections(), 0);
  EXPECT_EQ(server.connections(), 3);
}

TEST(Environment, NamesNoAuthority) {
  const Certificate authority =
      MakeCertificate({.name = "Stranger", .issuer = nullptr, .authority = true});
  const Certificate certificate = MakeCertificate({.issuer = &authority});
  TempDir dir;
  WritePem(authority, dir.File("ca.pem"));
  const Environment environment(
      {{"SSL_CERT_FILE", dir.File("ca.pem")}, {"CURL_CA_BUNDLE", dir.File("ca.pem")}});
  const SslContext context = MakeContext(certificate);
  LoopbackServer server([&](const Connection& connection) {
    TlsSession session(connection, context.get());
    session.Handshake();
  });
  FetchOptions options;
  options.dns.fixed = {{"*.test", "127.0.0.1"}};
  Fetching fetching(options);
  const Page page = fetching.Get("https://good.test:" + std::to_string(server.port()) + "/");
  EXPECT_EQ(page.outcome, Outcome::kTlsError) << page.detail;
}

// No cookie comes back, to whomever; a Location's name and password go nowhere.
TEST(Environment, HostsLeaveNothingBehind) {
  Queue<std::string> requests(10);
  std::string next;
  LoopbackServer server([&](const Connection& c) {
    requests.Push(c.request());
    c.Send(Answer(
        "302 Found",
        "Set-Cookie: a=1; Path=/; Domain=.test\r\nSet-Cookie: b=2\r\nLocation: " + next + "\r\n",
        ""));
  });
  FetchOptions options;
  options.dns.fixed = {{"*.test", "127.0.0.1"}};
  const std::string port = ":" + std::to_string(server.port());
  next = "http://me:secret@b.test" + port + "/next";
  Fetching fetching(options);
  for (const std::string& url : {"http://a.test" + port + "/", next, "http://a.test" + port}) {
    const Page page = fetching.Get(url);
    EXPECT_EQ(page.location, next);
    const std::string request = *requests.Pop();
    for (const char* word : {"Cookie", "uthorization", "Referer", "secret"}) {
      EXPECT_THAT(request, Not(HasSubstr(word)));
    }
  }
}

TEST(Environment, FewDescriptorsFewFetches) {
  constexpr int kFetches = 3;
  std::atomic<int> open = 0, most = 0;
  LoopbackServer server([&](const Connection& c) {
    const int now = ++open;
    int seen = most;
    while (now > seen && !most.compare_exchange_weak(seen, now)) {
    }
    c.WaitForClose(20);
    --open;
    c.Send(Answer("200 OK", "", "x"));
  });
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit few = before;
  few.rlim_cur = 128 + 2 * kFetches;
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
  {
    FetchOptions options;
    options.dns.fixed = {{"*.test", "127.0.0.1"}};
    Fetching fetching(options);
    for (int i = 0; i < 20; ++i) {
      fetching.Submit("http://h" + std::to_string(i) + ".test:" + std::to_string(server.port()));
    }
    for (int i = 0; i < 20; ++i) EXPECT_EQ(fetching.Take().outcome, Outcome::kOk);
  }
  setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_LE(most, kFetches);
}

}  // namespace
}  // namespace varta
