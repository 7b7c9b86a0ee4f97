// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/text.h"
#include "crawler/feed_markup.h"

namespace varta {
namespace {

using testing::ElementsAre;

TEST(Feed, Rss2) {
  const Feed feed = ReadFeed(R"xml(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title> Вакансії </title><link>https://a.test/</link>
  <atom:link rel="self" href="https://a.test/rss.xml" type="application/rss+xml"/>
  <description>Робота &lt;b&gt;щодня&lt;/b&gt;</description><language>uk</language>
  <image><title>Знак</title><link>https://a.test/logo</link></image>
  <lastBuildDate>Tue, 12 May 2026 09:30:00 +0300</lastBuildDate>
  <item>
    <media:title>Світлина</media:title>
    <title><![CDATA[Швачка & кравець]]></title>
    <link>https://a.test/1?a=1&amp;b=2</link><guid isPermaLink="false">job-1</guid>
    <description>Коротко: 2 &gt; 1</description>
    <content:encoded><![CDATA[<p onclick="x()">Усе</p><script>alert(1)</script>]]></content:encoded>
    <dc:creator>Олена</dc:creator>
    <pubDate>Mon, 11 May 2026 08:00:00 GMT</pubDate>
    <media:description>Не те</media:description>
  </item>
  <item><guid>https://a.test/2</guid><content:encoded>Текст</content:encoded>
    <pubDate>вчора</pubDate><author>b@a.test</author></item>
</channel></rss>)xml");
  EXPECT_EQ(feed.kind, FeedKind::kRss);
  EXPECT_EQ(feed.problem, "");
  EXPECT_EQ(feed.title.value, "Вакансії");
  EXPECT_FALSE(feed.title.html);
  EXPECT_THAT(feed.links, ElementsAre("https://a.test/"));
  EXPECT_EQ(feed.subtitle.value, "Робота <b>щодня</b>");
  EXPECT_TRUE(feed.subtitle.html);
  EXPECT_EQ(feed.language, "uk");
  EXPECT_EQ(FormatTime(*feed.dates.updated_at), "2026-05-12T06:30:00.000Z");
  ASSERT_EQ(feed.entries.size(), 2u);
  const FeedEntry& first = feed.entries[0];
  EXPECT_EQ(first.title.value, "Швачка & кравець");
  EXPECT_FALSE(first.title.html);
  EXPECT_THAT(first.links, ElementsAre("https://a.test/1?a=1&b=2"));
  EXPECT_EQ(first.id, "job-1");
  EXPECT_EQ(first.summary.value, "Коротко: 2 > 1");
  EXPECT_FALSE(first.summary.html);
  EXPECT_EQ(first.content.value, "<p>Усе</p>");
  EXPECT_TRUE(first.content.html);
  EXPECT_EQ(first.author, "Олена");
  EXPECT_EQ(first.dates.published, "Mon, 11 May 2026 08:00:00 GMT");
  EXPECT_EQ(FormatTime(*first.dates.published_at), "2026-05-11T08:00:00.000Z");
  EXPECT_EQ(first.dates.updated, "");
  const FeedEntry& second = feed.entries[1];
  EXPECT_THAT(second.links, ElementsAre("https://a.test/2"));
  EXPECT_EQ(second.summary.value, "Текст");
  EXPECT_EQ(second.author, "b@a.test");
  EXPECT_EQ(second.dates.published, "вчора");
  EXPECT_FALSE(second.dates.published_at);
}

TEST(Feed, Rss1) {
  const Feed feed = ReadFeed(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
      "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns='http://purl.org/rss/1.0/'>"
      "<channel rdf:about='http://a.test/rss'><title>T</title><link>http://a.test/</link>"
      "<items><rdf:Seq><rdf:li rdf:resource='http://a.test/1'/></rdf:Seq></items></channel>"
      "<item rdf:about='http://a.test/1'><title>E</title><dc:date>2026-05-12</dc:date></item>"
      "</rdf:RDF>");
  EXPECT_EQ(feed.kind, FeedKind::kRss);
  EXPECT_EQ(feed.title.value, "T");
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].title.value, "E");
  EXPECT_EQ(feed.entries[0].id, "http://a.test/1");
  EXPECT_THAT(feed.entries[0].links, ElementsAre("http://a.test/1"));
  EXPECT_EQ(FormatTime(*feed.entries[0].dates.updated_at), "2026-05-12T00:00:00.000Z");
}

TEST(Feed, Atom) {
  const Feed feed = ReadFeed(
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='uk' xml:base='http://a.test/x/'>"
      "<title type='html'>A &amp;lt; B</title><subtitle>S</subtitle><id>urn:1</id>"
      "<link rel='self' href='feed'/><link rel='alternate' type='text/html' href='.'/>"
      "<updated>2026-05-12T09:30:00Z</updated>"
      "<entry xml:base='y/'><title>1 &lt; 2</title><id>urn:2</id>"
      "<link rel='enclosure' href='f.mp3'/><link href='2'/><link href='http://b.test/2'/>"
      "<link rel='alternate' type='application/json' href='2.json'/>"
      "<source><title>No</title><id>No</id></source>"
      "<author><name>Н</name><email>n@a.test</email></author>"
      "<summary type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a &lt; <b title='\"'>b</b>"
      "<br/></div></summary>"
      "<published>2026-05-11T00:00:00Z</published></entry>"
      "<entry><link href='3'/></entry></feed>");
  EXPECT_EQ(feed.kind, FeedKind::kAtom);
  EXPECT_EQ(feed.language, "uk");
  EXPECT_EQ(feed.title.value, "A &lt; B");
  EXPECT_TRUE(feed.title.html);
  EXPECT_EQ(feed.subtitle.value, "S");
  EXPECT_EQ(feed.id, "urn:1");
  EXPECT_THAT(feed.links, ElementsAre("http://a.test/x/"));
  ASSERT_EQ(feed.entries.size(), 2u);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.title.value, "1 < 2");
  EXPECT_FALSE(entry.title.html);
  EXPECT_THAT(entry.links, ElementsAre("http://a.test/x/y/2", "http://b.test/2"));
  EXPECT_EQ(entry.author, "Н (n@a.test)");
  EXPECT_EQ(entry.summary.value, "a &lt; <b title=\"&quot;\">b</b><br />");
  EXPECT_EQ(entry.dates.published, "2026-05-11T00:00:00Z");
  EXPECT_THAT(feed.entries[1].links, ElementsAre("http://a.test/x/3"));
}

TEST(Feed, Atom03) {
  const Feed feed = ReadFeed(
      "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title mode='escaped'>T</title>"
      "<tagline>S</tagline><modified>2026-05-12T09:30:00Z</modified><entry>"
      "<title mode='base64'>0JzRltGB0YLQvg==</title><summary type='text/html' mode='escaped'>"
      "&lt;i&gt;x&lt;/i&gt;</summary><issued>2026-05-11</issued></entry></feed>");
  EXPECT_EQ(feed.title.value, "T");
  EXPECT_EQ(feed.subtitle.value, "S");
  EXPECT_EQ(feed.dates.updated, "2026-05-12T09:30:00Z");
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].title.value, "Місто");
  EXPECT_EQ(feed.entries[0].summary.value, "<i>x</i>");
  EXPECT_EQ(feed.entries[0].dates.published, "2026-05-11");
}

TEST(Feed, UndeclaredPrefixesAndOldCharsets) {
  const Feed feed = ReadFeed(
      "<?xml version='1.0' encoding='windows-1251'?><rss><channel><item><dc:title>\xd8\xe2\xe0\xf7"
      "\xea\xe0</dc:title><itunes:title>No</itunes:title><dc:date>2026</dc:date></item></channel>"
      "</rss>");
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].title.value, "Швачка");
  EXPECT_EQ(feed.entries[0].dates.updated, "2026");
}

TEST(Feed, Broken) {
  const Feed cut = ReadFeed(
      "<rss><channel><title>T</title><item><title>1</title></item><item><link>http://a.test/2"
      "</link><title>cu");
  EXPECT_TRUE(cut.truncated);
  ASSERT_EQ(cut.entries.size(), 2u);
  EXPECT_EQ(cut.entries[0].title.value, "1");
  EXPECT_THAT(cut.entries[1].links, ElementsAre("http://a.test/2"));
  EXPECT_EQ(cut.entries[1].title.value, "");

  EXPECT_EQ(ReadFeed("").kind, FeedKind::kNone);
  EXPECT_EQ(ReadFeed("<html><title>x</title></html>").kind, FeedKind::kNone);
  EXPECT_EQ(ReadFeed("<urlset><item/></urlset>").entries.size(), 0u);
  // HTML's own elements without end tags do not take the rest of the feed with them.
  const Feed naked = ReadFeed(
      "<rss><channel><item><description>a<br>b &nbsp; <img src=\"/p.png\"></description></item>"
      "<item><title>2</title></item></channel></rss>");
  ASSERT_EQ(naked.entries.size(), 2u);
  EXPECT_EQ(naked.entries[0].summary.value, "a<br />b &amp;nbsp; <img src=\"/p.png\" />");
  EXPECT_EQ(naked.entries[1].title.value, "2");
}

TEST(Feed, Limits) {
  std::string xml = "<rss><channel>";
  for (int i = 0; i < 11; ++i) xml += "<item><title>" + std::to_string(i) + "</title></item>";
  xml += "</channel></rss>";
  const Feed ten = ReadFeed(xml, {}, {.max_entries = 10});
  EXPECT_EQ(ten.entries.size(), 10u);
  EXPECT_TRUE(ten.truncated);
  EXPECT_EQ(ten.problem, "more entries than 10");
  EXPECT_FALSE(ReadFeed(xml, {}, {.max_entries = 11}).truncated);
  EXPECT_TRUE(ReadFeed(xml, {}, {.max_bytes = 100}).truncated);

  std::string links = "<feed><entry>";
  for (int i = 0; i < 100; ++i) links += "<link href='http://a.test/'/>";
  EXPECT_EQ(ReadFeed(links + "</entry></feed>").entries.at(0).links.size(), 16u);
  const Feed large = ReadFeed("<rss><channel><title>" + std::string(3'000'000, 'x') +
                              "</title><link>http://a.test/</link></channel></rss>");
  EXPECT_LT(large.title.value.size(), 1'200'000u);
  EXPECT_THAT(large.links, ElementsAre("http://a.test/"));
}

TEST(SanitiseMarkup, KeepsWhatIsHarmless) {
  struct Case {
    const char* html;
    const char* want;
  };
  constexpr Case kCases[] = {
      {"", ""},
      {"a &amp; b", "a &amp; b"},
      {"<P CLASS=x Title='y \"z\"'>a</P>", "<p title=\"y &quot;z&quot;\">a</p>"},
      {"<br><br/></br>", "<br /><br />"},
      {"a<script>alert(1)</SCRIPT >b", "ab"},
      {"a<style>p{}", "a"},
      {"a<iframe src=x><b>c</b></iframe>b", "ab"},
      {"<blink>a</blink><marquee>b</marquee>", "ab"},
      {"<a href=\"javascript:alert(1)\" onclick=x>a</a>", "<a>a</a>"},
      {"<a href=' java&#115;cript:alert(1)'>a</a>", "<a>a</a>"},
      {"<a href=https://a.test/?a=1&amp;b=2>a</a>",
       "<a href=\"https://a.test/?a=1&amp;b=2\">a</a>"},
      {"<a href='tel:+380'>a</a><a href=/x>b</a>",
       "<a href=\"tel:+380\">a</a><a href=\"/x\">b</a>"},
      {"<img src='data:image/png,x' alt=y>", "<img alt=\"y\" />"},
      {"a<!-- <b> -->b<!DOCTYPE x>c<?x?>d<!--", "abcd"},
      {"1 < 2 <3 <", "1 &lt; 2 &lt;3 &lt;"},
      {"a<b title='x", "a"},
      {"<b title='>'>x</b>", "<b title=\">\">x</b>"},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.html);
    const std::string made = SanitiseMarkup(c.html);
    EXPECT_EQ(made, c.want);
    EXPECT_EQ(SanitiseMarkup(made), made);
  }
}

TEST(LooksLikeMarkup, OnlyWhatMayStay) {
  for (const char* html : {"<p>", "a<br/>", "x</b>", "a &nbsp; b", "&#1078;", "<x><i>"})
    EXPECT_TRUE(LooksLikeMarkup(html)) << html;
  for (const char* text : {"", "2 > 1 < 3", "the <blink> tag", "R&D", "a & b;", "<b", "&;"})
    EXPECT_FALSE(LooksLikeMarkup(text)) << text;
}

// Nothing here may take quadratic time.
TEST(SanitiseMarkup, RepeatedBeginnings) {
  for (const char* part : {"<", "<a", "<a ", "<script>", "<svg>", "</", "<!", "<!--", "&", "<a x='",
                           "<b>", "<a href=\"x\" ", "<a href='/' a='", "<script></scrip"}) {
    SCOPED_TRACE(part);
    std::string html;
    while (html.size() < 100'000) html += part;
    LooksLikeMarkup(html);
    EXPECT_TRUE(IsValidUtf8(SanitiseMarkup(html)));
  }
}

}  // namespace
}  // namespace varta
