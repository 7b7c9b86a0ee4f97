// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/ages.h"

#include <algorithm>

#include "tests/extract/fact_table.h"

namespace varta {
namespace {

TEST(FindAges, ReadsWhomAnAdWants) {
  const FactCase cases[] = {
      {"від 18 до 35 років", "18-35 wanted"},
      {"Вік від 18 років", "18+ wanted"},
      {"Вік: 18-35", "18-35 wanted"},
      {"вік 20–45 років", "20-45 wanted"},
      {"віком до 40 років", "<=40 wanted"},
      {"Шукаємо дівчат 18-25 років", "18-25 wanted"},
      {"дівчата 18–25, без досвіду", "18-25 wanted"},
      {"Набираємо дівчат 18–25 на роботу", "18-25 wanted"},
      {"Приглашаем девушек 20-30 в Италию", "20-30 wanted"},
      {"Запрошуємо дівчат від 18 до 30", "18-30 wanted"},
      {"Тільки 18+", "18+ wanted"},
      {"робота для жінок від 25 років", "25+ wanted"},
      {"Потрібні працівники до 55 років", "<=55 wanted"},
      {"від 18-ти років", "18+ wanted"},
      {"18+ років", "18+ wanted"},
      {"чоловіки 20-50 р", "20-50 wanted"},
      {"Возраст от 18 до 45 лет", "18-45 wanted"},
      {"возраст до 40", "<=40 wanted"},
      {"в возрасте от 20 лет", "20+ wanted"},
      {"Требуются девушки 18-30 лет", "18-30 wanted"},
      {"девушки от 18 лет", "18+ wanted"},
      {"парни 18-35", "18-35 wanted"},
      {"Приглашаем мужчин до 45 лет", "<=45 wanted"},
      {"Age: 18-30", "18-30 wanted"},
      {"girls 18-25 wanted", "18-25 wanted"},
      {"aged 20 to 35", "20-35 wanted"},
      {"women from 18 to 40 years", "18-40 wanted"},
      {"Wiek 18-50 lat", "18-50 wanted"},
      {"kobiety od 18 do 45 lat", "18-45 wanted"},
      {"w wieku od 20 lat", "20+ wanted"},
      {"Підробіток для підлітків від 14 років", "14+ wanted"},
      {"дівчата від 16 років", "16+ wanted"},
      {"дівчата 16-20 років", "16-20 wanted"},
      {"Шукаємо моделей 15-17 років", "15-17 wanted"},
      {"🔞 18+ 🔞", "18+ wanted"},
  };
  ExpectFacts({v1::FACT_KIND_AGE}, cases);
}

TEST(FindAges, ReadsHowOldSomebodyIs) {
  const FactCase cases[] = {
      {"мені 17 років, шукаю роботу", "17 stated"},
      {"Мені 16, і я шукаю підробіток", "16 stated"},
      {"Мені вже 19.", "19 stated"},
      {"мне 17 лет", "17 stated"},
      {"Мне 15, живу одна", "15 stated"},
      {"I am 17 years old", "17 stated"},
      {"I'm 16.", "16 stated"},
      {"mam 17 lat", "17 stated"},
      {"17-річна дівчина", "17 stated"},
      {"16-летняя девушка", "16 stated"},
      {"20 річний хлопець", "20 stated"},
      {"дівчина 17 років", "17 stated"},
      {"Олена, 25 років", "25 stated"},
      {"Хлопець, 19 років, шукає роботу", "19 stated"},
      {"Вік: 16", "16 stated"},
      {"возраст 17 лет", "17 stated"},
      {"Няня для дитини 5 років", "5 dependant"},
      {"діти від 3 до 6 років", "3-6 dependant"},
      {"сыну 4 года", "4 dependant"},
      {"7-річна дитина", "7 dependant"},
      {"my son is 6 years old", "6 dependant"},
  };
  ExpectFacts({v1::FACT_KIND_AGE}, cases);
}

TEST(FindAges, LeavesOtherYears) {
  const FactCase cases[] = {
      {"досвід роботи 2 роки", ""},
      {"дівчата пакують 18–25 на годину", ""},
      {"дівчата, 15-20 на день", ""},
      {"досвід від 18 років", ""},
      {"Досвід роботи від 3 років", ""},
      {"нашій компанії 20 років", ""},
      {"20 років на ринку", ""},
      {"опыт работы от 1 года", ""},
      {"компания более 12 лет на рынке", ""},
      {"гарантія 3 роки", ""},
      {"контракт на 2 роки", ""},
      {"25 років тому", ""},
      {"від 15 до 20 років позбавлення волі", ""},
      {"двадцять років", ""},
      {"у 90-х роках", ""},
      {"з 20-х років", ""},
      {"зарплата с 14 года", ""},
      {"в 2014 году", ""},
      {"25 років", ""},
      {"до 20 років", ""},
      {"мені 5 хвилин", ""},
      {"мені 20 гривень", ""},
      {"мені було 8 років", ""},
      {"18+2", ""},
      {"від 18 до 35 кг", ""},
      {"5+ кімнат", ""},
      {"2 years of experience", ""},
      {"over 15 years on the market", ""},
      {"3 lata doświadczenia", ""},
      {"тел. 067 123 45 67, 18 років", ""},
      {"№ 18+", ""},
      {"дівчата 50-60 кг", ""},
      {"від 18 тис", ""},
      {"100 років", ""},
      {"", ""},
  };
  ExpectFacts({v1::FACT_KIND_AGE}, cases);
}

TEST(FindAges, LetsARuleSeeMinors) {
  for (const char* text : {"дівчата 16-20 років", "мені 17 років", "від 16 років, дівчата",
                           "Вік: 15+", "девушки от 16 лет"}) {
    SCOPED_TRACE(text);
    FieldInput input;
    input.text = text;
    const std::vector<v1::Fact> facts = FindFacts(input);
    ASSERT_EQ(facts.size(), 1u);
    EXPECT_TRUE(facts[0].has_low());
    EXPECT_LT(facts[0].low(), 18);
    EXPECT_NE(facts[0].role(), v1::ROLE_DEPENDANT);
    EXPECT_EQ(facts[0].unit(), "year");
  }
}

}  // namespace
}  // namespace varta
