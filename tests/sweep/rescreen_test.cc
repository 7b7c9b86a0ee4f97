// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/rescreen.h"

#include <gmock/gmock.h>

#include "rules/pack.h"
#include "storage/sighting.h"
#include "sweep/convert.h"
#include "sweep/evidence_records.h"
#include "sweep/lead_sightings.h"
#include "sweep/link_queries.h"
#include "sweep/links.h"
#include "tests/support/fake_clock.h"
#include "tests/support/open_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kTail[] =
    " на складі в місті для двох людей, оплата щотижня, зміна триває вісім годин щодня";

Screener ScreenerFor(const std::string& any, const std::string& version = "1.0.0",
                     const std::string& more = "") {
  Result<Pack> pack =
      ParsePack({{"pack.yaml", "name: t\nversion: " + version +
                                   "\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [desk]\n"},
                 {"a.yaml",
                  "- id: t.a\n  title: {uk: Знак, en: Sign}\n  status: stable\n  indicator: S16\n"
                  "  forms: [CHILD]\n  evidence: S\n  references: ['x']\n  match: {any: ['" +
                      any +
                      "']}\n  weight: 5\n  why: {uk: Так, en: So}\n"
                      "  hit: [а, б, в]\n  miss: [г, д, е]\n" +
                      more}});
  EXPECT_THAT(pack, IsOk());
  std::vector<Pack> packs;
  packs.push_back(*std::move(pack));
  Result<RuleSet> rules = RuleSet::Compile(std::move(packs));
  EXPECT_THAT(rules, IsOk());
  return Screener(*std::move(rules), Model::Shipped(), 0.5);
}

class RescreenTest : public testing::Test {
 protected:
  RescreenTest() { store_ = OpenStore(dir_.File("data"), clock_); }

  static ScreenedPage PageWith(const std::string& key, const std::string& text,
                               const Screener& screener) {
    ScreenedPage page;
    Screened& one = page.ads.emplace_back();
    one.ad.set_key(key);
    one.ad.set_url("https://ads.example/" + key);
    one.ad.set_text(text);
    ReadTyped(one.ad);
    screener.Judge(&one, v1::SOURCE_KIND_TEST);
    return page;
  }
  // As a sweep commits an ad; `page` is what was received.
  std::string See(const std::string& key, const std::string& text, const Screener& screener,
                  const std::string& body = "", const std::string& source = "s") {
    ScreenedPage page = PageWith(key, text, screener);
    v1::Provenance provenance;
    provenance.set_source(source);
    provenance.set_url("https://ads.example/" + key);
    *provenance.mutable_fetch_time() = ToProto(clock_.Now());
    PageResult result;
    result.ads = AdsOf(&page, provenance, v1::SOURCE_KIND_TEST, true);
    Capture capture;
    capture.body = body;
    result.leads = LeadsOf(page, provenance, capture, v1::SOURCE_KIND_TEST);
    if (result.ads.size() == 1)
      result.ads[0].no_lead_because = WhyNoLead(result.ads[0].hits, result.ads[0].score, 0.5);
    Linker linker(store_->ViewLinks());
    EXPECT_THAT(
        store_->Commit({&result, 1}, "test",
                       StepOf(linker, [](std::string_view) { return v1::SOURCE_KIND_TEST; })),
        IsOk());
    return LeadId(source, key);
  }
  v1::RescreenReport Run(const Screener& screener, bool validate_only = false,
                         const std::string& source = "") {
    Result<v1::RescreenReport> report =
        Rescreen(*store_, screener, {source, validate_only, "local:olena", "new rules"}, {});
    EXPECT_THAT(report, IsOk());
    if (!report.ok()) return {};
    const v1::LookedAt& looked = report->looked_at();
    EXPECT_EQ(report->new_leads() + report->changed() + report->no_longer() +
                  report->ordinary_changed() + report->unchanged() + report->not_scored() +
                  report->changed_meanwhile(),
              looked.ordinary() + looked.leads());
    EXPECT_THAT(store_->CheckConsistency(), IsOk());
    return *report;
  }

  TempDir dir_;
  FakeClock clock_;
  std::unique_ptr<Store> store_;
};

TEST_F(RescreenTest, WhatHitsNowBecomesALeadWithItsKeptText) {
  const Screener before = ScreenerFor("<паспорт"), after = ScreenerFor("<диплом", "1.1.0");
  const Time seen = clock_.Now();
  const std::string id = See("1", "Здайте диплом, 067 123 45 67" + std::string(kTail), before);
  See("2", "Робота" + std::string(kTail), before);
  See("3", "Так", before);
  clock_.Advance(std::chrono::hours(1));

  EXPECT_EQ(Run(after, /*validate_only=*/true).new_leads(), 1);
  EXPECT_THAT(store_->GetLead(id), IsError(Code::kNotFound, id)) << "nothing was changed";
  const v1::RescreenReport report = Run(after);
  EXPECT_EQ(report.new_leads(), 1);
  EXPECT_EQ(report.unchanged(), 1);
  EXPECT_EQ(report.not_scored(), 1);
  ASSERT_EQ(report.leads_size(), 1);
  EXPECT_THAT(report.leads(0).rules(), ElementsAre("t.a"));

  const Result<v1::Lead> lead = store_->GetLead(id);
  ASSERT_THAT(lead, IsOk());
  EXPECT_EQ(FromProto(lead->first_seen_time()), seen) << "when it was seen, not when it was judged";
  EXPECT_EQ(FromProto(lead->last_seen_time()), seen);
  ASSERT_EQ(lead->hits_size(), 1);
  EXPECT_EQ(lead->hits(0).pack_version(), "1.1.0");
  ASSERT_EQ(lead->evidence_size(), 1);
  EXPECT_TRUE(lead->versions(0).evidence_is_text());
  const Result<v1::Evidence> evidence = store_->GetEvidence(lead->evidence(0));
  ASSERT_THAT(evidence, IsOk());
  EXPECT_TRUE(evidence->text_only());
  EXPECT_EQ(evidence->http_status(), 0);
  EXPECT_EQ(*store_->ReadEvidenceBody(lead->evidence(0)), lead->ad().text());

  // Its links know that it is one, and count it once.
  const Result<v1::Entity> phone =
      ReadEntity(store_->ViewLinks(), ContactIndexKey(store_->contact_key(), "+380671234567"));
  ASSERT_THAT(phone, IsOk());
  EXPECT_EQ(phone->ad_count(), 1);
  stored::v1::LinkAd row;
  const Result<bool> linked = store_->ViewLinks().Get(LinkTable::kAd, id, &row);
  EXPECT_TRUE(linked.ok() && *linked && row.lead());

  const v1::RescreenReport again = Run(after);
  EXPECT_EQ(again.new_leads() + again.changed() + again.ordinary_changed(), 0);
  EXPECT_EQ(again.looked_at().leads(), 1);

  // The page itself, once a sweep has it, takes the text's place; the text stays.
  clock_.Advance(std::chrono::hours(1));
  See("1", lead->ad().text(), after, "<html>");
  const Result<v1::Lead> later = store_->GetLead(id);
  ASSERT_EQ(later->versions_size(), 1);
  EXPECT_EQ(later->evidence_size(), 2);
  EXPECT_FALSE(later->versions(0).evidence_is_text());
  EXPECT_EQ(*store_->ReadEvidenceBody(later->versions(0).evidence()), "<html>");
  EXPECT_THAT(store_->CheckConsistency(), IsOk());
}

TEST_F(RescreenTest, ALeadThatHitsNoLongerStaysAndSaysSo) {
  const Screener before = ScreenerFor("<паспорт"), after = ScreenerFor("<диплом", "1.1.0");
  const std::string text = "Здайте паспорт" + std::string(kTail);
  const std::string id = See("1", text, before, "<html>");
  ASSERT_THAT(store_->UpdateLead(id, "", {"local:olena", "VERDICT", "", "", ""},
                                 [](v1::Lead& lead) {
                                   lead.set_verdict(v1::Lead::VERDICT_RELEVANT);
                                   lead.set_verdict_reason("ours");
                                   lead.set_state(v1::Lead::STATE_IN_PROGRESS);
                                   lead.add_wrong_rules("t.a");
                                   return Status();
                                 }),
              IsOk());
  const v1::Lead was = *store_->GetLead(id);
  clock_.Advance(std::chrono::hours(1));

  EXPECT_EQ(Run(ScreenerFor("<паспорт", "1.0.1")).unchanged(), 1) << "the same by a newer pack";
  EXPECT_EQ(Run(after).no_longer(), 1);
  v1::Lead lead = *store_->GetLead(id);
  EXPECT_EQ(FromProto(lead.no_lead_time()), clock_.Now());
  EXPECT_EQ(lead.no_lead_because(), "no rule hits it");
  EXPECT_EQ(lead.hits_size(), 0);
  ASSERT_EQ(lead.earlier_size(), 1);
  EXPECT_EQ(lead.earlier(0).hits(0).pack_version(), "1.0.0");
  EXPECT_EQ(lead.earlier(0).score().value(), was.score().value());
  EXPECT_TRUE(MayConcernMinor(lead)) << "as careful as before";
  EXPECT_EQ(lead.verdict(), was.verdict());
  EXPECT_EQ(lead.verdict_reason(), was.verdict_reason());
  EXPECT_EQ(lead.state(), was.state());
  EXPECT_EQ(lead.etag(), was.etag());
  EXPECT_THAT(lead.wrong_rules(), ElementsAre("t.a"));
  EXPECT_EQ(lead.sighting_count(), was.sighting_count());
  EXPECT_EQ(Run(after).unchanged(), 1);

  // A sweep that finds its page as it was says the same, and counts the sighting.
  clock_.Advance(std::chrono::hours(1));
  See("1", text, after);
  lead = *store_->GetLead(id);
  EXPECT_TRUE(lead.has_no_lead_time());
  EXPECT_FALSE(lead.has_vanished_time());
  EXPECT_EQ(FromProto(lead.last_seen_time()), clock_.Now());
  EXPECT_EQ(lead.sighting_count(), was.sighting_count() + 1);

  // And back.
  EXPECT_EQ(Run(before).changed(), 1);
  lead = *store_->GetLead(id);
  EXPECT_FALSE(lead.has_no_lead_time());
  EXPECT_EQ(lead.hits_size(), 1);
  EXPECT_EQ(lead.earlier_size(), 2);
}

TEST_F(RescreenTest, ASweepAloneSaysThatTheRulesHaveChanged) {
  const std::string text = "Здайте паспорт" + std::string(kTail);
  const std::string id = See("1", text, ScreenerFor("<паспорт"), "<html>");
  clock_.Advance(std::chrono::hours(1));
  See("1", text, ScreenerFor("<диплом"));
  const v1::Lead lead = *store_->GetLead(id);
  EXPECT_EQ(lead.no_lead_because(), "no rule hits it");
  EXPECT_EQ(lead.earlier_size(), 1);
  EXPECT_EQ(lead.sighting_count(), 2);
}

TEST_F(RescreenTest, OnlyTheSourceThatWasAskedFor) {
  const Screener before = ScreenerFor("<паспорт"), after = ScreenerFor("<диплом");
  See("1", "Здайте диплом" + std::string(kTail), before, "", "one");
  const std::string other = See("1", "Здайте диплом" + std::string(kTail), before, "", "two");
  EXPECT_EQ(Run(after, false, "two").new_leads(), 1);
  EXPECT_EQ(store_->GetLead(other)->provenance().source(), "two");
  EXPECT_THAT(Rescreen(*store_, after, {"three", false, "", ""}, {}),
              IsError(Code::kNotFound, "no stored ad is of 'three'; there are ads of one, two"));
}

TEST_F(RescreenTest, WhatASweepHasChangedMeanwhileIsLeftToIt) {
  const Screener before = ScreenerFor("<паспорт");
  const std::string id = See("1", "Здайте диплом" + std::string(kTail), before);
  const Judgement judgement{id, "otherwise", {}, {}, true, ""};
  const auto judged = store_->PutJudgements({&judgement, 1}, "test");
  ASSERT_THAT(judged, IsOk());
  EXPECT_THAT(*judged, ElementsAre(Judged::kElsewhere));
  EXPECT_THAT(store_->GetLead(id), IsError(Code::kNotFound, id));
}

TEST_F(RescreenTest, WhatWasDoneStaysDoneAndTheRestFollows) {
  const Screener before = ScreenerFor("<паспорт"), after = ScreenerFor("<диплом");
  constexpr int kAds = 200;
  for (int i = 0; i < kAds; ++i)
    See(std::to_string(i), "Здайте диплом" + std::string(kTail) + std::to_string(i), before);
  // Ended as a client that goes away ends it.
  int told = 0;
  Result<v1::RescreenReport> ended =
      Rescreen(*store_, after, {"", false, "local:olena", ""}, [&](int64_t) { return ++told < 0; });
  int64_t leads = 0;
  ASSERT_THAT(store_->VisitAds([&](const StoredAd& ad) {
    leads += ad.lead != nullptr;
    return true;
  }),
              IsOk());
  const v1::RescreenReport report = Run(after);
  EXPECT_EQ(report.new_leads(), kAds - leads);
  EXPECT_EQ(report.unchanged(), leads);
  const AuditQuery query{.since = {},
                         .until = {},
                         .principal = "",
                         .action = "RESCREEN",
                         .resource = "ads",
                         .oldest_first = true};
  const Result<AuditPage> audit = store_->FindAudit(query, 10, {});
  ASSERT_THAT(audit, IsOk());
  ASSERT_EQ(audit->entries.size(), 4u);
  EXPECT_THAT(audit->entries[2].detail(), HasSubstr("begun, by t 1.0.0"));
  EXPECT_THAT(audit->entries[3].detail(), HasSubstr("ended: "));
}

}  // namespace
}  // namespace varta
