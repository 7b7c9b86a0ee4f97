// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "crawler/pagination.h"

#include <gtest/gtest.h>

namespace varta {
namespace {

TEST(Pagination, ALaterPageDiffersInItsNumberOnly) {
  struct Case {
    const char* listing;
    const char* other;
    bool later;
  };
  const Case cases[] = {
      {"http://a.test/jobs", "http://a.test/jobs?page=2", true},
      {"http://a.test/jobs/", "http://a.test/jobs?page=2", true},
      {"http://a.test/jobs?page=2", "http://a.test/jobs?page=3", true},
      {"http://a.test/jobs?page=3", "http://a.test/jobs?page=2", false},
      {"http://a.test/jobs?page=3", "http://a.test/jobs?page=3", false},
      {"http://a.test/jobs?page=3", "http://a.test/jobs", false},
      {"http://a.test/jobs?city=kyiv", "http://a.test/jobs?city=kyiv&page=2", true},
      {"http://a.test/jobs?city=kyiv&page=2", "http://a.test/jobs?page=5&city=kyiv", true},
      {"http://a.test/jobs?city=kyiv", "http://a.test/jobs?city=lviv&page=2", false},
      {"http://a.test/jobs?PAGEN_1=2", "http://a.test/jobs?PAGEN_1=4", true},
      {"http://a.test/jobs?start=20", "http://a.test/jobs?start=40", true},
      {"http://a.test/jobs", "http://a.test/jobs/page/2/", true},
      {"http://a.test/jobs/page/2/", "http://a.test/jobs/page/3/", true},
      {"http://a.test/jobs/page-2", "http://a.test/jobs/page-3", true},
      {"http://a.test/jobs", "http://a.test/jobs/p2", true},
      {"http://a.test/jobs", "http://a.test/jobs/2", true},
      {"http://a.test/jobs/2", "http://a.test/jobs/3", true},
      {"http://a.test/jobs", "http://a.test/jobs/work-2", false},
      {"http://a.test/jobs", "http://b.test/jobs?page=2", false},
      {"http://a.test/jobs", "http://a.test/flats?page=2", false},
      {"http://a.test/", "http://a.test/?page=2", true},
      {"http://a.test/", "http://a.test/jobs", false},
      {"http://a.test/jobs?page=2", "http://a.test/jobs?page=99999999999999999999", false},
      {"http://a.test/jobs?q=5", "http://a.test/jobs?q=6", false},
      {"http://a.test/jobs?page_no=2", "http://a.test/jobs?page_no=3", true},
      {"http://a.test/jobs?filter[page]=2", "http://a.test/jobs?filter[page]=3", true},
      {"http://a.test/jobs", "http://a.test/jobs?str=2", true},
      {"http://a.test/jobs", "http://a.test/jobs?price_from=200", false},
      {"http://a.test/jobs", "http://a.test/jobs/stranitsa-2", true},
      {"http://a.test/jobs", "http://a.test/jobs/from-2", false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.listing) + " -> " + c.other);
    EXPECT_EQ(IsLaterPage(*Url::Parse(c.listing), *Url::Parse(c.other)), c.later);
  }
}

}  // namespace
}  // namespace varta
