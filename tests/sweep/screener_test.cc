// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/screener.h"
#include "sweep/screener_loader.h"

#include <gmock/gmock.h>

#include <map>

#include "extract/mask.h"
#include "rules/pack.h"
#include "sweep/document.h"
#include "tests/support/status_matchers.h"

namespace varta {
namespace {

constexpr char kPack[] =
    "name: t\nversion: 1.0.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [tests]\n";
constexpr char kRules[] = R"(- id: t.documents-kept
  title: {uk: Забирають документи, en: Documents are kept}
  status: stable
  indicator: J1
  forms: [LABOUR]
  evidence: S
  references: ['a test']
  match: {any: ['<паспорт\p{L}*\s.{0,40}забира\p{L}*']}
  weight: 5
  why: {uk: тест, en: test}
  hit: ['паспорт на час роботи забирає бригадир', 'Паспорти в офісі забирають']
  miss: ['паспорт завжди у вас', 'забирати дитину зі школи']
- id: t.leaving-soon
  title: {uk: Скоро їду, en: Leaving soon}
  status: stable
  indicator: S5
  forms: [SEXUAL]
  evidence: X
  references: ['a test']
  match: {any: ['<скоро їду>']}
  weight: 0
  why: {uk: тест, en: test}
  hit: ['я скоро їду', 'скоро їду додому']
  miss: ['скоро приїду', 'їду скоро']
)";

Screener MakeScreener() {
  Result<Pack> pack = ParsePack({{"t/pack.yaml", kPack}, {"t/rules.yaml", kRules}});
  EXPECT_THAT(pack, IsOk());
  Result<RuleSet> rules = RuleSet::Compile({*pack});
  EXPECT_THAT(rules, IsOk());
  return Screener(std::move(*rules), Model::Shipped(), 0.6);
}

Screened ScreenText(std::string_view text) {
  Bytes bytes;
  bytes.body = text;
  bytes.content_type = "text/plain; charset=utf-8";
  return MakeScreener().Screen(bytes).Best();
}

TEST(Screener, AStrongSignMakesALeadWithItsReasonAndItsWords) {
  Screened screened =
      ScreenText("Робота на складі в Польщі. Ваш паспорт на час роботи забирає бригадир.");
  ASSERT_TRUE(screened.lead);
  ASSERT_EQ(screened.hits.size(), 1u);
  const v1::Hit& hit = screened.hits[0];
  EXPECT_EQ(hit.rule(), "t.documents-kept");
  ASSERT_EQ(hit.spans_size(), 1);
  std::string matched =
      screened.ad.text().substr(hit.spans(0).begin(), hit.spans(0).end() - hit.spans(0).begin());
  EXPECT_EQ(matched, "паспорт на час роботи забирає");
  EXPECT_EQ(screened.score.terms(0).because(), "Documents are kept");
  EXPECT_FALSE(hit.pack_sha256().empty());
}

TEST(Screener, AContradictedSignIsShownAndAddsNothing) {
  Screened screened =
      ScreenText("Масаж для втомлених, приймаю вдома, скоро їду до іншого міста на роботу.");
  ASSERT_EQ(screened.hits.size(), 1u);
  EXPECT_EQ(screened.score.terms_size(), 1);  // the bias
  EXPECT_FALSE(screened.lead);
}

TEST(Screener, WhatCannotBeScoredSaysWhy) {
  EXPECT_THAT(ScreenText("Привіт").score.not_scored_because(), testing::HasSubstr("too short"));
  Screened german = ScreenText(
      "Wir suchen für unser Hotel in den Bergen eine freundliche Aushilfe mit guten "
      "Sprachkenntnissen.");
  EXPECT_THAT(german.score.not_scored_because(), testing::HasSubstr("'de'"));
  EXPECT_FALSE(german.lead);
  std::string unreadable = "Work in a warehouse ";
  for (int i = 0; i < 40; ++i) unreadable += "\xEF\xBF\xBD\xEF\xBF\xBD ";
  EXPECT_THAT(ScreenText(unreadable).score.not_scored_because(),
              testing::HasSubstr("could not be read"));
}

TEST(Screener, OfAMixedTextTheRulesOfEachLanguageAreAsked) {
  const std::string german =
      "Wir suchen für unser Hotel in den Bergen eine freundliche Aushilfe mit guten "
      "Sprachkenntnissen, die gerne kocht und den Gästen die schönsten Wege der Gegend zeigt.\n"
      "Geboten werden ein eigenes Zimmer, geregelte Arbeitszeiten und ein Vertrag vom ersten Tag "
      "an; bewerben kann sich jeder, der im Winter bei uns arbeiten möchte.\n"
      "Das Haus liegt am Rand des Dorfes, mit dem Bus sind es zehn Minuten bis zum Bahnhof und zur "
      "Schule. Über Lohn und Urlaub sprechen wir gern bei einem Kaffee in der Küche.\n";
  const std::string ukrainian =
      "Робота на складі. Ваш паспорт на час роботи забирає бригадир, так у нас заведено.\n";
  const Screened mixed = ScreenText(german + ukrainian);
  EXPECT_EQ(mixed.ad.language(), "de");
  ASSERT_EQ(mixed.ad.language_blocks_size(), 2);
  EXPECT_EQ(mixed.ad.language_blocks(0).language(), "de");
  EXPECT_EQ(mixed.ad.language_blocks(1).language(), "uk");
  EXPECT_EQ(mixed.ad.language_blocks(1).span().begin(), german.size());
  EXPECT_EQ(mixed.ad.language_blocks(1).span().end(), mixed.ad.text().size());
  // Most of it is in a language that nobody can judge, but what was found is looked at.
  EXPECT_EQ(mixed.hits.size(), 1u);
  EXPECT_THAT(mixed.score.not_scored_because(), testing::HasSubstr("'de'"));
  EXPECT_TRUE(mixed.lead);
  EXPECT_EQ(ScreenText(ukrainian + ukrainian).ad.language_blocks_size(), 0);
}

TEST(Screener, PageInWindows1251IsReadLikeOneInUtf8) {
  // "Ваш паспорт на час роботи забирає бригадир." in windows-1251.
  const std::string bytes1251 =
      "<title>\xd0\xee\xe1\xee\xf2\xe0</title><p>\xc2\xe0\xf8 \xef\xe0\xf1\xef\xee\xf0\xf2 "
      "\xed\xe0 \xf7\xe0\xf1 \xf0\xee\xe1\xee\xf2\xe8 "
      "\xe7\xe0\xe1\xe8\xf0\xe0\xba \xe1\xf0\xe8\xe3\xe0\xe4\xe8\xf0.";
  Url url = *Url::Parse("https://a.example/ad/1?from=list#top");
  Bytes bytes;
  bytes.body = bytes1251;
  bytes.content_type = "text/html; charset=windows-1251";
  bytes.url = &url;
  Screened screened = MakeScreener().Screen(bytes).Best();
  EXPECT_EQ(screened.ad.title(), "Робота");
  EXPECT_EQ(screened.ad.charset(), "windows-1251");
  EXPECT_EQ(screened.ad.key(), "https://a.example/ad/1?from=list");
  EXPECT_EQ(screened.hits.size(), 1u);
}

TEST(Screener, ThePagesOwnAddressCountsOnlyForTheSamePath) {
  struct Case {
    const char* name;
    const char* canonical;
    const char* want;
  };
  const Case cases[] = {
      {"drops the query", "https://a.example/ad/1", "https://a.example/ad/1"},
      {"front page for every page", "https://a.example/", "https://a.example/ad/1?utm=x"},
      {"another site", "https://b.example/ad/1", "https://a.example/ad/1?utm=x"},
      {"nonsense", "::", "https://a.example/ad/1?utm=x"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Url url = *Url::Parse("https://a.example/ad/1?utm=x");
    std::string html = std::string("<link rel=canonical href='") + c.canonical + "'><p>text";
    Bytes bytes;
    bytes.body = html;
    bytes.url = &url;
    EXPECT_EQ(MakeScreener().Screen(bytes).Best().ad.url(), c.want);
  }
}

// A listing of six ordinary cards, the fourth of which is worrying, under a menu that is, too.
std::string Listing() {
  std::string html =
      "<title>Робота</title><nav><a href=/x>Паспорт на час роботи забирає бригадир</a></nav><main>";
  for (int i = 1; i <= 6; ++i) {
    const std::string n = std::to_string(i);
    html +=
        "<div class=card><h3><a href='/ad/" + n + "'>Вантажник на склад, зміна " + n +
        "</a></h3><p>" +
        (i == 4 ? std::string("Ваш паспорт на час роботи забирає бригадир, виїзд завтра зранку.")
                : "Потрібен вантажник на склад у Львові, платимо щодня, зміна " + n + ".") +
        "</p></div>";
  }
  return html + "</main>";
}

ScreenedPage ScreenPage(const std::string& html) {
  Url url = *Url::Parse("https://a.example/list");
  Bytes bytes;
  bytes.body = html;
  bytes.content_type = "text/html; charset=utf-8";
  bytes.url = &url;
  return MakeScreener().Screen(bytes);
}

TEST(Screener, EachAdOfAListingIsJudgedByItself) {
  ScreenedPage page = ScreenPage(Listing());
  ASSERT_EQ(page.ads.size(), 6u);
  for (size_t i = 0; i < page.ads.size(); ++i) {
    SCOPED_TRACE(i);
    const Screened& screened = page.ads[i];
    EXPECT_EQ(screened.lead, i == 3);
    EXPECT_EQ(screened.ad.key(), "https://a.example/ad/" + std::to_string(i + 1));
    EXPECT_EQ(screened.ad.read_by(), "repeated");
  }
  EXPECT_EQ(page.Best().ad.url(), "https://a.example/ad/4");
}

TEST(Screener, AWordInAMenuIsNoHit) {
  ScreenedPage page = ScreenPage(
      "<title>Кухар</title><nav><ul><li><a href=/1>Паспорт на час роботи забирає бригадир</a>"
      "<li><a href=/2>Скоро їду</a><li><a href=/3>Робота</a></ul></nav><article><h1>Кухар у "
      "кафе</h1>"
      "<p>Шукаємо кухаря в кафе біля вокзалу. Графік два через два, платимо щотижня, обіди за "
      "рахунок закладу, форму видаємо.</p><p>Досвід від року, санітарна книжка обов'язкова. "
      "Телефонуйте з десятої до шостої, питайте адміністратора.</p></article>");
  ASSERT_EQ(page.ads.size(), 1u);
  EXPECT_TRUE(page.main_content);
  EXPECT_THAT(page.Best().ad.text(), testing::HasSubstr("питайте адміністратора"));
  EXPECT_TRUE(page.Best().hits.empty());
}

TEST(Screener, TheTreeIsBuiltOnlyForPagesThatEarnIt) {
  const std::string plain = "<title>Кухар</title><p>Шукаємо кухаря в кафе біля вокзалу міста.";
  EXPECT_EQ(ScreenPage(plain).tree, HtmlTree::State::kNone);
  EXPECT_EQ(ScreenPage(Listing()).tree, HtmlTree::State::kWhole);
}

TEST(Screener, ContactsBesideTheMainTextAreTheAdsWithoutAPlaceInIt) {
  Url url = *Url::Parse("https://a.example.ua/ad/1");
  Bytes bytes;
  const std::string html =
      "<title>Кухар</title><article><h1>Кухар у кафе</h1><p>Ваш паспорт на час роботи забирає "
      "бригадир. Шукаємо кухаря в кафе біля вокзалу, графік два через два, платимо щотижня, обіди "
      "за рахунок закладу, форму видаємо, житло поруч.</p></article>"
      "<script type=application/ld+json>{\"@type\":\"JobPosting\",\"title\":\"Кухар\","
      "\"hiringOrganization\":{\"@type\":\"Organization\",\"name\":\"Кафе\","
      "\"telephone\":\"067 123 45 67\"}}</script>"
      "<aside class=sidebar><ul><li><a href=/c>Контакти: 050 765 43 21</a></ul></aside>";
  bytes.body = html;
  bytes.url = &url;
  Screened screened = MakeScreener().Screen(bytes).Best();
  ASSERT_TRUE(screened.lead);
  std::map<std::string, v1::Place> phones;
  for (const v1::Fact& fact : screened.ad.facts()) {
    if (fact.kind() == v1::FACT_KIND_PHONE) phones[fact.value()] = fact.place();
  }
  EXPECT_EQ(phones["+380671234567"], v1::PLACE_PAGE);
  EXPECT_TRUE(phones.contains("+380507654321"));
  // Nothing of the posting shows a contact once it is masked.
  Masker(std::string(32, 'k')).MaskAd(&screened.ad, nullptr);
  EXPECT_THAT(screened.ad.DebugString(), testing::Not(testing::HasSubstr("123 45 67")));
  EXPECT_THAT(screened.ad.DebugString(), testing::Not(testing::HasSubstr("671234567")));
}

TEST(Screener, ATextLongerThanAnyAdIsCutAndTheAdSaysSo) {
  std::string html = "<title>x</title><p>Ваш паспорт на час роботи забирає бригадир. ";
  while (html.size() < 600 * 1024) html += "потрібні також робітники на щоденну зміну. ";
  const Screened screened = ScreenPage(html).Best();
  EXPECT_TRUE(screened.ad.truncated());
  EXPECT_LE(screened.ad.text().size(), size_t{512 * 1024});
  EXPECT_TRUE(screened.lead);
}

TEST(Screener, AWrongLabelIsNoticedAndSaid) {
  // "Ваш паспорт на час роботи забирає бригадир. " four times in windows-1251, labelled utf-8.
  std::string body = "<title>x</title><p>";
  for (int i = 0; i < 4; ++i) {
    body +=
        "\xc2\xe0\xf8 \xef\xe0\xf1\xef\xee\xf0\xf2 \xed\xe0 \xf7\xe0\xf1 "
        "\xf0\xee\xe1\xee\xf2\xe8 \xe7\xe0\xe1\xe8\xf0\xe0\xba "
        "\xe1\xf0\xe8\xe3\xe0\xe4\xe8\xf0. ";
  }
  ScreenedPage page = ScreenPage(body);
  EXPECT_EQ(page.Best().ad.charset(), "windows-1251");
  EXPECT_EQ(page.Best().ad.declared_charset(), "utf-8");
  EXPECT_FALSE(page.Best().hits.empty());
}

TEST(Screener, ATextWithoutAnAddressIsNamedByItsFoldedText) {
  std::string a = ScreenText("Робота на складі в Польщі").ad.key();
  EXPECT_EQ(a, ScreenText("РОБОТА  на складі\nв Польщі").ad.key());
  EXPECT_NE(a, ScreenText("Робота на складі в Чехії").ad.key());
}

TEST(Document, WrongOnesSayWhatIsWrong) {
  Screener screener = MakeScreener();
  v1::Document document;
  document.set_url("no url");
  EXPECT_THAT(ScreenDocument(screener, document),
              IsError(Code::kInvalidArgument, "no absolute URL"));
  document.clear_url();
  document.set_content_encoding("lzma");
  document.set_body("x");
  EXPECT_THAT(ScreenDocument(screener, document), HasCode(Code::kInvalidArgument));
}

TEST(Document, AnImportKeepsTheBytesAndWhereTheyAreFrom) {
  Screener screener = MakeScreener();
  v1::Document document;
  document.set_url("https://a.example/ad/1");
  document.set_body("<p>Паспорт на час роботи забирає бригадир");
  document.set_content_type("text/html; charset=utf-8");
  Result<ScreenedPage> screened = ScreenDocument(screener, document);
  ASSERT_THAT(screened, IsOk());
  PageResult result = ToImport(document, *screened, *ParseTime("2026-11-22"));
  ASSERT_EQ(result.leads.size(), 1u);
  EXPECT_FALSE(result.url);
  EXPECT_EQ(result.leads[0].provenance.source(), "import");
  EXPECT_EQ(result.leads[0].capture->body, document.body());
}

TEST(BuildScreener, TheBuiltInPacksLoad) {
  Result<std::shared_ptr<const Screener>> screener = BuildScreener("", 0.6);
  ASSERT_THAT(screener, IsOk());
  EXPECT_GE((*screener)->rules().packs().size(), 3u);
  for (const Pack& pack : (*screener)->rules().packs()) {
    EXPECT_GE(pack.rules.size(), 12u) << pack.name;
    for (const Rule& rule : pack.rules) {
      const bool runs = rule.status == RuleStatus::kStable || rule.status == RuleStatus::kShadow;
      EXPECT_EQ((*screener)->rules().Find(rule.id) != nullptr, runs) << rule.id;
    }
  }
  Screened polish;
  polish.ad.set_language("pl");
  polish.ad.set_text("Praca w Niemczech, paszport zostaje u pracodawcy, szczegóły na miejscu");
  (*screener)->Judge(&polish);
  EXPECT_NE(polish.score.not_scored_because(), "") << "drafts cover no language";
}

}  // namespace
}  // namespace varta
