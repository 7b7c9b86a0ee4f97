// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Servers that mean no good, or know no better (reliability E): each fetch ends within its budget,
// as what it is, and the others go on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "crawler/body_budget.h"
#include "tests/crawler/fetching.h"

namespace varta {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

FetchOptions Impatient() {
  FetchOptions options;
  options.low_speed_time = 1s;
  options.max_body_bytes = 100'000;
  return options;
}

// What becomes of a server's whole answer.
Page Answered(const std::string& answer) {
  LoopbackServer server(answer);
  Fetching fetching;
  return fetching.Get(server.Address("/"));
}

TEST(HostileServer, SlowOnesRunIntoATimeout) {
  struct Case {
    const char* name;
    LoopbackServer::Handler handler;
    const char* detail;
    int status;
  };
  const Case kCases[] = {
      {"says nothing", [](const Connection& c) { c.WaitForClose(); }, "did not answer in time", 0},
      {"a head, byte by byte",
       [](const Connection& c) {
         bool open = c.Send("HTTP/1.1 200 OK\r\nX: ");
         while (open) open = c.Send("x") && !c.WaitForClose(20);
       },
       "", 200},
      {"a body, byte by byte",
       [](const Connection& c) {
         bool open = c.Send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
         while (open) open = c.Send("x") && !c.WaitForClose(20);
       },
       "sent too slowly", 200},
      {"chunks, byte by byte",
       [](const Connection& c) {
         bool open = c.Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
         while (open) open = c.Send("1\r\nx\r\n") && !c.WaitForClose(20);
       },
       "sent too slowly", 200},
      {"answers before the answer, one by one",
       [](const Connection& c) {
         bool open = true;
         while (open) open = c.Send("HTTP/1.1 103 x\r\n\r\n") && !c.WaitForClose(50);
       },
       "", 103},
  };
  std::vector<std::unique_ptr<LoopbackServer>> servers;
  std::map<std::string, const Case*> cases;  // by address
  Fetching fetching(Impatient());
  for (const Case& c : kCases) {
    servers.push_back(std::make_unique<LoopbackServer>(c.handler));
    cases[servers.back()->Address("/")] = &c;
    fetching.Submit(servers.back()->Address("/"));
  }
  for (size_t i = 0; i < servers.size(); ++i) {
    const Page page = fetching.Take();
    const Case& c = *cases.at(page.task.url.Href());
    SCOPED_TRACE(c.name);
    EXPECT_EQ(page.outcome, Outcome::kTimeout) << page.detail;
    EXPECT_EQ(page.http_status, c.status);
    EXPECT_THAT(page.detail, HasSubstr(c.detail));
    EXPECT_EQ(page.remote_address, "127.0.0.1") << "it did connect";
    EXPECT_GE(page.took, 500ms);
  }
}

TEST(HostileServer, TheWholeTimeEndsWhatIsFastButEndless) {
  struct Case {
    const char* name;
    std::string head, piece;
  };
  const Case kCases[] = {
      {"chunk extensions", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
       "1;a=" + std::string(60'000, 'x') + "\r\nx\r\n"},
      {"empty lines before the answer", "", "\r\n"},
  };
  FetchOptions options;
  options.total_timeout = 500ms;
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    LoopbackServer server([&](const Connection& connection) {
      bool open = connection.Send(c.head);
      while (open) open = connection.Send(c.piece) && !connection.WaitForClose(1);
    });
    Fetching fetching(options);
    const Page page = fetching.Get(server.Address("/"));
    EXPECT_THAT(page.outcome, testing::AnyOf(Outcome::kTimeout, Outcome::kBadResponse))
        << page.detail;
    EXPECT_LT(page.body.size(), 100'000u);
  }
}

TEST(HostileServer, TrailersWithoutEndAreCut) {
  LoopbackServer server([](const Connection& c) {
    bool open = c.Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n");
    const std::string trailer = "X: " + std::string(1000, 'x') + "\r\n";
    while (open) open = c.Send(trailer);
  });
  Fetching fetching(Impatient());
  const Page page = fetching.Get(server.Address("/"));
  EXPECT_THAT(page.outcome, testing::AnyOf(Outcome::kTimeout, Outcome::kBadResponse))
      << page.detail;
  EXPECT_EQ(page.body, "abc");
}

TEST(HostileServer, ALocationIsNoWayIntoTheHead) {
  const Page page =
      Answered("HTTP/1.1 302 x\r\nLocation: /a\tb\rSet-Cookie: c=d\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(page.location.find_first_of("\r\n\t "), std::string::npos) << page.location;
  EXPECT_EQ(FindHeader(page.response_headers, "Set-Cookie"), "");
}

TEST(HostileServer, ATlsHandshakeThatNeverComesEnds) {
  LoopbackServer server([](const Connection& c) { c.WaitForClose(); });
  FetchOptions options;
  options.connect_timeout = 300ms;
  Fetching fetching(options);
  const Page page = fetching.Get("https://127.0.0.1:" + std::to_string(server.port()) + "/");
  EXPECT_EQ(page.outcome, Outcome::kTimeout) << page.detail;
  EXPECT_EQ(page.http_status, 0);
}

TEST(HostileServer, LengthsThatLie) {
  struct Case {
    const char* name;
    std::string answer;
    Outcome outcome;
    const char* body;
  };
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  const Case kCases[] = {
      {"longer than said", ok + "Content-Length: 3\r\n\r\nabcdef", Outcome::kOk, "abc"},
      {"shorter than said", ok + "Content-Length: 9\r\n\r\nabc", Outcome::kBadResponse, "abc"},
      {"twice the same", ok + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", Outcome::kOk,
       "abc"},
      {"negative", ok + "Content-Length: -3\r\n\r\nabc", Outcome::kBadResponse, ""},
      {"no number", ok + "Content-Length: many\r\n\r\nabc", Outcome::kBadResponse, ""},
      {"beyond any", ok + "Content-Length: 99999999999999999999\r\n\r\nabc", Outcome::kOk, "abc"},
      {"a terabyte", ok + "Content-Length: 1000000000000\r\n\r\nabc", Outcome::kBadResponse, "abc"},
      {"chunked beside it",
       ok + "Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
       Outcome::kOk, "abc"},
      {"a chunk of 2^64", ok + "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\nabc",
       Outcome::kBadResponse, ""},
      {"a body where there is none", "HTTP/1.1 204 No\r\nContent-Length: 3\r\n\r\nabc",
       Outcome::kOk, ""},
      {"without any", ok + "\r\nabc", Outcome::kOk, "abc"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const Page page = Answered(c.answer);
    EXPECT_EQ(page.outcome, c.outcome) << page.detail;
    EXPECT_EQ(page.body, c.body);
  }
}

TEST(HostileServer, OddHeads) {
  struct Case {
    const char* name;
    std::string answer;
    Outcome outcome;
    int status;
  };
  const std::string end = "Content-Length: 0\r\n\r\n";
  std::string cookies = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 10'000; ++i)
    cookies += "Set-Cookie: a" + std::to_string(i) + "=b; Path=/; Secure\r\n";
  const Case kCases[] = {
      {"no reason", "HTTP/1.1 200\r\n" + end, Outcome::kOk, 200},
      {"line feeds only", "HTTP/1.1 200 OK\nContent-Length: 0\n\n", Outcome::kOk, 200},
      {"a folded line", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n" + end, Outcome::kOk, 200},
      {"HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n", Outcome::kOk, 200},
      {"HTTP/0.9", "<html>hello</html>", Outcome::kBadResponse, 0},
      {"status 000", "HTTP/1.1 000 OK\r\n" + end, Outcome::kBadResponse, 0},
      {"status 999", "HTTP/1.1 999 No\r\n" + end, Outcome::kHttpError, 999},
      {"NUL in a header", std::string("HTTP/1.1 200 OK\r\nA: b\0c\r\n", 26) + end,
       Outcome::kBadResponse, 200},
      {"10,000 cookies", cookies + end, Outcome::kBadResponse, 200},
      {"an early end", "HTTP/1.1 200 OK\r\nA", Outcome::kBadResponse, 200},
      {"a Location of 64 KB",
       "HTTP/1.1 302 x\r\nLocation: /" + std::string(70'000, 'x') + "\r\n" + end,
       Outcome::kHttpError, 302},
      {"HTTP/2 in so many letters", "HTTP/2 200\r\n" + end, Outcome::kOk, 200},
      {"a switch of protocols", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
       Outcome::kBadResponse, 101},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const Page page = Answered(c.answer);
    EXPECT_EQ(page.outcome, c.outcome) << page.detail;
    EXPECT_EQ(page.http_status, c.status);
  }
}

TEST(HostileServer, AResetIsABadResponse) {
  LoopbackServer server([](const Connection& c) {
    c.Send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
    c.Reset();
  });
  Fetching fetching;
  const Page page = fetching.Get(server.Address("/"));
  EXPECT_EQ(page.outcome, Outcome::kBadResponse) << page.detail;
}

TEST(HostileServer, AHeadMayBeNoLongerThanTheOptionSays) {
  LoopbackServer server(Answer("200 OK", "X: " + std::string(9'000, 'x') + "\r\n", "abc"));
  FetchOptions options;
  options.max_header_bytes = 10'240;
  EXPECT_EQ(Fetching(options).Get(server.Address("/")).outcome, Outcome::kOk);
  options.max_header_bytes = 8'192;
  const Page page = Fetching(options).Get(server.Address("/"));
  EXPECT_EQ(page.outcome, Outcome::kBadResponse);
  EXPECT_THAT(page.detail, HasSubstr("more than 8 KiB of headers"));
}

// 32 bodies without end at once, with room for two: the others wait, and each is cut at its own
// cap.
TEST(HostileServer, EndlessBodiesWaitForEachOther) {
  constexpr int kServers = 32;
  LoopbackServer server([](const Connection& c) {
    const std::string piece(16384, 'x');
    bool open = c.Send("HTTP/1.1 200 OK\r\n\r\n");
    while (open) open = c.Send(piece);
  });
  FetchOptions options;
  options.max_body_bytes = 1 << 20;
  options.max_bytes_in_flight = 2 << 20;
  options.max_in_flight = 2 * kServers;
  options.dns.fixed = {{"*.test", "127.0.0.1"}};
  Fetching fetching(options);
  for (int i = 0; i < kServers; ++i) {
    fetching.Submit("http://endless" + std::to_string(i) +
                    ".test:" + std::to_string(server.port()) + "/");
  }
  for (int i = 0; i < kServers; ++i) {
    const Page page = fetching.Take();
    EXPECT_EQ(page.outcome, Outcome::kOk) << page.detail;
    EXPECT_TRUE(page.truncated);
    EXPECT_EQ(page.body.size(), options.max_body_bytes);
  }
}

// 64 of them, and nobody has read those that are done: what is held in all stays within the budget,
// a body that goes on, and what never waits. Asserted of each moment at which a page comes.
TEST(HostileServer, EndlessBodiesWaitForWhoReadsThem) {
  constexpr size_t kServers = 64, kCap = 1 << 20, kBudget = 4 << 20;
  LoopbackServer server([](const Connection& c) {
    const std::string piece(16384, 'x');
    bool open = c.Send("HTTP/1.1 200 OK\r\n\r\n");
    while (open) open = c.Send(piece);
  });
  std::atomic<size_t> held = 0, most = 0;
  FetchOptions options;
  options.max_body_bytes = kCap;
  options.max_bytes_in_flight = kBudget;
  options.bytes_held = &held;
  options.max_in_flight = 2 * kServers;
  options.dns.fixed = {{"*.test", "127.0.0.1"}};
  const FixedClock clock;
  Queue<Page> pages(kServers);
  CurlFetcher fetcher(options, LoopbackAllowed(), clock, [&](Page page) {
    held += page.body.size();
    most = std::max<size_t>(most, held);
    pages.Push(std::move(page));
  });
  for (size_t i = 0; i < kServers; ++i) {
    Task task;
    task.networks = Networks::kPublicAndNamed;
    task.url = *Url::Parse("http://endless" + std::to_string(i) +
                           ".test:" + std::to_string(server.port()) + "/");
    fetcher.Submit(std::move(task));
  }
  for (size_t i = 0; i < kServers; ++i) {
    const Page page = *pages.Pop();
    EXPECT_EQ(page.outcome, Outcome::kOk) << page.detail;
    EXPECT_EQ(page.body.size(), kCap);
    std::this_thread::sleep_for(2ms);  // to read takes longer than to send
    held -= page.body.size();
  }
  EXPECT_LE(most, kBudget + 2 * kCap + kServers * BodyBudget::kSmall);
}

// 200 hosts of five kinds that never come to an end by themselves, or to a bad one, beside 20 good
// ones, and few slots. Counted, not timed: all pages of the good ones come while every bad fetch
// that waits is still open.
TEST(HostileServer, BadHostsOfEveryKindDoNotHoldUpGoodOnes) {
  constexpr int kBad = 200, kGood = 20, kPages = 10, kSlots = 64;
  const std::string part = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf";
  LoopbackServer bad([&](const Connection& c) {
    const size_t at = c.request().find("Host: bad");
    const int kind = at == std::string::npos ? 0 : std::atoi(&c.request()[at + 9]) % 5;
    if (kind == 0) c.WaitForClose();                                      // silent
    if (kind == 1 && c.Send(part)) c.WaitForClose();                      // stops amid the body
    if (kind == 2 && c.Send("HTTP/1.1 200 OK\r\nX: ")) c.WaitForClose();  // amid the head
    if (kind == 3 && c.Send(part)) c.Reset();
    if (kind == 4) c.Send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");  // ends
  });
  LoopbackServer good([](const Connection& c) { c.Send(Answer("200 OK", "", "x")); });
  FetchOptions options;
  options.max_in_flight = kSlots;
  options.dns.fixed = {{"*.test", "127.0.0.1"}};
  options.total_timeout = options.low_speed_time = 600s;
  Fetching fetching(options);
  const auto url = [](const char* kind, int host, int port, int page) {
    return "http://" + (kind + std::to_string(host)) + ".test:" + std::to_string(port) + "/" +
           std::to_string(page);
  };
  // The good ones have answered once.
  for (int i = 0; i < kGood; ++i) fetching.Submit(url("good", i, good.port(), kPages));
  for (int i = 0; i < kGood; ++i) EXPECT_EQ(fetching.Take().outcome, Outcome::kOk);
  for (int i = 0; i < kBad; ++i) {
    for (int page = 0; page < 3; ++page) fetching.Submit(url("bad", i, bad.port(), page));
  }
  for (int i = 0; i < kGood; ++i) {
    for (int page = 0; page < kPages; ++page) fetching.Submit(url("good", i, good.port(), page));
  }
  int pages = 0, failed = 0;
  while (pages < kGood * kPages) {
    const Page page = fetching.Take();
    const bool is_good = page.task.url.host().starts_with("good");
    EXPECT_EQ(page.outcome, is_good ? Outcome::kOk : Outcome::kBadResponse) << page.detail;
    ++(is_good ? pages : failed);
  }
  fetching.fetcher().CancelAll();
  for (int i = failed; i < kBad * 3; ++i) {
    EXPECT_THAT(fetching.Take().outcome,
                testing::AnyOf(Outcome::kCancelled, Outcome::kBadResponse));
  }
}

// 200 hosts that take the connection and say nothing, beside 20 good ones. Counted, not timed: all
// pages of the good ones come while every bad fetch is still open.
TEST(HostileServer, ManySilentHostsDoNotHoldUpGoodOnes) {
  constexpr int kBad = 200, kGood = 20, kPages = 10;
  LoopbackServer silent([](const Connection& c) { c.WaitForClose(); });
  LoopbackServer good([](const Connection& c) { c.Send(Answer("200 OK", "", "x")); });
  FetchOptions options;
  options.max_in_flight = 512;
  options.dns.fixed = {{"*.test", "127.0.0.1"}};
  options.total_timeout = options.low_speed_time = 600s;
  Fetching fetching(options);
  const auto url = [](const char* kind, int host, int port, int page) {
    return "http://" + (kind + std::to_string(host)) + ".test:" + std::to_string(port) + "/" +
           std::to_string(page);
  };
  for (int i = 0; i < kBad; ++i) {
    for (int page = 0; page < 3; ++page) fetching.Submit(url("bad", i, silent.port(), page));
  }
  for (int i = 0; i < kGood; ++i) {
    for (int page = 0; page < kPages; ++page) fetching.Submit(url("good", i, good.port(), page));
  }
  std::set<std::string> pages;
  for (int i = 0; i < kGood * kPages; ++i) {
    const Page page = fetching.Take();
    EXPECT_EQ(page.outcome, Outcome::kOk) << page.detail;
    pages.insert(page.task.url.Href());
  }
  EXPECT_EQ(pages.size(), static_cast<size_t>(kGood * kPages));
  EXPECT_LE(silent.connections(), kBad) << "one connection a host";
  fetching.fetcher().CancelAll();
  for (int i = 0; i < kBad * 3; ++i) EXPECT_EQ(fetching.Take().outcome, Outcome::kCancelled);
}

}  // namespace
}  // namespace varta
