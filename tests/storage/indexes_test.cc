// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/indexes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/storage/temp_store.h"

namespace varta {
namespace {

using namespace std::chrono_literals;

constexpr double kNotScored = -std::numeric_limits<double>::infinity();

std::string Id(char c) { return std::string(20, c); }

TEST(Position, SortsByScoreThenNewestThenId) {
  std::vector<Position> order = {
      {0.9, kNoon, Id('b')},        {0.7, kNoon + 1h, Id('a')}, {0.7, kNoon, Id('a')},
      {0.7, kNoon, Id('b')},        {0, kNoon, Id('a')},        {kNotScored, kNoon + 1h, Id('a')},
      {kNotScored, kNoon, Id('a')},
  };
  for (size_t i = 0; i < order.size(); ++i) {
    std::string bytes = order[i].Encode();
    ASSERT_EQ(bytes.size(), Position::kSize);
    if (i > 0) {
      EXPECT_LT(order[i - 1].Encode(), bytes) << i;
    }
    std::optional<Position> back = Position::Decode(bytes);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->Encode(), bytes);
    EXPECT_EQ(back->id, order[i].id);
    EXPECT_EQ(back->last_seen, order[i].last_seen);
  }
  EXPECT_FALSE(Position::Decode("short"));
}

TEST(Position, ALeadWithoutAScoreIsNotScored) {
  struct Case {
    const char* name;
    double score;
    const char* why_not;
    bool scored;
  };
  const Case cases[] = {
      {"score", 0.5, "", true},
      {"zero", 0, "", true},
      {"reason", 0.5, "the language is not known", false},
      {"not a number", std::nan(""), "", false},
      {"infinite", std::numeric_limits<double>::infinity(), "", false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    v1::Lead lead;
    lead.mutable_score()->set_value(c.score);
    lead.mutable_score()->set_not_scored_because(c.why_not);
    EXPECT_EQ(Position::Of(Id('a'), lead).scored(), c.scored);
  }
}

TEST(Indexes, LettersAreDifferent) {
  std::set<char> letters;
  for (const Index& index : AllIndexes())
    EXPECT_TRUE(letters.insert(index.letter).second) << index.name;
}

TEST(Indexes, RowsOfALead) {
  LeadSighting sighting = PageOf({.title = "Робота", .text = "на складі, робота"}).leads[0];
  stored::v1::StoredLead stored;
  *stored.mutable_lead()->mutable_ad() = sighting.ad;
  *stored.mutable_lead()->mutable_provenance() = sighting.provenance;
  for (const v1::Hit& hit : sighting.hits) *stored.mutable_lead()->add_hits() = hit;
  *stored.mutable_lead()->add_hits() = sighting.hits[0];  // the same rule twice
  stored.add_contact_keys("0123456789abcdef");
  std::set<std::string> rows = IndexRows(Id('a'), stored);
  std::string position = Position::Of(Id('a'), stored.lead()).Encode();
  EXPECT_TRUE(rows.contains("s" + position));
  EXPECT_TRUE(rows.contains("r" + TermOf("housing-provided") + position));
  EXPECT_TRUE(rows.contains("o" + TermOf("robota") + position));
  EXPECT_TRUE(rows.contains("l" + TermOf("uk") + position));
  EXPECT_TRUE(rows.contains("f" + TermOf(v1::FORM_LABOUR) + position));
  EXPECT_TRUE(rows.contains("c" + TermOf("0123456789abcdef") + position));
  EXPECT_TRUE(rows.contains("w" + TermOf("робота") + position));
  EXPECT_TRUE(rows.contains("w" + TermOf("складі") + position));
  EXPECT_EQ(rows.size(), 11u);  // two words, and one of every other index
}

TEST(Indexes, AMixedAdIsFoundByEachOfItsLanguages) {
  stored::v1::StoredLead stored;
  v1::Ad* ad = stored.mutable_lead()->mutable_ad();
  ad->set_language("uk");
  for (const char* language : {"uk", "en", "uk"}) ad->add_language_blocks()->set_language(language);
  const std::set<std::string> rows = IndexRows(Id('a'), stored);
  const std::string position = Position::Of(Id('a'), stored.lead()).Encode();
  EXPECT_TRUE(rows.contains("l" + TermOf("uk") + position));
  EXPECT_TRUE(rows.contains("l" + TermOf("en") + position));
  EXPECT_EQ(std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row[0] == 'l'; }),
            2);
}

TEST(LeadWords, AreBounded) {
  v1::Lead lead;
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "слово" + std::to_string(i) + " ";
  lead.mutable_ad()->set_text(text);
  EXPECT_EQ(LeadWords(lead).size(), 5'000u);
  lead.mutable_ad()->set_text(std::string(100'000, 'a') + " на дім");
  EXPECT_EQ(LeadWords(lead), std::set<std::string>{"дім"});
}

}  // namespace
}  // namespace varta
