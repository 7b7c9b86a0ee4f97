// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "linking/near_duplicates.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

#include "linking/words.h"

namespace varta {
namespace {

constexpr char kSeamstress[] =
    "Потрібні швачки на меблеву фабрику під Вроцлавом. Оплата щотижня, 24 злотих за годину. "
    "Житло від роботодавця у двомісних кімнатах, довіз до роботи мікроавтобусом. "
    "Досвід на прямострочній машинці бажаний, новачків навчаємо два тижні. "
    "Зміни по десять годин, неділя вихідна. Телефонуйте Марині: +380501112233";

// The same with another phone, wage and city.
constexpr char kSeamstressElsewhere[] =
    "Потрібні швачки на меблеву фабрику під Познанню. Оплата щотижня, 27 злотих за годину. "
    "Житло від роботодавця у двомісних кімнатах, довіз до роботи мікроавтобусом. "
    "Досвід на прямострочній машинці бажаний, новачків навчаємо два тижні. "
    "Зміни по десять годин, неділя вихідна. Телефонуйте Ользі: +48 601 222 333";

// Reworded: about every fifth word, and the sentences in another order.
constexpr char kSeamstressReworded[] =
    "Терміново! Житло від роботодавця в тримісних кімнатах, доїзд до фабрики мікроавтобусом. "
    "Шукаємо швачок на меблеву фабрику під Лодзем, оплата щотижня, 25 злотих за годину. "
    "Зміни по дванадцять годин, неділя вихідна. Досвід на прямострочній машинці вітається, "
    "новачків навчаємо тиждень. Пишіть у вайбер: +48 601 444 555";

// Another job whose ad has one sentence in common.
constexpr char kDriver[] =
    "Запрошуємо водіїв категорії C+E на маршрути Гданськ — Берлін — Роттердам. Автопоїзди не "
    "старші трьох років, паливні картки, повний соціальний пакет. Потрібен код 95 і чіп-карта. "
    "Житло від роботодавця у двомісних кімнатах, довіз до роботи мікроавтобусом. "
    "Ставка за кілометр, рейси по три тижні, відпочинок тиждень удома.";

std::string Disguised(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("а")) {
      out += "a";
      at += 2;
    } else if (rest.starts_with("о")) {
      out += "o";
      at += 2;
    } else if (rest.starts_with(" ")) {
      out += " \xE2\x80\x8B";  // a space of no width
      at += 1;
    } else {
      ++at;
      out += text.substr(begin, at - begin);
    }
  }
  return out;
}

Resemblance Like(std::string_view a, std::string_view b) {
  const WordWeights weights;
  const AdPrint one = AdPrintOf(a), other = AdPrintOf(b);
  return Comparison(one.sketch, one.words, weights).With(other.sketch, other.words);
}

TEST(AdPrint, OfNothingIsEmpty) {
  for (const char* text : {"", "   ", "123 456", "+380 50 111 22 33", "…"}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(AdPrintOf(text), AdPrint());
  }
}

TEST(AdPrint, DisguisesDoNotMatter) {
  EXPECT_EQ(AdPrintOf(Disguised(kSeamstress)), AdPrintOf(kSeamstress));
}

TEST(AdPrint, IsBounded) {
  std::string text;
  for (int i = 0; i < 50000; ++i) {
    text += 'a' + static_cast<char>(i % 26);
    text += 'a' + static_cast<char>(i / 26 % 26);
    text += 'a' + static_cast<char>(i / 676 % 26);
    text += ' ';
  }
  const AdPrint print = AdPrintOf(text);
  EXPECT_EQ(print.sketch.size(), kSketchSize);
  EXPECT_EQ(print.keys.size(), kMaxKeys);
  EXPECT_GT(print.words, kSketchSize);
}

TEST(Resemblance, VariantsAndOthers) {
  struct Case {
    const char* name;
    const char* a;
    const char* b;
    bool variant;
  } cases[] = {
      {"itself", kSeamstress, kSeamstress, true},
      {"slots filled anew", kSeamstress, kSeamstressElsewhere, true},
      {"reworded and reordered", kSeamstress, kSeamstressReworded, true},
      {"a sentence in common", kSeamstress, kDriver, false},
      {"nothing", kSeamstress, "", false},
      {"few words, one in common", "Потрібен водій", "Потрібен кухар", false},
      {"short ads of one trade",
       "Потрібен водій категорії C на вантажний автомобіль, робота в Києві, оформлення",
       "Потрібен водій категорії C для розвезення хліба, нічні зміни, робота у Львові", false},
      {"a short ad in two cities",
       "Потрібен водій категорії C на вантажний автомобіль, робота в Києві, оформлення",
       "Потрібен водій категорії C на вантажний автомобіль, робота у Львові, оформлення", true},
      {"few words, the same", "Потрібен водій", "потрібен ВОДІЙ!!", true},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Like(c.a, c.b).IsVariant(), c.variant);
    EXPECT_EQ(Like(c.b, c.a).IsVariant(), c.variant);
  }
}

TEST(Resemblance, HalfOfAnAdIsAVariantAndHalfOfEachIsNot) {
  const std::string text = kSeamstress, other = kDriver;
  const std::string half = text.substr(0, text.find("Досвід"));
  EXPECT_TRUE(Like(text, half).IsVariant());
  const Resemblance blocks = Like(half + other.substr(0, other.find("Житло")), text);
  EXPECT_LT(blocks.even, 0.75);
  EXPECT_FALSE(blocks.IsVariant());
}

TEST(NearDuplicates, FindsVariantsInAnyOrder) {
  const std::vector<std::string> ads = {kSeamstress, kDriver, kSeamstressElsewhere,
                                        kSeamstressReworded, Disguised(kSeamstress)};
  for (const std::vector<size_t>& order :
       {std::vector<size_t>{0, 1, 2, 3, 4}, std::vector<size_t>{3, 4, 1, 2, 0}}) {
    NearDuplicates all;
    std::set<uint32_t> seamstress, driver;
    for (const size_t i : order) all.Add(AdPrintOf(ads[i]));
    for (uint32_t i = 0; i < order.size(); ++i)
      (order[i] == 1 ? driver : seamstress).insert(all.ClusterOf(i));
    EXPECT_EQ(seamstress.size(), 1u);
    EXPECT_EQ(driver.size(), 1u);
    EXPECT_NE(*seamstress.begin(), *driver.begin());
  }
}

TEST(NearDuplicates, TextsWithoutWordsStayAlone) {
  NearDuplicates all;
  const uint32_t a = all.Add(AdPrintOf("")), b = all.Add(AdPrintOf("12345"));
  EXPECT_NE(all.ClusterOf(a), all.ClusterOf(b));
}

// A word made of syllables by number.
std::string Word(uint32_t number) {
  static constexpr const char* kSyllables[] = {"ба", "ве", "ги", "до", "жу", "за", "ки", "ло",
                                               "му", "на", "пе", "ри", "со", "ту", "фа", "хе"};
  std::string word;
  for (int i = 0; i < 4; ++i, number /= 16) word += kSyllables[number % 16];
  return word;
}

std::string RandomAd(std::mt19937* random, size_t words) {
  std::string text;
  for (size_t i = 0; i < words; ++i) text += Word(static_cast<uint32_t>((*random)() % 40000)) + ' ';
  return text;
}

TEST(NearDuplicates, BoilerplateOfAllAdsDoesNotTieThem) {
  std::mt19937 random(7);
  const std::string boilerplate = RandomAd(&random, 25);
  NearDuplicates all;
  std::set<uint32_t> clusters;
  for (int i = 0; i < 2000; ++i) all.Add(AdPrintOf(RandomAd(&random, 25) + boilerplate));
  for (uint32_t i = 0; i < all.size(); ++i) clusters.insert(all.ClusterOf(i));
  EXPECT_GT(clusters.size(), 1990u);
}

TEST(NearDuplicates, CopiesCostAlmostNothing) {
  std::mt19937 random(7);
  NearDuplicates all;
  const AdPrint print = AdPrintOf(RandomAd(&random, 60));
  for (int i = 0; i < 1000; ++i) all.Add(AdPrintOf(RandomAd(&random, 60)));
  const size_t before = all.MemoryBytes();
  for (int i = 0; i < 1000; ++i) all.Add(print);
  EXPECT_LE(all.MemoryBytes() - before, 1000u * 8);
  EXPECT_EQ(all.ClusterOf(1000), all.ClusterOf(1999));
}

TEST(NearDuplicates, ChainsDoNotGrowLong) {
  // Each ad has three quarters of the one before; the first and the last have nothing in common.
  std::mt19937 random(7);
  std::vector<std::string> words;
  for (int i = 0; i < 600; ++i) words.push_back(Word(static_cast<uint32_t>(random() % 40000)));
  NearDuplicates all;
  for (size_t begin = 0; begin + 60 <= words.size(); begin += 15) {
    std::string text;
    for (size_t i = begin; i < begin + 60; ++i) text += words[i] + ' ';
    all.Add(AdPrintOf(text));
  }
  EXPECT_NE(all.ClusterOf(0), all.ClusterOf(all.size() - 1));
}

TEST(KeyTable, FindsWhatWasFiledWhileItGrows) {
  KeyTable table;
  std::mt19937_64 random(7);
  std::vector<uint64_t> keys;
  for (uint32_t i = 0; i < 20000; ++i) {
    keys.push_back(random());
    table.File(keys.back(), i);
  }
  for (uint32_t i = 0; i < keys.size(); ++i) {
    std::vector<uint32_t> found;
    EXPECT_FALSE(table.Find(keys[i], &found));
    ASSERT_NE(std::find(found.begin(), found.end(), i), found.end());
  }
  for (uint32_t i = 0; i < KeyTable::kMaxFiled; ++i) table.File(42, i);
  std::vector<uint32_t> found;
  EXPECT_TRUE(table.Find(42, &found));
  EXPECT_EQ(found.size(), KeyTable::kMaxFiled);
}

}  // namespace
}  // namespace varta
