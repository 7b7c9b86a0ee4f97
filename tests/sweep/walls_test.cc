// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
//
// Sites that ask who is there (reliability E8, requirement L1): a CAPTCHA, a check of the browser
// and a login are noticed, said, and never answered; and they are neither an ad nor its end.
#include <algorithm>

#include "tests/sweep/small_web.h"

namespace varta {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

constexpr char kWalledAd[] =
    "<title>Оголошення</title><h1>Робота за кордоном для дівчат</h1><p>Паспорт на час роботи "
    "зберігається у бригадира. Потрібні дівчата без комплексів для роботи в Туреччині, досвід не "
    "потрібен, дорогу й житло оплачуємо, борг відпрацюєте. Пишіть у Telegram @robota_test.</p>";
constexpr char kBrowserCheck[] =
    "<title>Just a moment...</title><form action=/cdn-cgi/answer method=get><input name=a></form>"
    "<a href=/cdn-cgi/next>x</a><script>window._cf_chl_opt={}</script><p>Enable JavaScript";
constexpr char kLoginForm[] =
    "<title>Вхід</title><form action=/enter><input name=u><input type=password></form>"
    "<a href=/register>Реєстрація</a>";

TEST(Walls, AnAdBehindAWallIsNeitherGoneNorChanged) {
  SmallWeb web;
  web.Describe("ad: ['/ad/']\n");
  web.Put("/", "<a href=/ad/1>x</a><a href=/ad/2>x</a><a href=/ad/3>x</a>");
  for (const char* path : {"/ad/1", "/ad/2", "/ad/3"}) web.Put(path, std::string(kWalledAd) + path);
  web.Sweep();
  ASSERT_EQ(web.Leads().size(), 3u);

  web.Put("/ad/1", kBrowserCheck);
  web.Put("/ad/2", kLoginForm);
  web.Redirect("/ad/3", "/login?next=/ad/3");
  web.clock().Add(48h);
  const v1::Sweep walled = web.Sweep();
  const v1::Ledger& ledger = walled.ledgers(0);
  EXPECT_EQ(ledger.failed(), 3);
  EXPECT_EQ(ledger.failed_by_kind().at("challenge"), 1);
  EXPECT_EQ(ledger.failed_by_kind().at("login"), 2);
  EXPECT_EQ(ledger.ads(), 0);
  EXPECT_EQ(ledger.gone(), 0);
  EXPECT_EQ(ledger.changed(), 0);
  EXPECT_EQ(ledger.leads_vanished(), 0);
  EXPECT_THAT(ledger.notes(), Contains(HasSubstr("asks for a person (a check by Cloudflare)")));
  EXPECT_THAT(ledger.notes(), Contains(HasSubstr("asks who is there (a form for a password)")));
  EXPECT_THAT(walled.attention(), Contains(HasSubstr("challenge: board: 1 pages")));
  for (const std::string& path : web.Asked()) {
    EXPECT_THAT(path, testing::AnyOf("/", "/ad/1", "/ad/2", "/ad/3")) << "nothing was answered";
  }
  for (const v1::Lead& lead : web.Leads()) {
    EXPECT_FALSE(lead.has_vanished_time());
    EXPECT_EQ(lead.versions_size(), 1);
  }

  // The walls are gone: the ads are what they were.
  for (const char* path : {"/ad/1", "/ad/2", "/ad/3"}) web.Put(path, std::string(kWalledAd) + path);
  web.clock().Add(1h);
  const v1::Sweep after = web.Sweep();
  EXPECT_THAT(web.Asked(), testing::IsSupersetOf({"/ad/1", "/ad/2", "/ad/3"}));
  EXPECT_EQ(after.total().changed(), 0);
  EXPECT_EQ(after.total().failed(), 0);
  EXPECT_EQ(web.Leads().size(), 3u);
}

// A host that asks for a person whatever is asked of it is left alone soon.
TEST(Walls, AHostThatAlwaysAsksIsLeftAlone) {
  SmallWeb web;
  web.Describe("");
  std::string links;
  for (int i = 0; i < 30; ++i) {
    links += "<a href=/p/" + std::to_string(i) + ">x</a>";
    web.Put("/p/" + std::to_string(i), kBrowserCheck, "", "403 Forbidden");
  }
  web.Put("/", links);
  web.Begin();
  v1::Sweep sweep;
  uint64_t version = 0;
  do {  // its pauses grow to a minute
    web.clock().Add(5s);
    sweep = *web.sweeper().Wait("latest", &version, 20ms);
  } while (sweep.state() == v1::Sweep::STATE_RUNNING);
  EXPECT_EQ(web.Asked().size(), 1u + 10u) << "ten in a row are enough";
  EXPECT_EQ(sweep.total().failed(), 30);
  EXPECT_EQ(sweep.total().failed_by_kind().at("challenge"), 30);
}

// What stands in the place of robots.txt allows nothing.
TEST(Walls, AWallBeforeRobotsOpensNothing) {
  SmallWeb web;
  web.Describe("");
  web.Put("/robots.txt", kBrowserCheck);
  web.Put("/", kWalledAd);
  const v1::Sweep sweep = web.Sweep();
  EXPECT_TRUE(web.Asked().empty());
  EXPECT_THAT(sweep.ledgers(0).notes(), Contains(HasSubstr("whether a person asks")));
}

}  // namespace
}  // namespace varta
