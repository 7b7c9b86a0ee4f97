// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace varta {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

std::vector<v1::Fact> InText(std::string_view text, std::string_view region = "UA") {
  FieldInput input;
  input.text = text;
  input.region = region;
  return FindFacts(input);
}

std::vector<std::string> Values(const std::vector<v1::Fact>& facts, v1::FactKind kind) {
  std::vector<std::string> values;
  for (const v1::Fact& fact : facts) {
    if (fact.kind() == kind) values.push_back(fact.value());
  }
  return values;
}

TEST(FindFacts, ReadsPhonesAsPeopleWriteThem) {
  struct Case {
    const char* name;
    const char* region;
    const char* text;
    std::vector<std::string> want;
    bool obscured = false;
  };
  const Case cases[] = {
      {"international", "UA", "тел. +380 67 123 45 67", {"+380671234567"}},
      {"plain national", "UA", "Дзвоніть 0671234567 до 18", {"+380671234567"}},
      {"parentheses and dashes", "UA", "(067) 123-45-67", {"+380671234567"}},
      {"dots", "UA", "067.123.45.67", {"+380671234567"}},
      {"slash and spaces", "UA", "067/123 45 67", {"+380671234567"}},
      {"no-break spaces, en dash", "UA", "067\u00a0123\u201345\u200967", {"+380671234567"}},
      {"no plus", "UA", "38 067 123 45 67", {"+380671234567"}},
      {"double zero", "UA", "00380671234567", {"+380671234567"}},
      {"old trunk prefix", "UA", "8 067 123 45 67", {"+380671234567"}},
      {"word in front without a space", "UA", "тел0671234567", {"+380671234567"}},
      {"colon in front", "UA", "Viber:0671234567", {"+380671234567"}},
      {"word behind without a space", "UA", "0671234567Олена", {"+380671234567"}},
      {"two numbers", "UA", "0671234567, 0509876543", {"+380671234567", "+380509876543"}},
      {"two with a space only",
       "UA",
       "067 123 45 67 050 987 65 43",
       {"+380671234567", "+380509876543"}},
      {"two in two lines",
       "UA",
       "067 123 45 67\n050 987 65 43",
       {"+380671234567", "+380509876543"}},
      {"over two lines", "UA", "Тел. 067 123\n45 67", {"+380671234567"}},
      {"hours behind", "UA", "067 123 45 67 9-18", {"+380671234567"}},
      {"age in front", "UA", "вік 18 0671234567", {"+380671234567"}},
      {"date in front", "UA", "12.05.2026 0671234567", {"+380671234567"}},
      {"same number twice", "UA", "0671234567 або +380671234567", {"+380671234567"}},
      {"Russian number on a Ukrainian page", "UA", "8 (912) 345-67-89", {"+79123456789"}},
      {"Ukrainian number on a Russian page", "RU", "звоните 067 123 45 67", {"+380671234567"}},
      {"Polish number without a plus", "UA", "tel. 48 512 345 678", {"+48512345678"}},
      {"Polish national", "PL", "zadzwoń 512 345 678", {"+48512345678"}},
      {"trunk prefix in brackets", "DE", "+49 (0) 30 901820", {"+4930901820"}},
      {"full width", "UA", "０６７１２３４５６７", {"+380671234567"}, true},
      {"keycaps",
       "UA",
       "0️⃣6️⃣7️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣",
       {"+380671234567"},
       true},
      {"zero width inside", "UA", "06\u200b7123\u200b4567", {"+380671234567"}, true},
      {"one digit at a time", "UA", "0 6 7 1 2 3 4 5 6 7", {"+380671234567"}, true},
      {"letters for digits", "UA", "О67l2З45б7", {"+380671234567"}, true},
      {"underscores", "UA", "067_123_45_67", {"+380671234567"}, true},
      {"pictures between", "UA", "067🌸123🌸45🌸67", {"+380671234567"}, true},
      {"Ukrainian words",
       "UA",
       "нуль шість сім, один два три, чотири п’ять шість сім",
       {"+380671234567"},
       true},
      {"Russian words, tens",
       "UA",
       "ноль шестьдесят семь сто двадцать три сорок пять шестьдесят семь",
       {"+380671234567"},
       true},
      {"English words",
       "UA",
       "plus three eight zero six seven one two three four five six seven",
       {"+380671234567"},
       true},
      {"words and figures", "UA", "нуль 67 один два три 45 шість сім", {"+380671234567"}, true},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const std::vector<v1::Fact> facts = InText(c.text, c.region);
    EXPECT_THAT(Values(facts, v1::FACT_KIND_PHONE), ElementsAreArray(c.want));
    for (const v1::Fact& fact : facts) {
      if (!IsContact(fact.kind())) continue;
      EXPECT_EQ(fact.obscured(), c.obscured) << fact.written();
    }
  }
}

TEST(FindFacts, AnnouncedPhonesMayBeOfTheCountryNamed) {
  struct Case {
    const char* name;
    const char* text;
    const char* region;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {"of a city's country", "Studio in London. Tel: 020 7946 0018", "US", {"+442079460018"}},
      {"no country named", "Studio in town. Tel: 020 7946 0018", "US", {}},
      {"not announced", "Studio in London, 020 7946 0018", "US", {}},
      {"one's own first", "Studio in London. Tel: 212 555 0123", "US", {"+12125550123"}},
      {"without the trunk prefix", "Робота в Польщі, тел. 22 000 00 01", "UA", {"+48220000001"}},
      {"one's own mistyped", "Робота в Німеччині, тел. 067 123 45 6", "UA", {}},
      {"the same with the code", "Робота в Німеччині, тел. 38 067 123 45 6", "UA", {}},
      {"code without plus", "Tel: 971 2 600 0000", "US", {"+97126000000"}},
      {"code in parentheses", "Tel ( 852 ) 2123- 4567", "US", {"+85221234567"}},
      {"code that stands not apart", "Tel 85221234567", "US", {}},
      {"code, but not announced", "Stock ( 852 ) 2123- 4567", "US", {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_THAT(Values(InText(c.text, c.region), v1::FACT_KIND_PHONE), ElementsAreArray(c.want));
  }
}

TEST(FindFacts, WordsThatMixScriptsAreCountedAndTheFirstIsShown) {
  const std::vector<v1::Fact> facts = InText("Потрібні люди, рaбoтa щодня, зaрплaтa", "UA");
  ASSERT_THAT(Values(facts, v1::FACT_KIND_MIXED_SCRIPT), ElementsAreArray({"2"}));
  EXPECT_EQ(facts.back().written(), "рaбoтa");
  EXPECT_THAT(Values(InText("Потрібні люди, VIP-зал, IT", "UA"), v1::FACT_KIND_MIXED_SCRIPT),
              testing::IsEmpty());
}

TEST(FindFacts, LeavesWhatOnlyLooksLikeAPhone) {
  struct Case {
    const char* name;
    const char* text;
    const char* region = "UA";
  };
  const Case cases[] = {
      {"range of pay", "Зарплата 25 000 - 40 000 грн"},
      {"sum with currency", "500 600 700 zł", "PL"},
      {"sum with its label", "cena 512 345 678", "PL"},
      {"dates", "12.05.2026 - 14.06.2026"},
      {"date and time", "2026-05-12 08:00:00"},
      {"old dates", "06.11.1811-07.01.1812"},
      {"month and year of study", "7/2003/2008"},
      {"tax number", "ІПН 0671234567"},
      {"company code", "ЄДРПОУ: 12345678"},
      {"order number", "Замовлення № 0671234567"},
      {"code of something", "код вакансії 0671234567"},
      {"account", "UA21 3223 1300 0002 6007 2335 6600 1"},
      {"card", "5168 7420 1234 5678"},
      {"address of a machine", "93.123.145.67"},
      {"coordinates", "50.450100, 30.523400"},
      {"id in a URL", "https://example.com/ad/0671234567"},
      {"id in a query", "example.com/?id=0671234567"},
      {"letters glued to it", "RR0671234567UA"},
      {"a mail's local part", "0671234567@example.com"},
      {"pages of a list", "1 2 3 4 5 6 7 8 9 10", "US"},
      {"versions in a row", "Vista/7/2003/2008"},
      {"date behind a comma", "Mittwoch, 13.10.2021 auf", "US"},
      {"too long", "067123456789012345678"},
      {"impossible code", "+380 11 111 11 11"},
      {"lonely nine digits", "671234567"},
      {"number words in prose", "один два три чотири п'ять, вийшов зайчик погулять"},
      {"empty", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_THAT(Values(InText(c.text, c.region), v1::FACT_KIND_PHONE), IsEmpty());
  }
}

TEST(FindFacts, ReadsEmails) {
  struct Case {
    const char* name;
    const char* text;
    std::vector<std::string> want;
    bool obscured = false;
  };
  const Case cases[] = {
      {"plain", "пошта: Robota.Kyiv@Example.COM.", {"robota.kyiv@example.com"}},
      {"word glued in front", "Пошта-info@example.ua", {"info@example.ua"}},
      {"Ukrainian domain", "info@приклад.укр", {"info@xn--80aikifvh.xn--j1amh"}},
      {"brackets", "robota [at] example [dot] com", {"robota@example.com"}, true},
      {"sobaka", "robota собака example.com", {"robota@example.com"}, true},
      {"sobaka and tochka", "robota(собака)example точка com", {"robota@example.com"}, true},
      {"spaces", "robota @ example.com", {"robota@example.com"}, true},
      {"spoken", "robota at example dot com", {"robota@example.com"}, true},
      {"bare at is prose", "look at example.com", {}},
      {"name at the start of a line", "portada\n@24horas.cl", {}},
      {"file", "logo@2x.png", {}},
      {"no domain", "name@host", {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const std::vector<v1::Fact> facts = InText(c.text);
    EXPECT_THAT(Values(facts, v1::FACT_KIND_EMAIL), ElementsAreArray(c.want));
    EXPECT_THAT(Values(facts, v1::FACT_KIND_HANDLE), IsEmpty());
    for (const v1::Fact& fact : facts) EXPECT_EQ(fact.obscured(), c.obscured);
  }
}

TEST(FindFacts, ReadsHandlesAndWrittenLinks) {
  struct Case {
    const char* name;
    const char* text;
    std::vector<std::string> handles;
    std::vector<std::string> phones;
  };
  const Case cases[] = {
      {"bare @name is Telegram's", "Пишіть @Robota_Kyiv!", {"telegram:robota_kyiv"}, {}},
      {"service in front", "інста @olena.work", {"instagram:olena.work"}, {}},
      {"label and colon", "Instagram: olena.work.", {"instagram:olena.work"}, {}},
      {"label and dash", "тг - robota_ua", {"telegram:robota_ua"}, {}},
      {"dash in prose", "Telegram - reklama", {}, {}},
      {"skype", "Скайп: robota.inc", {"skype:robota.inc"}, {}},
      {"skype and a comma", "Skype: robota.inc, тел.", {"skype:robota.inc"}, {}},
      {"too short to be told from a word", "inst: abc", {}, {}},
      {"link", "t.me/robota_kyiv", {"telegram:robota_kyiv"}, {}},
      {"link with scheme, full stop", "https://t.me/robota_kyiv.", {"telegram:robota_kyiv"}, {}},
      {"channel's preview", "https://t.me/s/robota_kyiv", {"telegram:robota_kyiv"}, {}},
      {"app link", "tg://resolve?domain=robota_kyiv", {"telegram:robota_kyiv"}, {}},
      {"invitation",
       "https://t.me/+AbCdEf123456 t.me/joinchat/AAAA t.me/share/url?x=1 t.me/addstickers/Cats",
       {},
       {}},
      {"WhatsApp", "wa.me/380671234567", {"whatsapp:+380671234567"}, {"+380671234567"}},
      {"WhatsApp's api",
       "https://api.whatsapp.com/send?phone=380671234567&text=a",
       {"whatsapp:+380671234567"},
       {"+380671234567"}},
      {"Viber", "viber://chat?number=%2B380671234567", {"viber:+380671234567"}, {"+380671234567"}},
      {"tiktok", "tiktok.com/@robota.ua", {"tiktok:robota.ua"}, {}},
      {"vk", "vk.com/id123456 vk.com/wall-1_2", {"vk:id123456"}, {}},
      {"facebook",
       "fb.com/profile.php?id=1000012345 facebook.com/sharer/x",
       {"facebook:1000012345"},
       {}},
      {"style sheet", "@media (max-width: 600px) {} @import url(x)", {}, {}},
      {"decorator", "@app.route('/x') @staticmethod()", {}, {}},
      {"too short", "@abc", {}, {}},
      {"inside a word", "name@robota", {}, {}},
      {"own pages", "https://www.instagram.com/p/Cabc123/", {}, {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const std::vector<v1::Fact> facts = InText(c.text);
    EXPECT_THAT(Values(facts, v1::FACT_KIND_HANDLE), ElementsAreArray(c.handles));
    EXPECT_THAT(Values(facts, v1::FACT_KIND_PHONE), ElementsAreArray(c.phones));
  }
}

TEST(FindFacts, LinksGiveFactsWithoutSpans) {
  std::vector<Link> links;
  for (const char* href :
       {"tel:+380671234567", "mailto:Info@Example.com?subject=x", "https://t.me/robota_kyiv",
        "tel:+380671234567", "https://example.com/0671234567"}) {
    links.push_back({*Url::Parse(href), "", false});
  }
  FieldInput input;
  input.links = &links;
  const std::vector<v1::Fact> facts = FindFacts(input);
  ASSERT_EQ(facts.size(), 3u);
  EXPECT_EQ(facts[0].value(), "+380671234567");
  EXPECT_EQ(facts[1].value(), "info@example.com");
  EXPECT_EQ(facts[2].value(), "telegram:robota_kyiv");
  EXPECT_EQ(facts[2].service(), "telegram");
  for (const v1::Fact& fact : facts) {
    EXPECT_EQ(fact.place(), v1::PLACE_URL);
    EXPECT_FALSE(fact.has_span());
    EXPECT_EQ(fact.written(), "");
  }
}

TEST(FindFacts, OrdersByPlaceAndKeepsEachValueOncePerPlace) {
  FieldInput input;
  input.title = "Робота 0671234567";
  input.text = "info@example.com, 050 987 65 43; 0671234567, ще раз 0671234567";
  const std::vector<v1::Fact> facts = FindFacts(input);
  std::vector<std::string> values;
  for (const v1::Fact& fact : facts) {
    values.push_back(fact.value());
    const std::string_view place = fact.place() == v1::PLACE_TITLE ? input.title : input.text;
    EXPECT_EQ(place.substr(fact.span().begin(), fact.span().end() - fact.span().begin()),
              fact.written());
  }
  EXPECT_THAT(values,
              ElementsAre("+380671234567", "info@example.com", "+380509876543", "+380671234567"));
}

TEST(FindFacts, ATextOfDigitsEndsSoon) {
  std::string digits, lines;
  for (int i = 0; i < 100000; ++i) digits += "06 7 ";
  for (int i = 0; i < 2000; ++i) lines += "067123" + std::to_string(1000 + i) + "\n";
  InText(digits);
  EXPECT_EQ(InText(lines).size(), 256u);  // the limit of facts
}

TEST(Normalise, Phones) {
  EXPECT_EQ(NormalisePhone("067 123 45 67", "UA"), "+380671234567");
  EXPECT_EQ(NormalisePhone("+380671234567", "PL"), "+380671234567");
  EXPECT_EQ(NormalisePhone("512345678", "PL"), "+48512345678");
  EXPECT_EQ(NormalisePhone("067 123", "UA"), "");
  EXPECT_EQ(NormalisePhone("0671234567 / 0509876543 і ще", "UA"), "");
  EXPECT_EQ(NormalisePhone("", "UA"), "");
  EXPECT_EQ(NormalisePhone("067 123 45 67", "no region"), "+380671234567");
}

TEST(Normalise, Handles) {
  EXPECT_EQ(NormaliseHandle("@Robota_Kyiv"), "telegram:robota_kyiv");
  EXPECT_EQ(NormaliseHandle(" t.me/Robota_Kyiv "), "telegram:robota_kyiv");
  EXPECT_EQ(NormaliseHandle("https://instagram.com/Olena.Work/"), "instagram:olena.work");
  EXPECT_EQ(NormaliseHandle("telegram:Robota_Kyiv"), "telegram:robota_kyiv");
  EXPECT_EQ(NormaliseHandle("viber:+380671234567"), "viber:+380671234567");
  EXPECT_EQ(NormaliseHandle("@abc"), "");
  EXPECT_EQ(NormaliseHandle("somewhere:name"), "");
  EXPECT_EQ(NormaliseHandle("t.me/joinchat/AAAAA"), "");
  EXPECT_EQ(NormaliseHandle(""), "");
}

TEST(GuessRegion, CountryDomainThenLanguageThenUkraine) {
  struct Case {
    const char* url;
    const char* language;
    const char* want;
  };
  const Case cases[] = {
      {"https://example.pl/", "uk", "PL"},    {"https://example.com.ua/", "ru", "UA"},
      {"https://example.co.uk/", "", "GB"},   {"https://example.com/", "pl", "PL"},
      {"https://example.io/", "de-AT", "DE"}, {"https://xn--e1afmkfd.xn--p1ai/", "", "RU"},
      {"https://example.com/", "ru", "UA"},   {"https://127.0.0.1/", "", "UA"},
      {"https://localhost/", "", "UA"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.url);
    const std::optional<Url> url = Url::Parse(c.url);
    EXPECT_EQ(GuessRegion(&*url, c.language), c.want);
  }
  EXPECT_EQ(GuessRegion(nullptr, "cs"), "CZ");
}

}  // namespace
}  // namespace varta
