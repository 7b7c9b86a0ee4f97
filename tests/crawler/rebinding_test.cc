// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Names that change their address between two questions, or name a forbidden one beside an allowed
// one (reliability F1 to F3). 127.0.0.2 stands for the internet: allow_networks names it alone. On
// 127.0.0.1 and on the same port a canary counts connections: there must be none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <map>

#include "tests/crawler/fetching.h"
#include "tests/support/dns_server.h"

namespace varta {
namespace {

using testing::HasSubstr;

// As many as a sanitizer build does in seconds; VARTA_REBINDING_ROUNDS=1000 for the whole promise.
constexpr int kRounds = 50;

int Rounds() {
  const char* rounds = std::getenv("VARTA_REBINDING_ROUNDS");
  return rounds == nullptr ? kRounds : std::atoi(rounds);
}

constexpr const char* kInternet = "127.0.0.2";
constexpr const char* kForbidden = "127.0.0.1";

class Rebinding : public testing::Test {
 protected:
  Rebinding()
      : port_(FreePort({kInternet, kForbidden})),
        site_([](const Connection& c) { c.Send(Answer("200 OK", "", "public")); }, kInternet,
              port_),
        canary_([](const Connection&) {}, kForbidden, port_) {}

  FetchOptions Options(const DnsServer& server) const {
    FetchOptions options;
    options.dns.servers = {server.Address()};
    options.dns.min_ttl = options.dns.max_ttl = Duration(0);  // every fetch asks again
    options.dns.no_name_ttl = options.dns.failure_ttl = Duration(0);
    return options;
  }
  static AddressGuard Guard() { return *AddressGuard::Create({"127.0.0.2"}); }
  std::string UrlOf(const std::string& host, const std::string& path = "/") const {
    return "http://" + host + ":" + std::to_string(port_) + path;
  }

  const int port_;
  LoopbackServer site_, canary_;
};

TEST_F(Rebinding, NoAnswerReachesTheCanary) {
  std::atomic<int> asked = 0;
  DnsServer server([&](const std::string& name, int type) {
    DnsReply reply;
    const int round = asked++;
    const bool first_kind = type == DnsServer::kA;
    if (name.starts_with("turn")) {  // allowed and forbidden in turn
      reply.addresses = {(round / 2) % 2 == 0 ? kInternet : kForbidden};
    } else if (name.starts_with("both")) {
      reply.addresses = {kInternet, kForbidden};
    } else if (name.starts_with("kinds")) {  // A allowed, AAAA forbidden
      if (first_kind) reply.addresses = {kInternet};
      if (!first_kind) reply.addresses = {"::1"};
    } else if (name.starts_with("mapped")) {
      if (!first_kind) reply.addresses = {"::ffff:127.0.0.1"};
    } else if (name.starts_with("alias")) {
      reply.alias = "localhost";
      reply.addresses = {kForbidden};
    }
    return reply;
  });
  Fetching fetching(Options(server), Guard());
  std::map<std::string, int> refused, read;
  for (int round = 0; round < Rounds(); ++round) {
    for (const char* kind : {"turn", "both", "kinds", "mapped", "alias"}) {
      const std::string host = kind + std::to_string(round % 7) + ".test";
      for (const char* path : {"/robots.txt", "/page"}) {
        const Page page = fetching.Get(UrlOf(host, path));
        if (page.outcome == Outcome::kRefused) ++refused[kind];
        if (page.outcome == Outcome::kOk) ++read[kind];
        EXPECT_THAT(page.outcome, testing::AnyOf(Outcome::kOk, Outcome::kRefused)) << page.detail;
        EXPECT_NE(page.remote_address, kForbidden);
      }
    }
  }
  EXPECT_EQ(canary_.connections(), 0);
  EXPECT_GT(refused["turn"], 0);
  EXPECT_GT(read["turn"], 0) << "the site itself can be read";
  for (const char* kind : {"both", "kinds", "mapped", "alias"}) {
    EXPECT_EQ(refused[kind], 2 * Rounds()) << kind;
    EXPECT_EQ(read[kind], 0) << kind;
  }
}

TEST_F(Rebinding, AnAnswerHoldsBetweenRobotsAndPage) {
  std::atomic<int> asked = 0;
  DnsServer server([&](const std::string&, int) {
    DnsReply reply;
    reply.addresses = {asked++ < 2 ? kInternet : kForbidden};
    return reply;
  });
  FetchOptions options = Options(server);
  options.dns.min_ttl = Resolver::Options().min_ttl;
  Fetching fetching(options, Guard());
  for (const char* path : {"/robots.txt", "/1", "/2"}) {
    const Page page = fetching.Get(UrlOf("board.test", path));
    EXPECT_EQ(page.body, "public") << page.detail;
    EXPECT_EQ(page.remote_address, kInternet);
    EXPECT_EQ(page.resolved_address, kInternet);
  }
  EXPECT_EQ(canary_.connections(), 0);
}

// Between the first request of a connection and the next the name has moved: either what was open
// and checked is used again, or nothing.
TEST_F(Rebinding, AnOpenConnectionIsNoWayToTheCanary) {
  const int port = FreePort({kInternet, kForbidden});
  LoopbackServer site(
      [](const Connection& c) {
        do {
          c.Send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npublic");
        } while (!c.Receive().empty());
      },
      kInternet, port);
  LoopbackServer canary([](const Connection&) {}, kForbidden, port);
  std::atomic<bool> moved = false;
  DnsServer server([&](const std::string&, int) {
    DnsReply reply;
    reply.addresses = {moved ? kForbidden : kInternet};
    return reply;
  });
  Fetching fetching(Options(server), Guard());
  for (int round = 0; round < Rounds(); ++round) {
    const std::string url =
        "http://n" + std::to_string(round) + ".test:" + std::to_string(port) + "/";
    moved = false;
    EXPECT_EQ(fetching.Get(url).outcome, Outcome::kOk);
    moved = true;
    const Page page = fetching.Get(url);
    EXPECT_EQ(page.outcome, Outcome::kRefused) << page.detail;
    EXPECT_NE(page.remote_address, kForbidden);
  }
  EXPECT_EQ(canary.connections(), 0);
}

TEST_F(Rebinding, WhatANameComesToIsSaid) {
  struct Case {
    const char* host;
    Outcome outcome;
    const char* detail;
    const char* resolved;
  };
  constexpr Case kCases[] = {
      {"none.test", Outcome::kDnsError, "NXDOMAIN", ""},
      {"empty.test", Outcome::kDnsError, "no A or AAAA", ""},
      {"private.test", Outcome::kRefused, "10.0.0.1 is private (RFC 1918)", "10.0.0.1"},
      {"meta.test", Outcome::kRefused, "169.254.169.254 is link-local", "169.254.169.254"},
      {"hidden.onion", Outcome::kRefused, "RFC 7686", ""},
  };
  DnsServer server([](const std::string& name, int) {
    DnsReply reply;
    if (name == "none.test") reply.rcode = 3;
    if (name == "private.test") reply.addresses = {"10.0.0.1"};
    if (name == "meta.test") reply.addresses = {"169.254.169.254"};
    return reply;
  });
  Fetching fetching(Options(server), Guard());
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.host);
    const Page page = fetching.Get(UrlOf(c.host));
    EXPECT_EQ(page.outcome, c.outcome);
    EXPECT_THAT(page.detail, HasSubstr(c.detail));
    EXPECT_EQ(page.resolved_address, c.resolved);
    EXPECT_EQ(page.remote_address, "");
  }
}

TEST_F(Rebinding, TheNextAddressIsTriedIfOneTakesNoConnection) {
  DnsServer server([](const std::string&, int) {
    DnsReply reply;
    reply.addresses = {"127.0.0.3", kInternet};
    return reply;
  });
  Fetching fetching(Options(server), *AddressGuard::Create({"127.0.0.2/31"}));
  const Page page = fetching.Get(UrlOf("board.test"));
  EXPECT_EQ(page.body, "public") << page.detail;
  EXPECT_EQ(page.remote_address, kInternet);
  EXPECT_EQ(page.resolved_address, kInternet);
}

}  // namespace
}  // namespace varta
