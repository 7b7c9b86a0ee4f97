// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/main_content.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "extract/main_features.h"
#include "extract/main_headings.h"

namespace varta {
namespace {

// Enough for slow machines and sanitizers.
constexpr HtmlBudget kPatient = {4 * 1024 * 1024, 512 * 1024 * 1024, 60'000};

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

struct Case {
  const char* name;
  const char* html;
  std::vector<const char*> main;
  std::vector<const char*> other;
};

const Case kCases[] = {
    {"an ad beside similar ads",
     "<title>Продам диван — Дошка</title><header><a href=/>Дошка</a><nav><a href=/a>Робота</a>"
     "<a href=/b>Нерухомість</a><a href=/c>Подати оголошення</a></nav></header>"
     "<div class=breadcrumbs><a href=/>Головна</a> / <a href=/m>Меблі</a></div>"
     "<div class=page><div class=ad><h1>Продам диван</h1><div class=price>2 500 грн</div>"
     "<div class=description>Диван розкладний, стан добрий, самовивіз. Торг біля дивана.<br>"
     "Телефон: 067 123 45 67, Оксана</div></div><div class=sidebar><h3>Схожі оголошення</h3>"
     "<div class=card><a href=/1>Робота для дівчат</a><p>Паспорт на час роботи зберігається у "
     "бригадира, дорогу оплачуємо, житло надаємо.</p></div>"
     "<div class=card><a href=/2>Диван кутовий</a><p>Кутовий диван, майже новий, дзвоніть.</p>"
     "</div></div></div><footer>© 2026 Дошка. <a href=/r>Правила</a></footer>",
     {"2 500 грн", "Торг біля дивана", "067 123 45 67"},
     {"Паспорт", "дорогу оплачуємо", "Подати оголошення", "Правила", "Головна"}},
    {"the same without a class anywhere",
     "<title>Продам диван — Дошка</title><div><a href=/>Дошка</a> <a href=/a>Робота</a>"
     "<a href=/b>Нерухомість</a> <a href=/c>Подати оголошення</a></div>"
     "<div><div><h1>Продам диван</h1><div>2 500 грн</div><div>Диван розкладний, стан добрий, "
     "самовивіз. Торг біля дивана.<br>Телефон: 067 123 45 67, Оксана</div></div>"
     "<div><h3>Схожі оголошення</h3><div><a href=/1>Робота для дівчат</a><p>Паспорт на час роботи "
     "зберігається у бригадира, дорогу оплачуємо, житло надаємо.</p></div>"
     "<div><a href=/2>Диван кутовий</a><p>Кутовий диван, майже новий, дзвоніть.</p></div></div>"
     "</div><div>© 2026 Дошка. <a href=/r>Правила</a></div>",
     {"Торг біля дивана", "067 123 45 67"},
     {"Паспорт", "дорогу оплачуємо"}},
    {"a vacancy with its facts",
     "<title>Швачка</title><nav><a href=/>Головна</a><a href=/v>Вакансії</a></nav><main>"
     "<h1>Швачка на виробництво</h1><p>Зарплата від 25 000 грн</p><p>Шиємо робочий одяг. Цех "
     "у центрі міста, двозмінний графік.</p><ul><li>досвід від пів року</li><li>уважність і "
     "охайність у роботі</li></ul><p>Тел. 050 111 22 33, Марія</p></main>"
     "<aside><h3>Інші вакансії</h3><ul><li><a href=/1>Кухар</a><li><a href=/2>Водій</a></ul>"
     "</aside><footer>© 2026</footer>",
     {"від 25 000 грн", "двозмінний графік", "уважність", "050 111 22 33"},
     {"Кухар", "Вакансії"}},
    {"an article with comments",
     "<title>Міст відкрили</title><div id=nav><a href=/>Новини</a> <a href=/s>Спорт</a></div>"
     "<article class=article-body><p>У місті відкрили новий міст через річку. Його будували п'ять "
     "років, і за цей час кошторис двічі змінювали.</p><p>Рух мостом почнеться завтра вранці, "
     "спершу для автобусів, а потім і для всіх інших.</p><p>Старий міст закриють на ремонт, який "
     "триватиме до кінця осені, сказав мер.</p></article><div class=comments id=comments>"
     "<h3>Коментарі</h3><div class=comment><span>ivan</span><p>Нарешті! Довго чекали, тепер "
     "доїду швидше.</p></div><div class=comment><span>olha</span><p>А старий коли відремонтують, "
     "скажіть хто знає?</p></div></div>",
     {"п'ять років", "для автобусів", "до кінця осені"},
     {"Нарешті", "Спорт"}},
    {"everything in tables",
     "<title>Сварщик</title><table width=100%><tr><td colspan=3><a href=/>Главная</a> | "
     "<a href=/v>Вакансии</a> | <a href=/r>Резюме</a></td></tr><tr><td width=150><table><tr><td>"
     "<a href=/1>Стройка</a></td></tr><tr><td><a href=/2>Торговля</a></td></tr></table></td><td>"
     "<table><tr><td colspan=2><b>Сварщик на завод</b></td></tr><tr><td>Зарплата:</td><td>от 5000 "
     "злотых</td></tr><tr><td colspan=2>Требуются сварщики с опытом от года. Работа на верфи, "
     "смена 10 часов, жильё бесплатно. Оформляем документы, страховку.</td></tr><tr><td>Телефон:"
     "</td><td>+380 67 000 11 22</td></tr></table></td></tr></table>",
     {"от 5000 злотых", "Работа на верфи", "+380 67 000 11 22"},
     {"Резюме", "Торговля"}},
    {"one pre",
     "<pre>\nПотрібні люди на склад у Чехію.\nЖитло надаємо.\n\nТел. +420 777 000 111\n</pre>",
     {"на склад", "Житло надаємо.\n\nТел. +420 777 000 111"},
     {}},
    {"a cookie banner over a short ad",
     "<title>Няня</title><div id=cookie-banner class=cookies><p>Ми використовуємо файли cookie, "
     "щоб покращити роботу сайту. Продовжуючи, ви погоджуєтесь.</p><button>Прийняти</button></div>"
     "<div id=content><h1>Шукаємо няню</h1><p>Шукаємо няню для дитини трьох років, проживання в "
     "родині, Італія. Вихідний — неділя.</p><p>Оплата 900 євро. Пишіть у Вайбер 0671234567.</p>"
     "</div><div class=share><a href=fb>Facebook</a> <a href=tg>Telegram</a></div>",
     {"Вихідний — неділя", "900 євро", "0671234567"},
     {"cookie", "Facebook"}},
    {"posts of a forum",
     "<title>Робота за морем - Форум</title><div id=nav><a href=/>Форум</a> <a href=/r>Робота</a>"
     "</div><h2>Робота за морем</h2><div class=post><div class=author>Olena</div><div "
     "class=postbody>Хто їхав через цю агенцію? Забрали паспорт і не повертають вже місяць, "
     "підкажіть.</div></div><div class=post><div class=author>Ira</div><div class=postbody>Негайно "
     "в консульство, вони допоможуть безкоштовно.</div></div>",
     {"Забрали паспорт", "в консульство"},
     {}},
    {"messages of a channel",
     "<title>Робота – Telegram</title><header class=tgme_header><a "
     "href=/r>Робота</a></header><main>"
     "<div class=tgme_widget_message_wrap><div class=tgme_widget_message_text>Потрібні хостес. "
     "Виліт за наш рахунок!<br>Пишіть @anna_work</div></div><div class=tgme_widget_message_wrap>"
     "<div class=tgme_widget_message_text>Водій на таксі, авто надаємо.<br>067 111 22 33</div>"
     "</div></main>",
     {"@anna_work", "067 111 22 33"},
     {}},
};

TEST(MainContent, KeepsWhatThePageIsAbout) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    const MainContent content = FindMainContent(ParseHtml(c.html, kPatient));
    SCOPED_TRACE(content.text);
    for (const char* part : c.main) EXPECT_TRUE(Has(content.text, part)) << part;
    for (const char* part : c.other) EXPECT_FALSE(Has(content.text, part)) << part;
    EXPECT_GE(content.certain, 0);
    EXPECT_LE(content.certain, 1);
  }
}

TEST(MainContent, NeverLosesAVeryShortAd) {
  const char* const pages[] = {
      "<p>Візьму на роботу, виїзд, 2000$. Т. 0501112233</p>",
      "<ul><li><a href=/>Головна</a><li><a href=/r>Робота</a></ul><h1>Візьму на роботу</h1>"
      "<p>Потрібні дівчата, виїзд, 2000$. Т. 0501112233</p><div>© 2026</div>",
      "<center>2000$ 0501112233</center>",
  };
  for (const char* page : pages) {
    const MainContent content = FindMainContent(ParseHtml(page, kPatient));
    EXPECT_TRUE(Has(content.text, "2000$")) << content.text;
    EXPECT_TRUE(Has(content.text, "0501112233")) << content.text;
  }
}

TEST(MainContent, GivesAllTheTextWhereNothingStandsOut) {
  const MainContent menu =
      FindMainContent(ParseHtml("<nav><a href=/a>Робота</a> <a href=/b>Авто</a></nav>", kPatient));
  EXPECT_TRUE(menu.whole);
  EXPECT_EQ(menu.certain, 0);
  EXPECT_EQ(menu.text, "Робота Авто");
  EXPECT_EQ(FindMainContent(ParseHtml("", kPatient)).text, "");
  EXPECT_EQ(FindMainContent(HtmlTree()).text, "");
}

TEST(MainContent, RangesHoldTheTextNodesThatAreMain) {
  const HtmlTree tree = ParseHtml(kCases[0].html, kPatient);
  const MainContent content = FindMainContent(tree);
  ASSERT_FALSE(content.ranges.empty());
  uint32_t last = 0;
  std::string inside;
  for (const NodeRange& range : content.ranges) {
    EXPECT_LE(last, range.begin);
    EXPECT_LT(range.begin, range.end);
    ASSERT_LE(range.end, tree.nodes.size());
    last = range.end;
    for (uint32_t i = range.begin; i < range.end; ++i) inside += tree.nodes[i].text;
  }
  EXPECT_TRUE(Has(inside, "Торг біля дивана"));
  EXPECT_FALSE(Has(inside, "Паспорт"));
}

TEST(MainContent, LeavesOutWhatIsHidden) {
  const MainContent content = FindMainContent(ParseHtml(
      "<p>Продам велосипед, майже новий, їздили одне літо.<span hidden>таємниця</span></p>"
      "<div style='display: none'>Потрібні дівчата, виїзд за кордон, паспорт у нас.</div>",
      kPatient));
  EXPECT_TRUE(Has(content.text, "велосипед"));
  EXPECT_FALSE(Has(content.text, "таємниця"));
  EXPECT_FALSE(Has(content.text, "паспорт"));
}

TEST(MainContent, StaysLinearInOddTrees) {
  std::string deep, flat, cells;
  for (int i = 0; i < 500; ++i) deep += "<div class=a>x";
  for (int i = 0; i < 20'000; ++i) flat += "<p>слово, слово.</p>";
  for (int i = 0; i < 5'000; ++i) cells += "<td class='c" + std::to_string(i) + "'><h3>Схожі</h3>";
  for (const std::string& page : {deep, flat, "<table><tr>" + cells}) {
    const HtmlTree tree = ParseHtml(page, kPatient);
    const MainContent content = FindMainContent(tree);
    EXPECT_LE(content.ranges.size(), tree.nodes.size());
    EXPECT_TRUE(IsValidUtf8(content.text));
  }
}

TEST(MainHeadings, KnowsWhatStandsOverSomethingElse) {
  for (const char* heading :
       {"Схожі оголошення", "СХОЖІ ВАКАНСІЇ", "Похожие объявления", "ЧИТАЙТЕ ТАКЖЕ", "Ещё вакансии",
        "  Related  ads", "Ähnliche Anzeigen", "Podobne oferty", "Інші  вакансії компанії"})
    EXPECT_TRUE(NamesAnother(heading)) << heading;
  for (const char* heading : {"", "Робота", "Опис", "Контакти", "Продам диван", "R", "С", "\xD0"})
    EXPECT_FALSE(NamesAnother(heading)) << heading;
}

TEST(MainFeatures, AreOfEveryBoxAndHaveNames) {
  const HtmlTree tree = ParseHtml(kCases[0].html, kPatient);
  const MainOutline outline = OutlineOf(tree);
  const MainContext context(tree, outline);
  const MainFeatures features(tree, outline, context);
  ASSERT_GT(outline.boxes.size(), 10u);
  for (uint32_t i = 0; i < outline.boxes.size(); ++i) {
    EXPECT_FALSE(features.Of(i).empty());
    for (const uint16_t feature : features.Of(i)) ASSERT_LT(feature, kMainFeatures);
  }
  EXPECT_EQ(MainFeatureName(0), "element.0");
  EXPECT_EQ(MainFeatureName(1), "element.tag.0");
  EXPECT_EQ(MainFeatureName(kMainFeatures - 1).substr(0, 6), "piece.");
}

}  // namespace
}  // namespace varta
