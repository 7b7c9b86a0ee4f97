// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/money.h"

#include <algorithm>

#include "tests/extract/fact_table.h"

namespace varta {
namespace {

TEST(FindMoney, ReadsWages) {
  const FactCase cases[] = {
      {"Зарплата від 28 000 грн", "wage 28000+ UAH"},
      {"Заробітна плата: 25 000 – 30 000 грн/міс", "wage 25000-30000 UAH/month"},
      {"ЗП 25-30 тис. грн на місяць", "wage 25000-30000 UAH/month"},
      {"З/п до 40000 грн.", "wage <=40000 UAH"},
      {"Оплата 100 € на день, житло поруч. Потрібні різноробочі", "wage 100 EUR/day"},
      {"Потрібні дівчата. Від 2000$ на тиждень", "wage 2000+ USD/week"},
      {"Ставка 25,50 zł netto/h", "wage 25.5 PLN/hour"},
      {"ставка — 22 зл/год", "wage 22 PLN/hour"},
      {"Зарплата 1500 євро чистими", "wage 1500 EUR"},
      {"Дохід від $3000", "wage 3000+ USD"},
      {"платимо 900 грн за зміну", "wage 900 UAH/shift"},
      {"Зарплата: 25 тис. на місяць", "wage 25000 XXX/month"},
      {"Вакансія: швачка. Оплата праці 18000", "wage 18000 XXX"},
      {"Зарплата 20к-30к грн", "wage 20000-30000 UAH"},
      {"30 000 грн на руки", "wage 30000 UAH"},
      {"від 800 до 1200 євро на місяць, робота на складі", ""},
      {"Робота на складі, від 800 до 1200 євро на місяць", "wage 800-1200 EUR/month"},
      {"Зарплата від 40000 до 60000 рублей в месяц", "wage 40000-60000 RUB/month"},
      {"Оклад 50 000 р. на руки", "wage 50000 RUB"},
      {"з/п 35 тыс. руб.", "wage 35000 RUB"},
      {"Платим 150 грн/час. Требуются грузчики", "wage 150 UAH/hour"},
      {"Требуются девушки, оплата ежедневно 5000 руб за смену", "wage 5000 RUB/shift"},
      {"Salary: $15/hour", "wage 15 USD/hour"},
      {"Salary from 1,200 EUR per month", "wage 1200+ EUR/month"},
      {"We are hiring waitresses, USD 3000 a month", "wage 3000 USD/month"},
      {"Wage up to £500 per week", "wage <=500 GBP/week"},
      {"Wynagrodzenie: 4500 zł brutto", "wage 4500 PLN"},
      {"Stawka 28 zl/h netto", "wage 28 PLN/hour"},
      {"Pensja od 5000 do 7000 zł miesięcznie", "wage 5000-7000 PLN/month"},
      {"Зарплата 30000 чеських крон", "wage 30000 CZK"},
      {"Зарплата 25000 норвезьких крон на місяць", "wage 25000 NOK/month"},
      {"зарплата 1 500 доларів США", "wage 1500 USD"},
      {"Зарплата:\n25 000 грн", "wage 25000 UAH"},
      {"💰 ЗП: 1500$-2500$", "wage 1500-2500 USD"},
      {"Заробіток $500-700 на тиждень", "wage 500-700 USD/week"},
      {"виплати 2 рази на місяць, зарплата 23 000 грн", "wage 23000 UAH"},
      {"Зарплата 25000 UAH", "wage 25000 UAH"},
      {"Зарплата 1.500 €", "wage 1500 EUR"},
      {"зарплата 28\u00a0000\u00a0грн", "wage 28000 UAH"},
      {"зарплата 4 000 шекелів", "wage 4000 ILS"},
      {"зарплата 3000 USDT", "wage 3000 USDT"},
  };
  // The word about work stands before its pay; one behind does not tell.
  for (const FactCase& c : cases) {
    if (c.want.empty()) continue;
    const FactCase one[] = {c};
    ExpectFacts({v1::FACT_KIND_WAGE, v1::FACT_KIND_PRICE}, one);
  }
}

TEST(FindMoney, ReadsPrices) {
  const FactCase cases[] = {
      {"Ціна 1200 грн", "1200 UAH"},
      {"Продам велосипед, 4500 грн", "4500 UAH"},
      {"Оренда 8000 грн/міс", "8000 UAH/month"},
      {"житло 500 зл на місяць", "500 PLN/month"},
      {"2000 грн/год", "2000 UAH/hour"},
      {"вартість послуг 300-500 грн", "300-500 UAH"},
      {"Цена: 1 250,50 руб.", "1250.5 RUB"},
      {"$100", "100 USD"},
      {"100$", "100 USD"},
      {"€ 20", "20 EUR"},
      {"збитки 2,4 млрд доларів", "2400000000 USD"},
      {"1,8132 млрд грн", "1813200000 UAH"},
      {"Вклад 500 € під 5 %", "500 EUR"},
      {"по 15 долларов", "15 USD"},
      {"проїзд 1500 грн, житло безкоштовне", "1500 UAH"},
      {"12 zł za sztukę", "12 PLN/piece"},
      {"40 грн/кг", "40 UAH/piece"},
      {"Комісія 50 євро за посередництво", "50 EUR"},
      {"The price is 1,000,000 USD", "1000000 USD"},
      {"500 UAH + 300 UAH", "500 UAH; 300 UAH"},
  };
  ExpectFacts({v1::FACT_KIND_WAGE, v1::FACT_KIND_PRICE}, cases);
}

TEST(FindMoney, LeavesOtherNumbers) {
  const FactCase cases[] = {
      {"067 123 45 67", ""},
      {"тел. 0671234567 грн", ""},
      {"12.05.2026", ""},
      {"2020 р.", ""},
      {"у 2020 р. на місяць", ""},
      {"з 9:00 до 18:00", ""},
      {"графік 15/15", ""},
      {"ЄДРПОУ 40123454", ""},
      {"від 18 до 35 років", ""},
      {"25 осіб", ""},
      {"Зарплата вчасно, 2 рази на місяць", ""},
      {"зарплата з 1 числа", ""},
      {"5 т вантажу", ""},
      {"кімната на 4 особи", ""},
      {"50 кг цукру", ""},
      {"на 3 поверсі", ""},
      {"Київ 01001", ""},
      {"кв. 25, буд. 12", ""},
      {"100%", ""},
      {"https://shop.example/500-uah/1000грн", ""},
      {"зростання зарплат у 2021 році", ""},
      {"5к1", ""},
      {"", ""},
  };
  ExpectFacts({v1::FACT_KIND_WAGE, v1::FACT_KIND_PRICE}, cases);
}

TEST(FindMoney, GivesNumbersAndUnit) {
  FieldInput input;
  input.text = "Зарплата від 25 до 30 тис. грн/міс";
  const std::vector<v1::Fact> facts = FindFacts(input);
  ASSERT_EQ(facts.size(), 1u);
  EXPECT_EQ(facts[0].low(), 25000);
  EXPECT_EQ(facts[0].high(), 30000);
  EXPECT_EQ(facts[0].unit(), "UAH/month");
  EXPECT_EQ(facts[0].written(), "від 25 до 30 тис. грн/міс");
  input.text = "Зарплата до 900 €";
  const std::vector<v1::Fact> open = FindFacts(input);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_FALSE(open[0].has_low());
  EXPECT_EQ(open[0].high(), 900);
}

TEST(FindMoney, ASumThatComesAgainIsOneFact) {
  const FactCase cases[] = {
      {"Зарплата 20000 грн\nЗарплата 30000 грн\nЗарплата 20000 грн\nЦіна: 20000 грн",
       "wage 20000 UAH; wage 30000 UAH; 20000 UAH"},
  };
  ExpectFacts({v1::FACT_KIND_WAGE, v1::FACT_KIND_PRICE}, cases);
  // More than are remembered: each once, as many as a text may have.
  std::string text;
  for (int round = 0; round < 2; ++round) {
    for (int sum = 0; sum < 100; ++sum)
      text += "Зарплата " + std::to_string(20000 + sum) + " грн\n";
  }
  FieldInput input;
  input.text = text;
  EXPECT_EQ(FindFacts(input).size(), 64u);
}

}  // namespace
}  // namespace varta
