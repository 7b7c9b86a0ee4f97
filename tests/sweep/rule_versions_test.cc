// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/rule_versions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"
#include "tests/support/open_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

v1::RulePackFile MakePackFile(const std::string& pack, const std::string& name,
                              const std::string& content) {
  v1::RulePackFile file;
  file.set_pack(pack);
  file.set_name(name);
  file.set_content(content);
  return file;
}

// A pack of one rule that looks for a word.
std::vector<v1::RulePackFile> PackFor(const std::string& version, const std::string& word) {
  return {
      MakePackFile("p", "rules.yaml",
                   "- id: p.word\n  title: {uk: Слово, en: A word}\n  status: stable\n"
                   "  indicator: J1\n  forms: [LABOUR]\n  evidence: S\n  references: [a test]\n"
                   "  match: {any: ['" +
                       word +
                       "']}\n  weight: 4\n  why: {uk: Є, en: There}\n"
                       "  hit: [" +
                       word + " тут, ось " + word + ", " + word +
                       "]\n"
                       "  miss: [робота поруч, потрібен кухар, шукаю зміну]\n"),
      MakePackFile("p", "pack.yaml",
                   "name: p\nversion: " + version +
                       "\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [tests]\n"),
  };
}

std::string Times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

class RuleVersionsTest : public testing::Test {
 protected:
  RuleVersionsTest() { Open(); }
  void Open() {
    versions.reset();
    screeners.reset();
    store.reset();
    store = OpenStore(dir.File("data"), clock);
    screeners = std::make_unique<ScreenerLoader>(ScreenerOptions{dir.File("none"), 0.5, "", {}},
                                                 store.get());
    versions = std::make_unique<RuleVersions>(*store, *screeners, clock);
  }
  Result<v1::RuleActivation> Activate(const std::string& version, const std::string& word) {
    return versions->Activate(PackFor(version, word), false, "local:olena", "agreed");
  }
  // Which of the words the rules in use look for.
  std::string Found(const std::string& words) {
    const auto screener = screeners->Get();
    EXPECT_THAT(screener, IsOk());
    Screened screened;
    screened.ad.set_text(words);
    (*screener)->Judge(&screened);
    if (screened.hits.empty()) return "";
    const v1::Span& span = screened.hits[0].spans(0);
    return words.substr(span.begin(), span.end() - span.begin());
  }

  TempDir dir;
  FakeClock clock{Time(std::chrono::hours(500'000))};
  std::unique_ptr<Store> store;
  std::unique_ptr<ScreenerLoader> screeners;
  std::unique_ptr<RuleVersions> versions;
};

TEST_F(RuleVersionsTest, WhatIsPutInUseScreensAtOnceAndAfterARestart) {
  const Result<v1::RuleActivation> first = Activate("1.0.0", "паспорт");
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->number(), 1);
  EXPECT_THAT(first->packs(), ElementsAre("p 1.0.0"));
  EXPECT_EQ(first->rule_count(), 1);
  EXPECT_EQ(Found("паспорт, житло"), "паспорт");
  const auto before = *screeners->Get();
  ASSERT_THAT(Activate("1.1.0", "житло"), IsOk());
  EXPECT_EQ(Found("паспорт, житло"), "житло");
  EXPECT_EQ(before->rules().packs()[0].version, "1.0.0") << "those who had it keep it";
  Open();
  EXPECT_EQ(Found("паспорт, житло"), "житло");
  const auto history = store->ListRuleActivations(10, 0);
  ASSERT_THAT(history, IsOk());
  ASSERT_EQ(history->size(), 2u);
  EXPECT_EQ((*history)[0].number(), 2);
  EXPECT_EQ((*history)[1].version(), first->version());
  EXPECT_EQ((*history)[1].principal(), "local:olena");
  EXPECT_EQ((*history)[1].reason(), "agreed");
  const auto entries = store->ReadAudit(0, 10);
  ASSERT_EQ(entries->size(), 2u);
  EXPECT_EQ((*entries)[1].action(), "RULES");
  EXPECT_EQ((*entries)[1].purpose(), "agreed");
  EXPECT_THAT((*entries)[1].detail(), HasSubstr("p 1.1.0"));
}

TEST_F(RuleVersionsTest, TheSameFilesAreTheSameVersion) {
  const Result<v1::RuleActivation> first = Activate("1.0.0", "паспорт");
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(Activate("1.0.0", "паспорт").status().code(), Code::kAlreadyExists);
  std::vector<v1::RulePackFile> files = PackFor("1.0.0", "паспорт");
  std::swap(files[0], files[1]);
  EXPECT_EQ(ToRuleVersion(files)->name(), first->version());
  files[0].set_content(files[0].content() + "\n");
  EXPECT_NE(ToRuleVersion(files)->name(), first->version());
  const auto kept = store->GetRuleVersion(first->version().substr(13, 6));
  ASSERT_THAT(kept, IsOk());
  EXPECT_EQ(kept->files_size(), 2);
}

TEST_F(RuleVersionsTest, WhatIsWrongChangesNothing) {
  ASSERT_THAT(Activate("1.0.0", "паспорт"), IsOk());
  struct Case {
    const char* name;
    std::vector<v1::RulePackFile> files;
    const char* says;
  };
  std::vector<v1::RulePackFile> broken = PackFor("1.1.0", "житло"),
                                misses = PackFor("1.1.0", "житло"), twice = broken,
                                outside = broken, no_manifest = {broken[0]};
  broken[0].set_content("- id: p.x\n  nonsense: 1\n");
  const size_t at = misses[0].content().find("hit: [");
  misses[0].mutable_content()->insert(at + 6, "нічого такого, ");
  twice.push_back(twice[0]);
  outside[0].set_name("../rules.yaml");
  const Case cases[] = {
      {"does not parse", broken, "p/rules.yaml:1:"},
      {"fails its example", misses, "its own example"},
      {"file twice", twice, "is there twice"},
      {"a way out", outside, "no pack's file"},
      {"no manifest", no_manifest, "p: a pack needs a pack.yaml"},
      {"nothing", {}, "there are none"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    const Status status = versions->Activate(one.files, false, "local:olena", "why").status();
    EXPECT_EQ(status.code(), Code::kInvalidArgument);
    EXPECT_THAT(status.message(), HasSubstr(one.says));
  }
  EXPECT_EQ(Found("паспорт, житло"), "паспорт");
  EXPECT_EQ(store->ListRuleActivations(10, 0)->size(), 1u);
  EXPECT_EQ(store->ReadAudit(0, 10)->size(), 1u);
}

TEST_F(RuleVersionsTest, ACheckSaysWhatWouldBe) {
  const auto checked = versions->Activate(PackFor("1.0.0", "паспорт"), true, "local:olena", "");
  ASSERT_THAT(checked, IsOk());
  EXPECT_EQ(checked->number(), 0);
  EXPECT_EQ(checked->rule_count(), 1);
  EXPECT_TRUE(store->ListRuleActivations(10, 0)->empty());
}

TEST_F(RuleVersionsTest, RollbackGoesBackStepByStep) {
  const auto back = [&](const std::string& version = "") {
    return versions->Rollback(version, "local:olena", "too many hits");
  };
  EXPECT_EQ(back().status().code(), Code::kFailedPrecondition);
  ASSERT_THAT(Activate("1.0.0", "паспорт"), IsOk());
  const std::string first = store->ListRuleActivations(1, 0)->front().version();
  ASSERT_THAT(Activate("1.1.0", "житло"), IsOk());
  ASSERT_THAT(Activate("1.2.0", "кордон"), IsOk());
  ASSERT_THAT(back(), IsOk());
  EXPECT_EQ(Found("паспорт, житло, кордон"), "житло");
  ASSERT_THAT(back(), IsOk());
  EXPECT_EQ(Found("паспорт, житло, кордон"), "паспорт");
  // One that is put in use after it is the next to be taken back.
  ASSERT_THAT(Activate("1.2.0", "кордон"), IsOk());
  ASSERT_THAT(back(first.substr(0, 20)), IsOk());
  EXPECT_EQ(Found("паспорт, житло, кордон"), "паспорт");
  const auto newest = store->ListRuleActivations(1, 0);
  EXPECT_TRUE(newest->front().rollback());
  EXPECT_EQ(newest->front().number(), 7);
  EXPECT_EQ(back("ffffff").status().code(), Code::kNotFound);
  EXPECT_EQ(back("ff").status().code(), Code::kInvalidArgument);
}

// One of each kind of pack that is made to hurt, small; bench/hostile_packs.py has them in full
// size and measures what their refusal costs.
TEST_F(RuleVersionsTest, AHostilePackIsRefusedByPlaceAndTheRulesInUseStay) {
  ASSERT_THAT(Activate("1.0.0", "паспорт"), IsOk());
  const auto in_use = *screeners->Get();
  const std::string item = PackFor("1.1.0", "житло")[0].content();
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = item;
    const size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  const auto pattern = [&](const std::string& to) { return with("any: ['житло']", "any: " + to); };
  struct Case {
    const char* name;
    std::string rules;
    const char* want;
  };
  std::string several;
  for (int i = 0; i < 201; ++i) several += (i > 0 ? ", а" : "а") + std::to_string(i);
  const Case cases[] = {
      {"alias bomb", "a: &a [x, x]\nb: &b [*a, *a]\n", "p/rules.yaml:1:4: anchors"},
      {"deep", std::string(10'000, '['), "p/rules.yaml:1:1: "},
      {"deep blocks", Times(70, "- ") + "a\n", "p/rules.yaml:1:129: nested deeper than 64"},
      {"a list without end", "[" + Times(150'000, "a,"),
       "p/rules.yaml:1:1: over 256 KiB from here"},
      {"over 4 MiB", item + "#" + std::string(4 << 20, 'x'), "p/rules.yaml:1:1: larger than 4 MiB"},
      {"100,000 rules", Times(100'000, "- {}\n"), "p/rules.yaml:20001:1: more than 20000 rules"},
      {"a key twice", item + "  weight: 2\n", "p/rules.yaml:13:3: key 'weight' stands"},
      {"unknown key", item + "  wieght: 2\n", "p/rules.yaml:13:3: rule p.word: unknown key"},
      {"NaN", with("weight: 4", "weight: .nan"), "p/rules.yaml:9:11: rule p.word: 'weight'"},
      {"infinite", with("weight: 4", "weight: 1e999"), "p/rules.yaml:9:11: rule p.word: 'weight'"},
      {"not UTF-8", with("A word", "A \xFF"), "p/rules.yaml:1:1: not UTF-8"},
      {"NUL", with("A word", std::string("A \0", 3)), "a control character"},
      {"look-behind", pattern("['(?<=а)б']"),
       "p/rules.yaml:8:18: rule p.word: RE2 has no look-behind"},
      {"back-reference", pattern(R"(['(а)\1'])"),
       "p/rules.yaml:8:21: rule p.word: RE2 has no back-"},
      {"repeats of repeats", pattern("['(?:(?:а{40}){40}){40}']"),
       "p/rules.yaml:8:17: rule p.word:"},
      {"program size", pattern(R"(['(?:\p{L}{200}\p{N}){4}'])"),
       "p/rules.yaml:8:17: rule p.word: the pattern is too large"},
      {"groups in groups",
       pattern("['" + std::string(150, '(') + "а" + std::string(150, ')') + "']"),
       "rule p.word: more than 100 groups"},
      {"long pattern", pattern("['" + std::string(5000, 'a') + "']"),
       "p/rules.yaml:8:18: rule p.word: longer than 4096 bytes"},
      {"many patterns", pattern("[" + several + "]"), "rule p.word: more than 200 patterns"},
      {"matches everything", pattern("['.']"), "p/rules.yaml:12:"},
      {"matches nothing", pattern("['<нічого>']"), "p/rules.yaml:11:"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    std::vector<v1::RulePackFile> files = PackFor("1.1.0", "житло");
    files[0].set_content(c.rules);
    const Result<v1::RuleActivation> refused =
        versions->Activate(std::move(files), false, "local:olena", "");
    EXPECT_THAT(refused, IsError(Code::kInvalidArgument, c.want));
    EXPECT_EQ(*screeners->Get(), in_use);
    EXPECT_EQ(store->ListRuleActivations(10, 0)->size(), 1u);
  }
  Open();
  EXPECT_EQ(Found("паспорт, житло"), "паспорт");
}

}  // namespace
}  // namespace varta
