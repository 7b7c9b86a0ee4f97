// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/request_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(CheckRequestHeader, TakesWhatASourceMaySay) {
  struct Case {
    const char* name;
    std::string value;
    const char* problem;  // empty: none
  };
  const Case kCases[] = {
      {"Cookie", "age=18; region=ua", ""},
      {"Accept-Language", "uk, ru;q=0.8", ""},
      {"If-None-Match", "W/\"a\"", ""},
      {"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT", ""},
      {"X-Note", "Привіт", ""},
      {"", "x", "no header name"},
      {"A B", "x", "no header name"},
      {"A:", "x", "no header name"},
      {"A\r\nB", "x", "no header name"},
      {"X-Note", "", "no value"},
      {"X-Note", "a\r\nHost: b.test", "line end"},
      {"X-Note", std::string("a\0b", 3), "control character"},
      {"hOST", "b.test", "follows from the address"},
      {"User-Agent", "Mozilla/5.0", "setting user_agent"},
      {"Authorization", "Basic x", "logs in"},
      {"Content-Length", "5", "belongs to a body"},
      {"Range", "bytes=0-", "half a page"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const Status status = CheckRequestHeader(c.name, c.value);
    EXPECT_EQ(status.ok(), std::string(c.problem).empty());
    EXPECT_THAT(status.message(), HasSubstr(c.problem));
  }
}

TEST(CheckUserAgent, WantsANameAndAContact) {
  EXPECT_TRUE(CheckUserAgent("varta/0.1 (+https://example.org/varta)").ok());
  EXPECT_TRUE(CheckUserAgent("varta/0.1 (team@example.org)").ok());
  EXPECT_THAT(CheckUserAgent("varta/0.1").message(), HasSubstr("nobody to turn to"));
  EXPECT_THAT(CheckUserAgent("Mozilla/5.0 (compatible; varta; +https://example.org)").message(),
              HasSubstr("pretends to be a browser"));
  EXPECT_FALSE(CheckUserAgent("").ok());
  EXPECT_FALSE(CheckUserAgent("varta\r\nCookie: a=b").ok());
}

TEST(RequestHeaders, PutsTheTasksOwnBehindOurs) {
  Task task;
  task.url = *Url::Parse("http://board.test:8080/");
  task.headers = {{"Accept", "text/plain"}, {"Cookie", "age=18"}};
  EXPECT_THAT(RequestHeaders(task, "varta/1", ""),
              ElementsAre(Pair("Host", "board.test:8080"), Pair("User-Agent", "varta/1"),
                          Pair("Accept-Encoding", testing::_), Pair("Accept", "text/plain"),
                          Pair("Cookie", "age=18")));
  EXPECT_FALSE(IsConditional(task));
  task.headers = {{"if-none-match", "\"a\""}};
  EXPECT_TRUE(IsConditional(task));
  EXPECT_EQ(FindHeader(RequestHeaders(task, "varta/1", "me@example.org"), "From"),
            "me@example.org");
}

TEST(ParseProxy, TakesThreeKinds) {
  struct Case {
    const char* text;
    const char* scheme;
    const char* host;
    int port;
  };
  constexpr Case kGood[] = {
      {"http://127.0.0.1:3128", "http", "127.0.0.1", 3128},
      {"HTTPS://proxy.example:443/", "https", "proxy.example", 443},
      {"socks5h://[::1]:9050", "socks5h", "::1", 9050},
      {"http://proxy.example:80", "http", "proxy.example", 80},
  };
  for (const Case& c : kGood) {
    SCOPED_TRACE(c.text);
    const Result<Proxy> proxy = ParseProxy(c.text);
    ASSERT_TRUE(proxy.ok()) << proxy.status().message();
    EXPECT_EQ(proxy->scheme, c.scheme);
    EXPECT_EQ(proxy->host, c.host);
    EXPECT_EQ(proxy->port, c.port);
  }
  for (const char* text :
       {"", "127.0.0.1:9050", "socks5://127.0.0.1:9050", "ftp://a:1", "http://a.test", "http://:80",
        "socks5h://me:secret@127.0.0.1:9050", "http://a.test:1/path", "http://a.test:1?q",
        "http://a.test:99999", "http://a.test:0", "socks5h://a.test"}) {
    const Result<Proxy> proxy = ParseProxy(text);
    EXPECT_FALSE(proxy.ok()) << text;
    EXPECT_THAT(proxy.status().message(), HasSubstr("proxy '" + std::string(text) + "'"));
  }
}

}  // namespace
}  // namespace varta
