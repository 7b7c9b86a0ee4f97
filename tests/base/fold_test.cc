// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/fold.h"

#include <gtest/gtest.h>

#include <random>
#include <span>

namespace varta {
namespace {

struct FoldCase {
  const char* name;
  std::string_view text;
  std::string_view want;
};

void ExpectFolds(std::span<const FoldCase> cases) {
  for (const FoldCase& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Fold(c.text).text.text(), c.want);
    EXPECT_EQ(Fold(c.want).text.text(), c.want);
  }
}

TEST(Fold, LeavesCleanTextAlone) {
  const FoldCase cases[] = {
      {"empty", "", ""},
      {"Ukrainian", "Ґанок, їжак і Європа: об’їзд п'яти сіл!",
       "ґанок, їжак і європа: об’їзд п'яти сіл!"},
      {"Russian", "Ёлка, подъезд; «Эхо» – это йод…", "ёлка, подъезд; «эхо» – это йод..."},
      {"English", "Don’t worry: it's O'Neill's  job.\r\n\tNext",
       "don’t worry: it's o'neill's  job.\r\n\tnext"},
      {"Polish, Romanian", "Święto łąki, ȘCOALĂ țării", "święto łąki, școală țării"},
      {"Greek word", "Ρόδος", "ρόδοσ"},
      {"initials", "А. Б. Коваль та В.Г.Д. Петренко", "а. б. коваль та в.г.д. петренко"},
      {"abbreviations", "і т.д. и т. п., т.в.о.", "і т.д. и т. п., т.в.о."},
      {"lists", "а, б, в, г; а б в г; A-B-C-D", "а, б, в, г; а б в г; a-b-c-d"},
      {"words of one letter", "а я і в", "а я і в"},
      {"address of letters", "i.v.a.n@ukr.net, a.b.z.d.com", "i.v.a.n@ukr.net, a.b.z.d.com"},
      {"two scripts side by side", "IT-компанія, USB-кабель, Wi-Fi у Львові",
       "it-компанія, usb-кабель, wi-fi у львові"},
      {"two words that grew together", "школаonline, вагон№5", "школаonline, вагонno5"},
      {"digits are digits", "2000грн, 3кімнатна, 10м², 5х5, B2B, H2O, Covid19, Windows10",
       "2000грн, 3кімнатна, 10м2, 5х5, b2b, h2o, covid19, windows10"},
      {"names with digits", "@ivan0ff t.me/w0rk_ua p0st@mail.com",
       "@ivan0ff t.me/w0rk_ua p0st@mail.com"},
      {"product at the end of a word", "контроля1С", "контроля1с"},
      {"units", "5 μg, 3 μmol", "5 μg, 3 μmol"},
      {"marks of a script", "ภาษาไทยที่นี่ किताब", "ภาษาไทยที่นี่ किताब"},
      {"emoji", "😀 робота 👨‍👩‍👧", "😀 робота 👨👩👧"},
  };
  ExpectFolds(cases);
}

TEST(Fold, SeesThroughDisguises) {
  const FoldCase cases[] = {
      {"Latin letters in a Cyrillic word", "Paбoтa зa кopдoнoм", "работа за кордоном"},
      {"capitals", "HАБІР ВOДІЇВ, BИЇЗД", "набір водіїв, виїзд"},
      {"more Latin than Cyrillic", "xopoшo", "хорошо"},
      {"Latin letters of handwriting", "обyченue", "обучение"},
      {"Cyrillic letters in a Latin word", "hоtеl, Сrурtо, ВІNАNСЕ", "hotel, crypto, binance"},
      {"Roman numeral", "ХVIІІ", "xviii"},
      {"Greek, Coptic, Cherokee", "зαραбοтοκ, рискоⲃ, Ꭹдaлённая", "заработок, рисков, удалённая"},
      {"small capitals", "рᴀбᴏᴛᴀ ᴨᴩигᴏрᴏд ᴡᴏʀᴋ", "работа пригород work"},
      {"mathematical letters", "пр𝚎длож𝐞ни𝑒 𝓌𝑜𝓇𝓀", "предложение work"},
      {"diacritics", "рäбота", "работа"},
      {"zero in a word", "раб0та, люб0го, любог0, 0платим", "работа, любого, любого, оплатим"},
      {"other digits in a word", "ра6отати, 3аробіток, люби3на, обі4янка, прац1вник",
       "работати, заробіток, любизна, обічянка, працівник"},
      {"digits in a Latin word", "w0rk, h3llo", "work, hello"},
      {"digits and letters", "зapo6iтoк", "заробіток"},
      {"zero width and soft hyphen", "ро\u200Bбо\u00ADта\uFEFF", "робота"},
      {"marks", "р\u0336о\u0336б\u0336о\u0336т\u0336а\u0336 за\u0301мок и\u0306од е\u0308ж",
       "робота замок йод ёж"},
      {"dots", "п.а.с.п.о.р.т", "паспорт"},
      {"spaces", "Твій п а с п о р т забрали", "твій паспорт забрали"},
      {"dashes", "п-а-с-п-о-р-т, п–а–с–п", "паспорт, пасп"},
      {"underscores and bullets", "п_а_с_п п•а•с•п", "пасп пасп"},
      {"dots and look-alikes", "п.a.c.п.o.p.т", "паспорт"},
      {"a part of a longer word stays", "р-о-б-о-та", "р-о-б-о-та"},
  };
  ExpectFolds(cases);
}

TEST(Fold, MergesSpellings) {
  EXPECT_EQ(Fold("Ёлка й ґанок, ещё раз и ещё; Ґ", Spelling::kMerged).text.text(),
            "елка й ганок, еще раз и еще; г");
  EXPECT_EQ(Fold("yдaлëннo", Spelling::kMerged).text.text(), "удаленно");
}

TEST(Fold, TellsMixedWords) {
  EXPECT_EQ(Fold("Робота online, п.а.с.п").mixed_words, 0u);
  const std::string_view text = "Шукаємо  пoмiчника та вoдія";
  const Folded folded = Fold(text);
  EXPECT_EQ(folded.mixed_words, 2u);
  EXPECT_EQ(
      text.substr(folded.first_mixed.begin, folded.first_mixed.end - folded.first_mixed.begin),
      "пoмiчника");
}

TEST(Fold, PointsBack) {
  struct {
    std::string_view text, part, from;
  } const cases[] = {
      {"Твій п а с п о р т забрали", "паспорт", "п а с п о р т"},
      {"Твій п а с п о р т забрали", "забрали", "забрали"},
      {"є рo\u200Bбoтa!", "робота", "рo\u200Bбoтa"},
      {"є рo\u200Bбoтa!", "бо", "бo"},
      {"за\u0301мок", "а", "а\u0301"},
      {"№ 𝐖𝐨𝐫𝐤", "no", "№"},
      {"№ 𝐖𝐨𝐫𝐤", "ork", "𝐨𝐫𝐤"},
      {"раб0та", "о", "0"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.part);
    const MappedText folded = Fold(c.text).text;
    const size_t at = folded.text().rfind(c.part);
    ASSERT_NE(at, std::string::npos) << folded.text();
    const ByteRange from =
        folded.ToOriginal({static_cast<uint32_t>(at), static_cast<uint32_t>(at + c.part.size())});
    EXPECT_EQ(c.text.substr(from.begin, from.end - from.begin), c.from);
  }
}

// Texts of letters that are taken for others, of what stands between them, and of marks.
std::string Disguised(std::mt19937& random, size_t most) {
  static constexpr char32_t kPool[] = {
      U'a', U'o',  U'p',  U'H',   U'B',   U'u',   U'n',   U's',   U'г',   U'а',    U'о',    U'н',
      U'в', U'б',  U'ж',  U'ё',   U'ґ',   U'і',   U'ѕ',   U'0',   U'3',   U'1',    U'7',    U' ',
      U' ', U'.',  U'-',  U'_',   U'@',   U',',   U'·',   U'–',   U'α',   U'π',    U'μ',    U'ᴏ',
      U'ᴧ', U'ⲃ',  U'Ꭹ',  0x301,  0x306,  0x308,  0x345,  0x336,  0x20E3, 0x200B,  0xAD,    0x2116,
      0xDF, 0x130, 0x149, 0x2122, 0xFDFA, 0x1100, 0x1161, 0x11A8, 0xE31,  0x1D400, 0x1F600, 0x2019,
      0xE9, 0xBB,  0x7F,  U'\n',  0x10D0, 0x3099, 0x304B, 0x2BC,  0xA0,   0x2011,  0x1E9E,  0x451};
  std::uniform_int_distribution<size_t> pick(0, std::size(kPool) - 1), length(0, most), kind(0, 3);
  std::string text;
  // Some texts have few different characters, so that words and runs come about.
  const size_t modulus = kind(random) == 0 ? std::size(kPool) : 34;
  const size_t plain = kind(random) * 20;
  for (size_t n = length(random); n > 0; --n) {
    if (plain > 0 && n % plain == 0) text += "звичайні слова ";
    AppendUtf8(kPool[pick(random) % modulus], &text);
  }
  return text;
}

TEST(Fold, FoldingTwiceIsFoldingOnce) {
  std::mt19937 random(31);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = Disguised(random, i % 10 == 0 ? 400 : 30);
    for (const Spelling spelling : {Spelling::kKept, Spelling::kMerged}) {
      const std::string once = Fold(text, spelling).text.text();
      ASSERT_TRUE(IsValidUtf8(once)) << text;
      ASSERT_LE(once.size(), 12 * text.size()) << text;
      ASSERT_EQ(Fold(once, spelling).text.text(), once) << text;
    }
  }
}

TEST(Fold, FoldsWholeTextsAsTheirParts) {
  // What stands in clean text folds as it does alone, wherever it stands.
  std::mt19937 random(5);
  std::uniform_int_distribution<size_t> words(0, 80);
  for (int i = 0; i < 1500; ++i) {
    std::string before, behind;
    for (size_t n = words(random); n > 0; --n) before += n % 3 == 0 ? "жодних " : "clean слів. ";
    for (size_t n = words(random); n > 0; --n) behind += n % 4 == 0 ? " більше" : ", слова words";
    const std::string text = "жжж " + Disguised(random, 24) + " жжж";
    ASSERT_EQ(Fold(before + text + behind).text.text(), before + Fold(text).text.text() + behind)
        << text;
  }
}

TEST(Fold, MapsWholeCharactersInOrder) {
  std::mt19937 random(8);
  const auto on_boundary = [](std::string_view text, uint32_t at) {
    return at == text.size() ||
           (at < text.size() && (static_cast<uint8_t>(text[at]) & 0xC0) != 0x80);
  };
  for (int i = 0; i < 3000; ++i) {
    const std::string text = Disguised(random, 40);
    const MappedText folded = Fold(text).text;
    const std::string_view made = folded.text();
    ByteRange last;
    for (size_t at = 0; at < made.size();) {
      const auto begin = static_cast<uint32_t>(at);
      NextCodePoint(made, &at);
      const ByteRange from = folded.ToOriginal({begin, static_cast<uint32_t>(at)});
      ASSERT_LT(from.begin, from.end) << text;
      ASSERT_TRUE(on_boundary(text, from.begin) && on_boundary(text, from.end)) << text;
      // The next character, or another one made of the same.
      ASSERT_TRUE(from.begin >= last.end || from == last) << text;
      last = from;
    }
  }
}

TEST(Fold, TakesAnyBytes) {
  std::mt19937 random(99);
  std::uniform_int_distribution<int> byte(0, 255);
  constexpr std::string_view kParts =
      "\xD0\xD1\xE2\x80\x99\xC2\xAB\xBF"
      "Aя— «й» ";
  for (int i = 0; i < 4000; ++i) {
    std::string bytes(static_cast<size_t>(byte(random)), '\0');
    for (char& c : bytes) {
      const int any = byte(random);
      c = i % 4 == 0 ? static_cast<char>(0xC8 + any % 40) : static_cast<char>(any);
      if (i % 4 > 1) c = kParts[static_cast<size_t>(any) % kParts.size()];
    }
    const std::string once = Fold(bytes).text.text();
    ASSERT_TRUE(IsValidUtf8(once));
    ASSERT_EQ(Fold(RepairUtf8(bytes)).text.text(), once);
    ASSERT_EQ(Fold(once).text.text(), once);
  }
}

TEST(Fold, EveryCodePointIsStable) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    // Unified ideographs, Hangul and unassigned planes are alike.
    if (c == 0x3400) c = 0x9F00;
    if (c == 0xAD00) c = 0xD700;
    if (c == 0x17000) c = 0x1B000;
    if (c == 0x20100) c = 0x2F700;
    if (c == 0x2FB00) c = 0xE0000;
    if (c == 0xE1100) c = 0x10FFF0;
    std::string text = "жо";
    AppendUtf8(c, &text);
    text += "w";
    const std::string once = Fold(text).text.text();
    ASSERT_EQ(Fold(once).text.text(), once) << std::hex << static_cast<uint32_t>(c);
  }
}

}  // namespace
}  // namespace varta
