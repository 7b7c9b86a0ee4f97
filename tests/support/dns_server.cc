// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "tests/support/dns_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

namespace varta {
namespace {

constexpr size_t kHeader = 12;
constexpr int kCname = 5;

void Add16(std::string* out, size_t value) {
  out->push_back(static_cast<char>(value >> 8 & 0xff));
  out->push_back(static_cast<char>(value & 0xff));
}

void AddName(std::string* out, std::string_view name) {
  while (!name.empty()) {
    const size_t dot = std::min(name.find('.'), name.size());
    out->push_back(static_cast<char>(dot));
    out->append(name.substr(0, dot));
    name.remove_prefix(std::min(dot + 1, name.size()));
  }
  out->push_back('\0');
}

// Type, class IN, time to live, length, data; the owner's name stands before it.
void AddRecord(std::string* out, int type, int ttl, std::string_view data) {
  Add16(out, static_cast<size_t>(type));
  Add16(out, 1);
  Add16(out, static_cast<size_t>(ttl) >> 16);
  Add16(out, static_cast<size_t>(ttl) & 0xffff);
  Add16(out, data.size());
  out->append(data);
}

std::optional<std::string> BytesOf(const std::string& address, int type) {
  char bytes[16];
  const int family = type == DnsServer::kA ? AF_INET : AF_INET6;
  if (inet_pton(family, address.c_str(), bytes) != 1) return std::nullopt;
  return std::string(bytes, type == DnsServer::kA ? 4 : 16);
}

std::string Answer(const std::string& question, const std::string& name, int type, size_t end,
                   const DnsReply& reply) {
  std::string records;
  size_t count = 0;
  std::string owner = name;
  const auto point = [&](const std::string& to) {
    std::string target;
    AddName(&target, to);
    AddName(&records, owner);
    AddRecord(&records, kCname, reply.ttl, target);
    ++count;
    owner = to;
  };
  for (const std::string& to : reply.chain) point(to);
  if (!reply.alias.empty()) point(reply.alias);
  if (!reply.owner.empty()) owner = reply.owner;
  for (const std::string& address : reply.addresses) {
    const std::optional<std::string> bytes = BytesOf(address, type);
    if (!bytes) continue;
    if (owner == name) {
      Add16(&records, 0xc000 | kHeader);  // the name of the question
    } else {
      AddName(&records, owner);
    }
    AddRecord(&records, type, reply.ttl, *bytes);
    ++count;
  }
  std::string out = question.substr(0, 2);
  if (reply.wrong_id) out[0] = static_cast<char>(out[0] ^ 0x55);
  Add16(&out, 0x8180u | static_cast<size_t>(reply.rcode));  // an answer, recursion available
  Add16(&out, 1);
  Add16(&out, count);
  Add16(&out, 0);
  Add16(&out, 0);
  out += question.substr(kHeader, end - kHeader);
  out += records;
  if (reply.cut) out.resize(out.size() / 2);
  return out;
}

}  // namespace

DnsServer::DnsServer(Handler handler) : handler_(std::move(handler)) {
  for (int tries = 0;; ++tries) {
    if (tries == 100) std::abort();
    socket_ = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(socket_, generic, size) != 0 || getsockname(socket_, generic, &size) != 0)
      std::abort();
    port_ = ntohs(address.sin_port);
    if (bind(listener_, generic, size) == 0 && listen(listener_, 16) == 0) break;
    close(socket_);  // the port is somebody else's for TCP
    close(listener_);
  }
  thread_ = std::jthread([this](const std::stop_token& stop) { Serve(stop); });
}

DnsServer::~DnsServer() {
  thread_.request_stop();
  thread_.join();
  close(socket_);
  close(listener_);
}

std::string DnsServer::Address() const { return "127.0.0.1:" + std::to_string(port_); }

void DnsServer::Serve(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    pollfd readable[2] = {{socket_, POLLIN, 0}, {listener_, POLLIN, 0}};
    if (poll(readable, 2, 50) <= 0) continue;
    if (readable[0].revents != 0) AnswerUdp();
    if (readable[1].revents != 0) AnswerTcp();
  }
}

void DnsServer::AnswerUdp() {
  char packet[1024];
  sockaddr_in client{};
  socklen_t size = sizeof client;
  const ssize_t got =
      recvfrom(socket_, packet, sizeof packet, 0, reinterpret_cast<sockaddr*>(&client), &size);
  if (got < static_cast<ssize_t>(kHeader)) return;
  const std::string answer = AnswerTo(std::string(packet, static_cast<size_t>(got)), false);
  if (answer.empty()) return;
  sendto(socket_, answer.data(), answer.size(), 0, reinterpret_cast<sockaddr*>(&client), size);
}

// All questions of one connection (RFC 7766): each with its length before it, as the answers.
void DnsServer::AnswerTcp() {
  const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (fd < 0) return;
  std::string received;
  pollfd readable{fd, POLLIN, 0};
  while (poll(&readable, 1, 100) > 0) {
    char piece[1024];
    const ssize_t got = recv(fd, piece, sizeof piece, 0);
    if (got <= 0) break;
    received.append(piece, static_cast<size_t>(got));
    while (received.size() >= 2) {
      const size_t length = static_cast<size_t>(static_cast<unsigned char>(received[0])) << 8 |
                            static_cast<unsigned char>(received[1]);
      if (received.size() < 2 + length) break;
      const std::string answer = AnswerTo(received.substr(2, length), true);
      received.erase(0, 2 + length);
      if (answer.empty()) continue;
      std::string out;
      Add16(&out, answer.size());
      out += answer;
      send(fd, out.data(), out.size(), MSG_NOSIGNAL);
    }
  }
  close(fd);
}

std::string DnsServer::AnswerTo(const std::string& question, bool tcp) {
  std::string name;
  size_t at = kHeader;
  while (at < question.size() && question[at] != '\0') {
    const auto length = static_cast<size_t>(static_cast<unsigned char>(question[at]));
    name += (name.empty() ? "" : ".") + question.substr(at + 1, length);
    at += 1 + length;
  }
  if (at + 5 > question.size()) return {};
  const int type = static_cast<unsigned char>(question[at + 1]) << 8 |
                   static_cast<unsigned char>(question[at + 2]);
  ++questions_;
  DnsReply reply = handler_(name, type);
  if (reply.silent) return {};
  const bool too_long = reply.over_tcp && !tcp;
  if (too_long) reply.addresses.clear();
  std::string answer = Answer(question, name, type, at + 5, reply);
  if (too_long) answer[2] = static_cast<char>(answer[2] | 0x02);
  return answer;
}

}  // namespace varta
