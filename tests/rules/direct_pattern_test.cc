// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What is matched without RE2, against RE2.
#include "rules/direct_pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "rules/compiled_pattern.h"
#include "tests/rules/random_rules.h"

namespace varta {
namespace {

using ::testing::Optional;

constexpr int kSteps = 2000;

// All matches in the text; nullopt: RE2 must be asked, or the pattern is left to it.
std::optional<std::vector<ByteRange>> FindAll(const std::string& pattern, const std::string& text) {
  PlainElements elements;
  const std::optional<DirectPattern> direct =
      DirectPattern::Compile(TokenizePattern(pattern), elements);
  if (!direct) return std::nullopt;
  DirectPattern::Memo memo;
  std::vector<ByteRange> found;
  size_t begin = 0, end;
  while (true) {
    int steps = kSteps;
    const auto answer = direct->Find(elements, text, &begin, text.size(), &end, &memo, &steps);
    if (answer == DirectPattern::Answer::kAskRe2) return std::nullopt;
    if (answer == DirectPattern::Answer::kNo) return found;
    found.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
    begin = end;
  }
}

std::string ToText(const std::vector<ByteRange>& ranges, const std::string& text) {
  std::string shown;
  for (const ByteRange range : ranges)
    shown += "[" + text.substr(range.begin, range.end - range.begin) + "]";
  return shown;
}

TEST(PlainText, NumbersAndCharactersAreEachOthers) {
  int characters = 0;
  for (int number = 0; number < 256; ++number) {
    const std::optional<char32_t> c = PlainCharacter(static_cast<uint8_t>(number));
    if (!c) continue;
    ++characters;
    EXPECT_THAT(PlainNumber(*c), Optional(static_cast<uint8_t>(number)));
  }
  int numbers = 0;
  for (char32_t c = 0; c < 0x20000; ++c) numbers += PlainNumber(c) ? 1 : 0;
  EXPECT_EQ(numbers, characters);
}

TEST(PlainText, KnowsCaseAsRe2Does) {
  for (int i = 0; i < 256; ++i) {
    const auto number = static_cast<uint8_t>(i);
    const std::optional<char32_t> c = PlainCharacter(number);
    if (!c) continue;
    std::string written;
    AppendUtf8(*c, &written);
    const re2::RE2 re2("(?i)" + re2::RE2::QuoteMeta(written));
    for (int j = 0; j < 256; ++j) {
      const auto other = static_cast<uint8_t>(j);
      if (!PlainCharacter(other)) continue;
      std::string text;
      AppendUtf8(*PlainCharacter(other), &text);
      EXPECT_EQ(re2::RE2::FullMatch(text, re2), other == number || other == OtherCase(number))
          << written << " and " << text;
    }
  }
}

TEST(PlainElements, AreWhatRe2Matches) {
  PlainElements elements;
  auto add = [&](const std::string& text) {
    PatternToken token;
    token.kind = PatternToken::Kind::kSet;
    token.text = text;
    return elements.Add(token);
  };
  const std::optional<uint16_t> letters = add("[а-в]");
  ASSERT_TRUE(letters.has_value());
  EXPECT_EQ(add("[а-в]"), letters);
  EXPECT_TRUE(elements[*letters].plain.Has(*PlainNumber(U'Б')));
  EXPECT_FALSE(elements[*letters].plain.Has(*PlainNumber(U'г')));
  EXPECT_FALSE(add("[в-а]").has_value());
  for (size_t i = 1; i < PlainElements::kMost; ++i)
    ASSERT_TRUE(add("[a" + std::string(i, 'b') + "]").has_value());
  EXPECT_FALSE(add("[xyz]").has_value());
  EXPECT_EQ(add("[а-в]"), letters);
}

TEST(DirectPattern, FindsTheFirstWayAndTheLongestRepeatAsRe2Does) {
  struct Case {
    const char* pattern;
    const char* text;
    const char* found;
  };
  const Case cases[] = {
      {"паспорт(?:а|у|ом)?", "Паспорт, ПАСПОРТОМ і паспорта", "[Паспорт][ПАСПОРТОМ][паспорта]"},
      {"а|аб", "абаб", "[а][а]"},
      {"аб|а", "абаа", "[аб][а][а]"},
      {"(?:а|аб)в", "абв ав", "[абв][ав]"},
      {"за\\s+кордон", "за \n кордон", "[за \n кордон]"},
      {"а.{0,4}б", "а12б3б а12345б", "[а12б3б]"},
      {"а.{0,4}?б", "а12б3б", "[а12б]"},
      {"а.*б", "а1б\nаб", "[а1б][аб]"},
      {"(?s)а.*б", "а1б\nаб", "[а1б\nаб]"},
      {"<нян(?:я|і)>", "няня, няні; няняня", "[няня][няні]"},
      {"<\\p{L}+>", "так 5 так5 ні", "[так][ні]"},
      {"\\d{3,5}", "12 123 1234567", "[123][12345]"},
      {"(?:\\d\\s?){3}", "1 2 3 45", "[1 2 3 ]"},
      {"(?:аб){1,2}?", "абабаб", "[аб][аб][аб]"},
      {"(?:аб)?в", "абв в", "[абв][в]"},
      {"(?:аб)+", "абабаб а", "[абабаб]"},
      {"(?:аб|а){2,}б", "абааб", "[абааб]"},
      {"(?:аб){2,}?", "абабаб", "[абаб]"},
      {"(?:\\d[ -]?)*5", "1 2-3 5 4", "[1 2-3 5]"},
      {"[^.!?]{2,4}!", "раз. два!", "[ два!]"},
      {"к", "К\u212A", nullptr},  // but a Latin letter
      {"k", "k\u212A", nullptr},
      {"💰", "🔥💰", "[💰]"},
      {"[💰к🔥]", "🔥К💋💰ъ♥", "[🔥][К][💰]"},
      {"а.в", "а😀в", "[а😀в]"},
      {"а\\s?в", "а\u00A0в ав", "[ав]"},
      // An edge takes its place up, as in a marked text.
      {"(?:а>|б)>", "а ба", nullptr},
      {"^а|а$", "аааа", "[а][а]"},
      {"^<а>$", "а", "[а]"},
      {"(?:<|б)^а", "а", ""},
      {"<ва", "ва ъва -ва ва́ва", nullptr},
      {"<ва", "вава ъва -ва 5ва _ва", "[ва][ва][ва]"},
      {"(?:<ва|ра>)", "вара рав вар", "[ва][ра][ва]"},
      {"а[^.]{0,9}<(?:б|вг)", "а бв вгб б", "[а бв вгб б]"},
      {"а[^.]{0,9}<(?:б|вг)", "а ъб ъвг абвг", ""},
      {"(?:а$|б)>", "а б", nullptr},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.pattern) + " in " + c.text);
    const Result<CompiledPattern> re2 = CompiledPattern::Compile({c.pattern, "", 1, 1});
    ASSERT_TRUE(re2.ok());
    AdPart part(v1::PLACE_TEXT, c.text);
    const std::vector<ByteRange> truth = re2->Find(part, 100);
    const std::optional<std::vector<ByteRange>> found = FindAll(c.pattern, c.text);
    if (found) {
      EXPECT_EQ(ToText(*found, c.text), ToText(truth, c.text));
    }
    if (c.found != nullptr) {
      ASSERT_TRUE(found.has_value());
      EXPECT_EQ(ToText(*found, c.text), c.found);
    }
  }
}

// Of many those are tried that can begin so, in the order in which they are written.
TEST(DirectPattern, TriesAlternativesInTheirOrder) {
  const std::string few = "(?:та|т|тав|ра|р|ву|в|\\d\\d|€|)в";
  EXPECT_EQ(ToText(*FindAll(few, "тав, тв! рв вв 12в 1в €в €1"), "тав, тв! рв вв 12в 1в €в €1"),
            "[тав][тв][рв][вв][12в][в][€в]");
  std::string many = "(?:";
  std::string text;
  for (int i = 0; i < 150; ++i) {
    // No two neighbours begin alike.
    const std::string word = (i % 2 == 0 ? "а" : "б") + std::to_string(100 + i);
    many += (i > 0 ? "|" : "") + word;
    text += word + " ";
  }
  const auto found = FindAll(many + ")\\s", text);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->size(), 150u);
  EXPECT_EQ(FindAll(many + ")\\s", "в100 а500 б"), std::vector<ByteRange>());
}

TEST(DirectPattern, LeavesToRe2WhatItDoesNotKnow) {
  for (const char* pattern : {"(?m)^а", "(?U)а+", "(?-i)а", "(?:а?)*", "(?:а*){2,}", "(?:а?){2}",
                              "(?:а|<){0,2}б", "(?:абвг){500}"})
    EXPECT_FALSE(FindAll(pattern, "").has_value()) << pattern;
  for (const char* text : {"е\u0301", "б\xFF", "б\x01"})
    EXPECT_FALSE(FindAll(".[\\p{L}]", text).has_value()) << text;
  EXPECT_FALSE(FindAll("<ва", "б\x80ва").has_value());
  // A text without an end to the ways through it.
  EXPECT_FALSE(
      FindAll("(?:а*а*а*а*){3}б", std::string(200, 'x') + std::string(4000, '1')).has_value());
}

// What failed behind a repeat is not tried again, from whichever beginning.
TEST(DirectPattern, TriesEachPlaceBehindARepeatOnce) {
  std::string text;
  for (int i = 0; i < 12; ++i) text += "а б";
  EXPECT_EQ(FindAll("а.{0,40}б.{0,40}в", text), std::vector<ByteRange>());
  text += "в";
  const auto found = FindAll("а.{0,40}б.{0,40}в", text);
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(found->front().end, text.size());
}

TEST(DirectPattern, SaysWhatRe2Says) {
  RandomRules random(7);
  int direct = 0, answered = 0, found = 0;
  for (int i = 0; i < 600; ++i) {
    const std::string pattern = random.Pattern();
    const Result<CompiledPattern> re2 = CompiledPattern::Compile({pattern, "", 1, 1});
    PlainElements elements;
    if (!re2.ok() || !DirectPattern::Compile(TokenizePattern(pattern), elements)) continue;
    ++direct;
    for (int j = 0; j < 5; ++j) {
      const std::string text = random.Text();
      const std::optional<std::vector<ByteRange>> ranges = FindAll(pattern, text);
      if (!ranges) continue;
      ++answered;
      found += ranges->empty() ? 0 : 1;
      AdPart part(v1::PLACE_TEXT, text);
      EXPECT_EQ(ToText(*ranges, text), ToText(re2->Find(part, 1000), text)) << pattern << "\n~\n"
                                                                            << text;
    }
  }
  EXPECT_GT(direct, 200);
  EXPECT_GT(answered, direct);
  EXPECT_GT(found, direct / 5);
}

}  // namespace
}  // namespace varta
