// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "server/metrics_door.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/status_matchers.h"

namespace varta {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string Ask(uint16_t port, const std::string& request) {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) >= 0) {
    char buffer[4096];
    for (ssize_t got; (got = read(descriptor, buffer, sizeof buffer)) > 0;)
      answer.append(buffer, static_cast<size_t>(got));
  }
  close(descriptor);
  return answer;
}

std::string Head(const char* method, const char* path) {
  return std::string(method) + " " + path +
         " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
}

TEST(MetricsDoor, AnswersOnePath) {
  auto door = MetricsDoor::Open(*LoopbackPort("127.0.0.1:0"), [] { return "varta_x 1\n"; });
  ASSERT_THAT(door, IsOk());
  const uint16_t port = (*door)->port();
  const std::string answer = Ask(port, Head("GET", "/metrics"));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer, HasSubstr("text/plain; version=0.0.4"));
  EXPECT_THAT(answer, HasSubstr("\r\n\r\nvarta_x 1\n"));
  EXPECT_THAT(Ask(port, Head("GET", "/")), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(Ask(port, Head("POST", "/metrics")), StartsWith("HTTP/1.1 405"));
  EXPECT_THAT(Ask(port, "GET /" + std::string(100'000, 'a') + " HTTP/1.1\r\n\r\n"),
              testing::Not(HasSubstr(" 200 ")));
  EXPECT_THAT(Ask(port, Head("GET", "/metrics")), HasSubstr("varta_x 1"));
}

TEST(MetricsDoor, ATakenPortIsSaid) {
  auto first = MetricsDoor::Open(*LoopbackPort("127.0.0.1:0"), [] { return ""; });
  ASSERT_THAT(first, IsOk());
  auto second = MetricsDoor::Open(*LoopbackPort("127.0.0.1:" + std::to_string((*first)->port())),
                                  [] { return ""; });
  ASSERT_THAT(second, HasCode(Code::kUnavailable));
  EXPECT_THAT(second.status().message(), HasSubstr("metrics_listen"));
}

}  // namespace
}  // namespace varta
