// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/macros.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/examples.h"
#include "rules/pack.h"
#include "rules/rule_set.h"

namespace varta {
namespace {

using ::testing::HasSubstr;

constexpr char kMacroManifest[] =
    "name: uk\nversion: 1.2.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [desk]\n";

constexpr char kMacros[] = R"(паспорт: {stem: паспорт, endings: ['', а, у, ом, и, ів]}
забрати: ['забира\p{L}*', забрали]
папери:
  - '{паспорт}'
  - 'документ\p{L}*'
)";

std::string MacroRule(const std::string& match) {
  return R"(- id: uk.papers
  title: {uk: Папери, en: Papers}
  status: stable
  indicator: J1
  forms: [LABOUR]
  evidence: S
  references: ['ILO indicators of forced labour (2012)']
  match: )" +
         match + R"(
  weight: 1
  why: {uk: Так, en: So}
  hit: [Паспорт забираємо, Документи забирають]
  miss: [Паспорт у вас, Забираємо сміття]
)";
}

Result<Pack> ParsedMacros(const std::string& macros, const std::string& match) {
  return ParsePack(
      {{"pack.yaml", kMacroManifest}, {"macros.yaml", macros}, {"a.yaml", MacroRule(match)}});
}

TEST(Macros, StandForTheirForms) {
  Result<Pack> pack = ParsedMacros(kMacros, R"({any: ['<{папери}> <{забрати}>']})");
  ASSERT_TRUE(pack.ok()) << pack.status().message();
  const Pattern& pattern = pack->rules[0].match.any[0];
  EXPECT_EQ(pattern.in_file, "<{папери}> <{забрати}>");
  EXPECT_EQ(pattern.Shown(), pattern.in_file);
  EXPECT_EQ(pattern.written,
            R"(<(?:(?:паспорт|паспорта|паспорту|паспортом|паспорти|паспортів)|документ\p{L}*)> )"
            R"(<(?:забира\p{L}*|забрали)>)");
  const Result<RuleSet> rules = RuleSet::Compile({*pack});
  ASSERT_TRUE(rules.ok()) << rules.status().message();
  EXPECT_TRUE(CheckExamples(rules->packs()).empty());
  EXPECT_TRUE(rules->Unanchored().empty());
}

TEST(Macros, LeaveAllOtherBracesAlone) {
  for (const char* pattern :
       {R"(а{2,5}б)", R"(\p{L}{2}слово)", R"([{а}]слово)", R"(\{а\}слово)", R"(\x{456}слово)",
        R"([]{а}]слово)", R"([^{а}]слово)", R"(слово\\)"}) {
    SCOPED_TRACE(pattern);
    Macros macros;
    const Expansion expansion = macros.Expand(pattern);
    EXPECT_FALSE(expansion.mistake);
    EXPECT_EQ(expansion.text, pattern);
  }
}

TEST(Macros, MistakesHaveTheirPlace) {
  struct Case {
    const char *name, *macros, *match, *message;
  };
  const Case cases[] = {
      {"unknown", kMacros, R"({any: ['<а {пасспорт}']})",
       "a.yaml:8:21: rule uk.papers: no macro {пасспорт}; did you mean {паспорт}?"},
      {"unknown, none near", "", R"({any: ['{зброя}']})",
       "no macro {зброя} in the pack's macros.yaml; for the character write \\{"},
      {"a trap behind a macro", kMacros, R"({any: ['{паспорт} \bслово']})",
       R"(a.yaml:8:28: rule uk.papers: \b knows ASCII)"},
      {"a trap in a form", "а: [добре, 'п''ять \\w']", "{any: [а]}",
       R"(macros.yaml:1:20: macro а: \w knows ASCII letters only)"},
      {"a circle", "а: '{б}'\nб: '{в}'\nв: ['x', 'y{а}']", "{any: [а]}",
       "macros.yaml:3:12: macro в: this macro stands for itself: а → б → в → а; write"},
      {"itself", "а: '{а}'", "{any: [а]}", "this macro stands for itself: а → а"},
      {"unknown in a macro", "а: 'y{б}'", "{any: [а]}", "macros.yaml:1:6: macro а: no macro {б}"},
      {"a group over two forms", "а: ['(б', 'в)']", "{any: [а]}",
       "macros.yaml:1:6: macro а: this ( is never closed"},
      {"flags", "а: '(?-i)Б'", "{any: [а]}", "flags belong to the start of a pattern"},
      {"a form that is nothing", "а: [б, '']", "{any: [а]}", "macros.yaml:1:9: macro а: an empty"},
      {"no forms", "а: []", "{any: [а]}", "a macro needs at least one form"},
      {"a form that is a map", "а: [{б: в}]", "{any: [а]}", "a form is text in single quotes"},
      {"no stem", "а: {endings: [б]}", "{any: [а]}", "macro а: key 'stem' is missing"},
      {"endings", "а: {stem: б, endings: в}", "{any: [а]}", "'endings' is a list"},
      {"a key too many", "а: {stem: б, endings: [в], ending: г}", "{any: [а]}",
       "unknown key 'ending'; did you mean 'endings'?"},
      {"a Latin letter in an ending", "а: {stem: робот, endings: [a]}", "{any: [а]}",
       "macros.yaml:1:28: macro а: Latin 'a' in a Cyrillic word"},
      {"name", "'2а': б", "{any: [а]}", "a macro's name is letters, digits, - and _"},
      {"a list of macros", "- а: б", "{any: [а]}", "macros.yaml is a map"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Result<Pack> pack = ParsedMacros(c.macros, c.match);
    ASSERT_FALSE(pack.ok());
    EXPECT_THAT(pack.status().message(), HasSubstr(c.message));
  }
}

TEST(Macros, AreBounded) {
  std::string deep = "м0: слово\n";
  for (int i = 1; i < 12; ++i)
    deep += "м" + std::to_string(i) + ": '{м" + std::to_string(i - 1) + "}'\n";
  EXPECT_THAT(ParsedMacros(deep, "{any: [а]}").status().message(), HasSubstr("more than 8 deep"));
  EXPECT_TRUE(ParsedMacros(deep.substr(0, deep.find("м8:")), "{any: ['{м7}']}").ok());

  // Each twice the one before.
  std::string growing = "м0: словослово\n";
  for (int i = 1; i < 8; ++i) {
    const std::string before = "{м" + std::to_string(i - 1) + "}";
    growing += "м" + std::to_string(i) + ": ['";
    for (int n = 0; n < 8; ++n) growing += before;
    growing += "']\n";
  }
  EXPECT_THAT(ParsedMacros(growing, "{any: [а]}").status().message(),
              HasSubstr("the macro stands for more than 8 KiB"));

  std::string wide = "м: [";
  for (int i = 0; i < 300; ++i) wide += "слово" + std::to_string(i) + ", ";
  const Result<Pack> long_pattern = ParsedMacros(wide + "кінець]", "{any: ['{м}{м}{м}{м}{м}']}");
  EXPECT_THAT(long_pattern.status().message(),
              HasSubstr("longer than 16 KiB with what its macros"));
  EXPECT_TRUE(ParsedMacros(wide + "кінець]", "{any: ['{м} {м}']}").ok());

  std::string forms = "м: [";
  for (int i = 0; i < 501; ++i) forms += "с, ";
  EXPECT_THAT(ParsedMacros(forms + "к]", "{any: [а]}").status().message(),
              HasSubstr("more than 500 forms"));

  std::string many;
  for (int i = 0; i < 1001; ++i) many += "м" + std::to_string(i) + ": слово\n";
  EXPECT_THAT(ParsedMacros(many, "{any: [а]}").status().message(),
              HasSubstr("more than 1000 macros"));
}

TEST(Macros, AreBoundedOverAPack) {
  std::string text = "м: [";
  for (int i = 0; i < 250; ++i) text += "словослово" + std::to_string(i) + ", ";
  const Result<YamlNode> node = YamlNode::Parse(text + "кінець]", "macros.yaml");
  ASSERT_TRUE(node.ok());
  Macros macros;
  Mistakes mistakes;
  macros.Read(*node, mistakes);
  ASSERT_TRUE(mistakes.Take().ok());
  int patterns = 0;
  Expansion last;
  while (!last.mistake && patterns < 10'000) {
    last = macros.Expand("{м}{м}");
    ++patterns;
  }
  ASSERT_TRUE(last.mistake);
  EXPECT_THAT(last.mistake->message, HasSubstr("are larger than 2 MiB"));
  EXPECT_GT(patterns, 100);
  EXPECT_EQ(macros.Expand("{м}").mistake->message, "");  // said once
  EXPECT_FALSE(macros.Expand("слово").mistake);
}

TEST(Macros, OfTwoPacksAreApart) {
  auto other = [](std::string text) { return text.replace(text.find("uk"), 2, "ru"); };
  Result<Pack> uk = ParsePack({{"pack.yaml", kMacroManifest},
                               {"macros.yaml", "м: паспорт"},
                               {"a.yaml", MacroRule("{any: ['{м}']}")}});
  Result<Pack> ru = ParsePack({{"pack.yaml", other(kMacroManifest)},
                               {"macros.yaml", "м: документ"},
                               {"a.yaml", other(MacroRule("{any: ['{м}']}"))}});
  ASSERT_TRUE(uk.ok() && ru.ok()) << uk.status().message() << ru.status().message();
  const Result<RuleSet> rules = RuleSet::Compile({*uk, *ru});
  ASSERT_TRUE(rules.ok());
  v1::Ad ad;
  ad.set_text("Ваш документ");
  EXPECT_TRUE(rules->Matches("ru.papers", ad));
  EXPECT_FALSE(rules->Matches("uk.papers", ad));
}

}  // namespace
}  // namespace varta
