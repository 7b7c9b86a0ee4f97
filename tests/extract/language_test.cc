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
  const std::string ru = "Требуются опытные работники на склад в Варшаве, жильё предоставляем.\n";
  const std::string sr = "Потребни радници за посао у Аустрији, обезбеђен смештај и исхрана.\n";
  const std::string pl = "Zatrudnimy pracowników na magazyn, mieszkanie za darmo, bez opłat.\n";
  const std::string en =
      "We are looking for warehouse workers in Warsaw, housing is free of charge for you.\n";
  const std::string short_en = "Housing is free\nCall us any day\n";
  const Case cases[] = {
      {"three languages", {{uk, "uk"}, {ru + ru, "ru"}, {en, "en"}}},
      {"and back", {{uk, "uk"}, {en, "en"}, {uk + uk, "uk"}}},
      {"one script", {{sr, "sr"}, {ru, "ru"}}},
      {"one Latin, one Latin with marks", {{en, "en"}, {pl + pl, "pl"}}},
      {"short lines belong to what stands before", {{uk + "067 123 45 67\n\n", "uk"}, {en, "en"}}},
      {"or behind", {{"Hi!\n" + ru, "ru"}, {uk, "uk"}}},
      {"many short ones", {{uk, "uk"}, {short_en + short_en + short_en, "en"}}},
      {"a line without a letter of its own language alone",
       {{uk + "Смена у нас с восьми часов, без обеда.\n", "uk"}, {ru + ru, "ru"}}},
      {"many letters without one",
       {{uk, "uk"},
        {"Принимать участие в проверке и анализе информации, вести переговоры с заказчиками.\n",
         "ru"}}},
      {"without a line end", {{uk, "uk"}, {en.substr(0, en.size() - 1), "en"}}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    std::string text;
    for (const auto& block : c.blocks) text += block.first;
    const std::vector<LanguageSpan> spans = DetectLanguages(text);
    ASSERT_EQ(spans.size(), c.blocks.size());
    size_t begin = 0;
    for (size_t i = 0; i < spans.size(); ++i) {
      EXPECT_EQ(spans[i].code, c.blocks[i].second);
      EXPECT_EQ(spans[i].span.begin, begin);
      begin += c.blocks[i].first.size();
      EXPECT_EQ(spans[i].span.end, begin);
    }
  }
}

TEST(Languages, OfOneLanguageThereIsNothingToSay) {
  const std::string uk = "Потрібні працівники на склад у Варшаві, житло надаємо.\n";
  const std::string texts[] = {
      "",
      "\n\n",
      "067 123 45 67\n",
      "Потрібні\nпрацівники\nна склад\n",
      uk + uk + uk,
      // names and words of others
      uk + "Volkswagen, Amazon, Zara\nhttp://robota.example/ua/?id=77\n" + uk,
      uk + "https://www.robota-testova.example/ua/ogoloshennia/varshava/sklad/2026/11/pracivnyk\n",
      uk + "Контакти: Марина, e-mail: kadry-varshava.sklad@robota-testova.example, viber\n",
      uk + "На смену выходим в восемь.\n" + uk,
      // Ukrainian lines without a letter of its own
      "Робота на складах у Польщах.\n" + uk + "Оплата вчасно, без штрафу.\n",
      "Требуются работники на склад.\nОплата раз в неделю, без штрафов.\nЖильё предоставляем.\n",
  };
  for (const std::string& text : texts) {
    SCOPED_TRACE(text);
    EXPECT_TRUE(DetectLanguages(text).empty());
  }
}

TEST(Languages, ManyBlocksEndSoon) {
  const std::string pair =
      "Потрібні працівники на склад у Варшаві, житло надаємо.\n"
      "We are looking for warehouse workers in Warsaw, housing is free of charge for you.\n";
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += pair;
  const std::vector<LanguageSpan> spans = DetectLanguages(text);
  ASSERT_EQ(spans.size(), 100u);
  EXPECT_EQ(spans[98].code, "uk");
  EXPECT_EQ(spans[99].code, "en");
  EXPECT_EQ(spans[99].span.end, text.size());
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
