// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/response_head.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace varta {
namespace {

ResponseHead Read(const std::vector<std::string>& lines) {
  ResponseHead head;
  for (const std::string& line : lines) EXPECT_TRUE(head.Add(line));
  return head;
}

TEST(ResponseHead, KeepsHeadersInOrderAndOnlyOfTheFinalAnswer) {
  const ResponseHead head = Read({"HTTP/1.1 103 Early Hints\r\n", "Link: </a.css>\r\n", "\r\n",
                                  "HTTP/1.1 200 OK\r\n", "B:  1 \r\n", "a: x\r\n", "\ty z\r\n",
                                  "b:2\r\n", "no header\r\n", "\r\n", "Trailer: t\r\n"});
  EXPECT_TRUE(head.complete());
  EXPECT_EQ(head.status(), 200);
  EXPECT_TRUE(head.IsSuccess());
  EXPECT_EQ(head.version(), "1.1");
  EXPECT_EQ(head.headers(), (Headers{{"B", "1"}, {"a", "x y z"}, {"b", "2"}}));
}

TEST(ResponseHead, TakesTheFirstStatusLineOfAHead) {
  const ResponseHead head =
      Read({"HTTP/1.1 404 Not Found\r\n", "HTTP/1.1 200 OK\r\n", "A: 1\r\n", "\r\n"});
  EXPECT_EQ(head.status(), 404);
  EXPECT_FALSE(head.IsSuccess());
  EXPECT_EQ(FindHeader(head.headers(), "A"), "1");
}

TEST(ResponseHead, ReadsOddStatusLines) {
  struct Case {
    const char* line;
    int status;
    const char* version;
  };
  constexpr Case kCases[] = {{"HTTP/2 200 \r\n", 200, "2"},       {"HTTP/1.0 200\r\n", 200, "1.0"},
                             {"HTTP/1.1  302 x\r\n", 302, "1.1"}, {"HTTP/1.1 000 x\r\n", 0, "1.1"},
                             {"HTTP/1.1 999\r\n", 999, "1.1"},    {"HTTP/1.1\r\n", 0, "1.1"},
                             {"HTTP/1.1 abc\r\n", 0, "1.1"},      {"nonsense\r\n", 0, ""}};
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.line);
    const ResponseHead head = Read({c.line, "\r\n"});
    EXPECT_EQ(head.status(), c.status);
    EXPECT_EQ(head.version(), c.version);
    EXPECT_TRUE(head.complete());
  }
}

TEST(ResponseHead, StopsAtItsLimit) {
  ResponseHead head;
  head.Add("HTTP/1.1 200 OK\r\n");
  const std::string line = "A: " + std::string(1021, 'x') + "\r\n";
  int taken = 0;
  while (head.Add(line)) ++taken;
  EXPECT_TRUE(head.too_large());
  EXPECT_EQ(taken, static_cast<int>(ResponseHead::kMaxBytes / line.size()));
  EXPECT_FALSE(head.Add("\r\n"));
}

TEST(MediaType, IsTheTypeAlone) {
  EXPECT_EQ(MediaType(" Text/HTML ; charset=utf-8"), "text/html");
  EXPECT_EQ(MediaType(""), "");
  EXPECT_EQ(MediaType("text/\x01\xff plain"), "text/plain");
}

TEST(MediaType, SaysWhatIsWorthReading) {
  for (const char* type :
       {"", "text/html", "text/plain; charset=koi8-r", "application/xhtml+xml", "application/xml",
        "application/json", "application/rss+xml", "application/gzip", "application/x-gzip",
        "image/svg+xml", "unknown", "application/vnd.ms-word.x"}) {
    EXPECT_TRUE(MayBeText(type)) << type;
  }
  for (const char* type :
       {"image/png", "IMAGE/JPEG;q=1", "audio/mpeg", "video/mp4", "font/woff2", "application/zip",
        "application/pdf", "application/octet-stream", "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.android.package-archive"}) {
    EXPECT_FALSE(MayBeText(type)) << type;
  }
}

TEST(DescribeAddress, WritesBothKinds) {
  sockaddr_in four{};
  four.sin_family = AF_INET;
  four.sin_port = htons(8080);
  four.sin_addr.s_addr = htonl(0xCB007105);
  SocketAddress peer = DescribeAddress(reinterpret_cast<sockaddr*>(&four), sizeof four);
  EXPECT_EQ(peer.host, "203.0.113.5");
  EXPECT_EQ(peer.port, 8080);

  sockaddr_in6 six{};
  six.sin6_family = AF_INET6;
  six.sin6_port = htons(443);
  inet_pton(AF_INET6, "2001:db8::1", &six.sin6_addr);
  peer = DescribeAddress(reinterpret_cast<sockaddr*>(&six), sizeof six);
  EXPECT_EQ(peer.host, "2001:db8::1");
  EXPECT_EQ(peer.port, 443);

  four.sin_family = AF_UNIX;
  EXPECT_EQ(DescribeAddress(reinterpret_cast<sockaddr*>(&four), sizeof four).host, "");
  EXPECT_EQ(DescribeAddress(reinterpret_cast<sockaddr*>(&six), sizeof four).host, "");
}

}  // namespace
}  // namespace varta
