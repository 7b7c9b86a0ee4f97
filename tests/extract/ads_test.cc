// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Whole pages are in golden_pages_test.cc; here is what decides.
#include "extract/ads.h"

#include <gtest/gtest.h>

#include <functional>

namespace varta {
namespace {

constexpr HtmlBudget kPatient = {4 * 1024 * 1024, 512 * 1024 * 1024, 60'000};

const Url& Page() {
  static const Url url = *Url::Parse("https://ex.test/list?p=1");
  return url;
}

PageAds Read(const std::string& html, const AdSelectors* source = nullptr) {
  return ReadAds(ParseHtml(html, kPatient), &Page(), source);
}

std::string Times(int times, const std::function<std::string(std::string)>& block) {
  std::string all;
  for (int i = 1; i <= times; ++i) all += block(std::to_string(i));
  return all;
}

std::string Card(const std::string& n) {
  return "<div class=card><h3><a href=/ad/" + n + ">Робота номер " + n +
         "</a></h3><p>Оплата щотижня, житло поруч.</p></div>";
}

TEST(RepeatedBlocks, AreCardsAndNothingElse) {
  struct Case {
    const char* name;
    std::string html;
    size_t ads;
  };
  const std::string prose =
      "<p>" + std::string(150, 'x') + " y</p><p>" + std::string(150, 'x') + " z</p>";
  const Case cases[] = {
      {"nothing", "", 0},
      {"cards", Times(6, Card), 6},
      {"four", Times(4, Card), 4},
      {"three are none", Times(3, Card), 0},
      {"cousins",
       Times(3,
             [](auto n) { return "<div class=row>" + Card(n + "1") + Card(n + "2") + "</div>"; }),
       6},
      {"numbered classes",
       Times(6,
             [](auto n) {
               return "<li class='post-" + n + "'><a href=/" + n +
                      ">Няня на пів дня</a><br>Троє дітей, центр міста</li>";
             }),
       6},
      {"odd and even",
       Times(6,
             [](auto n) {
               return std::string("<li class='") + (n < "4" ? "odd" : "even") + " ad'><a href=/" +
                      n + ">Няня на пів дня</a><br>Троє дітей, центр міста</li>";
             }),
       6},
      {"rows of a table",
       "<table>" +
           Times(5,
                 [](auto n) {
                   return "<tr><td><a href=/" + n +
                          ">Водій на бус</a></td><td>Луцьк</td><td>25 000 грн на місяць</td></tr>";
                 }) +
           "</table>",
       5},
      {"a menu",
       "<ul>" +
           Times(9,
                 [](auto n) { return "<li><a href=/" + n + ">Рубрика номер " + n + "</a></li>"; }) +
           "</ul>",
       0},
      {"a menu with counts",
       "<ul>" +
           Times(9,
                 [](auto n) {
                   return "<li><a href=/" + n + ">Рубрика номер " + n + "</a> (123 456)</li>";
                 }) +
           "</ul>",
       0},
      {"columns of links",
       Times(5,
             [](auto n) {
               return "<div><h4><a href=/" + n + ">Рубрика номер " + n + "</a></h4>" +
                      Times(8,
                            [&n](auto m) {
                              return "<a href=/" + n + "/" + m + ">Підрубрика номер " + m + "</a> ";
                            }) +
                      "усі пропозиції розділу</div>";
             }),
       0},
      {"in nav", "<nav>" + Times(6, Card) + "</nav>", 0},
      {"in a sidebar", "<div class='right-sidebar'>" + Times(6, Card) + "</div>", 0},
      {"in a block that is named so, around all",
       "<div class='has-sidebar'><h1>Робота</h1>" + Times(6, Card) + "</div>", 6},
      {"under 'similar ads'", "<h2>Схожі оголошення</h2><div>" + Times(6, Card) + "</div>", 0},
      {"under 'similar ads', not a heading",
       "<div><div><b>ПОХОЖИЕ ОБЪЯВЛЕНИЯ</b></div></div><div>" + Times(6, Card) + "</div>", 0},
      {"behind 'recommended'",
       "<div><h2>Рекомендуємо</h2><p><a href=/x>Щось</a></p><h2>Усі вакансії</h2><div>" +
           Times(6, Card) + "</div></div>",
       6},
      {"beside an ad of its own", "<h1>Робота</h1>" + prose + Times(6, Card), 0},
      {"before a text of the site's",
       "<h1>Робота</h1>" + Times(6, Card) + "<p>" + std::string(200, 'x') + "</p>", 6},
      {"each leads to the same page", Times(6, [](auto) { return Card("1"); }), 0},
      {"each leads to another site",
       Times(6,
             [](auto n) {
               return "<div class=card><h3><a href=//s" + n + ".test/>Робота номер " + n +
                      "</a></h3><p>Оплата щотижня, житло поруч.</p></div>";
             }),
       0},
      {"sentences with links",
       Times(6,
             [](auto n) {
               return "<p>Про це докладно розповідає <a href=/" + n + ">стаття " + n +
                      "</a>, яку варто прочитати.</p>";
             }),
       0},
      {"blocks with phones and no pages",
       Times(5,
             [](auto n) {
               return "<div class=m>Потрібні люди на збирання яблук, оплата за ящик, житло даємо. "
                      "Телефон 050 000 00 0" +
                      n + "</div>";
             }),
       5},
      {"blocks with neither",
       Times(5,
             [](auto) {
               return "<div class=m>Потрібні люди на збирання яблук, оплата за ящик, житло даємо. "
                      "Телефон у приватні</div>";
             }),
       0},
      {"hidden", "<div hidden>" + Times(6, Card) + "</div>", 0},
      {"sections of cards are no cards",
       Times(4,
             [](auto n) {
               return "<section><h2>Місто " + n + "</h2>" +
                      Times(3, [&n](auto m) { return Card(n + m); }) + "</section>";
             }),
       12},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const PageAds page = Read("<html><body>" + c.html + "</body></html>");
    EXPECT_EQ(page.ads.size(), c.ads);
    for (const FoundAd& ad : page.ads) EXPECT_EQ(ad.way, AdWay::kRepeated);
  }
}

TEST(RepeatedBlocks, GiveTheirOwnPageTitleAndTime) {
  const PageAds page = Read(Times(4, [](auto n) {
    return "<article><a class=photo href=/ad/" + n +
           "><img></a><span>Луцьк</span><h2><a href='/ad/" + n + "#top'>Кухар  " + n +
           "</a></h2><p>Їдальня заводу, дві зміни.</p><time "
           "datetime=2026-02-0" +
           n + ">лютий</time></article>";
  }));
  ASSERT_EQ(page.ads.size(), 4U);
  EXPECT_EQ(page.ads[1].title, "Кухар 2");
  EXPECT_EQ(page.ads[1].url, "https://ex.test/ad/2");
  EXPECT_EQ(page.ads[1].published, "2026-02-02");
  EXPECT_EQ(page.ads[1].text, "Луцьк\nКухар 2\nЇдальня заводу, дві зміни.\nлютий");
}

TEST(RepeatedBlocks, AreNotLookedForOnAJobPosting) {
  const std::string job =
      "<script type=application/ld+json>{\"@type\":\"JobPosting\",\"title\":\"Кухар\"}</script>";
  const PageAds page = Read(job + Times(6, Card));
  EXPECT_TRUE(page.ads.empty());
  EXPECT_EQ(page.page_posting, 0);
  const std::string range =
      "<script "
      "type=application/ld+json>{\"@type\":\"Product\",\"name\":\"Усі\",\"offers\":{\"@type\":"
      "\"AggregateOffer\",\"lowPrice\":1}}</script>";
  EXPECT_EQ(Read(range + Times(6, Card)).ads.size(), 6U);
}

TEST(Ads, OfStructuredDataNeedSomethingToSay) {
  const auto offer = [](const std::string& n, const std::string& description) {
    return "<div itemscope itemtype=http://schema.org/Offer><b itemprop=name>Річ " + n +
           "</b> <a itemprop=url href=/o/" + n + "></a><span itemprop=description>" + description +
           "</span></div>";
  };
  const std::string text = "Майже нова, віддам недорого.";
  PageAds page = Read(offer("1", text) + offer("2", text));
  ASSERT_EQ(page.ads.size(), 2U);
  EXPECT_EQ(page.ads[0].way, AdWay::kStructured);
  EXPECT_EQ(page.ads[0].url, "https://ex.test/o/1");
  EXPECT_EQ(page.ads[0].title, "Річ 1");
  EXPECT_EQ(page.ads[0].text, "Річ 1 Майже нова, віддам недорого.");
  EXPECT_EQ(page.page_posting, -1);
  // One ad, and the names of others beside it.
  page = Read("<h1>Річ 1</h1>" + offer("1", text) + offer("2", "") + offer("3", ""));
  EXPECT_TRUE(page.ads.empty());
  EXPECT_EQ(page.page_posting, 0);
  EXPECT_TRUE(Read(offer("1", text) + "<aside>" + offer("2", text) + offer("3", text) + "</aside>")
                  .ads.empty());
}

TEST(Ads, OfASourceAreWhatItsSelectorsSay) {
  const std::string html = Times(3, [](auto n) {
    return "<li id=i" + n + " class=ad><b>Назва " + n +
           "</b><p class=t>Текст</p><p class=t>Ще "
           "<i class=t>текст</i></p><a class=u href='#" +
           n +
           "'>тут</a><span class=p data-p='+38 050'>"
           "показати</span><ul><li class=ad>не окреме</li></ul></li>";
  });
  AdSelectors source;
  source.item = std::get<Selector>(Selector::Parse("li.ad"));
  PageAds page = Read(html, &source);
  ASSERT_EQ(page.ads.size(), 3U);
  EXPECT_EQ(page.ads[0].way, AdWay::kSelectors);
  EXPECT_EQ(page.ads[0].text, "Назва 1\nТекст\nЩе текст\nтутпоказати\nне окреме");
  const auto field = [](std::string_view written) {
    return std::get<FieldSelector>(FieldSelector::Parse(written));
  };
  source.title = field("b");
  source.text = field(".t");
  source.link = field(".u@href");
  source.author = field("@id");
  source.published = field(".nowhere");
  source.more = field(".p@data-p");
  page = Read(html, &source);
  ASSERT_EQ(page.ads.size(), 3U);
  EXPECT_EQ(page.ads[2].title, "Назва 3");
  EXPECT_EQ(page.ads[2].text, "Текст\nЩе текст\n+38 050");
  EXPECT_EQ(page.ads[2].url, "https://ex.test/list?p=1#3");
  EXPECT_EQ(page.ads[2].author, "i3");
  EXPECT_EQ(page.ads[2].published, "");
  // A source that finds nothing leaves the page to the other ways.
  source.item = std::get<Selector>(Selector::Parse(".nowhere"));
  EXPECT_EQ(Read(Times(6, Card), &source).ads.size(), 6U);
}

TEST(Ads, AreAtMostSoMany) {
  EXPECT_EQ(Read(Times(700, Card)).ads.size(), kMaxAds);
  AdSelectors source;
  source.item = std::get<Selector>(Selector::Parse("p"));
  EXPECT_EQ(Read(Times(700, Card), &source).ads.size(), kMaxAds);
}

TEST(Ads, ComeInTimeFromHostilePages) {
  // Shapes that repeat at every depth, headings over nothing, things in things.
  std::string deep;
  for (int i = 0; i < 400; ++i) deep += "<div><h2>Схожі оголошення</h2><a href=/x>";
  for (int i = 0; i < 400; ++i) deep += "<div><h2>a</h2><h2>b</h2><h2>c</h2><h2>d</h2>";
  EXPECT_TRUE(Read(deep).ads.empty());
  std::string flat = "<div>";
  for (int i = 0; i < 20'000; ++i) flat += "<h6>схожі оголошення</h6><p itemscope itemprop=x><br>";
  EXPECT_TRUE(Read(flat).ads.empty());
}

TEST(Ads, OfATreeWithoutNodes) { EXPECT_TRUE(ReadAds(HtmlTree(), nullptr, nullptr).ads.empty()); }

}  // namespace
}  // namespace varta
