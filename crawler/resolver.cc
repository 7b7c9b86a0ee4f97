// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/resolver.h"

#include <ares.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "crawler/address_cache.h"

namespace varta {
namespace {

using Kind = HostAddresses::Kind;
using TimePoint = Resolver::TimePoint;
using std::chrono::milliseconds;

constexpr int kDnsClassIn = 1;  // RFC 1035, 3.2.4
constexpr int kTypeA = 1;
constexpr int kTypeAaaa = 28;        // RFC 3596
constexpr int kMaxAddresses = 64;    // of one kind; more are left out, and so never connected to
constexpr int kChannelLookups = 64;  // then another source port, and /etc/resolv.conf again

bool IsAddress(std::string_view text) {
  const std::string copy(text);
  std::array<uint8_t, 16> bytes;
  return inet_pton(AF_INET, copy.c_str(), bytes.data()) == 1 ||
         inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1;
}

// The key of the cache and what is asked: no brackets, no dot at the end.
std::string Plain(std::string_view host) {
  if (host.size() > 1 && host.starts_with('[') && host.ends_with(']')) {
    return std::string(host.substr(1, host.size() - 2));
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  return std::string(host);
}

HostAddresses Failed(Kind kind, std::string detail) {
  HostAddresses addresses;
  addresses.kind = kind;
  addresses.detail = std::move(detail);
  return addresses;
}

// One of the two questions of a lookup.
struct Half {
  bool done = false;
  int status = ARES_SUCCESS;
  std::vector<std::string> addresses;
  milliseconds ttl = milliseconds::max();
};

// c-ares gives its own codes; these are the ones that tell one failure from another.
HostAddresses Combine(const std::string& host, const Half& four, const Half& six) {
  HostAddresses all;
  all.addresses = four.addresses;
  all.addresses.insert(all.addresses.end(), six.addresses.begin(), six.addresses.end());
  if (!all.addresses.empty()) return all;
  const auto either = [&](std::initializer_list<int> codes) {
    for (const Half* half : {&four, &six}) {
      if (half->done && std::find(codes.begin(), codes.end(), half->status) != codes.end()) {
        return true;
      }
    }
    return false;
  };
  if (either({ARES_EBADNAME, ARES_EBADQUERY})) {
    return Failed(Kind::kNoSuchName,
                  host.substr(0, 64) + " is no name that DNS can hold: check the spelling");
  }
  if (either({ARES_ENOTFOUND})) {
    return Failed(Kind::kNoSuchName, host + " does not exist (NXDOMAIN): check the spelling");
  }
  if (!four.done || !six.done || either({ARES_ETIMEOUT})) {
    return Failed(Kind::kTimeout,
                  "no DNS server answered in time for " + host + ": try again later");
  }
  if (four.status == ARES_ENODATA && six.status == ARES_ENODATA) {
    return Failed(Kind::kNoAddress,
                  host + " exists, but has no address (no A or AAAA record): check the spelling");
  }
  // c-ares calls it "connection refused" as well when every server answered SERVFAIL or REFUSED.
  return Failed(Kind::kServerFailure,
                "no DNS server could look up " + host +
                    " (SERVFAIL, REFUSED, or none can be reached): try again later");
}

struct FreeChannel {
  void operator()(ares_channel channel) const { ares_destroy(channel); }
};

// Once a process: c-ares asks for it, though it has nothing to do on Linux.
void InitLibrary() {
  static std::once_flag once;
  std::call_once(once, [] { ares_library_init(ARES_LIB_INIT_ALL); });
}

}  // namespace

bool IsLoopbackName(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return host == "localhost" || host.ends_with(".localhost");
}

class Resolver::Channel {
 public:
  Channel(Options options, Watch watch)
      : options_(std::move(options)), watch_(std::move(watch)), cache_(options_.max_entries) {
    InitLibrary();
  }
  ~Channel() {
    closing_ = true;
    channel_.reset();  // calls back for each open question
  }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  // A new set of sockets, and so of source ports: harder to guess for who would forge an answer.
  Status Open() {
    channel_.reset();
    ares_options options{};
    options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_EDNS;
    options.timeout = static_cast<int>(options_.try_timeout.count());
    options.tries = options_.tries;
    options.sock_state_cb = &Channel::OnState;
    options.sock_state_cb_data = this;
    ares_channel channel = nullptr;
    int code = ares_init_options(&channel, &options,
                                 ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES |
                                     ARES_OPT_SOCK_STATE_CB | ARES_OPT_NOROTATE);
    channel_.reset(channel);
    if (code == ARES_SUCCESS && !options_.servers.empty()) {
      std::string list;
      for (const std::string& server : options_.servers) {
        list += (list.empty() ? "" : ",") + server;
      }
      code = ares_set_servers_ports_csv(channel_.get(), list.c_str());
      if (code != ARES_SUCCESS) {
        return Status(Code::kInvalidArgument,
                      "DNS servers '" + list + "': write each as 192.0.2.53 or [::1]:5353");
      }
    }
    asked_ = 0;
    if (code == ARES_SUCCESS) return Status();
    return Status(Code::kInternal, std::string("the resolver did not start: ") +
                                       ares_strerror(code) + "; is there memory left?");
  }

  const HostAddresses* Find(std::string_view host, TimePoint now) {
    std::string name = Plain(host);
    found_ = {};
    if (IsAddress(name)) {
      found_.addresses = {std::move(name)};
      return &found_;
    }
    if (IsLoopbackName(name)) {
      found_.addresses = {"127.0.0.1", "::1"};
      found_.loopback_name = true;
      return &found_;
    }
    for (const auto& [pattern, address] : options_.fixed) {
      const std::string_view fixed = pattern;
      if (fixed == name || (fixed.starts_with("*.") && name.ends_with(fixed.substr(1)))) {
        found_.addresses.push_back(address);
      }
    }
    if (!found_.addresses.empty()) return &found_;
    return cache_.Find(name, now);
  }

  void Ask(std::string_view host, TimePoint now, Callback callback) {
    std::string name = Plain(host);
    if (const auto open = by_name_.find(name); open != by_name_.end()) {
      open->second->callbacks.push_back(std::move(callback));
      return;
    }
    if (lookups_.empty() && asked_ >= kChannelLookups) {
      // If it fails (no memory, no descriptor) the question below fails, and says so.
      if (Status status = Open(); !status.ok()) channel_.reset();
    }
    ++asked_;
    auto lookup = std::make_unique<Lookup>();
    lookup->owner = this;
    lookup->name = name;
    lookup->deadline = now + options_.timeout;
    lookup->callbacks.push_back(std::move(callback));
    lookup->four_end = {lookup.get(), &lookup->four, kTypeA};
    lookup->six_end = {lookup.get(), &lookup->six, kTypeAaaa};
    Lookup* const self = lookup.get();
    by_name_[name] = self;
    lookups_.push_back(std::move(lookup));
    now_ = now;
    if (channel_ == nullptr) {
      self->four.done = self->six.done = true;
      self->four.status = self->six.status = ARES_ENOMEM;
      return;
    }
    // Either may call back at once; what came of it is told by OnTime.
    ares_query(channel_.get(), name.c_str(), kDnsClassIn, kTypeA, &Channel::OnAnswer,
               &self->four_end);
    ares_query(channel_.get(), name.c_str(), kDnsClassIn, kTypeAaaa, &Channel::OnAnswer,
               &self->six_end);
  }

  void OnSocket(int fd, bool readable, bool writable, TimePoint now) {
    now_ = now;
    if (channel_ != nullptr) {
      ares_process_fd(channel_.get(), readable ? fd : ARES_SOCKET_BAD,
                      writable ? fd : ARES_SOCKET_BAD);
    }
    TellAnswered(now);
  }

  void OnTime(TimePoint now) {
    now_ = now;
    if (channel_ != nullptr) ares_process_fd(channel_.get(), ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    TellAnswered(now);
  }

  TimePoint NextTime(TimePoint now) const {
    TimePoint next = TimePoint::max();
    if (lookups_.empty()) return next;
    for (const auto& lookup : lookups_) {
      if (!lookup->told) next = std::min(next, DueTime(*lookup));
    }
    if (channel_ != nullptr) {
      timeval wait;
      if (ares_timeout(channel_.get(), nullptr, &wait) != nullptr) {
        next = std::min(next, now + std::chrono::seconds(wait.tv_sec) +
                                  std::chrono::microseconds(wait.tv_usec));
      }
    }
    return next;
  }

 private:
  struct Lookup;
  // What c-ares hands back with an answer: which lookup, which half.
  struct End {
    Lookup* lookup = nullptr;
    Half* half = nullptr;
    int type = 0;
  };
  struct Lookup {
    Channel* owner = nullptr;
    std::string name;
    Half four, six;
    End four_end, six_end;
    TimePoint deadline;
    std::optional<TimePoint> first_answer;  // when one half had brought addresses
    std::vector<Callback> callbacks;
    bool told = false;  // kept only until c-ares has let go of both halves
  };

  static void OnState(void* self, ares_socket_t fd, int readable, int writable) noexcept {
    auto* channel = static_cast<Channel*>(self);
    if (!channel->closing_) channel->watch_(fd, readable != 0, writable != 0);
  }

  static void OnAnswer(void* arg, int status, int, unsigned char* bytes, int size) noexcept {
    const End& end = *static_cast<End*>(arg);
    Half& half = *end.half;
    half.done = true;
    half.status = status;
    if (status == ARES_SUCCESS) half.status = Read(bytes, size, end.type, &half);
    if (!half.addresses.empty() && !end.lookup->first_answer) {
      end.lookup->first_answer = end.lookup->owner->now_;
    }
  }

  static int Read(const unsigned char* bytes, int size, int type, Half* half) {
    int count = kMaxAddresses;
    int status = ARES_SUCCESS;
    const auto keep = [half](int family, const void* address, int ttl) {
      char text[INET6_ADDRSTRLEN] = {};
      if (inet_ntop(family, address, text, sizeof text) == nullptr) return;
      half->addresses.emplace_back(text);
      half->ttl = std::min<milliseconds>(half->ttl, std::chrono::seconds(std::max(0, ttl)));
    };
    if (type == kTypeA) {
      ares_addrttl answers[kMaxAddresses];
      status = ares_parse_a_reply(bytes, size, nullptr, answers, &count);
      if (status != ARES_SUCCESS) return status;
      for (int i = 0; i < count; ++i) keep(AF_INET, &answers[i].ipaddr, answers[i].ttl);
    } else {
      ares_addr6ttl answers[kMaxAddresses];
      status = ares_parse_aaaa_reply(bytes, size, nullptr, answers, &count);
      if (status != ARES_SUCCESS) return status;
      for (int i = 0; i < count; ++i) keep(AF_INET6, &answers[i].ip6addr, answers[i].ttl);
    }
    return half->addresses.empty() ? ARES_ENODATA : ARES_SUCCESS;
  }

  // When this lookup is told what is known, whatever is still missing.
  TimePoint DueTime(const Lookup& lookup) const {
    if (lookup.four.done && lookup.six.done) return TimePoint();  // long ago
    if (lookup.first_answer) {
      return std::min(lookup.deadline, *lookup.first_answer + options_.second_wait);
    }
    return lookup.deadline;
  }

  milliseconds BelievedFor(const HostAddresses& addresses, const Lookup& lookup) const {
    switch (addresses.kind) {
      case Kind::kFound:
        return std::clamp<milliseconds>(std::min(lookup.four.ttl, lookup.six.ttl), options_.min_ttl,
                                        std::max(options_.min_ttl, options_.max_ttl));
      case Kind::kNoSuchName:
      case Kind::kNoAddress:
        return options_.no_name_ttl;
      case Kind::kServerFailure:
      case Kind::kTimeout:
        return options_.failure_ttl;
    }
    return options_.failure_ttl;
  }

  void TellAnswered(TimePoint now) {
    // A callback may ask for more: new lookups go to the end of the list and wait for the next
    // call.
    std::vector<std::pair<std::vector<Callback>, HostAddresses>> answered;
    for (auto it = lookups_.begin(); it != lookups_.end();) {
      Lookup& lookup = **it;
      if (!lookup.told && DueTime(lookup) <= now) {
        lookup.told = true;
        by_name_.erase(lookup.name);
        HostAddresses addresses = Combine(lookup.name, lookup.four, lookup.six);
        cache_.Put(lookup.name, addresses, now + BelievedFor(addresses, lookup));
        answered.emplace_back(std::move(lookup.callbacks), std::move(addresses));
      }
      it = lookup.told && lookup.four.done && lookup.six.done ? lookups_.erase(it) : ++it;
    }
    for (const auto& [callbacks, addresses] : answered) {
      for (const Callback& callback : callbacks) callback(addresses);
    }
  }

  const Options options_;
  const Watch watch_;
  AddressCache cache_;
  HostAddresses found_;  // what Find gave last, if it is not in the cache
  std::unordered_map<std::string, Lookup*> by_name_;  // not told yet
  std::list<std::unique_ptr<Lookup>> lookups_;        // also told ones, until c-ares lets go
  TimePoint now_;
  int asked_ = 0;  // lookups of this channel
  bool closing_ = false;
  // Before the lookups at the end: its questions point there.
  std::unique_ptr<std::remove_pointer_t<ares_channel>, FreeChannel> channel_;
};

Resolver::Resolver(std::unique_ptr<Channel> channel) : channel_(std::move(channel)) {}
Resolver::~Resolver() = default;

Result<std::unique_ptr<Resolver>> Resolver::Create(Options options, Watch watch) {
  for (const auto& [name, address] : options.fixed) {
    if (IsAddress(address)) continue;
    return Status(Code::kInvalidArgument, "'" + address + "' for " + name +
                                              " is no IP address; write it as 127.0.0.1 or ::1");
  }
  auto channel = std::make_unique<Channel>(std::move(options), std::move(watch));
  if (Status status = channel->Open(); !status.ok()) return status;
  return std::unique_ptr<Resolver>(new Resolver(std::move(channel)));
}

const HostAddresses* Resolver::Find(std::string_view host, TimePoint now) {
  return channel_->Find(host, now);
}
void Resolver::Lookup(std::string_view host, TimePoint now, Callback callback) {
  channel_->Ask(host, now, std::move(callback));
}
void Resolver::OnSocket(int fd, bool readable, bool writable, TimePoint now) {
  channel_->OnSocket(fd, readable, writable, now);
}
void Resolver::OnTime(TimePoint now) { channel_->OnTime(now); }
TimePoint Resolver::NextTime(TimePoint now) const { return channel_->NextTime(now); }

ConnectableAddresses CheckAddresses(const HostAddresses& found, const AddressGuard& guard, int port,
                                    Networks networks) {
  ConnectableAddresses result;
  for (const std::string& address : found.addresses) {
    std::string why = guard.WhyRefused(address, port, networks);
    if (why.empty()) {
      result.addresses.push_back(address);
    } else if (result.refused.empty()) {
      result.refused = std::move(why);
    }
  }
  if (!result.refused.empty() && !found.loopback_name) {
    if (!result.addresses.empty()) {
      result.refused += " (the host names public addresses beside it, which does not help it)";
    }
    result.addresses.clear();
  }
  if (!result.addresses.empty()) result.refused.clear();
  return result;
}

}  // namespace varta
