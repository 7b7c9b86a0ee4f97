// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/charset.h"

#include <gtest/gtest.h>

#include <map>

#include "base/charset.h"
#include "base/text.h"

namespace varta {
namespace {

using std::operator""sv;

TEST(Charset, FollowsTheOrderOfTheStandards) {
  struct Case {
    const char* name;
    const char* content_type;
    std::string_view bytes;
    const char* charset;
    CharsetSource how;
  };
  const Case cases[] = {
      {"nothing", "", ""sv, "utf-8", CharsetSource::kDefault},
      {"only ASCII", "", "<p>hello"sv, "windows-1252", CharsetSource::kDefault},
      {"mark before header", "text/html; charset=koi8-u", "\xEF\xBB\xBFx"sv, "utf-8",
       CharsetSource::kBom},
      {"utf-16 marks", "", "\xFF\xFEx\0"sv, "utf-16le", CharsetSource::kBom},
      {"big-endian mark", "", "\xFE\xFF\0x"sv, "utf-16be", CharsetSource::kBom},
      {"header before meta", "text/html; charset=\"KOI8-U\"", "<meta charset=utf-8>"sv, "koi8-u",
       CharsetSource::kHeader},
      {"header may say utf-16", "text/html;charset=utf-16", "x"sv, "utf-16le",
       CharsetSource::kHeader},
      {"header with an unknown name", "text/html; charset=martian", "<meta charset=cp1251>"sv,
       "windows-1251", CharsetSource::kMeta},
      {"header without charset", "text/html", "<meta charset=cp1251>"sv, "windows-1251",
       CharsetSource::kMeta},
      {"meta before what bytes look like", "", "<meta charset=koi8-u>їжак"sv, "koi8-u",
       CharsetSource::kMeta},
      {"bytes", "", "<p>їжак"sv, "utf-8", CharsetSource::kDetected},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const CharsetGuess guess = FindCharset(c.bytes, c.content_type);
    EXPECT_EQ(guess.charset, c.charset);
    EXPECT_EQ(CharsetSourceName(guess.how), CharsetSourceName(c.how));
  }
}

// The steps of the HTML standard's "prescan a byte stream to determine its encoding".
TEST(Charset, Prescans) {
  struct Case {
    const char* name;
    std::string_view html;
    const char* charset;  // empty: none declared
  };
  const Case cases[] = {
      {"charset attribute", "<meta charset=cp1251>"sv, "windows-1251"},
      {"quotes and spaces", "<meta\n charset = ' KOI8-U ' >"sv, "koi8-u"},
      {"upper case", "<META CHARSET=\"CP1251\">"sv, "windows-1251"},
      {"slash for a space", "<meta/charset=cp1251>"sv, "windows-1251"},
      {"another element", "<metal charset=cp1251>"sv, ""},
      {"not a tag", "< meta charset=cp1251>"sv, ""},
      {"pragma", "<meta http-equiv=Content-Type content='text/html; charset=cp1251'>"sv,
       "windows-1251"},
      {"pragma, the other way round",
       "<meta content='text/html; charset=cp1251' http-equiv=Content-Type>"sv, "windows-1251"},
      {"content without pragma", "<meta content='text/html; charset=cp1251'>"sv, ""},
      {"content of another pragma", "<meta http-equiv=refresh content='charset=cp1251'>"sv, ""},
      {"content: charset in quotes",
       "<meta http-equiv=content-type content='x; charset=\"cp1251\"'>"sv, "windows-1251"},
      {"content: quote left open", "<meta http-equiv=content-type content='charset=\"cp1251'>"sv,
       ""},
      {"content: the second charset",
       "<meta http-equiv=content-type content='charset charset=cp1251;q'>"sv, "windows-1251"},
      {"charset counts more than content",
       "<meta charset=koi8-u http-equiv=content-type content='charset=cp1251'>"sv, "koi8-u"},
      {"the first attribute of a name", "<meta charset=koi8-u charset=cp1251>"sv, "koi8-u"},
      {"utf-16 in ASCII is utf-8", "<meta charset=utf-16be>"sv, "utf-8"},
      {"x-user-defined", "<meta charset=x-user-defined>"sv, "windows-1252"},
      {"unknown, then known", "<meta charset=martian><meta charset=cp1251>"sv, "windows-1251"},
      {"in a comment", "<!-- <meta charset=koi8-u> --><meta charset=cp1251>"sv, "windows-1251"},
      {"the shortest comment", "<!--><meta charset=cp1251>"sv, "windows-1251"},
      {"comment without end", "<!-- <meta charset=cp1251>"sv, ""},
      {"in an attribute", "<a title='<meta charset=koi8-u>'><meta charset=cp1251>"sv,
       "windows-1251"},
      {"in an end tag", "</a title='<meta charset=koi8-u>'><meta charset=cp1251>"sv,
       "windows-1251"},
      {"in a bogus comment", "<!doctype <meta charset=koi8-u><meta charset=cp1251>"sv,
       "windows-1251"},
      {"cut off", "<meta charset=cp1251"sv, ""},
      {"cut off in quotes", "<meta charset='cp1251>"sv, ""},
      {"XML", "<?xml version='1.0' encoding='cp1251'?>"sv, "windows-1251"},
      {"XML, double quotes, spaces", "<?xml encoding = \"koi8-u\"?>"sv, "koi8-u"},
      {"XML, not at the start", " <?xml encoding='cp1251'?>"sv, ""},
      {"XML, utf-16", "<?xml encoding='utf-16'?>"sv, "utf-8"},
      {"XML, blank inside", "<?xml encoding='cp 1251'?>"sv, ""},
      {"meta before XML", "<?xml encoding='koi8-u'?><meta charset=cp1251>"sv, "windows-1251"},
      {"XML in UTF-16", "<\0?\0x\0m\0l\0"sv, "utf-16le"},
      {"XML in UTF-16, big endian", "\0<\0?\0x\0m\0l"sv, "utf-16be"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const CharsetGuess guess = FindCharset(c.html, "");
    EXPECT_EQ(guess.how == CharsetSource::kMeta ? guess.charset : "", c.charset);
  }
}

TEST(Charset, LooksAtLateMetaOnlyIfBytesAreNotUtf8) {
  const std::string far = std::string(2000, ' ') + "<meta charset=koi8-u>";
  EXPECT_EQ(FindCharset(far + "\xD2\xCF\xC2\xCF\xD4\xC1", "").charset, "koi8-u");
  EXPECT_EQ(FindCharset(far + "робота", "").charset, "utf-8");
}

TEST(Charset, ReadsTheParameterOfAContentType) {
  EXPECT_EQ(CharsetParameter("text/html; charset=utf-8"), "utf-8");
  EXPECT_EQ(CharsetParameter("text/html;q=1; CharSet = \"cp1251\"; x"), "cp1251");
  EXPECT_EQ(CharsetParameter("text/html; charset=cp1251; x=1"), "cp1251");
  EXPECT_EQ(CharsetParameter("text/html; charset"), "");
  EXPECT_EQ(CharsetParameter("charset=cp1251"), "");
  EXPECT_EQ(CharsetParameter(""), "");
}

// What a text of ours becomes in a charset: the reverse of ToUtf8 for single bytes.
std::string Encode(std::string_view utf8, std::string_view charset) {
  std::map<std::string, char> byte_of;
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    byte_of[ToUtf8({&c, 1}, charset)] = c;
  }
  std::string bytes;
  for (size_t at = 0; at < utf8.size();) {
    const size_t begin = at;
    NextCodePoint(utf8, &at);
    bytes += byte_of.at(std::string(utf8.substr(begin, at - begin)));
  }
  return bytes;
}

constexpr std::string_view kUkrainian =
    "Запрошуємо на роботу до Польщі чоловіків та жінок без досвіду. Їжа і житло за рахунок фірми, "
    "оплата щотижня.";
constexpr std::string_view kRussian =
    "Требуются девушки для работы за границей, жильё и билеты оплачиваем. Подъём рано, объект "
    "охраняется. Звоните!";

TEST(Charset, DetectsCyrillic) {
  for (const std::string_view text : {kUkrainian, kRussian}) {
    for (const char* charset : {"windows-1251", "koi8-u", "iso-8859-5", "x-mac-cyrillic"}) {
      SCOPED_TRACE(charset);
      const std::string bytes = Encode(text, charset);
      const CharsetGuess guess = DetectCharset("<html><body><p>" + bytes + "</p></body></html>");
      EXPECT_EQ(guess.how, CharsetSource::kDetected);
      EXPECT_EQ(ToUtf8(bytes, guess.charset), text) << guess.charset;
    }
  }
  EXPECT_EQ(DetectCharset(Encode(kRussian, "ibm866")).charset, "ibm866");
  EXPECT_EQ(DetectCharset(Encode("Работа, жильё. Звоните по телефону", "koi8-r")).charset,
            "koi8-r");
  EXPECT_EQ(DetectCharset(Encode("ТЕРМІНОВО! РОБОТА В КИЄВІ", "windows-1251")).charset,
            "windows-1251");
}

TEST(Charset, DetectsUnicode) {
  std::string utf16le, utf16be, utf32le;
  for (size_t at = 0; at < kUkrainian.size();) {
    const char32_t c = NextCodePoint(kUkrainian, &at);
    const char low = static_cast<char>(c & 0xFF), high = static_cast<char>(c >> 8);
    utf16le += {low, high};
    utf16be += {high, low};
    utf32le += {low, high, '\0', '\0'};
  }
  EXPECT_EQ(DetectCharset(utf16le).charset, "utf-16le");
  EXPECT_EQ(DetectCharset(utf16be).charset, "utf-16be");
  EXPECT_EQ(DetectCharset(utf32le).charset, "utf-32le");
  EXPECT_EQ(DetectCharset(kUkrainian).charset, "utf-8");
  EXPECT_EQ(DetectCharset(kUkrainian.substr(0, 33)).charset, "utf-8")
      << "cut in the middle of a character";
  EXPECT_EQ(DetectCharset(std::string(kUkrainian) + std::string(kRussian) + "\xFF").charset,
            "utf-8")
      << "one bad byte";
}

TEST(Charset, LeavesOtherScriptsAlone) {
  struct Case {
    const char* charset;
    const char* text;
  };
  const Case cases[] = {
      {"iso-8859-2",
       "Zatrudnimy pracowników do zbioru jabłek, wysokie płace, mieszkanie i wyżywienie na "
       "miejscu, "
       "dzwonić po południu, jesteśmy w centrum, mówimy też po ukraińsku i się cieszymy, będą "
       "premie"},
      {"windows-1252",
       "Wir suchen Aushilfen für unsere Küche, gute Bezahlung, Unterkunft möglich, Grüße aus "
       "München"},
      {"windows-1255", "זוהי הודעה על עבודה בבית קפה קטן ליד הים, נא להתקשר בערב"},
      {"iso-8859-7",
       "Ζητούνται εργάτες για τη συγκομιδή της ελιάς, παρέχεται στέγη και φαγητό, τηλεφωνήστε"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.charset);
    const std::string bytes = Encode(c.text, c.charset);
    EXPECT_EQ(ToUtf8(bytes, DetectCharset(bytes).charset), c.text);
  }
}

// Each Latin charset of the region by a language that is written in it.
TEST(Charset, TellsLatinCharsetsApart) {
  struct Case {
    const char* charset;
    const char* text;
  };
  const Case cases[] = {
      {"iso-8859-2", "Praca sezonowa, śniadania i łóżka na miejscu, źle nie będzie"},
      {"windows-1250", "Praca sezonowa, śniadania i łóżka na miejscu, źle nie będzie"},
      {"windows-1250", "Hledáme řidiče a svářeče, těžká práce, ale dobře placená, žádné poplatky"},
      {"windows-1250", "Idős házaspár mellé keresünk ápolónőt, szállást és étkezést biztosítunk"},
      {"iso-8859-2", "Căutăm îngrijitoare pentru un cămin, plata săptămânală şi cazare gratuită"},
      {"windows-1252", "Cherchons une employée de maison, logée et nourrie, salaire négocié"},
      {"windows-1252", "Rent from £50 a week, deposit £100"},
      {"windows-1254", "Otelimizde çalışacak bayanlar aranıyor, yatacak yer ve yemek ücretsizdir"},
      {"windows-1257",
       "Meklējam strādniekus zivju pārstrādes cehā, dzīvošana par brīvu, alga ik "
       "nedēļu"},
      {"windows-1257", "Ieškome darbuotojų žuvies cechui, gyvenimas nemokamas, mokama kas savaitę"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const std::string bytes = Encode(c.text, c.charset);
    EXPECT_EQ(ToUtf8(bytes, DetectCharset(bytes).charset), c.text);
  }
}

TEST(Charset, DetectsWideUnitsOfOtherScripts) {
  const std::string_view text = "<p class=x>仕事があります</p><p>連絡してください</p>";
  std::string le, be;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, &at);
    le += {static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
    be += {static_cast<char>(c >> 8), static_cast<char>(c & 0xFF)};
  }
  EXPECT_EQ(DetectCharset(le).charset, "utf-16le");
  EXPECT_EQ(DetectCharset(be).charset, "utf-16be");
}

TEST(Charset, NoticesAWrongLabel) {
  struct Case {
    const char* name;
    const char* in;     // what the text is really in; null: UTF-8
    const char* label;  // what the header says
    std::string_view text;
    const char* charset;  // what comes out
    bool mislabelled;
  };
  const std::string_view polish =
      "Zatrudnimy do zbioru jabłek, wysokie płace, mieszkanie i wyżywienie, dzwonić też późno, "
      "będą premie, łóżka są wygodne";
  const Case cases[] = {
      {"windows-1251 said to be utf-8", "windows-1251", "utf-8", kUkrainian, "windows-1251", true},
      {"koi8-u said to be utf-8", "koi8-u", "utf-8", kUkrainian, "koi8-u", true},
      {"ibm866 said to be utf-8", "ibm866", "utf-8", kRussian, "ibm866", true},
      {"Polish said to be utf-8", "windows-1250", "utf-8", polish, "windows-1250", true},
      {"utf-8 said to be windows-1251", nullptr, "windows-1251", kUkrainian, "utf-8", true},
      {"utf-8 said to be iso-8859-1", nullptr, "iso-8859-1", kRussian, "utf-8", true},
      {"utf-8 said to be koi8-r", nullptr, "koi8-r", kRussian, "utf-8", true},
      {"windows-1251 said to be iso-8859-1", "windows-1251", "iso-8859-1", kUkrainian,
       "windows-1251", true},
      {"koi8-u said to be windows-1251", "koi8-u", "windows-1251", kUkrainian, "koi8-u", true},
      {"windows-1251 said to be koi8-u", "windows-1251", "koi8-u", kUkrainian, "windows-1251",
       true},
      {"Ukrainian koi8-u said to be koi8-r", "koi8-u", "koi8-r", kUkrainian, "koi8-u", true},
      // True labels stay, and so do those that may be true.
      {"windows-1251", "windows-1251", "windows-1251", kUkrainian, "windows-1251", false},
      {"Russian in koi8-u", "koi8-u", "koi8-u", kRussian, "koi8-u", false},
      {"iso-8859-5", "iso-8859-5", "iso-8859-5", kUkrainian, "iso-8859-5", false},
      {"Polish", "iso-8859-2", "iso-8859-2", polish, "iso-8859-2", false},
      {"capitals", "windows-1251", "windows-1251", "ТЕРМІНОВО РОБОТА В КИЄВІ ДЛЯ ВСІХ ОХОЧИХ ЛЮДЕЙ",
       "windows-1251", false},
      {"utf-8", nullptr, "utf-8", kUkrainian, "utf-8", false},
      {"only a word in utf-8", nullptr, "windows-1251", "<p>їжак", "windows-1251", false},
      {"only a word in windows-1251", "windows-1251", "utf-8", "<p>hello світе", "utf-8", false},
      {"another script", "windows-1255", "windows-1255",
       "נא להתקשר בערב, עבודה בבית קפה קטן ליד הים", "windows-1255", false},
      {"another language in utf-8", nullptr, "windows-1252", "Köln, Zürich, Düsseldorf, Österreich",
       "windows-1252", false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const std::string bytes = c.in == nullptr ? std::string(c.text) : Encode(c.text, c.in);
    const CharsetGuess guess = FindCharset(bytes, std::string("text/html; charset=") + c.label);
    EXPECT_EQ(guess.charset, c.charset);
    EXPECT_EQ(guess.mislabelled, c.mislabelled);
    EXPECT_EQ(guess.declared, c.mislabelled ? CharsetFromLabel(c.label).value() : "");
    EXPECT_EQ(guess.how, c.mislabelled ? CharsetSource::kDetected : CharsetSource::kHeader);
    const CharsetGuess meta =
        FindCharset("<meta charset=" + std::string(c.label) + ">" + bytes, "");
    EXPECT_EQ(meta.charset, c.charset);
    EXPECT_EQ(meta.mislabelled, c.mislabelled);
  }
}

TEST(Charset, AFewBadBytesDoNotBelieALabel) {
  std::string page;
  for (int i = 0; i < 5; ++i) page += kUkrainian;
  page += "\xE0\xE1\xE2\xE3\xE4\xE5\xE6\xE7\xE8\xE9\xEA\xEB";
  EXPECT_FALSE(FindCharset(page, "text/html; charset=utf-8").mislabelled);
  EXPECT_FALSE(FindCharset("\xEF\xBB\xBF" + Encode(kUkrainian, "windows-1251"), "").mislabelled)
      << "a byte order mark is the page's own";
}

}  // namespace
}  // namespace varta
