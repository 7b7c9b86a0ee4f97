// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/address_guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace varta {
namespace {

using testing::HasSubstr;

TEST(AddressGuard, RefusesEverythingSpecialAndSaysWhatItIs) {
  struct Case {
    const char* address;
    const char* what;  // part of the reason
  };
  constexpr Case kCases[] = {
      {"0.0.0.0", "RFC 791"},
      {"0.255.255.255", "RFC 791"},
      {"10.0.0.1", "RFC 1918"},
      {"100.64.0.1", "RFC 6598"},
      {"100.127.255.255", "RFC 6598"},
      {"127.0.0.1", "loopback (RFC 1122)"},
      {"127.255.255.255", "RFC 1122"},
      {"169.254.169.254", "link-local (RFC 3927)"},
      {"172.16.0.1", "RFC 1918"},
      {"172.31.255.255", "RFC 1918"},
      {"192.0.0.8", "RFC 6890"},
      {"192.0.2.7", "RFC 5737"},
      {"192.88.99.1", "RFC 7526"},
      {"192.168.1.1", "RFC 1918"},
      {"198.18.0.1", "RFC 2544"},
      {"198.19.255.255", "RFC 2544"},
      {"198.51.100.1", "RFC 5737"},
      {"203.0.113.1", "RFC 5737"},
      {"224.0.0.1", "multicast"},
      {"239.255.255.255", "multicast"},
      {"240.0.0.1", "reserved"},
      {"255.255.255.255", "broadcast (RFC 919)"},
      {"::", "unspecified"},
      {"::1", "loopback (RFC 4291)"},
      {"::7f00:1", "IPv4-compatible"},
      {"::ffff:127.0.0.1", "loopback (RFC 1122)"},
      {"::ffff:a00:1", "RFC 1918"},
      {"::ffff:169.254.169.254", "link-local"},
      {"64:ff9b::127.0.0.1", "NAT64 (RFC 6052) for an address that is loopback"},
      {"64:ff9b::a9fe:a9fe", "link-local"},
      {"64:ff9b:1::1", "RFC 8215"},
      {"64:ff9b:0:1::1", "RFC 4291"},
      {"100::1", "RFC 6666"},
      {"100:0:0:1::1", "RFC 9780"},
      {"2001::1", "Teredo"},
      {"2001:2::1", "RFC 5180"},
      {"2001:10::1", "RFC 4843"},
      {"2001:2f::1", "RFC 7343"},
      {"2001:1ff::1", "RFC 2928"},
      {"2001:db8::1", "RFC 3849"},
      {"2002:7f00:1::1", "6to4"},
      {"3fff::1", "RFC 9637"},
      {"5f00::1", "RFC 9602"},
      {"fc00::1", "unique local"},
      {"fdff::1", "unique local"},
      {"fe80::1", "link-local"},
      {"fec0::1", "site-local"},
      {"ff02::1", "multicast"},
      {"4000::1", "not global unicast"},
  };
  const AddressGuard guard;
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.address);
    EXPECT_THAT(guard.WhyRefused(c.address, 443), HasSubstr(c.what));
    EXPECT_THAT(guard.WhyRefused(c.address, 443), HasSubstr("allow_networks does not name it"));
  }
}

// The IANA IPv4 and IPv6 Special-Purpose Address Registries, row by row, and what is multicast or
// was never given out (RFC 5771, RFC 1112, RFC 4291): first and last address of each.
TEST(AddressGuard, AgreesWithTheRegistries) {
  struct Row {
    const char* first;
    const char* last;
    bool reachable;  // "Globally Reachable" is True
    bool taken;      // by us; a row that differs says why
  };
  constexpr Row kRows[] = {
      {"0.0.0.0", "0.255.255.255", false, false},
      {"10.0.0.0", "10.255.255.255", false, false},
      {"100.64.0.0", "100.127.255.255", false, false},
      {"127.0.0.0", "127.255.255.255", false, false},
      {"169.254.0.0", "169.254.255.255", false, false},
      {"172.16.0.0", "172.31.255.255", false, false},
      {"192.0.0.0", "192.0.0.7", false, false},
      {"192.0.0.8", "192.0.0.8", false, false},
      {"192.0.0.9", "192.0.0.10", true, false},  // anycast of PCP and TURN: no web there
      {"192.0.0.170", "192.0.0.171", false, false},
      {"192.0.0.11", "192.0.0.255", false, false},
      {"192.0.2.0", "192.0.2.255", false, false},
      {"192.31.196.0", "192.31.196.255", true, true},
      {"192.52.193.0", "192.52.193.255", true, true},
      {"192.88.99.0", "192.88.99.255", false, false},
      {"192.168.0.0", "192.168.255.255", false, false},
      {"192.175.48.0", "192.175.48.255", true, true},
      {"198.18.0.0", "198.19.255.255", false, false},
      {"198.51.100.0", "198.51.100.255", false, false},
      {"203.0.113.0", "203.0.113.255", false, false},
      {"224.0.0.0", "239.255.255.255", false, false},
      {"240.0.0.0", "255.255.255.255", false, false},
      {"::", "::1", false, false},
      {"::2", "::ffff:ffff", false, false},
      {"64:ff9b::808:808", "64:ff9b::dfff:ffff", true, true},  // if the IPv4 address inside is
      {"64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", false, false},
      {"100::", "100::ffff:ffff:ffff:ffff", false, false},
      {"100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff", false, false},
      {"2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
      {"2001:1::1", "2001:1::3", true, false},  // anycast of PCP, TURN and SRP: no web there
      {"2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", false, false},
      {"2001:3::", "2001:3:ffff:ffff:ffff:ffff:ffff:ffff", true, false},     // multicast tunnels
      {"2001:4:112::", "2001:4:112:ffff:ffff:ffff:ffff:ffff", true, false},  // a sink for DNS
      {"2001:10::", "2001:1f:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
      {"2001:20::", "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff", true, false},  // names, not places
      {"2001:30::", "2001:3f:ffff:ffff:ffff:ffff:ffff:ffff", true, false},  // drones
      {"2001:40::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
      {"2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
      {"2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
      {"2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff", true, true},
      {"3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
      {"4000::", "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
      {"5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
      {"6000::", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
      {"fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
      {"fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
      {"fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
      {"ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
  };
  const AddressGuard guard;
  for (const Row& row : kRows) {
    EXPECT_LE(row.taken, row.reachable) << row.first << ": nothing more than the registries";
    for (const std::string address : {row.first, row.last}) {
      SCOPED_TRACE(address);
      EXPECT_EQ(guard.WhyRefused(address, 443).empty(), row.taken);
      if (address.find(':') != std::string::npos) continue;
      // However an IPv4 address is written inside an IPv6 one, it is the same place.
      EXPECT_EQ(guard.WhyRefused("::ffff:" + address, 443).empty(), row.taken);
      EXPECT_EQ(guard.WhyRefused("64:ff9b::" + address, 443).empty(), row.taken);
      EXPECT_NE(guard.WhyRefused("::" + address, 443), "");
    }
  }
}

TEST(AddressGuard, TakesPublicAddressesUpToTheEdgesOfTheSpecialOnes) {
  constexpr const char* kPublic[] = {
      "1.1.1.1",        "9.255.255.255",    "11.0.0.0",    "100.63.255.255",
      "100.128.0.0",    "126.255.255.255",  "128.0.0.0",   "169.253.255.255",
      "169.255.0.0",    "172.15.255.255",   "172.32.0.0",  "192.0.1.0",
      "192.0.3.0",      "192.167.255.255",  "192.169.0.0", "198.17.255.255",
      "198.20.0.0",     "203.0.112.255",    "203.0.114.0", "223.255.255.255",
      "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2001:200::1", "2001:4860:4860::8888",
      "2001:db7::1",    "2001:db9::1",      "2003::1",     "2a00::1",
      "3ffe:ffff::1",   "3fff:1000::1",
  };
  const AddressGuard guard;
  for (const char* address : kPublic) {
    EXPECT_EQ(guard.WhyRefused(address, 80), "") << address;
    EXPECT_FALSE(guard.IsException(address)) << address;
  }
}

TEST(AddressGuard, RefusesWhatIsNoAddress) {
  const AddressGuard guard;
  for (const std::string_view text :
       {std::string_view(""), std::string_view("localhost"), std::string_view("[::1]"),
        std::string_view("fe80::1%eth0"), std::string_view("1.2.3"), std::string_view("0x7f.1"),
        std::string_view("8.8.8.8 "), std::string_view("8.8.8.8\0x", 9),
        std::string_view("2a00::1\0", 8), std::string_view("::ffff:1.2.3.4.5")}) {
    EXPECT_THAT(guard.WhyRefused(text, 80), HasSubstr("is no IP address")) << text;
    EXPECT_FALSE(guard.IsException(text)) << text;
  }
}

TEST(AddressGuard, RefusesPortsOfOtherProtocols) {
  const AddressGuard guard;
  for (const int port :
       {-1,  0,    1,    21,   22,   23,   25,   53,   110,   143,   389,   445,  587,
        993, 2049, 3306, 5432, 6000, 6379, 6667, 9200, 10080, 11211, 27017, 65536}) {
    EXPECT_THAT(guard.WhyRefused("1.1.1.1", port), HasSubstr("port")) << port;
    EXPECT_NE(AddressGuard::WhyPortRefused(port), "") << port;
  }
  for (const int port : {80, 443, 3000, 8000, 8080, 8443, 49152, 65535}) {
    EXPECT_EQ(guard.WhyRefused("1.1.1.1", port), "") << port;
  }
}

TEST(AddressGuard, AllowNetworksMakesExceptions) {
  const Result<AddressGuard> guard =
      AddressGuard::Create({"127.0.0.0/8", "::1/128", "10.1.2.3", "172.16.0.0/13", "fd00::/8"});
  ASSERT_TRUE(guard.ok()) << ToString(guard.status());
  struct Case {
    const char* address;
    bool allowed;
  };
  constexpr Case kCases[] = {
      {"127.0.0.1", true},
      {"127.9.9.9", true},
      {"::ffff:127.0.0.1", true},
      {"::1", true},
      {"10.1.2.3", true},
      {"10.1.2.4", false},
      {"172.23.255.255", true},
      {"172.24.0.0", false},
      {"fd12::1", true},
      {"fc12::1", false},
      {"::2", false},
      {"169.254.169.254", false},
      {"64:ff9b::127.0.0.1", false},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.address);
    EXPECT_EQ(guard->WhyRefused(c.address, 8080).empty(), c.allowed);
    EXPECT_EQ(guard->IsException(c.address), c.allowed);
  }
  EXPECT_NE(guard->WhyRefused("127.0.0.1", 22), "") << "an exception is no reason for SSH";
  EXPECT_FALSE(guard->IsException("1.1.1.1")) << "public addresses need none";
}

TEST(AddressGuard, WhoSaysNotWhoAsksStaysInTheNamedNetworks) {
  Result<AddressGuard> guard = AddressGuard::Create({"127.0.0.0/8", "192.0.1.0/24"});
  ASSERT_TRUE(guard.ok()) << guard.status().message();
  struct Case {
    const char* address;
    const char* why[3];  // by Networks; "": taken
  };
  constexpr Case kCases[] = {
      {"127.0.0.1", {"kind test only", "", ""}},
      {"10.0.0.1", {"does not name it", "does not name it", "does not name it"}},
      {"1.1.1.1", {"", "", "write user_agent"}},
      {"192.0.1.7", {"", "", ""}},  // public, and named
  };
  for (const Case& c : kCases) {
    for (const Networks networks :
         {Networks::kPublic, Networks::kPublicAndNamed, Networks::kNamed}) {
      SCOPED_TRACE(std::string(c.address) + " " + std::to_string(static_cast<int>(networks)));
      const std::string why = guard->WhyRefused(c.address, 80, networks);
      const std::string_view want = c.why[static_cast<int>(networks)];
      EXPECT_EQ(why.empty(), want.empty());
      EXPECT_THAT(why, HasSubstr(std::string(want)));
    }
  }
}

TEST(AddressGuard, CreateNamesWhatIsNoNetwork) {
  struct Case {
    const char* network;
    const char* why;
  };
  constexpr Case kCases[] = {
      {"", "is no network"},
      {"localhost", "is no network"},
      {"10.0.0/8", "is no network"},
      {"10.0.0.0/33", "from 0 to 32"},
      {"10.0.0.0/-1", "from 0 to 32"},
      {"10.0.0.0/", "from 0 to 32"},
      {"10.0.0.0/8 ", "from 0 to 32"},
      {"::1/129", "from 0 to 128"},
      {"10.1.0.0/8", "bits set beyond"},
      {"fd00::1/8", "bits set beyond"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.network);
    const Result<AddressGuard> guard = AddressGuard::Create({"127.0.0.0/8", c.network});
    ASSERT_FALSE(guard.ok());
    EXPECT_EQ(guard.status().code(), Code::kInvalidArgument);
    EXPECT_THAT(guard.status().message(), HasSubstr(c.why));
    EXPECT_THAT(guard.status().message(), HasSubstr("'" + std::string(c.network) + "'"));
  }
}

}  // namespace
}  // namespace varta
