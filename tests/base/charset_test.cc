// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/charset.h"

#include <gtest/gtest.h>

#include <random>

#include "base/text.h"

namespace varta {
namespace {

using std::operator""sv;

TEST(Charset, KnowsLabels) {
  struct Case {
    const char* label;
    const char* want;  // null: no such label
  };
  const Case cases[] = {
      {"utf-8", "utf-8"},
      {"UTF8", "utf-8"},
      {" \tUtf-8\n", "utf-8"},
      {"unicode-1-1-utf-8", "utf-8"},
      {"cp1251", "windows-1251"},
      {"X-CP1251", "windows-1251"},
      {"windows-1251", "windows-1251"},
      {"win-1251", "windows-1251"},
      {"koi8-u", "koi8-u"},
      {"KOI8-RU", "koi8-u"},
      {"koi8", "koi8-r"},
      {"866", "ibm866"},
      {"cyrillic", "iso-8859-5"},
      {"x-mac-ukrainian", "x-mac-cyrillic"},
      {"iso-8859-1", "windows-1252"},
      {"us-ascii", "windows-1252"},
      {"iso-8859-9", "windows-1254"},
      {"iso-8859-8-i", "iso-8859-8-i"},
      {"iso_8859-5:1988", "iso-8859-5"},
      {"gb2312", "gbk"},
      {"gb18030", "gb18030"},
      {"utf-16", "utf-16le"},
      {"unicodefffe", "utf-16be"},
      {"ms_kanji", "shift_jis"},
      {"hz-gb-2312", "replacement"},
      {"iso-2022-kr", "replacement"},
      {"x-user-defined", "x-user-defined"},
      {"", nullptr},
      {"  ", nullptr},
      {"utf-7", nullptr},
      {"utf-8 utf8", nullptr},
      {"ibm855", nullptr},
      {"utf-32le", nullptr},
      {"windows-1251\xC2\xA0", nullptr},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.label);
    const std::optional<std::string> got = CharsetFromLabel(c.label);
    if (c.want == nullptr) {
      EXPECT_FALSE(got) << *got;
    } else {
      ASSERT_TRUE(got);
      EXPECT_EQ(*got, c.want);
    }
  }
  EXPECT_FALSE(CharsetFromLabel(std::string(1 << 20, 'a')));
}

struct DecodeCase {
  const char* name;
  const char* charset;
  std::string_view bytes;
  std::string_view want;
};

TEST(Charset, Decodes) {
  const DecodeCase cases[] = {
      {"empty", "windows-1251", ""sv, ""sv},
      {"windows-1251", "windows-1251", "\xB2\xB3\xAF\xBF\xAA\xBA\xA5\xB4 \xDF\xFF\xA8\xB8\x98"sv,
       "ІіЇїЄєҐґ ЯяЁё\xC2\x98"sv},
      {"koi8-r", "koi8-r", "\xD2\xC1\xC2\xCF\xD4\xC1 \xA3\xA4"sv, "работа ё╓"sv},
      {"koi8-u", "koi8-u", "\xD2\xCF\xC2\xCF\xD4\xC1 \xA4\xA6\xA7\xAD\xAE\xBE"sv,
       "робота єіїґўЎ"sv},
      {"ibm866", "ibm866", "\x90\xA0\xA1\xAE\xE2\xA0 \xF2\xF5"sv, "Работа Єї"sv},
      {"iso-8859-5", "iso-8859-5", "\xE0\xDE\xD1\xDE\xE2\xD0 \xF6\xF7\xF4"sv, "робота іїє"sv},
      {"x-mac-cyrillic", "x-mac-cyrillic", "\x90\xE0\xA2\xB6\xFF"sv, "РаҐґ€"sv},
      {"ibm855", "ibm855", "\xE1\xD6\xA2\xD6\xE5\xA0"sv, "робота"sv},
      {"windows-1252", "windows-1252", "caf\xE9 \x80\x81"sv, "café €\xC2\x81"sv},
      {"windows-1253, a hole", "windows-1253", "\xC1\xAA"sv, "Α\uFFFD"sv},
      {"windows-1255", "windows-1255", "\xCA"sv, "\u05BA"sv},
      {"windows-874, a hole", "windows-874", "\xA1\xDB\xFF"sv, "ก\uFFFD\uFFFD"sv},
      {"iso-8859-2", "iso-8859-2", "\xB1\xE6\xEA"sv, "ąćę"sv},
      {"iso-8859-8-i", "iso-8859-8-i", "\xE0\xA1"sv, "א\uFFFD"sv},
      {"iso-8859-16", "iso-8859-16", "\x85\xA0\xAA\xBA\xDE\xFE\xFF"sv, "\xC2\x85\u00A0ȘșȚțÿ"sv},
      {"macintosh", "macintosh", "\x80\xDB"sv, "Ä€"sv},
      {"x-user-defined", "x-user-defined", "a\x80\xFF"sv, "a\uF780\uF7FF"sv},
      {"replacement", "replacement", "abc"sv, "\uFFFD"sv},
      {"replacement of nothing", "replacement", ""sv, ""sv},
      {"unknown name", "no-such", "\xE9"sv, "é"sv},
      {"utf-8 with a mark", "utf-8", "\xEF\xBB\xBFї"sv, "ї"sv},
      {"utf-8, broken", "utf-8", "a\xD1z"sv, "a\uFFFDz"sv},
      {"utf-16le", "utf-16le", "\xFF\xFE\x57\x04\x3D\xD8\x00\xDE"sv, "ї😀"sv},
      {"utf-16be", "utf-16be", "\xFE\xFF\x04\x57\xD8\x3D\xDE\x00"sv, "ї😀"sv},
      {"utf-16le, a lone half", "utf-16le", "\x3D\xD8\x61\x00"sv, "\uFFFDa"sv},
      {"utf-16le, an odd byte", "utf-16le", "\x61\x00\x62"sv, "a\uFFFD"sv},
      {"utf-16be, an odd byte in a pair", "utf-16be", "\xD8\x3D\xDE"sv, "\uFFFD"sv},
      {"utf-32le", "utf-32le", "\x57\x04\x00\x00"sv, "ї"sv},
      {"gbk", "gbk", "\xB9\xA4\xD7\xF7\x80"sv, "工作€"sv},
      {"gb18030, four bytes", "gb18030", "\x81\x30\x81\x30\x94\x39\xFC\x36"sv, "\u0080😀"sv},
      {"gb18030, real characters for private ones", "gb18030", "\xA3\xA0\xA6\xD9"sv,
       "\u3000\uFE10"sv},
      {"gb18030, cut", "gb18030", "a\x81\x30\x81"sv, "a\uFFFD"sv},
      {"gb18030, bad third byte", "gb18030", "\x81\x30<"sv, "\uFFFD0<"sv},
      {"gbk, ASCII behind a lead", "gbk", "\x81<"sv, "\uFFFD<"sv},
      {"big5", "big5", "\xA4\x75\xA7\x40"sv, "工作"sv},
      {"big5, nothing there", "big5", "\x81\x40"sv, "\uFFFD@"sv},
      {"shift_jis", "shift_jis", "\x8E\x64\x8E\x96\xB1\x80"sv, "仕事ｱ\xC2\x80"sv},
      {"shift_jis, ASCII is ASCII", "shift_jis", "\\~\x1A"sv, "\\~\x1A"sv},
      {"euc-jp", "euc-jp", "\xBB\xC5\xBB\xF6\x8E\xB1\x8F\xB0\xA1"sv, "仕事ｱ丂"sv},
      {"euc-jp, past the katakana", "euc-jp", "\x8E\xE0"sv, "\uFFFD"sv},
      {"euc-kr", "euc-kr", "\xC0\xCF\xC0\xDA\xB8\xAE"sv, "일자리"sv},
      {"euc-kr, no private use", "euc-kr", "\xC9\xF0"sv, "\uFFFD"sv},
      {"iso-2022-jp", "iso-2022-jp", "\x1B$B;E;v\x1B(B."sv, "仕事."sv},
  };
  for (const DecodeCase& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(ToUtf8(c.bytes, c.charset), c.want);
  }
}

TEST(Charset, GivesValidUtf8ForAnyBytes) {
  constexpr const char* kCharsets[] = {"utf-8",        "utf-16le", "utf-16be",      "utf-32le",
                                       "windows-1251", "koi8-u",   "iso-8859-16",   "gb18030",
                                       "big5",         "euc-jp",   "euc-kr",        "shift_jis",
                                       "iso-2022-jp",  "ibm855",   "x-user-defined"};
  std::mt19937 random(3);
  std::uniform_int_distribution<int> byte(0, 255), length(0, 60);
  for (int i = 0; i < 500; ++i) {
    std::string bytes(static_cast<size_t>(length(random)), '\0');
    for (char& b : bytes) b = static_cast<char>(byte(random));
    for (const char* charset : kCharsets) {
      ASSERT_TRUE(IsValidUtf8(ToUtf8(bytes, charset))) << charset;
    }
  }
}

TEST(Charset, KeepsAsciiInEveryCharsetThatHasIt) {
  const std::string ascii = "<a href=\"/x?y=1&z\">\\~ 067 123</a>\n";
  for (const char* charset :
       {"utf-8", "windows-1251", "koi8-u", "ibm866", "macintosh", "gbk", "big5", "euc-jp",
        "shift_jis", "euc-kr", "iso-2022-jp", "x-user-defined", "ibm855"}) {
    EXPECT_EQ(ToUtf8(ascii, charset), ascii) << charset;
  }
}

TEST(Charset, DecodesLongIcuText) {
  std::string bytes, want;
  for (int i = 0; i < 5000; ++i) {
    bytes += "\x1B$B;E\x1B(Ba"sv;
    want += "仕a";
  }
  EXPECT_EQ(ToUtf8(bytes, "iso-2022-jp"), want);
}

}  // namespace
}  // namespace varta
