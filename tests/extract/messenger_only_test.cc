// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/messenger_only.h"

#include <algorithm>

#include "tests/extract/fact_table.h"

namespace varta {
namespace {

TEST(MessengerOnly, HoldsWithoutPhoneMailAndEmployer) {
  const FactCase cases[] = {
      {"Робота для дівчат, пишіть @vygadka_work", "telegram"},
      {"Деталі: t.me/vygadka_work", "telegram"},
      {"пишіть в телеграм", "telegram"},
      {"Пишіть в особисті повідомлення", "direct"},
      {"всі питання в лс", "direct"},
      {"напишите мне в вайбер", "viber"},
      {"пишите в личку", "direct"},
      {"write me on WhatsApp", "whatsapp"},
      {"пишіть @vygadka_work або інста @vygadka.jobs", "telegram"},
      {"пишіть @vygadka_work, viber: vygadka_v", "telegram,viber"},
      {"Пишіть @vygadka_work, тел. 067 123 45 67", ""},
      {"Пишіть @vygadka_work або info@example.com", ""},
      {"ТОВ «Вигадка», пишіть @vygadka_work", ""},
      {"wa.me/380671234567", ""},
      {"інста @vygadka.jobs", ""},
      {"Телеграм заблокували в країні", ""},
      {"читайте наш Telegram", ""},
      {"@aaaaa1 @bbbbb2 @ccccc3 @ddddd4 @eeeee5", ""},
      {"Робота на складі", ""},
      {"", ""},
  };
  ExpectFacts({v1::FACT_KIND_MESSENGER_ONLY}, cases);
}

TEST(MessengerOnly, ALinkAloneIsLessCertain) {
  const std::vector<Link> links = {{*Url::Parse("https://t.me/vygadka_work"), "", false}};
  FieldInput input;
  input.text = "Робота для всіх";
  input.links = &links;
  const std::vector<v1::Fact> facts = FindFacts(input);
  ASSERT_EQ(facts.size(), 2u);
  EXPECT_EQ(facts[1].kind(), v1::FACT_KIND_MESSENGER_ONLY);
  EXPECT_LT(facts[1].confidence(), 0.6);
  EXPECT_FALSE(facts[1].has_span());
}

}  // namespace
}  // namespace varta
