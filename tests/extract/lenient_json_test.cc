// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "extract/lenient_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "extract/json_tree.h"

namespace varta {
namespace {

using Json = nlohmann::json;

std::string All(std::string_view text) {
  std::string all;
  for (const std::string& value : StrictJson(text)) all += (all.empty() ? "" : "|") + value;
  return all;
}

TEST(LenientJson, MakesItStrict) {
  struct Case {
    const char* name;
    const char* text;
    const char* strict;
  };
  const Case cases[] = {
      {"nothing", "", ""},
      {"scalars are no value", "null 1 \"x\"", ""},
      {"as it stands", R"({"a":[1,-2.5e+3,true,null,"x\u0456\n"]})",
       R"({"a":[1,-2.5e+3,true,null,"x\u0456\n"]})"},
      {"white space", " { \"a\" : 1 } \n", R"({"a":1})"},
      {"line comment", "// one\n{\"a\":1,// two\n\"b\":2}", R"({"a":1,"b":2})"},
      {"block comment", "/* {\"x\":0} */{\"a\":/**/1}", R"({"a":1})"},
      {"comment signs in a string", R"({"a":"// /* <!-- x --> ]]>"})",
       R"({"a":"// /* <!-- x --> ]]>"})"},
      {"HTML comment around", "<!-- {\"a\":1} -->", R"({"a":1})"},
      {"HTML comment before", "<!-- a remark --> {\"a\":1}", R"({"a":1})"},
      {"CDATA", "//<![CDATA[\n{\"a\":1}\n//]]>", R"({"a":1})"},
      {"CDATA of XML", "<![CDATA[{\"a\":1}]]>", R"({"a":1})"},
      {"commas too many", R"({"a":[1,2,],"b":3,,})", R"({"a":[1,2],"b":3})"},
      {"commas too few", "{\"a\":\"1\"\n\"b\":[1 2]\n\"c\":{}}", R"({"a":"1","b":[1,2],"c":{}})"},
      {"line break in a string", "{\"a\":\"x\r\ny\tz\x01\"}", R"({"a":"x\ny\tz\u0001"})"},
      {"quotes in a string", R"({"a":"ТОВ "Мак"", "b":["a "b" c"]})",
       R"({"a":"ТОВ \"Мак\"","b":["a \"b\" c"]})"},
      {"quotes and a comma", R"({"a":"ТОВ "Мак", Київ","b":1})",
       R"({"a":"ТОВ \"Мак\", Київ","b":1})"},
      {"wrong escapes", R"({"a":"it\'s \x \u12 \ud800 \ud83d\ude00"})",
       R"({"a":"it's x u12 \ufffd \ud83d\ude00"})"},
      {"other quotes", R"({'a':'x"y'})", R"({"a":"x\"y"})"},
      {"bare keys", "{a:1,$b:2}", R"({"a":1,"$b":2})"},
      {"words of JavaScript", "{\"a\":undefined,\"b\":NaN}", R"({"a":null,"b":null})"},
      {"numbers", "[007,+1,.5,1.,-0]", "[7,1,0.5,1,-0]"},
      {"several in a row", "{\"a\":1}{\"b\":2},[3];", R"({"a":1}|{"b":2}|[3])"},
      {"quotes as references", "{&quot;a&quot;:&quot;&amp;quot;&quot;}", R"({"a":"&quot;"})"},
      {"references in a string stay", R"({"a":"&quot;x&quot;"})", R"({"a":"&quot;x&quot;"})"},
      {"cut off", R"({"a":1,"b":"x)", ""},
      {"not closed right", R"({"a":[1})", ""},
      {"code", "function(){return {a:b}}", ""},
      {"what is behind the broken one", R"({"a" 1} {"b":2})", R"({"b":2})"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(All(c.text), c.strict);
    for (const std::string& value : StrictJson(c.text)) EXPECT_TRUE(Json::accept(value)) << value;
  }
}

TEST(LenientJson, KeepsStrictJson) {
  const Json values[] = {
      Json{{"a", {1, 2.5, "x\"y\\z/ , : } ]", nullptr, true}}, {"b", Json::object()}},
      Json::array({Json::array(), Json::object(), "", "\t\n\x01", -7, 1e300}),
      Json{{"\", \"", "\",\n\"b\": {"}, {"//", "/*"}, {"<!--", "-->"}},
  };
  for (const Json& value : values) {
    for (const int indent : {-1, 2}) {
      for (const bool ascii : {false, true}) {
        const std::string written = value.dump(indent, ' ', ascii);
        SCOPED_TRACE(written);
        const std::vector<std::string> strict = StrictJson(written);
        ASSERT_EQ(strict.size(), 1U);
        EXPECT_EQ(Json::parse(strict[0]), value);
        EXPECT_EQ(StrictJson(strict[0]), strict);
      }
    }
  }
}

TEST(LenientJson, IsBounded) {
  const std::string deep(100'000, '[');
  EXPECT_TRUE(StrictJson(deep).empty());
  EXPECT_EQ(All(std::string(64, '[') + std::string(64, ']')).size(), 128U);
  EXPECT_EQ(All(std::string(65, '[') + std::string(65, ']')), "");
  EXPECT_TRUE(StrictJson("[\"" + std::string(kMaxJsonBytes, 'x') + "\"]").empty());
  // Each of these looks ahead over white space.
  std::string quotes = "[\"";
  for (int i = 0; i < 50'000; ++i) quotes += "\"      ";
  EXPECT_TRUE(StrictJson(quotes).empty());
}

TEST(JsonTree, IsFlatAndInOrder) {
  const std::vector<JsonNode> nodes = ParseJson(R"({"a":[1,{"b":"x"}],"c":false,"d":12345678901})");
  ASSERT_EQ(nodes.size(), 7U);
  EXPECT_EQ(nodes[0].end, 7U);
  EXPECT_EQ(nodes[1].key, "a");
  EXPECT_EQ(nodes[1].end, 5U);
  EXPECT_EQ(nodes[3].kind, JsonNode::Kind::kObject);
  EXPECT_EQ(FindMember(nodes, 3, "b")->text, "x");
  EXPECT_EQ(FindMember(nodes, 0, "c")->kind, JsonNode::Kind::kFalse);
  EXPECT_EQ(FindMember(nodes, 0, "d")->text, "12345678901");
  EXPECT_EQ(FindMember(nodes, 0, "b"), nullptr);
  EXPECT_EQ(FindMember(nodes, 1, "a"), nullptr);
  for (const char* wrong : {"", "{", "[1,]", "[1e999]", "[1] x", "\"\xFF\""}) {
    SCOPED_TRACE(wrong);
    EXPECT_TRUE(ParseJson(wrong).empty());
  }
  std::string many = "[0";
  for (int i = 0; i < 200'000; ++i) many += ",0";
  EXPECT_TRUE(ParseJson(many + "]").empty());
}

}  // namespace
}  // namespace varta
