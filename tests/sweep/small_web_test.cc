// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// What a sweep makes of what sites say of their own pages: versions in other languages, sitemaps,
// budgets, and what a WARC keeps of it from day to day.
#include "tests/sweep/small_web.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "crawler/warc.h"
#include "crawler/warc_record.h"
#include "sweep/convert.h"
#include "sweep/rule_versions.h"

namespace varta {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;
using namespace std::chrono_literals;

constexpr char kWorrying[] =
    "<h1>Робота за кордоном для дівчат</h1><p>Паспорт на час роботи зберігається у бригадира. "
    "Потрібні дівчата без комплексів для роботи в Туреччині, досвід не потрібен, дорогу й житло "
    "оплачуємо, борг відпрацюєте. Пишіть у Telegram @robota_test, деталі особисто.</p>";

std::string Links(const std::vector<std::string>& paths) {
  std::string html = "<title>Дошка</title>";
  for (const std::string& path : paths) html += "<a href='" + path + "'>x</a> ";
  return html;
}

// An ad in several languages: pairs of language and path.
std::string Ad(const std::string& number,
               const std::vector<std::pair<std::string, std::string>>& versions = {}) {
  std::string html = "<title>Оголошення " + number + "</title>", links;
  for (const auto& [language, path] : versions) {
    html += "<link rel=alternate hreflang=" + language + " href='" + path + "'>";
    links += "<a href='" + path + "'>" + language + "</a>";
  }
  return html + links + kWorrying + "<p>Оголошення номер " + number + ".</p>";
}

// Rules that are put in use while a sweep runs screen its next page; what was read before says so.
TEST(SmallWeb, RulesMayChangeWhileASweepRuns) {
  SmallWeb web;
  const std::string host = "late.localhost/";
  std::ofstream(web.dir().File("sources/hosts.txt")) << web.UrlOf(host) << "\n";
  web.Describe("seeds_file: hosts.txt\n");
  web.Put("/", Ad("1"));
  web.Put(host, Ad("2"));
  web.Silence("late");
  web.Begin();
  while (web.Leads().empty()) std::this_thread::sleep_for(10ms);
  RuleVersions versions(web.store(), web.screeners(), web.clock());
  const auto file = [&](const char* name, const std::string& content) {
    v1::RulePackFile made;
    made.set_pack("small");
    made.set_name(name);
    made.set_content(content);
    return made;
  };
  const auto read = [&](const char* name) {
    std::ostringstream content;
    content << std::ifstream(web.dir().File("packs/small/") + name).rdbuf();
    return content.str();
  };
  std::string manifest = read("pack.yaml");
  manifest.replace(manifest.find("1.0.0"), 5, "2.0.0");
  ASSERT_THAT(
      versions.Activate({file("pack.yaml", manifest), file("rules.yaml", read("rules.yaml"))},
                        false, "local:olena", "agreed"),
      IsOk());
  web.Speak();
  const v1::Sweep sweep = web.End();
  std::set<std::pair<std::string, std::string>> hits;
  for (const v1::Lead& lead : web.Leads()) {
    ASSERT_GT(lead.hits_size(), 0);
    hits.emplace(lead.provenance().url(), lead.hits(0).pack_version());
  }
  EXPECT_THAT(hits, UnorderedElementsAre(std::pair(web.UrlOf("/"), "1.0.0"),
                                         std::pair(web.UrlOf(host), "2.0.0")));
  EXPECT_THAT(sweep.packs(),
              UnorderedElementsAre(HasSubstr("small 1.0.0 "), HasSubstr("small 2.0.0 ")));
  // The next sweep reads anew what was read with the old ones, and only that.
  web.Put("/", Ad("1"), "");
  const v1::Sweep second = web.Sweep();
  EXPECT_EQ(second.total().not_modified(), 1) << "the page that the new rules have read";
}

TEST(SmallWeb, AnAdInSeveralLanguagesIsReadOnce) {
  SmallWeb web;
  web.Describe("ad: ['/ad/']\n");
  web.Put("/", Links({"/ad/1", "/ad/2"}));
  for (const std::string n : {"1", "2"}) {
    for (const std::string path : {"/ad/", "/ru/ad/", "/en/ad/"}) {
      web.Put(path + n, Ad(n, {{"uk", "/ad/" + n}, {"ru", "/ru/ad/" + n}, {"en", "/en/ad/" + n}}));
    }
  }
  const v1::Sweep sweep = web.Sweep();
  EXPECT_THAT(web.Asked(), ElementsAre("/", "/ad/1", "/ad/2"));
  EXPECT_EQ(web.Leads().size(), 2u);
  EXPECT_EQ(sweep.total().copies(), 0) << "they were never to be fetched";
  EXPECT_THAT(sweep.ledgers(0).notes(),
              Contains(HasSubstr("not read: what another page says in another language")));
}

TEST(SmallWeb, VersionsThatWaitAlreadyAreLeftAndTheOneThatWasReadIsNoLead) {
  SmallWeb web;
  web.Describe("ad: ['/ad/']\nrevisit: {max: 30d}\n");
  const std::string ad = Ad("1", {{"uk", "/ad/1"}, {"ru", "/ru/ad/1"}, {"en", "/en/ad/1"}});
  // The Russian one comes first, the English one last.
  web.Put("/", Links({"/ru/ad/1", "/ad/1", "/en/ad/1"}));
  for (const char* path : {"/ad/1", "/ru/ad/1", "/en/ad/1"}) web.Put(path, ad);
  v1::Sweep sweep = web.Sweep();
  EXPECT_THAT(web.Asked(), ElementsAre("/", "/ru/ad/1", "/ad/1"));
  ASSERT_EQ(web.Leads().size(), 1u);
  EXPECT_EQ(web.Leads()[0].ad().url(), web.UrlOf("/ad/1"));
  EXPECT_EQ(sweep.total().copies(), 1);
  EXPECT_EQ(sweep.total().ad_pages(), 1) << "a copy says nothing of the site's template";
  Result<v1::UrlExplanation> why = web.sweeper().Why(web.UrlOf("/en/ad/1"));
  ASSERT_THAT(why, IsOk());
  EXPECT_THAT(why->ShortDebugString(), HasSubstr("says in another language what"));

  for (int day = 2; day <= 4; ++day) {
    SCOPED_TRACE(day);
    web.clock().Add(24h);
    sweep = web.Sweep();
    EXPECT_THAT(web.Asked(), Not(Contains("/en/ad/1")));
    ASSERT_EQ(web.Leads().size(), 1u);
    EXPECT_EQ(web.Leads()[0].ad().url(), web.UrlOf("/ad/1"));
    EXPECT_EQ(web.Leads()[0].versions_size(), 1);
  }

  // The original goes. The version that is left stands for itself, at the latest when it is due.
  web.Remove("/ad/1");
  web.Put("/ru/ad/1", ad + "!");
  for (int week = 0; week < 4; ++week) {
    web.clock().Add(7 * 24h);
    web.Sweep();
  }
  std::set<std::string> there;
  for (const v1::Lead& lead : web.Leads()) {
    if (!lead.has_vanished_time()) there.insert(lead.ad().url());
  }
  EXPECT_THAT(there, Contains(web.UrlOf("/ru/ad/1")));
  EXPECT_THAT(there, Not(Contains(web.UrlOf("/ad/1"))));
}

TEST(SmallWeb, ListingsAreReadInEachLanguage) {
  SmallWeb web;
  web.Describe("listing: ['/list$']\nad: ['/ad/']\n");
  const std::string versions =
      "<link rel=alternate hreflang=uk href=/list><link rel=alternate hreflang=ru href=/ru/list>";
  web.Put("/", Links({"/list", "/ru/list"}));
  web.Put("/list", versions + Links({"/ad/1"}));
  web.Put("/ru/list", versions + Links({"/ru/ad/1", "/ru/ad/2"}));
  web.Put("/ad/1", Ad("1", {{"uk", "/ad/1"}, {"ru", "/ru/ad/1"}}));
  web.Put("/ru/ad/1", Ad("1", {{"uk", "/ad/1"}, {"ru", "/ru/ad/1"}}));
  web.Put("/ru/ad/2", Ad("2", {{"ru", "/ru/ad/2"}}));
  web.Sweep();
  std::set<std::string> urls;
  for (const v1::Lead& lead : web.Leads()) urls.insert(lead.ad().url());
  EXPECT_THAT(urls, ElementsAre(web.UrlOf("/ad/1"), web.UrlOf("/ru/ad/2")));
}

// The sitemap's word for three ads, the second with this lastmod.
std::string SitemapOf(const SmallWeb& web, const std::string& lastmod) {
  std::string xml = "<urlset>";
  for (const char* path : {"/ad/1", "/ad/2", "/ad/3"}) {
    xml += "<url><loc>" + web.UrlOf(path) + "</loc>";
    if (std::string(path) == "/ad/2" && !lastmod.empty()) {
      xml += "<lastmod>" + lastmod + "</lastmod>";
    }
    xml += "</url>";
  }
  return xml + "</urlset>";
}

TEST(SmallWeb, WhatTheSitemapSaysHasChangedIsVisitedSooner) {
  SmallWeb web;
  web.Describe("ad: ['/ad/']\nsitemaps: ['" + web.UrlOf("/sitemap.xml") + "']\n");
  const std::string xml = "Content-Type: text/xml\r\n";
  web.Put("/", Links({}));
  web.Put("/sitemap.xml", SitemapOf(web, ""), xml);
  for (const std::string n : {"1", "2", "3"}) web.Put("/ad/" + n, Ad(n));
  web.Sweep();
  EXPECT_THAT(web.Asked(), Contains("/ad/2"));
  web.clock().Add(21h);
  web.Sweep();  // nothing changed: from now on they wait for 20 hours
  web.clock().Add(2h);
  const v1::Sweep quiet = web.Sweep();
  EXPECT_THAT(web.Asked(), UnorderedElementsAre("/", "/sitemap.xml"));
  EXPECT_EQ(quiet.total().not_due(), 3);

  const Time changed = web.clock().Now();
  web.Put("/ad/2", Ad("2") + "<p>Залишилося два місця.");
  web.Put("/sitemap.xml", SitemapOf(web, FormatTime(changed)), xml);
  web.clock().Add(2h);
  const v1::Sweep sweep = web.Sweep();
  EXPECT_THAT(web.Asked(), UnorderedElementsAre("/", "/sitemap.xml", "/ad/2"));
  EXPECT_EQ(sweep.total().changed(), 2) << "the ad and the sitemap";
  EXPECT_EQ(sweep.total().not_due(), 2);
  EXPECT_EQ(sweep.total().known(), sweep.total().discovered());
  web.clock().Add(1h);
  web.Sweep();  // changed: visited with the next sweep anyhow
  web.clock().Add(1h);
  web.Sweep();
  EXPECT_THAT(web.Asked(), Not(Contains("/ad/2"))) << "visited since";
}

TEST(SmallWeb, ASitemapThatDatesEverythingAnewIsNotBelieved) {
  SmallWeb web;
  web.Describe("ad: ['/ad/']\nsitemaps: ['" + web.UrlOf("/sitemap.xml") + "']\n");
  const auto sitemap = [&](const std::string& lastmod) {
    std::string all = "<urlset>";
    for (int i = 0; i < 30; ++i) {
      all += "<url><loc>" + web.UrlOf("/ad/" + std::to_string(i)) + "</loc>" + lastmod + "</url>";
    }
    return all + "</urlset>";
  };
  web.Put("/", Links({}));
  web.Put("/sitemap.xml", sitemap(""), "Content-Type: text/xml\r\n");
  for (int i = 0; i < 30; ++i) web.Put("/ad/" + std::to_string(i), Ad(std::to_string(i)));
  web.Sweep();
  web.clock().Add(21h);
  web.Sweep();
  web.Put("/sitemap.xml", sitemap("<lastmod>" + FormatTime(web.clock().Now()) + "</lastmod>"),
          "Content-Type: text/xml\r\n");
  web.clock().Add(2h);
  const v1::Sweep sweep = web.Sweep();
  EXPECT_THAT(web.Asked(), UnorderedElementsAre("/", "/sitemap.xml"));
  EXPECT_THAT(sweep.ledgers(0).notes(), Contains(HasSubstr("(lastmod): not believed")));
}

TEST(SmallWeb, ASitemapMayMoveWithinItsHostWhateverThePatternsSay) {
  SmallWeb web;
  web.Describe("allow: ['^" + web.UrlOf("/") + "(ad/.*)?$']\nad: ['/ad/']\n");
  web.Put("/robots.txt", "Sitemap: " + web.UrlOf("/sitemap.xml") + "\nSitemap: /away.xml\n",
          "Content-Type: text/plain\r\n");
  web.Put("/", Links({}));
  web.Redirect("/sitemap.xml", "/maps/all.xml");
  web.Put("/maps/all.xml",
          "<urlset><url><loc>" + web.UrlOf("/ad/1") + "</loc></url><url><loc>" +
              web.UrlOf("/maps/page") + "</loc></url></urlset>",
          "Content-Type: text/xml\r\n");
  web.Redirect("/away.xml", web.UrlOf("other.localhost/sitemap.xml"));
  web.Put("/ad/1", Ad("1"));
  const v1::Sweep sweep = web.Sweep();
  EXPECT_THAT(web.Asked(),
              UnorderedElementsAre("/", "/sitemap.xml", "/maps/all.xml", "/away.xml", "/ad/1"));
  EXPECT_THAT(sweep.ledgers(0).notes(), Contains(HasSubstr("lead out of the source")));
}

TEST(SmallWeb, ABudgetThatDoesNotReachIsSaidOnceAndLeavesRoomForWhatIsNew) {
  SmallWeb web;
  web.Describe("ad: ['/ad/']\nmax_pages: 8\n");
  std::vector<std::string> ads;
  for (int i = 10; i < 30; ++i) {
    ads.push_back("/ad/" + std::to_string(i));
    web.Put(ads.back(), Ad(std::to_string(i)));
  }
  web.Put("/", Links(ads));
  const v1::Sweep first = web.Sweep();
  EXPECT_EQ(web.Asked().size(), 8u);
  EXPECT_EQ(first.total().over_budget(), 13);
  EXPECT_EQ(first.total().not_reached(), 13);
  EXPECT_THAT(first.attention(), ElementsAre(HasSubstr("budget: board: ")));
  EXPECT_THAT(first.ledgers(0).notes(),
              Contains(HasSubstr("left for later sweeps, as the source says: max_pages (8)")));

  // The known ones are due again and would fill the budget; the newest stands first.
  ads.insert(ads.begin(), "/ad/99");
  web.Put("/ad/99", Ad("99"));
  web.Put("/", Links(ads));
  web.clock().Add(24h);
  const v1::Sweep second = web.Sweep();
  EXPECT_THAT(web.Asked(), Contains("/ad/99"));
  EXPECT_LE(web.Asked().size(), 8u);
  EXPECT_GT(second.total().over_budget(), 0);
  EXPECT_THAT(second.attention(), IsEmpty()) << "as yesterday";
}

TEST(SmallWeb, TheBudgetOfBytesHoldsForPagesThatWaitToo) {
  SmallWeb web;
  web.Describe("ad: ['/ad/']\nmax_bytes: 6000\n");
  std::vector<std::string> ads;
  for (int i = 10; i < 30; ++i) {
    ads.push_back("/ad/" + std::to_string(i));
    web.Put(ads.back(), Ad(std::to_string(i)) + std::string(1000, ' '));
  }
  web.Put("/", Links(ads));
  const v1::Sweep sweep = web.Sweep();
  EXPECT_LT(web.Asked().size(), 8u);
  EXPECT_EQ(sweep.total().over_budget(), sweep.total().not_reached());
  EXPECT_EQ(sweep.total().discovered(), 21);
  EXPECT_LT(sweep.total().bytes(), 9000);
  EXPECT_THAT(sweep.ledgers(0).notes(), Contains(HasSubstr("max_bytes (6000) is used up")));
}

TEST(SmallWeb, WhatHostsShareAnAddressIsKeptForTheNextProcess) {
  SmallWeb web;
  web.Describe("allow: ['localhost']\n", "40ms");
  web.Put("/", Links({web.UrlOf("other.localhost/")}));
  web.Put("other.localhost/", Links({}));
  web.Sweep();
  for (const char* path : {"/", "other.localhost/"}) {
    std::string origin = web.UrlOf(path);
    origin.pop_back();
    Result<std::optional<stored::v1::HostRow>> host = web.store().GetHost(origin);
    ASSERT_THAT(host, IsOk());
    ASSERT_TRUE(*host) << origin;
    EXPECT_EQ((*host)->address(), "127.0.0.1");
    EXPECT_TRUE((*host)->has_address_rest_until_time());
    EXPECT_GT((*host)->address_rest_until_time().seconds(), 0);
  }
}

struct Record {
  std::string type, date, digest, profile, refers_to_uri, refers_to_date;
};

// The records of one address in all files of the folder.
std::vector<Record> RecordsOf(const std::string& folder, const std::string& uri) {
  std::vector<Record> records;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    Result<WarcReader> reader = WarcReader::Open(entry.path().string());
    EXPECT_THAT(reader, IsOk());
    while (true) {
      auto record = reader->Next();
      EXPECT_THAT(record, IsOk());
      if (!record.ok() || !*record) break;
      const Headers& headers = (*record)->headers;
      const auto field = [&](const char* name) { return std::string(FindHeader(headers, name)); };
      if ((*record)->target_uri != uri || (*record)->type == "request" ||
          (*record)->type == "metadata") {
        continue;
      }
      records.push_back({(*record)->type, field("WARC-Date"), field("WARC-Payload-Digest"),
                         field("WARC-Profile"), field("WARC-Refers-To-Target-URI"),
                         field("WARC-Refers-To-Date")});
    }
  }
  return records;
}

TEST(SmallWeb, ARevisitRecordSaysWhatItRefersTo) {
  SmallWeb web;
  web.Describe("ad: ['/ad/']\n");
  web.Put("/", Links({"/ad/1"}));
  web.Put("/ad/1", Ad("1"));
  const auto sweep_into = [&](const std::string& folder) {
    web.clock().Add(24h);
    web.Sweep({"", web.dir().File(folder)});
    const std::vector<Record> records = RecordsOf(web.dir().File(folder), web.UrlOf("/"));
    EXPECT_EQ(records.size(), 1u);
    return records.empty() ? Record() : records[0];
  };
  web.Sweep();  // kept nowhere: a 304 would refer to nothing
  const Record first = sweep_into("a");
  EXPECT_EQ(first.type, "response");
  EXPECT_EQ(first.digest, WarcDigest(Links({"/ad/1"})));
  for (const char* folder : {"b", "c"}) {
    SCOPED_TRACE(folder);
    const Record revisit = sweep_into(folder);
    EXPECT_EQ(revisit.type, "revisit");
    EXPECT_THAT(revisit.profile, HasSubstr("server-not-modified"));
    EXPECT_EQ(revisit.refers_to_uri, web.UrlOf("/"));
    EXPECT_EQ(revisit.refers_to_date, first.date);
    EXPECT_EQ(revisit.digest, first.digest);
  }
  web.Put("/", Links({"/ad/1", "/ad/2"}));
  const Record changed = sweep_into("d");
  EXPECT_EQ(changed.type, "response");
  EXPECT_EQ(sweep_into("e").refers_to_date, changed.date);
  // Read anew without asking for changes: the same bytes once more.
  web.Describe("ad: ['/ad/']\ntitle: other\n");
  const Record same = sweep_into("f");
  EXPECT_EQ(same.type, "revisit");
  EXPECT_THAT(same.profile, HasSubstr("identical-payload-digest"));
  EXPECT_EQ(same.refers_to_date, changed.date);
  EXPECT_EQ(sweep_into("g").refers_to_date, changed.date);
}

// Who looks at a page by hand waits as a sweep does.
TEST(Inspection, AHostRestsBetweenTwoFetchesAndIsLeftAloneIfItWantsToBe) {
  SmallWeb web;
  web.Put("/", "<title>Дошка</title>");
  web.Describe("", "250ms");
  const auto begin = std::chrono::steady_clock::now();
  Result<v1::CheckSourceResponse> check = web.sweeper().Check("board");
  ASSERT_THAT(check, IsOk());
  EXPECT_EQ(check->probes(1).outcome(), "200");
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 250ms);  // robots.txt, a rest, the seed

  // The next sweep knows of it.
  const Origin origin = Url::Parse(web.UrlOf("/"))->GetOrigin();
  const auto row = web.store().GetHost(origin.ToString());
  ASSERT_THAT(row, IsOk());
  ASSERT_TRUE(row->has_value());
  EXPECT_GT(FromProto((*row)->rest_until_time()), web.clock().Now());
  PageResult known;
  known.hosts.emplace_back();
  known.hosts[0].set_origin(origin.ToString());
  *known.hosts[0].mutable_rest_until_time() = ToProto(web.clock().Now() + 1h);
  ASSERT_THAT(web.store().Commit({&known, 1}, "test"), IsOk());
  check = web.sweeper().Check("board");
  ASSERT_THAT(check, IsOk());
  EXPECT_FALSE(check->probes(0).ok());
  EXPECT_THAT(check->probes(1).outcome(), HasSubstr("wants to be left alone until"));
}

}  // namespace
}  // namespace varta
