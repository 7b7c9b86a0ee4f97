// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/url_traps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

namespace varta {
namespace {

using testing::HasSubstr;

const Time kNow = *ParseTime("2026-11-26");

Url At(const std::string& path) { return *Url::Parse("https://a.test" + path); }

std::string Repeated(const std::string& part, int times) {
  std::string made;
  for (int i = 0; i < times; ++i) made += part;
  return made;
}

TEST(UrlTraps, SaysWhy) {
  const struct {
    std::string path;
    const char* why;
  } kCases[] = {
      {"/" + std::string(2048, 'a'), "the address is longer than 2048 bytes"},
      {"/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21",
       "the path is deeper than 20 segments"},
      {"/a/b/a/b/a/b", "the path repeats 'a/b' 3 times"},
      {"/x/jobs/jobs/jobs/", "the path repeats 'jobs' 3 times"},
      {"/x/a/b/c/a/b/c/a/b/c/a/y", "the path has 'a' 4 times"},
      {"/a/1/b/a/2/c/a/3/d/a/4", "the path has 'a' 4 times"},
      {"/a/1/a/1/a/1", "the path repeats 'a/1' 3 times"},
      {"/x/" + Repeated("0/", 9), "the path repeats '0' 9 times"},
      {"/x" + Repeated("/", 10) + "y", "the path repeats '' 9 times"},
      {"/l?lang=uk&id=1&lang=uk&lang=uk", "the address has 'lang=uk' 3 times"},
      {"/l?" + Repeated("p&", 1) +
           [] {
             std::string query;
             for (int i = 0; i < 25; ++i) query += "f" + std::to_string(i) + "=1&";
             return query;
           }(),
       "the address has more than 24 parameters"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.path.substr(0, 80));
    EXPECT_EQ(WhyTrap(At(c.path)), c.why);
  }
}

// Shapes that boards and job sites have, made up.
TEST(UrlTraps, LetsOrdinaryAddressesPass) {
  const std::string title = Repeated("%D1%80%D0%BE%D0%B1%D0%BE%D1%82%D0%B0-", 18);
  const std::string kPaths[] = {
      "/",
      "/uk/",
      "/robota/kyiv/",
      "/uk/robota/kyiv/voditel-kategorii-c-id123456789.html",
      "/d/uk/obyavlenie/rabota-v-polshe-bez-opyta-IDabC1d.html",
      "/vacancy/view/1234567",
      "/vacancies/2026/11/26/pokoivka-u-hotel",
      "/archive/11/11/11/",
      "/jobs/1/1/1/1/",
      "/search/all/all/all/0/0/",
      "/search/any/any/any/any/any/",
      "/ru/kiev/kiev-gorod/kiev/rabota/",
      "/board/board/topic-5",
      "/forum/viewtopic.php?f=5&t=1234&p=5678&start=40",
      "/index.php?option=com_ads&view=ad&catid=5&id=77&Itemid=101&lang=uk",
      "/search?q=%D1%80%D0%BE%D0%B1%D0%BE%D1%82%D0%B0&city=5&salary_from=20000&salary_to=90000",
      "/list?cat[]=1&cat[]=2&cat[]=3&cat[]=4&city[]=10&city[]=11",
      "/list?filter[city]=1&filter[type]=2&filter[sex]=&filter[age_from]=18&filter[age_to]=45&"
      "filter[exp]=&filter[edu]=&filter[lang]=&filter[salary]=&filter[home]=1&order=date&page=12",
      "/bitrix/?set_filter=y&arrFilter_P1_MIN=1&arrFilter_P1_MAX=9&arrFilter_12_345=Y&PAGEN_1=4",
      "/catalog/rabota/za-granicey/polsha/varshava/sklad/bez-opyta/dlya-zhenshchin/?page=3",
      "/city/kyiv/category/jobs/type/full/exp/none/sex/any/age/any/sort/date/page/5",
      "/t/2026-11-26/praca-od-zaraz-opiekunka-niemcy",
      "/oferta/praca,opiekunka-osob-starszych,warszawa,10001234567",
      "/anunt/angajam-menajere-hotel-italia-cazare-gratuita-12345.html",
      "/stellenangebote/reinigungskraft-m-w-d-berlin/12345678?ref=list&pos=3",
      "/s/kyiv?tg_chan=robota_eu&post=5123",
      "/robota//kyiv//5",
      "/redirect/https://b.test/jobs/5",
      "/ad/" + title,
      "/ad/12345?utm_source=tg&utm_medium=cpc&utm_campaign=a&utm_content=b&utm_term=c",
      "/calendar/2030/01/",
      "/a/0123456789abcdef0123456789abcdef/b",
      "/item.php?id=20351105",
      "/~user/ads/ads.html",
      "/;jsessionid=0A1B2C3D4E5F?page=2",
  };
  TrapWatch watch;
  for (const std::string& path : kPaths) {
    SCOPED_TRACE(path);
    EXPECT_EQ(WhyTrap(At(path)), "");
    EXPECT_EQ(watch.WhyTrap(At(path), kNow), "");
  }
  EXPECT_EQ(WhyTrap(*Url::Parse("mailto:a@a.test")), "");
}

// Reads pages while the watch lets them through; how many of `count`.
template <typename Path, typename Text>
int Read(TrapWatch& watch, int begin, int count, Path path, Text text) {
  int read = 0;
  for (int i = begin; i < begin + count; ++i) {
    const Url url = At(path(i));
    if (!watch.WhyTrap(url, kNow).empty()) continue;
    watch.Learned(url, TrapDigest(text(i), url));
    ++read;
  }
  return read;
}

TEST(TrapWatch, EndsAddressesThatChangeWithEachVisit) {
  TrapWatch watch;
  const auto path = [](int i) {
    return "/ad/" + std::to_string(i % 50) + "?r=x" + std::to_string(i);
  };
  const auto text = [](int i) {
    return "ad of number " + std::string(1 + static_cast<size_t>(i % 50), 'x');
  };
  // 50 new ones, 500 old ones, then probes at 50, 100, 200 ...
  const int read = Read(watch, 0, 100'000, path, text);
  EXPECT_GE(read, 550);
  EXPECT_LE(read, 570);
  EXPECT_THAT(watch.WhyTrap(At(path(7)), kNow),
              HasSubstr("pages of this kind brought no new text: '/ad/#?r=*'"));
  // Other kinds are as before.
  EXPECT_EQ(watch.WhyTrap(At("/ad/7"), kNow), "");
}

TEST(TrapWatch, LetsAdsThrough) {
  TrapWatch watch;
  const auto path = [](int i) { return "/ad/" + std::to_string(i); };
  // Every fourth text was there before, and telephone numbers alone make a text new.
  const auto text = [](int i) {
    return "Call 067 " + std::to_string(100'000 + (i % 4 == 0 ? 0 : i * 37));
  };
  EXPECT_EQ(Read(watch, 0, 20'000, path, text), 20'000);
  EXPECT_LE(watch.digests(), 16384u);
}

TEST(TrapWatch, TakesATrapBackWhenAProbeBringsNewText) {
  TrapWatch watch;
  const auto path = [](int i) { return "/ad/" + std::to_string(i); };
  EXPECT_EQ(Read(watch, 0, 501, path, [](int) { return "please sign in"; }), 501);
  const auto text = [](int i) {
    return std::string("an ad ") + std::string(static_cast<size_t>(i % 97), 'y');
  };
  // 49 are lost until the probe.
  EXPECT_EQ(Read(watch, 1000, 97, path, text), 48);
}

TEST(TrapWatch, EndsPagesPastTheLastOne) {
  TrapWatch watch;
  const auto path = [](int i) { return "/jobs?page=" + std::to_string(i); };
  const auto text = [](int i) {
    const std::string n = std::to_string(i), next = std::to_string(i + 1);
    return i < 30 ? "list " + std::string(static_cast<size_t>(i), 'z')
                  : "No jobs. " + n + " " + next;
  };
  const int read = Read(watch, 1, 5000, path, text);
  EXPECT_GE(read, 130);
  EXPECT_LE(read, 145);
  // Empty pages of many sections are no steps.
  TrapWatch sections;
  const auto section = [](int i) { return "/jobs?cat=" + std::to_string(i) + "&page=1"; };
  EXPECT_EQ(Read(sections, 1, 400, section, [](int) { return "No jobs."; }), 400);
}

TEST(TrapWatch, EndsCalendars) {
  TrapWatch watch;
  const auto path = [](int i) {
    const auto day = std::chrono::floor<std::chrono::days>(kNow) + std::chrono::days(i);
    std::string written = FormatTime(Time(day)).substr(0, 10);
    written.replace(4, 1, "/").replace(7, 1, "/");
    return "/calendar/" + written;
  };
  // Every day has a text of its own: only the horizon ends it.
  const auto own = [](int i) { return "day " + std::to_string(100'000 + i * 31); };
  EXPECT_EQ(Read(watch, 0, 5000, path, own), 2 * 366 + 1);
  EXPECT_THAT(watch.WhyTrap(At("/calendar/2035/01/01"), kNow),
              HasSubstr("a calendar too far ahead"));
  EXPECT_THAT(watch.WhyTrap(At("/calendar/1889/01/01"), kNow), HasSubstr("before there was a web"));
  EXPECT_EQ(watch.WhyTrap(At("/calendar/2027/01/01"), kNow), "");
  // Empty days end it sooner: seven texts, then 100 pages and the probes.
  TrapWatch empty;
  const auto none = [](int i) {
    return std::string("Nothing on this ") + static_cast<char>('a' + i % 7) + " " +
           std::to_string(i % 31);
  };
  EXPECT_LE(Read(empty, 0, 700, path, none), 7 + 100 + 6);
  // Ids that look like days now and then are no calendar.
  TrapWatch ids;
  const auto id = [](int i) { return "/item/" + std::to_string(20'351'000 + i); };
  EXPECT_EQ(Read(ids, 0, 3000, id, own), 3000);
}

TEST(TrapWatch, KeepsItsMemoryBounded) {
  TrapWatch watch({.max_shapes = 100, .max_digests = 1000});
  std::mt19937 random(5);
  for (int i = 0; i < 20'000; ++i) {
    const std::string word(1 + random() % 40, static_cast<char>('a' + random() % 26));
    watch.Learned(At("/" + word + "/" + std::to_string(random() % 3)), random() % 100);
    ASSERT_LE(watch.shapes(), 100u);
    ASSERT_LE(watch.digests(), 1000u);
  }
}

TEST(TrapWatch, NeverRefusesBeforeItsThresholds) {
  // Whatever was learned: fewer than 100 pages of a kind refuse nothing but a day far away.
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    TrapWatch watch;
    for (int i = 0; i < 99; ++i) {
      const Url url =
          At("/l/" + std::to_string(random() % 5) + "?page=" + std::to_string(random() % 50));
      EXPECT_EQ(watch.WhyTrap(url, kNow), "");
      watch.Learned(url, random() % 2);
    }
  }
}

TEST(TrapDigest, LeavesOutWhatOnlyCounts) {
  const Url page = At("/jobs?page=1043");
  const auto digest = [&](const char* text) { return TrapDigest(text, page); };
  EXPECT_EQ(digest("Page 1043, next 1044"), digest("Page  1042: next 1050"));
  EXPECT_EQ(digest("26 may 2026"), digest("3 may 1999"));
  EXPECT_NE(digest("call 0671234567"), digest("call 0671234568"));
  EXPECT_NE(digest("20000 UAH"), digest("25000 UAH"));
  EXPECT_NE(digest("робота"), digest("роботи"));
}

}  // namespace
}  // namespace varta
