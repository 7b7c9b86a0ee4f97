// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Synthetic pages for benchmarks: about as large, as nested and as wordy as a classifieds site's of
// our region (39 KB; a third of it text).
#pragma once

#include <string>

namespace varta {

// A list: 57 ads with a phone each, in the text and in a link.
inline std::string BenchPage() {
  std::string html =
      "<!doctype html><html lang=uk><head><meta charset=utf-8><title>Робота за кордоном &ndash; "
      "оголошення</title><meta name=description content='Вакансії &amp; підробіток'>"
      "<style>.card{margin:1em}.menu a{color:#123}</style><script>var page={id:1,ads:[1,2,3]};"
      "if(page.id<2&&page.ads.length>1){document.title+='!'}</script></head><body>"
      "<nav class=menu><ul>";
  for (int i = 0; i < 40; ++i) {
    html += "<li><a href=\"/rubric/" + std::to_string(i) + "?sort=date&amp;page=1\">Рубрика " +
            std::to_string(i) + "</a></li>\n";
  }
  html += "</ul></nav><main id=list>";
  for (int i = 0; html.size() < 38'000; ++i) {
    std::string id = std::to_string(1000 + i);
    html += "<article class=\"card card-" + id + "\" data-id=\"" + id +
            "\"><h3 class=card__title><a href=\"/ad/" + id + ".html\">Працівник на склад, зміна " +
            id +
            "</a></h3>\n<p class=card__text>Потрібні люди на пакування товару. Житло поруч, "
            "проїзд&nbsp;оплачуємо частково; документи оформлюємо офіційно &mdash; договір, "
            "страховка. Без затримок.</p><div class=card__foot><span>Вроцлав</span><span>від "
            "28&nbsp;000&nbsp;грн</span><a class=tel href=\"tel:+380670000" +
            id.substr(1) + "\">067 000 " + id.substr(0, 2) + " " + id.substr(2) +
            "</a></div></article>\n";
  }
  return html + "</main><footer><p>Усі права застережено &copy; 2026</p></footer></body></html>";
}

// What most pages of such a site are: one ad with two phones and a messenger's link, among menus,
// a search form, teasers of other ads and a footer.
inline std::string BenchAdPage() {
  std::string html =
      "<!doctype html><html lang=uk><head><meta charset=utf-8><title>Пакувальник на склад у "
      "Вроцлаві "
      "&ndash; оголошення</title><meta name=description content='Робота за кордоном &amp; поруч'>"
      "<style>.card{margin:1em}.menu a{color:#123}</style><script>var page={id:4821907,views:318};"
      "if(page.id<2&&page.views>1){document.title+='!'}</script></head><body><nav class=menu><ul>";
  for (int i = 0; i < 60; ++i) {
    html += "<li class=menu__item><a href=\"/rubric/" + std::to_string(i) +
            "?sort=date&amp;page=1\">Робота та послуги, рубрика " + std::to_string(i) +
            "</a></li>\n";
  }
  html +=
      "</ul></nav><form action=/search><input name=q placeholder='Пошук'><select name=city>"
      "<option>Київ<option>Львів<option>Одеса<option>Харків</select></form><main><article>"
      "<h1>Пакувальник на склад у Вроцлаві</h1><p class=meta>Оголошення 4821907 &middot; "
      "12.05.2026, 14:20 &middot; переглядів: 318</p><div class=price>28&nbsp;000 &ndash; "
      "34&nbsp;000&nbsp;грн на місяць</div><div class=description>\n";
  for (int i = 0; i < 6; ++i) {
    html +=
        "<p>Потрібні чоловіки та жінки від 18 до 55 років на пакування товару. Зміни по 10 годин, "
        "5 днів на тиждень, ставка 24&nbsp;zł на годину. Житло поруч із роботою, до трьох осіб "
        "у кімнаті, проїзд оплачуємо частково; документи оформлюємо офіційно &mdash; договір, "
        "страховка, медична довідка. Виїзд щосереди зі Львова та Києва автобусом. Досвід не "
        "потрібен: навчимо за два дні, бригадир говорить українською.</p>\n";
  }
  html +=
      "<p>Телефонуйте: <a href=\"tel:+380670001234\">067 000 12 34</a> (Олена) або +48 601 000 "
      "321, Telegram <a href=\"https://t.me/robota_sklad_test\">@robota_sklad_test</a>, пишіть "
      "на robota@example.com.</p></div></article><section class=similar><h2>Схожі "
      "оголошення</h2>\n";
  for (int i = 0; html.size() < 36'000; ++i) {
    const std::string id = std::to_string(4821000 + i);
    html += "<article class=\"card card-" + id + "\" data-id=\"" + id +
            "\"><h3 class=card__title><a href=\"/ad/" + id +
            ".html\">Працівник на виробництво меблів</a></h3>\n<p class=card__text>Запрошуємо на "
            "постійну роботу в дружній колектив, навчання на місці, вчасна "
            "оплата&hellip;</p><div class=card__foot><span>Познань</span><span>від "
            "25&nbsp;000&nbsp;грн</span><time>сьогодні, 10:15</time></div></article>\n";
  }
  html += "</section></main><footer><ul>";
  for (int i = 0; i < 20; ++i) {
    html += "<li><a href=\"/info/" + std::to_string(i) +
            "\">Правила, допомога та зворотний зв&#39;язок</a></li>\n";
  }
  return html + "</ul><p>Усі права застережено &copy; 2026</p></footer></body></html>";
}

}  // namespace varta
