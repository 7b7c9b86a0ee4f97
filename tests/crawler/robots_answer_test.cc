// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/robots_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace varta {
namespace {

Page Answer(Outcome outcome, int status, std::string body = {}, std::string coding = {}) {
  Page page;
  page.task.url = *Url::Parse("https://a.test/robots.txt");
  page.task.robots = true;
  page.outcome = outcome;
  page.http_status = status;
  page.body = std::move(body);
  if (!coding.empty()) page.response_headers.emplace_back("Content-Encoding", coding);
  return page;
}

TEST(RobotsFromAnswer, FollowsTheTableOfTheRfc) {
  const std::string rules = "User-agent: *\nDisallow: /a";
  struct Case {
    const char* name;  // begins with the section of RFC 9309
    Page page;
    bool a, b;  // is /a, is /b allowed?
  };
  const Case kCases[] = {
      {"2.3.1.1 200", Answer(Outcome::kOk, 200, rules), false, true},
      {"2.3.1.1 empty", Answer(Outcome::kOk, 204), true, true},
      {"2.3.1.1 not text", Answer(Outcome::kOk, 200, "\x89PNG\r\n\x1a\n"), true, true},
      {"2.3.1.1 coded, and not", Answer(Outcome::kOk, 200, rules, "gzip"), false, false},
      {"2.3.1.1 unknown coding", Answer(Outcome::kOk, 200, rules, "rot13"), false, false},
      {"2.3.1.1 a wall", Answer(Outcome::kOk, 200, "<script>window._cf_chl_opt={}</script>"), false,
       false},
      {"2.3.1.2 too many redirects", Answer(Outcome::kRedirect, 301), true, true},
      {"2.3.1.2 no Location", Answer(Outcome::kHttpError, 302), true, true},
      {"2.3.1.3 404", Answer(Outcome::kGone, 404), true, true},
      {"2.3.1.3 410", Answer(Outcome::kGone, 410), true, true},
      {"2.3.1.3 401", Answer(Outcome::kHttpError, 401), true, true},
      {"2.3.1.3 403", Answer(Outcome::kHttpError, 403), true, true},
      {"2.3.1.3 429 asks for a pause", Answer(Outcome::kHttpError, 429), false, false},
      {"2.3.1.4 500", Answer(Outcome::kHttpError, 500), false, false},
      {"2.3.1.4 503", Answer(Outcome::kHttpError, 503), false, false},
      {"2.3.1.4 no status there is", Answer(Outcome::kHttpError, 999), false, false},
      {"2.3.1.4 DNS", Answer(Outcome::kDnsError, 0), false, false},
      {"2.3.1.4 connection", Answer(Outcome::kConnectError, 0), false, false},
      {"2.3.1.4 TLS", Answer(Outcome::kTlsError, 0), false, false},
      {"2.3.1.4 timeout", Answer(Outcome::kTimeout, 200, rules), false, false},
      {"2.3.1.4 bad answer", Answer(Outcome::kBadResponse, 200, rules), false, false},
      {"2.3.1.4 refused by the guard", Answer(Outcome::kRefused, 0), false, false},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const Robots robots = ToRobots(ReadRobotsAnswer(c.page));
    EXPECT_EQ(robots.Check("varta", "/a").allowed, c.a);
    EXPECT_EQ(robots.Check("varta", "/b").allowed, c.b);
    if (!c.b) {
      EXPECT_THAT(robots.Check("varta", "/b").why,
                  testing::StartsWith("https://a.test/robots.txt could not be read"));
    }
  }
}

TEST(RobotsFromAnswer, DoesNotReadTheHalfLineWhereTheBodyWasCut) {
  Page page = Answer(Outcome::kOk, 200, "User-agent: *\nDisallow: /a\nAllow: /a");
  page.truncated = true;
  EXPECT_FALSE(ToRobots(ReadRobotsAnswer(page)).Check("varta", "/a").allowed);
  page.truncated = false;
  EXPECT_TRUE(ToRobots(ReadRobotsAnswer(page)).Check("varta", "/a").allowed);
}

}  // namespace
}  // namespace varta
