// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/ages.h"
#include "extract/dates.h"
#include "extract/employers.h"
#include "extract/fields.h"
#include "extract/hours.h"
#include "extract/money.h"
#include "extract/number_words.h"
#include "extract/places.h"
#include "extract/registrations.h"
#include "extract/trades.h"

namespace varta {
namespace {

using ::testing::ElementsAreArray;

std::vector<std::string> Folded(std::string_view text) {
  const TokenText tokens(text);
  std::vector<std::string> folded;
  for (size_t i = 0; i < tokens.size(); ++i) {
    folded.emplace_back(tokens[i].type == Token::kSymbol ? tokens.Written(i, i + 1)
                                                         : tokens.Folded(i));
  }
  return folded;
}

// Whatever number_words.h finds, the tokens must not say that there is nothing.
TEST(TokenText, TellsWhereNumbersMayBeSpelt) {
  struct Case {
    const char* text;
    bool may;
  };
  const Case cases[] = {
      {"", false},
      {"Потрібні люди на склад, дві зміни по десять годин", false},
      {"один два три", true},
      {"НУЛЬ шістдесят 7, сто", true},
      {"oдин двa тpи", true},      // two alphabets
      {"оne twо threе", true},     // likewise
      {"п'ять п’ять пять", true},  // apostrophes
      {"оди''н два''три чоти'ри", true},
      {"о\u200Bдин два\u00AD три", true},
      {"pięć sześć ósiem", true},
      {"șapte două cinci", true},
      {"two hundred double five", true},
      {"один два стіл три", false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(TokenText(c.text).MaySpellNumbers(), c.may);
    EXPECT_TRUE(c.may || FindNumberWords(c.text).empty());
  }
}

TEST(TokenText, FoldsWords) {
  struct Case {
    const char* name;
    const char* text;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {"case, ё, ґ", "ЁЛКА Ґанок", {"елка", "ганок"}},
      {"apostrophes", "м’ясо м'ясо мʼясо", {"м'ясо", "м'ясо", "м'ясо"}},
      {"quotes are no apostrophes", "'слово'", {"'", "слово", "'"}},
      {"hyphen parts", "Нью-Йорк", {"нью", "-", "йорк"}},
      {"accents", "Łódź zażółć", {"lodz", "zazolc"}},
      {"zero width, soft hyphen, stress", "ро\u200bбо\u00adта́", {"робота"}},
      {"decomposed", "и\u0306 і\u0308", {"й", "ї"}},
      {"Latin letters in a Cyrillic word", "Пoльщa", {"польща"}},
      {"Cyrillic letters in a Latin word", "dаnсеr", {"dancer"}},
      {"digits beside letters", "25к", {"25", "к"}},
      {"full width", "２５", {"25"}},
      {"rows of signs", "--- !!!", {"---", "!!!"}},
      {"any spaces", "а\u00a0б\u2009в\n\nг", {"а", "б", "в", "г"}},
      {"other writing", "日本 שלום", {"日本", "שלום"}},
      {"nothing", "", {}},
      {"ill-formed", "\xff\xfe", {"\xff\xfe"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_THAT(Folded(c.text), ElementsAreArray(c.want));
  }
}

TEST(TokenText, TellsWhatStandsWhere) {
  const TokenText tokens("Зарплата від 500 – 700 $, 5 днів");
  EXPECT_TRUE(tokens.BitsAt(0) & Bit(Kind::kWageLabel));
  EXPECT_EQ(tokens.Next(0, kNumberBit), 2u);
  EXPECT_EQ(tokens.Next(3, kNumberBit), 4u);
  EXPECT_EQ(tokens.Next(0, kDashBit), 3u);
  EXPECT_EQ(tokens.Next(0, kCurrencyBit), 5u);
  EXPECT_EQ(tokens.Next(0, Bits(Kind::kDays, Kind::kHour)), 8u);
  EXPECT_EQ(tokens.Next(0, Bits(Kind::kMonth)), tokens.size());
  EXPECT_EQ(tokens.Next(100, kNumberBit), tokens.size());
  EXPECT_EQ(tokens.BitsOf(4, 100) & (kNumberBit | kDashBit | kCurrencyBit),
            kNumberBit | kCurrencyBit);
  EXPECT_EQ(tokens.BitsOf(5, 5), 0u);
  EXPECT_TRUE(tokens.BitsBefore(2, 10) & Bit(Kind::kFrom));
  EXPECT_EQ(tokens.BitsBefore(0, 10), 0u);
}

TEST(TokenText, TakesAddresses) {
  const TokenText tokens("див. https://example.com/a-1 і name@example.com та www.example.ua ні");
  for (size_t i = 0; i < tokens.size(); ++i) {
    const bool inside = tokens.Written(i, i + 1) != "див" && tokens.Written(i, i + 1) != "і" &&
                        tokens.Written(i, i + 1) != "та" && tokens.Written(i, i + 1) != "ні";
    if (tokens[i].type != Token::kWord) continue;
    EXPECT_EQ(tokens[i].taken, inside) << i;
  }
}

TEST(Facts, AreTheSameUnderDisguise) {
  const std::string plain = "Потрібні танцівниці в Польщу, від 18 до 30 років, зарплата 2000 €";
  const char* disguised[] = {
      "Потрібні  танцівниці в\u00a0Польщу, від\u00a018 до 30 років, зарплата 2000\u00a0€",
      "По\u00adтріб\u00adні танців\u200bниці в Поль\u200bщу, від 18 до 30 років, зарплата 2000 €",
      "Пoтрiбнi тaнцiвницi в Пoльщу, вiд 18 дo 30 рoкiв, зaрплaтa 2000 €",
      "ПОТРІБНІ ТАНЦІВНИЦІ В ПОЛЬЩУ, ВІД 18 ДО 30 РОКІВ, ЗАРПЛАТА 2000 €",
      "Потрібні танцівниці в Польщу, від １８ до ３０ років, зарплата ２０００ €",
  };
  const auto values = [](const std::string& text) {
    FieldInput input;
    input.text = text;
    std::vector<std::string> found;
    for (const v1::Fact& fact : FindFacts(input)) {
      // That a text is disguised is a fact of its own.
      if (fact.kind() != v1::FACT_KIND_MIXED_SCRIPT) found.push_back(fact.value());
    }
    return found;
  };
  EXPECT_THAT(values(plain), ElementsAreArray({"dancer", "PL", "18-30", "2000 EUR"}));
  for (const char* text : disguised) {
    SCOPED_TRACE(text);
    EXPECT_EQ(values(text), values(plain));
  }
}

TEST(Facts, LongTextsEndSoon) {
  void (*const finders[])(TokenText*, std::vector<v1::Fact>*) = {
      FindRegistrations, FindDates, FindHours,  FindAges,
      FindEmployers,     FindMoney, FindPlaces, FindWork};
  for (const char* part : {"від ", "25 000 ", "Київ - ", "12.", "« ", "ТОВ ", "\"a", "18-", "1/",
                           "\xd0", "12 травня ", "1:00-"}) {
    SCOPED_TRACE(part);
    std::string text;
    while (text.size() < 50'000) text += part;
    TokenText tokens(text);
    std::vector<v1::Fact> facts;
    for (const auto finder : finders) finder(&tokens, &facts);
    EXPECT_LE(facts.size(), text.size());
  }
  EXPECT_LE(TokenText(std::string(3 * TokenText::kMaxBytes, 'a') + " b").size(), 1u);
}

}  // namespace
}  // namespace varta
