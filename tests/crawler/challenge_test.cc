// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/challenge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace varta {
namespace {

using testing::HasSubstr;

Page WallAnswer(Outcome outcome, int status, Headers headers = {}) {
  Page page;
  page.task.url = *Url::Parse("https://board.test/ad/1");
  page.outcome = outcome;
  page.http_status = status;
  page.response_headers = std::move(headers);
  return page;
}

Page RedirectTo(const std::string& location) {
  Page page = WallAnswer(Outcome::kRedirect, 302);
  page.location = location;
  return page;
}

TEST(MarkWallInHead, KnowsWhatSaysItItself) {
  struct Case {
    const char* name;
    Page page;
    Outcome want;
  };
  Case cases[] = {
      {"Cloudflare",
       WallAnswer(Outcome::kHttpError, 403,
                  {{"Server", "cloudflare"}, {"CF-Mitigated", "challenge"}}),
       Outcome::kChallenge},
      {"AWS", WallAnswer(Outcome::kOk, 202, {{"x-amzn-waf-action", " captcha"}}),
       Outcome::kChallenge},
      {"SiteGround", WallAnswer(Outcome::kOk, 202, {{"SG-Captcha", "challenge"}}),
       Outcome::kChallenge},
      {"a password is wanted", WallAnswer(Outcome::kHttpError, 401), Outcome::kLogin},
      {"login", RedirectTo("https://board.test/login?next=%2Fad%2F1"), Outcome::kLogin},
      {"elsewhere", RedirectTo("https://passport.portal.test/?retpath=x"), Outcome::kLogin},
      {"a file", RedirectTo("https://board.test/user/SignIn.aspx"), Outcome::kLogin},
      {"a CAPTCHA", RedirectTo("https://board.test/showcaptcha?retpath=x"), Outcome::kChallenge},
      {"both", RedirectTo("https://board.test/login/captcha"), Outcome::kChallenge},
      {"another page", RedirectTo("https://board.test/ad/2"), Outcome::kRedirect},
      {"a word in a name", RedirectTo("https://board.test/loginov-ivan"), Outcome::kRedirect},
      {"a word in the query", RedirectTo("https://board.test/list?from=login"), Outcome::kRedirect},
      {"a word in a host", RedirectTo("https://loginov.test/"), Outcome::kRedirect},
      {"no address", RedirectTo(""), Outcome::kRedirect},
      {"ok", WallAnswer(Outcome::kOk, 200, {{"cf-ray", "1"}, {"cf-mitigated", "log"}}),
       Outcome::kOk},
      {"forbidden", WallAnswer(Outcome::kHttpError, 403), Outcome::kHttpError},
      {"no answer", WallAnswer(Outcome::kTimeout, 0), Outcome::kTimeout},
      {"not modified", WallAnswer(Outcome::kNotModified, 304), Outcome::kNotModified},
  };
  for (Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Outcome before = c.page.outcome;
    EXPECT_EQ(MarkWallInHead(&c.page), c.want != before);
    EXPECT_EQ(c.page.outcome, c.want);
    if (c.want == before) continue;
    EXPECT_THAT(c.page.detail, HasSubstr("https://board.test asks"));
    EXPECT_EQ(c.page.location, "");
  }
}

constexpr char kPasswordForm[] = "<form><input name=login><input type = \"PASSWORD\"></form>";

TEST(MarkWallInBody, KnowsWalls) {
  struct Case {
    const char* title;
    std::string body;
    Outcome want;
  };
  const Case kCases[] = {
      {"Just a moment...", "<script>window._cf_chl_opt={cType:'managed'}</script>",
       Outcome::kChallenge},
      {"Трохи зачекайте…", "<script>window._cf_chl_opt={}</script>", Outcome::kChallenge},
      {"DDoS-Guard", "<p>Checking your browser", Outcome::kChallenge},
      {"", "<iframe src=/_Incapsula_Resource?CWUDNSAI=1>", Outcome::kChallenge},
      {"board.test", "<script src='https://ct.captcha-delivery.com/c.js'>", Outcome::kChallenge},
      {"Ви не робот? | Дошка", "<img src=/c.png><input name=code>", Outcome::kChallenge},
      {"ДОШКА — Підтвердіть, що ви не робот", "", Outcome::kChallenge},
      {"Вы не робот?", "", Outcome::kChallenge},
      {"Проверка браузера", "", Outcome::kChallenge},
      {"Дошка", "<p>Доведіть, що ви не робот<div class=g-recaptcha></div>", Outcome::kChallenge},
      {"Board", "<p>Please confirm you are a human.<div class='cf-turnstile'>",
       Outcome::kChallenge},
      {"Вхід", kPasswordForm, Outcome::kLogin},
      {"Дошка | Вхід до особистого кабінету", kPasswordForm, Outcome::kLogin},
      {"Авторизация", kPasswordForm, Outcome::kLogin},
      {"Sign in · Board", kPasswordForm, Outcome::kLogin},

      {"Вхід", "<p>Вхід з двору, питати Олену", Outcome::kOk},
      {"Потрібен кур'єр | Дошка", kPasswordForm, Outcome::kOk},  // the menu of every page
      {"Продам робота", "<form><div class=g-recaptcha></div></form>", Outcome::kOk},
      {"Board", "<p>This site is protected by reCAPTCHA<script src=//x/recaptcha/api.js></script>",
       Outcome::kOk},
      {"Робота", "<p>Працюй з нами, ти не робот!", Outcome::kOk},
      {"Login required skills: driver", kPasswordForm, Outcome::kOk},
      {"", "", Outcome::kOk},
      {"\xff\xfe", "\xff\xfe", Outcome::kOk},
  };
  for (const Case& c : kCases) {
    SCOPED_TRACE(std::string(c.title) + ": " + c.body);
    Page page = WallAnswer(Outcome::kOk, 200);
    EXPECT_EQ(MarkWallInBody(c.body, c.title, 100, &page), c.want != Outcome::kOk);
    EXPECT_EQ(page.outcome, c.want) << page.detail;
    // A page that says much is none, whatever else is on it.
    Page long_page = WallAnswer(Outcome::kOk, 200);
    EXPECT_FALSE(MarkWallInBody(c.body, c.title, kMaxWallText + 1, &long_page));
  }
}

TEST(MarkWallInBody, ALoginIsOneAlsoUnderAnotherName) {
  Page page = WallAnswer(Outcome::kOk, 200);
  page.task.url = *Url::Parse("https://board.test/account/login/?next=/ad/1");
  EXPECT_TRUE(MarkWallInBody(kPasswordForm, "Дошка", 100, &page));
  EXPECT_EQ(page.outcome, Outcome::kLogin);
}

// Where an ad was, only a wall for sure keeps it from being gone.
TEST(MarkWallInBody, WhatIsGoneIsGoneWhateverFormItHas) {
  Page page = WallAnswer(Outcome::kGone, 404);
  EXPECT_FALSE(MarkWallInBody("<div class=g-recaptcha></div>not a robot", "Captcha", 0, &page));
  EXPECT_EQ(page.outcome, Outcome::kGone);
  EXPECT_TRUE(MarkWallInBody("<script>_cf_chl_opt</script>", "", 0, &page));
  EXPECT_EQ(page.outcome, Outcome::kChallenge);
}

TEST(MarkWallInBody, LongOnesAreReadToALimit) {
  const std::string far = std::string(kMaxWallBody, ' ') + "_cf_chl_opt";
  Page page = WallAnswer(Outcome::kOk, 200);
  EXPECT_FALSE(MarkWallInBody(far, std::string(1'000'000, '|'), 0, &page));
}

TEST(IsSurelyWall, IsAPageNotALineOfText) {
  EXPECT_TRUE(IsSurelyWall({{"cf-mitigated", "challenge"}}, ""));
  EXPECT_TRUE(IsSurelyWall({}, " <html><script>_cf_chl_opt"));
  EXPECT_FALSE(IsSurelyWall({}, "User-agent: *\nDisallow: /.well-known/sgcaptcha/\n"));
  EXPECT_FALSE(IsSurelyWall({}, "<html>404</html>"));
}

}  // namespace
}  // namespace varta
