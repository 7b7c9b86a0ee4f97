// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/hours.h"

#include <algorithm>

#include "tests/extract/fact_table.h"

namespace varta {
namespace {

TEST(FindHours, ReadsSchedules) {
  const FactCase cases[] = {
      {"12 годин на день", "12 hour/day"},
      {"по 10-12 годин на добу", "10-12 hour/day"},
      {"Робочий день 10 годин", "10 hour/day"},
      {"зміни по 12 год", "12 hour/day"},
      {"12-годинний робочий день", "12 hour/day"},
      {"12-ти годинна зміна", "12 hour/day"},
      {"40 годин на тиждень", "40 hour/week"},
      {"до 60 годин на тиждень", "<=60 hour/week"},
      {"6 днів на тиждень", "6 day/week"},
      {"5-6 днів на тиждень", "5-6 day/week"},
      {"Графік 6/1", "6/1"},
      {"графік роботи: 5/2, з 9:00 до 18:00", "5/2; 09:00-18:00"},
      {"вахта 15/15", "15/15"},
      {"вахтовий метод 30/15", "30/15"},
      {"Потрібні охоронці, 2/2", "2/2"},
      {"без вихідних", "7 day/week"},
      {"09:00–18:00", "09:00-18:00"},
      {"9.00-18.00", "09:00-18:00"},
      {"з 8 до 17 години", "08:00-17:00"},
      {"нічна зміна 22:00-06:00", "22:00-06:00"},
      {"Пн-Пт 9:30 - 18:30", "09:30-18:30"},
      {"с 9-00 до 18-00", "09:00-18:00"},
      {"по 12 часов в день", "12 hour/day"},
      {"рабочий день с 9 до 18", "09:00-18:00"},
      {"график 2/2", "2/2"},
      {"без выходных", "7 day/week"},
      {"6 дней в неделю", "6 day/week"},
      {"10 hours a day, 6 days a week", "10 hour/day; 6 day/week"},
      {"no days off", "7 day/week"},
      {"8 godzin dziennie", "8 hour/day"},
      {"240 godzin miesięcznie", ""},
      {"praca 6 dni w tygodniu", "6 day/week"},
      {"график работы 2 через 2", ""},
  };
  ExpectFacts({v1::FACT_KIND_HOURS}, cases);
}

TEST(FindHours, LeavesOtherNumbers) {
  const FactCase cases[] = {
      {"через 2 години", ""},      {"їхати 12 годин", ""},  {"12.05.2026", ""},
      {"вул. Шевченка 15/15", ""}, {"1/2 ставки", ""},      {"5/2/3", ""},
      {"12.50-18.75 грн", ""},     {"з 9 до 18 осіб", ""},  {"від 5 до 10 календарних днів", ""},
      {"067-12-34-567", ""},       {"25:00-26:00", ""},     {"12:30:15", ""},
      {"перерва 13:00-14:00", ""}, {"8 днів у місяць", ""}, {"9 днів на тиждень", ""},
      {"30 годин на добу", ""},    {"1,5-2,0", ""},         {"2-3 години", ""},
      {"у 2020/21 році", ""},      {"24 години", ""},       {"", ""},
  };
  ExpectFacts({v1::FACT_KIND_HOURS}, cases);
}

TEST(FindHours, TellsHowLong) {
  struct Case {
    const char* text;
    double low, high;
    const char* unit;
  };
  const Case cases[] = {{"Робота з 8:00 до 20:00", 12, 12, "hour/day"},
                        {"зміна 22:00-06:30", 8.5, 8.5, "hour/day"},
                        {"графік 6/1", 6, 6, "day/week"},
                        {"зміни по 12-14 годин на день", 12, 14, "hour/day"},
                        {"працюємо без вихідних", 7, 7, "day/week"}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    FieldInput input;
    input.text = c.text;
    const std::vector<v1::Fact> facts = FindFacts(input);
    ASSERT_EQ(facts.size(), 1u);
    EXPECT_EQ(facts[0].low(), c.low);
    EXPECT_EQ(facts[0].high(), c.high);
    EXPECT_EQ(facts[0].unit(), c.unit);
  }
}

}  // namespace
}  // namespace varta
