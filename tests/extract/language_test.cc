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
      // Ukrainian and Russian in one sentence: what most of it is
      {"Шукаю роботу з проживанням, можна без документів, писати в лічку, срочно", "uk"},
      {"Девочки, есть работа в Польше, виїзд завтра, оплата каждый день, звоните", "ru"},
      // the neighbours without a letter of their own
      {"Потребни су радници за рад у магацину", "sr"},
      {"Бараме работници за магацин во Виена, сместувањето е бесплатно", "mk"},
      {"работа за жени в Германия, заплащане всяка седмица", "bg"},
      // short, in Latin letters
      {"Căutăm bone", "ro"},
      {"Szukamy kobiet do pracy", "pl"},
      {"emploi sans papiers", "fr"},
      {"darbs ārzemēs", "lv"},
      // Serbian and Croatian
      {"Potrebne devojke za rad u inostranstvu, smeštaj i hrana obezbeđeni, plata svake nedelje",
       "sr"},
      {"Potrebne djevojke za rad u inozemstvu, smještaj i hrana osigurani, plaća svaki tjedan",
       "hr"},
      // Russian and Ukrainian in Latin letters
      {"Trebuyutsya devushki dlya raboty za granitsey, zhilyo i bilety oplachivaem, zvonite", "ru"},
      {"nuzhny lyudi na sklad, oplata kazhdyj den, bez dokumentov, pishite v lichku", "ru"},
      {"Potribni lyudy na robotu za kordon, zhytlo bezkoshtovno, dzvonit shchodnya", "uk"},
      {"Shukayemo divchat dlya roboty v Polshchi, vyyizd shchotyzhnya, oplata odrazu", "uk"},
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

TEST(Language, IsNotSureOfTransliteration) {
  const Language guess = DetectLanguage(
      "Trebuyutsya devushki dlya raboty za granitsey, zhilyo i bilety oplachivaem, zvonite");
  EXPECT_LE(guess.confidence, 0.6);
  EXPECT_GE(guess.confidence, 0.5);
}

TEST(Language, OfALongTextIsItsMostUsual) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "Потрібні працівники на склад, житло надаємо.\n";
  text += "Workers wanted for a warehouse.\n";
  EXPECT_EQ(DetectLanguage(text).code, "uk");
}

TEST(Languages, OnePerBlock) {
  struct Case {
    const char* name;
    std::vector<std::pair<std::string, std::string>> blocks;  // text and its language
  };
  const std::string uk = "Потрібні працівники на склад у Варшаві, житло надаємо.\n";
  const std::string ru = "Требуются работники на склад в Варшаве, жильё предоставляем.\n";
  const std::string en = "We are looking for warehouse workers in Warsaw, housing included.\n";
  const Case cases[] = {
      {"empty", {}},
      {"one", {{uk, "uk"}}},
      {"equal ones are one", {{uk + uk + uk, "uk"}}},
      {"three languages", {{uk, "uk"}, {ru + ru, "ru"}, {en, "en"}}},
      {"short lines belong to what stands before", {{uk + "067 123 45 67\n\n", "uk"}, {en, "en"}}},
      {"or behind", {{"Увага!\n" + ru, "ru"}, {uk, "uk"}}},
      {"only short ones", {{"Потрібні\nпрацівники\nна склад\n", "uk"}}},
      {"no language", {{"067 123 45 67\n", ""}}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    std::string text;
    for (const auto& block : c.blocks) text += block.first;
    const std::vector<LanguageSpan> spans = DetectLanguages(text);
    ASSERT_EQ(spans.size(), c.blocks.size());
    size_t begin = 0;
    for (size_t i = 0; i < spans.size(); ++i) {
      EXPECT_EQ(spans[i].language.code, c.blocks[i].second);
      EXPECT_EQ(spans[i].span.begin, begin);
      begin += c.blocks[i].first.size();
      EXPECT_EQ(spans[i].span.end, begin);
    }
  }
}

TEST(Languages, ManyLinesEndSoon) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "Потрібні працівники на склад у Варшаві\n";
  const std::vector<LanguageSpan> spans = DetectLanguages(text);
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(spans[0].span.end, text.size());
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
