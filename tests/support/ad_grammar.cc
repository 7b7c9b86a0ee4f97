// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0

#include "tests/support/ad_grammar.h"

#include <charconv>
#include <cstdio>

namespace varta {
namespace {

int ToInt(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// "24000" as people write it: "24 000", in English "24,000".
std::string Grouped(int value, std::string_view language) {
  std::string digits = std::to_string(value);
  if (value < 10000) return digits;
  return digits.insert(digits.size() - 3, language == "en" ? "," : " ");
}

// The national form of a Ukrainian number ("0500001234"), else the E.164 form as it is.
std::string National(const std::string& phone) {
  return phone.starts_with("+380") ? phone.substr(3) : phone;
}

std::string PlainPhone(const std::string& phone, Random* random) {
  if (!phone.starts_with("+380")) {
    // "+1 202 555 0123", "+48 450 000 123"
    const size_t code = phone.starts_with("+1") ? 2 : 3;
    return phone.substr(0, code) + " " + phone.substr(code, 3) + " " + phone.substr(code + 3, 3) +
           " " + phone.substr(code + 6);
  }
  const std::string n = National(phone);
  const std::string area = n.substr(0, 3), middle = n.substr(3, 3), third = n.substr(6, 2),
                    last = n.substr(8, 2);
  switch (random->Below(7)) {
    case 0:
      return phone;
    case 1:
      return n;
    case 2:
      return "+38 (" + area + ") " + middle + "-" + third + "-" + last;
    case 3:
      return area + "-" + middle + "-" + third + "-" + last;
    case 4:
      return "(" + area + ") " + middle + " " + third + " " + last;
    case 5:
      return "+380 " + area.substr(1) + " " + middle + " " + third + last;
    default:
      return area + " " + middle + " " + third + " " + last;
  }
}

// As people write numbers who do not want machines to find them.
std::string HiddenPhone(const std::string& phone, const Words& words, Random* random) {
  const std::string n = National(phone);
  std::string out;
  switch (random->Below(4)) {
    case 0:  // 0.5.0...0.0.0...1.2.3.4
      for (size_t i = 0; i < n.size(); ++i) {
        if (i > 0) out += i == 3 || i == 6 ? "..." : ".";
        out += n[i];
      }
      return out;
    case 1:  // О5О 0О0 12 34: the letter О for every other zero
      for (size_t i = 0; i < n.size(); ++i) {
        if (i == 3 || i == 6 || i == 8) out += ' ';
        out += n[i] == '0' && i % 2 == 0 ? std::string("О") : std::string(1, n[i]);
      }
      return out;
    case 2:  // нуль п'ять нуль 000 12 34
      for (size_t i = 0; i < n.size(); ++i) {
        if (i > 0 && (i <= 3 || i == 6 || i == 8)) out += ' ';
        if (i < 3 && n[i] >= '0' && n[i] <= '9')
          out += words.digits[static_cast<size_t>(n[i] - '0')];
        else
          out += n[i];
      }
      return out;
    default:  // 0*5*0*0*0*0*1*2*3*4
      for (size_t i = 0; i < n.size(); ++i) {
        if (i > 0) out += '*';
        out += n[i];
      }
      return out;
  }
}

// Draws one part of each [a|b|c].
std::string DrawAlternatives(std::string_view text, Random* random) {
  std::string out;
  while (!text.empty()) {
    const size_t open = text.find('[');
    const size_t close = open == std::string_view::npos ? open : text.find(']', open);
    if (close == std::string_view::npos) break;
    out += text.substr(0, open);
    std::vector<std::string_view> parts;
    std::string_view inside = text.substr(open + 1, close - open - 1);
    for (;;) {
      const size_t bar = inside.find('|');
      parts.push_back(inside.substr(0, bar));
      if (bar == std::string_view::npos) break;
      inside.remove_prefix(bar + 1);
    }
    out += parts[random->Below(parts.size())];
    text.remove_prefix(close + 1);
  }
  return out += text;
}

class Writer {
 public:
  Writer(std::string_view language, const std::string& phone, int number, Random* random)
      : language_(language),
        words_(WordsOf(language)),
        phone_(phone),
        number_(number),
        random_(random),
        city_(random->Pick(words_.cities)),
        abroad_(random->Pick(words_.abroad)),
        firm_(random->Pick(words_.firms)),
        person_(random->Pick(words_.people)),
        street_(random->Pick(words_.streets)) {}

  std::string Fill(std::string_view text, WrittenAd* ad) {
    std::string drawn = DrawAlternatives(text, random_);
    // {call} is the one slot whose filling has slots.
    if (const size_t at = drawn.find("{call}"); at != std::string::npos)
      drawn.replace(at, 6, random_->Pick(words_.calls));
    std::string out;
    std::string_view rest = drawn;
    for (;;) {
      const size_t open = rest.find('{');
      const size_t close = open == std::string_view::npos ? open : rest.find('}', open);
      if (close == std::string_view::npos) break;
      out += rest.substr(0, open);
      out += Slot(rest.substr(open + 1, close - open - 1), out, ad);
      rest.remove_prefix(close + 1);
    }
    return out += rest;
  }

 private:
  std::string Slot(std::string_view slot, std::string_view before, WrittenAd* ad) {
    // A number or handle that is no part of a sentence gets a word before it.
    const bool alone = before.empty() || before.ends_with(". ") || before.ends_with("! ") ||
                       before.ends_with("? ") || before.ends_with('\n');
    if (slot.starts_with("n:")) return Number(slot.substr(2));
    if (slot == "city") return city_.name;
    if (slot == "in_city") return city_.in;
    if (slot == "country") return abroad_.country.name;
    if (slot == "in_country") return abroad_.country.in;
    if (slot == "abroad") return abroad_.city.name;
    if (slot == "in_abroad") return abroad_.city.in;
    if (slot == "firm") return firm_;
    if (slot == "person") return person_;
    if (slot == "street") return street_;
    if (slot == "phone") {
      ad->phone = phone_;
      return PlainPhone(phone_, random_);
    }
    if (slot == "hidden") {
      ad->phone = phone_;
      ad->obscured = true;
      return (alone ? words_.telephone : "") + HiddenPhone(phone_, words_, random_);
    }
    char name[32];
    if (slot == "handle") {
      // Ends in _test, so that it is nobody's.
      std::snprintf(name, sizeof name, "vt%04d_%s_test", number_,
                    random_->Below(2) == 0 ? "manager" : "robota");
      ad->handle = std::string("telegram:") + name;
      return (alone ? words_.messenger : "") +
             ((random_->Below(2) == 0 ? "@" : "t.me/") + std::string(name));
    }
    if (slot == "email") {
      std::snprintf(name, sizeof name, "office%04d@firm.example", number_);
      ad->email = name;
      return name;
    }
    return "{" + std::string(slot) + "}";  // a test checks that no brace is left
  }

  // "20-30" or "20000-30000:500"
  std::string Number(std::string_view range) {
    const size_t dash = range.find('-'), colon = range.find(':');
    const int low = ToInt(range.substr(0, dash));
    const int high = ToInt(range.substr(dash + 1));
    const int step = colon == std::string_view::npos ? 1 : ToInt(range.substr(colon + 1));
    const int draws = (high - low) / step + 1;
    const int drawn = low + step * static_cast<int>(random_->Below(static_cast<size_t>(draws)));
    return Grouped(drawn, language_);
  }

  const std::string_view language_;
  const Words& words_;
  const std::string phone_;
  const int number_;
  Random* const random_;
  const PlaceWord city_;
  const AbroadWord abroad_;
  const char* const firm_;
  const char* const person_;
  const char* const street_;
};

}  // namespace

WrittenAd WriteAd(const AdTemplate& ad, std::string_view language, const std::string& phone,
                  int number, Random* random) {
  WrittenAd written;
  Writer writer(language, phone, number, random);
  written.title = writer.Fill(ad.title, &written);
  written.text = writer.Fill(ad.text, &written);
  return written;
}

std::string Slug(std::string_view title) {
  struct Letter {
    std::string_view lower, upper, latin;
  };
  static constexpr Letter kLetters[] = {
      {"а", "А", "a"},  {"б", "Б", "b"},  {"в", "В", "v"},  {"г", "Г", "h"},  {"ґ", "Ґ", "g"},
      {"д", "Д", "d"},  {"е", "Е", "e"},  {"є", "Є", "ie"}, {"ж", "Ж", "zh"}, {"з", "З", "z"},
      {"и", "И", "y"},  {"і", "І", "i"},  {"ї", "Ї", "i"},  {"й", "Й", "i"},  {"к", "К", "k"},
      {"л", "Л", "l"},  {"м", "М", "m"},  {"н", "Н", "n"},  {"о", "О", "o"},  {"п", "П", "p"},
      {"р", "Р", "r"},  {"с", "С", "s"},  {"т", "Т", "t"},  {"у", "У", "u"},  {"ф", "Ф", "f"},
      {"х", "Х", "kh"}, {"ц", "Ц", "ts"}, {"ч", "Ч", "ch"}, {"ш", "Ш", "sh"}, {"щ", "Щ", "sch"},
      {"ю", "Ю", "iu"}, {"я", "Я", "ia"}, {"ё", "Ё", "e"},  {"ы", "Ы", "y"},  {"э", "Э", "e"},
      {"ь", "Ь", ""},   {"ъ", "Ъ", ""},   {"ł", "Ł", "l"},  {"ó", "Ó", "o"},  {"ą", "Ą", "a"},
      {"ę", "Ę", "e"},  {"ś", "Ś", "s"},  {"ż", "Ż", "z"},  {"ź", "Ź", "z"},  {"ń", "Ń", "n"},
      {"ć", "Ć", "c"},
  };
  std::string slug;
  for (size_t i = 0; i < title.size() && slug.size() < 40;) {
    const char c = title[i];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      slug += c;
    } else if (c >= 'A' && c <= 'Z') {
      slug += static_cast<char>(c - 'A' + 'a');
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      const std::string_view two = title.substr(i, 2);
      bool known = false;
      for (const Letter& letter : kLetters) {
        if (two != letter.lower && two != letter.upper) continue;
        slug += letter.latin;
        known = true;
        break;
      }
      if (known) {
        i += 2;
        continue;
      }
    } else if (c != '\'' && !slug.empty() && slug.back() != '-') {
      slug += '-';
    }
    ++i;
  }
  if (slug.size() > 40) slug.resize(40);
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

}  // namespace varta
