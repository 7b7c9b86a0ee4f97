// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// The whole crawl against the test site, which knows what is true.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "storage/store.h"
#include "sweep/ledger.h"
#include "sweep/sweeper.h"
#include "tests/support/small_pack.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_site.h"
#include "tests/support/test_sources.h"

namespace varta {
namespace {

using testing::HasSubstr;

// A data folder, a site, and everything between them.
struct World {
  TempDir dir;
  SystemClock clock;
  std::unique_ptr<TestSite> site;
  Config config;
  std::unique_ptr<ScreenerLoader> screener;
  std::unique_ptr<Store> store;
  std::unique_ptr<Sweeper> sweeper;

  enum Packs { kSmall, kBuiltIn };

  explicit World(Packs packs = kSmall) {
    TestSiteOptions options;
    options.slow = std::chrono::milliseconds(50);
    auto started = TestSite::Start(options);
    EXPECT_THAT(started, IsOk());
    site = std::move(*started);
    EXPECT_THAT(WriteSources(*site, dir.File("sources")), IsOk());
    config.data_dir = dir.File("data");
    config.sources_dir = dir.File("sources");
    config.allow_networks = {"127.0.0.0/8", "::1/128"};
    const std::string packs_dir = packs == kSmall ? dir.File("packs") : "";
    if (packs == kSmall) {
      EXPECT_THAT(WriteSmallPack(packs_dir), IsOk());
    }
    screener = std::make_unique<ScreenerLoader>(packs_dir, config.lead_threshold);
    Open();
  }
  ~World() { Close(); }

  void Open() {
    Store::Options options;
    options.dir = config.data_dir;
    auto opened = Store::Open(options, clock);
    ASSERT_THAT(opened, IsOk());
    store = std::move(*opened);
    sweeper = std::make_unique<Sweeper>(config, *store, *screener, clock);
  }
  void Close() {
    sweeper.reset();
    store.reset();
  }

  v1::Sweep Finish(const std::string& name) {
    uint64_t version = 0;
    while (true) {
      Result<v1::Sweep> sweep = sweeper->Wait(name, &version, Duration(1000));
      EXPECT_THAT(sweep, IsOk());
      if (!sweep.ok() || sweep->state() != v1::Sweep::STATE_RUNNING)
        return sweep.ok() ? *sweep : v1::Sweep();
    }
  }
  v1::Sweep Sweep(const std::vector<std::string>& sources = {}) {
    Result<v1::Sweep> started = sweeper->Start(sources, "test");
    EXPECT_THAT(started, IsOk());
    return started.ok() ? Finish(started->name()) : v1::Sweep();
  }
  std::map<std::string, v1::Lead> Leads() {
    std::map<std::string, v1::Lead> leads;
    std::string after;
    do {
      Result<LeadPage> page = store->ListLeads({}, 100, after);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (v1::Lead& lead : page->leads) {
        std::string name = lead.name();
        EXPECT_TRUE(leads.emplace(name, std::move(lead)).second) << "listed twice: " << name;
      }
      after = page->next;
    } while (!after.empty());
    return leads;
  }
};

TEST(EndToEnd, ASweepFindsWhatTheSiteHidesAndSaysWhatItDidNotSee) {
  World world(World::kBuiltIn);
  v1::Sweep sweep = world.Sweep();
  ASSERT_EQ(sweep.state(), v1::Sweep::STATE_SUCCEEDED) << sweep.error();

  // The ledger adds up, source by source and in all.
  for (const v1::Ledger& ledger : sweep.ledgers())
    EXPECT_EQ(WhyNotAddingUp(ledger), "") << ledger.source();
  EXPECT_EQ(WhyNotAddingUp(sweep.total()), "");
  EXPECT_EQ(sweep.total().not_reached(), 0);
  EXPECT_GT(sweep.total().denied_by_robots(), 0);
  EXPECT_GT(sweep.total().redirected(), 0);
  EXPECT_GT(sweep.total().gone(), 0);
  EXPECT_GT(sweep.total().failed(), 0);
  EXPECT_GT(sweep.total().truncated(), 0);

  // Politely: nothing that robots.txt denies, nothing of an expired or foreign host, one fetch at a
  // time.
  for (const TestHost& host : world.site->hosts()) {
    SCOPED_TRACE(host.name);
    EXPECT_EQ(world.site->Hits(host.name, kDeniedPath), 0);
    EXPECT_LE(world.site->MaxConcurrent(host.name), 1);
    const bool must_be_left_alone = host.expired || host.linked_only;
    EXPECT_EQ(world.site->HitsOnHost(host.name) == 0, must_be_left_alone);
  }
  bool expired_named = false;
  for (const std::string& skipped : sweep.skipped_sources())
    expired_named = expired_named || skipped.find("expired on 2020") != std::string::npos;
  EXPECT_TRUE(expired_named);

  EXPECT_EQ(world.site->Hits("robota.localhost", kSitemapOnlyPath), 1);

  // Every ad of every host that may be read was read.
  int64_t ads = 0;
  for (const TestHost& host : world.site->hosts()) {
    if (!host.expired && !host.linked_only) ads += static_cast<int64_t>(host.ads.size());
  }
  EXPECT_EQ(sweep.total().ads(), ads);

  // The very worrying ads are leads; ordinary ones hardly ever.
  std::set<std::string> lead_urls;
  for (const auto& [name, lead] : world.Leads()) lead_urls.insert(lead.ad().url());
  int worst = 0, worst_found = 0, ordinary = 0, ordinary_found = 0;
  for (const TestHost& host : world.site->hosts()) {
    if (host.expired || host.linked_only) continue;
    for (const TestAd& ad : host.ads) {
      bool found = lead_urls.contains(world.site->UrlOf(ad));
      if (ad.grade == 3 && ad.language != "pl") ++worst, worst_found += found;
      if (!ad.worrying) ++ordinary, ordinary_found += found;
    }
  }
  EXPECT_GE(worst_found * 10, worst * 7) << worst_found << " of " << worst;
  EXPECT_LE(ordinary_found * 100, ordinary * 3) << ordinary_found << " of " << ordinary;
  EXPECT_GT(worst, 20);
}

TEST(EndToEnd, ASecondSweepCountsSightingsAndMakesNoSecondLead) {
  World world;
  const std::vector<std::string> sources = {"robota", "vyizd"};
  v1::Sweep first = world.Sweep(sources);
  std::map<std::string, v1::Lead> before = world.Leads();
  v1::Sweep second = world.Sweep(sources);
  std::map<std::string, v1::Lead> after = world.Leads();
  ASSERT_GT(before.size(), 0u);
  EXPECT_EQ(before.size(), after.size());
  EXPECT_EQ(second.total().leads_new(), 0);
  EXPECT_EQ(second.total().leads_seen_again(), first.total().leads_new());
  EXPECT_EQ(second.total().new_pages(), 0);
  EXPECT_EQ(second.total().unchanged(), second.total().fetched());
  for (const auto& [name, lead] : after) {
    EXPECT_EQ(lead.sighting_count(), 2);
    EXPECT_EQ(lead.versions_size(), 1);
    EXPECT_EQ(before.at(name).ad().text(), lead.ad().text());
  }
}

// The next morning: what did not change costs a 304, what did is a new version, what is gone is
// said to be gone, and then there is less to do.
TEST(EndToEnd, TheNextSweepFollowsFromTheOneBefore) {
  World world;
  const std::vector<std::string> sources = {"robota"};
  const v1::Sweep first = world.Sweep(sources);
  std::map<std::string, v1::Lead> before = world.Leads();
  ASSERT_GE(before.size(), 3u);
  const auto path_of = [](const v1::Lead& lead) { return Url::Parse(lead.ad().url())->path(); };
  const auto& [removed_name, removed] = *before.begin();
  const auto& [edited_name, edited] = *std::next(before.begin());
  world.site->Remove("robota.localhost", path_of(removed));
  world.site->Append("robota.localhost", path_of(edited), "Update: two places are left.");
  world.site->ForgetRequests();

  const v1::Sweep second = world.Sweep(sources);
  EXPECT_EQ(WhyNotAddingUp(second.total()), "");
  EXPECT_EQ(second.total().discovered(), first.total().discovered());
  EXPECT_EQ(second.total().known(), second.total().discovered());
  EXPECT_EQ(second.total().changed(), 1);
  EXPECT_EQ(second.total().gone(), 1) << "those of the first are not asked for again at once";
  EXPECT_EQ(second.total().leads_vanished(), 1);
  EXPECT_EQ(second.total().unchanged(), second.total().not_modified());
  EXPECT_LT(second.total().bytes() * 5, first.total().bytes());
  int not_modified = 0;
  for (const TestSite::Request& request : world.site->Requests())
    not_modified += request.status == 304;
  EXPECT_EQ(not_modified, second.total().not_modified());

  std::map<std::string, v1::Lead> after = world.Leads();
  EXPECT_EQ(after.size(), before.size());
  for (const auto& [name, lead] : after) {
    SCOPED_TRACE(name);
    EXPECT_EQ(lead.has_vanished_time(), name == removed_name);
    EXPECT_EQ(lead.sighting_count(), name == removed_name ? 1 : 2);
    EXPECT_EQ(lead.versions_size(), name == edited_name ? 2 : 1);
  }
  EXPECT_EQ(after.at(removed_name).vanished_because(), "answered 404");

  // What did not change is left for a later day; the seed and what changed are not.
  world.site->ForgetRequests();
  const v1::Sweep third = world.Sweep(sources);
  EXPECT_EQ(WhyNotAddingUp(third.total()), "");
  EXPECT_GT(third.total().not_due(), second.total().not_modified() / 2);
  EXPECT_EQ(world.site->Hits("robota.localhost", path_of(edited)), 1);
  EXPECT_EQ(world.site->Hits("robota.localhost", "/"), 1);
}

TEST(EndToEnd, EveryAdThatIsNoLeadIsKept) {
  World world;
  const std::vector<std::string> sources = {"robota", "vyizd"};
  const auto kept = [&] {
    std::map<std::string, std::string> ads;
    EXPECT_THAT(world.store->VisitAds([&](const StoredAd& ad) {
      if (ad.kept == nullptr) return true;
      EXPECT_FALSE(ad.kept->ad().text().empty());
      EXPECT_TRUE(ad.kept->source() == "robota" || ad.kept->source() == "vyizd");
      EXPECT_EQ(ad.kept->source_kind(), v1::SOURCE_KIND_TEST);
      ads.emplace(ad.id, ad.kept->SerializeAsString());
      return true;
    }),
                IsOk());
    return ads;
  };
  const v1::Sweep first = world.Sweep(sources);
  const std::map<std::string, std::string> before = kept();
  ASSERT_GT(world.Leads().size(), 0u);
  EXPECT_EQ(static_cast<int64_t>(before.size()), first.total().ads() - first.total().leads_new());
  // What is still there as it was costs nothing.
  EXPECT_EQ(world.Sweep(sources).total().new_pages(), 0);
  EXPECT_EQ(kept(), before);
  EXPECT_THAT(world.store->CheckConsistency(), IsOk());
}

TEST(EndToEnd, WithPagesFileEveryPageHasALine) {
  World world;
  const std::string file = world.dir.File("pages.jsonl");
  Result<v1::Sweep> started = world.sweeper->Start({"robota"}, "test", {file, ""});
  ASSERT_THAT(started, IsOk());
  const v1::Sweep sweep = world.Finish(started->name());
  std::ifstream lines(file);
  int64_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_TRUE(line.starts_with("{\"url\":\"http://robota.localhost:")) << line;
    EXPECT_TRUE(line.ends_with("}"));
  }
  EXPECT_EQ(count, sweep.total().discovered() - sweep.total().denied_by_robots());
  EXPECT_THAT(world.sweeper->Start({"robota"}, "test", {"/nowhere/pages.jsonl", ""}),
              IsError(Code::kInvalidArgument, "/nowhere/pages.jsonl"));
}

TEST(EndToEnd, EvidenceIsThePageAsReceived) {
  World world;
  world.Sweep({"robota"});
  std::map<std::string, v1::Lead> leads = world.Leads();
  ASSERT_FALSE(leads.empty());
  for (const auto& [name, lead] : leads) {
    ASSERT_EQ(lead.evidence_size(), 1);
    Result<v1::Evidence> evidence = world.store->GetEvidence(lead.evidence(0));
    ASSERT_THAT(evidence, IsOk());
    EXPECT_EQ(evidence->http_status(), 200);
    EXPECT_EQ(evidence->remote_address(), "127.0.0.1");
    EXPECT_GT(evidence->response_headers_size(), 0);
    Result<std::string> body = world.store->ReadEvidenceBody(lead.evidence(0));
    ASSERT_THAT(body, IsOk());
    EXPECT_EQ(static_cast<int64_t>(body->size()), evidence->size_bytes());
  }
  EXPECT_THAT(world.store->VerifyAudit(), IsOk());
}

TEST(EndToEnd, StopEndsItSoonWithALedgerThatAddsUp) {
  World world;
  Result<v1::Sweep> started = world.sweeper->Start({}, "test");
  ASSERT_THAT(started, IsOk());
  uint64_t version = 0;
  while (world.sweeper->Wait(started->name(), &version, Duration(1000))->total().fetched() < 20) {
  }
  EXPECT_THAT(world.sweeper->Start({}, "test"), IsError(Code::kFailedPrecondition, "is running"));
  ASSERT_THAT(world.sweeper->Stop(started->name()), IsOk());
  v1::Sweep sweep = world.Finish(started->name());
  EXPECT_EQ(sweep.state(), v1::Sweep::STATE_STOPPED);
  EXPECT_GT(sweep.total().not_reached(), 0);
  for (const v1::Ledger& ledger : sweep.ledgers())
    EXPECT_EQ(WhyNotAddingUp(ledger), "") << ledger.source();
  EXPECT_THAT(world.sweeper->Stop(started->name()), HasCode(Code::kFailedPrecondition));
}

TEST(EndToEnd, ASweepThatDiedIsGoneOnWithWhereItEnded) {
  World world;
  const std::vector<std::string> sources = {"robota"};
  v1::Sweep whole = world.Sweep(sources);
  // As a dead process leaves it: the record says running, half of the rows wait.
  whole.set_state(v1::Sweep::STATE_RUNNING);
  ASSERT_THAT(world.store->PutSweep(whole, nullptr), IsOk());
  std::string id = whole.name().substr(7);
  std::vector<PageResult> results;
  ASSERT_THAT(world.store->VisitUrls("robota",
                                     [&](const stored::v1::UrlRow& row) {
                                       if (results.size() < 10 && row.ads() > 0) {
                                         PageResult result;
                                         result.url = row;
                                         result.url->set_state(stored::v1::UrlRow::STATE_WAITING);
                                         results.push_back(result);
                                       }
                                       return true;
                                     }),
              IsOk());
  ASSERT_EQ(results.size(), 10u);
  ASSERT_THAT(world.store->Commit(results, "test"), IsOk());
  world.Close();
  world.site->ForgetRequests();
  world.Open();
  EXPECT_EQ(world.store->GetSweep("latest")->state(), v1::Sweep::STATE_INTERRUPTED);
  v1::Sweep resumed = world.Sweep(sources);
  EXPECT_EQ(resumed.name(), "sweeps/" + id);
  EXPECT_EQ(resumed.state(), v1::Sweep::STATE_SUCCEEDED);
  EXPECT_EQ(resumed.total().discovered(), whole.total().discovered());
  EXPECT_EQ(WhyNotAddingUp(resumed.total()), "");
  EXPECT_EQ(world.site->HitsOnHost("robota.localhost"), 10);  // robots.txt is known for a day
}

TEST(EndToEnd, ASourceThatIsNotThereAndOneThatMayNotBeReadAreNamed) {
  World world;
  EXPECT_THAT(world.sweeper->Start({"robotta"}, "test"), IsError(Code::kNotFound, "robotta"));
  EXPECT_THAT(world.sweeper->Start({"zastarilyi"}, "test"),
              IsError(Code::kFailedPrecondition, "expired on 2020"));
  EXPECT_EQ(world.site->Requests().size(), 0u);
}

TEST(EndToEnd, WithoutAllowNetworksLoopbackIsRefusedAndSaid) {
  World world;
  world.config.allow_networks.clear();
  v1::Sweep sweep = world.Sweep({"robota"});
  EXPECT_EQ(world.site->Requests().size(), 0u);
  EXPECT_EQ(sweep.total().refused(), sweep.total().discovered());
  ASSERT_EQ(sweep.ledgers(0).notes_size(), 1);
  EXPECT_THAT(sweep.ledgers(0).notes(0), HasSubstr("allow_networks"));
}

TEST(EndToEnd, CheckAsksRobotsAndSeedsAndStoresNothing) {
  World world;
  Result<v1::CheckSourceResponse> check = world.sweeper->Check("robota");
  ASSERT_THAT(check, IsOk());
  ASSERT_EQ(check->probes_size(), 2);
  EXPECT_TRUE(check->probes(0).ok());
  EXPECT_TRUE(check->probes(1).ok());
  Result<v1::CheckSourceResponse> dead = world.sweeper->Check("dead");
  ASSERT_THAT(dead, IsOk());
  EXPECT_FALSE(dead->probes(0).ok());
  world.sweeper->StopAsking();
  const size_t asked = world.site->Requests().size();
  check = world.sweeper->Check("robota");
  ASSERT_THAT(check, IsOk());
  EXPECT_THAT(check->probes(0).outcome(), HasSubstr("stopped"));
  EXPECT_EQ(world.site->Requests().size(), asked);
  EXPECT_THAT(world.store->GetSweep("latest"), HasCode(Code::kNotFound));
}

TEST(EndToEnd, WhySaysWhichPatternLeavesAUrlOut) {
  World world;
  const auto why = world.sweeper->Why(world.site->UrlOf("labirynt.localhost", "/calendar?day=3"));
  ASSERT_THAT(why, IsOk());
  ASSERT_EQ(why->chains_size(), 1);
  EXPECT_TRUE(why->chains(0).steps(1).stops());
  EXPECT_THAT(why->chains(0).steps(1).detail(), HasSubstr("/calendar"));
  EXPECT_EQ(world.sweeper->Why("https://elsewhere.example/")->chains_size(), 0);
}

}  // namespace
}  // namespace varta
