// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Names to addresses, and which of them may be connected to. The only file that knows c-ares. One
// thread; never blocks: it names the sockets it waits for, and whoever owns the event loop tells it
// when they are ready and when time has passed. Nothing of the machine's own set-up but its DNS
// servers plays a part: no hosts file, no search domains, no HOSTALIASES.
//
// A host whose answer holds one refused address is refused as a whole, though others are public: an
// honest site has no reason to name a private address, and one that does may count on the crawler
// to try them in turn, or to ask twice. An answer holds for min_ttl at least, so that nothing
// changes between a robots.txt and its pages.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "crawler/address_guard.h"

namespace varta {

// What a name came to. Value.
struct HostAddresses {
  enum class Kind {
    kFound,
    kNoSuchName,     // NXDOMAIN, or no name that DNS can hold
    kNoAddress,      // the name exists, but has neither A nor AAAA
    kServerFailure,  // SERVFAIL, REFUSED, or no server can be reached
    kTimeout,        // also if all that came was damaged, or no answer to this question
  };
  Kind kind = Kind::kFound;
  std::vector<std::string> addresses;  // IPv4 first, then IPv6, each in the server's order
  bool loopback_name = false;          // localhost or below it: DNS was not asked
  std::string detail;                  // a sentence if nothing was found
};

struct ConnectableAddresses {
  std::vector<std::string> addresses;  // as in HostAddresses; empty: refused
  std::string refused;                 // the guard's sentence
};
// `port`, `networks`: as in AddressGuard::WhyRefused. One refused address refuses the host;
// only of a loopback name (127.0.0.1 and ::1, which nobody else controls) the allowed one stays.
ConnectableAddresses CheckAddresses(const HostAddresses& found, const AddressGuard& guard, int port,
                                    Networks networks);

// localhost and all below it: loopback always, never asked of DNS (RFC 6761, 6.3).
bool IsLoopbackName(std::string_view host);

class Resolver {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  struct Options {
    // "192.0.2.53", "127.0.0.1:5353", "[::1]:53"; empty: those of /etc/resolv.conf, read again from
    // time to time.
    std::vector<std::string> servers = {};
    // Names that DNS is not asked for: {"shop.test", "127.0.0.1"}; {"*.shop.test", ...} is all
    // below it. Guarded as any other address.
    std::vector<std::pair<std::string, std::string>> fixed = {};
    Duration try_timeout{2'000};  // of one question to one server; doubled each round
    int tries = 2;                // rounds over all servers
    Duration timeout{10'000};     // of a lookup
    Duration second_wait{500};    // for AAAA when A is there, and the other way round
    Duration min_ttl{60'000}, max_ttl{3'600'000};
    Duration no_name_ttl{60'000};  // how long "no such name" and "no address" are believed
    Duration failure_ttl{5'000};   // and how long a failure
    size_t max_entries = 20'000;   // of the cache; the oldest go first
  };
  // A socket's new state: call OnSocket when it is ready to be read or written; both false: forget
  // it.
  using Watch = std::function<void(int fd, bool read, bool write)>;
  using Callback = std::function<void(const HostAddresses&)>;

  // kInvalidArgument: a server or a fixed address is no address. `watch` is called within the calls
  // below.
  static Result<std::unique_ptr<Resolver>> Create(Options options, Watch watch);
  ~Resolver();  // open lookups are forgotten, without a call

  // `host` as Url::host() writes it: lower case ASCII, an address in brackets or not. The answer if
  // it is known: an address itself, localhost, a fixed name, or cached. Null: ask with Lookup.
  // Valid until the next call.
  const HostAddresses* Find(std::string_view host, TimePoint now);
  // `callback` is called once, from OnSocket or OnTime, never from here. Lookups of one name at one
  // time are one.
  void Lookup(std::string_view host, TimePoint now, Callback callback);

  void OnSocket(int fd, bool readable, bool writable, TimePoint now);
  void OnTime(TimePoint now);
  // When OnTime should be called at the latest; TimePoint::max() if no lookup is open.
  TimePoint NextTime(TimePoint now) const;

 private:
  class Channel;
  explicit Resolver(std::unique_ptr<Channel> channel);
  std::unique_ptr<Channel> channel_;
};

}  // namespace varta
