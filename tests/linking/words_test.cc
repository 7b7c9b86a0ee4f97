// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/words.h"

#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

// Words as they are, <n> and <c> for slots.
std::string Shown(std::string_view text) {
  const std::string folded = LinkingFold(text);
  std::string shown;
  for (const AdWord& token : AdWords(folded)) {
    if (!shown.empty()) shown += ' ';
    shown += token.slot == Slot::kNone     ? std::string(token.text)
             : token.slot == Slot::kNumber ? "<n>"
                                           : "<c>";
  }
  return shown;
}

TEST(Words, SlotsAreWhatIsFilledIn) {
  struct Case {
    const char* name;
    const char* text;
    const char* want;
  } cases[] = {
      {"empty", "", ""},
      {"nothing but signs", " … — !!! ", ""},
      {"case and look-alike letters", "Шукаємо KУXAPЯ", "шукаємо кухаря"},
      {"merged spelling", "Её ґанок", "ее ганок"},
      {"a price and hours", "2 500 zł, з 8:00", "<n> <n> zł з <n> <n>"},
      {"an address", "пишіть на kasa@mail.test зараз", "пишіть на <c> зараз"},
      {"a handle", "телеграм @robota_ua тут", "телеграм <c> тут"},
      {"a web address", "див. https://a.test/b-c тут", "див <c> тут"},
      {"a domain", "на сайті robota.test тут", "на сайті <c> тут"},
      {"a hyphen joins nothing new", "бізнес-план", "бізнес план"},
      {"a full stop without a space", "досвід.Житло", "досвід житло"},
      {"an at sign alone", "a @ b", "a b"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Shown(c.text), c.want);
  }
}

TEST(Words, LongRunsOfLettersCountByPieces) {
  std::string glued;
  for (int i = 0; i < 30; ++i) glued += "робота";
  EXPECT_GT(AdWords(LinkingFold(glued)).size(), 10u);
}

TEST(Words, AtMostSoMany) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "слово ";
  EXPECT_EQ(AdWords(LinkingFold(text), 7).size(), 7u);
}

TEST(Words, HashesAreTheSameEverywhere) {
  EXPECT_NE(WordHash("робота"), WordHash("роботи"));
  EXPECT_NE(WordHash("a"), WordHash(std::string_view("a\0", 2)));
  EXPECT_EQ(WordHash("робота"), WordHash(std::string("робота")));
}

}  // namespace
}  // namespace varta
