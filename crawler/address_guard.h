// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Which addresses may be connected to: public unicast ones, and private networks that the
// configuration names (the SSRF guard). The check is made on the address itself, after DNS, at
// every connection. Value; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace varta {

// What a source may be read from. "Named": those of allow_networks.
enum class Networks {
  kPublic,
  kPublicAndNamed,  // sources of kind test
  kNamed,           // the same while nobody says who asks
};

class AddressGuard {
 public:
  // Refuses everything that the IANA special-purpose registries (RFC 6890 and updates) do not call
  // globally reachable.
  AddressGuard() = default;
  // `allow_networks`: "127.0.0.0/8", "::1/128", "10.1.2.3". kInvalidArgument names the one that is
  // no network.
  static Result<AddressGuard> Create(const std::vector<std::string>& allow_networks);

  // `address`: text form of an IPv4 or IPv6 address, without brackets or zone. Empty: may be
  // connected to; else the reason, as "127.0.0.1 is loopback (RFC 1122); allow_networks does not
  // name it".
  std::string WhyRefused(std::string_view address, int port,
                         Networks networks = Networks::kPublicAndNamed) const;

  // The part of it that needs no address: port 0, and ports where other protocols listen ("bad
  // ports" of the Fetch Standard).
  static std::string WhyPortRefused(int port);

  // True if the address is only allowed because allow_networks names it: sources of kind test only.
  bool IsException(std::string_view address) const;

 private:
  // `address`: IPv4 as ::ffff:a.b.c.d.
  bool IsNamed(const std::array<uint8_t, 16>& address) const;

  struct Network {
    uint8_t bytes[16];  // IPv4 as ::ffff:a.b.c.d
    int bits;
  };
  std::vector<Network> allowed_;
};

}  // namespace varta
