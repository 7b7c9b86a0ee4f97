// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/lead_query.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "storage/indexes.h"
#include "tests/storage/temp_store.h"

namespace varta {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> Names(const std::vector<v1::Lead>& leads) {
  std::vector<std::string> names;
  for (const v1::Lead& lead : leads) names.push_back(lead.name());
  return names;
}

// The list read page by page, and the total of the first page.
std::pair<std::vector<std::string>, int64_t> ReadAll(const Store& store, const LeadQuery& query,
                                                     int page_size) {
  std::vector<std::string> names;
  std::string after;
  int64_t total = -1;
  for (int pages = 0; pages < 1'000; ++pages) {
    Result<LeadPage> page = store.ListLeads(query, page_size, after);
    EXPECT_TRUE(page.ok()) << ToString(page.status());
    if (!page.ok()) break;
    if (total < 0) total = page->total;
    for (std::string& name : Names(page->leads)) names.push_back(std::move(name));
    after = page->next;
    if (after.empty()) break;
    EXPECT_EQ(page->leads.size(), static_cast<size_t>(page_size));
  }
  return {names, total};
}

// The same list without any index.
class Model {
 public:
  void Put(const v1::Lead& lead, const std::vector<std::string>& phones) {
    leads_[lead.name()] = {lead, phones};
  }

  std::vector<std::string> Find(const LeadQuery& query) const {
    std::vector<std::pair<std::string, std::string>> found;  // position, name
    for (const auto& [name, entry] : leads_) {
      if (!Fits(query, entry.first, entry.second)) continue;
      found.emplace_back(Position::Of(name.substr(6), entry.first).Encode(), name);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> names;
    for (auto& [position, name] : found) names.push_back(name);
    return names;
  }

 private:
  static bool Fits(const LeadQuery& query, const v1::Lead& lead,
                   const std::vector<std::string>& phones) {
    const v1::LeadFilter& f = query.filter;
    bool scored = lead.score().not_scored_because().empty();
    if (f.not_scored() && scored) return false;
    if (f.min_score() > 0 && (!scored || lead.score().value() < f.min_score())) return false;
    Time seen = FromTimestamp(lead.last_seen_time());
    if (f.has_seen_after() && seen < FromTimestamp(f.seen_after())) return false;
    if (f.has_seen_before() && seen >= FromTimestamp(f.seen_before())) return false;
    if (!f.source().empty() && lead.provenance().source() != f.source()) return false;
    if (!f.language().empty() && lead.ad().language() != f.language()) return false;
    if (f.state() != 0 && lead.state() != f.state()) return false;
    if (f.verdict() != 0 && lead.verdict() != f.verdict()) return false;
    if (f.form() != 0 && f.form() != v1::FORM_LABOUR) return false;  // every hit of these tests
    if (f.form() != 0 && lead.hits().empty()) return false;
    if (!f.rule().empty() && std::none_of(lead.hits().begin(), lead.hits().end(),
                                          [&](auto& h) { return h.rule() == f.rule(); })) {
      return false;
    }
    for (const std::string& contact : query.contacts) {
      if (std::find(phones.begin(), phones.end(), contact) == phones.end()) return false;
    }
    std::string padded = " " + lead.ad().title() + " " + lead.ad().text() + " ";
    for (const std::string& word : query.words) {
      std::string wanted =
          word.ends_with('*') ? " " + word.substr(0, word.size() - 1) : " " + word + " ";
      if (padded.find(wanted) == std::string::npos) return false;
    }
    return true;
  }

  std::map<std::string, std::pair<v1::Lead, std::vector<std::string>>> leads_;
};

// Random sightings, edits and changes by people; after them every list equals the one made without
// an index, and the index has no row too many or too few.
TEST(ListLeads, EqualsAListMadeWithoutIndexes) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  auto pick = [&](std::vector<std::string> items) {
    return items[below(static_cast<unsigned>(items.size()))];
  };
  const std::vector<std::string> words = {"робота", "роботи", "склад", "збір",
                                          "ягід",   "житло",  "дім"};
  const std::vector<std::string> phones = {"+380500000001", "+380500000002", "+380500000003"};

  TempDir dir;
  StillClock clock;
  std::unique_ptr<Store> store = OpenStore(dir.data(), clock);
  ASSERT_TRUE(store);
  Model model;
  for (int round = 0; round < 400; ++round) {
    Sight sight{.key = std::to_string(below(120)),
                .title = pick(words),
                .text = pick(words) + " " + pick(words)};
    sight.phones.clear();
    if (below(2)) sight.phones.push_back(pick(phones));
    sight.rules.clear();
    for (unsigned n = below(3); n > 0; --n) sight.rules.push_back(pick({"a", "b", "c"}));
    sight.score = below(5) / 4.0;
    if (below(6) == 0) sight.not_scored = "language";
    sight.fetched = kNoon + round * 1min;
    sight.source = pick({"robota", "robota2"});
    sight.language = pick({"uk", "ru", ""});
    std::string id = CommitOne(*store, sight).lead_id;
    if (below(3) == 0) {
      AuditEvent event{"ivan", "VERDICT", id, "", ""};
      ASSERT_TRUE(store
                      ->UpdateLead(id, "", event,
                                   [&](v1::Lead& lead) {
                                     lead.set_state(static_cast<v1::Lead::State>(1 + below(6)));
                                     lead.set_verdict(static_cast<v1::Lead::Verdict>(below(4)));
                                     return Status();
                                   })
                      .ok());
    }
    model.Put(*store->GetLead(id), sight.phones);
    if (round == 200) {
      store.reset();
      store = OpenStore(dir.data(), clock);
      ASSERT_TRUE(store);
    }
  }
  Status consistent = store->CheckConsistency();
  ASSERT_TRUE(consistent.ok()) << ToString(consistent);

  int not_empty = 0;
  for (int i = 0; i < 400; ++i) {
    LeadQuery query;
    if (below(4) == 0) query.filter.set_source(pick({"robota", "robota2", "none"}));
    if (below(4) == 0) query.filter.set_rule(pick({"a", "b", "c"}));
    if (below(5) == 0) query.filter.set_language("uk");
    if (below(5) == 0) query.filter.set_min_score(below(5) / 4.0);
    if (below(6) == 0) query.filter.set_form(below(2) ? v1::FORM_LABOUR : v1::FORM_SEXUAL);
    if (below(6) == 0) query.filter.set_state(static_cast<v1::Lead::State>(1 + below(6)));
    if (below(6) == 0) query.filter.set_verdict(static_cast<v1::Lead::Verdict>(below(4)));
    if (below(8) == 0) query.filter.set_not_scored(true);
    if (below(5) == 0) *query.filter.mutable_seen_after() = ToTimestamp(kNoon + below(400) * 1min);
    if (below(5) == 0) *query.filter.mutable_seen_before() = ToTimestamp(kNoon + below(400) * 1min);
    if (below(5) == 0) query.contacts.push_back(pick(phones));
    if (below(4) == 0) query.words.push_back(pick(words));
    if (below(6) == 0) query.words.push_back(pick({"робот*", "жит*", "я*", "зззз*"}));
    SCOPED_TRACE(query.filter.ShortDebugString() + " " + testing::PrintToString(query.words) + " " +
                 testing::PrintToString(query.contacts));
    std::vector<std::string> want = model.Find(query);
    auto [names, total] = ReadAll(*store, query, 1 + static_cast<int>(below(20)));
    ASSERT_EQ(names, want);
    EXPECT_EQ(total, static_cast<int64_t>(want.size()));
    not_empty += !want.empty();
  }
  EXPECT_GT(not_empty, 100);
}

TEST(ListLeads, RefusesWhatCannotBeSearchedFor) {
  TempDir dir;
  StillClock clock;
  std::unique_ptr<Store> store = OpenStore(dir.data(), clock);
  ASSERT_TRUE(store);
  struct Case {
    const char* name;
    std::vector<std::string> words;
    std::string after;
  };
  const Case cases[] = {
      {"a short word", {"на"}, ""},
      {"nothing but a star", {"*"}, ""},
      {"an empty word", {""}, ""},
      {"a place that is none", {}, "somewhere"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    LeadQuery query;
    query.words = c.words;
    EXPECT_EQ(store->ListLeads(query, 10, c.after).status().code(), Code::kInvalidArgument);
  }
  EXPECT_EQ(store->ListLeads({}, 0, "")->leads.size(), 0u);
}

}  // namespace
}  // namespace varta
