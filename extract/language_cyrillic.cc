// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/language_cyrillic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <unordered_map>

#include "base/text.h"
#include "extract/language_model.h"
#include "extract/letters.h"

namespace varta {
namespace {

constexpr std::array<std::string_view, 6> kCodes = {"uk", "ru", "be", "bg", "sr", "mk"};
using Scores = std::array<double, kCodes.size()>;  // one for each language, in nats

constexpr double kWord = 2.5;
constexpr double kEnding = 1.2;
// CLD2's word: the more it had to go by, the more it counts.
constexpr double kBestEffort = 1.5, kReliableMost = 8, kReliablePerPair = 0.1;
constexpr size_t kFewPairs = 30;
// What we mostly meet; the others are told by their own letters, words and CLD2.
constexpr Scores kPrior = {0, 0, -2, -2.5, -1.7, -3};

struct WordList {
  size_t language;
  std::string_view words;  // between blanks
};
// The commonest words of each language, and what job ads say most.
constexpr WordList kWords[] = {
    {0,
     " та що це як або від про але він вона вони було бути ми є які яка який яке дуже треба можна "
     "чи ще вже щоб якщо коли"
     " тільки потрібні потрібен потрібна робота роботу роботи хто й з із зі до цей ця ці цього "
     "тому також має мене нас вас"
     " вам нам йому його її їх цю перед після під над між через без день тиждень місяць рік "
     "гривень грн шукаю дзвоніть"
     " телефонуйте оплата виїзд дівчата жінки чоловіки "},
    {1,
     " и что как это или но он она они было быть мы вы все его ее её только если когда для по из к "
     "с бы же есть кто чтобы"
     " нужны нужен нужна требуется требуются работа работу работы от до этот эта эти этого также "
     "очень можно надо уже еще"
     " ещё меня нам вам нас вас ему их ей во со об перед после под над между через без день неделя "
     "месяц год рублей руб"
     " ищу звоните пишите оплата выезд девушки женщины мужчины где там так нет да "},
    {2,
     " і што як гэта або але ён яна яны было быць мы вы ёсць якія якая якое вельмі трэба можна ці "
     "яшчэ ўжо каб калі толькі"
     " з для пра праца працу "},
    {3,
     " и е да се за от на че ще са си не като това които която който ли ни по при или но ако има "
     "бъде беше работа търся"
     " със след преди без много "},
    {4,
     " и је да се за од на у су са није као што или али ако има бити био била ће који која које "
     "само врло због посао рад потребан потребна потребни "},
    {5,
     " и на во од се за да не со што тоа како или но е беше има нема може ќе го ја ги му ние вие "
     "тие "
     "сите по до при работа плата барам потребни потребен потребна "}};

struct Ending {
  size_t language;
  std::string_view ending;  // of a word that has at least two letters more
};
constexpr size_t kLongestEnding = 8;  // bytes; the shortest have 4
constexpr Ending kEndings[] = {
    {0, "ти"},  {0, "тися"}, {0, "ння"},  {0, "ття"},  {0, "ою"},   {0, "єю"},   {0, "ють"},
    {0, "ого"}, {0, "ому"},  {0, "ець"},  {0, "ький"}, {0, "ька"},  {0, "ське"}, {0, "ий"},
    {0, "ать"}, {0, "ить"},  {0, "ло"},   {0, "имо"},  {1, "ться"}, {1, "тся"},  {1, "ние"},
    {1, "ния"}, {1, "нию"},  {1, "ие"},   {1, "ия"},   {1, "ий"},   {1, "ой"},   {1, "ей"},
    {1, "ого"}, {1, "ому"},  {1, "ская"}, {1, "ский"}, {1, "ет"},   {1, "ит"},   {1, "ют"},
    {1, "ать"}, {1, "ить"},  {1, "еть"},  {1, "ешь"},  {1, "ишь"},  {1, "ло"},   {2, "цца"},
    {2, "ць"},  {2, "ага"},  {2, "ай"},   {3, "ата"},  {3, "ото"},  {3, "ите"},  {3, "ият"},
    {3, "ние"}, {4, "ти"},   {4, "ског"}, {4, "ица"},  {4, "ом"}};

// What is found, and in which languages, one bit each.
using Index = std::unordered_map<std::string_view, uint32_t>;

const Index& WordIndex() {
  static const Index kIndex = [] {
    Index index;
    for (const WordList& list : kWords) {
      for (std::string_view rest = list.words; !rest.empty();) {
        const size_t end = std::min(rest.find(' '), rest.size());
        if (end > 0) index[rest.substr(0, end)] |= 1u << list.language;
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return index;
  }();
  return kIndex;
}

const Index& EndingIndex() {
  static const Index kIndex = [] {
    Index index;
    for (const Ending& e : kEndings) index[e.ending] |= 1u << e.language;
    return index;
  }();
  return kIndex;
}

uint32_t Find(const Index& index, std::string_view text) {
  const auto found = index.find(text);
  return found == index.end() ? 0 : found->second;
}

// `word`: in lower case.
void AddWord(std::string_view word, Scores* scores) {
  const uint32_t known = Find(WordIndex(), word);
  uint32_t ended = 0;
  for (size_t size = 4; size <= kLongestEnding && size + 4 <= word.size(); size += 2) {
    ended |= Find(EndingIndex(), word.substr(word.size() - size));
  }
  for (size_t i = 0; i < scores->size(); ++i) {
    if ((known >> i & 1u) != 0) (*scores)[i] += kWord;
    if ((ended >> i & 1u) != 0) (*scores)[i] += kEnding;
  }
}

}  // namespace

LanguageGuess WeighCyrillic(std::string_view utf8, const LanguageGuess& cld2) {
  const LetterFit fit = FitLetters(utf8, Alphabet::kCyrillic);
  Scores scores = kPrior;
  for (size_t i = 0; i < scores.size(); ++i) {
    for (const LanguageLikelihood& language : fit.languages) {
      if (language.code == kCodes[i]) scores[i] += language.nats;
    }
  }
  std::string word;
  for (size_t at = 0; at <= utf8.size();) {
    const bool end = at == utf8.size();
    const char32_t c = end ? U' ' : LowerLetter(NextCodePoint(utf8, &at));
    if (IsCyrillicLetter(c)) {
      AppendUtf8(c, &word);
    } else if (!word.empty()) {
      AddWord(word, &scores);
      word.clear();
    }
    if (end) break;
  }
  const auto* const ours = std::find(kCodes.begin(), kCodes.end(), cld2.code);
  // Kazakh and the like: only CLD2 knows them.
  if (ours == kCodes.end() &&
      ((cld2.reliable && fit.pairs >= kFewPairs) || fit.strange * 50 > fit.pairs)) {
    return cld2;
  }
  if (ours != kCodes.end()) {
    const double surer = cld2.reliable ? kReliablePerPair * static_cast<double>(fit.pairs) : 0;
    scores[static_cast<size_t>(ours - kCodes.begin())] +=
        std::min(kBestEffort + surer, kReliableMost);
  }

  const size_t best =
      static_cast<size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  double others = 0;
  for (size_t i = 0; i < scores.size(); ++i) {
    if (i != best) others += std::exp(scores[i] - scores[best]);
  }
  return {std::string(kCodes[best]), 1 / (1 + others), cld2.reliable};
}

}  // namespace varta
