// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The command line: what a person types, what they see, and the exit code.
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
using testing::Not;

std::vector<Json> Lines(const std::string& text) {
  std::vector<Json> lines;
  for (size_t at = 0, end; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
    lines.push_back(Json::parse(text.substr(at, end - at)));
  }
  return lines;
}

// A document that is a lead, for screen.
constexpr char kLeadLine[] =
    "{\"id\":\"a\",\"url\":\"https://a.example/ad/7\","
    "\"text\":\"Робота за кордоном. Паспорт на час роботи забирає роботодавець. Вартість дороги "
    "вирахуємо з першої зарплати, відпрацюєте борг. Виходити з території заборонено.\"}\n";

// The names of the verbs that a help page lists.
std::vector<std::string> VerbsOf(const std::string& help) {
  std::vector<std::string> verbs;
  size_t at = help.find("\nSubcommands:\n");
  if (at == std::string::npos) return verbs;
  for (at += 13; help[at] == '\n' && help.compare(at + 1, 2, "  ") == 0;
       at = help.find('\n', at + 1)) {
    const size_t end = help.find(' ', at + 3);
    if (end > at + 3) verbs.push_back(help.substr(at + 3, end - at - 3));  // else: a folded line
  }
  return verbs;
}

void CheckHelp(const TempDir& dir, std::vector<std::string> words, int* seen) {
  words.push_back("--help");
  SCOPED_TRACE(testing::PrintToString(words));
  const Ran help = RunVarta(dir.path(), words);
  words.pop_back();
  ++*seen;
  EXPECT_EQ(help.code, 0);
  EXPECT_LE(std::count(help.out.begin(), help.out.end(), '\n'), 40);
  for (size_t at = 0, end; (end = help.out.find('\n', at)) != std::string::npos; at = end + 1)
    EXPECT_LE(end - at, 100u) << help.out.substr(at, end - at);
  for (const std::string& verb : VerbsOf(help.out)) {
    words.push_back(verb);
    CheckHelp(dir, words, seen);
    words.pop_back();
  }
}

TEST(Cli, EveryHelpFitsOneScreen) {
  TempDir dir;
  int seen = 0;
  CheckHelp(dir, {}, &seen);
  EXPECT_GE(seen, 30);  // or the lists of verbs were not understood
}

TEST(Cli, WrongUsageIsTwoAndSaysWhatToDo) {
  TempDir dir;
  ASSERT_TRUE(WriteSmallPack(dir.File("rules/packs")).ok());
  std::ofstream(dir.File("bad.yaml")) << "delya: 2s\n";
  struct Case {
    const char* name;
    std::vector<std::string> arguments;
    const char* want;
  };
  const Case cases[] = {
      {"no verb", {}, "subcommand"},
      {"wrong verb", {"sweeep"}, "sweeep"},
      {"wrong flag", {"version", "--verbose"}, "--verbose"},
      {"missing file", {"screen", "none.html"}, "cannot read none.html"},
      {"a folder", {"screen", "."}, "is a folder"},
      {"configuration missing", {"--config", "none.yaml", "config"}, "none.yaml"},
      {"configuration wrong",
       {"--config", "bad.yaml", "config"},
       "bad.yaml:1:1: unknown key 'delya'; did you mean 'delay'?"},
      {"unknown kind", {"probe", "robotz"}, "there are robots"},
      {"unknown rule", {"rules", "explain", "uk.none"}, "varta rules list"},
      {"find what", {"leads", "find"}, "--phone"},
      {"explain what", {"explain"}, "--text"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Ran ran = RunVarta(dir.path(), c.arguments);
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.err, HasSubstr(c.want));
  }
}

// Whatever the verb: a name that nothing has is wrong usage, and so is a reason that is missing.
// That something is not so yet, or not any more, is not.
TEST(Cli, WrongNamesAreWrongUsageEverywhere) {
  TempDir dir;
  ASSERT_TRUE(WriteSmallPack(dir.File("rules/packs")).ok());
  std::filesystem::create_directory(dir.File("sources"));
  std::ofstream(dir.File("sources/doska.yaml"))
      << "id: doska\nkind: classifieds\nseeds: ['https://doska.example/']\n";
  Ran screen = RunVarta(dir.path(), {"screen", "-", "--store", "data"}, kLeadLine);
  const std::string name = Lines(screen.out).at(0)["lead_name"];
  const std::string lead = name.substr(6, 8);
  const std::string evidence = name + "/evidence/0000000000";
  struct Case {
    const char* name;
    std::vector<std::string> arguments;
    int code;
    const char* want;  // on standard error
  };
  const Case cases[] = {
      {"sweep: source", {"sweep", "nosuch"}, 2, "no source 'nosuch'"},
      {"sources check: source", {"sources", "check", "nosuch"}, 2, "no source 'nosuch'"},
      {"inspect: source", {"inspect", "varta.yaml", "--source", "nosuch"}, 2, "no source 'nosuch'"},
      {"inspect: nobody's page", {"inspect", "https://a.example/"}, 2, "no source covers"},
      {"inspect: file", {"inspect", "none.html"}, 2, "cannot read none.html"},
      {"why: URL", {"why", "a.example"}, 2, "URL"},
      {"sweeps show: sweep", {"sweeps", "show", "nosuch"}, 2, "no sweep 'nosuch'"},
      {"sweeps stop: sweep", {"sweeps", "stop", "nosuch"}, 2, "no sweep 'nosuch'"},
      {"leads show: lead", {"leads", "show", "000000"}, 2, "no lead '000000'"},
      {"leads show: too short", {"leads", "show", "00"}, 2, "too short"},
      {"leads move: lead", {"leads", "move", "000000", "in-triage"}, 2, "no lead '000000'"},
      {"leads move: state", {"leads", "move", lead, "asleep"}, 2, "not one of"},
      {"leads reveal: lead", {"leads", "reveal", "000000", "--reason", "case 1"}, 2, "no lead"},
      {"leads reveal: reason", {"leads", "reveal", lead}, 2, "--reason"},
      {"leads verdict: lead",
       {"leads", "verdict", "000000", "unclear", "--reason", "case 1"},
       2,
       "no lead"},
      {"leads verdict: rule",
       {"leads", "verdict", lead, "unclear", "--reason", "case 1", "--wrong-rule", "nosuch"},
       2,
       "'nosuch' did not hit"},
      {"leads list: page", {"leads", "list", "--page", "00"}, 2, "page_token"},
      {"explain: neither file nor lead", {"explain", "000000"}, 2, "'000000' is no file"},
      {"evidence show: evidence",
       {"evidence", "show", evidence, "--reason", "case 1"},
       2,
       "no evidence"},
      {"evidence show: no name",
       {"evidence", "show", lead, "--reason", "case 1"},
       2,
       "write leads/"},
      {"evidence show: reason", {"evidence", "show", evidence}, 2, "--reason"},
      {"evidence save: evidence",
       {"evidence", "save", evidence, "--reason", "case 1", "--output", "p"},
       2,
       "no evidence"},
      {"evidence export: lead",
       {"evidence", "export", "000000", "--reason", "case 1", "--warc", "a.warc.gz"},
       2,
       "no lead '000000'"},
      {"rules explain: rule", {"rules", "explain", "nosuch"}, 2, "no rule 'nosuch'"},
      {"audit list: action", {"audit", "list", "--action", "nosuch"}, 2, "no 'nosuch'"},
      {"audit list: date", {"audit", "list", "--since", "monday"}, 2, "--since"},
      {"audit verify: note", {"audit", "verify", "--noted", "x"}, 2, "--noted"},
      // The names are right.
      {"no sweep yet", {"sweeps", "show"}, 1, "no sweep yet"},
      {"not approved", {"sweep", "doska"}, 1, "no legal_basis"},
      {"not approved either", {"inspect", "https://doska.example/"}, 1, "no legal_basis"},
      {"not judged",
       {"evidence", "export", lead, "--reason", "case 1", "--warc", "a.warc.gz"},
       1,
       "verdict"},
      {"from new to resolved", {"leads", "move", lead, "resolved"}, 1, "cannot become"},
  };
  std::ofstream(dir.File("varta.yaml")) << "# all defaults\n";
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Ran ran = RunVarta(dir.path(), c.arguments);
    EXPECT_EQ(ran.code, c.code);
    EXPECT_THAT(ran.err, HasSubstr(c.want));
  }
}

TEST(Cli, WithoutDataEveryVerbThatNeedsItSaysSo) {
  TempDir dir;
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"leads", "list"},
                                                    {"sweeps", "list"},
                                                    {"leads", "show", "abcdef"}}) {
    Ran ran = RunVarta(dir.path(), arguments);
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.err, HasSubstr("data"));
  }
}

TEST(Cli, ConfigShowsEverySettingWithItsDefault) {
  TempDir dir;
  std::ofstream(dir.File("varta.yaml")) << "delay: 7s\n";
  Ran ran = RunVarta(dir.path(), {"config"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("delay: 7s"));
  EXPECT_THAT(ran.out, HasSubstr("default 2s"));
  EXPECT_THAT(ran.out, Not(HasSubstr("\x1b[")));
  const Json json = Json::parse(RunVarta(dir.path(), {"--json", "config"}).out);
  EXPECT_THAT(json["file"].get<std::string>(), HasSubstr("varta.yaml"));
  EXPECT_GT(json["settings"].size(), 20u);
  EXPECT_TRUE(Json::parse(RunVarta(dir.path(), {"--json", "version"}).out).contains("version"));
}

TEST(Cli, InspectShowsWhatWasReadOffAPageAndHow) {
  TempDir dir;
  ASSERT_TRUE(WriteSmallPack(dir.File("rules/packs")).ok());
  std::ofstream(dir.File("list.html"))
      << "<title>Дошка</title><main>"
         "<div class=c><h3>Вантажник</h3><p>Склад у Львові, 067 123 45 67, від 900 грн за зміну."
         "</p></div><div class=c><h3>Кухар</h3><p>Кафе біля вокзалу, два через два.</p></div>";
  std::filesystem::create_directory(dir.File("sources"));
  std::ofstream(dir.File("sources/doska.yaml"))
      << "id: doska\nkind: classifieds\nseeds: ['https://doska.example/']\n"
         "ad: {each: 'div.c', title: 'h3'}\n";
  Ran ran = RunVarta(dir.path(), {"inspect", "list.html", "--source", "doska"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("2 ads: by the source's selectors"));
  EXPECT_THAT(ran.out, HasSubstr("Ad 2  Кухар"));
  EXPECT_THAT(ran.out, HasSubstr("[phone +380 #"));
  EXPECT_THAT(ran.out, HasSubstr("900"));
  EXPECT_THAT(ran.out, Not(HasSubstr("123 45 67")));
  Ran json = RunVarta(dir.path(), {"--json", "inspect", "list.html"});
  EXPECT_EQ(Json::parse(json.out)["ads"].size(), 1u);
  std::ofstream(dir.File("wall.html"))
      << "<title>Just a moment...</title><script>window._cf_chl_opt={}</script>Enable JavaScript";
  Ran wall = RunVarta(dir.path(), {"inspect", "wall.html"});
  EXPECT_EQ(wall.code, 0);
  EXPECT_THAT(wall.out, HasSubstr("a check by Cloudflare"));
  EXPECT_THAT(wall.out, Not(HasSubstr("Ad 1")));
  Ran nobody = RunVarta(dir.path(), {"inspect", "https://elsewhere.example/1"});
  EXPECT_NE(nobody.code, 0);
  EXPECT_THAT(nobody.err, HasSubstr("nothing is fetched that nobody approved"));
  Ran pending = RunVarta(dir.path(), {"inspect", "https://doska.example/1"});
  EXPECT_NE(pending.code, 0);
  EXPECT_THAT(pending.err, HasSubstr("no legal_basis"));
}

TEST(Cli, ScreenPrintsALineForEachDocumentInOrderAndGoesOnAfterABadOne) {
  TempDir dir;
  Ran ran = RunVarta(
      dir.path(), {"screen", "-"},
      "{\"id\":\"1\",\"text\":\"Продам велосипед у гарному стані, телефон 067 123 45 67.\"}\n"
      "not json\n"
      "{\"id\":\"2\",\"html\":\"<title>Заголовок</title><p>Здам квартиру біля метро на довгий "
      "час.\",\"url\":\"https://a.example/2\"}\n"
      "{\"id\":\"3\"}\n");
  EXPECT_EQ(ran.code, 0);
  std::vector<Json> lines = Lines(ran.out);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0]["id"], "1");
  EXPECT_EQ(lines[0]["language"], "uk");
  EXPECT_EQ(lines[0]["lead"], false);
  EXPECT_EQ(lines[0]["fields"]["phones"].size(), 1u);
  EXPECT_THAT(lines[0]["fields"]["phones"][0].get<std::string>(), HasSubstr("[phone +380 #"));
  EXPECT_TRUE(lines[1].contains("error"));
  EXPECT_EQ(lines[2]["title"], "Заголовок");
  EXPECT_EQ(lines[2]["url"], "https://a.example/2");
  EXPECT_THAT(lines[3]["error"].get<std::string>(), HasSubstr("\"text\" or \"html\""));
  EXPECT_THAT(ran.err, HasSubstr("4 documents"));
}

TEST(Cli, AMixedTextSaysWhichLanguagesItIsIn) {
  TempDir dir;
  ASSERT_TRUE(WriteSmallPack(dir.File("rules/packs")).ok());
  const std::string first = "Потрібні працівники на склад у Варшаві, житло надаємо безкоштовно.\\n";
  const std::string second =
      "We are looking for warehouse workers in Warsaw, housing is free of charge for you.";
  Ran ran = RunVarta(dir.path(), {"screen", "-"}, "{\"text\":\"" + first + second + "\"}\n");
  ASSERT_EQ(ran.code, 0);
  const Json line = Lines(ran.out).at(0);
  ASSERT_EQ(line["language_blocks"].size(), 2u);
  EXPECT_EQ(line["language_blocks"][0]["language"], "uk");
  EXPECT_EQ(line["language_blocks"][1]["language"], "en");
  EXPECT_EQ(line["language_blocks"][1]["span"][0], first.size() - 1);  // "\\n" is one byte
  EXPECT_EQ(line["language_blocks"][1]["span"][1], first.size() - 1 + second.size());
  std::ofstream(dir.File("ad.html"))
      << "<meta charset=utf-8><p>Потрібні працівники на склад у Варшаві, житло надаємо.</p><p>"
      << second << "</p>";
  EXPECT_THAT(RunVarta(dir.path(), {"inspect", "ad.html"}).out, HasSubstr("uk 55 %, en 45 %"));
}

TEST(Cli, ScreenedLeadsAreKeptFoundJudgedAndRevealed) {
  TempDir dir;
  ASSERT_TRUE(WriteSmallPack(dir.File("rules/packs")).ok());
  const std::string ad =
      "{\"id\":\"a\",\"url\":\"https://a.example/ad/7\",\"text\":\"Робота за кордоном для дівчат. "
      "Паспорт на час роботи забирає роботодавець. "
      "Вартість дороги та житла вирахуємо з першої зарплати, відпрацюєте борг. Виходити з "
      "території заборонено. Телефон 067 123 45 67.\"}\n";
  Ran screen = RunVarta(dir.path(), {"screen", "-", "--store", "data"}, ad);
  ASSERT_EQ(screen.code, 0) << screen.err;
  Json line = Lines(screen.out).at(0);
  ASSERT_EQ(line["lead"], true) << screen.out;
  std::string name = line["lead_name"];
  EXPECT_THAT(screen.out, Not(HasSubstr("123 45 67")));

  Ran again = RunVarta(dir.path(), {"screen", "-", "--store", "data"}, ad);
  EXPECT_EQ(Lines(again.out).at(0)["lead_name"], name);
  std::string id = name.substr(6, 8);

  Ran list = RunVarta(dir.path(), {"leads", "list"});
  EXPECT_EQ(list.code, 0) << list.err;
  EXPECT_THAT(list.out, HasSubstr(id));
  EXPECT_THAT(list.out, HasSubstr("1 of 1 leads"));

  Ran show = RunVarta(dir.path(), {"leads", "show", id});
  EXPECT_THAT(show.out, HasSubstr("not evidence of an offence"));
  EXPECT_THAT(show.out, HasSubstr("»"));
  EXPECT_THAT(show.out, HasSubstr("2 times"));
  EXPECT_THAT(show.out, Not(HasSubstr("123 45 67")));
  EXPECT_THAT(RunVarta(dir.path(), {"--color", "always", "leads", "show", id}).out,
              HasSubstr("\x1b[7m"));

  EXPECT_THAT(RunVarta(dir.path(), {"leads", "find", "--phone", "+380671234567"}).out,
              HasSubstr(id));
  EXPECT_THAT(RunVarta(dir.path(), {"leads", "find", "паспорт*"}).out, HasSubstr(id));
  EXPECT_THAT(RunVarta(dir.path(), {"leads", "find", "велосипед"}).out, HasSubstr("No lead fits"));

  Ran refused = RunVarta(dir.path(), {"leads", "reveal", id});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("--reason"));
  Ran revealed = RunVarta(dir.path(), {"leads", "reveal", id, "--reason", "справа 12/2026"});
  EXPECT_EQ(revealed.code, 0) << revealed.err;
  EXPECT_THAT(revealed.out, HasSubstr("+380671234567"));

  const Json before = Json::parse(RunVarta(dir.path(), {"--json", "leads", "show", id}).out);
  Ran unjudged = RunVarta(dir.path(), {"evidence", "save", before["evidence"][0], "--reason",
                                       "справа 12/2026", "--output", "page.txt"});
  EXPECT_EQ(unjudged.code, 1);
  EXPECT_THAT(unjudged.err, HasSubstr("only after a person's verdict"));

  Ran verdict = RunVarta(dir.path(), {"--user", "olena", "leads", "verdict", id, "relevant",
                                      "--reason", "бачили раніше"});
  EXPECT_EQ(verdict.code, 0) << verdict.err;
  EXPECT_THAT(verdict.out, HasSubstr("local:olena"));
  EXPECT_EQ(RunVarta(dir.path(), {"leads", "verdict", id, "guilty", "--reason", "x"}).code, 2);

  Json lead = Json::parse(RunVarta(dir.path(), {"--json", "leads", "show", id}).out);
  EXPECT_EQ(lead["verdict"], "VERDICT_RELEVANT");
  std::string evidence = lead["evidence"][0];
  Ran save = RunVarta(dir.path(), {"evidence", "save", evidence, "--reason", "справа 12/2026",
                                   "--output", "page.txt"});
  EXPECT_EQ(save.code, 0) << save.err;
  EXPECT_THAT(save.out, HasSubstr("sha256"));
  EXPECT_EQ(std::filesystem::status(dir.File("page.txt")).permissions(),
            std::filesystem::perms(0600));
  EXPECT_THAT(RunVarta(dir.path(), {"leads", "show", id}).out,
              HasSubstr("varta evidence save " + evidence));
  EXPECT_EQ(RunVarta(dir.path(), {"evidence", "save", evidence, "--reason", "справа 12/2026",
                                  "--output", "page.txt"})
                .code,
            2);
}

TEST(Cli, TheAuditLogIsReadAndVerified) {
  TempDir dir;
  ASSERT_TRUE(WriteSmallPack(dir.File("rules/packs")).ok());
  Ran screen =
      RunVarta(dir.path(), {"--user", "petro", "screen", "-", "--store", "data"}, kLeadLine);
  const std::string id = Lines(screen.out).at(0)["lead_name"].get<std::string>().substr(6, 8);
  RunVarta(dir.path(), {"--user", "olena", "leads", "reveal", id, "--reason", "справа 12/2026"});
  Ran list = RunVarta(dir.path(), {"--user", "iryna", "audit", "list"});
  EXPECT_EQ(list.code, 0) << list.err;
  EXPECT_THAT(list.out, testing::ContainsRegex("1  20.*local:olena +REVEAL +lead " + id +
                                               "  \"справа 12/2026\"\n +0 .*local:petro +COLLECT"));
  list = RunVarta(dir.path(), {"audit", "list", "--user", "iryna", "--json"});
  const Json events = Json::parse(list.out)["events"];
  ASSERT_EQ(events.size(), 1u) << list.out;
  EXPECT_EQ(events[0]["action"], "AUDIT");
  EXPECT_THAT(RunVarta(dir.path(), {"audit", "list", "--action", "export"}).out,
              HasSubstr("No entry fits"));

  Ran verify = RunVarta(dir.path(), {"audit", "verify"});
  EXPECT_EQ(verify.code, 0) << verify.err;
  EXPECT_THAT(verify.out, HasSubstr("5 entries, chain whole, last digest "));
  const size_t note = verify.out.find("--noted ") + 8;
  const std::string noted = verify.out.substr(note, verify.out.find('\n', note) - note);
  verify = RunVarta(dir.path(), {"audit", "verify", "--noted", noted});
  EXPECT_EQ(verify.code, 0) << verify.out;
  verify = RunVarta(dir.path(), {"audit", "verify", "--noted", "4" + noted.substr(1)});
  EXPECT_EQ(verify.code, 1);
  EXPECT_THAT(verify.out, HasSubstr("broken: audit entry 3 is not the one that was noted"));
}

TEST(Cli, ACaseIsExportedWholeOrNotAtAll) {
  TempDir dir;
  ASSERT_TRUE(WriteSmallPack(dir.File("rules/packs")).ok());
  Ran screen = RunVarta(dir.path(), {"screen", "-", "--store", "data"}, kLeadLine);
  const std::string id = Lines(screen.out).at(0)["lead_name"].get<std::string>().substr(6, 8);
  const auto exported = [&](const std::string& file, bool reason) {
    std::vector<std::string> words = {"--json", "evidence", "export", id, "--warc", file};
    if (reason) words.insert(words.end(), {"--reason", "справа 12/2026", "--to", "суд"});
    return RunVarta(dir.path(), words);
  };
  Ran unjudged = exported("case.warc.gz", true);
  EXPECT_EQ(unjudged.code, 1);
  EXPECT_THAT(unjudged.err, HasSubstr("varta leads verdict " + id));
  RunVarta(dir.path(), {"leads", "verdict", id, "relevant", "--reason", "бачили раніше"});
  Ran unreasoned = exported("case.warc.gz", false);
  EXPECT_EQ(unreasoned.code, 2);
  EXPECT_THAT(unreasoned.err, HasSubstr("--reason"));
  EXPECT_EQ(exported("case.zip", true).code, 2);
  Ran nowhere = exported("none/case.warc.gz", true);
  EXPECT_EQ(nowhere.code, 1);
  EXPECT_THAT(nowhere.err, HasSubstr("check the folder"));
  for (const auto& entry : std::filesystem::directory_iterator(dir.path()))
    EXPECT_THAT(entry.path().string(), Not(HasSubstr("case")));

  Ran made = exported("case.warc.gz", true);
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_EQ(Json::parse(made.out)["sha256"].get<std::string>().size(), 64u);
  EXPECT_FALSE(std::filesystem::exists(dir.File("case.warc.gz.open")));
  Ran again = exported("case.warc.gz", true);
  EXPECT_EQ(again.code, 2);
  EXPECT_THAT(again.err, HasSubstr("never written over"));
}

TEST(Cli, ProbeKeepsIdsAndOrderAndAnswersEveryLine) {
  TempDir dir;
  Ran ran = RunVarta(
      dir.path(), {"probe", "url"},
      "{\"id\":2,\"input\":\"HTTP://EXAMPLE.com/../a\"}\n[]\n{\"id\":\"x\",\"input\":\"no\"}\n");
  EXPECT_EQ(ran.code, 0);
  std::vector<Json> lines = Lines(ran.out);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0]["id"], 2);
  EXPECT_EQ(lines[0]["href"], "http://example.com/a");
  EXPECT_TRUE(lines[1].contains("error"));
  EXPECT_EQ(lines[2]["id"], "x");
  EXPECT_TRUE(lines[2]["href"].is_null());
}

TEST(Cli, ProbeMatchNamesThePatternsThatMatch) {
  TempDir dir;
  const std::string file = dir.File("patterns.tsv");
  std::ofstream(file) << "10\tword\t(?i)робот[аи]\n2\tedge\t\\bjob\\b\nx\tcase\tJob\n";
  const std::string cases = Json{{"id", 1}, {"text", "Робота: job, jobs, РОБОТИ"}}.dump() + "\n" +
                            Json{{"id", 2}, {"text", "Job"}}.dump() + "\n";
  const Ran ran = RunVarta(dir.path(), {"probe", "match", "--patterns", file, "--spans"}, cases);
  EXPECT_EQ(ran.code, 0);
  const std::vector<Json> lines = Lines(ran.out);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0]["rules"], Json::parse("[2, 10]"));
  EXPECT_EQ(lines[0]["spans"], Json::parse("[[[14, 17]], [[0, 12], [25, 37]]]"));
  EXPECT_EQ(lines[1]["rules"], Json::parse("[\"x\"]"));
  EXPECT_EQ(RunVarta(dir.path(), {"probe", "match"}, cases).code, 2);
  std::ofstream(file) << "1\tone\ta\n2\tb\n";
  EXPECT_THAT(RunVarta(dir.path(), {"probe", "match", "--patterns", file}, cases).err,
              HasSubstr("patterns.tsv:2: write id, kind and pattern"));
  std::ofstream(file) << "1\tone\t(?=a)\n";
  EXPECT_THAT(RunVarta(dir.path(), {"probe", "match", "--patterns", file}, cases).err,
              HasSubstr("patterns.tsv:1"));
}

TEST(Cli, ProbeDupsNamesClusters) {
  TempDir dir;
  const std::string a = "Потрібні швачки на меблеву фабрику, житло й довіз надаємо, оплата щотижня";
  const Ran ran = RunVarta(dir.path(), {"probe", "dups"},
                           Json{{"id", 1}, {"text", a + " 500"}}.dump() + "\n" +
                               Json{{"id", 2}, {"text", "Продаємо дрова з доставкою"}}.dump() +
                               "\n{\n" + Json{{"id", 3}, {"text", a + " 900"}}.dump() + "\n");
  EXPECT_EQ(ran.code, 0);
  const std::vector<Json> lines = Lines(ran.out);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0]["cluster"], lines[3]["cluster"]);
  EXPECT_NE(lines[0]["cluster"], lines[1]["cluster"]);
  EXPECT_TRUE(lines[2].contains("error"));
  EXPECT_EQ(lines[3]["id"], 3);
}

TEST(Cli, RulesAreListedTestedAndExplained) {
  TempDir dir;
  EXPECT_THAT(RunVarta(dir.path(), {"rules", "list"}).out, HasSubstr("built into varta"));
  // Their examples are checked by tests/rules; here by a pack that loads at once.
  ASSERT_TRUE(WriteSmallPack(dir.File("rules/packs")).ok());
  const Json rule =
      Json::parse(RunVarta(dir.path(), {"--json", "rules", "explain", "small.common-word"}).out);
  EXPECT_EQ(rule["indicator"], "J1");
  Ran test = RunVarta(dir.path(), {"rules", "test"});
  EXPECT_EQ(test.code, 0) << test.out;
  EXPECT_THAT(test.out, HasSubstr(" 0 failed"));
  std::filesystem::create_directory(dir.File("pack"));
  std::ofstream(dir.File("pack/pack.yaml"))
      << "name: p\nversion: 1.0.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [me]\n";
  std::ofstream(dir.File("pack/rules.yaml"))
      << "- id: p.one\n  title: {uk: а, en: a}\n  status: stable\n  indicator: J1\n  forms: "
         "[LABOUR]\n  evidence: S\n"
         "  references: ['a book']\n  match: {any: ['паспорт']}\n  weight: 1\n  why: {uk: а, en: "
         "a}\n"
         "  hit: ['паспорт', 'документи']\n  miss: ['а', 'б']\n";
  Ran failing = RunVarta(dir.path(), {"rules", "test", "pack"});
  EXPECT_EQ(failing.code, 1);
  EXPECT_THAT(failing.out, HasSubstr("документи"));
}

TEST(Cli, AServerAnswersForTheOtherVerbsAndASecondOneIsTurnedAway) {
  TempDir dir;
  ASSERT_TRUE(WriteSmallPack(dir.File("rules/packs")).ok());
  Program server(dir.path(), {"serve"});
  while (!server.Ended() && server.Err().find("serving") == std::string::npos) usleep(10'000);
  ASSERT_FALSE(server.Ended()) << server.Err();
  Ran screen =
      RunVarta(dir.path(), {"screen", "-", "--store", "data"},
               "{\"id\":\"a\",\"text\":\"Продам велосипед у гарному стані, недорого.\"}\n");
  EXPECT_EQ(screen.code, 0) << screen.err;
  Ran list = RunVarta(dir.path(), {"leads", "list"});
  EXPECT_EQ(list.code, 0) << list.err;
  EXPECT_THAT(list.out, HasSubstr("No lead fits"));
  // What is read off a page, and the sources, are the server's: the same, whoever answers.
  std::filesystem::create_directory(dir.File("sources"));
  std::ofstream(dir.File("sources/doska.yaml"))
      << "id: doska\nkind: classifieds\nseeds: ['https://doska.example/']\n";
  std::ofstream(dir.File("page.html")) << "<title>Дошка</title><p>Вантажник, 067 123 45 67.";
  const std::vector<std::string> inspect = {"--json", "inspect", "page.html", "--source", "doska"};
  const std::vector<std::string> check = {"sources", "check"};
  const Ran inspected = RunVarta(dir.path(), inspect);
  EXPECT_EQ(inspected.code, 0) << inspected.err;
  const Ran checked = RunVarta(dir.path(), check);
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(checked.out, HasSubstr("no legal_basis"));
  EXPECT_EQ(RunVarta(dir.path(), {"sources", "check", "doska", "doskka"}).code, 2);
  Ran second = RunVarta(dir.path(), {"serve"});
  EXPECT_EQ(second.code, 1);
  EXPECT_THAT(second.err, testing::ContainsRegex("in use by process [0-9]+ \\(varta serve\\)"));
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait().code, 0);
  EXPECT_EQ(RunVarta(dir.path(), {"leads", "list"}).code, 0);  // by itself again
  EXPECT_EQ(RunVarta(dir.path(), inspect).out, inspected.out);
  EXPECT_EQ(RunVarta(dir.path(), check).out, checked.out);
}

}  // namespace
}  // namespace varta
