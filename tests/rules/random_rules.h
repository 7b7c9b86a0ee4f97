// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Random patterns and texts of the same few pieces, so that they often meet; with everything that
// the engine could get wrong: letters in rare cases, marks, edges, runs of signs, long words.
#pragma once

#include <array>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "rules/rule.h"

namespace varta {

class RandomRules {
 public:
  explicit RandomRules(uint32_t seed) : random_(seed) {}

  // Not every one compiles.
  std::string Pattern() {
    static constexpr const char* kFlags[] = {"(?s)", "(?m)", "(?-i)", "(?U)"};
    std::string pattern = Chance(10) ? Pick(kFlags) : "";
    if (Chance(25)) pattern += Chance(2) ? "^" : "";
    pattern += Chance(6) ? Pick(kRuns) + Sequence(1) : Sequence(2);
    if (Chance(12)) pattern += "|" + Sequence(1);
    if (Chance(25)) pattern += "$";
    return pattern;
  }

  // With one to four patterns.
  Rule MakeRule(const std::string& id) {
    Rule rule;
    rule.id = id;
    rule.status = RuleStatus::kStable;
    rule.strength = v1::STRENGTH_STRONG;
    rule.weight = 1;
    constexpr View kViews[] = {View::kText,   View::kText,  View::kText,
                               View::kFolded, View::kTitle, View::kRaw};
    rule.view = kViews[Below(std::size(kViews))];
    const size_t kind = Below(6);
    auto add = [&](std::vector<varta::Pattern>& to) { to.push_back({Pattern(), "", 1, 1}); };
    if (kind < 4) add(rule.match.any);
    if (kind == 1) add(rule.match.any);
    if (kind == 2 || kind == 4) add(rule.match.all);
    if (kind == 3) add(rule.match.unless);
    if (kind == 5) {
      rule.match.near.push_back({{}, static_cast<int>(Below(6))});
      add(rule.match.near[0].words);
      add(rule.match.near[0].words);
    }
    if (Chance(2)) rule.match.unless_in = Match::Scope::kSentence;
    if (rule.match.any.size() > 1 && Chance(3)) rule.match.at_least = 2;
    return rule;
  }

  std::string Text() {
    std::string text;
    for (size_t n = Below(30); n > 0; --n) {
      text += Chance(3) ? Pick(kBetween) : "";
      text += Chance(4) ? Pick(kStrange) : Pick(kWords);
      if (Chance(40)) text += std::string(Below(60), 'a');
    }
    return text;
  }

 private:
  static constexpr const char* kWords[] = {
      "робот", "паспорт", "забир", "нян",   "суд", "а",   "и", "ємо", "к",    "К",
      "work",  "Job",     "s",     "1500",  "7",   "грн", "ґ", "Ё",   "zł",   "ż",
      "é",     "за",      "на",    "РОБОТ", "о",   "в",   "т", "ами", "а на", "роб от"};
  // Of patterns they make sense as they stand, too.
  static constexpr const char* kStrange[] = {
      "\u212A", "\u017F",  "\u1C80", "\u1C84", "\u212B",     "\u0345", "ι",  "\u0301",
      "é",      "и\u0306", "й",      "ǆ",      "Ω",          "\u2126", "漢", "\u0660",
      "½",      "Ⅳ",       "ß",      "ẞ",      "\U00010400", "ﬁ",      "'",  "’"};
  static constexpr const char* kBetween[] = {
      " ",   " ",  " ",  ", ",     ". ",   "\n",   "  ",     "-",
      "...", "!",  "€",  "!!",     "?!?",  "№",    "/",      "@",
      "😀",   "_",  "\t", "\u200B", "\xFF", "\x01", "\u00AD", "--------------------",
      "🔥",   "😀🔥", "🔥🔥"};
  static constexpr const char* kSigns[] = {
      "\\s",       "\\s+",     "\\s?", "\\s*", " ",           ",? ", "[\\s,.-]*",
      "[.\\-_ ]?", "€",        "!",    "\\.",  "-",           "\\D", "\\S",
      "\\n",       "[!?]{2,}", "!{3}", "!!",   "[!?]{2,3}\\s"};
  static constexpr const char* kClasses[] = {
      ".",       ".{0,5}",      ".*",         ".+?",           "[^.!?\\n]{0,8}", "\\p{L}*",
      "\\p{L}+", "\\p{L}",      "\\p{L}{2,}", "\\d",           "\\d{2,4}",       "\\d*",
      "[аоу]",   "[а-яіїєґ']+", "[^а]",       "[a-z0-9]{1,3}", "\\P{L}",         "[\\p{L}\\d]+",
      "\\p{Lu}", "[ао\u0301]",  "[^\\s]+",    "[К-Р\\s]",      "\\p{N}+",        "[сs]",
      "\\p{M}?", "[к😀🔥]",       "[😀🔥]{2,}",   "[🔥€]{2}"};
  // To begin with.
  static constexpr const char* kRuns[] = {"(?:\\d[ -]?){2,}", "[а-я]{2,}", "(?:[а-я][\\s-]?)+",
                                          "[a-z]{2,}?", "(?:\\d[\\d -]?)+"};
  static constexpr const char* kRepeats[] = {"?",     "*",    "+",  "{2}", "{1,3}",
                                             "{0,2}", "{2,}", "??", "+?"};

  size_t Below(size_t n) { return random_() % n; }
  bool Chance(size_t in) { return Below(in) == 0; }
  const char* Pick(std::span<const char* const> from) { return from[Below(from.size())]; }

  std::string Sequence(int depth) {
    std::string sequence;
    for (size_t n = 1 + Below(4); n > 0; --n) sequence += Element(depth);
    return sequence;
  }

  std::string Element(int depth) {
    switch (Below(depth > 0 ? 12 : 9)) {
      case 0:
      case 1:
      case 2:
        return Pick(kWords);
      case 3:
        return std::string(Chance(3) ? Pick(kStrange) : Pick(kWords)) +
               (Chance(3) ? Pick(kRepeats) : "");
      case 4:
        return Pick(kSigns);
      case 5:
      case 6:
        return Pick(kClasses);
      case 7:
        return "<";
      case 8:
        return ">";
      default: {
        std::string group = "(?:";
        const size_t many = Chance(12) ? 55 + Below(20) : Chance(5) ? 6 + Below(8) : 1 + Below(4);
        const std::string first = Chance(4) ? Pick(kClasses) : "";
        for (size_t i = 0; i < many; ++i) group += (i > 0 ? "|" : "") + first + Sequence(depth - 1);
        return group + ")" + (Chance(3) ? Pick(kRepeats) : "");
      }
    }
  }

  std::mt19937 random_;
};

}  // namespace varta
