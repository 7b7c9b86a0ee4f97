// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/resolver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <optional>

#include "crawler/address_cache.h"
#include "crawler/poller.h"
#include "tests/support/dns_server.h"

namespace varta {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;
using Kind = HostAddresses::Kind;
using SteadyClock = std::chrono::steady_clock;

// A resolver with its own small event loop.
class Asking {
 public:
  explicit Asking(const std::string& server, Resolver::Options options = {}) {
    options.servers = {server};
    Result<std::unique_ptr<Resolver>> resolver =
        Resolver::Create(options, [this](int fd, bool read, bool write) {
          poller_.Watch(fd, read, write);
          if (!read && !write) poller_.Forget(fd);
        });
    if (resolver.ok()) resolver_ = *std::move(resolver);
  }

  Resolver& resolver() { return *resolver_; }
  static SteadyClock::time_point Now() { return SteadyClock::now(); }

  void Lookup(const std::string& host) {
    ++open_;
    resolver_->Lookup(host, Now(), [this, host](const HostAddresses& found) {
      answers_[host] = found;
      --open_;
    });
  }
  // Until every lookup was answered.
  void Finish() {
    while (open_ > 0) {
      const Duration wait =
          std::chrono::ceil<Duration>(std::min(resolver_->NextTime(Now()), Now() + 1s) - Now());
      for (const Poller::Ready& ready : poller_.Wait(wait)) {
        resolver_->OnSocket(ready.fd, ready.read, ready.write, Now());
      }
      resolver_->OnTime(Now());
    }
  }
  HostAddresses Ask(const std::string& host) {
    if (const HostAddresses* known = resolver_->Find(host, Now())) return *known;
    Lookup(host);
    Finish();
    return answers_[host];
  }
  const HostAddresses& AnswerFor(const std::string& host) { return answers_[host]; }

 private:
  Poller poller_;
  int open_ = 0;
  std::map<std::string, HostAddresses> answers_;
  std::unique_ptr<Resolver> resolver_;
};

DnsReply Addresses(std::vector<std::string> addresses, int ttl = 0) {
  DnsReply reply;
  reply.addresses = std::move(addresses);
  reply.ttl = ttl;
  return reply;
}
DnsReply Rcode(int rcode) {
  DnsReply reply;
  reply.rcode = rcode;
  return reply;
}
DnsReply Silent() {
  DnsReply reply;
  reply.silent = true;
  return reply;
}

TEST(Resolver, FindsBothKindsOfAddress) {
  DnsServer server([](const std::string& name, int) {
    if (name == "www.board.test") {
      DnsReply reply = Addresses({"8.8.4.4"});
      reply.alias = "front.cdn.test";
      return reply;
    }
    return Addresses({"2001:4860:4860::8888", "8.8.8.8", "1.1.1.1"});
  });
  Asking asking(server.Address());
  EXPECT_THAT(asking.Ask("board.test").addresses,
              ElementsAre("8.8.8.8", "1.1.1.1", "2001:4860:4860::8888"));
  EXPECT_EQ(server.questions(), 2);
  EXPECT_THAT(asking.Ask("www.board.test").addresses, ElementsAre("8.8.4.4"));
}

TEST(Resolver, TellsFailuresApart) {
  const auto cut = [] {
    DnsReply reply = Addresses({"8.8.8.8"});
    reply.cut = true;
    return reply;
  };
  const auto other_id = [] {
    DnsReply reply = Addresses({"8.8.8.8"});
    reply.wrong_id = true;
    return reply;
  };
  struct Case {
    const char* host;
    DnsReply four, six;
    Kind kind;
    const char* detail;
  };
  const std::string long_label(64, 'a');
  const std::string long_name = [] {
    std::string name;
    for (int i = 0; i < 130; ++i) name += "a.";
    return name + "test";
  }();
  const std::string label_host = long_label + ".test";
  const Case kCases[] = {
      {"none.test", Rcode(3), Rcode(3), Kind::kNoSuchName, "NXDOMAIN"},
      {"half-none.test", Rcode(3), Silent(), Kind::kNoSuchName, "NXDOMAIN"},
      {"empty.test", {}, {}, Kind::kNoAddress, "no A or AAAA"},
      {"broken.test", Rcode(2), Rcode(2), Kind::kServerFailure, "SERVFAIL"},
      {"refused.test", Rcode(5), {}, Kind::kServerFailure, "SERVFAIL"},
      {"cut.test", cut(), cut(), Kind::kTimeout, "in time"},
      {"silent.test", Silent(), Silent(), Kind::kTimeout, "in time"},
      {"half-silent.test", Silent(), {}, Kind::kTimeout, "in time"},
      {"other.test", other_id(), other_id(), Kind::kTimeout, "in time"},
      {"only-six.test", Rcode(2), Addresses({"2606:4700::1"}), Kind::kFound, ""},
      {"only-four.test", Addresses({"1.1.1.1"}), Silent(), Kind::kFound, ""},
      {label_host.c_str(), {}, {}, Kind::kNoSuchName, "no name that DNS can hold"},
      {long_name.c_str(), {}, {}, Kind::kNoSuchName, "no name that DNS can hold"},
      {"a..test", {}, {}, Kind::kNoSuchName, "no name that DNS can hold"},
  };
  DnsServer server([&](const std::string& name, int type) {
    for (const Case& c : kCases) {
      if (name == c.host) return type == DnsServer::kA ? c.four : c.six;
    }
    return Rcode(2);
  });
  Resolver::Options options;
  options.try_timeout = 50ms;
  options.timeout = 300ms;
  options.second_wait = 20ms;
  Asking asking(server.Address(), options);
  for (const Case& c : kCases) asking.Lookup(c.host);
  asking.Finish();
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.host);
    const HostAddresses& found = asking.AnswerFor(c.host);
    EXPECT_EQ(found.kind, c.kind) << found.detail;
    EXPECT_THAT(found.detail, HasSubstr(c.detail));
    EXPECT_EQ(found.detail.empty(), c.kind == Kind::kFound);
    EXPECT_EQ(found.addresses.empty(), c.kind != Kind::kFound);
  }
}

// Whatever they are, each lookup ends, and an address that comes of them is checked as any other.
TEST(Resolver, OddChainsOfNamesEnd) {
  std::vector<std::string> ring, long_chain;
  for (int i = 0; i < 10; ++i) ring.push_back(i % 2 == 0 ? "b.test" : "ring.test");
  for (int i = 0; i < 100; ++i) long_chain.push_back("n" + std::to_string(i) + ".test");
  DnsServer server([&](const std::string& name, int) {
    DnsReply reply;
    if (name == "ring.test") reply.chain = ring;
    if (name == "self.test") reply.chain = {"self.test", "self.test"};
    if (name == "long.test") {
      reply.chain = long_chain;
      reply.addresses = {"8.8.8.8"};
    }
    if (name == "other.test") {
      reply.owner = "victim.test";
      reply.addresses = {"8.8.8.8"};
    }
    return reply;
  });
  Resolver::Options options;
  options.try_timeout = 200ms;
  options.timeout = 1000ms;
  Asking asking(server.Address(), options);
  for (const char* host : {"ring.test", "self.test", "long.test", "other.test"}) {
    asking.Lookup(host);
  }
  asking.Finish();
  for (const char* host : {"ring.test", "self.test"}) {
    SCOPED_TRACE(host);
    EXPECT_NE(asking.AnswerFor(host).kind, Kind::kFound);
    EXPECT_NE(asking.AnswerFor(host).detail, "");
    EXPECT_TRUE(asking.AnswerFor(host).addresses.empty());
  }
  for (const char* host : {"long.test", "other.test"}) {
    SCOPED_TRACE(host);
    for (const std::string& address : asking.AnswerFor(host).addresses)
      EXPECT_EQ(address, "8.8.8.8");
  }
  EXPECT_EQ(asking.resolver().Find("victim.test", asking.Now()), nullptr)
      << "nothing is believed of a name that nobody asked for";
}

TEST(Resolver, SaysThatThereIsNoServer) {
  std::string nobody;
  {
    DnsServer server([](const std::string&, int) { return DnsReply(); });
    nobody = server.Address();
  }
  Resolver::Options options;
  options.try_timeout = 50ms;
  options.timeout = 300ms;
  Asking asking(nobody, options);
  const HostAddresses found = asking.Ask("board.test");
  EXPECT_EQ(found.kind, Kind::kServerFailure);
  EXPECT_THAT(found.detail, HasSubstr("none can be reached"));
}

TEST(Resolver, CreateNamesWhatIsNoAddress) {
  const auto error = [](Resolver::Options options) {
    return Resolver::Create(std::move(options), [](int, bool, bool) {}).status();
  };
  EXPECT_THAT(error({.servers = {"dns.test"}}).message(), HasSubstr("'dns.test'"));
  EXPECT_THAT(error({.fixed = {{"a.test", "b.test"}}}).message(), HasSubstr("'b.test' for a.test"));
  EXPECT_TRUE(error({.servers = {"192.0.2.53", "[::1]:5353"}}).ok());
}

TEST(Resolver, KnowsWhatNeedsNoQuestion) {
  DnsServer server([](const std::string&, int) { return Rcode(2); });
  Resolver::Options options;
  options.fixed = {{"shop.test", "127.0.0.9"}, {"*.shop.test", "127.0.0.8"}, {"six.test", "::1"}};
  Asking asking(server.Address(), options);
  struct Case {
    const char* host;
    std::vector<std::string> addresses;
    bool loopback_name;
  };
  const Case kCases[] = {
      {"1.2.3.4", {"1.2.3.4"}, false},
      {"[2001:db8::1]", {"2001:db8::1"}, false},
      {"localhost", {"127.0.0.1", "::1"}, true},
      {"a.localhost", {"127.0.0.1", "::1"}, true},
      {"a.localhost.", {"127.0.0.1", "::1"}, true},
      {"shop.test", {"127.0.0.9"}, false},
      {"a.b.shop.test", {"127.0.0.8"}, false},
      {"six.test.", {"::1"}, false},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.host);
    const HostAddresses* found = asking.resolver().Find(c.host, asking.Now());
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->addresses, c.addresses);
    EXPECT_EQ(found->loopback_name, c.loopback_name);
  }
  for (const char* host : {"xshop.test", "notlocalhost", "localhost.test", "1.2.3.4.test"}) {
    EXPECT_EQ(asking.resolver().Find(host, asking.Now()), nullptr) << host;
  }
  EXPECT_EQ(server.questions(), 0);
}

TEST(Resolver, BelievesAnAnswerAsLongAsItsBoundsSay) {
  std::map<std::string, DnsReply> replies = {
      {"brief.test", Addresses({"8.8.8.8"}, 1)},
      {"middle.test", Addresses({"8.8.8.8"}, 300)},
      {"long.test", Addresses({"8.8.8.8"}, 1 << 30)},
      {"none.test", Rcode(3)},
      {"broken.test", Rcode(2)},
  };
  DnsServer server([&](const std::string& name, int) { return replies[name]; });
  Resolver::Options options;
  options.try_timeout = 50ms;
  options.tries = 1;
  Asking asking(server.Address(), options);
  const SteadyClock::time_point start = SteadyClock::now();
  for (const auto& [host, reply] : replies) asking.Lookup(host);
  asking.Finish();
  struct Case {
    Duration since;  // the start, which is a little before the answers came
    std::vector<std::string> believed;
  };
  const Case kCases[] = {
      {4s, {"brief.test", "broken.test", "long.test", "middle.test", "none.test"}},
      {58s, {"brief.test", "long.test", "middle.test", "none.test"}},
      {298s, {"long.test", "middle.test"}},
      {3598s, {"long.test"}},
      {3700s, {}},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.since.count());
    std::vector<std::string> believed;
    for (const auto& [host, reply] : replies) {
      if (asking.resolver().Find(host, start + c.since) != nullptr) believed.push_back(host);
    }
    EXPECT_EQ(believed, c.believed);
  }
}

TEST(Resolver, AsksOnceForNamesThatAreAskedForTogether) {
  DnsServer server([](const std::string&, int) { return Addresses({"8.8.8.8"}, 60); });
  Asking asking(server.Address());
  int answered = 0;
  for (int i = 0; i < 10; ++i) {
    asking.resolver().Lookup("board.test", asking.Now(), [&](const HostAddresses& found) {
      EXPECT_EQ(found.kind, Kind::kFound);
      ++answered;
    });
  }
  asking.Ask("board.test");
  EXPECT_EQ(answered, 10);
  EXPECT_EQ(server.questions(), 2);
}

TEST(Resolver, DeadNamesDoNotHoldUpLiveOnes) {
  DnsServer server([](const std::string& name, int) {
    return name.starts_with("dead") ? Silent() : Addresses({"8.8.8.8"}, 60);
  });
  Resolver::Options options;
  options.try_timeout = 10'000ms;
  options.timeout = 60'000ms;
  Asking asking(server.Address(), options);
  for (int i = 0; i < 100; ++i) {
    asking.resolver().Lookup("dead" + std::to_string(i) + ".test", asking.Now(),
                             [](const HostAddresses&) { ADD_FAILURE() << "nobody answered"; });
  }
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(asking.Ask("live" + std::to_string(i) + ".test").kind, Kind::kFound);
  }
}  // and the open lookups end with it

TEST(Resolver, TakesAsManyAddressesAsItMayNeed) {
  std::vector<std::string> many;
  for (int i = 0; i < 4000; ++i) {
    many.push_back("8.8." + std::to_string(i / 250) + "." + std::to_string(i % 250));
  }
  std::vector<std::string> seventy(many.begin(), many.begin() + 70);
  DnsServer server([&](const std::string& name, int) {
    return Addresses(name == "many.test" ? many : seventy);
  });
  Resolver::Options options;
  options.try_timeout = 50ms;
  options.tries = 1;
  Asking asking(server.Address(), options);
  EXPECT_EQ(asking.Ask("seventy.test").addresses.size(), 64u);
  asking.Ask("many.test");  // 64 KB in one packet: any answer will do
}

// Thousands of addresses come by TCP. A private one among those that are looked at refuses all; the
// others are never connected to.
TEST(Resolver, OfThousandsOfAddressesTheFirstCount) {
  DnsServer server([&](const std::string& name, int) {
    DnsReply reply;
    reply.over_tcp = true;
    for (int i = 0; i < 4000; ++i) {
      reply.addresses.push_back("8.8." + std::to_string(i / 250) + "." + std::to_string(i % 250));
    }
    if (name == "early.test") reply.addresses[10] = "10.0.0.1";
    if (name == "late.test") reply.addresses[3999] = "10.0.0.1";
    return reply;
  });
  Asking asking(server.Address());
  for (const char* host : {"public.test", "early.test", "late.test"}) {
    SCOPED_TRACE(host);
    const HostAddresses found = asking.Ask(host);
    EXPECT_EQ(found.kind, Kind::kFound) << found.detail;
    EXPECT_LE(found.addresses.size(), 64u);
    const ConnectableAddresses checked =
        CheckAddresses(found, AddressGuard(), 80, Networks::kPublic);
    EXPECT_EQ(checked.addresses.empty(), host == std::string("early.test"));
    for (const std::string& address : checked.addresses) EXPECT_TRUE(address.starts_with("8.8."));
  }
}

TEST(AddressCache, HoldsNoMoreThanItMay) {
  AddressCache cache(3);
  const AddressCache::TimePoint now{};
  const auto addresses = [](const char* address) {
    HostAddresses found;
    found.addresses = {address};
    return found;
  };
  for (const char* host : {"a", "b", "a", "c", "a", "d"})
    cache.Put(host, addresses(host), now + 1s);
  EXPECT_EQ(cache.size(), 3u);
  EXPECT_EQ(cache.Find("b", now), nullptr) << "stored longest ago";
  for (const char* host : {"a", "c", "d"}) {
    ASSERT_NE(cache.Find(host, now), nullptr) << host;
    EXPECT_THAT(cache.Find(host, now)->addresses, ElementsAre(host));
    EXPECT_EQ(cache.Find(host, now + 1s), nullptr);
  }
  for (int i = 0; i < 10'000; ++i) cache.Put("a", addresses("a"), now + 1s);
  EXPECT_NE(cache.Find("a", now), nullptr);
  EXPECT_LE(cache.size(), 3u);
}

TEST(CheckAddresses, OneRefusedAddressRefusesTheHost) {
  struct Case {
    std::vector<std::string> addresses;
    Networks networks;
    std::vector<std::string> kept;
    const char* refused;
  };
  const Case kCases[] = {
      {{"8.8.8.8", "2606:4700::1"}, Networks::kPublic, {"8.8.8.8", "2606:4700::1"}, ""},
      {{"8.8.8.8", "10.0.0.1"}, Networks::kPublic, {}, "10.0.0.1 is private"},
      {{"10.0.0.1", "8.8.8.8"}, Networks::kPublic, {}, "public addresses beside it"},
      {{"8.8.8.8", "::ffff:169.254.169.254"}, Networks::kPublicAndNamed, {}, "link-local"},
      {{"127.0.0.1"}, Networks::kPublic, {}, "kind test only"},
      {{"127.0.0.1", "8.8.8.8"}, Networks::kPublicAndNamed, {"127.0.0.1", "8.8.8.8"}, ""},
      {{}, Networks::kPublicAndNamed, {}, ""},
  };
  const AddressGuard guard = *AddressGuard::Create({"127.0.0.0/8"});
  for (const Case& c : kCases) {
    SCOPED_TRACE(testing::PrintToString(c.addresses));
    HostAddresses found;
    found.addresses = c.addresses;
    const ConnectableAddresses checked = CheckAddresses(found, guard, 80, c.networks);
    EXPECT_EQ(checked.addresses, c.kept);
    EXPECT_THAT(checked.refused, HasSubstr(c.refused));
    EXPECT_EQ(checked.refused.empty(), std::string(c.refused).empty());
  }
  HostAddresses loopback;
  loopback.addresses = {"127.0.0.1", "::1"};
  loopback.loopback_name = true;
  EXPECT_THAT(CheckAddresses(loopback, guard, 80, Networks::kPublicAndNamed).addresses,
              ElementsAre("127.0.0.1"));
  EXPECT_THAT(CheckAddresses(loopback, AddressGuard(), 80, Networks::kPublicAndNamed).refused,
              HasSubstr("loopback"));
}

}  // namespace
}  // namespace varta
