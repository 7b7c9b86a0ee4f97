// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace varta {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kManifest[] =
    "name: uk\nversion: 1.2.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [desk]\n";

constexpr char kRule[] = R"(- id: uk.documents-kept
  title: {uk: Забирають документи, en: Documents are kept}
  status: stable
  indicator: J1
  forms: [LABOUR, DOMESTIC_SERVITUDE]
  evidence: S
  references: ['ILO indicators of forced labour, no. 7 (2012)']
  match:
    any: ['<паспорт\p{L}*\s.{0,40}забира']
    near: {words: ['<паспорт', '<забира'], within: 6}
    unless: '<візов\p{L}* центр'
  weight: 2.2
  why: {uk: Без паспорта не піти, en: Nobody leaves without a passport}
  hit: [Паспорт ми забираємо, Паспорт у нас забирають]
  miss: [Паспорт у вас, Загубив паспорт]
)";

// The rule with one line (found by its start) replaced by `with`; empty: removed.
std::string RuleWith(const std::string& start, const std::string& with, std::string rule = kRule) {
  const size_t begin = rule.find(start);
  EXPECT_NE(begin, std::string::npos) << start;
  const size_t end = rule.find('\n', begin);
  return rule.replace(begin, end - begin + 1, with.empty() ? "" : with + "\n");
}

Result<Pack> Parsed(const std::string& rules) {
  return ParsePack({{"uk/pack.yaml", kManifest}, {"uk/a.yaml", rules}});
}

TEST(ParsePack, ReadsARule) {
  const Result<Pack> pack = Parsed(kRule);
  ASSERT_TRUE(pack.ok()) << pack.status().message();
  EXPECT_EQ(pack->name, "uk");
  EXPECT_EQ(pack->version, "1.2.0");
  EXPECT_THAT(pack->owners, ElementsAre("desk"));
  EXPECT_EQ(pack->sha256.size(), 64u);
  ASSERT_EQ(pack->rules.size(), 1u);
  const Rule& rule = pack->rules[0];
  EXPECT_EQ(rule.id, "uk.documents-kept");
  EXPECT_EQ(rule.title.en(), "Documents are kept");
  EXPECT_EQ(rule.why.uk(), "Без паспорта не піти");
  EXPECT_EQ(rule.status, RuleStatus::kStable);
  EXPECT_EQ(rule.indicator, "J1");
  EXPECT_THAT(rule.forms, ElementsAre(v1::FORM_LABOUR, v1::FORM_DOMESTIC_SERVITUDE));
  EXPECT_EQ(rule.strength, v1::STRENGTH_STRONG);
  EXPECT_THAT(rule.languages, ElementsAre("uk"));
  EXPECT_EQ(rule.view, View::kText);
  EXPECT_EQ(rule.weight, 2.2);
  EXPECT_EQ(rule.hit.size(), 2u);
  EXPECT_EQ(rule.miss.size(), 2u);
  EXPECT_EQ(rule.file, "uk/a.yaml");
  EXPECT_EQ(rule.line, 1);
  ASSERT_EQ(rule.match.any.size(), 1u);
  EXPECT_EQ(rule.match.any[0].written, R"(<паспорт\p{L}*\s.{0,40}забира)");
  EXPECT_THAT(rule.match.any[0].re2, StartsWith("(?i)"));
  EXPECT_EQ(rule.match.any[0].line, 9);
  EXPECT_EQ(rule.match.any[0].column, 11);
  ASSERT_EQ(rule.match.near.size(), 1u);
  EXPECT_EQ(rule.match.near[0].words.size(), 2u);
  EXPECT_EQ(rule.match.near[0].within, 6);
  EXPECT_EQ(rule.match.unless.size(), 1u);
}

TEST(ParsePack, ReadsVariants) {
  struct Case {
    const char* name;
    std::string rules;
    bool (*holds)(const Pack&);
  };
  const Case cases[] = {
      {"no rules", "# none yet\n", [](const Pack& p) { return p.rules.empty(); }},
      {"contested without a weight",
       RuleWith("  weight:", "", RuleWith("  evidence:", "  evidence: C")),
       [](const Pack& p) {
         return p.rules[0].weight == 0 && p.rules[0].strength == v1::STRENGTH_CONTESTED;
       }},
      {"shadow", RuleWith("  status:", "  status: shadow"),
       [](const Pack& p) { return p.rules[0].status == RuleStatus::kShadow; }},
      {"own languages", RuleWith("  weight:", "  weight: 1\n  languages: [uk, ru]"),
       [](const Pack& p) { return p.rules[0].languages.size() == 2; }},
      {"view", RuleWith("  weight:", "  weight: 1\n  view: url"),
       [](const Pack& p) { return p.rules[0].view == View::kUrl; }},
      {"near as a list",
       RuleWith("    near:",
                "    near: [{words: [a, b], within: 0}, {words: [c, d, e], within: 100}]"),
       [](const Pack& p) {
         return p.rules[0].match.near.size() == 2 && p.rules[0].match.near[1].words.size() == 3;
       }},
      {"all alone", RuleWith("    any:", "    all: [a, b]"),
       [](const Pack& p) { return p.rules[0].match.all.size() == 2; }},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Result<Pack> pack = Parsed(c.rules);
    ASSERT_TRUE(pack.ok()) << pack.status().message();
    EXPECT_TRUE(c.holds(*pack));
  }
}

TEST(ParsePack, NamesTheMistakeItsPlaceAndItsRule) {
  struct Case {
    const char* name;
    std::string rules;
    const char* message;
  };
  const std::string rule = "rule uk.documents-kept: ";
  const Case cases[] = {
      {"unknown key", RuleWith("  weight:", "  weight: 2\n  wieght: 2"),
       "uk/a.yaml:13:3: rule uk.documents-kept: unknown key 'wieght'; did you mean 'weight'?"},
      {"missing key", RuleWith("  why:", ""),
       "uk/a.yaml:1:3: rule uk.documents-kept: key 'why' is missing"},
      {"missing in a title", RuleWith("  title:", "  title: {uk: Так}"),
       "uk/a.yaml:2:10: rule uk.documents-kept: key 'en' is missing"},
      {"status", RuleWith("  status:", "  status: test"),
       "uk/a.yaml:3:11: rule uk.documents-kept: 'status' must be one of draft, shadow, stable, "
       "retired, not 'test'"},
      {"indicator", RuleWith("  indicator:", "  indicator: J24"),
       "uk/a.yaml:4:14: rule uk.documents-kept: an indicator is J1 to J23 or S1 to S16"},
      {"indicator with a zero", RuleWith("  indicator:", "  indicator: J01"),
       "an indicator is J1 to J23"},
      {"form", RuleWith("  forms:", "  forms: [LABOR]"),
       "uk/a.yaml:5:10: rule uk.documents-kept: no form 'LABOR'; did you mean 'LABOUR'?"},
      {"no form at all", RuleWith("  forms:", "  forms: [UNSPECIFIED]"),
       "no form 'UNSPECIFIED'; forms are LABOUR, SEXUAL"},
      {"evidence", RuleWith("  evidence:", "  evidence: strong"),
       "'evidence' must be one of S, W, C, X, not 'strong'"},
      {"no references", RuleWith("  references:", "  references: []"),
       "uk/a.yaml:7:15: rule uk.documents-kept: key 'references' is empty"},
      {"weight of a contradicted sign", RuleWith("  evidence:", "  evidence: X"),
       "uk/a.yaml:12:11: rule uk.documents-kept: a contested or contradicted sign (C, X) never "
       "raises a score"},
      {"weight missing", RuleWith("  weight:", ""), "key 'weight' is missing"},
      {"weight too large", RuleWith("  weight:", "  weight: 5.5"),
       "'weight' must be a number from 0 to 5, not '5.5'"},
      {"language", RuleWith("  weight:", "  weight: 2\n  languages: [ua]"), "Ukrainian is 'uk'"},
      {"language in words", RuleWith("  weight:", "  weight: 2\n  languages: [ukr]"),
       "two small letters of ISO 639-1, not 'ukr'"},
      {"one hit", RuleWith("  hit:", "  hit: [Паспорт забираємо]"),
       "uk/a.yaml:14:8: rule uk.documents-kept: 'hit' needs at least two examples"},
      {"one miss", RuleWith("  miss:", "  miss: один"), "'miss' needs at least two examples"},
      {"id without the pack", RuleWith("- id:", "- id: documents-kept"),
       "an id is the pack's name, a dot"},
      {"id with capitals", "- id: uk.Docs\n", "an id is the pack's name, a dot"},
      {"nothing to match", RuleWith("    near:", "", RuleWith("    any:", "")),
       "'match' needs any, all or near"},
      {"one word near nothing", RuleWith("    near:", "    near: {words: [a], within: 2}"),
       "'words' needs two to eight patterns"},
      {"near without a distance", RuleWith("    near:", "    near: {words: [a, b]}"),
       "key 'within' is missing"},
      {"near too far", RuleWith("    near:", "    near: {words: [a, b], within: 101}"),
       "'within' must be a whole number from 0 to 100"},
      {"empty any", RuleWith("    any:", "    any: []"), "'any' needs at least one pattern"},
      {"pattern is a map", RuleWith("    any:", "    any: [{re: a}]"),
       "a pattern is text in single quotes"},
      {"trap with its column", RuleWith("    any:", R"(    any: ['<п''ять \bслово'])"),
       R"(uk/a.yaml:9:20: rule uk.documents-kept: \b knows ASCII letters only)"},
      {"trap in unless", RuleWith("    unless:", R"(    unless: [добре, 'робoта'])"),
       "uk/a.yaml:11:25: rule uk.documents-kept: Latin 'o' in a Cyrillic word"},
      {"same id twice", std::string(kRule) + kRule,
       "uk/a.yaml:16:1: rule uk.documents-kept: this id is taken at uk/a.yaml:1"},
      {"not a list", "id: uk.a\n", "uk/a.yaml:1:1: a rule file is a list"},
      {"not a map", "- one\n", "uk/a.yaml:1:3: here must be a map"},
      {"not YAML", "- {id: a\n", "uk/a.yaml:"},
      {"alias", "- &x {id: uk.a}\n- *x\n", "uk/a.yaml:1:3: anchors"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Result<Pack> pack = Parsed(c.rules);
    ASSERT_FALSE(pack.ok());
    EXPECT_EQ(pack.status().code(), Code::kInvalidArgument);
    EXPECT_THAT(pack.status().message(), HasSubstr(c.message));
  }
}

TEST(ParsePack, RefusesAWrongManifest) {
  struct Case {
    const char* name;
    const char* manifest;
    const char* message;
  };
  const Case cases[] = {
      {"empty", "", "pack.yaml:1:1: here must be a map"},
      {"no version", "name: uk\nlanguages: [uk]\nlicence: x\nowners: [a]\n",
       "key 'version' is missing"},
      {"version", "name: uk\nversion: 1.2\nlanguages: [uk]\nlicence: x\nowners: [a]\n",
       "pack.yaml:2:10: a version is three numbers, as 1.4.0, not '1.2'"},
      {"name", "name: UA pack\nversion: 1.2.0\nlanguages: [uk]\nlicence: x\nowners: [a]\n",
       "pack.yaml:1:7: a pack's name is small Latin letters"},
      {"language", "name: uk\nversion: 1.2.0\nlanguages: [ua]\nlicence: x\nowners: [a]\n",
       "Ukrainian is 'uk'"},
      {"unknown key",
       "name: uk\nversion: 1.2.0\nlanguages: [uk]\nlicense: x\nlicence: x\nowners: [a]\n",
       "unknown key 'license'; did you mean 'licence'?"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Result<Pack> pack = ParsePack({{"pack.yaml", c.manifest}});
    ASSERT_FALSE(pack.ok());
    EXPECT_THAT(pack.status().message(), HasSubstr(c.message));
  }
  EXPECT_FALSE(ParsePack({{"a.yaml", kRule}}).ok());
}

TEST(ParsePack, CollectsUpToTwentyMistakes) {
  std::string rules;
  for (int i = 0; i < 3; ++i) {
    std::string rule = RuleWith("    any:", R"(    any: ['\b', '\w'])");
    rules += rule.replace(rule.find("documents"), 9, "n" + std::to_string(i));
  }
  const std::string few = Parsed(rules).status().message();
  EXPECT_EQ(std::count(few.begin(), few.end(), '\n'), 5);
  EXPECT_THAT(few, HasSubstr("rule uk.n2-kept: "));

  for (int i = 3; i < 60; ++i) {
    std::string rule = RuleWith("    any:", R"(    any: ['\b', '\w'])");
    rules += rule.replace(rule.find("documents"), 9, "n" + std::to_string(i));
  }
  const std::string many = Parsed(rules).status().message();
  EXPECT_EQ(std::count(many.begin(), many.end(), '\n'), 20);
  EXPECT_THAT(many, HasSubstr("... and more"));
}

TEST(ParsePack, DigestKnowsNamesAndBytesButNotTheFolderOrTheOrder) {
  auto digest = [](std::vector<PackFile> files) {
    const Result<Pack> pack = ParsePack(files);
    EXPECT_TRUE(pack.ok()) << pack.status().message();
    return pack->sha256;
  };
  const std::string base = digest({{"uk/pack.yaml", kManifest}, {"uk/a.yaml", kRule}});
  EXPECT_EQ(digest({{"a.yaml", kRule}, {"/else/where/pack.yaml", kManifest}}), base);
  EXPECT_NE(digest({{"pack.yaml", kManifest}, {"b.yaml", kRule}}), base);
  EXPECT_NE(digest({{"pack.yaml", kManifest}, {"a.yaml", std::string(kRule) + "# more\n"}}), base);
}

// Before the first of them is read.
TEST(ParsePack, RefusesMoreRulesThanOneMayWrite) {
  std::string rules = "# ours\n";
  for (int i = 0; i < 20'001; ++i) rules += "- {}\n";
  const Result<Pack> pack = ParsePack(
      {{"pack.yaml",
        "name: t\nversion: 1.0.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [desk]\n"},
       {"a.yaml", rules}});
  EXPECT_EQ(pack.status().code(), Code::kInvalidArgument);
  EXPECT_EQ(pack.status().message(), "a.yaml:20002:1: more than 20000 rules in one pack; split it");
}

// Where they become too many, and nothing behind that is read.
TEST(ParsePack, RefusesProgramsThatAreTooLargeTogether) {
  std::string rules;
  for (int i = 0; i < 3; ++i) {
    std::string any = "    any: [";
    for (int j = 0; j < 100; ++j)
      any += (j > 0 ? ", " : "") + ("'" + std::to_string(i * 100 + j)) + "(?:д{1000}){4}'";
    // What two rules look for counts once.
    const std::string rule = RuleWith("    any:", any + "]");
    rules += RuleWith("- id:", "- id: uk.a" + std::to_string(i), rule);
    rules += RuleWith("- id:", "- id: uk.b" + std::to_string(i), rule);
  }
  EXPECT_THAT(Parsed(rules).status().message(), HasSubstr("RE2 says: invalid repetition size"));
  for (size_t at = rules.find("(?:"); at != std::string::npos; at = rules.find("(?:"))
    rules.replace(at, std::string("(?:д{1000}){4}").size(), "д{1000}д{1000}д{1000}д{1000}");
  EXPECT_THAT(
      Parsed(rules + "- broken\n").status().message(),
      AllOf(StartsWith("uk/a.yaml:69:"),
            HasSubstr(": rule uk.a2: all patterns together are too large"), Not(HasSubstr("\n"))));
}

TEST(LoadPacks, ReadsFolders) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(::testing::TempDir()) / "varta_pack_test";
  fs::remove_all(root);
  fs::create_directories(root / "uk");
  fs::create_directories(root / "notes");
  EXPECT_EQ(LoadPacks(root.string()).status().code(), Code::kNotFound);
  EXPECT_EQ(LoadPack((root / "notes").string()).status().code(), Code::kNotFound);
  EXPECT_EQ(LoadPack((root / "none").string()).status().code(), Code::kNotFound);

  std::ofstream(root / "uk" / "pack.yaml") << kManifest;
  std::ofstream(root / "uk" / "a.yaml") << kRule;
  std::ofstream(root / "uk" / "README.md") << "not YAML: [";
  std::ofstream(root / "notes" / "a.yaml") << "not a pack";
  const Result<std::vector<Pack>> packs = LoadPacks(root.string());
  ASSERT_TRUE(packs.ok()) << packs.status().message();
  ASSERT_EQ(packs->size(), 1u);
  EXPECT_EQ((*packs)[0].rules.size(), 1u);
  EXPECT_EQ((*packs)[0].rules[0].file, (root / "uk" / "a.yaml").string());
  EXPECT_EQ((*packs)[0].sha256, Parsed(kRule)->sha256);
  // A pack itself.
  EXPECT_THAT(*FindPacks((root / "uk").string()), ElementsAre((root / "uk").string()));

  std::ofstream(root / "uk" / "b.yaml") << "- broken\n";
  const Result<std::vector<Pack>> broken = LoadPacks(root.string());
  ASSERT_FALSE(broken.ok());
  EXPECT_THAT(broken.status().message(), StartsWith((root / "uk" / "b.yaml").string() + ":1:3: "));
  fs::remove_all(root);
}

}  // namespace
}  // namespace varta
