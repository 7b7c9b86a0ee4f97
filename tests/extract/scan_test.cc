// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/scan.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "extract/html_references.h"

namespace varta {
namespace {

const Url& Page() {
  static const Url url = *Url::Parse("https://ex.test/dir/page?x=1");
  return url;
}

constexpr HtmlBudget kPatient = {4 * 1024 * 1024, 512 * 1024 * 1024, 60'000};

HtmlContent Scan(std::string_view html) { return ScanHtml(html, &Page()); }
HtmlContent Tree(std::string_view html) { return ReadHtml(html, &Page(), kPatient); }

// Each address once, in order: what a tree opens again it lists again.
std::string Links(const HtmlContent& content) {
  std::string all;
  for (const Link& link : content.links) {
    const std::string line = link.url.Href() + (link.nofollow ? " nofollow" : "") + "\n";
    if (all.find(line) == std::string::npos) all += line;
  }
  return all;
}

TEST(References, AreTheStandards) {
  struct Case {
    const char* source;
    const char* text;
    const char* attribute;
  };
  const Case cases[] = {
      {"", "", ""},
      {"&", "&", "&"},
      {"&&amp;&", "&&&", "&&&"},
      {"&amp;&AMP;&Amp;", "&&&Amp;", "&&&Amp;"},
      {"&nbsp;&ndash;&laquo;&numero;", "\u00A0–«№", "\u00A0–«№"},
      {"&CounterClockwiseContourIntegral;", "∳", "∳"},
      {"&NotEqualTilde;&nLt;", "≂̸≪⃒", "≂̸≪⃒"},
      {"&zwnj;&ZeroWidthSpace;", "\u200C\u200B", "\u200C\u200B"},
      {"&amp", "&", "&"},
      {"&ampx", "&x", "&ampx"},
      {"&amp=1", "&=1", "&amp=1"},
      {"&amp!", "&!", "&!"},
      {"&copy=1&copy;=1", "©=1©=1", "&copy=1©=1"},
      {"&notin;&notit;&noti", "∉¬it;¬i", "∉&notit;&noti"},
      {"&ndash &mdashx", "&ndash &mdashx", "&ndash &mdashx"},
      {"&bogus;&;&1;&#;&#x;", "&bogus;&;&1;&#;&#x;", "&bogus;&;&1;&#;&#x;"},
      {"&#1111;&#x457;&#X457&#1111", "їїїї", "їїїї"},
      {"&#x91;&#128;&#x81;", "‘€\u0081", "‘€\u0081"},
      {"&#0;&#xD800;&#x110000;&#99999999999999999999;", "\uFFFD\uFFFD\uFFFD\uFFFD",
       "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"&#38;amp;", "&amp;", "&amp;"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.source);
    EXPECT_EQ(DecodeReferences(c.source), c.text);
    EXPECT_EQ(DecodeReferences(c.source, ReferencesIn::kAttribute), c.attribute);
  }
}

// Shapes of real pages, sound and unsound: what the tree says of them is right.
const char* const kShapes[] = {
    "",
    "<!doctype html><html lang=uk><head><title>т &amp; т</title></head><body>x</body></html>\n",
    "<p>a<p>b<ul><li>c<li>d<ul><li>e</ul><li>f</ul>g",
    "<ul><li><p>a<li><div>b<li>c</div></ul>d</li>e",
    "<dl><dt>a<dd>b<dd><p>c<dt>d</dl>e",
    "<table><tr><td>a<td>b<tr><th>c<td>d</table>e",
    "<table><td>a<table><tr><td>b</table>c</table>d",
    "<table><caption>a<tr><td>b<tfoot><td>c<tbody><td>d</table>e",
    "<table><colgroup><col><col></colgroup><thead><th>a<tbody><tr><td>b</tr></tbody></table>",
    "a<table>b<tr>c<td>d</td>e</tr>f</table>g",
    "<p>1<br><table><tr><td>2<br></td></tr><br><tr><td>3</table>4",
    "<table><tr><td>a<table><tr>b<td>c<a href=/1>1</a></td></tr><a href=/2>2</a></table></table>",
    "<table><tr><form action=/x><td>a<input name=q></td></form><td>b</table>c",
    "<table><tr><td>a</table></td></tr>b<td>c<tr>d",
    "<div><span>a<div>b</span>c</div>d</span>e</div>f",
    "<b>a<p>b</b>c</p><i>d<div>e</i>f</div>g",
    "<a href=/1>a<div>b</a>c</div><a href=/2>d<a href=/3>e</a>f",
    "<h1>a<h2>b</h1>c<h3>d</h3>e",
    "<center>a<font size=2>b</center>c</font>d",
    "<div hidden>a<div>b</div>c</div>d<p style='display:none'>e<p>f",
    "<table><tr hidden><td>a<tr><td style='display: none'>b<td>c</table>d",
    "<ul><li hidden>a<li>b<li style='DISPLAY:none;color:red'>c</ul>d",
    "<span hidden>a<span>b</span>c</span>d<x-y hidden>e<x-y>f</x-y></x-y>g",
    "<a hidden href=/1>a</a>b<em style='display:none'>c<em>d</em>e</em>f",
    "<section hidden>a<article>b</section>c</article>d",
    "<div id=tab2 style='display:none'>a</div><div class='x Tab-pane' hidden>b</div>c",
    "<div class=table hidden>a</div><p role='tabpan&#101;l' style='display:none'>b</p>c",
    "a<!-- b -->c<!-->d<!--->e<!-- f --!>g<!-- -- > -->h<!x>i<?y?>j</ z>k</>l",
    "<p><!-- <p>a</p> <a href=/x> -->b</p><!---->c",
    "a<script>if (a<b) '</p>'</script>b<script><!-- <script>c</script> --></script>d",
    "a<script><!--\n</script>b<script><!-->\n</script>c",
    "<style>a{b:'</p>'}</style>a<noscript><a href=/x>y</a><div>z</noscript>b",
    "<svg><title>a</title><desc>b<p>c</p></desc><text>d</text><a xlink:href=/1>e</a></svg>f",
    "<svg><foreignObject><div>a<table><td>b</table></div></foreignObject><style>c</style></svg>d",
    "<svg style='display:none'><text>a</text><g><path/></g></svg>b<svg><circle/>c<p>d</svg>e",
    "<svg><![CDATA[a<b>]]></svg>c<![CDATA[d]]>e",
    "<math><mi>a</mi><mtext>b<p>c</p></mtext></math>d",
    "<select><option>a<option selected>b<optgroup label=x><option>c</select>d",
    "<form><select name=q><option>a</option></select> b <select><option>c</form>d</select>e",
    "a<textarea>\n b  c &lt;p>d</textarea>e<textarea hidden>f</textarea>g",
    "<iframe src=/1><a href=/2>a</a></iframe>b<noframes><p>c</noframes>d",
    "<template><p>a<template>b</template><a href=/1>c</a></template>d<template>e",
    "<a href=x>a</a><base href=/b/><a href=y>b</a><base href=/c/>",
    "<pre>\n\n a\n  b</pre>c<listing>\nd  e</listing><pre>f<b>g\nh</b></pre>i",
    "a<xmp><p>b &amp;</xmp>c<plaintext>d<p>e</plaintext>",
    "<frameset><frame src=/1><frame src=/2><noframes><p>a</noframes></frameset>",
    "<p>a<frameset><frame src=/1></frameset>b",
    "<title>a</title>b<title>c</title>d<svg><title>e</title></svg>",
    "<title>a<b>c</title>d",
    "<div class='a title=\"b\">c</div><p>d' href=/x>e",
    "<a href=/1 href=/2 rel=nofollow>a</a><a href='/3?a=1&amp;b=2&copy=3'>b</a>",
    "<a href=/1/>a</a><a href=/2'\">b</a><a/href=/3>c</a><a href = '/4'>d</a><a =x href=/5>e",
    "<a HREF=/1 hreff=/2 hre=/3>a</a><a\nhref\n=\n/4\n>b</a><a -href=/5 href-x=/6 Href='/7'>c</a>",
    "<p data-hidden=x hidden-x=y>a<p HIDDEN>b<p style=\"a:b\" Style='display:none'>c<p stylE=x>d",
    "<longer-name a=b>a</longer-name><x-1 hidden>b</x-1>c<h7>d</h7 a=b>e<divx hidden>f</DIVX >g",
    "<p>a &#32; b&#9;c &amp; d&#10;&#10;e &nbsp; f &bogus; g & h &&amp;& &#32;<b>i &lt;</b>&#32;j",
    "<a href=/1>a &#32;&amp;  b&#13;&mdash;слово &nbsp;інше слово&hellip;</a> &shy;<a "
    "href=/2>&#32;</a>",
    "<title>a &#32; b &amp;&nbsp;c</title><pre>a &#10; b&amp;\n&#32;c</pre>d &#32; e<td>&#32;f",
    "<img src=a alt=b>c<img>d<input value=e>f<hr>g<br/>h<wbr>i<image>j",
    "<button>a<button>b</button>c</button>d<object>e<p>f</object>g",
    "<video>a<p>b</video>c<audio><source>d</audio>e<canvas>f</canvas>g",
    "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>c<ruby>d<rp>e<rt>f</ruby>g",
    "<details><summary>a</summary>b</details><fieldset><legend>c</legend>d</fieldset>e",
    "</p>a</br>b</div>c</td>d</body>e</html>f<p>g",
    "<p>a</p>  \n <p> b </p>\n\tc\r\nd\fe",
    "a < b <1> <> < c<",
    "a</",
    "a<div",
    "a<div title='b>c",
    "<head><meta name=robots content='noindex'>a</head><body>b",
    "<link rel=alternate HrefLang=uk href=/uk><link rel=alternate hreflang='x-default' href=/>",
    "<body hidden>a<p>b",
    "<map><area href=/1><area href=/2></map><link rel=next href=/3><link rel=icon href=/4>",
};

TEST(Scan, ShowsWhatAPersonMayOpen) {
  const HtmlContent page = Scan(
      "<div class=tab-content><div id=tab0>one</div><div id=tab1 style='display: none'>two</div>"
      "</div><div role=tabpanel hidden>three</div><div class='panel-collapse collapse' "
      "style='display:none'>four</div><div id=table1 hidden>five</div><div class=stable "
      "style='display:none'>six</div>");
  EXPECT_EQ(page.text, "one\ntwo\nthree\nfour");
}

TEST(Scan, AgreesWithTheTree) {
  for (const char* shape : kShapes) {
    SCOPED_TRACE(shape);
    const HtmlContent scanned = Scan(shape), tree = Tree(shape);
    EXPECT_EQ(scanned.text, tree.text);
    EXPECT_EQ(scanned.title, tree.title);
    EXPECT_EQ(Links(scanned), Links(tree));
    EXPECT_EQ(scanned.robots.size(), tree.robots.size());
    EXPECT_EQ(scanned.alternates.size(), tree.alternates.size());
    EXPECT_EQ(scanned.declared_language, tree.declared_language);
    EXPECT_EQ(scanned.tree, HtmlTree::State::kNone);
  }
}

TEST(Scan, HandsOutThePageInOtherLanguages) {
  const HtmlContent scanned = Scan("<link rel=alternate HrefLang=UK href=/uk>");
  ASSERT_EQ(scanned.alternates.size(), 1u);
  EXPECT_EQ(scanned.alternates[0].language, "uk");
}

// One as good as another, and all of them together: a soup.
TEST(Scan, AgreesOnManyShapesAtOnce) {
  for (size_t step : {1, 7, 13}) {
    SCOPED_TRACE(step);
    std::string soup;
    for (size_t i = 0; i < std::size(kShapes); ++i) {
      const std::string_view shape = kShapes[i * step % std::size(kShapes)];
      // What swallows the rest tells nothing.
      if (shape.find("plaintext") != shape.npos || shape.find("<template>e") != shape.npos ||
          shape.find("title='b>") != shape.npos || shape.ends_with("<div") ||
          shape.find("class='a") != shape.npos || shape.find("<frame") != shape.npos ||
          shape.find("<body") != shape.npos)
        continue;
      (soup += shape) += "</a></select></table></svg></form></div></p>\n";
    }
    EXPECT_EQ(Scan(soup).text, Tree(soup).text);
    EXPECT_EQ(Links(Scan(soup)), Links(Tree(soup)));
  }
}

// Each by its own reason; extract/scan.h says which.
TEST(Scan, DiffersFromTheTree) {
  struct Case {
    const char* html;
    const char* scanned;
    const char* tree;
  };
  const Case cases[] = {
      {"<p><b hidden>a<p>b</b>c", "bc", "c"},
      {"a<body hidden>b", "a", ""},
      {"<p hidden><table><td>a</table>b", "a\nb", ""},
      {"<search><p>a</search>b", "a\nb", "ab"},
      {"<noscript><!--</noscript>a<noscript>--></noscript>", "a", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.html);
    EXPECT_EQ(Scan(c.html).text, c.scanned);
    EXPECT_EQ(Tree(c.html).text, c.tree);
  }
}

TEST(Scan, ReadsMetadata) {
  const HtmlContent content = Scan(
      "<meta name=Description content=' Робота \n в&nbsp;Польщі '><meta name=description content=x>"
      "<meta property='og:title' content='a &amp; b'><meta name='twitter:card' content=summary>"
      "<meta property='article:published_time' content='2026-01-02T03:04:05Z'>"
      "<meta name=AUTHOR content=c><meta name=viewport content=d><meta property='og:empty'>"
      "<meta name='geo.placename' content=Київ><meta property='og:none' content=' '>");
  EXPECT_EQ(content.description, "Робота в\u00A0Польщі");
  std::string all;
  for (const Metadata& meta : content.metadata) all += meta.name + "=" + meta.value + "\n";
  EXPECT_EQ(all,
            "og:title=a & b\ntwitter:card=summary\narticle:published_time=2026-01-02T03:04:05Z\n"
            "author=c\ngeo.placename=Київ\n");
}

TEST(Scan, BoundsMetadata) {
  std::string html = "<meta name=description content='" + std::string(100'000, 'a') + "'>";
  for (int i = 0; i < 200; ++i) html += "<meta property='og:x' content='y'>";
  const HtmlContent content = Scan(html);
  EXPECT_EQ(content.description.size(), 2048u);
  EXPECT_EQ(content.metadata.size(), 100u);
}

TEST(Scan, KeepsDataOfScripts) {
  struct Case {
    const char* name;
    const char* html;
    const char* scripts;
  };
  const Case cases[] = {
      {"JSON-LD", "<script type='application/ld+json'>{\"a\": 1}</script>", "ld :{\"a\": 1}\n"},
      {"with parameters, in any case",
       "<script type=' Application/LD+JSON; charset=utf-8'>[]</script>", "ld :[]\n"},
      {"references are not decoded", "<script type='application/ld+json'>\"&amp;\"</script>",
       "ld :\"&amp;\"\n"},
      {"data block", "<script id=__NEXT_DATA__ type='application/json'> {\"a\":[1]} </script>",
       "state __NEXT_DATA__:{\"a\":[1]}\n"},
      {"other data block", "<script id=other type='application/json'>{}</script>", ""},
      {"assignment", "<script>var x=1;window.__STATE__ = {\"a\":\"}\\\"\",\"b\":[{}]};f()</script>",
       "state __STATE__:{\"a\":\"}\\\"\",\"b\":[{}]}\n"},
      {"two of them", "<script>window.__A={};window.__B=[1,2]</script>",
       "state __A:{}\nstate __B:[1,2]\n"},
      {"no JSON", "<script>window.__A={b:1};window.__F=function(){};window.__C==1</script>", ""},
      {"without end", "<script>window.__A={\"b\":1</script>", ""},
      {"in a template", "<template><script type='application/ld+json'>{}</script></template>", ""},
      {"no script", "window.__A={}", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    std::string all;
    for (const PageScript& script : Scan(c.html).scripts) {
      all += script.kind == PageScript::Kind::kJsonLd ? "ld " : "state ";
      all += script.name + ":" + script.text + "\n";
    }
    EXPECT_EQ(all, c.scripts);
  }
  std::string html;
  const std::string big =
      "<script type='application/ld+json'>" + std::string(300'000, '1') + "</script>";
  for (int i = 0; i < 5; ++i) html += big;
  EXPECT_EQ(Scan(html + "<script type='application/ld+json'>2</script>").scripts.size(), 4u);
}

TEST(Scan, WorksWithoutABase) {
  const HtmlContent content = ScanHtml("<title>a</title><a href=/b>c</a>", nullptr);
  EXPECT_EQ(content.title, "a");
  EXPECT_EQ(content.text, "c");
  EXPECT_TRUE(content.links.empty());
}

TEST(Scan, TakesAnyBytes) {
  EXPECT_EQ(Scan("a\xD0<p>b\xFF").text, "a\uFFFD\nb\uFFFD");
  EXPECT_EQ(Scan(std::string_view("a\0b<\0p>c<p\0>d", 14)).text, "ab<p>cd");
}

std::string Repeat(std::string_view part, size_t bytes) {
  std::string all;
  while (all.size() < bytes) all += part;
  return all;
}

// Hides what is in it however deep, as far as the stack reaches, and comes to its end.
TEST(Scan, KeepsItsPlaceBelowTheDeepest) {
  const std::string deep = Repeat("<div>", 5 * 2000), shallow = Repeat("</div>", 6 * 2000);
  EXPECT_EQ(Scan("<div hidden>" + deep + "a" + shallow + "b</div>c").text, "c");
  EXPECT_EQ(Scan(deep + "a" + shallow + "<p hidden>b</p>c").text, "a\nc");
}

// What could cost more than linear time, or more memory than it is long.
TEST(Scan, ComesBackFromBombs) {
  constexpr std::string_view kParts[] = {
      "<",
      "<a",
      "<a ",
      "<div ",
      "</",
      "</a",
      "&",
      "&a",
      "&#",
      "&#x",
      "&amp",
      "<!",
      "<!--",
      "--!",
      "<!-->",
      "<?",
      "\"",
      "<a href='",
      "<a b=\"",
      "=",
      "/",
      "<p/",
      "<script>",
      "<script><!--<script>",
      "<style>",
      "<noscript>",
      "<title>",
      "<textarea>",
      "<xmp>",
      "<iframe>",
      "<template>",
      "<svg>",
      "<svg><desc>",
      "<table>",
      "<table><b>x",
      "<table><td>",
      "<select><option>",
      "<p><button>",
      "<ul><li>",
      "<div hidden>",
      "<x hidden></y>",
      "<b hidden>",
      "</p>",
      "</h1>",
      "<li></li>",
      "<a href=/>",
      "<br>",
      "<h1></h2>",
      "<table>a<td><table>b<td>",
      "<script>window.__a={\"</script>",
      "<script>window.__a={\"\":</script>",
      "<script type=application/ld+json>x</script>",
      "<meta property=og:x content=yyyyyyyyy>",
      "<b style='none;none;'>",
      "<svg><![CDATA[",
      "]]>",
      "\r",
      " ",
      "\n<pre>",
      "\xD0",
      "\xF0\x9F",
      "<table><tr><td><a href=x><br>y",
  };
  for (const std::string_view part : kParts) {
    SCOPED_TRACE(part);
    for (const std::string before : {"", "<table>", "<svg>", "<script>window.__a={"}) {
      const std::string html = "<p>позначка</p>" + before + Repeat(part, 60'000);
      const HtmlContent content = Scan(html);
      EXPECT_TRUE(content.text.starts_with("позначка")) << content.text.substr(0, 100);
      EXPECT_TRUE(IsValidUtf8(content.text));
      EXPECT_LE(content.text.size(), 3 * html.size());
      EXPECT_LE(content.links.size(), 5000u);
      EXPECT_LE(content.scripts.size(), 60'000u);
    }
  }
}

}  // namespace
}  // namespace varta
