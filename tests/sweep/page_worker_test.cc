// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/page_worker.h"

#include <gmock/gmock.h>

#include "rules/pack.h"
#include "tests/support/status_matchers.h"

namespace varta {
namespace {

constexpr size_t kMaxBytes = 1 << 20;

Screener WithoutRules() {
  Result<RuleSet> rules = RuleSet::Compile({});
  EXPECT_THAT(rules, IsOk());
  return Screener(std::move(*rules), Model::Shipped(), 0.5);
}

Source Described(const std::string& ad) {
  Result<Source> source =
      ParseSource("id: board\nkind: classifieds\nseeds: ['https://board.example/list']\n" + ad,
                  "sources/board.yaml");
  EXPECT_THAT(source, IsOk());
  return *source;
}

// Five cards; the last one leads to another site.
std::string Cards() {
  std::string html = "<title>Дошка</title><main>";
  for (int i = 1; i <= 5; ++i) {
    const std::string n = std::to_string(i);
    html += "<div class=card><h3><a href='" + std::string(i == 5 ? "https://other.example" : "") +
            "/ad/" + n + "'>Вантажник, зміна " + n +
            "</a></h3><p>Потрібен вантажник на склад у Львові, оплата щодня, зміна " + n +
            ".</p></div>";
  }
  return html + "</main>";
}

Page Fetched(const std::string& url, const std::string& body) {
  Page page;
  page.task.url = *Url::Parse(url);
  page.task.source = "board";
  page.outcome = Outcome::kOk;
  page.http_status = 200;
  page.body = body;
  return page;
}

Processed Worked(const Source& source, Page page) {
  return Process(std::move(page), source, Scope(source), WithoutRules(), {.max_bytes = kMaxBytes});
}

TEST(PageWorker, APageThatIsNoAdIsReadForItsLinksOnly) {
  Processed processed =
      Worked(Described("ad: ['/ad/']"), Fetched("https://board.example/list", Cards()));
  ASSERT_TRUE(processed.screened);
  EXPECT_TRUE(processed.screened->ads.empty());
  EXPECT_EQ(processed.screened->links.size(), 5u);
}

TEST(PageWorker, AnAdIsNamedByWhatTheSourceSays) {
  Processed processed = Worked(Described("ad: ['/ad/']\nad_id: '/ad/(\\d+)'"),
                               Fetched("https://board.example/ad/77", "<p>Продам велосипед"));
  ASSERT_TRUE(processed.screened);
  ASSERT_EQ(processed.screened->ads.size(), 1u);
  EXPECT_EQ(processed.screened->ads[0].ad.key(), "id:77");
}

TEST(PageWorker, ARedirectForNowDoesNotRenameTheAd) {
  Page page = Fetched("https://board.example/ad/77?today", "<p>Продам велосипед");
  page.task.identity = "https://board.example/ad/77";
  Processed processed = Worked(Described("ad: ['/ad/']"), page);
  ASSERT_TRUE(processed.screened);
  ASSERT_EQ(processed.screened->ads.size(), 1u);
  EXPECT_EQ(processed.screened->ads[0].ad.key(), "https://board.example/ad/77");
  EXPECT_EQ(processed.screened->ads[0].ad.url(), "https://board.example/ad/77?today");
}

TEST(PageWorker, SelectorsFindTheAdsOfAListing) {
  Processed processed = Worked(Described("ad: {each: 'div.card', title: 'h3', text: 'p'}"),
                               Fetched("https://board.example/list", Cards()));
  ASSERT_TRUE(processed.screened);
  ASSERT_EQ(processed.screened->ads.size(), 5u);
  EXPECT_EQ(processed.screened->ads[0].ad.read_by(), "selectors");
  EXPECT_EQ(processed.screened->ads[0].ad.title(), "Вантажник, зміна 1");
}

TEST(PageWorker, ABrokenCodingIsABadResponse) {
  Page page = Fetched("https://board.example/ad/1", "this is no gzip");
  page.response_headers.push_back({"Content-Encoding", "gzip"});
  Processed processed = Worked(Described(""), std::move(page));
  EXPECT_EQ(processed.page.outcome, Outcome::kBadResponse);
  EXPECT_FALSE(processed.screened);
}

TEST(PageWorker, WhoAsksForAPersonHasNoAd) {
  struct Case {
    const char* name;
    Outcome outcome;
    int status;
    const char* body;
    Outcome want;
  };
  constexpr Case kCases[] = {
      {"as a page", Outcome::kOk, 200, "<title>Just a moment...</title><p>Wait",
       Outcome::kChallenge},
      {"as an error", Outcome::kHttpError, 503, "<title>Вы не робот?</title>", Outcome::kChallenge},
      {"as gone", Outcome::kGone, 404, "<script>_cf_chl_opt</script>", Outcome::kChallenge},
      {"a login", Outcome::kOk, 200, "<title>Вхід</title><input type=password>", Outcome::kLogin},
      {"an error", Outcome::kHttpError, 503, "<title>Помилка</title>", Outcome::kHttpError},
      {"gone", Outcome::kGone, 404, "<title>Немає</title>", Outcome::kGone},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    Page page = Fetched("https://board.example/ad/1", c.body);
    page.response_headers = {{"Content-Type", "text/html; charset=utf-8"}};
    page.outcome = c.outcome;
    page.http_status = c.status;
    const Processed processed = Worked(Described("ad: ['/ad/']"), std::move(page));
    EXPECT_EQ(processed.page.outcome, c.want);
    EXPECT_FALSE(processed.screened);
    EXPECT_EQ(processed.gone_because, "");
  }
}

TEST(PageWorker, WhatIsNoPageByItsBytesIsNotRead) {
  const Processed processed =
      Worked(Described("ad: ['/ad/']"),
             Fetched("https://board.example/ad/1", "GIF89a<title>Вантажник</title>"));
  EXPECT_EQ(processed.page.outcome, Outcome::kNotText);
  EXPECT_THAT(processed.page.detail, testing::HasSubstr("of the kind GIF"));
  EXPECT_FALSE(processed.screened);
}

TEST(PageWorker, TellsAPageThatIsAsItWas) {
  Page page = Fetched("https://board.example/ad/1", "<p>Продам велосипед");
  page.task.known_body = BodyDigest(page.body);
  Processed same = Worked(Described(""), page);
  EXPECT_TRUE(same.unchanged);
  EXPECT_FALSE(same.screened);
  page.body += "!";
  EXPECT_FALSE(Worked(Described(""), page).unchanged);
  page.outcome = Outcome::kNotModified;
  EXPECT_TRUE(Worked(Described(""), page).unchanged);
}

TEST(PageWorker, ASitemapIsNoPage) {
  Page page = Fetched("https://board.example/sitemap.txt",
                      "https://board.example/ad/1\nhttps://board.example/ad/2\n");
  page.task.sitemap = true;
  Processed processed = Worked(Described(""), page);
  EXPECT_FALSE(processed.screened);
  ASSERT_TRUE(processed.sitemap);
  EXPECT_EQ(processed.sitemap->urls.size(), 2u);
}

TEST(PageWorker, RobotsTagsInHeadersCountLikeThoseInThePage) {
  Page page = Fetched("https://board.example/list", Cards());
  page.response_headers = {{"X-Robots-Tag", "otherbot: noindex"},
                           {"X-Robots-Tag", "varta: nofollow"}};
  Processed processed = Worked(Described("ad: ['/ad/']"), page);
  ASSERT_TRUE(processed.screened);
  EXPECT_TRUE(processed.robots.nofollow);
  EXPECT_FALSE(processed.robots.noindex);
}

TEST(PageWorker, RobotsTagsInThePageSpeakToEverybodyOrToUs) {
  struct Case {
    const char* head;
    bool noindex, nofollow, over;
  };
  const Case cases[] = {
      {"", false, false, false},
      {"<meta name=robots content='noindex'>", true, false, false},
      {"<meta name=otherbot content='none'>", false, false, false},
      {"<meta name=Varta content='NOFOLLOW'>", false, true, false},
      {"<meta name=robots content=all><meta name=varta content=none>", true, true, false},
      {"<meta name=robots content='unavailable_after: 2023-11-01'>", false, false, true},
      {"<meta name=varta content='unavailable_after: 1 Dec 2023 10:00:00 GMT'>", false, false,
       false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.head);
    Page page = Fetched("https://board.example/list", c.head + Cards());
    page.fetched_at = Time(std::chrono::seconds(1'700'000'000));  // 14 November 2023
    const Processed processed = Worked(Described("ad: ['/ad/']"), page);
    EXPECT_EQ(processed.robots.noindex, c.noindex);
    EXPECT_EQ(processed.robots.nofollow, c.nofollow);
    EXPECT_EQ(processed.over, c.over);
  }
}

TEST(PageWorker, AnAdPageThatSaysThatItsAdIsGoneSaysSo) {
  const Source source = Described("ad: ['/ad/']");
  Processed gone = Worked(source, Fetched("https://board.example/ad/1",
                                          "<title>Оголошення видалено</title><h1>Оголошення "
                                          "видалено</h1><p>Подивіться інші."));
  EXPECT_THAT(gone.gone_because, testing::HasSubstr("Оголошення видалено"));
  Processed there = Worked(source, Fetched("https://board.example/ad/2",
                                           "<title>Вантажник</title><p>Потрібен вантажник."));
  EXPECT_EQ(there.gone_because, "");
}

}  // namespace
}  // namespace varta
