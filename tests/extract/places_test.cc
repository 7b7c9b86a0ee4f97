// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/places.h"

#include <algorithm>

#include "extract/gazetteer.h"
#include "tests/extract/fact_table.h"

namespace varta {
namespace {

TEST(FindPlaces, TellsWhereToAndWhereFrom) {
  const FactCase cases[] = {
      {"Робота в Польщі", "PL destination"},
      {"робота в польщі для всіх", "PL destination"},
      {"Виїзд до Німеччини", "DE destination"},
      {"Запрошуємо в Польщу", "PL destination"},
      {"Потрібні швачки в Чехію", "CZ destination"},
      {"виїзд з Києва", "UA-30/Kyiv origin"},
      {"Шукаємо людей з України", "UA origin"},
      {"дівчата з Одеси та Харкова", "UA-51/Odesa origin; UA-63/Kharkiv origin"},
      {"Рейс Київ – Варшава", "UA-30/Kyiv origin; PL/Warszawa destination"},
      {"Львів → Краків", "UA-46/Lviv origin; PL/Krakow destination"},
      {"Вакансії в Польщі, Чехії та Німеччині", "PL destination; CZ destination; DE destination"},
      {"Робота за кордоном", "abroad destination"},
      {"Виїзд за кордон", "abroad destination"},
      {"Країна: Польща", "PL destination"},
      {"Робота: Німеччина, Берлін", "DE destination; DE/Berlin destination"},
      {"Збір полуниці у Великій Британії", "GB destination"},
      {"танцівниці в ОАЕ", "AE destination"},
      {"Хостес у Дубай", "AE/Dubai destination"},
      {"Вакансія у Львівській області", "UA-46 destination"},
      {"робота в Івано-Франківську", "UA-26/Ivano-Frankivsk destination"},
      {"Робота у м. Рівне", "UA-56/Rivne destination"},
      {"Работа в Польше", "PL destination"},
      {"Требуются водители в Германию", "DE destination"},
      {"выезд из Днепра", "UA-12/Dnipro origin"},
      {"Едем в Турцию", "TR destination"},
      {"работа в москве", "RU/Moscow destination"},
      {"девушки из Молдовы", "MD origin"},
      {"Работа за границей", "abroad destination"},
      {"Jobs in Germany", "DE destination"},
      {"from Kyiv to Warsaw", "UA-30/Kyiv origin; PL/Warszawa destination"},
      {"work abroad", "abroad destination"},
      {"Praca w Niemczech", "DE destination"},
      {"praca w Warszawie", "PL/Warszawa destination"},
      {"z Ukrainy do Polski", "UA origin; PL destination"},
      {"Робота в Мʼянмі", "MM destination"},
      {"оператор чату, Камбоджа", "KH"},
      {"Їдемо з Чернівців до Румунії", "UA-77/Chernivtsi origin; RO destination"},
      {"набір у Кривому Розі", "UA-12/Kryvyi Rih destination"},
      {"робота в Білій Церкві", "UA-32/Bila Tserkva destination"},
      {"Робота у ПОЛЬЩІ", "PL destination"},
  };
  ExpectFacts({v1::FACT_KIND_PLACE}, cases);
}

TEST(FindPlaces, ReadsNamesAlone) {
  const FactCase cases[] = {
      {"Київ", "UA-30/Kyiv"},
      {"хостес, Туреччина", "TR"},
      {"м. Київ, вул. Хрещатик", "UA-30/Kyiv"},
      {"Адреса: Тернопіль", "UA-61/Ternopil"},
      {"Ціни у Львові", "UA-46/Lviv"},
      {"Тернополя не видно", "UA-61/Ternopil"},
      {"Нью-Йорк", "US/New York"},
      {"Кам'янець-Подільський", "UA-68/Kamianets-Podilskyi"},
      {"Кам’янці-Подільському", "UA-68/Kamianets-Podilskyi"},
      {"США та Канада", "US; CA"},
      {"Закарпаття", "UA-21"},
      {"Киевская обл.", "UA-32"},
      {"#Одеса", "UA-51/Odesa"},
      {"Санкт-Петербург", "RU/Saint Petersburg"},
      {"Полтава, Суми, Харків", "UA-53/Poltava; UA-63/Kharkiv"},
      {"у Сумах холодно", "UA-59/Sumy"},
      {"місто Суми", "UA-59/Sumy"},
      {"m. Lwów", "UA-46/Lviv"},
      {"Польшa", "PL"},
  };
  ExpectFacts({v1::FACT_KIND_PLACE}, cases);
}

TEST(FindPlaces, LeavesWhatIsNoPlace) {
  const FactCase cases[] = {
      {"Суми до 5000 грн", ""},
      {"виплата суми", ""},
      {"у сумах до 500", ""},
      {"Рівне покриття", ""},
      {"рівне місце", ""},
      {"Бар «Веселка»", ""},
      {"у барі", ""},
      {"хлопець із села", ""},
      {"полтавська область", "UA-53"},
      {"Луцька міська рада", ""},
      {"Київський проспект", ""},
      {"польські дороги", ""},
      {"на березі Дніпра", ""},
      {"на Південному Кавказі", ""},
      {"М. Кропивницького читали", ""},
      {"Богдана Хмельницького", ""},
      {"ввести в оману", ""},
      {"ізюм і родзинки", ""},
      {"Ізюм, горіхи", ""},
      {"Умань", ""},
      {"contact us", ""},
      {"CONTACT US", ""},
      {"буча", ""},
      {"https://example.com/Київ/Lviv", ""},
      {"nice day in the uk", ""},
      {"катар верхніх шляхів", ""},
      {"Сарни бігають лісом", ""},
      {"калуш", ""},
      {"броди через річку", ""},
      {"", ""},
  };
  ExpectFacts({v1::FACT_KIND_PLACE}, cases);
}

TEST(NamedCountry, IsTheOneNamedMostOften) {
  const auto named = [](std::string_view text) {
    return std::string(NamedCountry(TokenText(text), "UA"));
  };
  EXPECT_EQ(named("Робота у Вроцлаві та Лодзі, виїзд до Берліна"), "PL");
  EXPECT_EQ(named("Office in London, UK"), "GB");
  EXPECT_EQ(named("Київ, Львів"), "");  // home
  EXPECT_EQ(named("в польщі"), "");     // a name has a capital
  EXPECT_EQ(named("За кордоном"), "");
  EXPECT_EQ(named("https://London.example/"), "");
  EXPECT_EQ(named(""), "");
}

TEST(Gazetteer, EveryPlaceIsFoundByItsNames) {
  // Nominatives of both spellings behind "до міста" would be odd; the lexicon itself is asked.
  const Lexicon& lexicon = Lexicon::Get();
  for (const char* word :
       {"києва", "києві", "харкова", "львовом", "чернівців", "польщу", "італією", "франции",
        "одессе", "тернополя", "запоріжжям", "рівного", "суми", "варшави", "прагу", "warszawie"}) {
    SCOPED_TRACE(word);
    const uint32_t entry = lexicon.Find(word);
    ASSERT_NE(entry, kNoEntry);
    EXPECT_TRUE(lexicon.Kinds(entry) & Bit(Kind::kPlace));
  }
  EXPECT_EQ(lexicon.Find("немаєтакогослова"), kNoEntry);
  EXPECT_EQ(lexicon.Find(""), kNoEntry);
  for (const PlaceRow& row : UkrainianPlaces()) EXPECT_TRUE(row.code.starts_with("UA")) << row.city;
  for (const PlaceRow& row : ForeignPlaces()) EXPECT_FALSE(row.names.empty()) << row.code;
}

}  // namespace
}  // namespace varta
