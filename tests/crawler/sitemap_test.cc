// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/sitemap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/gzip.h"

namespace varta {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Locs(const Sitemap& sitemap) {
  std::vector<std::string> locs;
  for (const SitemapUrl& url : sitemap.urls) locs.push_back(url.loc);
  return locs;
}

std::string Joined(const Sitemap& sitemap) {
  std::string joined;
  for (const SitemapUrl& url : sitemap.urls) joined += (joined.empty() ? "" : " ") + url.loc;
  return joined;
}

constexpr const char* kRoot = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>";

TEST(Sitemap, Kinds) {
  struct Case {
    const char* name;
    std::string bytes;
    const char* kind;
    const char* urls;
  };
  const std::string space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'";
  const Case kCases[] = {
      {"urlset", std::string(kRoot) + "<url><loc>http://a.test/1</loc></url></urlset>", "urlset",
       "http://a.test/1"},
      {"index",
       "<sitemapindex " + space +
           "><sitemap><loc>http://a.test/s.xml</loc></sitemap>"
           "<url><loc>http://a.test/no</loc></url></sitemapindex>",
       "sitemapindex", "http://a.test/s.xml"},
      {"no namespace", "<urlset><url><loc>http://a.test/1</loc></url></urlset>", "urlset",
       "http://a.test/1"},
      {"another namespace",
       "<urlset xmlns='http://www.google.com/schemas/sitemap/0.84'><url><loc>http://a.test/1</loc>"
       "</url></urlset>",
       "urlset", "http://a.test/1"},
      {"a prefix",
       "<s:urlset xmlns:s='urn:x'><s:url><s:loc>http://a.test/1</s:loc></s:url></s:urlset>",
       "urlset", "http://a.test/1"},
      {"a prefix now and then",
       "<s:urlset xmlns:s='urn:x'><url><s:loc>http://a.test/1</s:loc></url></s:urlset>", "urlset",
       "http://a.test/1"},
      {"an undeclared prefix", "<s:urlset><s:url><s:loc>http://a.test/1</s:loc></s:url></s:urlset>",
       "urlset", "http://a.test/1"},
      {"capitals", "<URLSET><Url><LOC>http://a.test/1</LOC></Url></URLSET>", "urlset",
       "http://a.test/1"},
      {"references, CDATA, white space",
       "<urlset><url><loc>\n http://a.test/?a=1&amp;b=2 </loc></url>"
       "<url><loc><![CDATA[http://a.test/?c=1&d=2]]></loc></url>"
       "<url><loc>http://a.test/&#1103;</loc></url></urlset>",
       "urlset", "http://a.test/?a=1&b=2 http://a.test/?c=1&d=2 http://a.test/я"},
      {"a bare ampersand", "<urlset><url><loc>http://a.test/?a=1&b=2</loc></url></urlset>",
       "urlset", "http://a.test/?a=1&b=2"},
      {"extensions",
       std::string("<urlset xmlns:image='urn:i' xmlns:xhtml='http://www.w3.org/1999/xhtml'>") +
           "<url><image:image><image:loc>http://a.test/i.jpg</image:loc></image:image>"
           "<loc>http://a.test/1</loc><image:loc>http://a.test/j.jpg</image:loc>"
           "<video:loc>http://a.test/v</video:loc>"
           "<xhtml:link rel='alternate' hreflang='uk' href='http://a.test/uk/1'/></url></urlset>",
       "urlset", "http://a.test/1"},
      {"several in one",
       "<urlset><url><loc>http://a.test/1</loc><loc>http://a.test/2</loc></url>"
       "</urlset>",
       "urlset", "http://a.test/1 http://a.test/2"},
      {"empty ones", "<urlset><url/><url><loc/></url><url><loc> </loc></url></urlset>", "urlset",
       ""},
      {"text", "http://a.test/1\r\nHTTPS://a.test/2\n\n  http://a.test/3  \nnot one\nftp://a.test/",
       "text", "http://a.test/1 HTTPS://a.test/2 http://a.test/3"},
      {"text with a mark", "\xef\xbb\xbfhttp://a.test/1", "text", "http://a.test/1"},
      {"RSS",
       "<rss><channel><link>http://a.test/</link><item><link>http://a.test/1</link></item>"
       "<item><guid>http://a.test/2</guid></item></channel></rss>",
       "rss", "http://a.test/1 http://a.test/2"},
      {"RSS 1.0",
       "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
       "xmlns='http://purl.org/rss/1.0/'><channel><link>http://a.test/</link></channel>"
       "<item><link>http://a.test/1</link></item></rdf:RDF>",
       "rss", "http://a.test/1"},
      {"Atom",
       "<feed xmlns='http://www.w3.org/2005/Atom'><link href='http://a.test/'/><entry>"
       "<link rel='edit' href='http://a.test/e'/><link href='http://a.test/1'/></entry></feed>",
       "atom", "http://a.test/1"},
      {"a page", "<!DOCTYPE html><html><body><a href='http://a.test/'>x</a></body></html>", "none",
       ""},
      {"an error message", "Not found. See http://a.test/", "none", ""},
      {"nothing", "", "none", ""},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    for (const bool packed : {false, true}) {
      const Sitemap sitemap = ReadSitemap(packed ? Gzip(c.bytes) : c.bytes);
      EXPECT_EQ(SitemapKindName(sitemap.kind), c.kind);
      EXPECT_EQ(Joined(sitemap), c.urls);
    }
  }
}

TEST(Sitemap, Hints) {
  const Sitemap sitemap = ReadSitemap(
      std::string(kRoot) +
      "<url><lastmod>2026-05-12</lastmod><loc>http://a.test/1</loc><changefreq>Weekly</changefreq>"
      "<priority>0.8</priority></url>"
      "<url><loc>http://a.test/2</loc><lastmod>99999-01-01T00:00:00Z</lastmod>"
      "<changefreq>now and then</changefreq><priority>1.1</priority></url>"
      "<url><loc>http://a.test/3</loc><changefreq>never</changefreq><priority>nan</priority></url>"
      "<url><loc>http://a.test/4</loc></url></urlset>");
  ASSERT_EQ(sitemap.urls.size(), 4u);
  EXPECT_FALSE(sitemap.truncated);
  EXPECT_EQ(FormatTime(*sitemap.urls[0].lastmod), "2026-05-12T00:00:00.000Z");
  EXPECT_EQ(sitemap.urls[0].changefreq, std::chrono::hours(7 * 24));
  EXPECT_EQ(sitemap.urls[0].priority, 0.8);
  EXPECT_FALSE(sitemap.urls[1].lastmod || sitemap.urls[1].changefreq || sitemap.urls[1].priority);
  EXPECT_EQ(sitemap.urls[2].changefreq, std::chrono::hours(3650 * 24));
  EXPECT_FALSE(sitemap.urls[2].priority);
  EXPECT_FALSE(sitemap.urls[3].lastmod || sitemap.urls[3].changefreq || sitemap.urls[3].priority);

  const Sitemap feed = ReadSitemap(
      "<rss><channel><item><link>http://a.test/1</link>"
      "<pubDate>Tue, 12 May 2026 09:30:00 +0300</pubDate></item></channel></rss>");
  ASSERT_EQ(feed.urls.size(), 1u);
  EXPECT_EQ(FormatTime(*feed.urls[0].lastmod), "2026-05-12T06:30:00.000Z");
}

TEST(Sitemap, WhatIsBrokenKeepsWhatParsed) {
  struct Case {
    const char* name;
    const char* bytes;
    const char* urls;
    bool truncated;
  };
  constexpr Case kCases[] = {
      {"cut in a URL", "<urlset><url><loc>http://a.test/1</loc></url><url><loc>http://a.te",
       "http://a.test/1", true},
      {"cut behind it", "<urlset><url><loc>http://a.test/1</loc><last", "http://a.test/1", true},
      {"end tags too many",
       "<urlset><url></url><loc>http://a.test/0</loc></url><url><loc>http://a.test/1</loc></url>"
       "</url></urlset>",
       "http://a.test/1", false},
      {"an end tag too few",
       "<urlset><url><loc>http://a.test/1</url><url><loc>http://a.test/2</loc></url></urlset>",
       "http://a.test/1 http://a.test/2", false},
      {"two documents",
       "<urlset><url><loc>http://a.test/1</loc></url></urlset><?xml version='1.0'?><urlset><url>"
       "<loc>http://a.test/2</loc></url></urlset>",
       "http://a.test/1", true},
      {"an entity",
       "<!DOCTYPE urlset [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><urlset><url>"
       "<loc>http://a.test/&e;</loc></url></urlset>",
       "http://a.test/&e;", false},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const Sitemap sitemap = ReadSitemap(c.bytes);
    EXPECT_EQ(Joined(sitemap), c.urls);
    EXPECT_EQ(sitemap.truncated, c.truncated);
    EXPECT_EQ(sitemap.problem.empty(), !c.truncated);
  }
}

std::string Many(int urls) {
  std::string xml = kRoot;
  for (int i = 0; i < urls; ++i)
    xml += "<url><loc>http://a.test/" + std::to_string(i) + "</loc></url>";
  return xml + "</urlset>";
}

TEST(Sitemap, Limits) {
  const Sitemap full = ReadSitemap(Many(50'000));
  EXPECT_EQ(full.urls.size(), 50'000u);
  EXPECT_FALSE(full.truncated);
  const Sitemap one_more = ReadSitemap(Many(50'001));
  EXPECT_EQ(one_more.urls.size(), 50'000u);
  EXPECT_TRUE(one_more.truncated);
  EXPECT_EQ(one_more.problem, "more URLs than 50000");

  const SitemapLimits three{.max_urls = 3};
  EXPECT_EQ(ReadSitemap(Many(4), {}, three).urls.size(), 3u);
  EXPECT_EQ(
      ReadSitemap("http://a.test/1\nhttp://a.test/2\nhttp://a.test/3\nhttp://a.test/4", {}, three)
          .urls.size(),
      3u);

  const std::string xml = Many(10);
  for (const std::string& bytes : {xml, Gzip(xml), Gzip(Gzip(xml))}) {
    EXPECT_FALSE(ReadSitemap(bytes, {}, {.max_bytes = xml.size()}).truncated);
    EXPECT_EQ(ReadSitemap(bytes, {}, {.max_bytes = xml.size()}).urls.size(), 10u);
  }
  const Sitemap cut = ReadSitemap(Gzip(xml), {}, {.max_bytes = xml.size() / 2});
  EXPECT_TRUE(cut.truncated);
  EXPECT_THAT(cut.urls.size(), testing::AllOf(testing::Gt(2u), testing::Lt(6u)));

  const std::string long_url = "<url><loc>http://a.test/" + std::string(Url::kMaxInput, 'x') +
                               "</loc></url><url><loc>http://a.test/1</loc></url>";
  EXPECT_THAT(Locs(ReadSitemap(kRoot + long_url + "</urlset>")), ElementsAre("http://a.test/1"));
}

TEST(Sitemap, Bombs) {
  const Sitemap spaces =
      ReadSitemap(Gzip(std::string(20'000'000, ' ')), {}, {.max_bytes = 1'000'000});
  EXPECT_TRUE(spaces.truncated);
  EXPECT_EQ(spaces.kind, SitemapKind::kNone);
  const std::string packed = Gzip(Many(1000));
  EXPECT_THAT(ReadSitemap(packed.substr(0, packed.size() / 2)).urls.size(), testing::Gt(100u));
  EXPECT_TRUE(ReadSitemap(packed.substr(0, packed.size() / 2)).truncated);
  EXPECT_THAT(Locs(ReadSitemap("\x1f\x8b")), IsEmpty());

  std::string nested = kRoot;
  for (int i = 0; i < 100'000; ++i) nested += "<url>";
  EXPECT_TRUE(ReadSitemap(nested).truncated);
}

TEST(SitemapMayList, ByThePlaceOfTheFile) {
  struct Case {
    const char* sitemap;
    const char* listed;
    bool want, named;
  };
  constexpr Case kCases[] = {
      {"http://a.test/sitemap.xml", "http://a.test/", true, true},
      {"http://a.test/sitemap.xml", "http://a.test/x/y?z", true, true},
      {"http://a.test/catalogue/s.xml", "http://a.test/catalogue/show?item=23", true, true},
      {"http://a.test/catalogue/s.xml", "http://a.test/catalogue/", true, true},
      {"http://a.test/catalogue/s.xml", "http://a.test/catalogue", false, true},
      {"http://a.test/catalogue/s.xml", "http://a.test/image/show", false, true},
      {"http://a.test/catalogue/s.xml", "http://a.test/catalogue/../image/", false, true},
      {"http://a.test/catalogue/s.xml", "http://a.test/catalogue/%2e%2e/image/", false, true},
      {"http://a.test/catalogue/s.xml", "http://a.test/Catalogue/show", false, true},
      {"http://a.test/s.php?f=/x/y.xml", "http://a.test/z", true, true},
      {"http://a.test/s.xml", "https://a.test/", false, true},
      {"http://a.test/s.xml", "http://www.a.test/", false, true},
      {"http://a.test/s.xml", "http://a.test:8080/", false, true},
      {"http://a.test:80/s.xml", "http://A.test/", true, true},
      {"http://a.test/s.xml", "http://b.test/", false, true},
      {"http://a.test/s.xml", "mailto:x@a.test", false, false},
      {"ftp://a.test/s.xml", "http://a.test/", false, false},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(std::string(c.sitemap) + " lists " + c.listed);
    const Url sitemap = *Url::Parse(c.sitemap), listed = *Url::Parse(c.listed);
    EXPECT_EQ(SitemapMayList(sitemap, listed, false), c.want);
    EXPECT_EQ(SitemapMayList(sitemap, listed, true), c.named);
  }
}

}  // namespace
}  // namespace varta
