// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Pages in the manner of the boards and channels of our region, all of them written for these
// tests: bytes -> what is read of them. tests/golden/pages/NAME.html and NAME.json.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/charset.h"
#include "base/text.h"
#include "extract/ads.h"
#include "extract/charset.h"
#include "tests/support/golden.h"

namespace varta {
namespace {

using Json = nlohmann::ordered_json;

// Enough for slow machines and sanitizers.
constexpr HtmlBudget kPatient = {4 * 1024 * 1024, 512 * 1024 * 1024, 60'000};

struct Page {
  const char* name;
  const char* url;
  // Of the source; empty: it has no selectors.
  std::vector<std::pair<std::string_view, std::string_view>> selectors = {};
};

const std::vector<Page>& Pages() {
  static const std::vector<Page> pages = {
      {"uk-work-cards", "https://robota-testova.example/jobs/"},
      {"uk-vacancy-jsonld", "https://robota-testova.example/jobs/77120/"},
      {"uk-classifieds-grid", "https://doshka.example/odessa/?page=1"},
      {"uk-ad-with-similar", "https://doshka.example/o/20.html"},
      {"ru-vacancy-microdata-1251", "http://dnepr-rabota.example/v/15"},
      {"uk-board-koi8u", "http://bukovyna.example/list.cgi"},
      {"telegram-preview", "https://t.me/s/robota_testova"},
      {"telegram-message", "https://t.me/robota_testova/205?embed=1"},
      {"uk-next-data", "https://pratsia.example/v/66012"},
      {"pl-itemlist-jsonld", "https://praca-testowa.example/pl/lista?kraj=ua"},
      {"en-rdfa-offers", "https://notices.example/board"},
      {"ru-guestbook", "http://gorod.example/gb.php"},
      {"uk-flat-headings", "http://dcz-testovyi.example/vac.php"},
      {"uk-firm-page", "https://oksamyt.example/"},
      {"uk-article", "https://pamiatka.example/robota"},
      {"uk-forum-selectors",
       "https://forum.example/t/8",
       {{"item", "div.post"},
        {"text", ".body"},
        {"author", ".who a"},
        {"link", "a.no@href"},
        {"published", ".when@title"},
        {"more", ".sig"}}},
  };
  return pages;
}

AdSelectors Compile(const Page& page) {
  AdSelectors selectors;
  for (const auto& [name, written] : page.selectors) {
    if (name == "item") {
      selectors.item = std::get<Selector>(Selector::Parse(written));
      continue;
    }
    for (const AdField& field : kAdFields) {
      if (field.name == name)
        selectors.*field.field = std::get<FieldSelector>(FieldSelector::Parse(written));
    }
  }
  return selectors;
}

void Put(const char* key, const std::string& value, Json* json) {
  if (!value.empty()) (*json)[key] = value;
}

Json ToJson(const v1::Posting& posting) {
  Json json = Json::object();
  Put("type", posting.type(), &json);
  Put("title", posting.title(), &json);
  Put("description", posting.description(), &json);
  Put("organization", posting.organization(), &json);
  if (posting.locations_size() > 0) json["locations"] = posting.locations();
  if (posting.salary_low() > 0) {
    json["salary"] = {posting.salary_low(), posting.salary_high(), posting.salary_currency(),
                      posting.salary_unit()};
  }
  Put("date_posted", posting.date_posted(), &json);
  Put("valid_through", posting.valid_through(), &json);
  Put("url", posting.url(), &json);
  if (posting.telephones_size() > 0) json["telephones"] = posting.telephones();
  if (posting.emails_size() > 0) json["emails"] = posting.emails();
  Put("identifier", posting.identifier(), &json);
  if (posting.employment_types_size() > 0) json["employment_types"] = posting.employment_types();
  return json;
}

Json Read(const Page& page) {
  const std::string bytes = ReadGolden("pages/" + std::string(page.name) + ".html");
  const CharsetGuess charset = FindCharset(bytes, "");
  const Url url = *Url::Parse(page.url);
  const AdSelectors selectors = Compile(page);
  const HtmlTree tree = ParseHtml(RepairUtf8(ToUtf8(bytes, charset.charset)), kPatient);
  const PageAds read = ReadAds(tree, &url, page.selectors.empty() ? nullptr : &selectors);
  Json json = {{"url", page.url}, {"charset", charset.charset}, {"page_posting", nullptr}};
  if (read.page_posting >= 0)
    json["page_posting"] = ToJson(read.postings[static_cast<size_t>(read.page_posting)].posting);
  json["ads"] = Json::array();
  for (const FoundAd& ad : read.ads) {
    Json one = {{"way", AdWayName(ad.way)}};
    Put("url", ad.url, &one);
    Put("title", ad.title, &one);
    Put("author", ad.author, &one);
    Put("published", ad.published, &one);
    Put("text", ad.text, &one);
    if (ad.posting >= 0)
      one["posting"] = ToJson(read.postings[static_cast<size_t>(ad.posting)].posting);
    json["ads"].push_back(std::move(one));
  }
  return json;
}

TEST(GoldenPages, AreReadAsAReviewerSaid) {
  for (const Page& page : Pages()) {
    SCOPED_TRACE(page.name);
    EXPECT_TRUE(
        MatchesGolden("pages/" + std::string(page.name) + ".json", Read(page).dump(2) + "\n"));
  }
}

}  // namespace
}  // namespace varta
