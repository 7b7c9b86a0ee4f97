// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// One ad, many disguises: whatever is done to hide its contacts from machines, a person still reads
// the same ones, and so do we, nearly always. All ads are made up.
#include <gtest/gtest.h>

#include <cstdio>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "extract/fields.h"
#include "extract/html.h"

namespace varta {
namespace {

struct Ad {
  const char* text;
  std::set<std::string> contacts;
};
const std::vector<Ad>& Ads() {
  static const std::vector<Ad> kAds = {
      {"Потрібні працівники на склад. Тел. 067 123 45 67", {"+380671234567"}},
      {"Шукаємо швачок, житло надаємо. Дзвоніть (050) 987-65-43", {"+380509876543"}},
      {"Виїзд щотижня! Пишіть Олені +380 63 200 30 40", {"+380632003040"}},
      {"Робота в Польщі, тел. +48 512 345 678", {"+48512345678"}},
      {"Работа в Чехии без опыта. Звоните +420 601 234 567", {"+420601234567"}},
      {"Нужны девушки, жильё оплачиваем. Вайбер 093-111-22-33", {"+380931112233"}},
      {"Требуются сварщики, звонить 8 (067) 765 43 21", {"+380677654321"}},
      {"Дівчата, підробіток щодня. Телеграм @robota_kyiv", {"telegram:robota_kyiv"}},
      {"Пишіть у телеграм: @work_abroad_ua", {"telegram:work_abroad_ua"}},
      {"Деталі в інстаграм: olena.work", {"instagram:olena.work"}},
      {"Наш канал t.me/robota_zakordon", {"telegram:robota_zakordon"}},
      {"Резюме на пошту robota@example.com", {"robota@example.com"}},
      {"Пошта для анкет: anketa.praca@example.org", {"anketa.praca@example.org"}},
      {"Пишите на почту kadry-2026@example.net, ответим быстро", {"kadry-2026@example.net"}},
      {"Збір ягід, Фінляндія. 068 555 44 33, yagody@example.com",
       {"+380685554433", "yagody@example.com"}},
      {"Няня в родину. Тел. 066 321 09 87, телеграм @nyanya_work",
       {"+380663210987", "telegram:nyanya_work"}},
      {"Охоронці на об'єкт. Телефон 099 700 80 90. Пошта: ohorona@example.ua",
       {"+380997008090", "ohorona@example.ua"}},
      {"Хостес у ресторан, Стамбул. Тел. +90 532 123 45 67", {"+905321234567"}},
      {"Моряки, рейс 4 місяці. Пишіть crew@example.com або @crew_odesa",
       {"crew@example.com", "telegram:crew_odesa"}},
      {"Водії з документами. Дзвоніть 073 404 50 60", {"+380734045060"}},
      {"Моделі без досвіду! Інста @model.agency, тел. 096 808 70 70",
       {"instagram:model.agency", "+380968087070"}},
      {"Пакувальники, Гданськ. Контакт: +48 601 222 333", {"+48601222333"}},
      {"Помічниця по дому. Номер телефону 095 123 98 76", {"+380951239876"}},
      {"Кухарі, Німеччина. Телефонуйте +49 1512 3456789", {"+4915123456789"}},
      {"Робота 18+. Пиши в тг @night_job_24", {"telegram:night_job_24"}},
  };
  return kAds;
}

// --- What is done to a text. `html`: the result is a piece of a page.

std::vector<std::string> Characters(std::string_view utf8) {
  std::vector<std::string> characters;
  for (size_t at = 0; at < utf8.size();) {
    const size_t begin = at;
    NextCodePoint(utf8, &at);
    characters.emplace_back(utf8.substr(begin, at - begin));
  }
  return characters;
}

std::string Replace(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// `between` stands behind every n-th character within a word.
std::string Between(std::string_view text, std::string_view between, size_t n) {
  const std::vector<std::string> characters = Characters(text);
  std::string out;
  size_t in_word = 0;
  for (size_t i = 0; i < characters.size(); ++i) {
    out += characters[i];
    in_word = characters[i] == " " ? 0 : in_word + 1;
    const bool inside = in_word > 0 && i + 1 < characters.size() && characters[i + 1] != " ";
    if (inside && in_word % n == 0) out += between;
  }
  return out;
}

// Characters become their neighbours in a row of pairs.
std::string Swap(std::string_view text,
                 const std::vector<std::pair<std::string, std::string>>& by) {
  std::string out;
  for (const std::string& c : Characters(text)) {
    std::string made = c;
    for (const auto& [from, to] : by) {
      if (c == from) made = to;
    }
    out += made;
  }
  return out;
}

std::string Digits(std::string_view text, char32_t zero, std::string_view behind = "") {
  std::string out;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      AppendUtf8(zero + static_cast<char32_t>(c - '0'), &out);
      out += behind;
    } else {
      out += c;
    }
  }
  return out;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// What stands between two digits.
std::string BetweenDigits(std::string_view text, std::string_view between) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ' && i > 0 && IsDigit(text[i - 1]) && i + 1 < text.size() &&
        IsDigit(text[i + 1])) {
      out += between;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string SpellDigits(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (IsDigit(text[i]) && i + 1 < text.size() && IsDigit(text[i + 1])) out += ' ';
  }
  return out;
}

std::string Spell(std::string_view text) {
  std::string out;
  for (const std::string& c : Characters(text)) out += c == " " ? "  " : c + " ";
  return out;
}

std::string Entities(std::string_view text, bool all, bool hex) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, &at);
    if (!all && c < 0x80) {
      AppendUtf8(c, &out);
    } else if (hex) {
      char digits[16];
      std::snprintf(digits, sizeof digits, "&#x%X;", static_cast<unsigned>(c));
      out += digits;
    } else {
      out += "&#" + std::to_string(static_cast<unsigned>(c)) + ";";
    }
  }
  return out;
}

std::string EachWord(std::string_view text, std::string_view before, std::string_view after) {
  std::string out(before);
  for (const char c : text) {
    if (c == ' ') {
      out += std::string(after) + " " + std::string(before);
    } else {
      out += c;
    }
  }
  return out + std::string(after);
}

struct Disguise {
  const char* name;
  bool html;
  std::string (*apply)(const std::string& text);
};
const Disguise kDisguises[] = {
    {"more spaces", false, [](const std::string& t) { return Replace(t, " ", "   "); }},
    {"tabs", false, [](const std::string& t) { return Replace(t, " ", "\t"); }},
    {"no-break spaces", false, [](const std::string& t) { return Replace(t, " ", "\u00A0"); }},
    {"thin spaces", false, [](const std::string& t) { return Replace(t, " ", "\u2009"); }},
    {"sentences on lines of their own", false,
     [](const std::string& t) { return Replace(Replace(t, ". ", ".\n"), ", ", ",\n"); }},
    {"soft hyphens", false, [](const std::string& t) { return Between(t, "\u00AD", 3); }},
    {"zero-width spaces", false, [](const std::string& t) { return Between(t, "\u200B", 1); }},
    {"zero-width joiners", false, [](const std::string& t) { return Between(t, "\u200D", 2); }},
    {"word joiners", false, [](const std::string& t) { return Between(t, "\u2060", 2); }},
    {"direction marks", false, [](const std::string& t) { return Between(t, "\u200E", 2); }},
    {"Cyrillic letters for Latin ones", false,
     [](const std::string& t) {
       return Swap(t, {{"a", "а"}, {"e", "е"}, {"o", "о"}, {"p", "р"}, {"c", "с"}, {"x", "х"}});
     }},
    {"Latin letters for Cyrillic ones", false,
     [](const std::string& t) {
       return Swap(t, {{"а", "a"}, {"е", "e"}, {"о", "o"}, {"р", "p"}, {"с", "c"}, {"і", "i"}});
     }},
    {"letters for digits", false,
     [](const std::string& t) {
       std::string out;  // of numbers only: a name's digits are its own
       bool number = false;
       for (size_t i = 0; i < t.size(); ++i) {
         if (i == 0 || t[i - 1] == ' ') number = t[i] == '+' || t[i] == '(' || IsDigit(t[i]);
         out += number && t[i] == '0' ? "О" : number && t[i] == '3' ? "З" : std::string(1, t[i]);
       }
       return out;
     }},
    {"full-width digits", false, [](const std::string& t) { return Digits(t, 0xFF10); }},
    {"full-width text", false,
     [](const std::string& t) {
       std::string out;
       for (const char c : t) {
         if (c > ' ' && c < '\x7F') {
           AppendUtf8(static_cast<char32_t>(c) + 0xFEE0, &out);
         } else {
           out += c;
         }
       }
       return out;
     }},
    {"mathematical digits", false, [](const std::string& t) { return Digits(t, 0x1D7CE); }},
    {"keycaps", false, [](const std::string& t) { return Digits(t, U'0', "\uFE0F\u20E3"); }},
    {"struck-through digits", false,
     [](const std::string& t) { return Digits(t, U'0', "\u0336"); }},
    {"digit by digit", false, [](const std::string& t) { return SpellDigits(t); }},
    {"letter by letter", false, [](const std::string& t) { return Spell(t); }},
    {"dots in numbers", false, [](const std::string& t) { return BetweenDigits(t, "."); }},
    {"dashes in numbers", false, [](const std::string& t) { return BetweenDigits(t, " – "); }},
    {"underscores in numbers", false, [](const std::string& t) { return BetweenDigits(t, "_"); }},
    {"pictures in numbers", false, [](const std::string& t) { return BetweenDigits(t, "🌸"); }},
    {"no spaces in numbers", false, [](const std::string& t) { return BetweenDigits(t, ""); }},
    {"decimal references", true, [](const std::string& t) { return Entities(t, true, false); }},
    {"hexadecimal references", true, [](const std::string& t) { return Entities(t, false, true); }},
    {"nbsp and shy", true,
     [](const std::string& t) { return Replace(Between(t, "&shy;", 4), " ", "&nbsp;"); }},
    {"words in bold", true, [](const std::string& t) { return EachWord(t, "<b>", "</b>"); }},
    {"spans inside words", true,
     [](const std::string& t) { return Between(t, "<span></span>", 2); }},
    {"comments inside words", true,
     [](const std::string& t) { return Between(t, "<!-- x -->", 2); }},
    {"hidden text inside words", true,
     [](const std::string& t) { return Between(t, "<i hidden>x9</i>", 3); }},
    {"break opportunities", true, [](const std::string& t) { return Between(t, "<wbr>", 2); }},
    {"paragraphs", true,
     [](const std::string& t) { return "<p>" + Replace(t, ". ", ".</p><p>") + "</p>"; }},
    {"a table", true,
     [](const std::string& t) {
       return "<table><tr><td>Робота<td>" + t + "</td></tr><tr><td>&copy;</table>";
     }},
};

std::set<std::string> Contacts(const std::string& text) {
  FieldInput input;
  input.text = text;
  std::set<std::string> contacts;
  for (const v1::Fact& fact : FindFacts(input)) {
    const v1::FactKind kind = fact.kind();
    if (kind == v1::FACT_KIND_PHONE || kind == v1::FACT_KIND_EMAIL ||
        kind == v1::FACT_KIND_HANDLE) {
      contacts.insert(fact.value());
    }
  }
  return contacts;
}

std::string Joined(const std::set<std::string>& values) {
  std::string joined;
  for (const std::string& value : values) joined += value + " ";
  return joined;
}

TEST(Disguise, AdsAreReadWithoutOne) {
  for (const Ad& ad : Ads()) EXPECT_EQ(Contacts(ad.text), ad.contacts) << ad.text;
}

TEST(Disguise, TheSameContactsComeOutOfNearlyAll) {
  constexpr double kShare = 0.95;
  size_t pairs = 0, same = 0;
  for (const Disguise& disguise : kDisguises) {
    size_t failed = 0;
    for (const Ad& ad : Ads()) {
      std::string text = disguise.apply(ad.text);
      if (disguise.html) text = ReadHtml("<body><div>" + text + "</div></body>", nullptr).text;
      const std::set<std::string> contacts = Contacts(text);
      ++pairs;
      if (contacts == ad.contacts) {
        ++same;
      } else if (++failed <= 3) {
        std::cout << disguise.name << ": " << text << "\n  gave: " << Joined(contacts)
                  << "\n  want: " << Joined(ad.contacts) << "\n";
      }
    }
    if (failed > 3) std::cout << disguise.name << ": " << failed << " ads in all\n";
  }
  std::cout << same << " of " << pairs << " disguised ads gave the same contacts\n";
  EXPECT_GE(pairs, 500u);
  EXPECT_GE(static_cast<double>(same), kShare * static_cast<double>(pairs));
}

}  // namespace
}  // namespace varta
