// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "base/yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace varta {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using namespace std::chrono_literals;

YamlNode Parsed(std::string_view text) {
  Result<YamlNode> node = YamlNode::Parse(text, "f.yaml");
  EXPECT_TRUE(node.ok()) << node.status().message();
  return *node;
}

TEST(YamlNode, RefusesWhatItDoesNotWantToUnderstand) {
  struct Case {
    const char* name;
    std::string text;
    const char* place;
    const char* words;
  };
  const Case cases[] = {
      {"duplicate key", "a: 1\nb: 2\na: 3\n", "f.yaml:3:1: ", "'a' stands in this map twice"},
      {"duplicate key in a flow map", "{a: 1, a: 2}", "f.yaml:1:8: ", "twice"},
      {"duplicate key, one quoted", "a: 1\n'a': 2\n", "f.yaml:2:1: ", "twice"},
      {"columns are characters", "{'ключ': 1, 'ключ': 2}", "f.yaml:1:13: ", "'ключ'"},
      {"anchor", "a: &x 1\n", "f.yaml:1:4: ", "anchors"},
      {"anchor on a list", "a: &x\n  - 1\n", "f.yaml:1:4: ", "anchors"},
      {"anchor on a key", "&x a: 1\n", "f.yaml:1:", "anchors"},
      {"alias", "a: *x\n", "f.yaml:1:4: ", "aliases"},
      {"merge key", "a: {b: 1}\nc: {<<: *a}\n", "f.yaml:2:9: ", "aliases"},
      {"tag", "a: !!int 1\n", "f.yaml:1:4: ", "tags"},
      {"tag of a quoted scalar", "a: !x 'b'\n", "f.yaml:1:4: ", "tags"},
      {"lone exclamation mark", "a: ! b\n", "f.yaml:1:4: ", "tags"},
      {"tag of a list", "a: ! [b]\n", "f.yaml:1:4: ", "tags"},
      {"two documents", "a: 1\n---\nb: 1\n", "f.yaml:", "second document"},
      {"list, then map", "- a\nb: 1\n", "f.yaml:2:1: ", ""},
      {"key is a list", "? [a]\n: b\n", "f.yaml:1:3: ", "a key must be a word"},
      {"key is nothing", "~: b\n", "f.yaml:1:1: ", "a key must be a word"},
      {"tab", "a:\n\t- b\n", "f.yaml:2:", "not YAML"},
      {"unclosed list", "a: [b\n", "f.yaml:", "not YAML"},
      {"escape that yaml-cpp gets wrong", "a: \"x\\N\"", "f.yaml:1:4: ", "u0085"},
      {"unclosed quote", "a: 'b\n", "f.yaml:1:4: ", "never closed"},
      {"unclosed after a doubled quote", "a: 'b''\n", "f.yaml:1:4: ", "never closed"},
      {"unclosed double quote", "a: \"b\\\"\n", "f.yaml:1:4: ", "never closed"},
      {"NUL", std::string("a: 1\nb: \0", 9), "f.yaml:2:4: ", "control character"},
      {"byte 4 would end the file early", "a: 1\n\x04\nb: &x 1",
       "f.yaml:2:1: ", "control character"},
      {"not UTF-8", "a: \xFF", "f.yaml:1:1: ", "UTF-8"},
      {"65 levels", std::string(65, '[') + std::string(65, ']'), "f.yaml:1:65: ", "64 levels"},
      {"a list in brackets that goes on", "[" + std::string(600'000, ',') + "]",
       "f.yaml:1:1: ", "over 256 KiB"},
      {"a comment that goes on", "a: 1\n#" + std::string(600'000, 'x') + "\nb: 1\n",
       "f.yaml:1:4: ", "over 256 KiB"},
      {"very deep and never closed", std::string(100'000, '['), "f.yaml:1:1: ", "close a bracket"},
      {"deep in block style",
       [] {
         std::string text;
         for (int i = 0; i < 70; ++i) text += std::string(static_cast<size_t>(i), ' ') + "a:\n";
         return text;
       }(),
       "f.yaml:65:65: ", "64 levels"},
      {"too large", std::string((4 << 20) + 1, ' '), "f.yaml:1:1: ", "4 MiB"},
      {"too many values",
       [] {
         std::string text = "a:\n";
         for (int k = 0; k < 260'000; ++k) text += "- b\n";
         return text;
       }(),
       "f.yaml:", "250000"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Result<YamlNode> node = YamlNode::Parse(c.text, "f.yaml");
    ASSERT_FALSE(node.ok());
    EXPECT_EQ(node.status().code(), Code::kInvalidArgument);
    EXPECT_THAT(node.status().message(), StartsWith(c.place));
    EXPECT_THAT(node.status().message(), HasSubstr(c.words));
  }
}

TEST(YamlNode, ReadsScalarsAsWritten) {
  struct Case {
    const char* name;
    std::string_view text;
    YamlNode::Kind kind;
    const char* scalar;
  };
  const Case cases[] = {
      {"empty", "", YamlNode::Kind::kNull, ""},
      {"comment only", "# nothing\n", YamlNode::Kind::kNull, ""},
      {"null word", "null", YamlNode::Kind::kNull, ""},
      {"quoted null word", "'null'", YamlNode::Kind::kScalar, "null"},
      {"number keeps its zeros", "007", YamlNode::Kind::kScalar, "007"},
      {"yes stays a word", "yes", YamlNode::Kind::kScalar, "yes"},
      {"single quotes", R"('<п''ят\p{L}*')", YamlNode::Kind::kScalar, R"(<п'ят\p{L}*)"},
      {"double quotes", R"("a\tb")", YamlNode::Kind::kScalar, "a\tb"},
      {"quoted exclamation mark", "'!a'", YamlNode::Kind::kScalar, "!a"},
      {"byte order mark", "\xEF\xBB\xBFслово", YamlNode::Kind::kScalar, "слово"},
      {"folded", ">-\n  a\n  b\n", YamlNode::Kind::kScalar, "a b"},
      {"64 levels",
       "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]"
       "]]]"
       "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
       YamlNode::Kind::kList, ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const YamlNode node = Parsed(c.text);
    EXPECT_EQ(node.kind(), c.kind);
    EXPECT_EQ(node.scalar(), c.scalar);
  }
}

TEST(YamlNode, KnowsItsPlace) {
  const YamlNode top = Parsed("# заголовок\n- ї: [а, бв]\n- x\n");
  ASSERT_EQ(top.items().size(), 2u);
  const auto entries = top.items()[0].entries();
  ASSERT_EQ(entries.size(), 1u);
  const YamlNode last = entries[0].second.items()[1];
  EXPECT_EQ(last.scalar(), "бв");
  EXPECT_EQ(last.line(), 2);
  EXPECT_EQ(last.column(), 10);
  EXPECT_EQ(last.Error("no").message(), "f.yaml:2:10: no");
  EXPECT_EQ(last.file(), "f.yaml");
}

TEST(YamlNode, FindsAPlaceInsideAScalar) {
  struct Case {
    const char* name;
    const char* text;
    size_t offset;
    const char* place;
  };
  const Case cases[] = {
      {"plain", "абв", 4, "f.yaml:1:3: x"},
      {"single quotes", "'абв'", 4, "f.yaml:1:4: x"},
      {"after a doubled quote", "'п''ять'", 3, "f.yaml:1:5: x"},
      {"double quotes with backslashes", R"("\\p{L}b")", 5, "f.yaml:1:8: x"},
      {"at the end", "'аб'", 4, "f.yaml:1:4: x"},
      {"past the end", "'аб'", 400, "f.yaml:1:4: x"},
      {"other escapes: its start", R"("\tb")", 1, "f.yaml:1:1: x"},
      {"block: its start", "|\n  ab\n", 1, "f.yaml:1:1: x"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Parsed(c.text).ErrorAt(c.offset, "x").message(), c.place);
  }
}

TEST(YamlNode, LoadsFromDisk) {
  const std::filesystem::path path =
      std::filesystem::path(::testing::TempDir()) / "yaml_test_load.yaml";
  std::ofstream(path) << "a: [1, 2]\n";
  const Result<YamlNode> node = YamlNode::Load(path.string());
  ASSERT_TRUE(node.ok()) << node.status().message();
  EXPECT_EQ(node->entries()[0].second.items().size(), 2u);
  std::filesystem::remove(path);

  const Result<YamlNode> gone = YamlNode::Load(path.string());
  ASSERT_FALSE(gone.ok());
  EXPECT_EQ(gone.status().code(), Code::kNotFound);
  EXPECT_THAT(gone.status().message(), HasSubstr(path.string()));
  EXPECT_EQ(YamlNode::Load(::testing::TempDir()).status().code(), Code::kNotFound);
}

TEST(YamlMap, ReadsEachValueAsItsKeyAsks) {
  YamlMap map(
      Parsed("text: слово\ncount: 42\nratio: 2.5\nwhole: 3\non: true\noff: false\n"
             "rest: 90s\none: a\nmany: [a, b]\nsub: {x: 1}\n"));
  EXPECT_EQ(map.Text("text"), "слово");
  EXPECT_EQ(map.Integer("count", 0, 0, 100), 42);
  EXPECT_EQ(map.Number("ratio", 0, 0, 5), 2.5);
  EXPECT_EQ(map.Number("whole", 0, 0, 5), 3);
  EXPECT_TRUE(map.Flag("on", false));
  EXPECT_FALSE(map.Flag("off", true));
  EXPECT_EQ(map.Span("rest", 0ms), 90s);
  EXPECT_THAT(map.Texts("one"), ElementsAre("a"));
  EXPECT_THAT(map.Texts("many"), ElementsAre("a", "b"));
  ASSERT_TRUE(map.Child("sub").has_value());
  EXPECT_EQ(map.Child("sub")->kind(), YamlNode::Kind::kMap);
  EXPECT_TRUE(map.Has("sub"));
  EXPECT_FALSE(map.Has("none"));
  EXPECT_EQ(map.Text("none", "fallback"), "fallback");
  EXPECT_EQ(map.Integer("none", 7, 0, 9), 7);
  EXPECT_EQ(map.Span("none", 5ms), 5ms);
  EXPECT_EQ(ToString(map.Finish()), "OK");
}

TEST(YamlMap, NamesTheMistakeAndItsPlace) {
  struct Case {
    const char* name;
    const char* text;
    void (*read)(YamlMap&);
    const char* message;
  };
  const Case cases[] = {
      {"not a map", "[a]", [](YamlMap& m) { m.Text("a"); },
       "f.yaml:1:1: here must be a map (key: value), not a list"},
      {"unknown key with a near one", "titel: a", [](YamlMap& m) { m.Text("title"); },
       "f.yaml:1:1: unknown key 'titel'; did you mean 'title'?"},
      {"unknown key", "x: {a: 1}\nsomething: b", [](YamlMap& m) { m.Child("x"); },
       "f.yaml:2:1: unknown key 'something'"},
      {"looking is not asking", "purge: false", [](YamlMap& m) { m.Has("purge"); },
       "f.yaml:1:1: unknown key 'purge'"},
      {"text is a list", "a: [b]", [](YamlMap& m) { m.Text("a"); },
       "f.yaml:1:4: 'a' must be a single value, not a list"},
      {"text is null", "a: null", [](YamlMap& m) { m.Text("a"); },
       "f.yaml:1:4: 'a' has no value; write one (in quotes if the word itself is meant), or remove "
       "the key"},
      {"integer is a word", "a: b", [](YamlMap& m) { m.Integer("a", 0, 1, 9); },
       "f.yaml:1:4: 'a' must be a whole number from 1 to 9, not 'b'"},
      {"integer is too large", "a: 10", [](YamlMap& m) { m.Integer("a", 0, 1, 9); },
       "f.yaml:1:4: 'a' must be a whole number from 1 to 9, not '10'"},
      {"integer overflows", "a: 99999999999999999999",
       [](YamlMap& m) { m.Integer("a", 0, 1, INT64_MAX); },
       "f.yaml:1:4: 'a' must be a whole number from 1 to 9223372036854775807, not "
       "'99999999999999999999'"},
      {"integer with a rest", "a: 1x", [](YamlMap& m) { m.Integer("a", 0, 1, 9); },
       "f.yaml:1:4: 'a' must be a whole number from 1 to 9, not '1x'"},
      {"number is nan", "a: nan", [](YamlMap& m) { m.Number("a", 0, 0, 5); },
       "f.yaml:1:4: 'a' must be a number from 0 to 5, not 'nan'"},
      {"number is out of range", "a: 5.01", [](YamlMap& m) { m.Number("a", 0, 0, 5); },
       "f.yaml:1:4: 'a' must be a number from 0 to 5, not '5.01'"},
      {"flag says yes", "a: yes", [](YamlMap& m) { m.Flag("a", false); },
       "f.yaml:1:4: 'a' must be true or false, not 'yes'"},
      {"span without a unit", "a: 5", [](YamlMap& m) { m.Span("a", 0ms); },
       "f.yaml:1:4: 'a' must be a time such as 250ms, 2s, 10m, 12h or 14d, not '5'"},
      {"list of lists", "a:\n- b\n- [c]", [](YamlMap& m) { m.Texts("a"); },
       "f.yaml:3:3: each entry of 'a' must be a single value, not a list"},
      {"missing", "b: 1",
       [](YamlMap& m) {
         m.Text("b"), m.Require({"b", "name"});
       },
       "f.yaml:1:1: key 'name' is missing"},
      {"missing because misspelt", "nmae: 1", [](YamlMap& m) { m.Require({"name"}); },
       "f.yaml:1:1: key 'name' is missing; is 'nmae' meant for it?"},
      {"empty list", "a: []", [](YamlMap& m) { m.Texts("a"), m.Require({"a"}); },
       "f.yaml:1:4: key 'a' is empty"},
      {"empty text", "a: ''", [](YamlMap& m) { m.Text("a"), m.Require({"a"}); },
       "f.yaml:1:4: key 'a' is empty"},
      {"the caller's own", "a: 1\nb: 2",
       [](YamlMap& m) { m.Text("a"), m.Text("b"), m.Fail("b", "too many"); },
       "f.yaml:2:4: too many"},
      {"the first one counts", "a: x\nb: y",
       [](YamlMap& m) { m.Flag("b", false), m.Flag("a", false); },
       "f.yaml:2:4: 'b' must be true or false, not 'y'"},
      {"no control characters in messages", R"(a: "x\e[31m\ny")",
       [](YamlMap& m) { m.Flag("a", false); },
       "f.yaml:1:4: 'a' must be true or false, not 'x [31m y'"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    YamlMap map(Parsed(c.text));
    c.read(map);
    EXPECT_EQ(map.Finish().message(), c.message);
  }
}

TEST(NearestName, FindsWhatWasMeant) {
  struct Case {
    const char* written;
    std::vector<std::string> known;
    const char* want;
  };
  const Case cases[] = {
      {"titel", {"text", "title"}, "title"},
      {"refrences", {"references", "licence"}, "references"},
      {"id", {"hit", "why"}, ""},
      {"hits", {"hit", "miss"}, "hit"},
      {"keep_unflaged", {"keep_unflagged", "keep"}, "keep_unflagged"},
      {"colour", {"weight"}, ""},
      {"", {"a"}, ""},
      {"a", {}, ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.written);
    EXPECT_EQ(NearestName(c.written, c.known), c.want);
  }
  EXPECT_EQ(NearestName(std::string(1000, 'a'), {std::string(1000, 'a')}), "");
}

}  // namespace
}  // namespace varta
