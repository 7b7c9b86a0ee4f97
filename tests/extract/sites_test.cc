// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/sites.h"

#include <gmock/gmock.h>

#include "extract/page_reading.h"
#include "extract/scan.h"

namespace varta {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> SitesFrom(std::vector<const char*> links) {
  const std::optional<Url> page = Url::Parse("https://board.example.com/ad/1");
  std::vector<Link> parsed;
  for (const char* link : links) parsed.push_back({*Url::Parse(link), "", false});
  return SitesOf(parsed, {OwnSite(&*page)});
}

TEST(Sites, OfOthersOnly) {
  EXPECT_THAT(SitesFrom({"https://www.example.com/x", "https://job.example.org/a",
                         "http://WWW.Example.Org/b", "https://agency.example.net:8080/"}),
              ElementsAre("example.org", "example.net"));
  EXPECT_THAT(SitesFrom({"https://t.me/anna", "https://maps.google.com.ua/x", "tel:+380671234567",
                         "https://www.facebook.com/x", "https://ad.doubleclick.net/c",
                         "https://127.0.0.1/", "https://yandex.kz/maps", "mailto:a@firm.example"}),
              IsEmpty());
}

TEST(Sites, ADirectoryLeadsToNobody) {
  std::vector<Link> links;
  for (size_t i = 0; i <= kManySites; ++i) {
    links.push_back({*Url::Parse("https://s" + std::to_string(i) + "x.org/"), "", false});
    const std::vector<std::string> sites = SitesOf(links, {});
    EXPECT_EQ(sites.size(), i == kManySites ? 0 : std::min(i + 1, kMostSites));
  }
}

// Of one message, not of its neighbours or the page's frame.
TEST(Sites, OfTheAdsOwnPart) {
  const std::string message =
      "<div class=\"tgme_widget_message_wrap\"><div class=\"tgme_widget_message\" "
      "data-post=\"robota/%\"><div class=\"tgme_widget_message_text\">Потрібні люди на склад, "
      "деталі <a href=\"https://firm-%.org/work\">тут</a></div></div></div>";
  std::string html = "<a href=\"https://frame.org/\">реклама</a>";
  for (const char* number : {"1", "2"}) {
    std::string one = message;
    for (size_t at = one.find('%'); at != std::string::npos; at = one.find('%'))
      one.replace(at, 1, number);
    html += one;
  }
  const std::optional<Url> url = Url::Parse("https://t.me/s/robota");
  const PageReading reading = ReadPage(html, ScanHtml(html, &*url), &*url, nullptr);
  ASSERT_EQ(reading.ads.size(), 2u);
  EXPECT_THAT(reading.ads[0].sites, ElementsAre("firm-1.org"));
  EXPECT_THAT(reading.ads[1].sites, ElementsAre("firm-2.org"));
}

TEST(Sites, OfThePagesMainContent) {
  std::string html = "<nav><a href=\"https://frame.org/\">Партнери</a></nav><main><h1>Робота</h1>";
  for (int i = 0; i < 8; ++i)
    html += "<p>Шукаємо людей на збір яблук, оплата щотижня, житло поруч із садом надаємо.</p>";
  html +=
      "<p>Більше про роботу, житло і дорогу до саду написано на <a href=\"https://sady.org/p\">"
      "сторінці нашого господарства</a>, телефонуйте щодня.</p></main>"
      "<p hidden><a href=\"https://hidden.org/\">робота</a></p>"
      "<footer><a href=\"https://studio.org/\">зроблено у студії</a></footer>";
  const std::optional<Url> url = Url::Parse("https://board.example.com/ad/1");
  const PageReading reading = ReadPage(html, ScanHtml(html, &*url), &*url, nullptr);
  ASSERT_EQ(reading.ads.size(), 1u);
  ASSERT_TRUE(reading.main_content);
  EXPECT_THAT(reading.ads[0].sites, ElementsAre("sady.org"));
}

}  // namespace
}  // namespace varta
