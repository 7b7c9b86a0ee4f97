// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The engine against RE2 alone: the same rules, the same spans.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "base/text.h"
#include "rules/anchors.h"
#include "rules/builtin.h"
#include "rules/fragments.h"
#include "rules/letter_codes.h"
#include "rules/pattern.h"
#include "rules/program_bound.h"
#include "rules/rule_set.h"
#include "tests/rules/random_rules.h"
#include "tests/support/catalogue.h"

namespace varta {
namespace {

std::string ToText(const std::vector<v1::Hit>& hits) {
  std::string text;
  for (const v1::Hit& hit : hits) {
    text += hit.rule() + " " + v1::Place_Name(hit.place());
    for (const v1::Span& span : hit.spans())
      text += " " + std::to_string(span.begin()) + "-" + std::to_string(span.end());
    text += "\n";
  }
  return text;
}

// What RE2's (?i) takes for one letter must be one code.
TEST(LetterCodes, AgreeWithRe2OnCase) {
  const re2::RE2 can_have_case(
      "[\\p{Lu}\\p{Ll}\\p{Lt}\\x{345}\\x{2160}-\\x{2188}\\x{24B6}-\\x{24E9}]");
  std::string all;
  std::vector<char32_t> letters;
  for (char32_t c = 0x20; c < 0x1F000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string one;
    AppendUtf8(c, &one);
    if (!re2::RE2::FullMatch(one, can_have_case)) continue;
    all += one;
    letters.push_back(c);
  }
  ASSERT_GT(letters.size(), 2000u);
  for (const char32_t letter : letters) {
    // Those without a code of their own are met from the other side.
    if (CodeOf(letter) == kOtherLetter || IsLetterAndMark(letter)) continue;
    std::string written;
    AppendUtf8(letter, &written);
    const re2::RE2 re2("(?i)" + written);
    re2::StringPiece match;
    for (size_t at = 0; re2.Match(all, at, all.size(), re2::RE2::UNANCHORED, &match, 1);) {
      size_t begin = static_cast<size_t>(match.data() - all.data());
      at = begin + match.size();
      EXPECT_EQ(CodeOf(NextCodePoint(all, &begin)), CodeOf(letter)) << written;
    }
  }
}

TEST(LetterStream, HasACodeForEachLetterAndKnowsWhatStandsBetween) {
  const std::string text = "Ёж, éж\u0301 —!? 漢5€";
  const LetterStream stream(text);
  EXPECT_THAT(std::vector<uint8_t>(stream.codes(), stream.codes() + stream.size()),
              ::testing::ElementsAre(kNoCode, CodeOf(U'ё'), CodeOf(U'ж'), CodeOf(U'e'),
                                     CodeOf(U'Ж'), kOtherLetter, CodeOf(U'5')));
  const auto run = [](std::vector<uint8_t> of) {
    CodeSet codes;
    for (const uint8_t code : of) codes.Add(code);
    return codes;
  };
  std::vector<CodeSet> runs;
  for (size_t i = 1; i <= stream.size(); ++i) runs.push_back(stream.RunBefore(i));
  EXPECT_THAT(runs,
              ::testing::ElementsAre(run({kBetweenWords}), run({}), run({kBetweenWords}), run({}),
                                     run({kBetweenWords, kShout}), run({}), run({kMoneySign})));
  EXPECT_EQ(stream.GapsFrom(1), 0b1010101u);
  EXPECT_EQ(stream.longest_word(), 2u);
  EXPECT_EQ(stream.OffsetOf(3), text.find("é"));
  EXPECT_EQ(stream.OffsetOf(stream.size()), text.size());
  EXPECT_EQ(LetterStream("").size(), 1u);
  EXPECT_EQ(LetterStream(" . ").size(), 1u);
  EXPECT_TRUE(LetterStream(" . ").RunBefore(1).Has(kBetweenWords));
}

TEST(LetterStream, KnowsWhichSignsStandSideBySide) {
  const LetterStream stream("а😀🔥б😀 🔥!?в");
  EXPECT_TRUE(stream.RunBefore(2).Has(CodeOfPair(U'😀', U'🔥')));
  EXPECT_FALSE(stream.RunBefore(2).Has(kShout));
  EXPECT_FALSE(stream.RunBefore(3).Has(CodeOfPair(U'😀', U'🔥')));
  EXPECT_TRUE(stream.RunBefore(3).Has(kShout));
  EXPECT_TRUE(stream.RunBefore(3).Has(CodeOf(U'🔥')));
}

// Words are read at once; one by one their characters must give the same.
TEST(LetterStream, ReadsWordsAsItReadsCharacters) {
  std::mt19937 random(3);
  std::vector<std::string> pieces = {" ",    "5",      "\xD0", "\xD1", "\xD0\xD1\x80",
                                     "\xFF", "\u0301", ", ",   "!",    "$"};
  const size_t signs = pieces.size();
  for (char32_t c = 0x3F0; c < 0x490; ++c) AppendUtf8(c, &pieces.emplace_back());
  for (char c = '@'; c < 0x7F; ++c) pieces.emplace_back(1, c);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (size_t n = random() % 40; n > 0; --n) {
      // Mostly letters of one script, as words are.
      const size_t kind = random() % 8;
      const size_t from = kind == 0 ? 0 : kind % 2 == 0 ? signs + 16 : pieces.size() - 63;
      text += pieces[from + random() % (from == 0 ? pieces.size() : from == signs + 16 ? 100 : 60)];
    }
    std::vector<uint8_t> codes{kNoCode};
    std::vector<CodeSet> runs{{}};
    std::vector<uint32_t> offsets{0};
    CodeSet run;
    run.Add(kBetweenWords);
    for (size_t at = 0; at < text.size();) {
      const size_t here = at;
      const uint8_t code = CodeOf(NextCodePoint(text, &at));
      if (IsBetweenCode(code)) {
        const auto shouts = [&](size_t place) { return text[place] == '!' || text[place] == '?'; };
        if (here > 0 && shouts(here) && shouts(here - 1)) run.Add(kShout);
        run.Add(code);
      }
      if (!IsLetterCode(code)) continue;
      codes.push_back(code);
      runs.push_back(run);
      offsets.push_back(static_cast<uint32_t>(here));
      run = {};
    }
    if (run.empty()) run.Add(kBetweenWords);
    runs.push_back(run);
    const LetterStream stream(text);
    ASSERT_EQ(std::vector<uint8_t>(stream.codes(), stream.codes() + stream.size()), codes) << text;
    for (size_t at = 0; at < offsets.size(); ++at)
      ASSERT_EQ(stream.OffsetOf(at), offsets[at]) << text << " at " << at;
    for (size_t at = 1; at < runs.size(); ++at) {
      ASSERT_TRUE(stream.RunBefore(at) == runs[at]) << text << " at " << at;
      ASSERT_EQ(stream.GapsFrom(at) & 1, runs[at].empty() ? 0u : 1u) << text << " at " << at;
    }
  }
}

TEST(FragmentPlaces, AreAllWhereThreeLettersStand) {
  std::mt19937 random(5);
  for (const size_t letters : {0, 1, 2, 3, 50, 3000}) {
    std::string text;
    for (size_t i = 0; i < letters; ++i) text += static_cast<char>('a' + random() % 4);
    const LetterStream stream(text);
    const FragmentPlaces places(stream);
    size_t all = 0;
    for (size_t at = 1; at < stream.size(); ++at) {
      const Fragment fragment = FragmentAt(stream.codes() + at);
      std::vector<size_t> found, truth;
      size_t steps = stream.size();
      const auto add = [&](uint32_t place) { found.push_back(place); };
      EXPECT_TRUE(places.ForEach(fragment, &steps, add));
      for (size_t i = 1; i < stream.size(); ++i) {
        if (FragmentAt(stream.codes() + i) == fragment) truth.push_back(i);
      }
      EXPECT_EQ(found, truth);
      all += found.size();
    }
    EXPECT_GE(all, letters);
    size_t others = 0, steps = stream.size();
    EXPECT_TRUE(places.ForEach(FragmentOfSign(kMoneySign), &steps, [&](uint32_t) { ++others; }));
    EXPECT_EQ(others, 0u);
    if (letters == 0) continue;
    steps = 0;
    EXPECT_FALSE(places.ForEach(FragmentAt(stream.codes() + 1), &steps, [&](uint32_t) {}));
  }
}

TEST(FindAnchors, FindsWhatEveryMatchHas) {
  struct Case {
    const char* pattern;
    size_t first;   // sequences; 0: none
    size_t length;  // of the shortest, in letters
  };
  const Case cases[] = {
      {"паспорт", 1, 7},
      {"<паспорт\\p{L}*>", 1, 7},
      {"<паспорт\\s+наш>", 1, 10},
      {"п[.\\- ]?а[.\\- ]?с", 1, 3},
      {"(?:робот|прац)\\p{L}*", 2, 4},
      {"<(?:робот|прац|вакансі)\\p{L}*\\s.{0,30}<\\p{L}", 3, 4},
      {".{0,40}паспорт.*", 1, 7},
      {"\\p{L}*", 0, 0},
      {"[^.]{3}", 0, 0},
      {"!!!", 0, 0},
      {"[!?]{2,}", 1, 0},
      {"[😀🔥]{2,}", 1, 0},
      {"[a-z]{2,}[0-9]{3}", 1, 5},
      {"\\$\\s?[0-9]", 1, 1},
      {"<а>", 0, 0},
      {"а|паспорт", 0, 0},
      {"паспорт|", 0, 0},
      {"(?:паспорт)?", 0, 0},
      {"(?:паспорт){2,}", 1, 14},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.pattern);
    const Anchors anchors = FindAnchors(TokenizePattern(c.pattern));
    EXPECT_EQ(anchors.first.size(), c.first);
    size_t shortest = 1000;
    for (const Anchor& anchor : anchors.first)
      shortest = std::min(shortest, anchor.sequence.letters.size());
    EXPECT_EQ(c.first > 0 ? shortest : 0, c.length);
  }
}

// As the engine asks it.
size_t SizeByRe2(const std::string& re2) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  const re2::RE2 compiled(re2, options);
  EXPECT_TRUE(compiled.ok()) << re2 << ": " << compiled.error();
  return static_cast<size_t>(std::max(compiled.ProgramSize(), 0));
}

TEST(ProgramBound, HoldsForWhatRe2Makes) {
  RandomRules random(5);
  int known = 0;
  for (int i = 0; i < 500; ++i) {
    const std::string written = random.Pattern();
    const Translation translation = TranslatePattern(written);
    if (translation.mistake) continue;
    const std::optional<size_t> bound = ProgramBound(translation.re2);
    if (!bound) continue;
    ++known;
    EXPECT_GE(*bound, SizeByRe2(translation.re2)) << written;
  }
  EXPECT_GT(known, 200);
  size_t bounds = 0, sizes = 0;
  const Result<std::vector<Pack>> packs = BuiltinPacks();
  ASSERT_TRUE(packs.ok());
  for (const Pack& pack : *packs) {
    for (size_t i = 0; i < pack.rules.size(); i += 10) {
      for (const Pattern& pattern : pack.rules[i].match.any) {
        const std::optional<size_t> bound = ProgramBound(pattern.re2);
        if (!bound) continue;
        const size_t size = SizeByRe2(pattern.re2);
        EXPECT_GE(*bound, size) << pattern.written;
        bounds += *bound;
        sizes += size;
      }
    }
  }
  // What a looser one refuses somebody may need.
  EXPECT_LT(bounds, sizes * 13 / 10);
  for (const char* asks : {"\\p{Cyrilic}", "\\p{Tha}", "[z-a]", "(?:a{50}){50}", "[a-\\d]"})
    EXPECT_FALSE(ProgramBound(asks)) << asks;
}

TEST(ProgramBound, HoldsForEachLetterAndClass) {
  for (const char* flags : {"(?i)", "(?-i)"}) {
    auto check = [&](const std::string& one) {
      const std::string re2 = flags + one;
      const std::optional<size_t> bound = ProgramBound(re2);
      ASSERT_TRUE(bound) << re2;
      EXPECT_GE(*bound, SizeByRe2(re2)) << re2;
    };
    for (char32_t c = 0x20; c < 0x3000; c += c < 0x530 ? 1 : 7) {
      std::string letter = c < 0x80 && !isalnum(static_cast<int>(c)) ? "\\" : "";
      AppendUtf8(c, &letter);
      check(letter);
      if (c % 8 == 0) check("[^" + letter + "]");
    }
    // In three cases, or in several blocks.
    for (const char* letter : {"\u1C80", "\u1C88", "\u1E9E", "\u1F80", "\u2126", "\u212A"})
      check(letter);
    for (const std::string name :
         {"L",        "Lu",    "Ll",     "Lt", "Lm", "Lo",   "M",  "Mn", "N",
          "Nd",       "P",     "Pd",     "S",  "Sc", "So",   "Z",  "Zs", "Latin",
          "Cyrillic", "Greek", "Common", "Mc", "Po", "Thai", "Han"}) {
      for (const char* around : {"\\p{*}", "\\P{*}", "[^\\p{*}]", "[^\\P{*}а]"}) {
        std::string set = around;
        check(set.replace(set.find('*'), 1, name));
      }
    }
    // The dearest of their kind.
    for (const char* range :
         {" -S", "Е-в", "т-Ӂ", "ї-Ӂ", "Ø-Ʒ", "η-ϵ", "ɉ-͆", "ᱽ-ᵽ", "ꛑ-꟏", "\\x{100}-\\x{FFFF}",
          "б-\\x{10000}", "j-\\x{2D00}", "\\x{13B0}-\\x{AB80}"}) {
      check("[" + std::string(range) + "]");
      check("[^" + std::string(range) + "]");
    }
    for (const char* repeat : {"?", "*", "+", "{3}", "{2,}", "{0,}", "{0,9}", "{2,5}?"}) {
      for (const char* part : {"(?:а+)", "(?:а*|б)", "(?:аб?|в*)", "(?:(?:а+)?|б+)", "[а-я]"})
        check("ю?" + std::string(part) + repeat + "(?:я+|)" + part);
    }
  }
}

int64_t FromEnvironment(const char* name, int64_t otherwise) {
  const char* set = std::getenv(name);
  return set == nullptr ? otherwise : std::atoll(set);
}

std::string PatternsOf(const Pack& pack) {
  std::string shown;
  for (const Rule& rule : pack.rules) {
    for (const auto* patterns : {&rule.match.any, &rule.match.all, &rule.match.unless}) {
      for (const Pattern& pattern : *patterns) shown += rule.id + ": " + pattern.written + "\n";
    }
  }
  return shown;
}

// As many pairs of a random rule and a random text as VARTA_ENGINE_PAIRS says, from the seed
// VARTA_ENGINE_SEED on; docs/rule-authors.md has the command for 100,000.
TEST(RuleSet, FindsWhatRe2AloneFinds) {
  constexpr size_t kRules = 8, kTexts = 12;
  constexpr int64_t kFew = 60 * kRules * kTexts;
  constexpr int kShown = 5;
  const int64_t wanted = FromEnvironment("VARTA_ENGINE_PAIRS", kFew);
  const int64_t seed = FromEnvironment("VARTA_ENGINE_SEED", 20261126);
  RandomRules random(static_cast<uint32_t>(seed));
  int64_t pairs = 0, matched = 0, differences = 0;
  while (pairs < wanted) {
    Pack pack;
    pack.name = "t";
    while (pack.rules.size() < kRules) {
      Rule rule = random.MakeRule("t." + std::to_string(pack.rules.size()));
      if (RuleSet::Compile({{"t", "", "", {}, {}, "", {rule}}}).ok())
        pack.rules.push_back(std::move(rule));
    }
    const Result<RuleSet> rules = RuleSet::Compile({pack});
    ASSERT_TRUE(rules.ok()) << rules.status().message();
    for (size_t j = 0; j < kTexts; ++j) {
      v1::Ad ad;
      ad.set_title(random.Text());
      ad.set_text(random.Text());
      const std::vector<v1::Hit> truth = rules->MatchOneByOne(ad);
      pairs += kRules;
      matched += static_cast<int64_t>(truth.size());
      const std::vector<v1::Hit> found = rules->Match(ad);
      if (ToText(found) == ToText(truth)) continue;
      if (++differences > kShown) continue;
      ADD_FAILURE() << PatternsOf(pack) << ad.title() << "\n~\n"
                    << ad.text() << "\nwant\n"
                    << ToText(truth) << "got\n"
                    << ToText(found);
    }
  }
  if (wanted != kFew) {
    std::printf(
        "%lld pairs of a rule and a text, seed %lld: %lld hits by RE2 alone, %lld texts "
        "where the engine differs\n",
        static_cast<long long>(pairs), static_cast<long long>(seed),
        static_cast<long long>(matched), static_cast<long long>(differences));
  }
  EXPECT_EQ(differences, 0);
  EXPECT_GT(matched, pairs / 20);
}

TEST(RuleSet, FindsWhatRe2AloneFindsInAdsWithThePacksOfTheProgram) {
  constexpr size_t kAds = 24;
  Result<std::vector<Pack>> packs = BuiltinPacks();
  ASSERT_TRUE(packs.ok()) << packs.status().message();
  const Result<RuleSet> rules = RuleSet::Compile(std::move(*packs));
  ASSERT_TRUE(rules.ok()) << rules.status().message();
  EXPECT_THAT(rules->Unanchored(), ::testing::IsEmpty());
  std::vector<TestAd> ads;
  for (const TestHost& host : BuildCatalogue())
    ads.insert(ads.end(), host.ads.begin(), host.ads.end());
  size_t hits = 0;
  for (size_t i = 0; i < kAds; ++i) {
    const TestAd& from = ads[i * ads.size() / kAds];
    v1::Ad ad;
    ad.set_title(from.title);
    ad.set_text(from.text);
    const std::vector<v1::Hit> truth = rules->MatchOneByOne(ad);
    hits += truth.size();
    EXPECT_EQ(ToText(rules->Match(ad)), ToText(truth)) << from.text;
  }
  EXPECT_GT(hits, 0u);
}

}  // namespace
}  // namespace varta
