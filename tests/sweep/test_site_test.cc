// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_site.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "tests/support/shapes.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_sources.h"

namespace varta {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// Everything that the server sends until it closes, or `max` bytes; "" if nobody listens.
std::string Ask(int port, const std::string& host, const std::string& path,
                const std::string& headers = "", size_t max = 1'000'000) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: " + host + ":" +
                                std::to_string(port) + "\r\nConnection: close\r\n" + headers +
                                "\r\n";
    if (send(fd, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
      char buffer[4096];
      for (ssize_t got; answer.size() < max && (got = recv(fd, buffer, sizeof buffer, 0)) > 0;)
        answer.append(buffer, static_cast<size_t>(got));
    }
  }
  close(fd);
  return answer;
}

// A site that answers at once.
std::unique_ptr<TestSite> StartSite() {
  TestSiteOptions options;
  options.latency = options.slow = std::chrono::milliseconds(0);
  Result<std::unique_ptr<TestSite>> site = TestSite::Start(options);
  EXPECT_THAT(site, IsOk());
  return site.ok() ? std::move(*site) : nullptr;
}

TEST(TestSite, HasEnoughAdsOfEachSort) {
  std::map<std::string, int> languages, charsets, forms;
  int hosts = 0, ads = 0, worrying = 0;
  for (const TestHost& host : BuildCatalogue()) {
    if (host.ads.size() >= 40) ++hosts;
    for (const TestAd& ad : host.ads) {
      ++ads;
      ++languages[ad.language];
      ++charsets[ad.charset];
      EXPECT_EQ(ad.worrying, ad.grade > 0);
      EXPECT_EQ(ad.worrying, !ad.form.empty()) << ad.kind;
      if (ad.worrying) ++worrying, ++forms[ad.form];
    }
  }
  EXPECT_GE(hosts, 12);
  EXPECT_GE(ads, 500);
  EXPECT_GE(worrying * 100, ads * 12);
  EXPECT_LE(worrying * 100, ads * 18);
  for (const char* language : {"uk", "ru", "en", "pl"})
    EXPECT_GE(languages[language], 8) << language;
  for (const char* charset : {"utf-8", "windows-1251", "koi8-u"}) EXPECT_GE(charsets[charset], 40);
  for (const char* form : {"LABOUR", "SEXUAL", "DOMESTIC_SERVITUDE", "FORCED_CRIMINALITY",
                           "BEGGING", "CHILD", "ORGAN"})
    EXPECT_GE(forms[form], 1) << form;
}

TEST(TestSite, WritesEveryAdOut) {
  std::set<std::string> permalinks;
  for (const TestHost& host : BuildCatalogue()) {
    for (const TestAd& ad : host.ads) {
      SCOPED_TRACE(ad.host + ad.path + " " + ad.kind);
      EXPECT_EQ(std::string::npos, (ad.title + ad.text).find_first_of("{}[]|"));
      EXPECT_TRUE(permalinks.insert(ad.host + ad.path).second);
      EXPECT_GE(ad.text.size(), 100u);
      EXPECT_THAT(ad.path, HasSubstr(ad.id));
    }
  }
}

TEST(TestSite, SharesPhonesOnlyInItsNetworks) {
  std::map<std::string, std::set<std::string>> hosts_of, networks_of;
  std::map<std::string, int> ads_of;
  for (const TestHost& host : BuildCatalogue()) {
    for (const TestAd& ad : host.ads) {
      if (ad.phone.empty()) continue;
      ++ads_of[ad.phone];
      networks_of[ad.phone].insert(ad.network);
      if (!ad.network.empty()) hosts_of[ad.network].insert(ad.host);
    }
  }
  for (const auto& [phone, count] : ads_of) {
    EXPECT_EQ(1u, networks_of[phone].size()) << phone;
    EXPECT_EQ(count > 1, !networks_of[phone].begin()->empty()) << phone;
  }
  EXPECT_EQ(3u, hosts_of["three-hosts"].size());
  EXPECT_THAT(hosts_of["two-trades"], testing::ElementsAre("masazh.localhost", "robota.localhost"));
  EXPECT_EQ(3u, hosts_of["agency"].size());
}

TEST(TestSite, IsTheSameEachTime) {
  const std::vector<TestHost> once = BuildCatalogue(), again = BuildCatalogue();
  ASSERT_EQ(once.size(), again.size());
  for (size_t h = 0; h < once.size(); ++h) {
    ASSERT_EQ(once[h].ads.size(), again[h].ads.size());
    for (size_t i = 0; i < once[h].ads.size(); ++i)
      EXPECT_EQ(once[h].ads[i].text + once[h].ads[i].path,
                again[h].ads[i].text + again[h].ads[i].path);
  }
}

TEST(TestSite, SaysItsCharsetWhereItShould) {
  const std::unique_ptr<TestSite> site = StartSite();
  struct Case {
    const char* host;
    const char* header;  // of Content-Type
    const char* meta;    // "" for none
    const char* word;    // in the site's bytes, of its title
  };
  const Case cases[] = {
      {"robota.localhost", "text/html; charset=utf-8\r\n", "", "Робота"},
      {"vakansii.localhost", "text/html; charset=windows-1251\r\n", "",
       "\xC2\xE0\xEA\xE0\xED\xF1\xE8\xE8"},
      {"ogoloshennia.localhost", "text/html\r\n", "charset=koi8-u",
       "\xCF\xC7\xCF\xCC\xCF\xDB\xC5\xCE\xCE\xD1"},
      {"doska.localhost", "text/html\r\n", "charset=\"windows-1251\"", "\xC4\xEE\xF1\xEA\xE0"},
      {"sela.localhost", "text/html\r\n", "", "\xF1\xE5\xEB\xB3"},
      {"nyanya.localhost", "text/html; charset=koi8-u\r\n", "", "\xE4\xCF\xCD\xC1\xDB\xCE\xA6\xCA"},
      {"kanal.localhost", "text/html; charset=utf-8\r\n", "charset=\"utf-8\"", "Робота"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.host);
    const std::string answer = Ask(site->port(), c.host, "/");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(answer, HasSubstr(std::string("Content-Type: ") + c.header));
    EXPECT_THAT(answer, HasSubstr(c.word));
    EXPECT_THAT(answer, HasSubstr("Synthetic"));
    if (*c.meta == '\0')
      EXPECT_THAT(answer.substr(answer.find("\r\n\r\n")), Not(HasSubstr("charset=")));
    else
      EXPECT_THAT(answer.substr(answer.find("\r\n\r\n")).substr(0, 1024), HasSubstr(c.meta));
  }
}

TEST(TestSite, ServesEachAdAndLinksToIt) {
  const std::unique_ptr<TestSite> site = StartSite();
  for (const TestHost& host : site->hosts()) {
    std::string listings;
    for (int page = 1; page <= ListingPages(host); ++page)
      listings += Ask(site->port(), host.name, page == 1 ? "/" : "/?page=" + std::to_string(page));
    for (const TestAd& ad : host.ads) {
      SCOPED_TRACE(site->UrlOf(ad));
      EXPECT_THAT(listings, HasSubstr("\"" + (ad.old_path.empty() ? ad.path : ad.old_path) + "\""));
      if (ad.fails_first) {
        const std::string busy = Ask(site->port(), ad.host, ad.path);
        EXPECT_THAT(busy, StartsWith("HTTP/1.1 503"));
        EXPECT_THAT(busy, HasSubstr("Retry-After: 1\r\n"));
      }
      const std::string answer = Ask(site->port(), ad.host, ad.path);
      EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
      const std::string first_line = ad.text.substr(0, ad.text.find('\n'));
      std::string escaped = first_line;
      for (size_t at = 0; (at = escaped.find('&', at)) != std::string::npos; at += 5)
        escaped.replace(at, 1, "&amp;");
      EXPECT_THAT(answer, HasSubstr(EncodeHtml(escaped, ad.charset)));
      EXPECT_EQ(ad.fails_first ? 2 : 1, site->Hits(ad.host, ad.path));
    }
  }
}

TEST(TestSite, AnswersAsBadServersDo) {
  const std::unique_ptr<TestSite> site = StartSite();
  const std::string host = "labirynt.localhost";
  auto ask = [&](const std::string& path) { return Ask(site->port(), host, path); };

  EXPECT_THAT(ask("/loop/a"), HasSubstr("Location: /loop/b\r\n"));
  EXPECT_THAT(ask("/loop/b"), HasSubstr("Location: /loop/a\r\n"));
  EXPECT_THAT(ask("/out"), HasSubstr("Location: http://elsewhere.localhost:"));
  EXPECT_THAT(ask("/ad/404404"), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(ask("/picture.html"), HasSubstr("text/html"));
  EXPECT_THAT(ask("/picture.html"), HasSubstr("\x89PNG\r\n"));
  EXPECT_THAT(ask("/calendar?day=41"), HasSubstr("/calendar?day=42"));
  EXPECT_THAT(ask("/robots.txt"), HasSubstr("Disallow: /private/\n"));
  EXPECT_GE(ask("/endless.html").size(), 1'000'000u);

  const std::string cut = ask("/short.html");
  EXPECT_THAT(cut, HasSubstr("Content-Length: 5000\r\n"));
  EXPECT_EQ(700u, cut.size() - cut.find("\r\n\r\n") - 4);

  for (const TestAd& ad : site->FindHost(host)->ads) {
    SCOPED_TRACE(ad.path);
    if (ad.fails_first) ask(ad.path);
    const std::string first = ask(ad.path), second = ask(ad.path);
    EXPECT_EQ(ad.changes_each_time,
              first.substr(first.find("\r\n\r\n")) != second.substr(second.find("\r\n\r\n")));
  }
  int old_permalinks = 0;
  for (const TestAd& ad : site->FindHost("doska.localhost")->ads) {
    if (ad.old_path.empty()) continue;
    ++old_permalinks;
    const std::string moved = Ask(site->port(), ad.host, ad.old_path);
    EXPECT_THAT(moved, StartsWith("HTTP/1.1 301"));
    EXPECT_THAT(moved, HasSubstr("Location: " + ad.path + "\r\n"));
  }
  EXPECT_GE(old_permalinks, 3);
  EXPECT_EQ("", Ask(site->dead_port(), "dead.localhost", "/"));
  EXPECT_THAT(Ask(site->port(), "unknown.localhost", "/"), StartsWith("HTTP/1.1 421"));
  EXPECT_THAT(Ask(site->port(), "intjobs.localhost", "/", "Accept-Encoding: gzip\r\n"),
              HasSubstr("Content-Encoding: gzip\r\n"));
  EXPECT_THAT(Ask(site->port(), "robota.localhost", "/sitemap.xml"),
              HasSubstr("<loc>http://robota"));
}

TEST(TestSite, CountsRequests) {
  const std::unique_ptr<TestSite> site = StartSite();
  const std::string host = "robota.localhost";
  Ask(site->port(), host, "/");
  Ask(site->port(), host, "/?page=2", "User-Agent: tester/1\r\n");
  Ask(site->port(), host, "/?page=2");
  EXPECT_EQ(1, site->Hits(host, "/"));
  EXPECT_EQ(2, site->Hits(host, "/?page=2"));
  EXPECT_EQ(0, site->Hits(host, kDeniedPath));
  EXPECT_EQ(3, site->HitsOnHost(host));
  EXPECT_EQ(1, site->MaxConcurrent(host));
  EXPECT_EQ(0, site->HitsOnHost("zastarilyi.localhost"));
  ASSERT_EQ(3u, site->Requests().size());
  EXPECT_EQ("tester/1", site->Requests()[1].user_agent);
  EXPECT_EQ(200, site->Requests()[1].status);
  site->ForgetRequests();
  EXPECT_EQ(0, site->HitsOnHost(host));
  EXPECT_TRUE(site->Requests().empty());
}

TEST(TestSite, SeesRequestsThatOverlap) {
  TestSiteOptions options;
  options.latency = std::chrono::seconds(30);  // two are under way until the site goes
  Result<std::unique_ptr<TestSite>> site = TestSite::Start(options);
  ASSERT_THAT(site, IsOk());
  {
    std::vector<std::jthread> clients;
    for (int i = 0; i < 2; ++i)
      clients.emplace_back([port = (*site)->port()] { Ask(port, "sela.localhost", "/"); });
    while ((*site)->HitsOnHost("sela.localhost") < 2) std::this_thread::yield();
    EXPECT_EQ(2, (*site)->MaxConcurrent("sela.localhost"));
    EXPECT_EQ(0, (*site)->MaxConcurrent("robota.localhost"));
    (*site).reset();
  }
}

TEST(TestSite, SaysThatThePortIsTaken) {
  const std::unique_ptr<TestSite> site = StartSite();
  TestSiteOptions options;
  options.port = site->dead_port();
  EXPECT_THAT(TestSite::Start(options), IsError(Code::kUnavailable, "is the port taken?"));
}

TEST(TestSite, WritesSources) {
  const std::unique_ptr<TestSite> site = StartSite();
  const TempDir dir;
  ASSERT_THAT(WriteSources(*site, dir.File("sources")), IsOk());
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir.File("sources"))) {
    ++files;
    std::ifstream file(entry.path());
    const std::string yaml(std::istreambuf_iterator<char>(file), {});
    const std::string id = entry.path().stem().string();
    const int port = id == "dead" ? site->dead_port() : site->port();
    EXPECT_THAT(yaml, HasSubstr("\nid: " + id + "\n"));
    EXPECT_THAT(yaml, HasSubstr("\nkind: test\n"));
    EXPECT_THAT(yaml, HasSubstr("http://" + id + ".localhost:" + std::to_string(port) + "/"));
    EXPECT_THAT(yaml,
                HasSubstr(id == "zastarilyi" ? "expires: 2020-01-01" : "expires: 2099-12-31"));
  }
  EXPECT_EQ(site->hosts().size(), files);  // elsewhere has none, dead has one
}

}  // namespace
}  // namespace varta
