// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// varta rules as those who write rules use it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/cli/program.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr char kRule[] = R"(# Документи.
- id: my.papers
  title: {uk: Забирають документи, en: Papers are taken}
  status: draft
  indicator: J1
  forms: [LABOUR]
  evidence: S
  references: ['ILO, Indicators of forced labour (2012), no. 7']
  match:
    any: ['<{паспорт} (?:ми )?забираємо']
    unless: ['<поліці\p{L}*']
    unless_in: sentence
  weight: 2
  why: {uk: Не піти, en: Nobody can leave}
  hit: [Паспорт забираємо одразу, Паспорти ми забираємо]
  miss: [Паспорт у вас, 'Паспорт забираємо, каже поліція']
)";

class Workshop : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(dir_.File("my"));
    Write("pack.yaml",
          "name: my\nversion: 1.0.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [desk]\n");
    Write("macros.yaml", "паспорт: {stem: паспорт, endings: ['', а, и]}\n");
    Write("a.yaml", kRule);
  }
  // As an editor saves: beside it, then in its place.
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(dir_.File("my/new")) << text;
    std::filesystem::rename(dir_.File("my/new"), dir_.File("my/" + name));
  }
  std::string With(std::string from, const std::string& to) {
    std::string text = kRule;
    const size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  }
  Ran Rules(std::vector<std::string> arguments, const std::string& input = "") {
    arguments.insert(arguments.begin(), "rules");
    return RunVarta(dir_.path(), arguments, input);
  }

  TempDir dir_;
};

TEST_F(Workshop, TestShowsWhatMatchedAndWhatStoppedIt) {
  Ran fine = Rules({"test", "my"});
  EXPECT_EQ(fine.code, 0) << fine.out << fine.err;
  EXPECT_THAT(fine.out, HasSubstr("1 rule, 4 examples, 0 failed"));

  EXPECT_THAT(Rules({"test", "--all", "my"}).out, HasSubstr("»Паспорт забираємо« одразу"));

  Write("a.yaml", With("[Паспорт забираємо одразу,", "[Паспорт відбираємо,"));
  Ran wrong = Rules({"test", "my"});
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.out,
              HasSubstr("my/a.yaml:15:9: rule my.papers: example should be hit and is not"));

  Write("a.yaml", With("каже поліція'", "каже він'"));
  wrong = Rules({"test", "my"});
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.out, HasSubstr("should not be hit and is:\n    »Паспорт забираємо«, каже він"));
  const Json json = Json::parse(Rules({"--json", "test", "my"}).out);
  EXPECT_EQ(json["failures"][0]["matched"][0], "Паспорт забираємо");
  EXPECT_EQ(json["failures"][0]["line"], 16);
}

TEST_F(Workshop, LintNamesPlaceReasonAndRemedy) {
  Ran clean = Rules({"lint", "my"});
  EXPECT_EQ(clean.code, 0) << clean.out << clean.err;
  EXPECT_THAT(clean.out, HasSubstr("1 rule, 0 findings"));

  std::ofstream(dir_.File("plain.txt")) << "# ours\nПаспорт забираємо з візового центру.\n";
  Ran benign = Rules({"lint", "my", "--benign", "plain.txt"});
  EXPECT_EQ(benign.code, 1);
  EXPECT_THAT(benign.out, HasSubstr("my/a.yaml:2:1: benign: rule my.papers: hits 1 of 1"));
  std::ofstream(dir_.File("plain.jsonl")) << "{\"text\": \"Погода добра.\"}\n";
  EXPECT_EQ(Rules({"lint", "my", "--benign", "plain.jsonl"}).code, 0);
  EXPECT_EQ(Rules({"lint", "my", "--benign", "none.txt"}).code, 2);
  EXPECT_EQ(Rules({"lint", "none"}).code, 2);

  Write("a.yaml", With("'<{паспорт} (?:ми )?забираємо'", R"('<{паспорт}', '<{пасспорт}', '\w')"));
  const Ran broken = Rules({"--json", "lint", "my"});
  EXPECT_EQ(broken.code, 1);
  const Json json = Json::parse(broken.out);
  ASSERT_EQ(json["findings"].size(), 2u) << broken.out;
  EXPECT_EQ(json["findings"][0]["check"], "syntax");
  EXPECT_EQ(json["findings"][0]["line"], 10);
  EXPECT_EQ(json["findings"][0]["column"], 27);
  EXPECT_THAT(json["findings"][0]["message"].get<std::string>(),
              HasSubstr("did you mean {паспорт}?"));
}

TEST_F(Workshop, ExplainSaysWhichRulesHitAndWhatStoppedTheOthers) {
  const Ran hit =
      Rules({"explain", "--packs", "my", "--text", "Увага: паспорт забираємо. Поліція."});
  EXPECT_EQ(hit.code, 0) << hit.err;
  EXPECT_THAT(hit.out, HasSubstr("1 rule hits:"));
  EXPECT_THAT(hit.out, HasSubstr("my.papers  draft, counts nothing"));
  EXPECT_THAT(hit.out, HasSubstr("Увага: »паспорт забираємо«. Поліція."));

  const Ran stopped =
      Rules({"explain", "--packs", "my", "--text", "-"}, "Паспорт забираємо, поліція далеко.");
  EXPECT_THAT(stopped.out, HasSubstr("No rule hits."));
  EXPECT_THAT(stopped.out, HasSubstr("stopped: unless: '<поліці\\p{L}*' matches in the same"));
  EXPECT_THAT(stopped.out, HasSubstr("»поліція« далеко"));

  const Ran near = Rules({"explain", "--packs", "my", "--text", "Паспорт ваш забираємо."});
  EXPECT_THAT(near.out, HasSubstr("any: '<{паспорт} (?:ми )?забираємо' matches as far as"));
  EXPECT_THAT(near.out, HasSubstr("»Паспорт« ваш"));

  const Json json = Json::parse(
      Rules({"--json", "explain", "--packs", "my", "--text", "Паспорт забираємо, поліція."}).out);
  EXPECT_EQ(json["hit"].size(), 0u);
  EXPECT_EQ(json["nearly"][0]["rule"], "my.papers");
  EXPECT_EQ(json["nearly"][0]["stopped_by"][0]["places"][0]["text"], "поліція");

  const Ran rule = Rules({"explain", "--packs", "my", "my.papers", "--re2"});
  EXPECT_EQ(rule.code, 0);
  EXPECT_THAT(rule.out, HasSubstr("any     <{паспорт} (?:ми )?забираємо"));
  EXPECT_THAT(rule.out, HasSubstr("that is: <(?:паспорт|паспорта|паспорти) (?:ми )?"));
  const Ran unknown = Rules({"explain", "--packs", "my", "my.paper"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean my.papers?"));
  EXPECT_EQ(Rules({"explain"}).code, 2);
  EXPECT_EQ(Rules({"explain", "--packs", "my", "abcdef"}).code, 2);  // no such lead, no server
}

TEST_F(Workshop, FormatKeepsComments) {
  Write("a.yaml",
        With("# Документи.\n- id: my.papers\n", "# Документи.\n- # перше\n  id: my.papers\n"));
  EXPECT_EQ(Rules({"fmt", "my"}).code, 1);  // refused
  EXPECT_THAT(ReadAll(dir_.File("my/a.yaml")), HasSubstr("- # перше\n"));

  Write("a.yaml", With("  indicator: J1\n", "") + "  # знак\n  indicator: J1\n");
  const Ran check = Rules({"fmt", "--check", "my"});
  EXPECT_EQ(check.code, 1);
  EXPECT_THAT(check.out, HasSubstr("a.yaml: would change"));
  EXPECT_THAT(ReadAll(dir_.File("my/a.yaml")), Not(HasSubstr("draft\n  # знак\n")));
  EXPECT_EQ(Rules({"fmt", "my"}).code, 0);
  EXPECT_THAT(ReadAll(dir_.File("my/a.yaml")), HasSubstr("status: draft\n  # знак\n  indicator"));
  EXPECT_EQ(Rules({"fmt", "--check", "my"}).code, 0);
  EXPECT_EQ(Rules({"test", "my"}).code, 0);
  EXPECT_EQ(Rules({"fmt", "none"}).code, 2);
}

TEST_F(Workshop, WatchRunsAgainAfterEachSaveAndEndsInPeace) {
  Program watch(dir_.path(), {"rules", "test", "--watch", "my"});
  auto wait_for = [&](const std::string& text) {
    for (int i = 0; i < 1200; ++i) {
      if ((watch.Out() + watch.Err()).find(text) != std::string::npos) return true;
      if (watch.Ended()) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  };
  ASSERT_TRUE(wait_for("Watching")) << watch.Out() << watch.Err();
  Write("a.yaml", With("(?:ми )?забираємо", "(?:ми )?забирає"));
  EXPECT_TRUE(wait_for("~ my.papers: matches elsewhere\n  was\n    »Паспорт забираємо«"))
      << watch.Out();
  Write("a.yaml", With("(?:ми )?забираємо", "(?:ми )забираємо"));
  EXPECT_TRUE(wait_for("- my.papers: is no longer hit")) << watch.Out();
  Write("a.yaml", With("(?:ми )?забираємо", R"(\bзабираємо)"));
  EXPECT_TRUE(wait_for("\\b knows ASCII")) << watch.Err();
  Write("a.yaml", kRule);
  EXPECT_TRUE(wait_for("+ my.papers: is hit now")) << watch.Out();
  watch.Signal(SIGINT);
  EXPECT_EQ(watch.Wait().code, 0);
  EXPECT_EQ(Rules({"test", "--watch"}).code, 2);
}

TEST_F(Workshop, RulesAreTriedOnWhatIsStored) {
  std::string live = With("status: draft", "status: stable");
  live.replace(live.find("Паспорти ми забираємо]"), std::string("Паспорти ми забираємо]").size(),
               "Паспорти ми забираємо, Паспорта забираємо]");
  live.replace(live.find("[Паспорт у вас"), std::string("[Паспорт у вас").size(),
               "[Паспорт у вас, Паспорт ваш");
  live.replace(live.find("weight: 2"), std::string("weight: 2").size(), "weight: 5");
  std::filesystem::create_directories(dir_.File("packs"));
  std::filesystem::copy(dir_.File("my"), dir_.File("packs/my"));
  std::ofstream(dir_.File("packs/my/a.yaml")) << live;
  std::ofstream(dir_.File("varta.yaml")) << "packs_dir: packs\n";
  const Ran stored = RunVarta(
      dir_.path(), {"screen", "-", "--store", "data"},
      R"({"id":"1","url":"https://ads.example/1","text":"Робота на складі в Польщі <b>щодня</b>, тел. 067 123 45 67. Паспорт забираємо на час роботи."})"
      "\n");
  ASSERT_EQ(stored.code, 0) << stored.err;

  Write("a.yaml", With("{паспорт} (?:ми )?", "диплом (?:ми )?"));
  const Ran tried = Rules({"backtest", "active", "my", "--json", "--html", "report.html"});
  ASSERT_EQ(tried.code, 0) << tried.err;
  const Json report = Json::parse(tried.out);
  EXPECT_EQ(report["looked_at"]["leads"], "1");
  ASSERT_EQ(report["rules"].size(), 1u);
  EXPECT_EQ(report["rules"][0]["rule"], "my.papers");
  EXPECT_EQ(report["rules"][0]["no_longer_hit"]["unjudged"], "1");
  EXPECT_EQ(report["no_longer_leads"]["unjudged"], "1");
  const std::string page = ReadAll(dir_.File("report.html"));
  EXPECT_THAT(page, HasSubstr("<mark>Паспорт забираємо</mark>"));
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;щодня"));
  EXPECT_THAT(page, Not(HasSubstr("123 45")));
  EXPECT_THAT(page, Not(HasSubstr("<script")));

  EXPECT_THAT(Rules({"backtest", "active", "my"}).out, HasSubstr("leads lost     1 (1 text)"));
  EXPECT_EQ(Rules({"backtest", "active", "none"}).code, 2);
  EXPECT_EQ(Rules({"backtest", "active"}).code, 2);
  EXPECT_EQ(Rules({"backtest", "active", "my", "--html", "none/report.html"}).code, 2);
  const Ran stats = Rules({"stats"});
  EXPECT_EQ(stats.code, 0) << stats.err;
  EXPECT_THAT(stats.out, HasSubstr("my.papers"));
  const Ran few = Rules({"suggest"});
  EXPECT_EQ(few.code, 1);
  EXPECT_THAT(few.out, HasSubstr("too few verdicts"));
  std::ofstream(dir_.File("packs/my/a.yaml")) << With("status: draft", "status: shadow");
  const Ran dry = Rules({"rescreen", "--dry-run"});
  EXPECT_EQ(dry.code, 0) << dry.err;
  EXPECT_THAT(dry.out, HasSubstr("nothing was changed; 1 ad read: 0 new leads, 0 leads changed, 1 "
                                 "no longer hit, 0 other ads changed, 0 unchanged, 0 not scored"));
  const Ran anew = Rules({"rescreen", "--json", "--reason", "too broad"});
  ASSERT_EQ(anew.code, 0) << anew.err;
  EXPECT_EQ(Json::parse(anew.out)["no_longer"], "1");
  const std::string lead = Json::parse(anew.out)["leads"][0]["lead"];
  const Ran shown = RunVarta(dir_.path(), {"leads", "show", lead.substr(6)});
  EXPECT_THAT(shown.out, HasSubstr("no lead by the rules in use"));
  EXPECT_THAT(shown.out, HasSubstr("before     score"));
  EXPECT_EQ(Rules({"rescreen", "--source", "none"}).code, 2);
  EXPECT_THAT(RunVarta(dir_.path(), {"audit", "list", "--action", "rescreen"}).out,
              HasSubstr("too broad"));
  const Ran audit = RunVarta(dir_.path(), {"audit", "list", "--action", "backtest"});
  EXPECT_EQ(audit.code, 0) << audit.err;
  EXPECT_THAT(audit.out, HasSubstr("1 stored ads were looked at"));
}

}  // namespace
}  // namespace varta
