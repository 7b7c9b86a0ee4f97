// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/ad_template.h"

#include <gtest/gtest.h>

namespace varta {
namespace {

std::string Shown(const std::vector<std::string>& texts, const std::set<std::string>& places = {}) {
  return TemplateText(TemplateOf(texts, places));
}

TEST(AdTemplate, ShowsWhatVaries) {
  EXPECT_EQ(Shown({}), "");
  EXPECT_EQ(Shown({"Шукаємо кухаря"}), "шукаємо кухаря");
  EXPECT_EQ(Shown({"Кухар у Лодзі, 5000 злотих, тел. 501 222 333",
                   "Кухар у Гданську, 5500 злотих, тел. 601 222 444"},
                  {"лодзі", "гданську"}),
            "кухар у [place: лодзі | гданську] [number: 5000 | 5500] злотих тел [contact]");
  EXPECT_EQ(Shown({"Потрібна няня до дитини терміново", "Потрібна няня терміново"}),
            "потрібна няня [words: до дитини] терміново");
}

TEST(AdTemplate, NeverShowsAContact) {
  for (const std::string& text :
       {std::string("Пишіть olena@mail.test"), std::string("Пишіть @olena_hr"),
        std::string("Пишіть 050-123-45-67"), std::string("Пишіть https://a.test/olena")}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(Shown({text, text}), "пишіть [contact]");
  }
}

TEST(AdTemplate, OneTextOfFourMayDiffer) {
  EXPECT_EQ(Shown({"миємо вікна щодня", "миємо вікна щодня", "миємо вікна щодня", "миємо щодня"}),
            "миємо вікна щодня");
}

TEST(AdTemplate, IsBounded) {
  std::string longer;
  for (int i = 0; i < 5000; ++i)
    longer += "слово" + std::string(1, static_cast<char>('a' + i % 26)) + ' ';
  const std::vector<std::string> texts(20, longer);
  EXPECT_LT(Shown(texts).size(), 20000u);
}

}  // namespace
}  // namespace varta
