// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/source.h"

#include <gmock/gmock.h>

#include <fstream>

#include "sweep/scope.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace varta {
namespace {

constexpr char kGood[] = R"(id: robota
kind: job_board
title: Робота
seeds: [https://robota.example/list]
ad: ['/ad/[0-9]+']
ad_id: '/ad/([0-9]+)'
deny: ['[?&]sort=']
delay: 5s
legal_basis: 'Order 12 of 3 November 2026'
approved_by: 'O. Koval'
expires: 2027-06-30
)";

std::string With(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(Source, ReadsAFile) {
  Result<Source> source = ParseSource(kGood, "sources/robota.yaml");
  ASSERT_THAT(source, IsOk());
  EXPECT_EQ(source->kind, v1::SOURCE_KIND_JOB_BOARD);
  EXPECT_EQ(source->delay, Duration(5000));
  EXPECT_EQ(source->region, "UA");
  EXPECT_TRUE(source->enabled);
}

TEST(Source, MistakesAreNamedWithTheirPlace) {
  struct Case {
    const char* name;
    std::string text;
    const char* want;
  };
  const Case cases[] = {
      {"unknown key", With(kGood, "legal_basis", "legal_bassis"),
       "robota.yaml:9:1: unknown key 'legal_bassis'; did you mean 'legal_basis'?"},
      {"kind", With(kGood, "job_board", "jobboard"), "robota.yaml:2:7: "},
      {"seed", With(kGood, "https://robota.example/list", "robota.example"),
       "is no http or https URL"},
      {"pattern", With(kGood, "/ad/[0-9]+'", "/ad/[0-9+'"), "is not RE2"},
      {"ad_id without a group", With(kGood, "/ad/([0-9]+)", "/ad/[0-9]+"),
       "one group in parentheses"},
      {"id", With(kGood, "id: robota", "id: Robota"), "robota.yaml:1:5: "},
      {"expires", With(kGood, "2027-06-30", "30.06.2027"), "write a date as 2027-01-31"},
      {"no seeds", With(kGood, "seeds: [https://robota.example/list]\n", ""), "seeds"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_THAT(ParseSource(c.text, "sources/robota.yaml"),
                IsError(Code::kInvalidArgument, c.want));
  }
}

TEST(Source, SaysWhenItIsSwept) {
  EXPECT_FALSE(ParseSource(kGood, "robota.yaml")->every);
  const TimeZone kyiv = *TimeZone::Load("Europe/Kyiv");
  struct Case {
    const char *every, *want;
  };
  const Case cases[] = {
      {"day at 03:30", "day at 03:30 Europe/Kyiv"},
      {"monday at 04:00 UTC", "monday at 04:00 UTC"},
      {"6h", "6h"},
      {"'*/30 3 * * 1-5'", "*/30 3 * * mon-fri Europe/Kyiv"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.every);
    Result<Source> source =
        ParseSource(std::string(kGood) + "every: " + c.every + "\n", "robota.yaml", kyiv);
    ASSERT_THAT(source, IsOk());
    ASSERT_TRUE(source->every);
    EXPECT_EQ(source->every->ToString(), c.want);
  }
  const Case mistakes[] = {
      {"daily", "robota.yaml:12:8: 'daily' is no day; write 'day at 03:30 Europe/Kyiv'"},
      {"day at 25:00", "robota.yaml:12:15: '25:00' is no time of day"},
      {"'day at 03:30 Kyiv'", "robota.yaml:12:22: there is no time zone 'Kyiv'"},
      {"0 0 31 2 *", "robota.yaml:12:12: none of these months has such a day"},
      {"''", "robota.yaml:12:9: nothing here; write"},
      {"[6h]", "robota.yaml:12:8: 'every' must be a single value"},
      {"", "'every' has no value"},
  };
  for (const Case& c : mistakes) {
    SCOPED_TRACE(c.every);
    EXPECT_THAT(ParseSource(std::string(kGood) + "every: " + c.every + "\n", "robota.yaml", kyiv),
                IsError(Code::kInvalidArgument, c.want));
  }
}

TEST(Source, MaySayWhereTheAdsOfItsPagesAre) {
  const std::string map =
      With(kGood, "ad: ['/ad/[0-9]+']\n",
           "ad:\n  pages: ['/list']\n  each: 'div.card'\n  title: 'h3'\n  link: 'h3 a@href'\n");
  Result<Source> source = ParseSource(map, "sources/robota.yaml");
  ASSERT_THAT(source, IsOk());
  EXPECT_THAT(source->ad_pages, testing::ElementsAre("/list"));
  ASSERT_NE(source->ad_selectors, nullptr);
  EXPECT_TRUE(source->ad_selectors->item);
  EXPECT_EQ(source->ad_selectors->link->attribute, "href");
  EXPECT_FALSE(source->ad_selectors->author);
  struct Case {
    const char *name, *from, *to, *want;
  };
  const Case cases[] = {
      {"selector", "'h3'", "'h3 >> a'", "robota.yaml:8:10: the selector 'h3 >> a': column 5"},
      {"unknown field", "  title:", "  titel:", "robota.yaml:8:3: unknown key 'titel'"},
      {"no item", "  each: 'div.card'\n", "", "each"},
      {"pattern of pages", "'/list'", "'/list['", "is not RE2"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_THAT(ParseSource(With(map, c.from, c.to), "sources/robota.yaml"),
                IsError(Code::kInvalidArgument, c.want));
  }
}

TEST(Source, TheFileIsCalledAfterTheId) {
  EXPECT_THAT(ParseSource(kGood, "sources/other.yaml"),
              IsError(Code::kInvalidArgument, "robota.yaml"));
}

TEST(Source, IsSweptOnlyWithABasisAnApproverAndAnExpiryAhead) {
  struct Case {
    const char* name;
    std::string text;
    const char* now;
    const char* want;  // in the reason; "" = swept
  };
  const Case cases[] = {
      {"all there", kGood, "2026-11-22", ""},
      {"the day before it expires", kGood, "2027-06-29T23:59:59Z", ""},
      {"the day it expires", kGood, "2027-06-30", "expired on 2027-06-30"},
      {"no basis", With(kGood, "legal_basis: 'Order 12 of 3 November 2026'\n", ""), "2026-11-22",
       "legal_basis"},
      {"no approver", With(kGood, "approved_by: 'O. Koval'\n", ""), "2026-11-22", "approved_by"},
      {"no expiry", With(kGood, "expires: 2027-06-30\n", ""), "2026-11-22", "expires"},
      {"switched off", std::string(kGood) + "enabled: false\n", "2026-11-22", "not enabled"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Result<Source> source = ParseSource(c.text, "robota.yaml");
    ASSERT_THAT(source, IsOk());
    std::string why = WhyNotSwept(*source, *ParseTime(c.now));
    if (*c.want == '\0') {
      EXPECT_EQ(why, "");
    } else {
      EXPECT_THAT(why, testing::HasSubstr(c.want));
    }
  }
}

TEST(Source, OnlyTestSitesAreReadByNobody) {
  Source source = *ParseSource(kGood, "robota.yaml");
  const Time now = *ParseTime("2026-11-22");
  source.nobody_asks = true;
  EXPECT_THAT(WhyNotSwept(source, now), testing::HasSubstr("no user_agent in varta.yaml"));
  source.kind = v1::SOURCE_KIND_TEST;
  EXPECT_EQ(WhyNotSwept(source, now), "");
  EXPECT_EQ(NetworksOf(source), Networks::kNamed);
  source.nobody_asks = false;
  EXPECT_EQ(NetworksOf(source), Networks::kPublicAndNamed);
  source.kind = v1::SOURCE_KIND_JOB_BOARD;
  EXPECT_EQ(NetworksOf(source), Networks::kPublic);
  TempDir dir;
  std::ofstream(dir.File("robota.yaml")) << kGood;
  Config config;
  config.sources_dir = dir.path();
  EXPECT_TRUE(LoadSources(config)->at(0).nobody_asks);
  config.user_agent = "unit-varta (+https://unit.example/varta)";
  EXPECT_FALSE(LoadSources(config)->at(0).nobody_asks);
}

TEST(Source, AFolderIsReadInOrderAndAMissingOneSaysWhatToDo) {
  TempDir dir;
  std::ofstream(dir.File("robota.yaml")) << kGood;
  std::ofstream(dir.File("a-first.yaml")) << With(kGood, "id: robota", "id: a-first");
  std::ofstream(dir.File("notes.txt")) << "not a source";
  Result<std::vector<Source>> sources = LoadSources(dir.path());
  ASSERT_THAT(sources, IsOk());
  ASSERT_EQ(sources->size(), 2u);
  EXPECT_EQ((*sources)[0].id, "a-first");
  EXPECT_THAT(LoadSources(dir.path(), "Kyiv"), IsError(Code::kInvalidArgument, "time_zone: "));
  EXPECT_THAT(LoadSources(dir.File("none")), IsError(Code::kFailedPrecondition, "sources_dir"));
}

TEST(Scope, TheSeedsHostsUnlessPatternsSayMore) {
  Scope scope(*ParseSource(kGood, "robota.yaml"));
  struct Case {
    const char* url;
    bool contains, ad;
  };
  const Case cases[] = {
      {"https://robota.example/ad/12", true, true},
      {"https://robota.example/list?page=2", true, false},
      {"https://robota.example/list?sort=price", false, false},
      {"https://other.example/ad/12", false, true},
      {"ftp://robota.example/ad/12", false, true},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.url);
    Url url = *Url::Parse(c.url);
    EXPECT_EQ(scope.Contains(url), c.contains);
    EXPECT_EQ(scope.IsAd(url), c.ad);
  }
  EXPECT_EQ(scope.AdKey("https://robota.example/ad/12?from=list"), "id:12");
  EXPECT_EQ(scope.AdKey("https://robota.example/about"), "https://robota.example/about");
}

TEST(Source, WarnsTwoWeeksBeforeItsApprovalEnds) {
  const Source source = *ParseSource(kGood, "sources/robota.yaml");  // until 2027-06-30
  struct Case {
    const char* now;
    const char* soon;  // empty: no warning
    bool swept;
  };
  const Case cases[] = {
      {"2027-06-15T23:59:59Z", "", true},
      {"2027-06-16T00:00:00Z", "the approval ends on 2027-06-30, in 14 days; have it renewed",
       true},
      {"2027-06-29T00:00:01Z", "the approval ends on 2027-06-30, in 1 day; have it renewed", true},
      {"2027-06-30T00:00:00Z", "", false},
      {"2028-01-01T00:00:00Z", "", false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.now);
    const Time now = *ParseTime(c.now);
    EXPECT_EQ(WhySoonNotSwept(source, now), c.soon);
    EXPECT_EQ(WhyNotSwept(source, now).empty(), c.swept);
    EXPECT_EQ(ToProto(source, now).warning(), c.soon);
  }
}

TEST(Source, ShowsItsPlan) {
  const Time now = *ParseTime("2027-01-01T00:00:00Z");
  EXPECT_EQ(ToProto(*ParseSource(kGood, "sources/robota.yaml"), now).every(), "");
  const std::string planned = std::string(kGood) + "every: day at 03:30\n";
  v1::Source source = ToProto(*ParseSource(planned, "sources/robota.yaml"), now);
  EXPECT_EQ(source.every(), "day at 03:30 UTC");
  EXPECT_EQ(source.next_time().seconds(), ToUnixMillis(*ParseTime("2027-01-01T03:30:00Z")) / 1000);
  source = ToProto(*ParseSource(planned + "enabled: false\n", "sources/robota.yaml"), now);
  EXPECT_FALSE(source.has_next_time());
}

}  // namespace
}  // namespace varta
