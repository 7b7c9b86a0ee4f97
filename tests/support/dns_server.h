// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A DNS server on one port of 127.0.0.1, UDP and TCP, that answers what the test says, right or
// wrong (RFC 1035, 4.1).
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace varta {

struct DnsReply {
  int rcode = 0;                       // 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED
  std::vector<std::string> addresses;  // those of the kind that was asked for are sent
  int ttl = 0;                         // seconds
  std::string alias;  // not empty: a CNAME to it comes first, and the addresses are the alias's
  std::vector<std::string> chain;  // CNAMEs from one to the next, before `alias`; may be a ring
  std::string owner;               // not empty: whose the addresses are, whatever was asked for
  bool silent = false;             // no answer at all
  bool over_tcp = false;           // by UDP it only says that the answer is too long (TC)
  bool wrong_id = false;
  bool cut = false;  // half of the packet
};

class DnsServer {
 public:
  static constexpr int kA = 1, kAaaa = 28;
  // Called on the server's thread, one question at a time. `name` is without a dot at the end.
  using Handler = std::function<DnsReply(const std::string& name, int type)>;

  explicit DnsServer(Handler handler);
  ~DnsServer();
  DnsServer(const DnsServer&) = delete;
  DnsServer& operator=(const DnsServer&) = delete;

  std::string Address() const;  // "127.0.0.1:5353"
  int questions() const { return questions_; }

 private:
  void Serve(const std::stop_token& stop);
  void AnswerUdp();
  void AnswerTcp();
  // The whole packet; empty: none is sent.
  std::string AnswerTo(const std::string& question, bool tcp);

  const Handler handler_;
  int socket_ = -1, listener_ = -1;
  int port_ = 0;
  std::atomic<int> questions_ = 0;
  std::jthread thread_;
};

}  // namespace varta
