// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/language_versions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace varta {
namespace {

Scope BoardScope() {
  Source source;
  source.id = "board";
  source.seeds = {"https://a.test/"};
  return Scope(source);
}

TEST(LanguageVersions, EachOfThemGivesTheSameOrder) {
  using Listed = std::vector<std::pair<const char*, const char*>>;  // language, path
  const struct {
    const char* name;
    Listed listed;
    const char* versions;  // paths, the one to read first
  } kCases[] = {
      {"Ukrainian",
       {{"ru", "/ad/1"}, {"uk-UA", "/uk/ad/1"}, {"en", "/en/ad/1"}},
       "/uk/ad/1 /ad/1 /en/ad/1"},
      {"Russian", {{"en", "/ad/1"}, {"ru_RU", "/ru/ad/1"}, {"pl", "/p/1"}}, "/ru/ad/1 /p/1 /ad/1"},
      {"the default", {{"pl", "/p"}, {"en", "/en/ad/1"}, {"x-default", "/en/ad/1"}}, "/en/ad/1 /p"},
      {"a default of its own",
       {{"pl", "/pl/ad/1"}, {"en", "/ad/1"}, {"x-default", "/choose"}},
       "/choose /ad/1 /pl/ad/1"},
      {"the shorter", {{"pl", "/pl/ad/1"}, {"en", "/ad/1"}}, "/ad/1 /pl/ad/1"},
      {"equals", {{"pl", "/pl/ad/1"}, {"en", "/en/ad/1"}}, "/en/ad/1 /pl/ad/1"},
      {"one address", {{"uk", "/ad/1"}, {"x-default", "/ad/1#top"}}, ""},
      {"of another site", {{"en", "/ad/1"}, {"uk", "https://b.test/ad/1"}}, ""},
      {"none", {}, ""},
  };
  const Url base = *Url::Parse("https://a.test/");
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    std::vector<Alternate> alternates;
    for (const auto& [language, path] : c.listed) {
      alternates.push_back({*Url::Parse(path, base), language});
    }
    for (const Alternate& here : alternates) {
      SCOPED_TRACE(here.url.Href());
      std::string paths;
      for (const Url& url : LanguageVersions(here.url, alternates, BoardScope())) {
        paths += (paths.empty() ? "" : " ") + url.path();
      }
      EXPECT_EQ(paths, c.versions);
    }
  }
}

TEST(LanguageVersions, APageThatDoesNotListItselfSaysNothing) {
  // A mistake of many sites: on each page the "other languages" are the front pages.
  const std::vector<Alternate> alternates = {{*Url::Parse("https://a.test/"), "uk"},
                                             {*Url::Parse("https://a.test/ru"), "ru"}};
  const auto count = [&](const char* url) {
    return LanguageVersions(*Url::Parse(url), alternates, BoardScope()).size();
  };
  EXPECT_EQ(count("https://a.test/ad/1"), 0u);
  EXPECT_EQ(count("https://a.test/ru#x"), 2u);
}

TEST(LanguageVersions, ASessionMakesNoVersion) {
  const std::vector<Alternate> alternates = {
      {*Url::Parse("https://a.test/ad/1?PHPSESSID=9f86d081884c7d659a2feaa0c5"), "uk"},
      {*Url::Parse("https://a.test/ru/ad/1?utm_source=x"), "ru"}};
  const std::vector<Url> versions =
      LanguageVersions(*Url::Parse("https://a.test/ru/ad/1"), alternates, BoardScope());
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].Href(), "https://a.test/ad/1");
  EXPECT_EQ(versions[1].Href(), "https://a.test/ru/ad/1");
}

}  // namespace
}  // namespace varta
