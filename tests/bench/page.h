// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// A synthetic page for benchmarks: about as large, as nested and as wordy as a classifieds page of
// our region (39 KB; a third of it text).
#pragma once

#include <string>

namespace varta {

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

}  // namespace varta
