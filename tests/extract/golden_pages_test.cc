// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Pages in the manner of the boards and channels of our region, all of them written for these
// tests: bytes -> all that is read of them, by the scan, by the tree and of each ad's text.
// tests/golden/pages/NAME.html and NAME.json.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/charset.h"
#include "base/text.h"
#include "extract/ads.h"
#include "extract/charset.h"
#include "extract/fields.h"
#include "extract/language.h"
#include "extract/page_reading.h"
#include "extract/scan.h"
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
      {"uk-en-two-languages", "https://more.example/w/3"},
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

Json Lines(const std::string& text) {
  Json lines = Json::array();
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// "uk 1.0", or of a text in several languages each with its bytes: "uk 0-120", "en 120-301".
Json LanguagesOf(const std::string& title, const std::string& text) {
  char confidence[16];
  const Language main = DetectLanguage(title + "\n" + text);
  std::snprintf(confidence, sizeof confidence, " %.1f", main.confidence);
  Json languages = Json::array({main.code + confidence});
  for (const LanguageSpan& span : DetectLanguages(text)) {
    languages.push_back(span.code + " " + std::to_string(span.span.begin) + "-" +
                        std::to_string(span.span.end));
  }
  return languages;
}

// "PHONE +380671234567 < 067 123 45 67", and what else is special about it.
std::string FactLine(const v1::Fact& fact) {
  std::string line = v1::FactKind_Name(fact.kind()).substr(10) + " " + fact.value();
  if (fact.role() != v1::ROLE_UNSPECIFIED) line += ", " + v1::Role_Name(fact.role()).substr(5);
  if (fact.obscured()) line += ", obscured";
  if (fact.place() == v1::PLACE_TITLE) line += ", in the title";
  if (fact.place() == v1::PLACE_URL) line += ", in a link";
  if (!fact.written().empty() && fact.written() != fact.value()) line += " < " + fact.written();
  return line;
}

Json ToJson(const AdReading& ad, const std::string& domain_region, const Url& url) {
  Json json = Json::object();
  Put("url", ad.url, &json);
  Put("title", ad.title, &json);
  Put("author", ad.author, &json);
  Put("published", ad.published, &json);
  json["text"] = Lines(ad.text);
  json["languages"] = LanguagesOf(ad.title, ad.text);
  const std::string region = GuessRegion(&url, DetectLanguage(ad.title + "\n" + ad.text).code);
  const FieldInput input = {ad.title, ad.text, &ad.links, region, domain_region};
  for (const v1::Fact& fact : FindFacts(input)) {
    json["facts"].push_back(FactLine(fact));
    if (!fact.has_span()) continue;
    const std::string& text = fact.place() == v1::PLACE_TITLE ? ad.title : ad.text;
    EXPECT_EQ(text.substr(fact.span().begin(), fact.span().end() - fact.span().begin()),
              fact.written());
  }
  if (ad.posting) json["posting"] = ToJson(*ad.posting);
  return json;
}

// What the scan gives.
void PutContent(const HtmlContent& content, Json* json) {
  Put("title", content.title, json);
  Put("description", content.description, json);
  Put("canonical", content.canonical, json);
  Put("declared_language", content.declared_language, json);
  for (const Metadata& meta : content.robots) (*json)["robots"][meta.name] = meta.value;
  for (const Alternate& version : content.alternates)
    (*json)["alternates"][version.language] = version.url.Href();
  for (const Metadata& meta : content.metadata) (*json)["metadata"][meta.name] = meta.value;
  for (const PageScript& script : content.scripts) {
    (*json)["scripts"].push_back(script.name + " " + std::to_string(script.text.size()) + " bytes");
  }
  for (const Link& link : content.links)
    (*json)["links"].push_back(link.url.Href() + (link.text.empty() ? "" : "  " + link.text));
  (*json)["text"] = Lines(content.text);
}

Json Read(const Page& page) {
  const std::string bytes = ReadGolden("pages/" + std::string(page.name) + ".html");
  const CharsetGuess charset = FindCharset(bytes, "");
  const std::string utf8 = RepairUtf8(ToUtf8(bytes, charset.charset));
  const Url url = *Url::Parse(page.url);
  const AdSelectors selectors = Compile(page);
  const HtmlContent content = ScanHtml(utf8, &url, charset.charset);
  // The tree says the same.
  const HtmlContent by_tree = ReadHtml(utf8, &url, kPatient, charset.charset);
  EXPECT_EQ(by_tree.tree, HtmlTree::State::kWhole);
  EXPECT_EQ(by_tree.title, content.title);
  EXPECT_EQ(by_tree.text, content.text);
  EXPECT_EQ(by_tree.links.size(), content.links.size());

  Json json = {{"url", page.url},
               {"charset", charset.charset + " by " + std::string(CharsetSourceName(charset.how))}};
  Put("declared_charset", charset.declared, &json);
  PutContent(content, &json);
  const PageReading reading =
      ReadPage(utf8, content, &url, page.selectors.empty() ? nullptr : &selectors);
  EXPECT_EQ(reading.tree, HtmlTree::State::kWhole);
  json["read_by"] = AdWayName(reading.way);
  if (reading.main_content) {
    json["main_content"] = std::to_string(reading.ads[0].text.size()) + " of " +
                           std::to_string(content.text.size()) + " bytes";
    // Those that stand beside it.
    for (const v1::Fact& fact : FindContacts(content.title, content.text, "UA"))
      json["contacts_of_page"].push_back(FactLine(fact));
  }
  const std::string domain_region = RegionOfDomain(&url);
  json["ads"] = Json::array();
  for (const AdReading& ad : reading.ads) json["ads"].push_back(ToJson(ad, domain_region, url));
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
