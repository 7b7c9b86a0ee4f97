// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/number_vocabulary.h"

#include <bitset>
#include <unordered_map>

#include "base/text.h"

namespace varta {
namespace {

struct NumberWord {
  std::string_view word;  // lower case, without apostrophes; Latin letters without marks
  int value;
};
constexpr NumberWord kNumberWords[] = {
    {"плюс", kPlusWord},
    {"plus", kPlusWord},
    {"нуль", 0},
    {"ноль", 0},
    {"zero", 0},
    {"oh", 0},
    {"один", 1},
    {"одна", 1},
    {"одне", 1},
    {"одно", 1},
    {"one", 1},
    {"два", 2},
    {"дві", 2},
    {"две", 2},
    {"two", 2},
    {"три", 3},
    {"three", 3},
    {"чотири", 4},
    {"четыре", 4},
    {"four", 4},
    {"пять", 5},
    {"five", 5},
    {"шість", 6},
    {"шесть", 6},
    {"six", 6},
    {"сім", 7},
    {"семь", 7},
    {"seven", 7},
    {"вісім", 8},
    {"восемь", 8},
    {"eight", 8},
    {"девять", 9},
    {"nine", 9},
    {"десять", 10},
    {"ten", 10},
    {"одинадцять", 11},
    {"одиннадцать", 11},
    {"eleven", 11},
    {"дванадцять", 12},
    {"двенадцать", 12},
    {"twelve", 12},
    {"тринадцять", 13},
    {"тринадцать", 13},
    {"thirteen", 13},
    {"чотирнадцять", 14},
    {"четырнадцать", 14},
    {"fourteen", 14},
    {"пятнадцять", 15},
    {"пятнадцать", 15},
    {"fifteen", 15},
    {"шістнадцять", 16},
    {"шестнадцать", 16},
    {"sixteen", 16},
    {"сімнадцять", 17},
    {"семнадцать", 17},
    {"seventeen", 17},
    {"вісімнадцять", 18},
    {"восемнадцать", 18},
    {"eighteen", 18},
    {"девятнадцять", 19},
    {"девятнадцать", 19},
    {"nineteen", 19},
    {"двадцять", 20},
    {"двадцать", 20},
    {"twenty", 20},
    {"тридцять", 30},
    {"тридцать", 30},
    {"thirty", 30},
    {"сорок", 40},
    {"forty", 40},
    {"пятдесят", 50},
    {"пятьдесят", 50},
    {"fifty", 50},
    {"шістдесят", 60},
    {"шестьдесят", 60},
    {"sixty", 60},
    {"сімдесят", 70},
    {"семьдесят", 70},
    {"seventy", 70},
    {"вісімдесят", 80},
    {"восемьдесят", 80},
    {"eighty", 80},
    {"девяносто", 90},
    {"ninety", 90},
    {"сто", 100},
    {"двісті", 200},
    {"двести", 200},
    {"триста", 300},
    {"чотириста", 400},
    {"четыреста", 400},
    {"пятсот", 500},
    {"пятьсот", 500},
    {"шістсот", 600},
    {"шестьсот", 600},
    {"сімсот", 700},
    {"семьсот", 700},
    {"вісімсот", 800},
    {"восемьсот", 800},
    {"девятсот", 900},
    {"девятьсот", 900},
    {"double", kTwiceWord},
    // Polish; "zero", "sto" and "trzy" are as they are said
    {"jeden", 1},
    {"jedna", 1},
    {"jedno", 1},
    {"dwa", 2},
    {"dwie", 2},
    {"trzy", 3},
    {"cztery", 4},
    {"piec", 5},
    {"szesc", 6},
    {"siedem", 7},
    {"osiem", 8},
    {"dziewiec", 9},
    {"dziesiec", 10},
    {"jedenascie", 11},
    {"dwanascie", 12},
    {"trzynascie", 13},
    {"czternascie", 14},
    {"pietnascie", 15},
    {"szesnascie", 16},
    {"siedemnascie", 17},
    {"osiemnascie", 18},
    {"dziewietnascie", 19},
    {"dwadziescia", 20},
    {"trzydziesci", 30},
    {"czterdziesci", 40},
    {"piecdziesiat", 50},
    {"szescdziesiat", 60},
    {"siedemdziesiat", 70},
    {"osiemdziesiat", 80},
    {"dziewiecdziesiat", 90},
    {"sto", 100},
    {"dwiescie", 200},
    {"trzysta", 300},
    {"czterysta", 400},
    {"piecset", 500},
    {"szescset", 600},
    {"siedemset", 700},
    {"osiemset", 800},
    {"dziewiecset", 900},
    // Romanian
    {"unu", 1},
    {"una", 1},
    {"un", 1},
    {"o", kAndWord},
    {"doi", 2},
    {"doua", 2},
    {"trei", 3},
    {"patru", 4},
    {"cinci", 5},
    {"sase", 6},
    {"sapte", 7},
    {"opt", 8},
    {"noua", 9},
    {"zece", 10},
    {"unsprezece", 11},
    {"doisprezece", 12},
    {"douasprezece", 12},
    {"treisprezece", 13},
    {"paisprezece", 14},
    {"cincisprezece", 15},
    {"saisprezece", 16},
    {"saptesprezece", 17},
    {"optsprezece", 18},
    {"nouasprezece", 19},
    {"douazeci", 20},
    {"treizeci", 30},
    {"patruzeci", 40},
    {"cincizeci", 50},
    {"saizeci", 60},
    {"saptezeci", 70},
    {"optzeci", 80},
    {"nouazeci", 90},
    {"suta", kHundredWord},
    {"sute", kHundredWord},
    {"hundred", kHundredWord},
    {"si", kAndWord},
};

}  // namespace

std::optional<int> NumberWordValue(std::string_view word) {
  static const auto kIndex = [] {
    std::unordered_map<std::string_view, int> index;
    for (const NumberWord& entry : kNumberWords) index.emplace(entry.word, entry.value);
    return index;
  }();
  const auto found = kIndex.find(word);
  if (found == kIndex.end()) return std::nullopt;
  return found->second;
}

void AddNumberWords(Lexicon* lexicon) {
  for (const NumberWord& entry : kNumberWords) lexicon->Add(Kind::kNumeral, 0, entry.word);
}

bool MayBeNumberWord(char32_t first, char32_t second) {
  constexpr size_t kBits = 4096;
  const auto bit = [](char32_t a, char32_t b) { return (a * 67 + b) % kBits; };
  const auto twin = [](char32_t c) {
    size_t found = kCyrillicAlike.find(c);
    if (found != kCyrillicAlike.npos) return kLatinAlike[found];
    found = kLatinAlike.find(c);
    return found == kLatinAlike.npos ? c : kCyrillicAlike[found];
  };
  static const auto kStarts = [&] {
    std::bitset<kBits> starts;
    for (const NumberWord& entry : kNumberWords) {
      size_t at = 0;
      const char32_t a = NextCodePoint(entry.word, &at);
      const char32_t b = at < entry.word.size() ? NextCodePoint(entry.word, &at) : 0;
      for (const char32_t one : {a, twin(a)}) {
        for (const char32_t two : {b, twin(b)}) starts.set(bit(one, two));
      }
    }
    return starts;
  }();
  return kStarts.test(bit(first, second));
}

}  // namespace varta
