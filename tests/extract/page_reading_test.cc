// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/page_reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/scan.h"

namespace varta {
namespace {

using testing::HasSubstr;
using testing::Not;

PageReading Read(const std::string& html, const AdSelectors* selectors = nullptr) {
  const Url url = *Url::Parse("https://board.example/list");
  return ReadPage(html, ScanHtml(html, &url), &url, selectors);
}

std::string Cards() {
  std::string html = "<title>Оголошення</title><main>";
  for (int i = 1; i <= 6; ++i) {
    const std::string n = std::to_string(i);
    html += "<div class=card><h3><a href='/ad/" + n + "'>Вантажник, зміна " + n +
            "</a></h3><p>Потрібен вантажник на склад у Львові, оплата щодня, зміна " + n +
            ".</p><a class=tg href='https://t.me/sklad_" + n + "x'>написати</a></div>";
  }
  return html + "</main>";
}

TEST(PageReading, CardsAreAdsWithTheirOwnPagesAndLinks) {
  const PageReading reading = Read(Cards());
  EXPECT_EQ(reading.way, AdWay::kRepeated);
  ASSERT_EQ(reading.ads.size(), 6u);
  EXPECT_EQ(reading.ads[2].url, "https://board.example/ad/3");
  EXPECT_EQ(reading.ads[2].title, "Вантажник, зміна 3");
  EXPECT_THAT(reading.ads[2].text, HasSubstr("зміна 3."));
  EXPECT_THAT(reading.ads[2].text, Not(HasSubstr("зміна 4")));
  ASSERT_EQ(reading.ads[2].links.size(), 2u);
  EXPECT_EQ(reading.ads[2].links[1].url.Href(), "https://t.me/sklad_3x");
}

TEST(PageReading, ASourcesSelectorsComeFirst) {
  AdSelectors selectors;
  selectors.item = std::get<Selector>(Selector::Parse("div.card:nth-child(odd)"));
  selectors.text = std::get<FieldSelector>(FieldSelector::Parse("p"));
  const PageReading reading = Read(Cards(), &selectors);
  EXPECT_EQ(reading.way, AdWay::kSelectors);
  ASSERT_EQ(reading.ads.size(), 3u);
  EXPECT_EQ(reading.ads[1].text, "Потрібен вантажник на склад у Львові, оплата щодня, зміна 3.");
}

TEST(PageReading, OneAdIsTheMainContentWithThePagesTitleAndLinks) {
  const PageReading reading = Read(
      "<title>Кухар – Дошка</title><nav><a href=/a>Робота</a> <a href=/b>Хостес</a></nav>"
      "<article><h1>Кухар у кафе</h1><p>Шукаємо кухаря в кафе біля вокзалу. Графік два через два, "
      "платимо щотижня, обіди за рахунок закладу. Досвід від року, санітарна книжка "
      "обов'язкова.</p><p>Телефонуйте з десятої до шостої, питайте адміністратора зали.</p>"
      "</article><aside><h3>Схожі оголошення</h3><a href=/c>Танцівниця за кордоном</a></aside>"
      "<footer>Усі права захищено</footer>");
  EXPECT_EQ(reading.way, AdWay::kPage);
  ASSERT_EQ(reading.ads.size(), 1u);
  EXPECT_TRUE(reading.main_content);
  EXPECT_EQ(reading.ads[0].title, "Кухар – Дошка");
  EXPECT_THAT(reading.ads[0].text, HasSubstr("питайте адміністратора"));
  EXPECT_THAT(reading.ads[0].text, Not(HasSubstr("Хостес")));
  EXPECT_THAT(reading.ads[0].text, Not(HasSubstr("Танцівниця")));
  EXPECT_EQ(reading.ads[0].links.size(), 3u);
}

TEST(PageReading, WithoutATreeThePageIsOneAdAsTheScanReadIt) {
  const PageReading reading = Read("<p>Початок" + [] {
    std::string deep;
    for (int i = 0; i < 3000; ++i) deep += "<div>";
    return deep;
  }() + "глибоко");
  EXPECT_EQ(reading.tree, HtmlTree::State::kTooDeep);
  ASSERT_EQ(reading.ads.size(), 1u);
  EXPECT_THAT(reading.ads[0].text, HasSubstr("глибоко"));
}

TEST(PageReading, AChannelsPreviewIsToldByItsMarkup) {
  EXPECT_TRUE(HasSeveralAds("<div class='tgme_widget_message_wrap js-widget_message_wrap'>"));
  EXPECT_FALSE(HasSeveralAds("<div class=card>"));
}

}  // namespace
}  // namespace varta
