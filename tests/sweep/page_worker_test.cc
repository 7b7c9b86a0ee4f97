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
  return Process(std::move(page), source, Scope(source), WithoutRules(), kMaxBytes);
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

}  // namespace
}  // namespace varta
