// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <memory>
#include <random>
#include <set>

#include "rules/compiled_pattern.h"

namespace varta {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

CompiledPattern CompiledOne(const std::string& written) {
  Result<CompiledPattern> pattern = CompiledPattern::Compile({written, "", 1, 1});
  EXPECT_TRUE(pattern.ok()) << written << ": " << pattern.status().message();
  return std::move(*pattern);
}

// The matches in `text` as it stands.
std::vector<std::string> Found(const std::string& written, const std::string& text) {
  AdPart part(v1::PLACE_TEXT, std::string_view(text));
  std::vector<std::string> found;
  for (const ByteRange range : CompiledOne(written).Find(part, 16)) {
    found.push_back(text.substr(range.begin, range.end - range.begin));
  }
  return found;
}

TEST(TranslatePattern, RefusesTraps) {
  struct Case {
    const char* written;
    size_t offset;
    const char* words;
  };
  const Case cases[] = {
      {R"(\bробота)", 0, "write < where a word starts"},
      {R"(робота\b)", 12, "write <"},
      {R"(a\B)", 1, "\\p{L}"},
      {R"(\w+)", 0, "[\\p{L}\\p{N}_]"},
      {R"([\w-]+)", 1, "[\\p{L}\\p{N}_]"},
      {R"(\W)", 0, "[^\\p{L}\\p{N}_]"},
      {R"([[:alpha:]]+)", 1, "write \\p{L}"},
      {R"([^[:^digit:]])", 2, "write \\d"},
      {R"([[:xdigit:]])", 1, "ASCII only"},
      {R"(a(?=b))", 1, "look-ahead"},
      {R"(a(?!b))", 1, "unless"},
      {R"((?<=a)b)", 0, "look-behind"},
      {R"((?<!a)b)", 0, "look-behind"},
      {R"((?<name>a))", 0, "no names"},
      {R"((?P<name>a))", 0, "no names"},
      {R"((?>a))", 0, "atomic"},
      {R"(a(?#note))", 1, "comments"},
      {R"(a(?i)b)", 1, "flags stand alone at the start"},
      {R"((?i:a))", 0, "flags stand alone at the start"},
      {R"((a)\1)", 3, "back-references"},
      {R"(\k<a>)", 0, "back-references"},
      {R"(a++)", 1, "possessive"},
      {R"(a*+b)", 1, "possessive"},
      {R"(a{2}+)", 1, "possessive"},
      {R"(a**)", 2, "a repeat of a repeat"},
      {R"(a{1001})", 1, "up to 1000"},
      {R"(a{002,})", 1, "a repeat is {2}"},
      {R"(a{-0})", 1, "a repeat is {2}"},
      {R"(a{0,1001})", 1, "up to 1000"},
      {R"(a{3,2})", 1, "the smaller number comes first"},
      {R"(a{,5})", 1, "{0,5}"},
      {R"(a{x})", 1, "\\{"},
      {R"(a{2)", 1, "\\{"},
      {R"(*a)", 0, "nothing to repeat"},
      {R"((+a))", 1, "nothing to repeat"},
      {R"(a|?)", 2, "nothing to repeat"},
      {R"(^*)", 1, "an anchor cannot be repeated"},
      {R"(<*a)", 1, "a word edge cannot be repeated"},
      {R"(<>)", 1, "two word edges"},
      {R"(a<<b)", 2, "two word edges"},
      {R"(<^a)", 1, "write ^ first"},
      {R"(a$>)", 2, "write $ last"},
      {R"((a)", 0, "never closed"},
      {R"(a))", 1, "closes nothing"},
      {R"([a)", 0, "never closed"},
      {R"(a\)", 1, "nothing after it"},
      {R"(\h)", 0, "[ \\t]"},
      {R"(\u0456)", 0, "\\x{0456}"},
      {R"(\x4)", 0, "\\x41"},
      {R"(\x{110000})", 0, "\\x41"},
      {R"(\x01)", 0, "no view has this character"},
      {R"(\Qa\E)", 0, "\\Q"},
      {R"(\C)", 0, "a byte"},
      {R"(\m)", 0, "RE2 has no \\m"},
      {R"(\ж)", 0, "RE2 has no \\ж"},
      {R"(\p{^L})", 0, "\\P{"},
      {R"(\p)", 0, "a class needs a name"},
      {R"(\p{L)", 0, "never closed"},
      {"рoбота", 2, "Latin 'o' in a Cyrillic word"},
      {"<пaспорт", 3, "Latin 'a' in a Cyrillic word"},
      {"wоrk", 1, "Cyrillic 'о' in a Latin word"},
      {R"(<[\S-])", 2, "(?:[...]|\\S...)"},
      {R"(<[\p{Cc}a])", 2, "control characters"},
      {"", 0, "empty"},
      {"\xFF", 0, "UTF-8"},
      {"a\x01", 1, "control character"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.written);
    const Translation translation = TranslatePattern(c.written);
    ASSERT_TRUE(translation.mistake.has_value());
    EXPECT_EQ(translation.mistake->offset, c.offset);
    EXPECT_THAT(translation.mistake->message, HasSubstr(c.words));
    EXPECT_EQ(translation.re2, "");
  }
  EXPECT_TRUE(TranslatePattern(std::string(4097, 'a')).mistake.has_value());
  EXPECT_FALSE(TranslatePattern(std::string(4096, 'a')).mistake.has_value());
  EXPECT_TRUE(
      TranslatePattern(std::string(101, '(') + "a" + std::string(101, ')')).mistake.has_value());
}

TEST(CompiledPattern, RefusesWhatRe2RefusesAndWhatMatchesNothing) {
  struct Case {
    const char* written;
    const char* words;
  };
  const Case cases[] = {
      {R"(\p{Cyrilic})", "invalid character class range"},
      {R"([z-a])", "invalid character class range"},
      {R"((?:a{1000}){1000})", "RE2 says"},
      {R"((?:\p{L}{100}){9})", "too large"},
      {R"(a*)", "at least one character"},
      {R"(^$)", "at least one character"},
      {R"((?:a|))", "at least one character"},
      {R"(<)", "at least one character"},
      {R"(<a?)", "at least one character"},
      {R"(a?>)", "at least one character"},
      {R"(<$)", "at least one character"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.written);
    const Result<CompiledPattern> pattern = CompiledPattern::Compile({c.written, "", 1, 1});
    ASSERT_FALSE(pattern.ok());
    EXPECT_EQ(pattern.status().code(), Code::kInvalidArgument);
    EXPECT_THAT(pattern.status().message(), HasSubstr(c.words));
  }
}

TEST(CompiledPattern, FindsWithWordEdges) {
  struct Case {
    const char* name;
    const char* written;
    const char* text;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {"word start", "<робот", "робота, проробота, робот", {"робот", "робот"}},
      {"word end", "бота>", "робота роботах бота", {"бота", "бота"}},
      {"whole word", "<на>", "на наш біна на", {"на", "на"}},
      {"case does not count", "<РоБоТа>", "РОБОТА робота", {"РОБОТА", "робота"}},
      {"case counts if said so", "(?-i)<РОБОТА>", "РОБОТА робота", {"РОБОТА"}},
      {"digit before", "<грн", "100грн 100 грн", {"грн"}},
      {"underscore is no letter", "<грн>", "_грн_", {"грн"}},
      {"neighbours share a space", "<так>", "так так так", {"так", "так", "так"}},
      {"edge inside",
       "<паспорт\\p{L}*> .{0,10}<у нас>",
       "паспорти лежать у нас.",
       {"паспорти лежать у нас"}},
      {"edge inside, one space only",
       "паспорт>\\s+<наш",
       "паспорт наш паспорт  наш",
       {"паспорт наш", "паспорт  наш"}},
      {"edge in one alternative",
       "(?:<під|над>) мостом",
       "під мостом, спід мостом, понад мостом",
       {"під мостом", "над мостом"}},
      {"edge in a group that repeats", "(?:<ха>\\s?){2,}", "ха ха ха хата", {"ха ха ха "}},
      {"edge after an optional part", "<пере?>", "пер пере перед", {"пер", "пере"}},
      {"the longer alternative first", "<робот(?:а|ами)?>", "роботами", {"роботами"}},
      {"a dot counts characters, not marks", "<а.{3}я>", "а - я, аб я", {"а - я"}},
      {"a negated set steps over edges", "<а[^.]{4}я>", "а, б я", {"а, б я"}},
      {"a set", "<[а-яіїєґ' ]+>", "об'єкт тут!", {"об'єкт тут"}},
      {"edge at a sign: no letter before", "<№\\s?5>", "№5 а№ 5 №52", {"№5"}},
      {"edge after a sign: no letter after", "100\\s?€>", "100 € 100€! 100€а", {"100 €", "100€"}},
      {"handle", "<@robota>", "x@robota @robota", {"@robota"}},
      {"start of the text", "^<робота", "робота робота", {"робота"}},
      {"end of the text", "<робота>$", "робота робота", {"робота"}},
      {"end of the text after a sign", "робота!$", "робота! робота!", {"робота!"}},
      {"lines", "(?m)^<так>$", "так\nні\nтак", {"так", "так"}},
      {"no end of line without (?m)", "<так>$", "так\nні\nтак", {"так"}},
      {"a dot stops at a line", "<так>.ні", "так\nні", {}},
      {"a dot does not with (?s)", "(?s)<так>.ні", "так\nні", {"так\nні"}},
      {"lazy", "<а.*?я>", "а бя бя", {"а бя"}},
      {"greedy", "<а.*я>", "а бя бя", {"а бя бя"}},
      {"not spaces", "<сайт>\\S+", "сайт:x.test є", {"сайт:x.test"}},
      {"not digits", "<a>\\D{2}<b>", "a, b", {"a, b"}},
      {"not letters", "<a>\\P{L}+<b>", "a, 1 b", {"a, 1 b"}},
      {"brackets that start with ]", "<a>[^]]b", "a]b a-b", {"a-b"}},
      {"brackets that start with -", "<a>[^-]b", "a-b a+b", {"a+b"}},
      {"characters, not edges", "\\<b\\>", "<b> b", {"<b>"}},
      {"characters in brackets", "[<>]{2}", "<> b", {"<>"}},
      {"stress mark inside a word", "<роб\\p{L}*>", "робо\xCC\x81та тут", {"робо\xCC\x81та"}},
      {"letters of other scripts", "<نوکری>", "نوکری، نوکریاں", {"نوکری"}},
      {"look-alike of a mark in the text",
       "<a.b>",
       "a\x01"
       "b a b",
       {"a\x01"
        "b",
        "a b"}},
      {"without edges", "обот", "робота роботи", {"обот", "обот"}},
      {"a word of letters", "<\\p{L}{3}>", "так тут 123 раз!", {"так", "тут", "раз"}},
      {"letters at the start of a loop", "(?:\\p{L}+\\s){2}<дім>", "у наш дім", {"у наш дім"}},
      {"letters after a sign are a word", "<а>\\s\\p{L}+!", "а бв!", {"а бв!"}},
      {"letters do not reach over a sign", "<а\\p{L}*!", "аб! а,!", {"аб!"}},
      {"letters after an edge", "<\\p{L}+>\\d", "аб1", {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Found(c.written, c.text), c.want);
  }
}

TEST(CompiledPattern, TakesRe2AsItStands) {
  auto matches = [](const char* re2, std::string_view text) {
    AdPart part(v1::PLACE_TEXT, text);
    const Result<CompiledPattern> pattern = CompiledPattern::CompileRe2(re2);
    EXPECT_TRUE(pattern.ok()) << pattern.status().message();
    return pattern->Matches(part);
  };
  EXPECT_TRUE(matches("робота", "ця робота"));
  EXPECT_FALSE(matches("робота", "ця РОБОТА"));
  EXPECT_TRUE(matches("(?i)робота", "ця РОБОТА"));
  EXPECT_TRUE(matches("<b>", "a <b>"));
  EXPECT_FALSE(matches("<b>", "a b"));
  EXPECT_TRUE(matches(R"(\bjob\b)", "a job"));
  EXPECT_TRUE(matches("wоrk", "wоrk"));
  EXPECT_FALSE(CompiledPattern::CompileRe2("(?=a)").ok());
}

// Random patterns, as trees that both become text and are matched by trying everything.
struct Tree {
  enum Kind { kCharacter, kSet, kDot, kStart, kEnd, kSequence, kChoice, kRepeat } kind;
  std::u32string characters;  // of kCharacter, kSet
  bool negated = false;
  int min = 0, max = 0;
  std::vector<Tree> parts;
};

constexpr std::u32string_view kAlphabet = U"аб1 ,x";

Tree RandomTree(std::mt19937& random, int depth) {
  auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  auto character = [&] { return std::u32string(1, kAlphabet[random() % kAlphabet.size()]); };
  const int kind = pick(depth > 0 ? 12 : 6);
  switch (kind) {
    case 0:
    case 1:
    case 2:
      return {Tree::kCharacter, character(), false, 0, 0, {}};
    case 3:
      return {Tree::kSet, character() + character(), pick(2) == 0, 0, 0, {}};
    case 4:
      return {pick(2) == 0 ? Tree::kDot : Tree::kCharacter, character(), false, 0, 0, {}};
    case 5:
      return {pick(2) == 0 ? Tree::kStart : Tree::kEnd, {}, false, 0, 0, {}};
    case 6:
    case 7:
    case 8:
    case 9:
    case 10: {
      Tree tree{kind < 9 ? Tree::kSequence : Tree::kChoice, {}, false, 0, 0, {}};
      for (int i = 2 + pick(2); i > 0; --i) tree.parts.push_back(RandomTree(random, depth - 1));
      return tree;
    }
    default: {
      const int min = pick(2);
      return {Tree::kRepeat, {}, false, min, min + pick(3), {RandomTree(random, depth - 1)}};
    }
  }
}

std::string Write(const Tree& tree) {
  std::string text;
  switch (tree.kind) {
    case Tree::kCharacter:
      AppendUtf8(tree.characters[0], &text);
      return text;
    case Tree::kSet:
      for (const char32_t c : tree.characters) AppendUtf8(c, &text);
      return (tree.negated ? "[^" : "[") + text + "]";
    case Tree::kDot:
      return ".";
    case Tree::kStart:
      return "<";
    case Tree::kEnd:
      return ">";
    case Tree::kSequence:
      for (const Tree& part : tree.parts) text += Write(part);
      return "(?:" + text + ")";
    case Tree::kChoice:
      for (const Tree& part : tree.parts) text += (text.empty() ? "" : "|") + Write(part);
      return "(?:" + text + ")";
    case Tree::kRepeat:
      return "(?:" + Write(tree.parts[0]) + "){" + std::to_string(tree.min) + "," +
             std::to_string(tree.max) + "}";
  }
  return text;
}

bool InWord(const std::u32string& text, size_t at) {
  return at < text.size() && text[at] != U' ' && text[at] != U',';
}

// How far a match has come, and whether an edge was asked for right there: a second one never
// matches.
struct Reached {
  size_t at = 0;
  bool edge = false;
  friend auto operator<=>(const Reached&, const Reached&) = default;
};

std::set<Reached> Ends(const Tree& tree, const std::u32string& text,
                       const std::set<Reached>& from) {
  std::set<Reached> ends;
  switch (tree.kind) {
    case Tree::kCharacter:
    case Tree::kSet:
    case Tree::kDot:
      for (const auto [at, edge] : from) {
        if (at == text.size()) continue;
        const bool in = tree.characters.find(text[at]) != std::u32string::npos;
        if (tree.kind == Tree::kDot || in != tree.negated) ends.insert({at + 1, false});
      }
      return ends;
    case Tree::kStart:
    case Tree::kEnd:
      for (const auto [at, edge] : from) {
        const bool letter =
            tree.kind == Tree::kStart ? at > 0 && InWord(text, at - 1) : InWord(text, at);
        if (!letter && !edge) ends.insert({at, true});
      }
      return ends;
    case Tree::kSequence:
      ends = from;
      for (const Tree& part : tree.parts) ends = Ends(part, text, ends);
      return ends;
    case Tree::kChoice:
      for (const Tree& part : tree.parts) ends.merge(Ends(part, text, from));
      return ends;
    case Tree::kRepeat: {
      std::set<Reached> now = from;
      for (int i = 0; i <= tree.max; ++i) {
        if (i >= tree.min) ends.insert(now.begin(), now.end());
        now = Ends(tree.parts[0], text, now);
      }
      return ends;
    }
  }
  return ends;
}

TEST(CompiledPattern, FindsWhatTryingEverythingFinds) {
  std::mt19937 random(20261122);
  int compared = 0, matched = 0, with_edges = 0;
  for (int i = 0; i < 6000; ++i) {
    const Tree tree = RandomTree(random, 3);
    const std::string written = Write(tree);
    const Result<CompiledPattern> pattern = CompiledPattern::Compile({written, "", 1, 1});
    if (!pattern.ok()) continue;
    for (int j = 0; j < 6; ++j) {
      std::u32string text;
      std::string utf8;
      std::vector<size_t> offsets;
      for (int length = static_cast<int>(random() % 9); length > 0; --length) {
        text += kAlphabet[random() % kAlphabet.size()];
        offsets.push_back(utf8.size());
        AppendUtf8(text.back(), &utf8);
      }
      offsets.push_back(utf8.size());
      std::optional<size_t> first;
      std::set<Reached> ends;
      for (size_t begin = 0; begin <= text.size() && !first; ++begin) {
        ends = Ends(tree, text, {{begin, false}});
        if (!ends.empty()) first = begin;
      }
      SCOPED_TRACE(written + " on '" + utf8 + "'");
      AdPart part(v1::PLACE_TEXT, std::string_view(utf8));
      EXPECT_EQ(pattern->Matches(part), first.has_value());
      const std::vector<ByteRange> found = pattern->Find(part, 1);
      ASSERT_EQ(!found.empty(), first.has_value());
      ++compared;
      if (!first) continue;
      ++matched;
      with_edges += written.find_first_of("<>") != std::string::npos;
      EXPECT_EQ(found[0].begin, offsets[*first]);
      const size_t end = static_cast<size_t>(
          std::find(offsets.begin(), offsets.end(), found[0].end) - offsets.begin());
      EXPECT_TRUE(ends.contains({end, false}) || ends.contains({end, true}));
    }
  }
  // The generator must not have dried up.
  EXPECT_GT(compared, 5000);
  EXPECT_GT(matched, 1000);
  EXPECT_GT(with_edges, 200);
}

}  // namespace
}  // namespace varta
