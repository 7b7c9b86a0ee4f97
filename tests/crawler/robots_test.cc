// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/robots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace varta {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;

struct RobotsCase {
  const char* name;  // begins with the section of RFC 9309 that it tests
  const char* robots;
  const char* agent;
  const char* path;
  bool allowed;
  int line;
};

void Check(const RobotsCase& c) {
  SCOPED_TRACE(c.name);
  const Robots::Verdict verdict = Robots::Parse(c.robots).Check(c.agent, c.path);
  EXPECT_EQ(verdict.allowed, c.allowed) << verdict.why;
  EXPECT_EQ(verdict.line, c.line);
  EXPECT_EQ(verdict.why.empty(), c.line == 0);
}

TEST(Robots, ChoosesTheGroup) {
  constexpr RobotsCase kCases[] = {
      {"2.2.1 nobody is named", "", "varta", "/a", true, 0},
      {"2.2.1 the star is for everybody", "User-agent: *\nDisallow: /a", "varta", "/a", false, 2},
      {"2.2.1 our own group wins over the star",
       "User-agent: *\nDisallow: /\nUser-agent: varta\nDisallow: /a", "varta", "/b", true, 0},
      {"2.2.1 also when it is empty", "User-agent: varta\n\nUser-agent: *\nDisallow: /\n", "other",
       "/b", false, 4},
      {"2.2.1 case does not matter", "USER-AGENT: VaRtA\nDisallow: /a", "vARTa", "/a", false, 2},
      {"2.2.1 groups of one name are merged",
       "User-agent: varta\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: varta\n"
       "Disallow: /b",
       "varta", "/b", false, 6},
      {"2.2.1 so are groups of the star",
       "User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: *\nDisallow: /b",
       "varta", "/a", false, 2},
      {"2.2.1 several names share a group",
       "User-agent: a\n\nUser-agent: varta\nUser-agent: b\nDisallow: /a", "varta", "/a", false, 5},
      {"2.2.1 a version after the token", "User-agent: varta/1.0\nDisallow: /a", "varta", "/a",
       false, 2},
      {"2.2.1 our version does not count either", "User-agent: varta\nDisallow: /a", "Varta/0.1",
       "/a", false, 2},
      {"2.2.1 a longer name is somebody else", "User-agent: vartabot\nDisallow: /a", "varta", "/a",
       true, 0},
      {"2.2.1 a shorter name is somebody else", "User-agent: var\nDisallow: /a", "varta", "/a",
       true, 0},
      {"2.2.1 the token ends where the letters do", "User-agent: varta2\nDisallow: /a", "varta",
       "/a", false, 2},
      {"2.2.1 but digits tell two bots apart", "User-agent: bot1\nDisallow: /a", "bot2", "/a", true,
       0},
      {"2.2.1 a star with more behind it is no star", "User-agent: *bot\nDisallow: /a", "varta",
       "/a", true, 0},
      {"2.2.1 rules before any group belong to nobody", "Disallow: /a\nUser-agent: *\nAllow: /b",
       "varta", "/a", true, 0},
      {"2.2.4 unknown records do not end a group",
       "User-agent: varta\nSitemap: https://a.test/s.xml\nContent-Signal: ai-train=no\n"
       "User-agent: b\nDisallow: /a",
       "varta", "/a", false, 5},
      {"2.2.4 nor does Crawl-delay",
       "User-agent: varta\nCrawl-delay: 5\nUser-agent: b\nDisallow: /a", "varta", "/a", false, 4},
      {"2.2.4 an empty Disallow does", "User-agent: varta\nDisallow:\nUser-agent: b\nDisallow: /a",
       "varta", "/a", true, 0},
  };
  for (const RobotsCase& c : kCases) Check(c);
}

TEST(Robots, TheLongestRuleDecides) {
  constexpr RobotsCase kCases[] = {
      {"2.2.2 longest match", "User-agent: *\nDisallow: /a\nAllow: /a/b", "v", "/a/b/c", true, 3},
      {"2.2.2 whatever the order", "User-agent: *\nAllow: /a/b\nDisallow: /a", "v", "/a/b/c", true,
       2},
      {"2.2.2 allow on a tie", "User-agent: *\nDisallow: /a\nAllow: /a", "v", "/a", true, 3},
      {"2.2.2 allow on a tie, first", "User-agent: *\nAllow: /a\nDisallow: /a", "v", "/a", true, 2},
      {"2.2.2 also across merged groups",
       "User-agent: v\nAllow: /a\nUser-agent: x\nAllow: /\nUser-agent: v\nDisallow: /a/b", "v",
       "/a/b", false, 6},
      {"2.2.2 case matters in paths", "User-agent: *\nDisallow: /A", "v", "/a", true, 0},
      {"2.2.2 a prefix, not a folder", "User-agent: *\nDisallow: /fish", "v", "/fishing?x=1", false,
       2},
      {"2.2.2 a folder", "User-agent: *\nDisallow: /fish/", "v", "/fish", true, 0},
      {"2.2.2 no match: allowed", "User-agent: *\nDisallow: /a", "v", "/b", true, 0},
      {"2.2.2 an empty rule matches nothing", "User-agent: *\nDisallow:\nAllow:", "v", "/", true,
       0},
      {"2.2.2 robots.txt itself is always allowed", "User-agent: *\nDisallow: /", "v",
       "/robots.txt", true, 0},
      {"2.2.2 but nothing that begins like it", "User-agent: *\nDisallow: /", "v", "/robots.txt2",
       false, 2},
      {"2.2.2 the query counts", "User-agent: *\nDisallow: /a?b", "v", "/a?bc=1", false, 2},
  };
  for (const RobotsCase& c : kCases) Check(c);
}

TEST(Robots, AnAllowedIndexPageIsItsFolder) {
  constexpr RobotsCase kCases[] = {
      {"the folder", "User-agent: *\nAllow: /a/index.html\nDisallow: /", "varta", "/a/", true, 2},
      {"the page", "User-agent: *\nAllow: /a/index.html\nDisallow: /", "varta", "/a/index.html",
       true, 2},
      {"nothing else of it", "User-agent: *\nAllow: /a/index.html\nDisallow: /", "varta", "/a/b",
       false, 3},
      {"the short name", "User-agent: *\nAllow: /index.htm\nDisallow: /*", "varta", "/", true, 2},
      {"not where it is denied", "User-agent: *\nDisallow: /a/index.html", "varta", "/a/", true, 0},
      {"no other name", "User-agent: *\nAllow: /a/index.html5\nDisallow: /", "varta", "/a/", false,
       3},
  };
  for (const RobotsCase& c : kCases) Check(c);
}

TEST(Robots, ComparesPercentEncodingsAsEqual) {
  constexpr RobotsCase kCases[] = {
      {"2.2.2 non-ASCII in the rule", "User-agent: *\nDisallow: /робота", "v",
       "/%D1%80%D0%BE%D0%B1%D0%BE%D1%82%D0%B0", false, 2},
      {"2.2.2 non-ASCII in the path", "User-agent: *\nDisallow: /%d1%80%d0%be", "v", "/ро", false,
       2},
      {"2.2.2 unreserved is decoded in the rule", "User-agent: *\nDisallow: /%62%61%7A", "v",
       "/baz", false, 2},
      {"2.2.2 unreserved is decoded in the path", "User-agent: *\nDisallow: /~joe", "v", "/%7Ejoe",
       false, 2},
      {"2.2.2 a slash stays apart from %2F", "User-agent: *\nDisallow: /a/b", "v", "/a%2Fb", true,
       0},
      {"2.2.2 hexadecimal in any case", "User-agent: *\nDisallow: /a%2fb", "v", "/a%2Fb", false, 2},
      {"2.2.2 a percent sign that escapes nothing", "User-agent: *\nDisallow: /100%", "v",
       "/100%25", false, 2},
      {"2.2.2 characters that no URL may hold", "User-agent: *\nDisallow: /a<b", "v", "/a%3Cb",
       false, 2},
      {"2.2.2 brackets, which browsers leave", "User-agent: *\nDisallow: /?a[]=", "v",
       "/?a%5B%5D=1", false, 2},
      {"2.2.2 length counts after normalising", "User-agent: *\nDisallow: /%61%62%63\nAllow: /abcd",
       "v", "/abcd", true, 3},
  };
  for (const RobotsCase& c : kCases) Check(c);
}

TEST(Robots, StarAndDollar) {
  constexpr RobotsCase kCases[] = {
      {"2.2.3 star in the middle", "User-agent: *\nDisallow: /*/private", "v", "/a/b/private/c",
       false, 2},
      {"2.2.3 star stands for nothing too", "User-agent: *\nDisallow: /a*b", "v", "/ab", false, 2},
      {"2.2.3 star at the front", "User-agent: *\nDisallow: *.gif", "v", "/a/x.gif?y", false, 2},
      {"2.2.3 star at the end changes nothing", "User-agent: *\nDisallow: /a*", "v", "/a", false,
       2},
      {"2.2.3 dollar ends the path", "User-agent: *\nDisallow: /*.php$", "v", "/a.php", false, 2},
      {"2.2.3 dollar: more behind it", "User-agent: *\nDisallow: /*.php$", "v", "/a.php?x", true,
       0},
      {"2.2.3 dollar after a piece that comes twice", "User-agent: *\nDisallow: /*.php$", "v",
       "/a.php.php", false, 2},
      {"2.2.3 dollar without star", "User-agent: *\nDisallow: /$", "v", "/", false, 2},
      {"2.2.3 dollar without star, longer path", "User-agent: *\nDisallow: /$", "v", "/a", true, 0},
      {"2.2.3 pieces may not overlap", "User-agent: *\nDisallow: /ab*ba$", "v", "/aba", true, 0},
      {"2.2.3 pieces in order", "User-agent: *\nDisallow: /a*b*c", "v", "/acb", true, 0},
      {"2.2.3 dollar in the middle is a dollar", "User-agent: *\nDisallow: /a$b", "v", "/a$bc",
       false, 2},
      {"2.2.3 %24 is a dollar", "User-agent: *\nDisallow: /a%24", "v", "/a$b", false, 2},
      {"2.2.3 %2A is a star", "User-agent: *\nDisallow: /a%2Ab", "v", "/a*b", false, 2},
      {"2.2.3 %2A is no wildcard", "User-agent: *\nDisallow: /a%2Ab", "v", "/axb", true, 0},
      {"2.2.3 a star alone", "User-agent: *\nDisallow: *", "v", "/", false, 2},
      {"2.2.3 star and dollar alone", "User-agent: *\nDisallow: *$", "v", "/x", false, 2},
  };
  for (const RobotsCase& c : kCases) Check(c);
}

TEST(Robots, ReadsAnyLines) {
  constexpr RobotsCase kCases[] = {
      {"2.2 carriage returns", "User-agent: *\rDisallow: /a\r", "v", "/a", false, 2},
      {"2.2 both", "User-agent: *\r\nDisallow: /a\r\n", "v", "/a", false, 2},
      {"2.2 mixed", "\r\n\rUser-agent: *\n\rDisallow: /a", "v", "/a", false, 5},
      {"2.2 comments", "# x\nUser-agent: * # all\nDisallow: /a# b", "v", "/a", false, 3},
      {"2.2 white space", " \tUser-agent :\t* \n  Disallow :  /a  ", "v", "/a", false, 2},
      {"2.2 byte order mark", "\xEF\xBB\xBFUser-agent: *\nDisallow: /a", "v", "/a", false, 2},
      {"2.2 a value with colons", "User-agent: *\nDisallow: /a:b", "v", "/a:b", false, 2},
      {"2.3.1.5 broken lines are passed over",
       "<html>\nUser-agent: *\n: /x\nDisallow\n\x01\xFF:\nDisallow: /a", "v", "/a", false, 6},
      {"2.3.1.5 a missing colon is seen", "User-agent *\nDisallow /a", "v", "/a", false, 2},
      {"2.3.1.5 but not in a sentence", "User-agent: *\nDisallow all of /a", "v", "/a", true, 0},
      {"2.3.1.5 usual misspellings", "User-agent: *\nDissalow: /a", "v", "/a", false, 2},
  };
  for (const RobotsCase& c : kCases) Check(c);
  std::string little("\xFF\xFE", 2), big("\xFE\xFF", 2);
  for (const char c : std::string_view("User-agent: *\nDisallow: /a")) {
    little.append({c, '\0'});
    big.append({'\0', c});
  }
  EXPECT_FALSE(Robots::Parse(little).Check("v", "/a").allowed);
  EXPECT_FALSE(Robots::Parse(big).Check("v", "/a").allowed);
  const std::string with_nul("User-agent: *\nDisallow: /a\0b\nDisallow: /c", 40);
  EXPECT_FALSE(Robots::Parse(with_nul).Check("v", "/c").allowed);
}

TEST(Robots, SaysWhichLineDecidedInCleanText) {
  const auto why = [](std::string_view robots, std::string_view path) {
    return Robots::Parse(robots).Check("varta", path).why;
  };
  EXPECT_EQ(why("User-agent: *\n\nDisallow: /private", "/private/x"),
            "robots.txt line 3: Disallow: /private");
  EXPECT_EQ(why("User-agent: *\nAllow: /робота", "/робота"), "robots.txt line 2: Allow: /робота");
  EXPECT_EQ(why("User-agent: *\nAllow: /\xFF\x01", "/\xFF\x01"),
            "robots.txt line 2: Allow: /%FF%01");
  EXPECT_LT(
      why("User-agent: *\nAllow: /" + std::string(5000, 'a'), "/" + std::string(5000, 'a')).size(),
      300u);
}

TEST(Robots, AllowAllAndDenyAll) {
  EXPECT_TRUE(Robots::AllowAll().Check("varta", "/a").allowed);
  const Robots denied = Robots::DenyAll("a.test answered 503");
  EXPECT_FALSE(denied.Check("varta", "/a").allowed);
  EXPECT_EQ(denied.Check("varta", "/a").why, "a.test answered 503");
  EXPECT_EQ(denied.Check("varta", "/a").line, 0);
  EXPECT_FALSE(Robots::DenyAll("").Check("varta", "/a").allowed);
}

TEST(Robots, CrawlDelay) {
  struct DelayCase {
    const char* name;
    const char* robots;
    std::optional<Duration> want;
  };
  const DelayCase kCases[] = {
      {"none", "User-agent: *\nDisallow: /a", std::nullopt},
      {"seconds", "User-agent: *\nCrawl-delay: 5", 5s},
      {"fraction", "User-agent: *\nCrawl-Delay: 0.5 # slow", 500ms},
      {"our own group's only",
       "User-agent: *\nCrawl-delay: 5\nDisallow: /a\nUser-agent: varta\n"
       "Crawl-delay: 2",
       2s},
      {"the longest of merged groups",
       "User-agent: varta\nCrawl-delay: 2\nAllow: /\nUser-agent: x\nDisallow: /\nUser-agent: "
       "varta\n"
       "Crawl-delay: 7",
       7s},
      {"rubbish", "User-agent: *\nCrawl-delay: soon", std::nullopt},
      {"negative", "User-agent: *\nCrawl-delay: -3", std::nullopt},
      {"no number", "User-agent: *\nCrawl-delay: nan", std::nullopt},
      {"huge", "User-agent: *\nCrawl-delay: 99999999999999999999", 24h * 7},
      {"nobody's", "Crawl-delay: 5\nUser-agent: *\nDisallow: /a", std::nullopt},
  };
  for (const DelayCase& c : kCases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Robots::Parse(c.robots).CrawlDelay("varta"), c.want);
  }
}

TEST(Robots, Sitemaps) {
  EXPECT_THAT(Robots::Parse("Sitemap: https://a.test/s.xml\nUser-agent: x\nDisallow: /\n"
                            "SITEMAP:http://b.test/t.xml.gz#x\nSitemap:\n")
                  .sitemaps(),
              ElementsAre("https://a.test/s.xml", "http://b.test/t.xml.gz"));
  std::string many;
  for (int i = 0; i < 1500; ++i) many += "Sitemap: /" + std::to_string(i) + "\n";
  EXPECT_EQ(Robots::Parse(many).sitemaps().size(), 1000u);
}

TEST(Robots, ReadsFiveHundredKibibytesAndNoHalfLine) {
  const std::string start = "User-agent: *\n";
  const std::string last = "Disallow: /last\n";
  std::string body = start;
  body.append(Robots::kMaxBytes - start.size() - last.size() - 1, '#').append("\n").append(last);
  ASSERT_EQ(body.size(), Robots::kMaxBytes);
  EXPECT_FALSE(Robots::Parse(body).Check("v", "/last").allowed);
  EXPECT_TRUE(Robots::Parse(body + "Disallow: /beyond\n").Check("v", "/beyond").allowed);

  // "Allow: /secret/a" cut to "Allow: /secret" would open what is closed.
  const std::string rules = "User-agent: *\nDisallow: /secret\n";
  body = rules;
  body.append(Robots::kMaxBytes - rules.size() - 15, '#').append("\nAllow: /secret/a\n");
  EXPECT_FALSE(Robots::Parse(body).Check("v", "/secret").allowed);
}

TEST(Robots, NormalisingIsDoneOnce) {
  for (const char* path : {"/%%34%31", "/%", "/%4", "/a%2fb%7e", "/ї?x='\"[]|", "/%25%34%31"}) {
    const std::string once = NormaliseRobotsPath(path);
    EXPECT_EQ(NormaliseRobotsPath(once), once) << path;
    const std::string pattern = NormaliseRobotsPattern(path + std::string("*$x$"));
    EXPECT_EQ(NormaliseRobotsPattern(pattern), pattern) << path;
  }
  EXPECT_EQ(NormaliseRobotsPattern("/a*$b$"), "/a*%24b$");
  EXPECT_EQ(NormaliseRobotsPath("/a*$b$"), "/a%2A%24b%24");
}

TEST(Robots, WhatIsKeptForOneAgentSaysTheSameToIt) {
  const Robots parsed = Robots::Parse(
      "User-agent: a\nDisallow: /x\nCrawl-delay: 2\nUser-agent: b\nDisallow: /\n"
      "User-agent: a\nAllow: /x/y\nUser-agent: *\nDisallow: /z*$\nSitemap: http://s/\n");
  for (const Robots& robots : {parsed, Robots::AllowAll(), Robots::DenyAll("503")}) {
    for (const char* agent : {"a", "A", "b", "c"}) {
      const Robots only = robots.OnlyFor(agent);
      EXPECT_EQ(only.CrawlDelay(agent), robots.CrawlDelay(agent)) << agent;
      EXPECT_TRUE(only.sitemaps().empty());
      for (const char* path : {"/", "/x", "/x/y", "/zz", "/robots.txt"}) {
        const Robots::Verdict verdict = only.Check(agent, path), want = robots.Check(agent, path);
        EXPECT_EQ(verdict.allowed, want.allowed) << agent << path;
        EXPECT_EQ(verdict.why, want.why) << agent << path;
      }
    }
  }
}

// As much as is read of any of them: groups, rules, agents of one group, one line.
TEST(Robots, HostileOnesAreReadInOnePass) {
  struct Case {
    const char* name;
    std::string line, end;
  };
  const Case kCases[] = {
      {"groups", "User-agent: a\nDisallow: /x\n", "User-agent: v\nDisallow: /secret\n"},
      {"empty groups", "User-agent: v\nX: y\n", "Disallow: /secret\n"},
      {"groups of ours", "User-agent: v\nDisallow: /y\n", "Disallow: /secret\n"},
      {"agents", "User-agent: b\n", "User-agent: v\nDisallow: /secret\n"},
      {"rules", "Disallow: /y*z\n", "Disallow: /secret\n"},
      {"sitemaps", "Sitemap: /s\n", "Disallow: /secret\n"},
      {"one line", "xxxxxxxxxxxxxxxxxxxxxxxx", "\nUser-agent: v\nDisallow: /secret\n"},
      {"stars", "*", "\nUser-agent: v\nDisallow: /secret\n"},
      {"no end of line", std::string(10, '\0'), "\nUser-agent: v\nDisallow: /secret\n"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    std::string body = "User-agent: v\n";
    while (body.size() + c.line.size() + c.end.size() < Robots::kMaxBytes) body += c.line;
    body += c.end;
    const Robots robots = Robots::Parse(body).OnlyFor("v");
    EXPECT_FALSE(robots.Check("v", "/secret").allowed);
    EXPECT_TRUE(robots.Check("v", "/" + std::string(8'000, 'q')).allowed);
  }
}

// As many stars as fit: backtracking over them would not come to an end.
TEST(Robots, ManyStarsAreMatchedInOnePass) {
  std::string pattern = "/";
  for (int i = 0; i < 2000; ++i) pattern += "a*";
  const Robots robots = Robots::Parse("User-agent: *\nDisallow: " + pattern + "b$");
  EXPECT_TRUE(robots.Check("v", "/" + std::string(30000, 'a')).allowed);
  EXPECT_FALSE(robots.Check("v", "/" + std::string(30000, 'a') + "b").allowed);
}

}  // namespace
}  // namespace varta
