// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Sites that lead a sweep astray (reliability E4, E8, E9, G4): each ends within its budget, and
// asks for nothing that it may not.
#include "tests/sweep/small_web.h"

#include <algorithm>

namespace varta {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

constexpr char kXml[] = "Content-Type: text/xml\r\n";

TEST(HostileSite, ChainsOfRedirectsEndAndEachHopIsAskedOfRobots) {
  SmallWeb web;
  web.Describe("");
  web.Put("/robots.txt", "User-agent: *\nDisallow: /private\n", "Content-Type: text/plain\r\n");
  web.Put("/",
          "<a href=/hop/1>a</a><a href=/loop/a>b</a><a href=/in>c</a><a href=/self>d</a>"
          "<a href=/out>e</a><a href=/port>f</a>");
  for (int i = 1; i < 100; ++i) {
    web.Redirect("/hop/" + std::to_string(i), "/hop/" + std::to_string(i + 1));
  }
  web.Redirect("/loop/a", "/loop/b");
  web.Redirect("/loop/b", "/loop/a");
  web.Redirect("/in", "/private/page");
  web.Redirect("/self", "/self");
  web.Redirect("/out", web.UrlOf("elsewhere.localhost/"));
  web.Redirect("/port", "http://board.localhost:22/");
  const v1::Sweep sweep = web.Sweep();
  const std::vector<std::string> asked = web.Asked();
  EXPECT_THAT(asked, Contains("/hop/11"));
  EXPECT_THAT(asked, Not(Contains("/hop/12"))) << "ten redirects in a row";
  EXPECT_THAT(asked, Contains("/loop/b"));
  EXPECT_EQ(std::count(asked.begin(), asked.end(), "/loop/a"), 1);
  EXPECT_EQ(std::count(asked.begin(), asked.end(), "/self"), 1);
  EXPECT_THAT(asked, Not(Contains("/private/page")));
  EXPECT_EQ(sweep.total().denied_by_robots(), 1);
  for (const std::string& path : asked) EXPECT_THAT(path, Not(HasSubstr("elsewhere")));
  EXPECT_THAT(sweep.ledgers(0).notes(), Contains(HasSubstr("more than 10 redirects in a row")));
}

TEST(HostileSite, SitemapsThatLoopOrNestOrLieEnd) {
  SmallWeb web;
  web.Describe("max_pages: 100\n");
  web.Put("/robots.txt", "Sitemap: /a.xml\n", "Content-Type: text/plain\r\n");
  web.Put("/", "");
  const auto index = [&](const std::vector<std::string>& paths) {
    std::string xml = "<sitemapindex>";
    for (const std::string& path : paths) {
      xml += "<sitemap><loc>" + web.UrlOf(path) + "</loc></sitemap>";
    }
    return xml + "</sitemapindex>";
  };
  web.Put("/a.xml", index({"/a.xml", "/b.xml", "other.localhost/x.xml"}), kXml);
  web.Put("/b.xml", index({"/a.xml", "/c.xml"}), kXml);
  web.Put("/c.xml", index({"/d.xml"}), kXml);
  web.Put("/d.xml", index({"/e.xml"}), kXml);
  web.Put("/e.xml", index({}), kXml);
  const v1::Sweep sweep = web.Sweep();
  EXPECT_THAT(web.Asked(), UnorderedElementsAre("/", "/a.xml", "/b.xml", "/c.xml"));
  EXPECT_THAT(sweep.ledgers(0).notes(), Contains(HasSubstr("nested deeper")));
}

TEST(HostileSite, ASitemapCannotSendUsElsewhereOrBackInTime) {
  SmallWeb web;
  web.Describe("sitemaps: ['" + web.UrlOf("/dir/map.xml") + "']\n");
  web.Put("/", "");
  web.Put("/ad/1", "<p>x");
  std::string xml = "<urlset>";
  for (const std::string& loc :
       {web.UrlOf("/ad/1"), web.UrlOf("other.localhost/ad/1"), std::string("file:///etc/passwd"),
        std::string("javascript:alert(1)"), std::string("http://169.254.169.254/latest"),
        std::string("gopher://board.localhost/")}) {
    for (const char* lastmod : {"99999-01-01", "0000-00-00", "-5", "1e99"}) {
      xml += "<url><loc>" + loc + "</loc><lastmod>" + lastmod + "</lastmod></url>";
    }
  }
  web.Put("/dir/map.xml", xml + "</urlset>", kXml);
  for (int day = 0; day < 3; ++day) {
    const v1::Sweep sweep = web.Sweep();
    for (const std::string& path : web.Asked()) {
      EXPECT_THAT(path, testing::AnyOf("/", "/dir/map.xml", "/ad/1"));
    }
    EXPECT_EQ(sweep.total().refused(), 0);
    web.clock().Add(std::chrono::hours(24));
  }
}

TEST(HostileSite, APageOfLinksWithoutMeasureIsCut) {
  SmallWeb web;
  web.Describe("max_pages: 50\n");
  std::string html = "<base href='" + web.UrlOf("/deep/") + "'>";
  for (int i = 0; i < 20'000; ++i) html += "<a href=" + std::to_string(i) + ">x</a>";
  web.Put("/", html);
  const v1::Sweep sweep = web.Sweep();
  EXPECT_EQ(web.Asked().size(), 50u);
  EXPECT_EQ(sweep.total().discovered(), 5001) << "5000 links of a page count";
  EXPECT_EQ(sweep.total().over_budget(), 5001 - 50);
}

TEST(HostileSite, ABaseElsewhereAndARefreshInARingLeadNowhere) {
  SmallWeb web;
  web.Describe("");
  web.Put("/", "<base href='" + web.UrlOf("other.localhost/") + "'><a href=/a>x</a>" +
                   "<meta http-equiv=refresh content='0; url=" + web.UrlOf("/r") + "'>");
  web.Put("/r", "<meta http-equiv=refresh content='0; url=/s'>");
  web.Put("/s", "<meta http-equiv=refresh content='0; url=/r'>");
  web.Sweep();
  EXPECT_THAT(web.Asked(), ElementsAre("/", "/r", "/s"));
}

}  // namespace
}  // namespace varta
