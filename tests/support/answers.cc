// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0

#include "tests/support/answers.h"

#include <charconv>

#include "tests/support/gzip.h"
#include "tests/support/shapes.h"

namespace varta {
namespace {

constexpr uint64_t kEndless = 50 * 1000 * 1000;

// 1 x 1 pixel, transparent.
constexpr unsigned char kPng[] = {
    0x89, 'P',  'N',  'G',  0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 'I',  'H',
    'D',  'R',  0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00,
    0x00, 0x1F, 0x15, 0xC4, 0x89, 0x00, 0x00, 0x00, 0x0D, 'I',  'D',  'A',  'T',  0x78,
    0x9C, 0x62, 0x00, 0x01, 0x00, 0x00, 0x05, 0x00, 0x01, 0x0D, 0x0A, 0x2D, 0xB4, 0x00,
    0x00, 0x00, 0x00, 'I',  'E',  'N',  'D',  0xAE, 0x42, 0x60, 0x82};

Answer Html(const TestHost& host, int status, const std::string& page) {
  std::string type = "text/html";
  if (host.charset_in == CharsetIn::kHeader || host.charset_in == CharsetIn::kBoth)
    type += "; charset=" + host.charset;
  return {status, {{"Content-Type", type}}, EncodeHtml(page, host.charset)};
}

Answer Redirect(int status, const std::string& location) {
  return {status, {{"Location", location}, {"Content-Type", "text/html"}}, "moved\n"};
}

// The number after `key` in "/path?key=7"; `fallback` if there is none.
int QueryNumber(std::string_view path, std::string_view key, int fallback) {
  const size_t at = path.find(key);
  if (at == std::string_view::npos) return fallback;
  const std::string_view digits = path.substr(at + key.size());
  int value = fallback;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// What only the host with traps has; status 0: nothing.
Answer Trap(const TestHost& host, std::string_view path, int port) {
  const std::vector<std::pair<std::string, std::string>> html = {
      {"Content-Type", "text/html; charset=utf-8"}};
  std::string block;
  while (block.size() < 8000) block += "<p>Ця сторінка не закінчується, бо так хоче сервер.</p>\n";
  if (path == "/endless.html") return {200, html, block, Answer::kUnsaid, kEndless};
  if (path == "/short.html") return {200, html, block.substr(0, 1000), 5000, 700};
  if (path == "/picture.html")
    return {200, html, std::string(reinterpret_cast<const char*>(kPng), sizeof kPng)};
  if (path == "/loop/a") return Redirect(301, "/loop/b");
  if (path == "/loop/b") return Redirect(301, "/loop/a");
  if (path == "/out")
    return Redirect(302, "http://elsewhere.localhost:" + std::to_string(port) + "/");
  if (path.starts_with("/calendar")) {
    const int next = QueryNumber(path, "day=", 1) + 1;
    Answer answer = Html(host, 200, PlainPage(host, "Календар", "Подій немає."));
    answer.body +=
        "<a href=\"/calendar?day=" + std::to_string(next) + "\">" + std::to_string(next) + "</a>";
    return answer;
  }
  return {0, {}, ""};
}

}  // namespace

Answer AnswerTo(const TestHost& host, std::string_view path, uint64_t visit, int port) {
  if (path == "/robots.txt") return {200, {{"Content-Type", "text/plain"}}, RobotsTxt(host, port)};
  if (path == "/sitemap.xml" && host.sitemap)
    return {200, {{"Content-Type", "application/xml"}}, SitemapXml(host, port)};
  if (path == "/" || path.starts_with("/?page="))
    return Html(host, 200, ListingPage(host, QueryNumber(path, "?page=", 1)));
  if (path == "/about.html")
    return Html(host, 200, PlainPage(host, host.title, "Synthetic ads, " + host.imitates + "."));
  if (path == kSitemapOnlyPath && host.sitemap)
    return Html(host, 200, PlainPage(host, host.title, "Only the sitemap leads here."));
  if (path == kDeniedPath) return Html(host, 200, PlainPage(host, host.title, "Private."));
  const std::string_view asked = path.substr(0, path.find("?print="));
  for (const TestAd& ad : host.ads) {
    if (!ad.old_path.empty() && asked == ad.old_path) return Redirect(301, ad.path);
    if (asked != ad.path) continue;
    if (ad.fails_first && visit == 0)
      return {503, {{"Retry-After", "1"}, {"Content-Type", "text/html"}}, "busy\n"};
    return Html(host, 200, AdPage(host, ad, visit + 1));
  }
  if (host.traps) {
    if (Answer answer = Trap(host, path, port); answer.status != 0) return answer;
  }
  return Html(host, 404, PlainPage(host, "404", "404"));
}

void Compress(Answer* answer) {
  if (answer->said_size != 0 || answer->body.empty()) return;
  answer->body = Gzip(answer->body);
  answer->headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace varta
