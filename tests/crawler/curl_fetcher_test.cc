// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/curl_fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>
#include <thread>

#include "tests/crawler/fetching.h"

namespace varta {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

TEST(CurlFetcher, BringsThePageAndWhatBelongsToIt) {
  std::string request;
  LoopbackServer server([&](const Connection& c) {
    request = c.request();
    c.Send(Answer("200 OK", "Content-Type: text/html\r\nX-Two: 1\r\nX-Two: 2\r\n", "<p>Привіт"));
  });
  FetchOptions options;
  options.user_agent = "varta-test/1";
  options.from = "team@example.org";
  Fetching fetching(options);
  const std::string url = "http://me:secret@127.0.0.1:" + std::to_string(server.port());
  const Page page = fetching.Get(url + "/a%20b?q=%D1%8F#part");
  server.Stop();

  EXPECT_EQ(page.outcome, Outcome::kOk);
  EXPECT_EQ(page.detail, "");
  EXPECT_EQ(page.http_status, 200);
  EXPECT_EQ(page.http_version, "1.1");
  EXPECT_EQ(page.body, "<p>Привіт");
  EXPECT_FALSE(page.truncated);
  EXPECT_EQ(page.remote_address, "127.0.0.1");
  EXPECT_EQ(page.fetched_at, kNow);
  EXPECT_EQ(page.task.source, "board");
  ASSERT_EQ(page.response_headers.size(), 5u);
  EXPECT_EQ(page.response_headers[1], (std::pair<std::string, std::string>("X-Two", "1")));

  EXPECT_THAT(request, testing::StartsWith("GET /a%20b?q=%D1%8F HTTP/1.1\r\n"));
  EXPECT_THAT(request, Not(HasSubstr("Authorization")));
  EXPECT_THAT(request, Not(HasSubstr("Cookie")));
  EXPECT_EQ(FindHeader(page.request_headers, "Accept-Encoding"), "gzip, deflate, br, zstd");
  EXPECT_EQ(FindHeader(page.request_headers, "From"), "team@example.org");
  EXPECT_EQ(FindHeader(page.request_headers, "User-Agent"), "varta-test/1");
  size_t lines = 0;
  for (const auto& [name, value] : page.request_headers) {
    EXPECT_THAT(request, HasSubstr(name + ": " + value + "\r\n"));
    ++lines;
  }
  EXPECT_EQ(static_cast<size_t>(std::count(request.begin(), request.end(), '\n')), lines + 2)
      << "no header that is not recorded:\n"
      << request;
}

TEST(CurlFetcher, SaysWhatAStatusMeans) {
  struct Case {
    const char* status;
    const char* headers;
    Outcome outcome;
    const char* location;  // after "http://127.0.0.1:PORT", or absolute
  };
  constexpr Case kCases[] = {
      {"204 No Content", "", Outcome::kOk, ""},
      {"301 Moved", "Location: /new?x#y\r\n", Outcome::kRedirect, "/new?x#y"},
      {"302 Found", "Location: other\r\n", Outcome::kRedirect, "/dir/other"},
      {"307 Found", "Location: //b.test/\xD1\x8F\r\n", Outcome::kRedirect, "http://b.test/%D1%8F"},
      {"308 Found", "Location: https://b.test\r\nLocation: /c\r\n", Outcome::kRedirect,
       "https://b.test/"},
      {"302 Found", "", Outcome::kHttpError, ""},
      {"302 Found", "Location: file:///etc/passwd\r\n", Outcome::kHttpError, ""},
      {"302 Found", "Location: javascript:alert(1)\r\n", Outcome::kHttpError, ""},
      {"302 Found", "Location: http://\r\n", Outcome::kHttpError, ""},
      {"304 Not Modified", "", Outcome::kHttpError, ""},  // nobody asked conditionally
      {"403 Forbidden", "", Outcome::kHttpError, ""},
      {"404 Not Found", "", Outcome::kGone, ""},
      {"410 Gone", "", Outcome::kGone, ""},
      {"429 Too Many", "Retry-After: 7\r\n", Outcome::kHttpError, ""},
      {"503 Unavailable", "Location: /x\r\n", Outcome::kHttpError, ""},
      {"999 Denied", "", Outcome::kHttpError, ""},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(std::string(c.status) + " " + c.headers);
    LoopbackServer server(std::string("HTTP/1.1 ") + c.status + "\r\n" + c.headers +
                          "Content-Length: 0\r\nConnection: close\r\n\r\n");
    Fetching fetching;
    const Page page = fetching.Get(server.Address("/dir/page"));
    EXPECT_EQ(page.outcome, c.outcome) << page.detail;
    EXPECT_EQ(page.http_status, std::atoi(c.status));
    const std::string location = c.location;
    EXPECT_EQ(page.location, location.starts_with('/') ? server.Address(location) : location);
    EXPECT_EQ(page.detail.empty(), c.outcome == Outcome::kOk);
  }
}

TEST(CurlFetcher, KeepsTheBodyAsItWasSent) {
  const std::string coded("\x1f\x8b\x08\x00 not really \x00 gzip", 23);
  LoopbackServer server(Answer("200 OK", "Content-Encoding: gzip\r\n", coded));
  Fetching fetching;
  const Page page = fetching.Get(server.Address("/"));
  EXPECT_EQ(page.outcome, Outcome::kOk);
  EXPECT_EQ(page.body, coded);
}

TEST(CurlFetcher, CutsTheBodyAtItsCap) {
  FetchOptions options;
  options.max_body_bytes = 1000;
  Fetching fetching(options);
  for (const size_t size : {999u, 1000u, 1001u, 500'000u}) {
    SCOPED_TRACE(size);
    LoopbackServer server(Answer("200 OK", "", std::string(size, 'x')));
    const Page page = fetching.Get(server.Address("/"));
    EXPECT_EQ(page.outcome, Outcome::kOk) << page.detail;
    EXPECT_EQ(page.body.size(), std::min<size_t>(size, 1000));
    EXPECT_EQ(page.truncated, size > 1000);
  }
}

TEST(CurlFetcher, EndsAnEndlessBody) {
  LoopbackServer server([](const Connection& c) {
    const std::string piece(16384, 'x');
    bool open = c.Send("HTTP/1.1 200 OK\r\n\r\n");
    while (open) open = c.Send(piece);
  });
  Fetching fetching;
  const Page page = fetching.Get(server.Address("/"));
  EXPECT_EQ(page.outcome, Outcome::kOk);
  EXPECT_TRUE(page.truncated);
  EXPECT_EQ(page.body.size(), FetchOptions().max_body_bytes);
}

TEST(CurlFetcher, ForgetsAnswersThatAreNotFinal) {
  LoopbackServer server("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" +
                        Answer("200 OK", "A: 1\r\n", "x"));
  Fetching fetching;
  const Page page = fetching.Get(server.Address("/"));
  EXPECT_EQ(page.http_status, 200);
  EXPECT_EQ(FindHeader(page.response_headers, "Link"), "");
  EXPECT_EQ(FindHeader(page.response_headers, "A"), "1");
}

TEST(CurlFetcher, TakesBadAnswersForWhatTheyAre) {
  struct Case {
    const char* name;
    std::string answer;
  };
  std::string flood = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 300; ++i)
    flood += "X-" + std::to_string(i) + ": " + std::string(1000, 'x') + "\r\n";
  const Case kCases[] = {
      {"not HTTP", "SSH-2.0-OpenSSH_9.2\r\n"},
      {"nothing at all", ""},
      {"half a head", "HTTP/1.1 200 OK\r\nContent-Le"},
      {"cut short", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"},
      {"broken chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc"},
      {"chunks without end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"},
      {"header flood", flood + "\r\n"},
      {"endless header line", "HTTP/1.1 200 OK\r\nX: " + std::string(400'000, 'x') + "\r\n\r\n"},
      {"endless early hints",
       [] {
         std::string hints;
         for (int i = 0; i < 400; ++i) {
           hints += "HTTP/1.1 103 x\r\nA: " + std::string(1000, 'x') + "\r\n\r\n";
         }
         return hints;
       }()},
      {"another version", "HTTP/9.9 200 OK\r\n\r\nx"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    LoopbackServer server(c.answer);
    Fetching fetching;
    const Page page = fetching.Get(server.Address("/"));
    EXPECT_EQ(page.outcome, Outcome::kBadResponse) << page.detail;
    EXPECT_THAT(page.detail, HasSubstr("http://127.0.0.1:" + std::to_string(server.port())));
    EXPECT_EQ(page.location, "");
  }
}

TEST(CurlFetcher, DoesNotReadWhatIsNoText) {
  LoopbackServer server([](const Connection& c) {
    bool open = c.Send("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n");
    while (open) open = c.Send("frame");
  });
  Fetching fetching;
  const Page page = fetching.Get(server.Address("/film"));
  EXPECT_EQ(page.outcome, Outcome::kNotText);
  EXPECT_EQ(page.body, "");
  EXPECT_EQ(page.http_status, 200);
  EXPECT_EQ(FindHeader(page.response_headers, "Content-Type"), "video/mp4");
  EXPECT_THAT(page.detail, HasSubstr("/film is video/mp4"));
}

TEST(CurlFetcher, ReadsRobotsWhateverItsTypeAndErrorsWhateverTheirs) {
  LoopbackServer server([](const Connection& c) {
    const bool robots = c.request().starts_with("GET /robots.txt");
    c.Send(Answer(robots ? "200 OK" : "404 Not Found", "Content-Type: image/png\r\n", "x"));
  });
  Fetching fetching;
  fetching.Submit(server.Address("/robots.txt"), true);
  const Page robots = fetching.Take();
  EXPECT_EQ(robots.outcome, Outcome::kOk);
  EXPECT_EQ(robots.body, "x");
  EXPECT_EQ(fetching.Get(server.Address("/none.png")).outcome, Outcome::kGone);
}

TEST(CurlFetcher, WhatAllowNetworksOpensIsForTestSourcesOnlyAlsoOnAnOpenConnection) {
  LoopbackServer server("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
  Fetching fetching;
  EXPECT_EQ(fetching.Get(server.Address("/")).outcome, Outcome::kOk);
  for (const char* host : {"127.0.0.1", "localhost"}) {
    SCOPED_TRACE(host);
    Task task;
    task.url = *Url::Parse("http://" + std::string(host) + ":" + std::to_string(server.port()));
    fetching.fetcher().Submit(std::move(task));
    const Page page = fetching.Take();
    EXPECT_EQ(page.outcome, Outcome::kRefused);
    EXPECT_THAT(page.detail, HasSubstr("kind test only"));
    EXPECT_EQ(page.body, "");
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST(CurlFetcher, RefusesLoopbackUnlessItIsAllowed) {
  LoopbackServer server(Answer("200 OK", "", "secret"));
  const std::string port = ":" + std::to_string(server.port()) + "/";
  Fetching fetching({}, AddressGuard());
  for (const char* host : {"127.0.0.1",
                           "localhost",
                           "a.localhost",
                           "LOCALHOST.",
                           "0x7f.1",
                           "127.1",
                           "2130706433",
                           "017700000001",
                           "0177.0.0.1",
                           "127.0.0.1.",
                           "%31%32%37.0.0.1",
                           "１２７.0.0.1",
                           "127。0。0。1",
                           "me:secret@127.0.0.1",
                           "8.8.8.8@127.0.0.1",
                           "0.0.0.0",
                           "0",
                           "[::1]",
                           "[::]",
                           "[::ffff:127.0.0.1]",
                           "[::ffff:7f00:1]",
                           "[::7f00:1]",
                           "[64:ff9b::7f00:1]",
                           "[2002:7f00:1::]"}) {
    SCOPED_TRACE(host);
    const Page page = fetching.Get("http://" + std::string(host) + port);
    EXPECT_EQ(page.outcome, Outcome::kRefused) << page.detail;
    EXPECT_THAT(page.detail, HasSubstr("allow_networks does not name it"));
    EXPECT_EQ(page.remote_address, "");
    EXPECT_EQ(page.body, "");
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST(CurlFetcher, RefusesPortsAndSchemesThatAreNotTheWebs) {
  Fetching fetching;
  for (const char* url : {"http://127.0.0.1:22/", "http://localhost:6379/", "https://[::1]:25/",
                          "ftp://127.0.0.1/", "file:///etc/passwd"}) {
    const Page page = fetching.Get(url);
    EXPECT_EQ(page.outcome, Outcome::kRefused) << url;
    EXPECT_NE(page.detail, "") << url;
  }
}

TEST(CurlFetcher, FindsLocalhostNamesWithoutDns) {
  LoopbackServer server(Answer("200 OK", "", "x"));
  Fetching fetching;
  const Page page = fetching.Get("http://board.localhost:" + std::to_string(server.port()) + "/");
  EXPECT_EQ(page.outcome, Outcome::kOk) << page.detail;
  EXPECT_EQ(page.remote_address, "127.0.0.1");
}

TEST(CurlFetcher, ReportsAClosedPort) {
  int port = 0;
  {
    LoopbackServer server("");
    port = server.port();
  }
  Fetching fetching;
  const Page page = fetching.Get("http://127.0.0.1:" + std::to_string(port) + "/");
  EXPECT_EQ(page.outcome, Outcome::kConnectError);
  EXPECT_THAT(page.detail, HasSubstr("http://127.0.0.1:" + std::to_string(port)));
  EXPECT_EQ(page.remote_address, "");
}

TEST(CurlFetcher, ReportsAServerThatSpeaksNoTls) {
  LoopbackServer server("HTTP/1.1 400 Bad Request\r\n\r\n");
  Fetching fetching;
  const Page page = fetching.Get("https://127.0.0.1:" + std::to_string(server.port()) + "/");
  EXPECT_EQ(page.outcome, Outcome::kTlsError) << page.detail;
}

TEST(CurlFetcher, GivesUpOnAServerThatDoesNotAnswer) {
  LoopbackServer server([](const Connection& c) { c.WaitForClose(); });
  FetchOptions options;
  options.total_timeout = 200ms;
  Fetching fetching(options);
  const Page page = fetching.Get(server.Address("/"));
  EXPECT_EQ(page.outcome, Outcome::kTimeout);
  EXPECT_EQ(page.http_status, 0);
  EXPECT_THAT(page.detail, HasSubstr("did not answer in time"));
}

TEST(CurlFetcher, GivesUpOnAServerThatDribbles) {
  LoopbackServer server([](const Connection& c) {
    bool open = c.Send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (open) open = c.Send("x") && !c.WaitForClose(50);
  });
  FetchOptions options;
  options.low_speed_time = 1s;
  Fetching fetching(options);
  const Page page = fetching.Get(server.Address("/"));
  EXPECT_EQ(page.outcome, Outcome::kTimeout);
  EXPECT_THAT(page.detail, HasSubstr("sent too slowly"));
  EXPECT_EQ(page.http_status, 200);
  EXPECT_EQ(page.body.substr(0, 1), "x");
}

TEST(CurlFetcher, HeedsNoProxyOfTheEnvironment) {
  LoopbackServer server(Answer("200 OK", "", "direct"));
  setenv("http_proxy", "http://127.0.0.1:9/", 1);
  Fetching fetching;
  const Page page = fetching.Get(server.Address("/"));
  unsetenv("http_proxy");
  EXPECT_EQ(page.body, "direct") << page.detail;
}

TEST(CurlFetcher, SendsWhatTheTaskSaysAndTakes304ForAnAnswer) {
  Queue<std::string> requests(10);
  LoopbackServer server([&](const Connection& c) {
    requests.Push(c.request());
    c.Send("HTTP/1.1 304 Not Modified\r\nETag: \"b\"\r\nConnection: close\r\n\r\n");
  });
  Fetching fetching;
  Task task;
  task.url = *Url::Parse(server.Address("/"));
  task.networks = Networks::kPublicAndNamed;
  task.headers = {{"If-None-Match", "\"a\""}, {"Cookie", "age=18"}, {"Accept", "text/html"}};
  fetching.Submit(task);
  const Page page = fetching.Take();
  EXPECT_EQ(page.outcome, Outcome::kNotModified);
  EXPECT_EQ(page.http_status, 304);
  EXPECT_EQ(FindHeader(page.response_headers, "ETag"), "\"b\"");
  EXPECT_THAT(page.detail, HasSubstr("has not changed"));
  const std::string request = *requests.Pop();
  EXPECT_THAT(request, HasSubstr("If-None-Match: \"a\"\r\n"));
  EXPECT_THAT(request, HasSubstr("Cookie: age=18\r\n"));
  EXPECT_THAT(request, HasSubstr("Accept: text/html\r\n"));

  fetching.Get(server.Address("/"));  // the next task knows nothing of them
  EXPECT_THAT(*requests.Pop(), Not(HasSubstr("If-None-Match")));

  task.headers = {{"X", "a\r\nHost: b.test"}};
  fetching.Submit(task);
  EXPECT_EQ(fetching.Take().outcome, Outcome::kRefused);
}

TEST(CurlFetcher, AsksAnHttpProxyByNameWithoutDns) {
  std::string request;
  LoopbackServer proxy([&](const Connection& c) {
    request = c.request();
    c.Send(Answer("200 OK", "", "by proxy"));
  });
  Fetching fetching({}, AddressGuard());  // the proxy is the operator's: the guard is not asked
  Task task;
  task.url = *Url::Parse("http://board.test/a?b");
  task.proxy = proxy.Address("");
  fetching.Submit(task);
  const Page page = fetching.Take();
  EXPECT_EQ(page.body, "by proxy") << page.detail;
  EXPECT_EQ(page.remote_address, "127.0.0.1");
  EXPECT_EQ(page.resolved_address, "");
  for (const char* url : {"http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/",
                          "http://localhost/", "http://a.localhost./", "http://board.test:22/"}) {
    task.url = *Url::Parse(url);
    fetching.Submit(task);
    EXPECT_EQ(fetching.Take().outcome, Outcome::kRefused) << url;
  }
  EXPECT_EQ(proxy.connections(), 1);
  task.url = *Url::Parse("http://board.test/");
  for (const char* bad : {"socks4://127.0.0.1:1", "http://me:secret@127.0.0.1:1"}) {
    task.proxy = bad;
    fetching.Submit(task);
    EXPECT_EQ(fetching.Take().outcome, Outcome::kRefused) << bad;
  }
  proxy.Stop();
  EXPECT_THAT(request, testing::StartsWith("GET http://board.test/a?b HTTP/1.1\r\n"));
  EXPECT_THAT(request, Not(HasSubstr("Proxy-Connection")));
  task.proxy = proxy.Address("");
  fetching.Submit(task);
  const Page gone = fetching.Take();
  EXPECT_EQ(gone.outcome, Outcome::kConnectError);
  EXPECT_THAT(gone.detail, HasSubstr("see that the proxy runs"));
}

TEST(CurlFetcher, LeavesNamesToASocksProxy) {
  std::string asked, request;
  LoopbackServer proxy([&](const Connection& c) {  // RFC 1928
    c.Send(std::string("\x05\x00", 2));
    asked = c.Receive();
    c.Send(std::string("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10));
    request = c.Receive();
    c.Send(Answer("200 OK", "", "by Tor"));
  });
  Fetching fetching({}, AddressGuard());
  Task task;
  task.url = *Url::Parse("http://hiddenboard.onion/");
  task.proxy = "socks5h://127.0.0.1:" + std::to_string(proxy.port());
  fetching.Submit(task);
  const Page page = fetching.Take();
  EXPECT_EQ(page.body, "by Tor") << page.detail;
  proxy.Stop();
  EXPECT_EQ(asked, std::string("\x05\x01\x00\x03\x11hiddenboard.onion\x00\x50", 24));
  EXPECT_THAT(request, testing::StartsWith("GET / HTTP/1.1\r\nHost: hiddenboard.onion\r\n"));
}

TEST(CurlFetcher, SaysWhyItHasNoResolver) {
  FetchOptions options;
  options.dns.servers = {"dns.test"};
  EXPECT_THAT(CheckFetchOptions(options).message(), HasSubstr("'dns.test'"));
  Fetching fetching(options);
  const Page page = fetching.Get("http://board.test/");
  EXPECT_EQ(page.outcome, Outcome::kDnsError);
  EXPECT_THAT(page.detail, HasSubstr("'dns.test'"));
  EXPECT_TRUE(CheckFetchOptions({}).ok());
}

TEST(CurlFetcher, EverySubmitGivesOnePage) {
  std::atomic<int> now = 0, most = 0;
  LoopbackServer server([&](const Connection& c) {
    const int open = ++now;
    int seen = most;
    while (open > seen && !most.compare_exchange_weak(seen, open)) {
    }
    const std::string& request = c.request();
    --now;
    c.Send(Answer("200 OK", "", request.substr(4, request.find(' ', 4) - 4)));
  });
  FetchOptions options;
  options.max_in_flight = 4;
  Fetching fetching(options);
  for (int i = 0; i < 200; ++i) fetching.Submit(server.Address("/" + std::to_string(i)));
  std::set<std::string> paths;
  for (int i = 0; i < 200; ++i) {
    const Page page = fetching.Take();
    EXPECT_EQ(page.outcome, Outcome::kOk) << page.detail;
    EXPECT_EQ(page.body, page.task.url.path());
    paths.insert(page.body);
  }
  EXPECT_EQ(paths.size(), 200u);
  EXPECT_LE(most, 4);
}

TEST(CurlFetcher, ReusesAConnection) {
  LoopbackServer server([](const Connection& c) {
    const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx";
    c.Send(answer);
    if (!c.WaitForClose(10'000)) return;
    c.Send(answer);  // the second request is there
    c.WaitForClose();
  });
  Fetching fetching;
  EXPECT_EQ(fetching.Get(server.Address("/1")).body, "x");
  const Page second = fetching.Get(server.Address("/2"));
  EXPECT_EQ(second.body, "x") << second.detail;
  EXPECT_EQ(second.remote_address, "127.0.0.1");
  EXPECT_EQ(server.connections(), 1);
}

// Hosts of which nobody knew that they are one machine: their first fetches start one after the
// other. Counted, not timed: that of the second waits for a turn that does not come in this test.
TEST(CurlFetcher, HostsOfOneAddressTakeTurnsFromTheFirstFetchOn) {
  LoopbackServer server(Answer("200 OK", "", "x"));
  FetchOptions options;
  options.dns.fixed = {{"*.test", "127.0.0.1"}};
  Fetching fetching(options);
  for (const char* host : {"a.test", "b.test"}) {
    Task task;
    task.networks = Networks::kPublicAndNamed;
    task.url = *Url::Parse("http://" + std::string(host) + ":" + std::to_string(server.port()));
    task.address_rest = 600s;
    fetching.Submit(task);
  }
  EXPECT_EQ(fetching.Take().task.url.host(), "a.test");
  EXPECT_EQ(fetching.Get("http://c.test:" + std::to_string(server.port())).body, "x")
      << "who asks for no rest does not wait";
  EXPECT_EQ(server.connections(), 2);
  fetching.fetcher().CancelAll();
  const Page second = fetching.Take();
  EXPECT_EQ(second.task.url.host(), "b.test");
  EXPECT_EQ(second.outcome, Outcome::kCancelled);
}

TEST(CurlFetcher, CancelAllGivesEveryOpenTaskBack) {
  LoopbackServer server([](const Connection& c) { c.WaitForClose(); });
  FetchOptions options;
  options.max_in_flight = 3;
  Fetching fetching(options);
  for (int i = 0; i < 20; ++i) fetching.Submit(server.Address("/" + std::to_string(i)));
  fetching.fetcher().CancelAll();
  std::set<std::string> paths;
  for (int i = 0; i < 20; ++i) {
    const Page page = fetching.Take();
    EXPECT_EQ(page.outcome, Outcome::kCancelled);
    EXPECT_THAT(page.detail, HasSubstr(page.task.url.path()));
    paths.insert(page.task.url.path());
  }
  EXPECT_EQ(paths.size(), 20u);

  LoopbackServer good(Answer("200 OK", "", "after"));
  EXPECT_EQ(fetching.Get(good.Address("/")).body, "after") << "it goes on working";
}

TEST(CurlFetcher, ItsEndGivesEveryOpenTaskBack) {
  LoopbackServer server([](const Connection& c) { c.WaitForClose(); });
  const FixedClock clock;
  std::map<std::string, int> pages;  // the loop thread's until the fetcher has ended
  {
    CurlFetcher fetcher({}, LoopbackAllowed(), clock, [&](Page page) {
      EXPECT_EQ(page.outcome, Outcome::kCancelled);
      ++pages[page.task.url.path()];
    });
    for (int i = 0; i < 100; ++i) {
      Task task;
      task.networks = Networks::kPublicAndNamed;
      task.url = *Url::Parse(server.Address("/" + std::to_string(i)));
      fetcher.Submit(std::move(task));
    }
  }
  EXPECT_EQ(pages.size(), 100u);
  for (const auto& [path, count] : pages) EXPECT_EQ(count, 1) << path;
}

TEST(CurlFetcher, ASinkMaySubmit) {
  LoopbackServer server([](const Connection& c) {
    const bool first = c.request().starts_with("GET /1");
    c.Send(first ? Answer("302 Found", "Location: /2\r\n", "") : Answer("200 OK", "", "end"));
  });
  const FixedClock clock;
  Queue<Page> pages(10);
  CurlFetcher* self = nullptr;
  std::unique_ptr<CurlFetcher> fetcher =
      std::make_unique<CurlFetcher>(FetchOptions(), LoopbackAllowed(), clock, [&](Page page) {
        if (page.outcome == Outcome::kRedirect) {
          Task next = page.task;
          next.url = *Url::Parse(page.location);
          self->Submit(std::move(next));
        } else {
          pages.Push(std::move(page));
        }
      });
  self = fetcher.get();
  Task task;
  task.networks = Networks::kPublicAndNamed;
  task.url = *Url::Parse(server.Address("/1"));
  fetcher->Submit(task);
  EXPECT_EQ(pages.Pop()->body, "end");
}

}  // namespace
}  // namespace varta
