// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/reweigher.h"

#include <gmock/gmock.h>

#include "rules/pack.h"
#include "sweep/ad_context.h"
#include "sweep/convert.h"
#include "sweep/lead_sightings.h"
#include "sweep/rescreen.h"
#include "tests/support/status_matchers.h"
#include "tests/sweep/linked_store.h"

namespace varta {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

// A word that makes a lead, and one that does with a strong link only.
std::shared_ptr<const Screener> TwoRules() {
  const auto rule = [](const std::string& id, const std::string& word, const std::string& weight) {
    return "- id: t." + id + "\n  title: {uk: Знак, en: Sign}\n  status: stable\n" +
           "  indicator: S16\n  forms: [CHILD]\n  evidence: S\n  references: ['x']\n" +
           "  match: {any: ['<" + word + "']}\n  weight: " + weight +
           "\n  why: {uk: Так, en: So}\n  hit: [а, б, в]\n  miss: [г, д, е]\n";
  };
  Result<Pack> pack = ParsePack(
      {{"pack.yaml",
        "name: t\nversion: 1.0.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [desk]\n"},
       {"a.yaml", rule("a", "паспорт", "3.5") + rule("b", "диплом", "2")}});
  EXPECT_THAT(pack, IsOk());
  std::vector<Pack> packs;
  packs.push_back(*std::move(pack));
  Result<RuleSet> rules = RuleSet::Compile(std::move(packs));
  EXPECT_THAT(rules, IsOk());
  return std::make_shared<Screener>(*std::move(rules), Model::Shipped(), 0.5);
}

struct SeenAd {
  std::string key, word;
  std::string source = "jobs";
  std::string employer{};
  std::string text{};  // empty: words of nobody else's
};

class ReweigherTest : public LinkedStoreTest {
 protected:
  static v1::Ad AdOf(const SeenAd& seen) {
    v1::Ad ad;
    ad.set_key(seen.key);
    ad.set_url("https://ads.example/" + seen.key);
    std::string words = seen.text;
    static constexpr const char* kSyllables[] = {"ба", "ве", "го", "ду", "жи",
                                                 "ку", "ла", "ме", "но", "ре"};
    for (int i = 0; words.empty() || (seen.text.empty() && i < 12); ++i) {
      for (const char c : seen.key + std::to_string(i * i)) words += kSyllables[(c + i) % 10];
      words += ' ';
    }
    ad.set_text(words + " дзвоніть 067 123 45 67, робота для вас і потрібен " + seen.word);
    ReadTyped(ad);
    ad.set_language("uk");
    if (!seen.employer.empty()) {
      v1::Fact* fact = ad.add_facts();
      fact->set_kind(v1::FACT_KIND_EMPLOYER);
      fact->set_value(seen.employer);
    }
    return ad;
  }
  static v1::SourceKind KindOf(std::string_view source) {
    return source == "night" ? v1::SOURCE_KIND_SEXUAL_SERVICES : v1::SOURCE_KIND_JOB_BOARD;
  }

  // As a sweep's worker makes a page of an ad, with the links as they are now.
  PageResult PageOf(const SeenAd& seen) {
    clock_.Advance(std::chrono::minutes(1));
    ScreenedPage page;
    page.ads.emplace_back().ad = AdOf(seen);
    screener_->Judge(&page.ads[0], KindOf(seen.source));
    AdContextReader(*store_).Weigh(*screener_, seen.source, KindOf(seen.source), clock_.Now(),
                                   &page);
    v1::Provenance provenance;
    provenance.set_source(seen.source);
    provenance.set_url(page.ads[0].ad.url());
    *provenance.mutable_fetch_time() = ToProto(clock_.Now());
    PageResult result;
    result.ads = AdsOf(&page, provenance, KindOf(seen.source), true);
    result.leads = LeadsOf(page, provenance, {}, KindOf(seen.source));
    return result;
  }
  void Commit(const std::vector<PageResult>& pages) {
    EXPECT_THAT(store_->Commit(pages, "test", StepOf(*linker_, KindOf, &reweigher_)), IsOk());
  }
  std::string See(const SeenAd& seen) {
    Commit({PageOf(seen)});
    return LeadId(seen.source, seen.key);
  }
  v1::Lead LeadOf(const std::string& id) {
    Result<v1::Lead> lead = store_->GetLead(id);
    EXPECT_THAT(lead, IsOk());
    return lead.ok() ? *lead : v1::Lead();
  }
  static std::vector<std::string> Features(const v1::Lead& lead) {
    std::vector<std::string> features;
    for (const v1::ScoreTerm& term : lead.score().terms()) features.push_back(term.feature());
    return features;
  }

  const std::shared_ptr<const Screener> screener_ = TwoRules();
  Reweigher reweigher_{[this] { return screener_; }};
};

constexpr char kSexualServices[] = "link:sexual_services_contact";
constexpr char kEmployers[] = "link:several_employers";
constexpr char kNearDuplicates[] = "link:near_duplicates";
constexpr char kWords[] =
    "шукаємо відповідальних помічниць на кухню заміського готелю біля річки, харчування і кімната "
    "за наш рахунок, дорога в обидва боки теж, телефонуйте у будні";

TEST_F(ReweigherTest, ALaterAdMovesTheScoreOfAStoredLead) {
  const std::string id = See({.key = "1", .word = "паспорт"});
  const std::string other = See({.key = "2", .word = "паспорт", .source = "none"});
  ASSERT_THAT(store_->UpdateLead(id, "", {"local:olena", "VERDICT", "", "", ""},
                                 [](v1::Lead& lead) {
                                   lead.set_verdict(v1::Lead::VERDICT_RELEVANT);
                                   lead.set_state(v1::Lead::STATE_IN_PROGRESS);
                                   return Status();
                                 }),
              IsOk());
  const v1::Lead before = LeadOf(id);
  const std::string night = See({.key = "3", .word = "вечір", .source = "night"});

  const v1::Lead after = LeadOf(id);
  EXPECT_GT(after.score().value(), before.score().value() + 0.1);
  EXPECT_THAT(Features(after), Contains(kSexualServices));
  ASSERT_EQ(after.earlier_size(), 1);
  EXPECT_EQ(after.earlier(0).score().value(), before.score().value());
  EXPECT_THAT(after.earlier(0).because(), HasSubstr("stands in ads/" + night + " too"));
  EXPECT_THAT(after.earlier(0).because(), Not(HasSubstr("67 123"))) << "masked";
  EXPECT_EQ(after.verdict(), before.verdict());
  EXPECT_EQ(after.state(), before.state());
  EXPECT_EQ(after.etag(), before.etag());
  EXPECT_EQ(after.sighting_count(), 1);
  EXPECT_EQ(after.versions_size(), 1);
  EXPECT_THAT(store_->CheckConsistency(), IsOk());

  // And moved it in the list: the other lead has the same phone, and a link of its own.
  const Result<LeadPage> page = store_->ListLeads({}, 10, "");
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->leads.size(), 2u);
  for (const v1::Lead& lead : page->leads)
    EXPECT_EQ(lead.score().value(), after.score().value()) << lead.name();
  EXPECT_EQ(LeadOf(other).earlier_size(), 1);

  // A third ad says nothing new.
  See({.key = "4", .word = "вечір", .source = "night"});
  EXPECT_EQ(LeadOf(id).earlier_size(), 1);
  // By the same rules nothing else is made of it without fetching it.
  Result<v1::RescreenReport> report =
      Rescreen(*store_, *screener_, {"", false, "local:olena", "to see"}, {});
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->changed() + report->new_leads() + report->no_longer(), 0);
}

TEST_F(ReweigherTest, AKeptAdBecomesALead) {
  const std::string id = See({.key = "1", .word = "диплом"});
  EXPECT_THAT(store_->GetLead(id), IsError(Code::kNotFound, id));
  See({.key = "2", .word = "вечір", .source = "night"});
  const v1::Lead lead = LeadOf(id);
  EXPECT_GT(lead.score().value(), 0.5);
  EXPECT_THAT(Features(lead), Contains(kSexualServices));
  EXPECT_TRUE(lead.versions(0).evidence_is_text());
  EXPECT_THAT(store_->CheckConsistency(), IsOk());
}

TEST_F(ReweigherTest, AdsOfOneCommitKnowEachOther) {
  const PageResult job = PageOf({.key = "1", .word = "паспорт", .employer = "Альфа"});
  const PageResult beta = PageOf({.key = "2", .word = "паспорт", .employer = "Бета"});
  const PageResult night = PageOf({.key = "3", .word = "вечір", .source = "night"});
  const PageResult gamma = PageOf({.key = "4", .word = "диплом", .employer = "Гамма"});
  Commit({job, beta, night, gamma});
  for (const char* key : {"1", "2", "4"}) {
    SCOPED_TRACE(key);
    const v1::Lead lead = LeadOf(LeadId("jobs", key));
    EXPECT_THAT(Features(lead), Contains(kEmployers));
    EXPECT_THAT(Features(lead), Contains(kSexualServices));
  }
  EXPECT_EQ(LeadOf(LeadId("jobs", "4")).earlier_size(), 0) << "nobody saw it without its links";
  EXPECT_THAT(store_->CheckConsistency(), IsOk());
}

TEST_F(ReweigherTest, TheAdThatJoinsAClusterHasNearDuplicatesAtOnce) {
  const std::string first = See({.key = "1", .word = "паспорт", .text = kWords});
  EXPECT_THAT(Features(LeadOf(first)), Not(Contains(kNearDuplicates)));
  const std::string second = See({.key = "2", .word = "паспорт", .text = kWords});
  EXPECT_THAT(Features(LeadOf(second)), Contains(kNearDuplicates));
  EXPECT_EQ(LeadOf(second).earlier_size(), 0);
  EXPECT_THAT(Features(LeadOf(first)), Contains(kNearDuplicates));
  // The shipped model makes nothing of it: that is no news for people.
  EXPECT_EQ(LeadOf(first).earlier_size(), 0);
}

TEST_F(ReweigherTest, WhatIsFoundToBeEverybodysTiesNoMore) {
  const std::string id = See({.key = "1", .word = "паспорт", .employer = "Альфа"});
  See({.key = "2", .word = "паспорт", .employer = "Бета"});
  EXPECT_THAT(Features(LeadOf(id)), Contains(kEmployers));
  for (int i = 3; i <= 10; ++i) See({.key = std::to_string(i), .word = "паспорт"});
  const v1::Lead lead = LeadOf(id);  // the site's own: ten ads of its ten
  EXPECT_THAT(Features(lead), Not(Contains(kEmployers)));
  ASSERT_EQ(lead.earlier_size(), 2);
  EXPECT_THAT(lead.earlier(1).because(), HasSubstr("is taken for everybody's"));
}

TEST_F(ReweigherTest, NoMoreThanABoundAtOnce) {
  std::vector<PageResult> pages;
  std::vector<std::string> ids;
  for (size_t i = 0; i < kMostWeighed + 6; ++i) {
    const std::string source = "s" + std::to_string(i / 9);  // the site's own of none
    pages.push_back(PageOf({.key = std::to_string(i), .word = "паспорт", .source = source}));
    ids.push_back(LeadId(source, std::to_string(i)));
  }
  Commit(pages);
  See({.key = "n", .word = "вечір", .source = "night"});
  size_t weighed = 0;
  for (const std::string& id : ids) weighed += LeadOf(id).earlier_size() == 1 ? 1 : 0;
  EXPECT_EQ(weighed, kMostWeighed);
}

}  // namespace
}  // namespace varta
