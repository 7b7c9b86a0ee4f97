// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0

#include "tests/support/shapes.h"

#include <iconv.h>

#include <algorithm>
#include <vector>

namespace varta {
namespace {

// What a site says in its own language.
struct Phrases {
  const char *next, *previous, *similar, *published, *about, *clients, *more, *print, *number;
  const char* footer;
};

const Phrases& PhrasesOf(std::string_view language) {
  static constexpr Phrases kUk = {
      "Далі",
      "Назад",
      "Схожі оголошення",
      "Опубліковано",
      "Про сайт",
      "Кабінет",
      "Докладніше",
      "Версія для друку",
      "Оголошення №",
      "Synthetic: усі тексти, назви та номери на цьому сайті вигадані для перевірки програм."};
  static constexpr Phrases kRu = {
      "Дальше",
      "Назад",
      "Похожие объявления",
      "Опубликовано",
      "О сайте",
      "Кабинет",
      "Подробнее",
      "Версия для печати",
      "Объявление №",
      "Synthetic: все тексты, названия и номера на этом сайте придуманы для проверки программ."};
  static constexpr Phrases kEn = {
      "Next",
      "Back",
      "Similar ads",
      "Published",
      "About",
      "Accounts",
      "Read more",
      "Printable version",
      "Ad no. ",
      "Synthetic: every text, name and number on this site was made up to test software."};
  if (language == "uk") return kUk;
  if (language == "ru") return kRu;
  return kEn;
}

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string Paragraphs(std::string_view text, std::string_view open, std::string_view close) {
  std::string out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    out.append(open).append(Escaped(text.substr(0, end))).append(close).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// The first words, cut between characters.
std::string Beginning(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  std::string cut(text.substr(0, bytes));
  std::replace(cut.begin(), cut.end(), '\n', ' ');
  return cut + "…";
}

std::string Date(const TestAd& ad) {
  const int day = std::stoi(ad.id) % 20 + 1;
  return "2026-11-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
}

// Where listings send a reader: the old permalink as long as there is one.
const std::string& LinkTo(const TestAd& ad) { return ad.old_path.empty() ? ad.path : ad.old_path; }

std::string Href(std::string_view path, std::string_view text) {
  return "<a href=\"" + Escaped(path) + "\">" + Escaped(text) + "</a>";
}

std::string MetaCharset(const TestHost& host) {
  if (host.charset_in != CharsetIn::kMeta && host.charset_in != CharsetIn::kBoth) return "";
  if (host.shape == Shape::kTable)
    return "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=" + host.charset +
           "\">\n";
  return "<meta charset=\"" + host.charset + "\">\n";
}

std::string Navigation(const TestHost& host) {
  const Phrases& say = PhrasesOf(host.language);
  return Href("/", host.title) + " | " + Href("/about.html", say.about) + " | " +
         Href(kDeniedPath, say.clients) + " | " + Href(kMissingPath, "FAQ");
}

// Links to what a crawler must survive; see test_site.h.
std::string Traps() {
  return R"html(<ul><li><a href="/endless.html">endless</a><li><a href="/short.html">short</a>
<li><a href="/picture.html">picture</a><li><a href="/loop/a">loop</a><li><a href="/out">out</a>
<li><a href="/calendar?day=1">calendar</a><li><a href="/ad/404404">gone</a>
<li><a href="javascript:void(0)">menu</a><li><a href="http://[broken">broken</a><li><a href="mailto:office@firm.example">mail</a>
</ul>)html";
}

std::string HeadAndBody(const TestHost& host, std::string_view title, std::string_view head,
                        std::string_view body) {
  const Phrases& say = PhrasesOf(host.language);
  std::string page;
  switch (host.shape) {
    case Shape::kTable:
      page = "<HTML><HEAD>\n" + MetaCharset(host) + "<TITLE>" + Escaped(title) +
             "</TITLE>\n<STYLE>td.menu { font-size: 11px }</STYLE></HEAD>\n<BODY BGCOLOR=#EEEEEE>\n"
             "<TABLE WIDTH=100% BORDER=0><TR><TD CLASS=menu COLSPAN=2>" +
             Navigation(host) + "</TD></TR>\n<TR><TD WIDTH=140 VALIGN=top><FONT SIZE=1>" +
             Href("/", host.title) + "</FONT></TD><TD>\n" + std::string(body) +
             "\n</TD></TR></TABLE>\n<HR><CENTER><FONT SIZE=1>" + say.footer +
             "</FONT></CENTER></BODY></HTML>\n";
      break;
    case Shape::kBroken:
      page = "<html><head>" + MetaCharset(host) + "<title>" + Escaped(title) +
             "</title>\n<body><div><b><i>" + Navigation(host) + "</b></i></span>\n" +
             std::string(body) + "<p><small>" + say.footer + "\n<unknown attr=\"";
      break;
    default:
      page = "<!DOCTYPE html>\n<html lang=\"" + host.language + "\">\n<head>\n" +
             MetaCharset(host) + "<title>" + Escaped(title) + " – " + Escaped(host.title) +
             "</title>\n" + std::string(head) + "</head>\n<body>\n<header><nav>" +
             Navigation(host) + "</nav></header>\n" + std::string(body) + "\n<footer><small>" +
             say.footer + "</small></footer>\n</body>\n</html>\n";
  }
  return page;
}

std::string ArticleAd(const TestHost& host, const TestAd& ad) {
  const Phrases& say = PhrasesOf(host.language);
  std::string body = "<main>\n<article>\n<h1>" + Escaped(ad.title) + "</h1>\n<p><time datetime=\"" +
                     Date(ad) + "\">" + say.published + " " + Date(ad) + "</time></p>\n" +
                     Paragraphs(ad.text, "<p>", "</p>");
  if (!ad.phone.empty() && !ad.phone_obscured)
    body += "<p><a class=\"button\" href=\"tel:" + ad.phone + "\">☎</a></p>\n";
  return body + "</article>\n</main>";
}

std::string TableAd(const TestHost& host, const TestAd& ad) {
  const Phrases& say = PhrasesOf(host.language);
  return "<TABLE BORDER=1 CELLPADDING=4><TR><TD BGCOLOR=#CCDDEE><B>" + Escaped(ad.title) +
         "</B></TD><TD NOWRAP>" + say.number + ad.id + "</TD></TR>\n<TR><TD COLSPAN=2>" +
         Paragraphs(ad.text, "", "<BR>") + "</TD></TR>\n<TR><TD>" + say.published + "</TD><TD>" +
         Date(ad) + "</TD></TR></TABLE>\n" + Href(ad.path + "?print=1", say.print);
}

std::string SoupAd(const TestHost& host, const TestAd& ad) {
  const Phrases& say = PhrasesOf(host.language);
  std::string body =
      "<div class=\"wrap\"><div class=\"col col-8\"><div class=\"item\"><div "
      "class=\"item__h\"><div><span class=\"t\">" +
      Escaped(ad.title) + "</span></div></div>\n<div class=\"item__b\"><div>" +
      Paragraphs(ad.text, "<div>", "</div>") + "</div></div>\n<div class=\"meta\">" + say.number +
      ad.id + ", " + Date(ad) + " · " + Href(ad.path + "?print=1", say.print) +
      "</div></div></div>\n<div class=\"col col-4\"><div class=\"side\"><div>" + say.similar +
      "</div>\n";
  size_t at = 0;
  while (at < host.ads.size() && host.ads[at].id != ad.id) ++at;
  for (size_t i = 1; i <= 4 && host.ads.size() > 4; ++i) {
    const TestAd& other = host.ads[(at + i) % host.ads.size()];
    body += "<div class=\"s\">" + Href(LinkTo(other), other.title) + "</div>\n";
  }
  return body + "</div></div></div>\n<script>var item = {id: " + ad.id +
         ", views: 0}; /* паспорт */</script>";
}

// As a JSON string, safe inside a script element.
std::string Json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string JobPostingHead(const TestHost& host, const TestAd& ad) {
  return "<script type=\"application/ld+json\">\n{\"@context\": \"https://schema.org\", \"@type\": "
         "\"JobPosting\",\n \"title\": " +
         Json(ad.title) + ",\n \"description\": " + Json(ad.text) + ",\n \"datePosted\": \"" +
         Date(ad) +
         "\",\n \"identifier\": {\"@type\": \"PropertyValue\", \"name\": " + Json(host.title) +
         ", \"value\": \"" + ad.id + "\"},\n \"inLanguage\": \"" + ad.language +
         "\"}\n</script>\n<link rel=\"canonical\" href=\"" + ad.path + "\">\n";
}

std::string Message(const TestAd& ad, std::string_view link_text) {
  return "<div class=\"message\" data-post=\"" + ad.path.substr(1) +
         "\"><div class=\"message_text\">🔥 <b>" + Escaped(ad.title) + "</b><br><br>\n" +
         Paragraphs(ad.text, "", "<br>") + "</div><div class=\"message_footer\"><a href=\"" +
         ad.path + "\"><time datetime=\"" + Date(ad) + "T09:30:00+02:00\">" +
         std::string(link_text) + "</time></a></div></div>\n";
}

std::string BrokenAd(const TestHost& host, const TestAd& ad, uint64_t nonce) {
  std::string body = "<h1><p>" + Escaped(ad.title) + "\n<table><div><tr><p>" +
                     Paragraphs(ad.text, "<p><b>", "<i>") + "</table></b></div></div></article>";
  if (ad.changes_each_time)
    body += "<input type=hidden name=token value=" + std::to_string(nonce) + "><!-- " +
            std::to_string(nonce * 7919) + " --><script>var t=" + std::to_string(nonce) +
            "</script>";
  return body + "<p>" + Href("/", host.title);
}

}  // namespace

int ListingPages(const TestHost& host) {
  const int ads = static_cast<int>(host.ads.size());
  return std::max(1, (ads + kAdsPerPage - 1) / kAdsPerPage);
}

std::string ListingPage(const TestHost& host, int page) {
  const Phrases& say = PhrasesOf(host.language);
  const int pages = ListingPages(host);
  page = std::clamp(page, 1, pages);
  const size_t begin = static_cast<size_t>(page - 1) * kAdsPerPage;
  const size_t end = std::min(begin + kAdsPerPage, host.ads.size());
  std::string body = host.shape == Shape::kTable ? "<TABLE BORDER=1>\n" : "<main>\n";
  for (size_t i = begin; i < end; ++i) {
    const TestAd& ad = host.ads[i];
    if (host.shape == Shape::kChannel) {
      body += Message(ad, say.more);
    } else if (host.shape == Shape::kTable) {
      body += "<TR><TD>" + Date(ad) + "<TD>" + Href(LinkTo(ad), ad.title) + "<TD><FONT SIZE=1>" +
              Escaped(Beginning(ad.text, 90)) + "</FONT></TR>\n";
    } else {
      body += "<section><h2>" + Href(LinkTo(ad), ad.title) + "</h2><p>" +
              Escaped(Beginning(ad.text, 120)) + "</p></section>\n";
    }
  }
  body += host.shape == Shape::kTable ? "</TABLE>\n<P>" : "</main>\n<p>";
  if (page > 1)
    body += "<a rel=\"prev\" href=\"/?page=" + std::to_string(page - 1) + "\">" + say.previous +
            "</a> ";
  for (int i = 1; i <= pages; ++i)
    body += i == page ? std::to_string(i) + " "
                      : Href("/?page=" + std::to_string(i), std::to_string(i)) + " ";
  if (page < pages)
    body += "<a rel=\"next\" href=\"/?page=" + std::to_string(page + 1) + "\">" + say.next + "</a>";
  body += "</p>\n";
  if (host.traps) body += Traps();
  return HeadAndBody(host, host.title, "", body);
}

std::string AdPage(const TestHost& host, const TestAd& ad, uint64_t nonce) {
  switch (host.shape) {
    case Shape::kArticle:
      return HeadAndBody(host, ad.title, "", ArticleAd(host, ad));
    case Shape::kTable:
      return HeadAndBody(host, ad.title, "", TableAd(host, ad));
    case Shape::kSoup:
      return HeadAndBody(host, ad.title, "", SoupAd(host, ad));
    case Shape::kJobPosting:
      return HeadAndBody(host, ad.title, JobPostingHead(host, ad), ArticleAd(host, ad));
    case Shape::kChannel:
      return HeadAndBody(host, ad.title,
                         "<meta property=\"og:title\" content=\"" + Escaped(host.title) +
                             "\">\n<meta property=\"og:description\" content=\"" +
                             Escaped(ad.text) + "\">\n",
                         Message(ad, Date(ad)));
    case Shape::kBroken:
      return HeadAndBody(host, ad.title, "", BrokenAd(host, ad, nonce));
  }
  return "";
}

std::string PlainPage(const TestHost& host, std::string_view title, std::string_view text) {
  return HeadAndBody(host, title, "", "<p>" + Escaped(text) + "</p>");
}

std::string RobotsTxt(const TestHost& host, int port) {
  std::string body = "# synthetic\nUser-agent: *\nDisallow: /private/\nDisallow: /*?print=\n";
  if (!host.crawl_delay.empty()) body += "Crawl-delay: " + host.crawl_delay + "\n";
  if (host.sitemap)
    body += "Sitemap: http://" + host.name + ":" + std::to_string(port) + "/sitemap.xml\n";
  return body;
}

std::string SitemapXml(const TestHost& host, int port) {
  std::string body =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/"
      "sitemap/0.9\">\n";
  for (const TestAd& ad : host.ads)
    body += "<url><loc>http://" + host.name + ":" + std::to_string(port) + Escaped(ad.path) +
            "</loc><lastmod>" + Date(ad) + "</lastmod></url>\n";
  body += "<url><loc>http://" + host.name + ":" + std::to_string(port) + kSitemapOnlyPath +
          "</loc></url>\n";
  return body + "</urlset>\n";
}

std::string EncodeHtml(std::string_view utf8, const std::string& charset) {
  if (charset == "utf-8") return std::string(utf8);
  const iconv_t converter =
      iconv_open(charset == "windows-1251" ? "CP1251" : charset.c_str(), "UTF-8");
  if (converter == iconv_t(-1)) return std::string(utf8);
  std::string out;
  for (size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view character = utf8.substr(i, length);
    i += length;
    char* in = const_cast<char*>(character.data());
    size_t in_left = character.size();
    char coded[8];
    char* to = coded;
    size_t to_left = sizeof coded;
    if (iconv(converter, &in, &in_left, &to, &to_left) != size_t(-1)) {
      out.append(coded, to);
      continue;
    }
    iconv(converter, nullptr, nullptr, nullptr, nullptr);
    uint32_t code = lead & (0x7Fu >> length);
    for (size_t k = 1; k < character.size(); ++k)
      code = code << 6 | (static_cast<unsigned char>(character[k]) & 0x3Fu);
    out += "&#" + std::to_string(code) + ";";
  }
  iconv_close(converter);
  return out;
}

}  // namespace varta
