// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/gone.h"

#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

struct Case {
  const char* title;
  const char* text;
  const char* phrase = "";  // as found; "": the page does not say that it is gone
};

void Check(const Case& c) {
  SCOPED_TRACE(std::string(c.title) + " / " + c.text);
  const std::string phrase = c.phrase;
  EXPECT_EQ(WhyGone(c.title, c.text), phrase.empty() ? "" : "the page says '" + phrase + "'");
}

TEST(Gone, KnowsPagesWhoseAdIsGone) {
  constexpr Case kCases[] = {
      // Ukrainian
      {"Оголошення не знайдено", "", "Оголошення не знайдено"},
      {"Дошка оголошень міста", "На жаль, це оголошення вже видалено.\nПодивіться схожі",
       "На жаль, це оголошення вже видалено"},
      {"Водій категорії С — вакансія закрита | Робота тут", "", "вакансія закрита"},
      {"Покоївка, Варшава", "Головна\nРобота\nПокоївка, Варшава\nВакансія неактуальна",
       "Вакансія неактуальна"},
      {"Кухар", "Оголошення знято з публікації автором", "Оголошення знято з публікації автором"},
      {"Кухар", "Вакансія «Кухар у кафе» закрита. Дата закриття 5 травня",
       "Вакансія «Кухар у кафе» закрита"},
      {"Помилка 404", "Ой", "Помилка 404"},
      {"Сайт", "Цієї сторінки не існує або її перенесено",
       "Цієї сторінки не існує або її перенесено"},
      {"Сайт", "Неактивне оголошення", "Неактивне оголошення"},
      {"Сайт", "ОГОЛОШЕННЯ №123456 БУЛО ВИДАЛЕНО МОДЕРАТОРОМ!",
       "ОГОЛОШЕННЯ No123456 БУЛО ВИДАЛЕНО МОДЕРАТОРОМ"},
      {"Сайт", "Термін дії вакансії закінчився", "Термін дії вакансії закінчився"},
      {"Сайт", "Вакансія закрита для нових відгуків", "Вакансія закрита для нових відгуків"},
      {"Сайт", "Ця вакансія вже не є актуальною.", "Ця вакансія вже не є актуальною"},
      // Russian
      {"Доска", "Страница, которую Вы запрашиваете, не существует",
       "Страница, которую Вы запрашиваете, не существует"},
      {"Доска", "Такой страницы нет на сайте", "Такой страницы нет на сайте"},
      {"Объявление не найдено", "", "Объявление не найдено"},
      {"Сиделка с проживанием", "Сиделка с проживанием\nСнято с публикации 12 ноября\nОписание",
       "Снято с публикации 12 ноября"},
      {"Доска", "К сожалению, вакансия, которую вы ищете, уже закрыта.",
       "К сожалению, вакансия, которую вы ищете, уже закрыта"},
      {"Доска", "Объявление удалено пользователем", "Объявление удалено пользователем"},
      {"Доска", "Страница не найдена. Возможно, она была удалена", "Страница не найдена"},
      {"Доска", "Вакансия в архиве", "Вакансия в архиве"},
      {"Доска", "Такого объявления не существует", "Такого объявления не существует"},
      {"Доска", "Работодатель закрыл вакансию", "Работодатель закрыл вакансию"},
      {"Доска", "Срок публикации этого объявления истёк", "Срок публикации этого объявления истёк"},
      // English
      {"Job not found - Jobs here", "", "Job not found"},
      {"Jobs here", "Sorry, the job you are looking for is no longer available.",
       "Sorry, the job you are looking for is no longer available"},
      {"Jobs here", "This ad has expired", "This ad has expired"},
      {"Jobs here", "The listing you're trying to view has been removed by its author!",
       "The listing you're trying to view has been removed by its author"},
      {"404 Not Found", "nginx", "404 Not Found"},
      {"Waitress in Dubai", "Waitress in Dubai\nNo longer accepting applications\nFull time",
       "No longer accepting applications"},
      {"Jobs here", "Oops! Page not found", "Page not found"},
      {"Jobs here", "We couldn't find that page", "We couldn't find that page"},
      // Polish
      {"Praca", "To ogłoszenie jest już nieaktualne", "To ogłoszenie jest już nieaktualne"},
      {"Praca", "Oferta pracy, której szukasz, wygasła.", "Oferta pracy, której szukasz, wygasła"},
      {"Nie znaleziono strony", "", "Nie znaleziono strony"},
      {"Praca", "Ogłoszenie zostało usunięte przez użytkownika",
       "Ogłoszenie zostało usunięte przez użytkownika"},
      // Romanian
      {"Anunțuri", "Acest anunț nu mai este disponibil", "Acest anunț nu mai este disponibil"},
      {"Anunturi", "Anuntul a expirat", "Anuntul a expirat"},
      {"Anunțuri", "Pagina pe care o căutați nu există", "Pagina pe care o căutați nu există"},
      // German
      {"Stellen", "Diese Anzeige ist leider nicht mehr verfügbar.",
       "Diese Anzeige ist leider nicht mehr verfügbar"},
      {"Seite nicht gefunden", "", "Seite nicht gefunden"},
      {"Stellen", "Das Stellenangebot ist abgelaufen", "Das Stellenangebot ist abgelaufen"},
      {"Stellen", "Diese Stelle ist nicht mehr ausgeschrieben",
       "Diese Stelle ist nicht mehr ausgeschrieben"},
      // Czech
      {"Práce", "Inzerát už není v nabídce", "Inzerát už není v nabídce"},
      {"Práce", "Tento inzerát byl smazán uživatelem", "Tento inzerát byl smazán uživatelem"},
      {"Práce", "Nabídka práce již není aktivní", "Nabídka práce již není aktivní"},
      {"Stránka nenalezena", "", "Stránka nenalezena"},
      // Bulgarian
      {"Обяви", "Обявата е изтрита от потребителя", "Обявата е изтрита от потребителя"},
      {"Обяви", "Страницата, която търсите, не съществува",
       "Страницата, която търсите, не съществува"},
      {"Обяви", "Тази обява вече не е активна", "Тази обява вече не е активна"},
  };
  for (const Case& c : kCases) Check(c);
}

TEST(Gone, LetsOrdinaryPagesBe) {
  constexpr Case kCases[] = {
      {"", ""},
      {"Водій категорії С, Київ", "Потрібен водій. Зарплата 30000 грн. Телефон 067 404 40 40"},
      {"Вакансія: пакувальник", "Вакансія відкрита. Графік 5/2. Житло надаємо."},
      {"Вакансія не закрита", "Вакансія ще не закрита, телефонуйте"},
      {"Кухар", "Якщо оголошення не видалено, вакансія актуальна. Дзвоніть!"},
      {"Кухар", "Після того як вакансія закрита, ми не телефонуємо"},
      {"Кухар", "Моє попереднє оголошення видалено, тому пишу тут"},
      {"Кухар", "Оголошення заблоковано помилково, публікую ще раз. Потрібен кухар"},
      {"Робота", "Вакансія закрита? Дивіться інші"},
      {"Робота в архіві", "Вакансія в архіві міста: упорядник фондів"},
      {"Робота", "Ця вакансія закрита для кандидатів без досвіду"},
      {"Вакансії водія у Києві",
       "1 245 вакансій\nСортувати за датою\nВодій\nВакансія закрита\nКур'єр\n20000 грн"},
      {"Робота", "За вашим запитом оголошень не знайдено"},
      {"Сиделка", "Ищем сиделку. Если объявление висит — значит вакансия не закрыта"},
      {"Работа", "Вакансия удаленная, работа на дому"},
      {"Работа", "Вакансия: удаленно, оператор чата"},
      {"Работа", "Предложение ограничено! Набираем девушек до 25 лет"},
      {"Работа", "Объявление снято повторно, смотрите видео"},
      {"Работа", "Открытых вакансий нет"},
      {"Работа", "Объявления не найдены. Измените условия"},
      {"Работа", "Закрытая территория, вакансия охранника, страница в соцсетях"},
      {"Работа", "Найдено 35 объявлений\nГорничная\nОбъявление закрыто\nПовар"},
      {"Jobs", "Apply before the job is closed. Offer is open till Friday"},
      {"Jobs", "If the ad was removed, call us all the same"},
      {"Jobs", "My last ad was deleted by mistake"},
      {"Jobs", "Do you want to know when a position is filled? Subscribe"},
      {"Jobs", "The job offers accommodation. Restaurant closed on Sundays"},
      {"Jobs", "120 jobs found\nDriver\nThis job has expired\nCook"},
      {"Jobs", "The position was filled once, now it is open again"},
      {"Jobs", "The position is closed for men"},
      {"Praca", "Oferta pracy dla opiekunki. Jeśli ogłoszenie jest nieaktualne, zadzwoń"},
      {"Praca", "Ogłoszenie aktualne! Praca od zaraz"},
      {"Locuri de muncă", "Oferta este valabilă până vineri. Cazare gratuită"},
      {"Stellen", "Wenn die Anzeige gelöscht ist, ist die Stelle vergeben"},
      {"Stellen", "Die Stelle ist nicht befristet. Seite 2"},
      {"Práce", "Nabídka práce v Praze, ubytování zdarma. Pozice je volná"},
      {"Обяви", "Обявата е активна. Търсим камериерки за хотел"},
      {"Error correction specialist", "Room 404, third floor"},
  };
  for (const Case& c : kCases) Check(c);
}

TEST(Gone, ReadsOnlyTheTop) {
  std::string text;
  while (text.size() < 900) text += "Потрібна покоївка в готель. ";
  EXPECT_EQ(WhyGone("Покоївка", text + "\nОголошення видалено"), "");
  // A notice in a long paragraph of its own kind is none.
  std::string sentence = "оголошення видалено";
  for (int i = 0; i < 30; ++i) sentence += " і ще";
  EXPECT_EQ(WhyGone("", sentence), "");
}

TEST(Gone, OfAListOneMayBeClosed) {
  EXPECT_EQ(WhyGone("Вакансія закрита", "Вакансія закрита", 2), "");
  EXPECT_NE(WhyGone("Вакансія закрита", "Вакансія закрита", 1), "");
  EXPECT_NE(WhyGone("Вакансія закрита", "Вакансія закрита", 0), "");
}

TEST(Gone, TakesAnyBytes) {
  std::string text;
  for (int i = 0; i < 4000; ++i) text += static_cast<char>(i * 37 % 256);
  EXPECT_EQ(WhyGone(text, text), "");
  EXPECT_EQ(WhyGone(std::string(100'000, '"'), std::string(100'000, '-')), "");
  std::string words;
  for (int i = 0; i < 10'000; ++i) words += "page ";
  EXPECT_EQ(WhyGone(words, words), "");
}

}  // namespace
}  // namespace varta
