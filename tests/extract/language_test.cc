// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/language.h"

#include <gtest/gtest.h>

namespace varta {
namespace {

TEST(Language, Tells) {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"", ""},
      {" 067 123-45-67 ... 2000 ", ""},
      // long enough for CLD2
      {"Запрошуємо на роботу до Польщі чоловіків та жінок без досвіду, житло надаємо", "uk"},
      {"Требуются девушки для работы за границей, жильё и билеты оплачиваем", "ru"},
      {"Запрашаем на працу ў Польшчу мужчын і жанчын без досведу, жыллё даём", "be"},
      {"Търсим работници за строителен обект, осигуряваме квартира и храна", "bg"},
      {"Потребни радници за посао у Аустрији, обезбеђен смештај и исхрана", "sr"},
      {"Шетелде жұмыс істеуге қыздар мен жігіттерді шақырамыз, тұрғын үй береміз", "kk"},
      {"We are hiring warehouse workers in Warsaw, housing is free of charge", "en"},
      {"Zatrudnimy pracowników na magazyn, mieszkanie za darmo, dzwonić po południu", "pl"},
      {"Căutăm muncitori pentru construcții în Germania, cazare gratuită", "ro"},
      {"Wir suchen Aushilfen für unsere Küche, Unterkunft ist möglich", "de"},
      {"דרושים עובדים למסעדה קטנה ליד הים, נא להתקשר בשעות הערב", "he"},
      // short: letters decide
      {"Потрібні швачки", "uk"},
      {"Є житло", "uk"},
      {"робота за кордоном, виїзд щотижня", "uk"},
      {"Нужны девушки", "ru"},
      {"Вы ищете выход?", "ru"},
      {"это подработка", "ru"},
      {"Жыллё ёсць, ўсё добра", "be"},
      // short: words and endings decide
      {"дуже треба", "uk"},
      {"працювати на полуницях", "uk"},
      {"там же и документы", "ru"},
      {"требуется няня", "ru"},
      {"платит хорошо", "ru"},
      // a name or a brand in the other language does not turn it
      {"Їдемо на роботу в Польщу, фірма «Крылья», виїзд у п'ятницю зранку", "uk"},
      {"Едем на работу в Польшу, город Київ, выезд в пятницу утром", "ru"},
      {"IT company Kyiv: потрібен досвідчений розробник, пишіть у Telegram", "uk"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const Language got = DetectLanguage(c.text);
    EXPECT_EQ(got.code, c.want);
    EXPECT_GE(got.confidence, 0);
    EXPECT_LE(got.confidence, 1);
    EXPECT_EQ(got.confidence > 0, !got.code.empty());
  }
}

TEST(Language, IsSurerOfLongTexts) {
  const double shorter = DetectLanguage("рамках").confidence;
  const double longer = DetectLanguage("У рамках програми пропонуємо навчання і роботу").confidence;
  EXPECT_LT(shorter, longer);
}

TEST(Language, TakesAnyBytes) {
  EXPECT_EQ(DetectLanguage("Потрібні швачки \xD0\xFF\x80 на роботу").code, "uk");
  std::string text;
  while (text.size() < 300'000) text += "потрібні швачки на роботу ";
  EXPECT_EQ(DetectLanguage(text).code, "uk");
  EXPECT_EQ(DetectLanguage(std::string(100'000, '\0')).code, "");
}

}  // namespace
}  // namespace varta
