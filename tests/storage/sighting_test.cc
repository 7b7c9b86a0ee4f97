// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/sighting.h"

#include <gtest/gtest.h>

#include "tests/storage/temp_store.h"

namespace varta {
namespace {

using namespace std::chrono_literals;
using stored::v1::StoredLead;

constexpr const char* kSecret = "0123456789abcdef0123456789abcdef";

Merged Merge(const Sight& sight, StoredLead* stored, const std::string& evidence = "") {
  return MergeSighting(PageOf(sight).leads[0], evidence, kSecret, kNoon, stored);
}

TEST(MergeSighting, FirstOneMakesTheLead) {
  StoredLead stored;
  EXPECT_TRUE(Merge({}, &stored, "leads/x/evidence/1").version_new);
  const v1::Lead& lead = stored.lead();
  EXPECT_EQ(lead.state(), v1::Lead::STATE_NEW);
  EXPECT_EQ(lead.sighting_count(), 1);
  ASSERT_EQ(lead.versions_size(), 1);
  EXPECT_EQ(lead.versions(0).digest(), TextDigest(PageOf({}).leads[0].ad));
  EXPECT_EQ(lead.versions(0).evidence(), "leads/x/evidence/1");
  EXPECT_EQ(FromTimestamp(lead.first_seen_time()), kNoon);
  EXPECT_EQ(FromTimestamp(lead.last_seen_time()), kNoon);
  EXPECT_FALSE(lead.etag().empty());
  EXPECT_EQ(stored.contact_keys_size(), 1);
  EXPECT_EQ(stored.contact_keys(0), ContactIndexKey(kSecret, "+380501234567"));
}

TEST(MergeSighting, TheSameFetchAgainChangesNothing) {
  StoredLead stored;
  Merge({}, &stored);
  Merge({.fetched = kNoon + 1h}, &stored);
  std::string before = stored.SerializeAsString();
  Merge({.fetched = kNoon + 1h}, &stored);
  Merge({}, &stored);  // the one before as well
  EXPECT_EQ(stored.SerializeAsString(), before);
}

TEST(MergeSighting, SeenAgain) {
  StoredLead stored;
  Merge({}, &stored);
  std::string etag = stored.lead().etag();
  EXPECT_FALSE(Merge({.fetched = kNoon + 24h}, &stored, "leads/x/evidence/2").version_new);
  EXPECT_EQ(stored.lead().sighting_count(), 2);
  EXPECT_EQ(FromTimestamp(stored.lead().first_seen_time()), kNoon);
  EXPECT_EQ(FromTimestamp(stored.lead().last_seen_time()), kNoon + 24h);
  EXPECT_EQ(stored.lead().versions_size(), 1);
  EXPECT_EQ(stored.lead().evidence_size(), 0);  // the second capture is of a known text
  EXPECT_EQ(stored.lead().etag(), etag);
}

TEST(MergeSighting, NewRulesReplaceHitsAndScoreOfTheSameText) {
  StoredLead stored;
  Merge({}, &stored);
  EXPECT_FALSE(Merge({.rules = {"a", "b"}, .score = 0.9}, &stored).version_new);
  EXPECT_EQ(stored.lead().sighting_count(), 1);
  EXPECT_EQ(stored.lead().hits_size(), 2);
  EXPECT_EQ(stored.lead().score().value(), 0.9);
}

TEST(MergeSighting, AnEditMakesAVersionAndKeepsWhatPeopleSaid) {
  StoredLead stored;
  Merge({}, &stored, "leads/x/evidence/1");
  stored.mutable_lead()->set_verdict(v1::Lead::VERDICT_RELEVANT);
  stored.mutable_lead()->set_state(v1::Lead::STATE_IN_PROGRESS);
  Sight edited{.text = "Інший текст", .phones = {"+380670000000"}, .fetched = kNoon + 1h};
  EXPECT_TRUE(Merge(edited, &stored, "leads/x/evidence/2").version_new);
  EXPECT_EQ(stored.lead().ad().text(), "Інший текст");
  EXPECT_EQ(stored.lead().versions_size(), 2);
  EXPECT_EQ(stored.lead().evidence_size(), 2);
  EXPECT_EQ(stored.contact_keys(0), ContactIndexKey(kSecret, "+380670000000"));
  EXPECT_EQ(stored.lead().verdict(), v1::Lead::VERDICT_RELEVANT);
  EXPECT_EQ(stored.lead().state(), v1::Lead::STATE_IN_PROGRESS);
  // Back to the first text: no third version.
  EXPECT_FALSE(Merge({.fetched = kNoon + 2h}, &stored).version_new);
  EXPECT_EQ(stored.lead().versions_size(), 2);
  EXPECT_EQ(stored.lead().ad().text(), Sight().text);
}

TEST(MergeSighting, AnOlderSightingDoesNotReplaceTheNewest) {
  StoredLead stored;
  Merge({}, &stored);
  EXPECT_TRUE(Merge({.text = "Давній текст", .fetched = kNoon - 24h}, &stored).version_new);
  EXPECT_EQ(stored.lead().ad().text(), Sight().text);
  EXPECT_EQ(FromTimestamp(stored.lead().first_seen_time()), kNoon - 24h);
  EXPECT_EQ(FromTimestamp(stored.lead().last_seen_time()), kNoon);
  ASSERT_EQ(stored.lead().versions_size(), 2);
  EXPECT_EQ(FromTimestamp(stored.lead().versions(0).first_seen_time()), kNoon - 24h);
}

TEST(MergeSighting, KeepsTheNewestFiftyVersions) {
  StoredLead stored;
  for (int i = 0; i < 120; ++i) {
    Merge({.text = std::to_string(i), .fetched = kNoon + i * 1min}, &stored,
          "leads/x/evidence/" + std::to_string(i));
  }
  ASSERT_EQ(stored.lead().versions_size(), kMaxVersions);
  EXPECT_EQ(stored.lead().versions(0).evidence(), "leads/x/evidence/70");
  EXPECT_EQ(stored.lead().evidence_size(), 120);
  EXPECT_EQ(stored.lead().sighting_count(), 120);
  EXPECT_EQ(stored.recent_sightings_size(), kMaxRecentSightings);
  // One that would be dropped at once is no version.
  EXPECT_FALSE(Merge({.text = "давно", .fetched = kNoon - 1h}, &stored).version_new);
}

TEST(EtagOf, ChangesWithWhatPeopleSayAndOnlyWithThat) {
  StoredLead stored;
  Merge({}, &stored);
  std::string etag = EtagOf(stored);
  StoredLead other = stored;
  other.mutable_lead()->set_sighting_count(99);
  EXPECT_EQ(EtagOf(other), etag);
  other.set_change_count(1);
  EXPECT_NE(EtagOf(other), etag);
  other = stored;
  other.mutable_lead()->add_wrong_rules("a");
  EXPECT_NE(EtagOf(other), etag);
}

}  // namespace
}  // namespace varta
