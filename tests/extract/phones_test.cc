// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/phones.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/contact_view.h"
#include "extract/digit_zones.h"
#include "extract/emails.h"
#include "extract/handles.h"
#include "extract/look_alikes.h"
#include "extract/phone_plans.h"

namespace varta {
namespace {

using ::testing::ElementsAreArray;

using Finder = void (*)(const FactSource& source, std::vector<v1::Fact>* facts);

std::vector<std::string> Values(Finder find, std::string_view text,
                                std::string_view region = "UA") {
  std::vector<v1::Fact> facts;
  find({text, v1::PLACE_TEXT, region}, &facts);
  std::vector<std::string> values;
  for (const v1::Fact& fact : facts) {
    EXPECT_EQ(text.substr(fact.span().begin(), fact.span().end() - fact.span().begin()),
              fact.written());
    values.push_back(fact.value());
  }
  return values;
}

TEST(FindPhones, TakesNumbersOfTheDomainsCountry) {
  const auto values = [](std::string_view text, std::string_view other) {
    std::vector<v1::Fact> facts;
    FindPhones({text, v1::PLACE_TEXT, "US", nullptr, other}, &facts);
    std::vector<std::string> found;
    for (const v1::Fact& fact : facts) found.push_back(fact.value());
    return found;
  };
  EXPECT_THAT(values("Office 020 7946 0018", "GB"), ElementsAreArray({"+442079460018"}));
  EXPECT_THAT(values("Office 020 7946 0018", ""), ElementsAreArray(std::vector<std::string>{}));
  // Without parts or a label nearly any digits would do.
  EXPECT_THAT(values("Stock 02079460018", "GB"), ElementsAreArray(std::vector<std::string>{}));
}

// The shortcut for plain plans must say what the library says, whatever its plans are by then.
TEST(ParsePhone, SaysWhatReadPhoneSays) {
  struct Plan {
    const char* region;
    const char* code;
  };
  const Plan plans[] = {{"UA", "380"}, {"RU", "7"},   {"PL", "48"},  {"CZ", "420"}, {"SK", "421"},
                        {"DE", "49"},  {"RO", "40"},  {"MD", "373"}, {"TR", "90"},  {"IL", "972"},
                        {"AE", "971"}, {"LV", "371"}, {"EE", "372"}, {"GE", "995"}, {"AZ", "994"},
                        {"GB", "44"},  {"ES", "34"},  {"BG", "359"}, {"US", "1"},   {"IT", "39"}};
  uint32_t state = 7;
  const auto next = [&](uint32_t below) {
    state = state * 1664525 + 1013904223;
    return (state >> 16) % below;
  };
  for (const Plan& plan : plans) {
    for (int i = 0; i < 60; ++i) {
      const uint32_t head = next(6);
      std::string digits = head == 1 ? "0" : head == 2 ? plan.code : head == 3 ? "8" : "";
      for (uint32_t n = i % 3 == 0 ? 4 + next(12) : 8 + next(4); n > 0; --n)
        digits += static_cast<char>('0' + next(10));
      if (head == 0) digits = "+" + std::string(plan.code) + digits;
      const std::string region = head == 0 ? "ZZ" : plan.region;
      SCOPED_TRACE(digits + " " + region);
      const PhoneNumber quick = ParsePhone(digits, region), full = ReadPhone(digits, region);
      EXPECT_EQ(quick.e164, full.e164);
      EXPECT_EQ(quick.mobile, full.mobile);
      EXPECT_EQ(quick.free, full.free);
    }
  }
}

TEST(FindPhones, InWordsOfFiveLanguages) {
  struct Case {
    const char* name;
    const char* region;
    const char* text;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {"Polish digits",
       "PL",
       "zadzwoń: pięć jeden dwa trzy cztery pięć sześć siedem osiem",
       {"+48512345678"}},
      {"Polish without marks, tens",
       "PL",
       "tel. piecset dwanascie trzysta czterdziesci piec "
       "szescset siedemdziesiat osiem",
       {"+48512345678"}},
      {"Romanian digits",
       "RO",
       "suna: zero șapte doi unu doi trei patru cinci șase șapte",
       {"+40721234567"}},
      {"Romanian tens and hundreds",
       "RO",
       "zero șapte sute douăzeci și unu, două sute treizeci și patru, cinci sute șaizeci și șapte",
       {"+40721234567"}},
      {"English hundreds and double",
       "UA",
       "zero six seven, one hundred, double four, five six five",
       {"+380671004456"}},
      {"words of two alphabets",
       "UA",
       "нyль шicть сiм oдин два тpи чотири п'ять шiсть сім",
       {"+380671234567"}},
      {"counting", "UA", "unu doi trei patru cinci", {}},
      {"prose", "PL", "sto lat, dwa dni i trzy noce", {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_THAT(Values(FindPhones, c.text, c.region), ElementsAreArray(c.want));
  }
}

TEST(FindPhones, BesideOtherThings) {
  struct Case {
    const char* name;
    const char* region;
    const char* text;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {"extension", "US", "650 253 0000x1234", {"+16502530000"}},
      {"toll-free in groups", "AU", "1800-1-0-10 22", {"+611800101022"}},
      {"postcode in the cell before", "US", "Blaine WA 98230\t(360) 371-7277", {"+13603717277"}},
      {"two cells", "US", "408.868.1260\t408.868.1280", {"+14088681260", "+14088681280"}},
      {"hours in parentheses", "US", "Phone: (413)-545-0722 (8 AM-5 PM)", {"+14135450722"}},
      {"a preposition is no price", "US", "write to 646-265-1342.", {"+16462651342"}},
      {"but it is before a sum", "PL", "od 512 345 678", {}},
      {"fax without a space", "US", "Fax1-888-549-4342", {"+18885494342"}},
      {"a field of its own over two lines", "PL", "212 256\n88 7", {"+48212256887"}},
      {"the same within a text", "PL", "sala 212 256\n88 7 krzesel", {}},
      {"a country that another number names",
       "UA",
       "Biuro +48 22 123 45 67, tel. 512 345 678",
       {"+48221234567", "+48512345678"}},
      {"nothing names it", "UA", "деталь 512 345 678", {}},
      {"letters alone between digits", "UA", "О93 2ОО ЗО 4О", {"+380932003040"}},
      {"a word between digits", "UA", "067 123 45 67 зо 9 до 18", {"+380671234567"}},
      {"identifier with a label", "UA", "РНОКПП 3012345678", {}},
      {"card", "UA", "картка 4149 4993 1234 5678", {}},
      {"price of an estate", "UA", "2 500 000 грн", {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_THAT(Values(FindPhones, c.text, c.region), ElementsAreArray(c.want));
  }
}

TEST(FindEmails, AsPeopleHideThem) {
  struct Case {
    const char* text;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {"robota(а)example.com", {"robota@example.com"}},
      {"robota[ат]example[крапка]com", {"robota@example.com"}},
      {"robota собака example крапка com", {"robota@example.com"}},
      {"robota@example точка com", {"robota@example.com"}},
      {"praca małpa example kropka pl", {"praca@example.pl"}},
      {"rоbоtа@exаmple.соm", {"robota@example.com"}},
      {"ｒｏｂｏｔａ＠ｅｘａｍｐｌｅ．ｃｏｍ", {"robota@example.com"}},
      {"ro\u200Bbota@exam\u00ADple.com", {"robota@example.com"}},
      {"r o b o t a @ e x a m p l e . c o m", {"robota@example.com"}},
      {"ціна (а) та дата", {}},
      {"собака example", {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_THAT(Values(FindEmails, c.text), ElementsAreArray(c.want));
  }
}

TEST(FindHandles, OfMoreServicesAndThroughDisguises) {
  struct Case {
    const char* text;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {"WeChat ID: robota_kyiv", {"wechat:robota_kyiv"}},
      {"вічат: robota_kyiv", {"wechat:robota_kyiv"}},
      {"LINE: robota.kyiv", {"line:robota.kyiv"}},
      {"Line ID: robota.kyiv", {"line:robota.kyiv"}},
      {"Line: production", {}},
      {"https://line.me/ti/p/~robota", {"line:robota"}},
      {"https://line.me/ti/p/AbCdEf123", {}},
      {"Signal: robota.01", {"signal:robota.01"}},
      {"tiktok @robota.ua", {"tiktok:robota.ua"}},
      {"тг @rоbоtа_kyіv", {"telegram:robota_kyiv"}},
      {"iнcтaгpaм: olena.work", {"instagram:olena.work"}},
      {"@𝐫𝐨𝐛𝐨𝐭𝐚_𝐤𝐲𝐢𝐯", {"telegram:robota_kyiv"}},
      {"т е л е г р а м   @ r o b o t a _ k y i v", {"telegram:robota_kyiv"}},
      {"ро\u00ADбота без досвіду", {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_THAT(Values(FindHandles, c.text), ElementsAreArray(c.want));
  }
}

TEST(ContactView, TakesAwayOnlyWhatHides) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"", ""},
      {"звичайний текст, plain text", "звичайний текст, plain text"},
      {"ро\u00ADбо\u200Bта", "робота"},
      {"пaспоpт", "паспорт"},          // two Latin letters
      {"Viberом", "Viberom"},          // letters of its own in both
      {"сор", "сор"},                  // a word that looks the same in both
      {"mail@сор.uk", "mail@cop.uk"},  // unless it stands in an address
      {"а б в г ґ д", "абвгґд"},
      {"а б в", "а б в"},
      {"1️⃣", "1"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(ContactView(c.text).text(), c.want);
  }
}

TEST(ContactView, LeavesTheOtherLinesAlone) {
  const std::string plain = "Потрібні люди на склад - 5 днів, з 9 до 18; на місяць\n";
  const std::string text =
      plain + "р о б о т а @ m a i l . c o m\n" + plain + "пі\u200Bшіть\n" + plain;
  EXPECT_EQ(ContactView(text).text(), plain + "робота@mail.com\n" + plain + "пішіть\n" + plain);
}

// The words before digits mean the same however they are written.
TEST(NumberContext, ReadsPlainAndDisguisedWords) {
  struct Case {
    const char* before;
    bool phone, id;
  };
  const Case cases[] = {
      {"", false, false},
      {"Телефон: ", true, false},
      {"ТЕЛ.:", true, false},
      {"Tелефон ", true, false},  // the first letter is Latin
      {"т е л е ф о н: ", true, false},
      {"теле\u00ADфон ", true, false},
      {"call ", true, false},
      {"номер для зв'язку ", false, false},  // three words back at the most
      {"номер зв'язку ", true, false},
      {"тел. 12 ", false, false},  // another number's
      {"ІПН ", false, true},
      {"код товару: ", false, true},
      {"№ ", false, true},
      {"ґанок, ёлка: ", false, false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.before);
    const NumberContext context(c.before);
    EXPECT_EQ(context.SaysPhone(), c.phone);
    EXPECT_EQ(context.SaysId(), c.id);
  }
}

TEST(DigitZones, HoldEveryNumber) {
  EXPECT_TRUE(DigitZones("", 6, 10).empty());
  EXPECT_TRUE(DigitZones("від 28 000 грн, зміна 12 годин", 6, 10).empty());
  EXPECT_TRUE(DigitZones("об'єкт, бо о зі ол", 3, 10).empty()) << "no digit at all";
  const std::string_view text = "тел. 067 123 45 67, Олена";
  const std::vector<ByteRange> zones = DigitZones(text, 6, 2);
  ASSERT_EQ(zones.size(), 1u);
  const std::string_view zone = text.substr(zones[0].begin, zones[0].end - zones[0].begin);
  EXPECT_NE(zone.find("067 123 45 67"), zone.npos);
  EXPECT_TRUE(IsValidUtf8(zone));
}

}  // namespace
}  // namespace varta
