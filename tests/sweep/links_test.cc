// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/links.h"

#include <gmock/gmock.h>

#include <map>

#include "storage/sighting.h"
#include "sweep/alert_queries.h"
#include "sweep/convert.h"
#include "sweep/link_judgement.h"
#include "sweep/link_queries.h"
#include "sweep/link_rows.h"
#include "tests/support/status_matchers.h"
#include "tests/sweep/linked_store.h"

namespace varta {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

constexpr char kWaitress[] =
    "Потрібна офіціантка в кафе біля моря, сезон до кінця вересня. Кімната на двох у будинку "
    "господарів, триразове харчування, чайові ваші. Графік два через два, навчимо за тиждень";

// An ad as the tests write it.
struct Seen {
  std::string key;  // of the ad: the same is seen again
  std::string text = kWaitress;
  std::string phone = "+380501112233";
  std::string source = "jobs";
  int day = 0;
  std::string city = "";
  std::string employer = "";
};

class LinksTest : public LinkedStoreTest {
 protected:
  static PageResult PageWith(const Seen& seen) {
    PageResult page;
    LeadSighting& lead = page.leads.emplace_back();
    lead.ad.set_key(seen.key);
    lead.ad.set_text(seen.text);
    const auto add = [&](v1::FactKind kind, const std::string& value) {
      if (value.empty()) return;
      v1::Fact* fact = lead.ad.add_facts();
      fact->set_kind(kind);
      fact->set_value(value);
    };
    add(v1::FACT_KIND_PHONE, seen.phone);
    add(v1::FACT_KIND_PLACE, seen.city);
    add(v1::FACT_KIND_EMPLOYER, seen.employer);
    lead.provenance.set_source(seen.source);
    *lead.provenance.mutable_fetch_time() = ToProto(Time(std::chrono::days(20000 + seen.day)));
    lead.score.set_value(0.5);
    return page;
  }

  // The lead's id.
  std::string See(const Seen& seen) {
    const PageResult page = PageWith(seen);
    const LinkStep link = StepOf(*linker_, [](std::string_view source) {
      return source == "night"  ? v1::SOURCE_KIND_SEXUAL_SERVICES
             : source == "jobs" ? v1::SOURCE_KIND_JOB_BOARD
                                : v1::SOURCE_KIND_CLASSIFIEDS;
    });
    auto committed = store_->Commit({&page, 1}, "test", link);
    EXPECT_THAT(committed, IsOk());
    return committed->front().lead_id;
  }

  stored::v1::LinkAd RowOf(const std::string& id) {
    stored::v1::LinkAd row;
    Result<bool> found = store_->ViewLinks().Get(LinkTable::kAd, id, &row);
    EXPECT_TRUE(found.ok() && *found);
    return row;
  }
  uint64_t ClusterOf(const std::string& id) {
    return ReadCluster(store_->ViewLinks(), RowOf(id).cluster())->first;
  }
  v1::Entity EntityOf(const std::string& phone) {
    Result<v1::Entity> entity =
        ReadEntity(store_->ViewLinks(), ContactIndexKey(store_->contact_key(), phone));
    EXPECT_THAT(entity, IsOk());
    return entity.ok() ? *entity : v1::Entity();
  }
  std::vector<std::string> Alerts() {
    std::vector<std::string> kinds;
    const Result<AlertPage> page = ReadAlerts(store_->ViewLinks(), "", 100, "");
    EXPECT_THAT(page, IsOk());
    for (const v1::Alert& alert : page->alerts) kinds.push_back(alert.kind());
    return kinds;
  }
  Status Judge(const std::string& from, const std::string& to, v1::Link::Judgement judgement) {
    v1::JudgeLinkRequest request;
    request.set_from(from);
    request.set_to(to);
    request.set_judgement(judgement);
    request.set_reason("case 12");
    return store_->ChangeLinks(
        {"local:olena", "JUDGE", from, "", ""}, [&](LinkBatch& batch, const LinkView& view) {
          return PutJudgement(batch, view, request, "local:olena", clock_.Now()).status();
        });
  }
};

TEST_F(LinksTest, NearDuplicatesComeTogetherWhateverTheSlots) {
  const std::string a = See({.key = "1"});
  const std::string b = See({.key = "2", .text = std::string("Терміново! ") + kWaitress + " 900"});
  const std::string c = See({.key = "3",
                             .text = "Продаємо дрова дубові колоті з доставкою по "
                                     "області, складаємо у дворі замовника"});
  EXPECT_EQ(ClusterOf(a), ClusterOf(b));
  EXPECT_NE(ClusterOf(a), ClusterOf(c));
  Result<v1::Cluster> cluster = ReadClusterRecord(store_->ViewLinks(), ClusterOf(a));
  ASSERT_THAT(cluster, IsOk());
  EXPECT_EQ(cluster->ad_count(), 2);
  EXPECT_THAT(cluster->ads(), UnorderedElementsAre("leads/" + a, "leads/" + b));
  EXPECT_THAT(cluster->template_text(), HasSubstr("потрібна офіціантка в кафе"));
}

TEST_F(LinksTest, SeenAgainIsNoNewAd) {
  const std::string a = See({.key = "1", .day = 1});
  See({.key = "1", .day = 2});
  PageResult page;
  page.leads_still_there = {a};
  clock_.Set(Time(std::chrono::days(20009)));
  ASSERT_THAT(
      store_->Commit({&page, 1}, "test",
                     StepOf(*linker_, [](std::string_view) { return v1::SOURCE_KIND_JOB_BOARD; })),
      IsOk());
  const v1::Entity entity = EntityOf("+380501112233");
  EXPECT_EQ(entity.ad_count(), 1);
  EXPECT_EQ(FromProto(entity.last_seen_time()), Time(std::chrono::days(20009)));
  EXPECT_THAT(entity.ads(), ElementsAre("leads/" + a));
  // The pseudonym by which masked ads name it.
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_PHONE);
  fact.set_value("+380501112233");
  EXPECT_EQ(entity.label(), Masker(store_->contact_key()).Pseudonym(fact));
}

TEST_F(LinksTest, AdsThatAreNoLeadsAreLinkedToo) {
  const std::string lead = See({.key = "1", .day = 1});
  PageResult page;
  AdSighting& seen = page.ads.emplace_back();
  const LeadSighting like =
      PageWith(
          {.key = "2", .text = std::string("Терміново! ") + kWaitress, .source = "night", .day = 2})
          .leads[0];
  seen.ad = like.ad;
  seen.provenance = like.provenance;
  seen.source_kind = v1::SOURCE_KIND_SEXUAL_SERVICES;
  ASSERT_THAT(store_->Commit(
                  {&page, 1}, "test",
                  StepOf(*linker_, [](std::string_view) { return v1::SOURCE_KIND_UNSPECIFIED; })),
              IsOk());
  const std::string other = LeadId("night", "2");
  EXPECT_EQ(ClusterOf(lead), ClusterOf(other));
  EXPECT_THAT(EntityOf("+380501112233").ads(), ElementsAre("ads/" + other, "leads/" + lead));
  EXPECT_THAT(Alerts(), ElementsAre("job_and_sexual_services"));
  // Once its text is purged its links are still there, and what it said is not.
  clock_.Set(Time(std::chrono::days(20100)));
  AdRetention retention;
  retention.otherwise = std::chrono::days(14);
  ASSERT_THAT(store_->PurgeAds(retention, "test"), IsOk());
  EXPECT_FALSE(store_->ViewLinks().Text(other)->has_value());
  EXPECT_EQ(EntityOf("+380501112233").ads_size(), 2);
}

// The same ads as See(), but no leads.
PageResult AsNoLead(PageResult page, bool keep_text = true) {
  AdSighting& seen = page.ads.emplace_back();
  seen.ad = page.leads.front().ad;
  seen.provenance = page.leads.front().provenance;
  seen.source_kind = v1::SOURCE_KIND_JOB_BOARD;
  seen.keep_text = keep_text;
  page.leads.clear();
  return page;
}

TEST_F(LinksTest, APurgeTakesWhatAnAdSaidFromItsContactsAndItsCluster) {
  const std::string lead = See({.key = "1", .day = 100, .city = "PL/Lodz", .employer = "Альфа"});
  const auto put = [&](const PageResult& page) {
    const LinkStep link =
        StepOf(*linker_, [](std::string_view) { return v1::SOURCE_KIND_JOB_BOARD; });
    ASSERT_THAT(store_->Commit({&page, 1}, "test", link), IsOk());
  };
  put(AsNoLead(PageWith({.key = "2", .day = 1, .city = "PL/Krakow", .employer = "Бета"})));
  // Its text was edited since: what it said before goes, too.
  put(AsNoLead(PageWith({.key = "2",
                         .text = std::string(kWaitress) + " Терміново",
                         .day = 2,
                         .city = "PL/Gdynia",
                         .employer = "Бета"})));
  put(AsNoLead(PageWith({.key = "3", .day = 100, .city = "PL/Sopot"})));
  const auto cities = [](const auto& record) {
    std::vector<std::string> names;
    for (const v1::SeenWith& with : record.cities()) names.push_back(with.value());
    return names;
  };
  const auto cluster = [&] {
    Result<v1::Cluster> record = ReadClusterRecord(store_->ViewLinks(), ClusterOf(lead));
    EXPECT_THAT(record, IsOk());
    return record.ok() ? *record : v1::Cluster();
  };
  EXPECT_THAT(cities(EntityOf("+380501112233")),
              ElementsAre("PL/Gdynia", "PL/Krakow", "PL/Lodz", "PL/Sopot"));
  EXPECT_EQ(EntityOf("+380501112233").employers_size(), 2);
  EXPECT_EQ(cluster().cities_size(), 4);
  EXPECT_THAT(store_->CheckConsistency(), IsOk());

  clock_.Set(Time(std::chrono::days(20030)));
  AdRetention retention;
  retention.otherwise = std::chrono::days(14);
  EXPECT_EQ(store_->PurgeAds(retention, "test")->purged, 1);
  EXPECT_THAT(cities(EntityOf("+380501112233")), ElementsAre("PL/Lodz", "PL/Sopot"));
  EXPECT_EQ(EntityOf("+380501112233").employers_size(), 1);
  EXPECT_THAT(cities(cluster()), ElementsAre("PL/Lodz", "PL/Sopot"));
  EXPECT_EQ(EntityOf("+380501112233").ad_count(), 3);
  const stored::v1::LinkAd purged = RowOf(LeadId("jobs", "2"));
  EXPECT_EQ(purged.cities_size() + purged.earlier().cities_size() + purged.employers_size(), 0);
  EXPECT_EQ(purged.contacts_size(), 1);
  EXPECT_THAT(store_->CheckConsistency(), IsOk());

  // Seen once more it is kept again, and speaks.
  put(AsNoLead(PageWith({.key = "2",
                         .text = std::string(kWaitress) + " Терміново",
                         .day = 101,
                         .city = "PL/Gdynia"})));
  EXPECT_THAT(cities(EntityOf("+380501112233")), ElementsAre("PL/Gdynia", "PL/Lodz", "PL/Sopot"));
  // Until its source keeps nothing any more; a lead's facts stay.
  put(AsNoLead(PageWith({.key = "2", .text = "Інший текст", .day = 102, .city = "PL/Hel"}), false));
  put(AsNoLead(PageWith({.key = "1", .day = 103, .city = "PL/Lodz"}), false));
  EXPECT_THAT(cities(EntityOf("+380501112233")), ElementsAre("PL/Lodz", "PL/Sopot"));
  EXPECT_THAT(store_->CheckConsistency(), IsOk());
}

TEST_F(LinksTest, TheCheckOfTheStoreWalksTheLinks) {
  const std::string a = See({.key = "1"});
  ASSERT_THAT(store_->CheckConsistency(), IsOk());
  const stored::v1::LinkAd row = RowOf(a);
  const std::string key = row.contacts(0).key();
  const auto change = [&](auto what) {
    ASSERT_THAT(store_->ChangeLinks({"local:olena", "JUDGE", "", "", ""},
                                    [&](LinkBatch& batch, const LinkView&) {
                                      what(batch);
                                      return Status();
                                    }),
                IsOk());
  };
  struct Case {
    const char* name;
    LinkTable table;
    std::string key;
  };
  for (const Case& c :
       {Case{"the ad's cluster", LinkTable::kCluster, NumberKey(row.cluster())},
        Case{"the contact", LinkTable::kContact, key}, Case{"the ad", LinkTable::kAd, a},
        Case{"its place in the cluster", LinkTable::kClusterAds,
             AdOfClusterKey(row.cluster(), Time(std::chrono::days(20000)), a)}}) {
    SCOPED_TRACE(c.name);
    const std::string bytes = **store_->ViewLinks().Get(c.table, c.key);
    change([&](LinkBatch& batch) { batch.Delete(c.table, c.key); });
    EXPECT_EQ(store_->CheckConsistency().code(), Code::kDataLoss);
    change([&](LinkBatch& batch) { batch.Put(c.table, c.key, std::string("\xff")); });
    EXPECT_EQ(store_->CheckConsistency().ok(), c.table == LinkTable::kClusterAds);
    change([&](LinkBatch& batch) { batch.Put(c.table, c.key, bytes); });
    EXPECT_THAT(store_->CheckConsistency(), IsOk());
  }
}

TEST_F(LinksTest, NothingStoredNamesAContactOrAnEmployer) {
  See({.key = "1", .employer = "ТОВ Перлина"});
  int rows = 0;
  for (const LinkTable table : {LinkTable::kAd, LinkTable::kContact, LinkTable::kCluster,
                                LinkTable::kContactAds, LinkTable::kClusterAds}) {
    ASSERT_THAT(store_->ViewLinks().Scan(table, "", "",
                                         [&](std::string_view key, std::string_view value) {
                                           ++rows;
                                           for (const char* secret : {"501112233", "ерлина"}) {
                                             EXPECT_THAT(std::string(key), Not(HasSubstr(secret)));
                                             EXPECT_THAT(std::string(value),
                                                         Not(HasSubstr(secret)));
                                           }
                                           return true;
                                         }),
                IsOk());
  }
  EXPECT_EQ(rows, 5);
}

TEST_F(LinksTest, ACardAndAWebSiteTieAdsAndAreKeptAsHashesOnly) {
  const std::string pay = " Аванс на карту 4111 1111 1111 1111, сайт travel.example.org";
  const std::string a = See({.key = "1", .text = kWaitress + pay, .phone = ""});
  See({.key = "2", .text = "Вечірні зустрічі." + pay, .phone = "", .source = "night"});
  const stored::v1::LinkAd row = RowOf(a);
  ASSERT_EQ(row.contacts_size(), 2);
  EXPECT_EQ(row.contacts(0).kind(), "payment");
  EXPECT_THAT(row.contacts(0).label(), testing::MatchesRegex("\\[card #[0-9a-f]{6}\\]"));
  EXPECT_EQ(row.contacts(1).kind(), "domain");
  EXPECT_THAT(row.DebugString(), Not(HasSubstr("4111")));
  EXPECT_THAT(row.DebugString(), Not(HasSubstr("travel")));
  EXPECT_THAT(Alerts(), ElementsAre("job_and_sexual_services", "job_and_sexual_services"));
  // Looked up by what is typed, shown by what is kept.
  const std::vector<std::string> values = ContactValues("4111-1111-1111-1111", "");
  ASSERT_THAT(values, testing::Contains("card:4111111111111111"));
  const std::string key = ContactIndexKey(store_->contact_key(), "card:4111111111111111");
  EXPECT_EQ(row.contacts(0).key(), key);
  EXPECT_EQ(*RevealContact(store_->ViewLinks(), store_->contact_key(), key), "4111111111111111");
  GraphLimits limits;
  Result<v1::ExploreGraphResponse> graph =
      ExploreLinkGraph(store_->ViewLinks(), {"leads/" + a}, limits);
  ASSERT_THAT(graph, IsOk());
  EXPECT_THAT(graph->links(0).because(), HasSubstr("the ad states this payment account"));
}

TEST_F(LinksTest, JobAndSexualServices) {
  const std::string job = See({.key = "1", .day = 1});
  EXPECT_THAT(Alerts(), IsEmpty());
  const std::string night =
      See({.key = "2", .text = "Зустрічі у вас або в мене, вечори", .source = "night", .day = 3});
  ASSERT_THAT(Alerts(), ElementsAre("job_and_sexual_services"));
  const v1::Alert alert = ReadAlerts(store_->ViewLinks(), "", 9, "")->alerts[0];
  EXPECT_THAT(alert.ads(), ElementsAre("leads/" + night, "leads/" + job));
  EXPECT_THAT(alert.reasons(0).en(), HasSubstr("1 job ad and 1 ad of sexual services"));
  EXPECT_THAT(alert.reasons(0).uk(), HasSubstr("про роботу (1) і про сексуальні послуги (1)"));
  See({.key = "3", .text = "Зустрічі щодня, новий номер будинку", .source = "night", .day = 4});
  EXPECT_EQ(Alerts().size(), 1u);  // told once
}

TEST_F(LinksTest, ContactsMoveAndChangeNames) {
  See({.key = "1", .day = 1, .city = "UA/Kyiv", .employer = "ТОВ Перлина"});
  See({.key = "2", .day = 5, .city = "UA/Lviv", .employer = "«Перлина», ООО"});
  EXPECT_THAT(Alerts(), IsEmpty());
  See({.key = "3", .day = 9, .city = "PL/Lodz", .employer = "Бурштин"});
  EXPECT_THAT(Alerts(), UnorderedElementsAre("moves_between_cities", "several_identities"));
}

TEST_F(LinksTest, ADismissedAdWithNewContentAndAWatchedContact) {
  const std::string old = See({.key = "1", .day = 1});
  clock_.Set(Time(std::chrono::days(20002)));
  ASSERT_THAT(store_->UpdateLead(old, "", {"local:olena", "TRANSITION", "", "", ""},
                                 [](v1::Lead& lead) {
                                   lead.set_state(v1::Lead::STATE_DISMISSED);
                                   return Status();
                                 }),
              IsOk());
  clock_.Advance(std::chrono::hours(24));
  See({.key = "1", .day = 3});  // as it was
  EXPECT_THAT(Alerts(), IsEmpty());
  See({.key = "2",
       .text = std::string(kWaitress) + ". Паспорт лишаєте в адміністратора",
       .phone = "+380509998877",
       .day = 4});
  EXPECT_THAT(Alerts(), ElementsAre("dismissed_reposted"));
  v1::UpdateEntityRequest watch;
  watch.set_name(EntityOf("+380509998877").name());
  watch.set_watched(true);
  ASSERT_THAT(store_->ChangeLinks(
                  {"local:olena", "WATCH", watch.name(), "", ""},
                  [&](LinkBatch& batch, const LinkView&) { return PutEntityWord(batch, watch); }),
              IsOk());
  See({.key = "5", .text = "Здаємо кімнату", .phone = "+380509998877", .day = 6});
  EXPECT_THAT(Alerts(), ElementsAre("watched_seen", "dismissed_reposted"));
}

TEST_F(LinksTest, AWordSplitsAClusterAndHolds) {
  const std::string a = See({.key = "1"});
  const std::string b = See({.key = "2", .text = std::string(kWaitress) + ". Вік до сорока"});
  ASSERT_EQ(ClusterOf(a), ClusterOf(b));
  ASSERT_THAT(Judge("leads/" + a, "leads/" + b, v1::Link::JUDGEMENT_REJECTED), IsOk());
  EXPECT_NE(ClusterOf(a), ClusterOf(b));
  const std::string c = See({.key = "3", .text = std::string(kWaitress) + ". Вік до тридцяти"});
  EXPECT_NE(ClusterOf(a), ClusterOf(b));
  EXPECT_TRUE(ClusterOf(c) == ClusterOf(a) || ClusterOf(c) == ClusterOf(b));
  for (const std::string& id : {a, b}) {
    Result<v1::Cluster> cluster = ReadClusterRecord(store_->ViewLinks(), ClusterOf(id));
    ASSERT_THAT(cluster, IsOk());
    EXPECT_EQ(cluster->ad_count(), cluster->ads_size());
  }
}

TEST_F(LinksTest, AWordTakesAnAdFromTheClusterThatIsKnownByIt) {
  const std::string a = See({.key = "1"}), b = See({.key = "2"}), c = See({.key = "3"});
  ASSERT_EQ(ClusterOf(a), ClusterOf(c));
  ASSERT_THAT(Judge("leads/" + a, ClusterName(ClusterOf(a)), v1::Link::JUDGEMENT_REJECTED), IsOk());
  EXPECT_NE(ClusterOf(a), ClusterOf(b));
  EXPECT_EQ(ClusterOf(b), ClusterOf(c));
  EXPECT_THAT(store_->CheckConsistency(), IsOk());
}

TEST_F(LinksTest, AWordMergesClusters) {
  const std::string a = See({.key = "1"});
  const std::string b = See({.key = "2",
                             .text = "Продаємо дрова дубові колоті з доставкою по "
                                     "області, складаємо у дворі замовника"});
  ASSERT_NE(ClusterOf(a), ClusterOf(b));
  ASSERT_THAT(Judge("leads/" + a, "leads/" + b, v1::Link::JUDGEMENT_CONFIRMED), IsOk());
  EXPECT_EQ(ClusterOf(a), ClusterOf(b));
  EXPECT_EQ(ReadClusterRecord(store_->ViewLinks(), ClusterOf(b))->ads_size(), 2);
}

TEST_F(LinksTest, ExploresAndResolvesNames) {
  const std::string a = See({.key = "1"});
  const std::string b = See({.key = "2", .text = "Здаємо кімнату студентам біля метро"});
  const std::string entity = EntityOf("+380501112233").name();
  EXPECT_EQ(*ResolveLinkName(store_->ViewLinks(), a.substr(0, 8)), "leads/" + a);
  EXPECT_EQ(*ResolveLinkName(store_->ViewLinks(), entity.substr(0, 16)), entity);
  EXPECT_EQ(ResolveLinkName(store_->ViewLinks(), "ff").status().code(), Code::kInvalidArgument);
  EXPECT_EQ(ResolveLinkName(store_->ViewLinks(), "leads/ffffff").status().code(), Code::kNotFound);
  Result<v1::ExploreGraphResponse> graph =
      ExploreLinkGraph(store_->ViewLinks(), {"leads/" + a}, {.depth = 2});
  ASSERT_THAT(graph, IsOk());
  std::vector<std::string> names;
  for (const auto& node : graph->nodes()) names.push_back(node.name());
  EXPECT_THAT(names, ElementsAre("leads/" + a, entity, "leads/" + b));
  EXPECT_THAT(graph->links(0).because(), HasSubstr("the ad states this phone"));
  ASSERT_THAT(Judge("leads/" + a, entity, v1::Link::JUDGEMENT_REJECTED), IsOk());
  graph = ExploreLinkGraph(store_->ViewLinks(), {"leads/" + a}, {.depth = 2});
  EXPECT_EQ(graph->nodes_size(), 1);
  // The word is shown, and the contact's history is as if the ad had never had it.
  ASSERT_EQ(graph->links_size(), 1);
  EXPECT_EQ(graph->links(0).judged_by(), "local:olena");
  EXPECT_EQ(graph->links(0).judgement_reason(), "case 12");
  EXPECT_EQ(EntityOf("+380501112233").ad_count(), 1);
  EXPECT_THAT(EntityOf("+380501112233").ads(), ElementsAre("leads/" + b));
  ASSERT_THAT(Judge("leads/" + a, entity, v1::Link::JUDGEMENT_UNSPECIFIED), IsOk());
  EXPECT_EQ(EntityOf("+380501112233").ad_count(), 2);
  EXPECT_EQ(*RevealContact(store_->ViewLinks(), store_->contact_key(), *KeyOfEntity(entity)),
            "+380501112233");
}

TEST_F(LinksTest, ASitesOwnPhoneTiesNothing) {
  for (int i = 0; i < 12; ++i)
    See({.key = std::to_string(i),
         .text = "Оголошення номер слово" + std::string(1, 'a' + static_cast<char>(i))});
  const v1::Entity entity = EntityOf("+380501112233");
  EXPECT_TRUE(entity.generic());
  EXPECT_THAT(entity.generic_because(), HasSubstr("12 of the 12 ads"));
}

TEST(LinkRows, WhereItsLinksLeadTiesAnAdLikeWhatItNames) {
  v1::Ad ad;
  ad.set_url("https://board.example.com/1");
  ad.set_text("Деталі на firma.example.org");
  ad.add_sites("sady.org");
  std::vector<std::string> values;
  for (const Account& account : AccountsOf(ad)) values.push_back(account.value);
  EXPECT_THAT(values, ElementsAre("domain:example.org", "domain:sady.org"));
}

}  // namespace
}  // namespace varta
