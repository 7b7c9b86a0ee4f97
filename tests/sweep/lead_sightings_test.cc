// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "sweep/lead_sightings.h"

#include <gtest/gtest.h>

namespace varta {
namespace {

ScreenedPage PageOf(std::initializer_list<bool> leads) {
  ScreenedPage page;
  for (bool lead : leads) {
    Screened screened;
    screened.ad.set_key("https://a.example/" + std::to_string(page.ads.size()));
    screened.lead = lead;
    page.ads.push_back(std::move(screened));
  }
  return page;
}

v1::Provenance From(const std::string& source) {
  v1::Provenance provenance;
  provenance.set_source(source);
  return provenance;
}

TEST(LeadSightings, EachLeadOfThePageWithThePageAsItsEvidence) {
  Capture capture;
  capture.body = "<p>page";
  std::vector<LeadSighting> leads = LeadsOf(PageOf({true, false, true}), From("robota"), capture);
  ASSERT_EQ(leads.size(), 2u);
  EXPECT_EQ(leads[0].ad.key(), "https://a.example/0");
  EXPECT_EQ(leads[1].ad.key(), "https://a.example/2");
  for (const LeadSighting& lead : leads) {
    EXPECT_EQ(lead.provenance.source(), "robota");
    EXPECT_EQ(lead.capture->body, "<p>page");
    EXPECT_EQ(lead.capture->evidence.provenance().source(), "robota");
    EXPECT_FALSE(lead.capture->evidence.truncated());
  }
}

TEST(LeadSightings, CopiesOfALargePageAreBounded) {
  ScreenedPage page;
  for (int i = 0; i < 100; ++i) page.ads.push_back(PageOf({true}).ads[0]);
  Capture capture;
  capture.body = std::string(4 << 20, 'x');
  std::vector<LeadSighting> leads = LeadsOf(page, From("robota"), capture);
  ASSERT_EQ(leads.size(), 100u);
  EXPECT_EQ(leads[99].capture->body.size(), size_t{32 << 20} / 100);
  EXPECT_TRUE(leads[99].capture->evidence.truncated());
  EXPECT_NE(leads[99].capture->evidence.truncation_reason().find("100 leads"), std::string::npos);
}

TEST(LeadSightings, WithoutALeadThereIsNone) {
  EXPECT_TRUE(LeadsOf(PageOf({false}), From("robota"), {}).empty());
}

}  // namespace
}  // namespace varta
