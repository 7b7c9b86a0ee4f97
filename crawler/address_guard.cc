// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/address_guard.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <optional>

namespace varta {
namespace {

// An IPv6 address, or an IPv4 one as ::ffff:a.b.c.d, so that both kinds are compared in one way.
using Address = std::array<uint8_t, 16>;
constexpr int kV4Offset = 96;  // bits before the IPv4 part of a mapped address

struct SpecialNetwork {
  const char* network;
  int bits;
  const char* what;
};

// The IANA IPv4 and IPv6 special-purpose address registries, the multicast ranges and what was
// taken out of use. Narrow networks stand before the wide ones that hold them: the first that fits
// gives the reason.
constexpr SpecialNetwork kV4Special[] = {
    {"0.0.0.0", 8, "\"this network\" (RFC 791)"},
    {"10.0.0.0", 8, "private (RFC 1918)"},
    {"100.64.0.0", 10, "shared address space of a carrier (RFC 6598)"},
    {"127.0.0.0", 8, "loopback (RFC 1122)"},
    {"169.254.0.0", 16, "link-local (RFC 3927)"},
    {"172.16.0.0", 12, "private (RFC 1918)"},
    {"192.0.0.0", 24, "for IETF protocols (RFC 6890)"},
    {"192.0.2.0", 24, "for documentation (RFC 5737)"},
    {"192.88.99.0", 24, "a 6to4 relay, out of use (RFC 7526)"},
    {"192.168.0.0", 16, "private (RFC 1918)"},
    {"198.18.0.0", 15, "for benchmarking (RFC 2544)"},
    {"198.51.100.0", 24, "for documentation (RFC 5737)"},
    {"203.0.113.0", 24, "for documentation (RFC 5737)"},
    {"224.0.0.0", 4, "multicast (RFC 5771)"},
    {"255.255.255.255", 32, "broadcast (RFC 919)"},
    {"240.0.0.0", 4, "reserved (RFC 1112)"},
};
constexpr SpecialNetwork kV6Special[] = {
    {"::", 128, "unspecified (RFC 4291)"},
    {"::1", 128, "loopback (RFC 4291)"},
    {"::", 96, "IPv4-compatible, out of use (RFC 4291)"},
    {"64:ff9b:1::", 48, "local IPv4/IPv6 translation (RFC 8215)"},
    {"100::", 64, "discard-only (RFC 6666)"},
    {"100:0:0:1::", 64, "a dummy prefix (RFC 9780)"},
    {"2001::", 32, "Teredo (RFC 4380)"},
    {"2001:2::", 48, "for benchmarking (RFC 5180)"},
    {"2001:10::", 28, "ORCHID (RFC 4843)"},
    {"2001:20::", 28, "ORCHIDv2 (RFC 7343)"},
    {"2001::", 23, "for IETF protocols (RFC 2928)"},
    {"2001:db8::", 32, "for documentation (RFC 3849)"},
    {"2002::", 16, "6to4 (RFC 3056)"},
    {"3fff::", 20, "for documentation (RFC 9637)"},
    {"5f00::", 16, "segment routing (RFC 9602)"},
    {"fc00::", 7, "unique local (RFC 4193)"},
    {"fe80::", 10, "link-local (RFC 4291)"},
    {"fec0::", 10, "site-local (RFC 3879)"},
    {"ff00::", 8, "multicast (RFC 4291)"},
};

// The "bad ports" of the WHATWG Fetch Standard (a request there could speak another protocol to its
// server), then the data stores and remote desktops that listen above 1023.
constexpr int kBadPorts[] = {
    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,    23,    25,   37,
    42,   43,   53,   69,   77,   79,   87,   95,   101,  102,  103,   104,   109,  110,
    111,  113,  115,  117,  119,  123,  135,  137,  139,  143,  161,   179,   389,  427,
    465,  512,  513,  514,  515,  526,  530,  531,  532,  540,  548,   554,   556,  563,
    587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049,  3659,  4045, 4190,
    5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,  10080, 445,  1433,
    1521, 2375, 2376, 3306, 3389, 5432, 5900, 6379, 9200, 9300, 11211, 27017,
};

// nullopt: not an address. `*v4` says which kind was written.
std::optional<Address> ParseAddress(std::string_view text, bool* v4) {
  *v4 = false;
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string copy(text);  // inet_pton wants a terminated string
  Address address{};
  in_addr four;
  *v4 = inet_pton(AF_INET, copy.c_str(), &four) == 1;
  if (*v4) {
    address[10] = address[11] = 0xff;
    std::memcpy(&address[12], &four, 4);
    return address;
  }
  in6_addr six;
  if (inet_pton(AF_INET6, copy.c_str(), &six) != 1) return std::nullopt;
  std::memcpy(address.data(), &six, 16);
  return address;
}

bool InNetwork(const Address& address, const uint8_t* network, int bits) {
  const auto whole = static_cast<size_t>(bits / 8);
  if (std::memcmp(address.data(), network, whole) != 0) return false;
  const int rest = bits % 8;
  return rest == 0 || ((address[whole] ^ network[whole]) >> (8 - rest)) == 0;
}

// The tables above as bytes: a check is made several times for each page.
struct SpecialBytes {
  Address network;
  int bits;
  const char* what;
};

template <size_t kCount>
std::vector<SpecialBytes> ToBytes(const SpecialNetwork (&table)[kCount]) {
  std::vector<SpecialBytes> bytes;
  for (const SpecialNetwork& special : table) {
    bool v4 = false;
    const std::optional<Address> network = ParseAddress(special.network, &v4);
    if (!network) std::abort();  // a misprint in the tables
    bytes.push_back({*network, v4 ? special.bits + kV4Offset : special.bits, special.what});
  }
  return bytes;
}

const char* Find(const std::vector<SpecialBytes>& table, const Address& address) {
  for (const SpecialBytes& special : table) {
    if (InNetwork(address, special.network.data(), special.bits)) return special.what;
  }
  return nullptr;
}

constexpr uint8_t kMapped[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};  // ::ffff:0:0/96
constexpr uint8_t kNat64[16] = {0x00, 0x64, 0xff, 0x9b};                     // 64:ff9b::/96
constexpr uint8_t kGlobalUnicast[16] = {0x20};                               // 2000::/3

// Empty: a public unicast address; else what it is instead.
std::string WhatIsSpecial(const Address& address) {
  static const std::vector<SpecialBytes> v4_special = ToBytes(kV4Special);
  static const std::vector<SpecialBytes> v6_special = ToBytes(kV6Special);
  if (InNetwork(address, kMapped, kV4Offset)) {
    const char* const what = Find(v4_special, address);
    return what == nullptr ? "" : what;
  }
  if (InNetwork(address, kNat64, kV4Offset)) {  // RFC 6052: the IPv4 address inside decides
    Address inner{};
    inner[10] = inner[11] = 0xff;
    std::copy(address.begin() + 12, address.end(), inner.begin() + 12);
    const std::string what = WhatIsSpecial(inner);
    return what.empty() ? what : "NAT64 (RFC 6052) for an address that is " + what;
  }
  if (const char* const what = Find(v6_special, address)) return what;
  return InNetwork(address, kGlobalUnicast, 3) ? "" : "not global unicast (RFC 4291)";
}

}  // namespace

Result<AddressGuard> AddressGuard::Create(const std::vector<std::string>& allow_networks) {
  AddressGuard guard;
  for (const std::string& written : allow_networks) {
    const auto error = [&](std::string_view why) {
      return Status(Code::kInvalidArgument,
                    "allow_networks: '" + written + "' " + std::string(why));
    };
    const size_t slash = written.find('/');
    bool v4 = false;
    const std::optional<Address> address =
        ParseAddress(std::string_view(written).substr(0, slash), &v4);
    if (!address) return error("is no network; write it as 10.0.0.0/8 or ::1/128");
    const int max_bits = v4 ? 32 : 128;
    int bits = max_bits;
    if (slash != std::string::npos) {
      const char* const end = written.data() + written.size();
      const auto [stop, code] = std::from_chars(written.data() + slash + 1, end, bits);
      if (code != std::errc() || stop != end || bits < 0 || bits > max_bits) {
        return error("needs a prefix length from 0 to " + std::to_string(max_bits));
      }
    }
    Network network{};
    network.bits = v4 ? bits + kV4Offset : bits;
    for (int i = 0; i < 128; ++i) {
      const auto byte = static_cast<size_t>(i / 8);
      const int mask = 0x80 >> (i % 8);
      if (((*address)[byte] & mask) == 0) continue;
      if (i >= network.bits) {
        return error("has bits set beyond its prefix of " + std::to_string(bits) +
                     "; write the network's first address");
      }
      network.bytes[byte] = static_cast<uint8_t>(network.bytes[byte] | mask);
    }
    guard.allowed_.push_back(network);
  }
  return guard;
}

std::string AddressGuard::WhyPortRefused(int port) {
  if (port < 1 || port > 65535 ||
      std::find(std::begin(kBadPorts), std::end(kBadPorts), port) != std::end(kBadPorts)) {
    return "port " + std::to_string(port) + " is not one that web servers use";
  }
  return {};
}

std::string AddressGuard::WhyRefused(std::string_view address, int port, Networks networks) const {
  if (std::string why = WhyPortRefused(port); !why.empty()) return why;
  bool v4 = false;
  const std::optional<Address> parsed = ParseAddress(address, &v4);
  if (!parsed) return "'" + std::string(address.substr(0, 64)) + "' is no IP address";
  const std::string what = WhatIsSpecial(*parsed);
  if (what.empty()) {
    if (networks != Networks::kNamed || IsNamed(*parsed)) return {};
    return std::string(address) + " is public, and nobody says who asks: write user_agent";
  }
  if (!IsException(address)) {
    return std::string(address) + " is " + what + "; allow_networks does not name it";
  }
  if (networks != Networks::kPublic) return {};
  return std::string(address) + " is " + what + "; allow_networks is for sources of kind test only";
}

bool AddressGuard::IsException(std::string_view address) const {
  bool v4 = false;
  const std::optional<Address> parsed = ParseAddress(address, &v4);
  return parsed && !WhatIsSpecial(*parsed).empty() && IsNamed(*parsed);
}

bool AddressGuard::IsNamed(const std::array<uint8_t, 16>& address) const {
  return std::any_of(allowed_.begin(), allowed_.end(), [&](const Network& network) {
    return InNetwork(address, network.bytes, network.bits);
  });
}

}  // namespace varta
