// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "rules/pack_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "rules/fact_condition.h"
#include "rules/pack.h"
#include "rules/rule_reader.h"

namespace varta {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

std::string Formatted(const std::string& text, const std::string& name = "a.yaml") {
  const Result<std::string> made = FormatPackFile(text, name);
  EXPECT_TRUE(made.ok()) << made.status().message();
  if (!made.ok()) return "";
  const Result<std::string> again = FormatPackFile(*made, name);
  EXPECT_TRUE(again.ok());
  EXPECT_EQ(again.ok() ? *again : "", *made) << "twice is not once";
  return *made;
}

TEST(FormatPackFile, PutsKeysInOrder) {
  EXPECT_EQ(Formatted(R"(# The papers.

- status: draft   # for now
  # Its name.
  id: uk.a
  match:
      unless: [в]
      # words
      any:
      - 'а #1'   # one
      - |
        б

        # of the text
        в
      # before near
      near:
        - within: 3
          words: [г,
                  ґ]
  title: {uk: А,
          en: B}



# Of the next.
- id: uk.b
  hit:

    - "один
       два"
    # last
# end
)"),
            R"(# The papers.

# Its name.
- id: uk.a
  title: {uk: А,
          en: B}
  status: draft   # for now
  match:
    # words
    any:
      - 'а #1'   # one
      - |
        б

        # of the text
        в
    # before near
    near:
      - words: [г,
                ґ]
        within: 3
    unless: [в]

# Of the next.
- id: uk.b
  hit:
    - "один
       два"
# last
# end
)");
}

TEST(FormatPackFile, PutsAManifestInOrderAndLeavesMacrosTheirs) {
  EXPECT_EQ(Formatted("version: 1.0.0\n# who\nowners: [a]\nname: uk\n", "packs/uk/pack.yaml"),
            "name: uk\nversion: 1.0.0\n# who\nowners: [a]\n");
  EXPECT_EQ(Formatted("б:\n    - 'в'\n\n\nа: [г]\n", "macros.yaml"), "б:\n  - 'в'\n\nа: [г]\n");
}

TEST(FormatPackFile, LeavesAloneWhatItCannotMove) {
  struct Case {
    const char *text, *message;
  };
  const Case cases[] = {
      {"- {id: uk.a}\n", ""},
      {"[{id: uk.a}]\n", "a.yaml:1:1: written so that fmt cannot move lines"},
      {"-\n  id: uk.a\n", "written so that fmt cannot"},
      {"- - id: uk.a\n", "written so that fmt cannot"},
      {"--- \n- id: uk.a\n", "written so that fmt cannot"},
      {"- id: a\n  ? b\n  : c\n", "written so that fmt cannot"},
      // The last line is of the text, and looks like a comment of the next key.
      {"- why: |\n    текст\n    # текст\n  id: a\n", "would not say the same"},
      {"- id: [\n", "not YAML"},
      {"", ""},
      {"# only this\n", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const Result<std::string> made = FormatPackFile(c.text, "a.yaml");
    EXPECT_EQ(made.ok(), std::string(c.message).empty()) << made.status().message();
    if (made.ok()) {
      EXPECT_EQ(*made, c.text);
    } else {
      EXPECT_THAT(made.status().message(), HasSubstr(c.message));
    }
  }
}

// Every comment of the built-in packs survives, and so does what they say: FormatPackFile itself
// refuses anything else.
TEST(FormatPackFile, TakesTheBuiltInPacks) {
  size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("rules/packs")) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    SCOPED_TRACE(entry.path());
    Formatted(text, entry.path().string());
    ++files;
  }
  EXPECT_GT(files, 10u);
}

Json Schema(const std::string& name) {
  std::ifstream in("rules/schema/" + name + ".schema.json");
  return Json::parse(in, nullptr, false);
}

template <size_t kSize>
void ExpectKeys(const Json& schema, const std::string_view (&keys)[kSize]) {
  ASSERT_TRUE(schema.contains("properties"));
  EXPECT_EQ(schema["additionalProperties"], false);
  std::vector<std::string> known, told;
  for (const std::string_view key : keys) known.emplace_back(key);
  for (const auto& [key, value] : schema["properties"].items()) told.push_back(key);
  EXPECT_THAT(told, ::testing::UnorderedElementsAreArray(known));
}

TEST(Schema, HasTheKeysOfTheReader) {
  const Json rules = Schema("rules");
  ASSERT_FALSE(rules.is_discarded());
  ExpectKeys(rules["$defs"]["rule"], kRuleKeys);
  ExpectKeys(rules["$defs"]["match"], kMatchKeys);
  ExpectKeys(rules["$defs"]["near"], kNearKeys);
  ExpectKeys(rules["$defs"]["condition"], kFactConditionKeys);
  ExpectKeys(rules["$defs"]["localized"], kLocalizedKeys);
  ExpectKeys(Schema("pack"), kPackKeys);
  EXPECT_FALSE(Schema("macros").is_discarded());
}

// The tables name what the reader asks for, and nothing else.
TEST(Schema, AndTheReaderHasTheKeysOfTheTables) {
  auto message = [](const std::string& rule) {
    return ParsePack({{"pack.yaml",
                       "name: t\nversion: 1.0.0\nlanguages: [uk]\nlicence: a\nowners: [b]\n"},
                      {"a.yaml", rule}})
        .status()
        .message();
  };
  const std::string every =
      "- {id: t.a, title: {uk: а, en: b}, status: draft, indicator: J1, forms: [LABOUR], evidence: "
      "S, references: [r], authors: [a], created: 2026-01-01, modified: 2026-01-02, languages: "
      "[uk], source_kinds: [test], view: text, match: {any: а}, weight: 1, why: {uk: а, en: b}, "
      "false_positives: [ф], hit: [а, б], miss: [в, г]}\n";
  EXPECT_EQ(message(every), "");
  const Result<YamlNode> node = YamlNode::Parse(every, "a.yaml");
  ASSERT_TRUE(node.ok());
  std::vector<std::string> keys;
  for (const auto& [key, value] : node->items()[0].entries()) keys.push_back(key.scalar());
  EXPECT_THAT(keys, ::testing::ElementsAreArray(kRuleKeys));
  const auto in_match = [&](const std::string& match) {
    return message(
        "- {id: t.a, title: {uk: а, en: b}, why: {uk: а, en: b}, status: draft, indicator: J1, "
        "forms: [LABOUR], evidence: C, references: [r], hit: [а, б], miss: [в, г], match: " +
        match + "}\n");
  };
  EXPECT_EQ(in_match("{any: а}"), "");
  EXPECT_EQ(in_match("{any: [а, б], at_least: 2, all: а, near: {words: [а, б], within: 2}, when: "
                     "{fact: phone}, unless: б, unless_in: sentence}"),
            "");
  EXPECT_EQ(in_match("{any: а, when: {fact: place, value: PL, service: s, unit: u, role: wanted, "
                     "obscured: true, abroad: true, below: 1, above: 0, at_least: 1, at_most: 2}}"),
            "");
}

}  // namespace
}  // namespace varta
