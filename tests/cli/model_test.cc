// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta model as those who judge leads and run the program use it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/support/small_pack.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

class ModelVerb : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(WriteSmallPack(dir_.File("rules/packs")).ok()); }
  Ran Varta(std::vector<std::string> arguments, const std::string& input = "") {
    return RunVarta(dir_.path(), arguments, input);
  }
  // Label 1 where a and b are both there.
  void WriteTokens() {
    std::ofstream out(dir_.File("rows.jsonl"));
    for (int i = 0; i < 160; ++i) {
      Json tokens = Json::array({"n" + std::to_string(i % 7)});
      if (i % 2 == 0) tokens.push_back("a");
      if (i % 3 == 0) tokens.push_back("b");
      out << Json{{"id", "r" + std::to_string(i)}, {"tokens", tokens},
                  {"label", i % 6 == 0 ? 1 : 0},   {"time", 1000 + i},
                  {"group", std::to_string(i)},    {"language", i % 4 == 0 ? "uk" : "ru"}}
                 .dump()
          << "\n";
    }
  }
  TempDir dir_;
};

TEST_F(ModelVerb, LearnsScoresAndMeasures) {
  WriteTokens();
  Ran trained = Varta({"model", "train", "--data", "rows.jsonl", "--out", "m.model"});
  ASSERT_EQ(trained.code, 0) << trained.err;
  EXPECT_THAT(ReadAll(dir_.File("m.model")), HasSubstr("\ttoken:a\\ttoken:b\n"));
  const std::string first = ReadAll(dir_.File("m.model"));
  ASSERT_EQ(Varta({"model", "train", "--data", "rows.jsonl", "--out", "m.model"}).code, 0);
  EXPECT_EQ(ReadAll(dir_.File("m.model")), first);

  Ran scored = Varta({"model", "score", "--model", "m.model", "--data", "-"},
                     "{\"id\": \"x\", \"tokens\": [\"a\", \"b\"]}\n{\"tokens\": [\"a\"]}\n");
  ASSERT_EQ(scored.code, 0) << scored.err;
  std::istringstream lines(scored.out);
  std::string one, two;
  std::getline(lines, one);
  std::getline(lines, two);
  EXPECT_EQ(Json::parse(one)["id"], "x");
  EXPECT_EQ(Json::parse(two)["id"], "2");
  EXPECT_GT(Json::parse(one)["score"], Json::parse(two)["score"]);

  Ran measured = Varta({"--json", "model", "evaluate", "--data", "rows.jsonl", "--model", "m.model",
                        "--budget", "10"});
  ASSERT_EQ(measured.code, 0) << measured.err;
  const Json report = Json::parse(measured.out);
  EXPECT_GT(report["figures"]["roc_auc"]["value"], 0.9);
  EXPECT_EQ(report["figures"]["roc_auc"]["interval_95"].size(), 2u);
  EXPECT_EQ(report["parts"].size(), 2u);

  Ran by_time = Varta({"model", "evaluate", "--data", "rows.jsonl", "--by-time"});
  ASSERT_EQ(by_time.code, 0) << by_time.err;
  EXPECT_THAT(by_time.out, HasSubstr("Is the score a frequency?"));
  Ran compared = Varta({"model", "compare", "m.model", "m.model", "--data", "rows.jsonl"});
  ASSERT_EQ(compared.code, 0) << compared.err;
  EXPECT_THAT(compared.out, HasSubstr("not told apart"));
}

TEST_F(ModelVerb, LearnsFromVerdictsAndScoresWhenItIsActive) {
  std::ofstream(dir_.File("ads.jsonl"))
      << R"({"id": "1", "text": "Робота за кордоном, паспорт здаєте старшому, усе інше на місці"})"
      << "\n"
      << R"({"id": "2", "text": "Кімната з житлом для студентки, поруч зупинка трамвая і ринок"})"
      << "\n";
  ASSERT_EQ(Varta({"screen", "ads.jsonl", "--store", "data"}).code, 0);
  EXPECT_EQ(Varta({"model", "train", "--from-verdicts", "--out", "v.model"}).code, 1);
  const Json leads = Json::parse(Varta({"--json", "leads", "list"}).out)["leads"];
  ASSERT_EQ(leads.size(), 2u);
  for (int i = 0; i < 2; ++i) {
    const std::string id = leads[static_cast<size_t>(i)]["name"].get<std::string>().substr(6);
    ASSERT_EQ(
        Varta({"leads", "verdict", id, i == 0 ? "relevant" : "not-relevant", "--reason", "read it"})
            .code,
        0);
  }
  Ran trained =
      Varta({"model", "train", "--from-verdicts", "--name", "desk 1", "--out", "v.model"});
  ASSERT_EQ(trained.code, 0) << trained.err;
  EXPECT_THAT(trained.out, HasSubstr("only 1 rows of label 1"));

  EXPECT_EQ(Varta({"model", "activate", "v.model"}).code, 2);  // no reason
  Ran active = Varta({"model", "activate", "v.model", "--reason", "the desk's own"});
  ASSERT_EQ(active.code, 0) << active.err;
  EXPECT_THAT(active.out, HasSubstr("desk 1 "));
  EXPECT_THAT(Varta({"model", "history"}).out, HasSubstr("\"the desk's own\""));
  EXPECT_EQ(Varta({"model", "show"}).out, ReadAll(dir_.File("v.model")));
  EXPECT_THAT(Varta({"explain", "--text", "Робота за кордоном, паспорт здаєте старшому"}).out,
              HasSubstr("(desk 1 "));
  EXPECT_THAT(Varta({"audit", "list", "--action", "model"}).out, HasSubstr("the desk's own"));

  ASSERT_EQ(Varta({"model", "rollback", "--reason", "it was worse"}).code, 0);
  EXPECT_THAT(Varta({"explain", "--text", "Робота за кордоном, паспорт здаєте старшому"}).out,
              HasSubstr("(shipped "));
  EXPECT_EQ(Varta({"model", "rollback", "--reason", "again"}).code, 1);
}

TEST_F(ModelVerb, WrongUsageIsTwoAndNamesTheLine) {
  std::ofstream(dir_.File("bad.jsonl")) << "{\"tokens\": [\"a\"], \"label\": 1}\n{\"label\": 2}\n";
  std::ofstream(dir_.File("bad.model"))
      << "varta-model 1\nname: x\ninput: ads\n[overall]\nx\tbias\n";
  struct Case {
    const char* name;
    std::vector<std::string> arguments;
    const char* want;
  };
  const Case cases[] = {
      {"no form",
       {"model", "train", "--from-verdicts", "--form", "theft", "--out", "m"},
       "'theft' is no form; write labour"},
      {"no rows", {"model", "train", "--out", "m"}, "--data FILE or --from-verdicts"},
      {"bad row", {"model", "train", "--data", "bad.jsonl", "--out", "m"}, "bad.jsonl:2: label"},
      {"bad model",
       {"model", "score", "--model", "bad.model", "--data", "bad.jsonl"},
       "bad.model:5: 'x' is no number"},
      {"no model", {"model", "activate", "none", "--reason", "why"}, "no model file none"},
      {"one model", {"model", "compare", "shipped", "--data", "bad.jsonl"}, "models"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Ran ran = Varta(c.arguments);
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.err, HasSubstr(c.want));
  }
}

}  // namespace
}  // namespace varta
