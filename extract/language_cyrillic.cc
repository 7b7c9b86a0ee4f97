// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/language_cyrillic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/text.h"

namespace varta {
namespace {

constexpr std::array<std::string_view, 5> kCodes = {"uk", "ru", "be", "bg", "sr"};
using Scores = std::array<double, kCodes.size()>;  // one for each language, in nats

// How often each letter stands among a thousand of running text in those languages. 0: not in the
// alphabet.
struct Letter {
  char32_t letter;
  Scores per_mille;
};
constexpr Letter kLetters[] = {
    {U'а', {84, 80, 163, 120, 114}}, {U'б', {17, 16, 14, 14, 15}}, {U'в', {54, 45, 29, 44, 36}},
    {U'г', {16, 17, 17, 16, 17}},    {U'ґ', {.1, 0, 0, 0, 0}},     {U'д', {32, 30, 32, 34, 37}},
    {U'ђ', {0, 0, 0, 0, 2}},         {U'е', {49, 85, 45, 88, 88}}, {U'ё', {0, .6, 9, 0, 0}},
    {U'є', {6, 0, 0, 0, 0}},         {U'ж', {8, 9, 7, 7, 6}},      {U'з', {22, 16, 26, 22, 17}},
    {U'и', {61, 74, 0, 89, 98}},     {U'і', {58, 0, 66, 0, 0}},    {U'ї', {8, 0, 0, 0, 0}},
    {U'й', {13, 12, 12, 6, 0}},      {U'ј', {0, 0, 0, 0, 42}},     {U'к', {38, 35, 38, 32, 37}},
    {U'л', {37, 44, 37, 36, 33}},    {U'љ', {0, 0, 0, 0, 5}},      {U'м', {31, 32, 30, 25, 37}},
    {U'н', {67, 67, 66, 72, 56}},    {U'њ', {0, 0, 0, 0, 7}},      {U'о', {93, 109, 33, 88, 92}},
    {U'п', {29, 28, 29, 29, 29}},    {U'р', {47, 47, 42, 50, 52}}, {U'с', {42, 55, 49, 50, 49}},
    {U'т', {53, 63, 41, 74, 44}},    {U'ћ', {0, 0, 0, 0, 6}},      {U'у', {33, 26, 32, 14, 43}},
    {U'ў', {0, 0, 19, 0, 0}},        {U'ф', {3, 3, 2, 3, 2}},      {U'х', {11, 10, 11, 7, 6}},
    {U'ц', {8, 5, 27, 8, 9}},        {U'ч', {14, 14, 15, 14, 10}}, {U'џ', {0, 0, 0, 0, .3}},
    {U'ш', {7, 7, 10, 5, 10}},       {U'щ', {6, 4, 0, 6, 0}},      {U'ъ', {0, .4, 0, 19, 0}},
    {U'ы', {0, 19, 38, 0, 0}},       {U'ь', {18, 17, 15, .3, 0}},  {U'э', {0, 3, 12, 0, 0}},
    {U'ю', {9, 6, 9, 1.5, 0}},       {U'я', {22, 20, 30, 14, 0}}};
// A letter that is not in the alphabet comes in names and quotations.
constexpr double kForeignPerMille = 0.3;

constexpr double kWord = 2.5;
constexpr double kEnding = 1.2;
// CLD2's word: the more letters it had, the more it counts.
constexpr double kBestEffort = 1.5, kReliableMost = 8, kReliablePerLetter = 0.1;
constexpr size_t kFewLetters = 30;
// What we mostly meet; the others are told by their own letters, words and CLD2.
constexpr Scores kPrior = {0, 0, -2, -2.5, -2.5};

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
     "само врло због посао рад "}};

struct Ending {
  size_t language;
  std::string_view ending;  // of a word that has at least two letters more
};
constexpr Ending kEndings[] = {
    {0, "ти"},  {0, "тися"}, {0, "ння"},  {0, "ття"},  {0, "ою"},   {0, "єю"},   {0, "ють"},
    {0, "ого"}, {0, "ому"},  {0, "ець"},  {0, "ький"}, {0, "ька"},  {0, "ське"}, {0, "ий"},
    {0, "ать"}, {0, "ить"},  {0, "ло"},   {0, "имо"},  {1, "ться"}, {1, "тся"},  {1, "ние"},
    {1, "ния"}, {1, "нию"},  {1, "ие"},   {1, "ия"},   {1, "ий"},   {1, "ой"},   {1, "ей"},
    {1, "ого"}, {1, "ому"},  {1, "ская"}, {1, "ский"}, {1, "ет"},   {1, "ит"},   {1, "ют"},
    {1, "ать"}, {1, "ить"},  {1, "еть"},  {1, "ешь"},  {1, "ишь"},  {1, "ло"},   {2, "цца"},
    {2, "ць"},  {2, "ага"},  {2, "ай"},   {3, "ата"},  {3, "ото"},  {3, "ите"},  {3, "ият"},
    {3, "ние"}, {4, "ти"},   {4, "ског"}, {4, "ица"},  {4, "ом"}};

bool IsCyrillic(char32_t c) { return c >= 0x400 && c < 0x530; }
bool IsLatin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c < 0x250);
}

char32_t LowerCyrillic(char32_t c) {
  if (c >= 0x410 && c < 0x430) return c + 0x20;
  if (c >= 0x400 && c < 0x410) return c + 0x50;
  return c == 0x490 ? 0x491 : c;
}

void Add(const Letter& letter, Scores* scores) {
  for (size_t i = 0; i < scores->size(); ++i) {
    (*scores)[i] += std::log(std::max(letter.per_mille[i], kForeignPerMille));
  }
}

// `word`: in lower case, with a blank on each side.
void AddWord(const std::string& word, Scores* scores) {
  for (const WordList& list : kWords) {
    if (list.words.find(word) != std::string_view::npos) (*scores)[list.language] += kWord;
  }
  const std::string_view bare = std::string_view(word).substr(1, word.size() - 2);
  Scores found = {};
  for (const Ending& e : kEndings) {
    if (bare.size() >= e.ending.size() + 4 && bare.ends_with(e.ending)) found[e.language] = kEnding;
  }
  for (size_t i = 0; i < found.size(); ++i) (*scores)[i] += found[i];
}

}  // namespace

bool IsMostlyCyrillic(std::string_view utf8) {
  size_t cyrillic = 0, latin = 0;
  for (size_t at = 0; at < utf8.size();) {
    const char32_t c = NextCodePoint(utf8, &at);
    if (IsCyrillic(c)) ++cyrillic;
    if (IsLatin(c)) ++latin;
  }
  return cyrillic > latin;
}

LanguageGuess WeighCyrillic(std::string_view utf8, const LanguageGuess& cld2) {
  Scores scores = kPrior;
  size_t letters = 0, strange = 0;  // of none of the five alphabets
  std::string word = " ";
  for (size_t at = 0; at <= utf8.size();) {
    const bool end = at == utf8.size();
    const char32_t c = end ? U' ' : LowerCyrillic(NextCodePoint(utf8, &at));
    if (IsCyrillic(c)) {
      AppendUtf8(c, &word);
      const auto* known = std::find_if(std::begin(kLetters), std::end(kLetters),
                                       [&](const Letter& l) { return l.letter == c; });
      ++letters;
      if (known == std::end(kLetters)) {
        ++strange;
      } else {
        Add(*known, &scores);
      }
    } else if (word.size() > 1) {
      word += ' ';
      AddWord(word, &scores);
      word = " ";
    }
    if (end) break;
  }
  const auto ours = std::find(kCodes.begin(), kCodes.end(), cld2.code);
  // Kazakh, Macedonian and the like: only CLD2 knows them.
  if (ours == kCodes.end() &&
      ((cld2.reliable && letters >= kFewLetters) || strange * 50 > letters)) {
    return cld2;
  }
  if (ours != kCodes.end()) {
    const double surer = cld2.reliable ? kReliablePerLetter * static_cast<double>(letters) : 0;
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
