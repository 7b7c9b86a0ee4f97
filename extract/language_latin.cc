// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/language_latin.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"
#include "extract/language_model.h"
#include "extract/letters.h"

namespace varta {
namespace {

// CLD2's word: the more it had to go by, the more it counts.
constexpr double kBestEffort = 2, kReliablePerPair = 0.1, kReliableMost = 8;
constexpr size_t kFewPairs = 30;
// Languages that short texts here are rather in; transliteration needs a reason.
constexpr std::string_view kUsual[] = {"en", "fr", "ro", "pl", "lv"};
constexpr double kUnusual = -3, kTransliteration = -6;
constexpr size_t kFewTransliterated = 15;  // pairs; fewer are a name or a brand
// What fits none of the languages any better than this for a pair is in another one.
constexpr double kForeign = -3.3;

// Serbian (ekavian) and Croatian part in these stems, at the start of a word; written with marks,
// and without where people leave them off.
constexpr std::string_view kSerbian[] = {
    "šta",      "ko",        "neko",   "svako",   "niko",   "uslov",    "bezbedn", "opšt",
    "hiljad",   "nedelj",    "takođe", "takodje", "vreme",  "del",      "mest",    "lep",
    "dve",      "pre",       "posle",  "gde",     "ovde",   "devoj",    "rečj",    "dec",
    "det",      "uvek",      "primer", "čovek",   "covek",  "čovečj",   "evrop",   "evra",
    "preduzeć", "univerzit", "fudbal", "uspe",    "potreb", "beograd",  "srb",     "smešta",
    "zaposle",  "porodi",    "lekar",  "sredst",  "hleb",   "razvoj",   "obezbe",  "obrazov",
    "nasled",   "svest",     "verois", "versk",   "mesec",  "jednakos", "reš",     "zahte",
    "saves",    "ugovor"};
constexpr std::string_view kCroatian[] = {
    "što",      "tko",    "netko",   "svatko",   "nitko",    "uvjet",   "sigurn",  "opć",
    "tisuć",    "tjed",   "također", "vrijem",   "vremen",   "djel",    "mjest",   "lijep",
    "dvije",    "prije",  "poslije", "gdje",     "ovdje",    "djevoj",  "riječ",   "djec",
    "dijet",    "uvijek", "primjer", "čovjek",   "europ",    "eur",     "tvrtk",   "sveučil",
    "nogomet",  "uspje",  "hrvat",   "zagreb",   "smještaj", "obitelj", "liječ",   "kruh",
    "natječaj", "tijek",  "glede",   "siječ",    "veljač",   "ožujk",   "travnj",  "svibnj",
    "lipnj",    "srpnj",  "kolovoz", "listopad", "studen",   "prosin",  "nasljed", "svijest",
    "vjer",     "mjesec", "rješ",    "zahtje",   "savjes",   "prav"};
constexpr double kStem = 2;

bool StartsWithStem(std::string_view word, std::span<const std::string_view> stems) {
  return std::any_of(stems.begin(), stems.end(),
                     [&](std::string_view stem) { return word.starts_with(stem); });
}

// What its words say for Serbian against Croatian, in nats.
double WeighSerbian(std::string_view utf8) {
  double serbian = 0;
  std::string word;
  for (size_t at = 0; at <= utf8.size();) {
    const bool end = at == utf8.size();
    const char32_t c = end ? U' ' : LowerLetter(NextCodePoint(utf8, &at));
    if (IsLatinLetter(c)) {
      AppendUtf8(c, &word);
    } else if (!word.empty()) {
      if (StartsWithStem(word, kSerbian)) serbian += kStem;
      if (StartsWithStem(word, kCroatian)) serbian -= kStem;
      word.clear();
    }
    if (end) break;
  }
  return serbian;
}

bool IsSerboCroatian(std::string_view code) { return code == "bs" || code == "hr" || code == "sr"; }

}  // namespace

LanguageGuess WeighLatin(std::string_view utf8, const LanguageGuess& cld2) {
  const LetterFit fit = FitLetters(utf8, Alphabet::kLatin);
  if (fit.pairs == 0 || fit.strange * 50 > fit.pairs) return cld2;
  const double pairs = static_cast<double>(fit.pairs);
  const double surer = cld2.reliable ? kReliablePerPair * pairs : 0;
  const double bonus = std::min(kBestEffort + surer, kReliableMost);
  const bool south = cld2.code == "bs";

  bool known = false;  // CLD2's language is one of the model's
  std::vector<double> scores;
  for (const LanguageLikelihood& language : fit.languages) {
    double score = language.nats;
    if (language.transliterated) {
      score += fit.pairs < kFewTransliterated ? -pairs : kTransliteration;
    } else if (std::find(std::begin(kUsual), std::end(kUsual), language.code) == std::end(kUsual)) {
      score += kUnusual;
    }
    if (!language.transliterated &&
        (language.code == cld2.code || (south && IsSerboCroatian(language.code)))) {
      known = true;
      score += bonus;
    }
    scores.push_back(score);
  }
  const auto best_of = [&] {
    return static_cast<size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  };
  size_t best = best_of();
  if (IsSerboCroatian(fit.languages[best].code)) {
    const double serbian = WeighSerbian(utf8);
    for (size_t i = 0; i < scores.size(); ++i) {
      if (fit.languages[i].code == "sr") scores[i] += serbian;
    }
    best = best_of();
  }
  const LanguageLikelihood& winner = fit.languages[best];
  double others = 0, best_plain = -1e9;
  for (size_t i = 0; i < scores.size(); ++i) {
    if (i != best && fit.languages[i].code != winner.code) {
      others += std::exp(scores[i] - scores[best]);
    }
    if (!fit.languages[i].transliterated) best_plain = std::max(best_plain, scores[i]);
  }
  // Others' languages: CLD2's alone, unless the text is surely transliterated.
  if (!known) {
    const bool surely = winner.transliterated && scores[best] - best_plain > 0.1 * pairs;
    if (!surely && ((cld2.reliable && fit.pairs >= kFewPairs) ||
                    (!cld2.code.empty() && winner.nats < kForeign * pairs))) {
      return cld2;
    }
  }
  const double confidence = 1 / (1 + others);
  return {std::string(winner.code),
          winner.transliterated ? kTransliterated * confidence : confidence, cld2.reliable};
}

}  // namespace varta
