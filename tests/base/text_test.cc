// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace varta {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct RepairCase {
  const char* name;
  std::string_view bytes;
  std::string_view want;
};

TEST(Text, RepairsMaximalSubparts) {
  using std::operator""sv;
  const RepairCase cases[] = {
      {"empty", ""sv, ""sv},
      {"ascii", "plain"sv, "plain"sv},
      {"nul is a character", "a\0b"sv, "a\0b"sv},
      {"two, three and four bytes", "ї€😀"sv, "ї€😀"sv},
      {"lone continuation", "a\x80z"sv, "a\uFFFDz"sv},
      {"two lone continuations", "\x80\xBF"sv, "\uFFFD\uFFFD"sv},
      {"lead at the end", "a\xD0"sv, "a\uFFFD"sv},
      {"lead before ascii", "\xD0z"sv, "\uFFFDz"sv},
      {"three bytes cut after two", "\xE2\x82z"sv, "\uFFFDz"sv},
      {"four bytes cut after three", "\xF0\x9F\x98"sv, "\uFFFD"sv},
      {"overlong of two: no subpart", "\xC0\xAF"sv, "\uFFFD\uFFFD"sv},
      {"overlong of three", "\xE0\x80\xAF"sv, "\uFFFD\uFFFD\uFFFD"sv},
      {"overlong of four", "\xF0\x80\x80\x80"sv, "\uFFFD\uFFFD\uFFFD\uFFFD"sv},
      {"surrogate", "\xED\xA0\x80"sv, "\uFFFD\uFFFD\uFFFD"sv},
      {"last before surrogates", "\xED\x9F\xBF"sv, "\xED\x9F\xBF"sv},
      {"last code point", "\xF4\x8F\xBF\xBF"sv, "\xF4\x8F\xBF\xBF"sv},
      {"past the last", "\xF4\x90\x80\x80"sv, "\uFFFD\uFFFD\uFFFD\uFFFD"sv},
      {"never bytes", "\xF5\xFE\xFF"sv, "\uFFFD\uFFFD\uFFFD"sv},
      {"Unicode's example", "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"sv,
       "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd"sv},
      {"bad behind a long ascii run", "0123456789abcdef\xFFxyz"sv, "0123456789abcdef\uFFFDxyz"sv},
  };
  for (const RepairCase& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(RepairUtf8(c.bytes), c.want);
    EXPECT_EQ(IsValidUtf8(c.bytes), c.bytes == c.want);
    EXPECT_TRUE(IsValidUtf8(c.want));
  }
}

// Blocks of bytes are valid if their characters are, one after another.
TEST(Text, ChecksManyBytesAtOnce) {
  const auto by_characters = [](std::string_view text) {
    std::string same;
    for (size_t at = 0; at < text.size();) AppendUtf8(NextCodePoint(text, &at), &same);
    return same == text;
  };
  std::mt19937 random(3);
  const std::string_view parts[] = {"слово ", "Ж", "words ", "ÿ", "—", "\U0001F600", "߿", "\x7F"};
  int valid = 0;
  for (int i = 0; i < 20'000; ++i) {
    const size_t kinds = 2 + random() % (std::size(parts) - 1);
    std::string text;
    for (size_t n = random() % 40; n > 0; --n) text += parts[random() % kinds];
    if (i % 3 != 0 && !text.empty()) {
      const size_t at = random() % text.size();
      if (i % 3 == 1) text[at] = static_cast<char>(random());
      if (i % 3 == 2) text.erase(at, 1 + random() % 3);
    }
    ASSERT_EQ(IsValidUtf8(text), by_characters(text)) << i;
    valid += IsValidUtf8(text);
  }
  EXPECT_GT(valid, 7'000);
  EXPECT_LT(valid, 19'000);
}

TEST(Text, EncodesAndDecodesEveryCodePoint) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    std::string utf8;
    AppendUtf8(c, &utf8);
    size_t at = 0;
    const char32_t want = c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;
    ASSERT_EQ(NextCodePoint(utf8, &at), want) << std::hex << static_cast<uint32_t>(c);
    ASSERT_EQ(at, utf8.size());
  }
  std::string past;
  AppendUtf8(0x110000, &past);
  EXPECT_EQ(past, "\uFFFD");
}

struct ViewCase {
  const char* name;
  const char* text;
  const char* readable;
  const char* folded;
};

TEST(Text, ReadsAsAPersonDoes) {
  const ViewCase cases[] = {
      {"empty", "", "", ""},
      {"plain", "Потрібні швачки, Варшава", "Потрібні швачки, Варшава", "потрібні швачки, варшава"},
      {"only white space", " \t\u00A0\n", "", ""},
      {"runs of white space", "  a \u00A0\t\r\n b\u3000c\u2028d ", "a b c d", "a b c d"},
      {"soft hyphen", "ра\u00ADбота", "работа", "работа"},
      {"zero width", "ро\u200Bбо\u200Cта\u200D\uFEFF\u2060", "робота", "робота"},
      {"bidi controls", "\u202Eатобор\u202C", "атобор", "атобор"},
      {"controls", "ро\x01бо\x7Fта", "робота", "робота"},
      {"variation selector", "\u260E\uFE0F 067", "\u260E 067", "\u260E 067"},
      {"apostrophes", "п’ять п'ять пʼять п`ять п´ять п‘ять п′ять",
       "п'ять п'ять п'ять п'ять п'ять п'ять п'ять", "п'ять п'ять п'ять п'ять п'ять п'ять п'ять"},
      {"quotation marks stay", "«так» “ні”", "«так» “ні”", "«так» “ні”"},
      {"full width", "ＷＯＲＫ １２３", "WORK 123", "work 123"},
      {"keycap digits", "0\uFE0F\u20E3", "0\u20E3", "0"},
      {"mathematical letters", "𝐖𝐨𝐫𝐤", "Work", "work"},
      {"ligature and numero", "ﬁ №5 …", "fi No5 ...", "fi no5 ..."},
      {"composes", "и\u0306 е\u0308 і\u0308", "й ё ї", "й е ї"},
      {"composes over a zero width space", "и\u200B\u0306", "й", "й"},
      {"stress mark stays", "за\u0301мок", "за\u0301мок", "замок"},
      {"marks in canonical order", "a\u0301\u0323", "ạ\u0301", "ạ"},
      {"Ukrainian letters", "ҐІЇЄ ґіїє", "ҐІЇЄ ґіїє", "гіїє гіїє"},
      {"Russian letters", "ЁЪЫЭ ёъыэ", "ЁЪЫЭ ёъыэ", "еъыэ еъыэ"},
      {"ypogegrammeni, sharp s", "Straße ΑΣ", "Straße ΑΣ", "strasse ασ"},
      {"emoji", "😀 робота", "😀 робота", "😀 робота"},
  };
  for (const ViewCase& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(ReadableView(c.text).text(), c.readable);
    EXPECT_EQ(FoldForSearch(c.text), c.folded);
  }
}

TEST(Text, IllFormedBytesAreReplacementCharactersInAView) {
  EXPECT_EQ(ReadableView("a\xD0 b\xFF").text(), "a\uFFFD b\uFFFD");
}

struct MapCase {
  const char* name;
  const char* text;
  const char* part;  // of the readable view
  const char* from;  // what of the text it came from
};

TEST(MappedText, PointsBack) {
  const MapCase cases[] = {
      {"plain", "де робота є", "робота", "робота"},
      {"after a run of spaces", "де  \u00A0 робота є", "робота", "робота"},
      {"across a run of spaces", "де  \u00A0 робота", "де робота", "де  \u00A0 робота"},
      {"the run itself", "де \n\n є", " ", " \n\n "},
      {"hidden inside", "р\u00ADо\u200Bбота", "робота", "р\u00ADо\u200Bбота"},
      {"hidden outside", "є \u200Bробота\u200B є", "робота", "робота"},
      {"one became many", "№5", "N", "№"},
      {"one became as many bytes", "㏒5", "o", "㏒"},
      {"many became one", "и\u0306ду", "й", "и\u0306"},
      {"full width", "тел ０６７", "067", "０６７"},
      {"apostrophe", "п’ять", "п'ять", "п’ять"},
      {"leading space cut", "   робота", "робота", "робота"},
  };
  for (const MapCase& c : cases) {
    SCOPED_TRACE(c.name);
    const MappedText view = ReadableView(c.text);
    const size_t at = view.text().find(c.part);
    ASSERT_NE(at, std::string::npos) << view.text();
    const uint32_t begin = static_cast<uint32_t>(at);
    const ByteRange range =
        view.ToOriginal({begin, begin + static_cast<uint32_t>(std::string_view(c.part).size())});
    EXPECT_EQ(std::string_view(c.text).substr(range.begin, range.end - range.begin), c.from);
  }
}

TEST(MappedText, TakesAnyRange) {
  const MappedText empty;
  EXPECT_EQ(empty.ToOriginal({0, 0}), (ByteRange{0, 0}));
  EXPECT_EQ(empty.ToOriginal({5, 9}), (ByteRange{0, 0}));

  MappedText mapped;
  mapped.AppendAligned("ab", 2);
  mapped.AppendAligned("", 4);
  mapped.Append("ї", 4, 6);
  mapped.Append("log", 6, 9);
  EXPECT_EQ(mapped.text(), "abїlog");
  EXPECT_EQ(mapped.ToOriginal({0, 7}), (ByteRange{2, 9}));
  EXPECT_EQ(mapped.ToOriginal({1, 1}), (ByteRange{3, 3}));
  EXPECT_EQ(mapped.ToOriginal({7, 7}), (ByteRange{9, 9}));
  EXPECT_EQ(mapped.ToOriginal({6, 99}), (ByteRange{6, 9}));
  EXPECT_EQ(mapped.ToOriginal({3, 2}), (ByteRange{4, 4})) << "an upside-down range is empty";
  EXPECT_EQ(mapped.ToOriginal({3, 3}), (ByteRange{4, 4})) << "inside a character";
  EXPECT_EQ(mapped.ToOriginal({2, 3}), (ByteRange{4, 6})) << "half a character is a whole one";
}

bool OnBoundary(std::string_view text, uint32_t at) {
  return at <= text.size() &&
         (at == text.size() || (static_cast<uint8_t>(text[at]) & 0xC0) != 0x80);
}

// Texts of code points that make trouble for views, and of some that make none.
std::string Troublesome(std::mt19937& random) {
  static constexpr char32_t kPool[] = {
      U'a',    U'B',    U'0',   U' ',   U'\n', U'\'',  U'`',   U'п',    U'ё',   U'Ґ',   U'и',
      U'е',    U'і',    0xA0,   0xAD,   0xB4,  0xA8,   0x2019, 0x2BC,   0x200B, 0x200D, 0xFEFF,
      0x301,   0x306,   0x308,  0x323,  0x344, 0x345,  0x3164, 0x1100,  0x1161, 0x11A8, 0xFB01,
      0xFDFA,  0x2116,  0x33D2, 0x1E9E, 0x130, 0x149,  0x3099, 0x304B,  0xFF76, 0xFF9E, 0xFF40,
      0x1F600, 0x1D400, 0x3000, 0x85,   0x1,   0x20E3, 0xFE0F, 0xE0041, 0x483,  0x1FFD, 0x2033};
  std::uniform_int_distribution<size_t> pick(0, std::size(kPool) - 1), length(0, 40);
  std::string text;
  for (size_t n = length(random); n > 0; --n) AppendUtf8(kPool[pick(random)], &text);
  return text;
}

TEST(Text, ViewsOfViewsAreTheSame) {
  std::mt19937 random(20260101);
  for (int i = 0; i < 5000; ++i) {
    const std::string text = Troublesome(random);
    const std::string readable = ReadableView(text).text();
    ASSERT_TRUE(IsValidUtf8(readable)) << text;
    ASSERT_EQ(ReadableView(readable).text(), readable) << text;
    const std::string folded = FoldForSearch(text);
    ASSERT_TRUE(IsValidUtf8(folded)) << text;
    ASSERT_EQ(FoldForSearch(folded), folded) << text;
    ASSERT_EQ(FoldForSearch(readable), folded) << text;
  }
}

TEST(Text, ReadsWholeTextsAsTheirParts) {
  // What stands in clean text reads as it does alone, wherever it stands.
  std::mt19937 random(6);
  std::uniform_int_distribution<size_t> words(0, 40);
  for (int i = 0; i < 2000; ++i) {
    std::string before, behind;
    for (size_t n = words(random); n > 0; --n) before += n % 3 == 0 ? "Жодних " : "clean слів — ";
    for (size_t n = words(random); n > 0; --n) behind += n % 4 == 0 ? " «більше»" : ", слова words";
    const std::string text = "ж" + Troublesome(random) + "ж";
    ASSERT_EQ(ReadableView(before + text + behind).text(),
              before + ReadableView(text).text() + behind)
        << text;
  }
}

TEST(Text, ViewsOfEveryCodePointAreStable) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    // Unified ideographs, Hangul and unassigned planes are alike.
    if (c == 0x3400) c = 0x9F00;
    if (c == 0xAD00) c = 0xD700;
    if (c == 0x17000) c = 0x1B000;
    if (c == 0x20100) c = 0x2F700;
    if (c == 0x2FB00) c = 0xE0000;
    if (c == 0xE1100) c = 0x10FFF0;
    std::string text = "x";
    AppendUtf8(c, &text);
    text += "x";
    const std::string readable = ReadableView(text).text();
    ASSERT_EQ(ReadableView(readable).text(), readable) << std::hex << static_cast<uint32_t>(c);
    const std::string folded = FoldForSearch(text);
    ASSERT_EQ(FoldForSearch(folded), folded) << std::hex << static_cast<uint32_t>(c);
  }
}

TEST(MappedText, MapsWholeCharactersToWholeCharacters) {
  std::mt19937 random(7);
  for (int i = 0; i < 800; ++i) {
    const std::string text = Troublesome(random);
    const MappedText view = ReadableView(text);
    const uint32_t size = static_cast<uint32_t>(view.text().size());
    uint32_t last_begin = 0;
    for (uint32_t begin = 0; begin <= size; ++begin) {
      for (uint32_t end = begin; end <= size; ++end) {
        const ByteRange range = view.ToOriginal({begin, end});
        ASSERT_TRUE(OnBoundary(text, range.begin)) << text;
        ASSERT_TRUE(OnBoundary(text, range.end)) << text;
        ASSERT_LE(range.begin, range.end) << text;
        ASSERT_EQ(range.begin == range.end, begin == end) << text;
        ASSERT_GE(range.begin, last_begin) << text;
        last_begin = end == size ? range.begin : last_begin;
      }
    }
  }
}

TEST(Text, LongRunsOfMarksAreCut) {
  std::string zalgo = "а";
  for (int i = 0; i < 200000; ++i) zalgo += i % 2 == 0 ? "\u0301" : "\u0323";
  const std::string readable = ReadableView(zalgo).text();
  EXPECT_LE(readable.size(), 70u);
  EXPECT_EQ(ReadableView(readable).text(), readable);
}

TEST(Text, FindsWords) {
  EXPECT_THAT(Words("", 1), IsEmpty());
  EXPECT_THAT(Words(" -- ", 1), IsEmpty());
  EXPECT_THAT(Words("робота в польщі, 2000 zl", 1),
              ElementsAre("робота", "в", "польщі", "2000", "zl"));
  EXPECT_THAT(Words("робота в польщі, 2000 zl", 3), ElementsAre("робота", "польщі", "2000"));
  EXPECT_THAT(Words("так так", 2), ElementsAre("так", "так"));
  EXPECT_THAT(Words("п'ять", 1), ElementsAre("п", "ять"));
  EXPECT_THAT(Words("за\u0301мок", 1), ElementsAre("за\u0301мок"));
  EXPECT_THAT(Words("\u0301 а", 1), ElementsAre("а"));
  EXPECT_THAT(Words("工作 été", 2), ElementsAre("工作", "été"));
  EXPECT_THAT(Words("а\xFF"
                    "б",
                    1),
              ElementsAre("а", "б"));
}

TEST(Text, ShortensBetweenCharacters) {
  struct Case {
    const char* name;
    const char* text;
    size_t max;
    const char* want;
  };
  const Case cases[] = {
      {"fits", "робота", 12, "робота"},
      {"one too long", "робота", 11, "робо…"},
      {"cut inside a character", "робота", 10, "роб…"},
      {"room for the mark only", "робота", 3, "…"},
      {"no room for the mark", "робота", 2, "р"},
      {"nothing", "робота", 0, ""},
      {"empty", "", 0, ""},
      {"four bytes", "a😀😀", 7, "a…"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Shorten(c.text, c.max), c.want);
    EXPECT_LE(Shorten(c.text, c.max).size(), c.max);
  }
}

}  // namespace
}  // namespace varta
