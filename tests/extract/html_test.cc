// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/html.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace varta {
namespace {

const Url& Page() {
  static const Url url = *Url::Parse("https://ex.test/dir/page?x=1");
  return url;
}

// Enough for slow machines and sanitizers: these tests are about the tree, not about its budget.
constexpr HtmlBudget kPatient = {4 * 1024 * 1024, 512 * 1024 * 1024, 60'000};

HtmlContent Read(std::string_view html) { return ReadHtml(html, &Page(), kPatient); }

std::string Links(const HtmlContent& content) {
  std::string all;
  for (const Link& link : content.links) {
    all += link.url.Href() + (link.text.empty() ? "" : " [" + link.text + "]") +
           (link.nofollow ? " nofollow" : "") + "\n";
  }
  return all;
}

std::string Robots(const HtmlContent& content) {
  std::string all;
  for (const Metadata& meta : content.robots) all += meta.name + "=" + meta.value + "\n";
  return all;
}

TEST(Html, ShowsWhatAPersonSees) {
  struct Case {
    const char* name;
    const char* html;
    const char* text;
  };
  const Case cases[] = {
      {"empty", "", ""},
      {"no tags", "робота", "робота"},
      {"white space collapses", " a \n\t b\r\n", "a b"},
      {"no-break space stays", "2&nbsp;000", "2\u00A0000"},
      {"inline grows together", "<b>ро</b><i>бота</i>", "робота"},
      {"blocks on lines of their own", "a<div>b</div>c<p>d<p>e", "a\nb\nc\nd\ne"},
      {"nested blocks give one line", "<div><div><p>a</p></div></div><div>b</div>", "a\nb"},
      {"headings and lists", "<h1>a</h1><ul><li>b<li>c</ul>", "a\nb\nc"},
      {"br", "a<br>b<br/>c", "a\nb\nc"},
      {"two br: an empty line", "a<br><br>b<br><br><br><br>c", "a\n\nb\n\nc"},
      {"br at the end of a block", "<div>a<br></div><div>b</div>", "a\nb"},
      {"table", "<table><tr><th>a<th>b<tr><td>c<td>d</table>e", "a\tb\nc\td\ne"},
      {"empty cells", "<table><tr><td><td>a<td></table>", "a"},
      {"pre keeps", "<pre>\n a\n\n  b \n</pre>c  d", " a\n\n  b \nc d"},
      {"textarea", "x<textarea>\na  b</textarea>y", "x\na  b\ny"},
      {"references", "&lt;b&gt; &#1111; &#x457; &laquo;&iuml;&raquo; &bogus;",
       "<b> ї ї «ï» &bogus;"},
      {"reference to nothing", "a&#xD800;&#x110000;&#0;", "a\uFFFD\uFFFD\uFFFD"},
      {"script and style", "a<script>b<\\/script></script><style>c</style>d", "ad"},
      {"template and noscript", "a<template>b<p>c</template><noscript>d</noscript>e", "ae"},
      {"open element in noscript", "a<noscript><div hidden><b>b<a href=/x>c</noscript><p>d</p>e",
       "a\nd\ne"},
      {"text behind such a noscript", "a<noscript><div>b</noscript>c &amp; d<p>e", "ac & d\ne"},
      {"ignored tags behind such a noscript",
       "a<noscript><div>b</noscript >c</i x='>'> &lt;i> 1 < 2</td><td>d</noscript><p>e",
       "ac <i> 1 < 2d\ne"},
      {"a tag of such a noscript without end", "a<noscript><div>b</noscript x='c", "a"},
      {"noscript without end", "a<noscript><p>b", "a\nb"},
      {"title is not text", "<title>t</title>a", "a"},
      {"comments", "a<!-- b <i>c</i> -->d<!>e<!--->f<?g?>h", "adefh"},
      {"hidden attribute", "a<div hidden>b<p>c</p></div>d<span hidden=''>e</span>", "ad"},
      {"hidden until found", "a<div hidden=until-found>b</div>", "a"},
      {"display none", "a<div style='color:red; Display : NONE'>b<p>c</p></div>d", "ad"},
      {"display none, overruled", "a<b style='display:none;display:inline'>b</b>", "ab"},
      {"display none, important", "a<b style='display: none !important'>b</b>", "a"},
      {"display nonesuch", "a<b style='display:nonesuch'>b</b>", "ab"},
      {"hidden pre does not end pre", "<pre>a  b<span hidden><pre>x</pre></span>\n c  d</pre>",
       "a  b\n c  d"},
      {"aria-hidden is seen", "<span aria-hidden=true>a</span>", "a"},
      {"alt is not text", "a<img alt=b src=c>d", "a d"},
      {"buttons do not grow together", "<button>a</button><button>b</button>", "a b"},
      {"options are lines", "<select><option>a<option>b</select>", "a\nb"},
      {"closed dialog", "a<dialog>b</dialog><dialog open>c</dialog>", "a\nc"},
      {"media fallbacks", "a<video>b</video><audio>c</audio><canvas>d</canvas><iframe>e</iframe>",
       "a"},
      {"drawings", "a<svg><title>b</title><desc>c</desc><style>d</style><text>e</text></svg>f",
       "a e f"},
      {"unknown elements", "<x-y>a</x-y><foo>b</foo>", "ab"},
      {"broken nesting", "<b><p>a</b>b</p></i>c", "ab\nc"},
      {"text behind the end", "<body>a</body></html>b", "ab"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const HtmlContent content = Read(c.html);
    EXPECT_EQ(content.text, c.text);
    EXPECT_EQ(content.tree, HtmlTree::State::kWhole);
  }
}

TEST(Html, ReadsTheHead) {
  const HtmlContent content = Read(
      "<!DOCTYPE html><html lang=' uk-UA '><head><title>\n Робота  в &amp; \nПольщі </title>"
      "<meta name=' Robots' content='NOINDEX, nofollow'><link rel='Canonical' href='/c?q=1'></head>"
      "<body><svg><title>not this</title></svg><title>nor this</title>x");
  EXPECT_EQ(content.title, "Робота в & Польщі");
  EXPECT_EQ(content.declared_language, "uk-UA");
  EXPECT_EQ(content.canonical, "https://ex.test/c?q=1");
  EXPECT_EQ(Robots(content), "robots=NOINDEX, nofollow\n");
}

TEST(Html, HandsOutWhatSpeaksToRobots) {
  struct Case {
    const char* html;
    const char* robots;
  };
  const Case cases[] = {
      {"", ""},
      {"<meta name=robots content=noindex>", "robots=noindex\n"},
      {"<meta name=robots content=all><meta name=ROBOTS content='max-snippet:5'>",
       "robots=all\nrobots=max-snippet:5\n"},
      {"<meta name=Varta content='index, NoFollow'>", "varta=index, NoFollow\n"},
      {"<meta name=varta content='unavailable_after: 2026-11-26'>",
       "varta=unavailable_after: 2026-11-26\n"},
      {"<meta name=varta content=unnoindex>", ""},
      {"<meta name=robots>", ""},
      {"<meta content=noindex>", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.html);
    EXPECT_EQ(Robots(Read(c.html)), c.robots);
  }
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "<meta name=b" + std::to_string(i) + " content=none>";
  EXPECT_EQ(Read(many).robots.size(), 20u);
}

TEST(Html, HandsOutThePageInOtherLanguages) {
  const HtmlContent content = Read(
      "<base href='/b/'><link rel=alternate hreflang=' UK ' href=1><link rel='alternate nofollow' "
      "hreflang=x-default href='https://o.test/1'><link rel=alternate href=feed.xml>"
      "<link rel=next hreflang=ru href=2><link rel=alternate hreflang='' href=3>"
      "<link rel=alternate hreflang=ru href='mailto:a@b.test'>");
  std::string lines;
  for (const Alternate& one : content.alternates) {
    lines += one.language + " " + one.url.Href() + "\n";
  }
  EXPECT_EQ(lines, "uk https://ex.test/b/1\nx-default https://o.test/1\n");
  EXPECT_EQ(content.links.size(), 6u) << "they are links all the same";
  std::string many;
  for (int i = 0; i < 1000; ++i) {
    many += "<link rel=alternate hreflang=uk href=/" + std::to_string(i) + ">";
  }
  EXPECT_EQ(Read(many).alternates.size(), 100u);
}

TEST(Html, FindsLinks) {
  struct Case {
    const char* name;
    const char* html;
    const char* links;
  };
  const Case cases[] = {
      {"none", "<a>x</a><a name=y>z</a>", ""},
      {"to the page itself: once", "<a href='#top'>t</a><a href=''>q</a><a href='?x=1#y'>u</a>",
       "https://ex.test/dir/page?x=1#top [t]\n"},
      {"a place on the base's page", "<base href=/b><a href='#top'>t</a>",
       "https://ex.test/b#top [t]\n"},
      {"relative", "<a href=a.html>A</a><a href='/b'>B</a><a href='?c'>C</a>",
       "https://ex.test/dir/a.html [A]\nhttps://ex.test/b [B]\nhttps://ex.test/dir/page?c [C]\n"},
      {"white space in the text", "<a href=/a>\n one <b>two</b>\n</a>",
       "https://ex.test/a [one two]\n"},
      {"contacts",
       "<a href='tel:+380 67'>1</a><a href=mailto:a@b.test>2</a><a "
       "href='viber://chat?number=1'>3</a>",
       "tel:+380 67 [1]\nmailto:a@b.test [2]\nviber://chat?number=1 [3]\n"},
      {"lead nowhere",
       "<a href='javascript:x()'>1</a><a href='data:text/html,x'>2</a><a href='http://'>3</a>", ""},
      {"nofollow", "<a rel='ugc NoFollow' href=/a>A</a><a rel=nofollowing href=/b>B</a>",
       "https://ex.test/a [A] nofollow\nhttps://ex.test/b [B]\n"},
      {"area and iframe", "<map><area href=/a></map><iframe src=/b></iframe>",
       "https://ex.test/a\nhttps://ex.test/b\n"},
      {"link elements",
       "<link rel=next href=/n><link rel=stylesheet href=/s><link rel='alternate stylesheet' "
       "href=/t>"
       "<link rel=alternate hreflang=ru href=/r><link rel=icon href=/i><link rel=canonical "
       "href=/c>",
       "https://ex.test/n\nhttps://ex.test/r\nhttps://ex.test/c\n"},
      {"refresh", "<meta http-equiv=Refresh content=\"5; URL='/a b'\">", "https://ex.test/a%20b\n"},
      {"refresh without url=", "<meta http-equiv=refresh content='0,/a'>", "https://ex.test/a\n"},
      {"refresh of itself", "<meta http-equiv=refresh content=30>", ""},
      {"base, the first one, wherever it is", "<a href=a>A</a><base href=/x/y><base href=/z/>",
       "https://ex.test/x/a [A]\n"},
      {"base of another scheme is ignored", "<base href='data:,x'><a href=a>A</a>",
       "https://ex.test/dir/a [A]\n"},
      {"links in what is hidden", "<div hidden><a href=/a>A</a></div>", "https://ex.test/a [A]\n"},
      {"no links in templates and scripts",
       "<template><a href=/a>A</a></template><script><a href=/b></script>", ""},
      {"in a noscript: who sees it runs no scripts",
       "<noscript><a href=/a>A<iframe src=/b></iframe></noscript>", "https://ex.test/a\n"},
      {"references in the address", "<a href='/a?b=1&amp;c=2&copy=3'>A</a>",
       "https://ex.test/a?b=1&c=2&copy=3 [A]\n"},
      {"anchors do not nest", "<a href=/a>A<a href=/b>B</a>",
       "https://ex.test/a [A]\nhttps://ex.test/b [B]\n"},
      {"in a drawing", "<svg><a xlink:href=/a><text>A</text></a></svg>", "https://ex.test/a [A]\n"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Links(Read(c.html)), c.links);
  }
  EXPECT_TRUE(ReadHtml("<a href='http://o.test/'>x</a>", nullptr, kPatient).links.empty());
}

TEST(Html, WritesQueriesInThePagesCharset) {
  const HtmlContent content =
      ReadHtml("<a href='/f?q=ї&r=1'>x</a>", &Page(), kPatient, "windows-1251");
  EXPECT_EQ(Links(content), "https://ex.test/f?q=%BF&r=1 [x]\n");
}

TEST(Html, LimitsLinks) {
  std::string html;
  for (int i = 0; i < 6000; ++i) html += "<a href=/" + std::to_string(i) + ">x</a>";
  EXPECT_EQ(Read(html).links.size(), 5000u);

  // Each link would carry the whole of a long base.
  html = "<base href='/" + std::string(2000, 'b') + "/'>";
  for (int i = 0; i < 5000; ++i) html += "<a href=" + std::to_string(i) + ">x</a>";
  size_t bytes = 0;
  for (const Link& link : Read(html).links) bytes += link.url.Href().size();
  EXPECT_LE(bytes, 4u * 1024 * 1024);

  const HtmlContent content = Read("<a href=/x>" + std::string(1000, 'a') + "</a>");
  ASSERT_EQ(content.links.size(), 1u);
  EXPECT_EQ(content.links[0].text.size(), 200u);
}

TEST(Html, CutsInputBetweenCharacters) {
  HtmlBudget budget = kPatient;
  budget.max_input_bytes = 4;
  EXPECT_EQ(ReadHtml("aїїї", nullptr, budget).text, "aї");
}

TEST(Html, LeavesOutNul) { EXPECT_EQ(Read(std::string_view("a\0b", 3)).text, "ab"); }

TEST(Html, RepairsInput) { EXPECT_EQ(Read("a\xD0<p>b\xFF").text, "a\uFFFD\nb\uFFFD"); }

// With no memory at all the scanner reads.
TEST(Html, IsScannedWithoutATree) {
  struct Case {
    const char* name;
    const char* html;
    const char* text;
  };
  const Case cases[] = {
      {"plain", "робота", "робота"},
      {"blocks", "<div>a</div><p>b<br>c<table><tr><td>d<td>e</table>", "a\nb\nc\nd\te"},
      {"references", "a&lt;b&gt;&nbsp;&#1111;&#x91;&amp &ampx &bogus; &",
       "a<b>\u00A0ї‘& &x &bogus; &"},
      {"no tag", "a < b <1> <", "a < b <1> <"},
      {"script and style", "a<SCRIPT>var x='<b>'</ScRiPt >b<style>c</style>d", "abd"},
      {"script without end", "a<script>b", "a"},
      {"comment", "a<!-- <b> -->b<!>c", "abc"},
      {"comment without end", "a<!-- b", "a"},
      {"template", "a<template><p>b</template>c<noscript>d</noscript>e", "ace"},
      {"template without end", "a<template>b", "a"},
      {"quotes around >", "<a title='x>y' href=/q>a</a>", "a"},
      {"attribute without end", "a<a href='b>c", "a"},
      {"pre", "<pre>a  b\n c</pre>d  e", "a  b\n c\nd e"},
      {"odd end tags", "</>a</ b>c</p/x='>'>d", "ac\nd"},
  };
  HtmlBudget none = kPatient;
  none.max_memory_bytes = 0;
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const HtmlContent content = ReadHtml(c.html, &Page(), none);
    EXPECT_EQ(content.tree, HtmlTree::State::kBudget);
    EXPECT_EQ(content.text, c.text);
  }
  const HtmlContent content = ReadHtml(
      "<html lang=uk><title>Т &amp;\n т</title><base href=/b/><meta name=robots content=none>"
      "<A HREF='x?a=1&amp;b=2' REL=nofollow>one <b>two</b></A><textarea>a &lt;</textarea>",
      &Page(), none);
  EXPECT_EQ(content.title, "Т & т");
  EXPECT_EQ(content.declared_language, "uk");
  EXPECT_EQ(Robots(content), "robots=none\n");
  EXPECT_EQ(Links(content), "https://ex.test/b/x?a=1&b=2 [one two] nofollow\n");
  EXPECT_EQ(content.text, "one two\na <");
}

std::string Repeat(std::string_view part, size_t bytes) {
  std::string all;
  while (all.size() < bytes) all += part;
  return all;
}

std::string Numbered(std::string_view before, std::string_view after, size_t bytes) {
  std::string all;
  for (int i = 0; all.size() < bytes; ++i)
    (all += before) += std::to_string(i) + std::string(after);
  return all;
}

// Inputs that cost a tree builder quadratic time, a gigabyte of memory or the stack.
struct Bomb {
  const char* name;
  std::string (*make)(size_t bytes);
};
const Bomb kBombs[] = {
    {"DifferentFormattingElements", [](size_t n) { return Numbered("<p><font a=", ">x", n); }},
    {"Font", [](size_t n) { return Numbered("<font a=", ">", n); }},
    {"UlLi", [](size_t n) { return Repeat("<ul><li>", n); }},
    {"DlDd", [](size_t n) { return Repeat("<dl><dd>", n); }},
    {"Div", [](size_t n) { return Repeat("<div>", n); }},
    {"Span", [](size_t n) { return Repeat("<span>", n); }},
    {"FosterParenting", [](size_t n) { return "<table>" + Repeat("<b>x", n); }},
    {"Attributes", [](size_t n) { return "<p" + Numbered(" a", "=1", n) + ">"; }},
    {"Links", [](size_t n) { return Numbered("<a href=/", ">x</a>", n); }},
    {"BasesAndLinks",
     [](size_t n) {
       return "<base href=/" + Repeat("b", n / 2) + ">" + Repeat("<a href=x>y", n / 2);
     }},
    {"LessThanSigns", [](size_t n) { return Repeat("<", n); }},
    {"Ampersands", [](size_t n) { return Repeat("&", n); }},
    {"NumericReferences", [](size_t n) { return Repeat("&#x", n); }},
    {"NUL", [](size_t n) { return std::string(n, '\0'); }},
    {"InvalidUTF8", [](size_t n) { return std::string(n, '\xFF'); }},
    {"UnclosedComment", [](size_t n) { return "<!--" + Repeat("-", n); }},
    {"Comments", [](size_t n) { return Repeat("<!-->", n); }},
    {"Templates", [](size_t n) { return Repeat("<template>", n); }},
    {"ScriptsWithoutEnd", [](size_t n) { return Repeat("<script></scrip", n); }},
    {"SvgInTables", [](size_t n) { return Repeat("<table><svg><desc>", n); }},
    {"Misnested", [](size_t n) { return Repeat("<b><i><p></b></i>", n); }},
    {"EndTags", [](size_t n) { return Repeat("<div>", n / 2) + Repeat("</p>", n / 2); }},
    {"Framesets", [](size_t n) { return Repeat("<frameset><select><option>", n); }},
    {"Titles", [](size_t n) { return "<title>" + Repeat("a ", n); }},
    {"ALongAttribute", [](size_t n) { return "<a href='" + Repeat("x", n) + "'>y"; }},
    {"Styles", [](size_t n) { return Repeat("<b style=';;;;;;;;;;;;;;;;'>", n); }},
};

class HtmlBomb : public ::testing::TestWithParam<Bomb> {};

// The budget is small, so that the test is quick; what counts is that each comes back, with its
// text.
TEST_P(HtmlBomb, ComesBack) {
  HtmlBudget budget;
  budget.max_memory_bytes = 32 * 1024 * 1024;
  budget.max_millis = 15;
  for (const size_t bytes : {1000, 30'000, 300'000, 4 * 1024 * 1024 + 17}) {
    SCOPED_TRACE(bytes);
    // The mark stands in front, where neither the limit of the input nor what swallows the rest can
    // hide it.
    const HtmlContent content =
        ReadHtml("<p>позначка</p>" + GetParam().make(bytes), &Page(), budget);
    EXPECT_TRUE(content.text.starts_with("позначка")) << content.text.substr(0, 100);
    EXPECT_TRUE(IsValidUtf8(content.text));
    EXPECT_LE(content.links.size(), 5000u);
  }
}

INSTANTIATE_TEST_SUITE_P(Inputs, HtmlBomb, ::testing::ValuesIn(kBombs),
                         [](const auto& bomb) { return std::string(bomb.param.name); });

TEST(Html, SaysWhyThereIsNoTree) {
  HtmlBudget tight = kPatient;
  tight.max_memory_bytes = 8 * 1024 * 1024;
  const std::string fonts = Numbered("<p><font a=", ">x", 60'000);
  EXPECT_EQ(ReadHtml(fonts, nullptr, tight).tree, HtmlTree::State::kBudget) << "memory";
  HtmlBudget hasty = kPatient;
  hasty.max_millis = 0;
  EXPECT_EQ(ReadHtml(Repeat("<b>x</b>", 100'000), nullptr, hasty).tree, HtmlTree::State::kBudget)
      << "time";
  EXPECT_EQ(Read(Repeat("<i>x</i>", 1'000'000)).tree, HtmlTree::State::kBudget) << "nodes";
  EXPECT_EQ(Read(Repeat("<span>", 6 * 600) + "x").tree, HtmlTree::State::kTooDeep);
  EXPECT_EQ(Read(Repeat("<span>", 6 * 400) + "x").tree, HtmlTree::State::kWhole);
}

}  // namespace
}  // namespace varta
