// Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
#include "storage/lead_query.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

#include "storage/indexes.h"
#include "storage/keys.h"
#include "storage/lead_store.h"
#include "storage/sighting.h"
#include "storage/timestamps.h"

namespace varta {
namespace {

using stored::v1::StoredLead;

constexpr int kMaxTotal = 10'000;
constexpr size_t kMaxSampled = 1'000;     // rows that are counted to compare two ways
constexpr size_t kMaxCollected = 50'000;  // positions that are sorted in memory

// A word of the query.
struct Word {
  std::string text;
  bool prefix = false;  // any ending
};

// The query as the index and the records can be asked.
struct Conditions {
  const v1::LeadFilter* filter;
  std::vector<std::string> contacts;  // index keys
  std::vector<Word> words;
  std::optional<Time> seen_after, seen_before;
};

// One way to go through the leads that may be on the list.
struct Way {
  KeyRange rows;
  bool in_order = true;  // false: the rows do not come in the list's order
  bool settles =
      true;  // its rows are just the leads that one of the query's conditions on leads lets through
};

size_t Characters(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

Result<Conditions> Read(const LeadQuery& query, std::string_view contact_secret) {
  Conditions conditions{&query.filter, {}, {}, {}, {}};
  for (const std::string& contact : query.contacts) {
    conditions.contacts.push_back(ContactIndexKey(contact_secret, contact));
  }
  for (const std::string& written : query.words) {
    Word word{written};
    if (word.text.ends_with('*')) {
      word.prefix = true;
      word.text.pop_back();
    }
    if (word.text.empty() || (!word.prefix && Characters(word.text) < kMinWordLetters)) {
      return Status(Code::kInvalidArgument,
                    "the word '" + written +
                        "' is too short to be searched for; write 3 letters "
                        "at least");
    }
    conditions.words.push_back(std::move(word));
  }
  if (query.filter.has_seen_after())
    conditions.seen_after = FromTimestamp(query.filter.seen_after());
  if (query.filter.has_seen_before()) {
    conditions.seen_before = FromTimestamp(query.filter.seen_before());
  }
  return conditions;
}

// What the position alone tells.
bool PositionFits(const Conditions& conditions, const Position& position) {
  const v1::LeadFilter& filter = *conditions.filter;
  if (filter.not_scored() && position.scored()) return false;
  if (conditions.seen_after && position.last_seen < *conditions.seen_after) return false;
  return !conditions.seen_before || position.last_seen < *conditions.seen_before;
}

bool HasWords(const std::vector<Word>& words, const v1::Lead& lead) {
  if (words.empty()) return true;
  std::set<std::string> there = LeadWords(lead);
  return std::all_of(words.begin(), words.end(), [&](const Word& word) {
    auto found = there.lower_bound(word.text);
    return found != there.end() &&
           (word.prefix ? found->starts_with(word.text) : *found == word.text);
  });
}

bool LeadFits(const Conditions& conditions, const StoredLead& stored) {
  const v1::LeadFilter& filter = *conditions.filter;
  const v1::Lead& lead = stored.lead();
  if (!filter.source().empty() && filter.source() != lead.provenance().source()) return false;
  if (!filter.language().empty() && filter.language() != lead.ad().language()) return false;
  if (filter.state() != v1::Lead::STATE_UNSPECIFIED && filter.state() != lead.state()) return false;
  if (filter.verdict() != v1::Lead::VERDICT_UNSPECIFIED && filter.verdict() != lead.verdict()) {
    return false;
  }
  auto hit = [&](auto fits) { return std::any_of(lead.hits().begin(), lead.hits().end(), fits); };
  if (!filter.rule().empty() && !hit([&](const v1::Hit& h) { return h.rule() == filter.rule(); })) {
    return false;
  }
  if (filter.form() != v1::FORM_UNSPECIFIED && !hit([&](const v1::Hit& h) {
        return std::find(h.forms().begin(), h.forms().end(), filter.form()) != h.forms().end();
      })) {
    return false;
  }
  const auto& keys = stored.contact_keys();
  for (const std::string& contact : conditions.contacts) {
    if (std::find(keys.begin(), keys.end(), contact) == keys.end()) return false;
  }
  return HasWords(conditions.words, lead);
}

// Every way that the query offers, the one over all scores last.
std::vector<Way> WaysFor(const Conditions& conditions) {
  const v1::LeadFilter& filter = *conditions.filter;
  std::vector<Way> ways;
  auto add = [&](char letter, std::string_view term) {
    ways.push_back({.rows = KeyRange::WithPrefix(IndexPrefix(letter, term))});
  };
  for (const std::string& contact : conditions.contacts) add(kByContact, TermOf(contact));
  for (const Word& word : conditions.words) {
    if (!word.prefix) add(kByWord, TermOf(word.text));
  }
  if (!filter.rule().empty()) add(kByRule, TermOf(filter.rule()));
  if (!filter.source().empty()) add(kBySource, TermOf(filter.source()));
  if (!filter.language().empty()) add(kByLanguage, TermOf(filter.language()));
  if (filter.form() != v1::FORM_UNSPECIFIED) add(kByForm, TermOf(filter.form()));
  if (filter.state() != v1::Lead::STATE_UNSPECIFIED) add(kByState, TermOf(filter.state()));
  size_t in_order = ways.size();  // what follows goes over several terms
  for (const Word& word : conditions.words) {
    if (word.prefix) add(kByWord, KeyWriter().TextBeginning(word.text).key());
  }
  if (conditions.seen_after || conditions.seen_before) {
    add(kByLastSeen, "");
    ways.back().settles = false;
    // Newest first: from just before `seen_before` down to `seen_after`.
    auto term = [](Time time) { return KeyWriter().SignedDescending(ToUnixMillis(time)).Take(); };
    KeyRange& rows = ways.back().rows;
    if (conditions.seen_before) {
      rows.begin = IndexPrefix(kByLastSeen, term(*conditions.seen_before - Duration(1)));
    }
    if (conditions.seen_after) {
      rows.end = AfterPrefix(IndexPrefix(kByLastSeen, term(*conditions.seen_after)));
    }
  }
  for (size_t i = in_order; i < ways.size(); ++i) ways[i].in_order = false;
  add(kByScore, "");
  ways.back().settles = false;
  return ways;
}

// The way with the fewest rows as far as they are counted; of equal ones the first.
Result<Way> Choose(const View& view, const std::vector<Way>& ways, bool in_order_only) {
  const Way* best = nullptr;
  size_t fewest = kMaxSampled;
  for (const Way& way : ways) {
    if (in_order_only && !way.in_order) continue;
    size_t rows = 0;
    Status scan = view.Scan(Column::kIndex, way.rows,
                            [&](std::string_view, std::string_view) { return ++rows < fewest; });
    if (!scan.ok()) return scan;
    if (!best || rows < fewest) best = &way, fewest = rows;
  }
  return *best;  // there is always the one over all scores
}

std::optional<Position> PositionOf(std::string_view row) {
  if (row.size() < Position::kSize) return std::nullopt;
  return Position::Decode(row.substr(row.size() - Position::kSize));
}

// Builds the page from positions that come in order.
class Lister {
 public:
  Lister(const View& view, const Conditions& conditions, bool check_leads, int page_size,
         bool first_page)
      : view_(view),
        conditions_(conditions),
        check_leads_(check_leads),
        page_size_(static_cast<size_t>(page_size)),
        first_page_(first_page) {}

  // False: enough, or status() is not OK.
  bool Add(const Position& position) {
    double min_score = conditions_.filter->min_score();
    if (min_score > 0 && position.score < min_score) return false;  // so are all that follow
    if (!PositionFits(conditions_, position)) return true;
    bool wanted = page_.leads.size() < page_size_;
    std::optional<StoredLead> stored;
    if (wanted || check_leads_) {
      Result<StoredLead> read = ReadLead(view_, position.id);
      if (!read.ok()) {
        status_ =
            Status(Code::kDataLoss, "the index and the leads differ: " + read.status().message());
        return false;
      }
      stored = *std::move(read);
      if (check_leads_ && !LeadFits(conditions_, *stored)) return true;
    }
    if (wanted) {
      page_.leads.push_back(std::move(*stored->mutable_lead()));
      last_ = position.Encode();
    } else {
      page_.next = last_;
      if (!first_page_) return false;
    }
    if (!first_page_) return true;
    return ++page_.total < kMaxTotal || page_.leads.size() < page_size_;
  }

  bool Damaged() {
    status_ = Status(Code::kDataLoss, "a row of the index cannot be read; restore a backup");
    return false;
  }

  const Status& status() const { return status_; }
  LeadPage Take() { return std::move(page_); }

 private:
  const View& view_;
  const Conditions& conditions_;
  const bool check_leads_;
  const size_t page_size_;
  const bool first_page_;
  LeadPage page_;
  std::string last_;
  Status status_;
};

// All positions of a way whose rows are not in the list's order; nullopt: too many of them.
Result<std::optional<std::set<std::string>>> Collect(const View& view, const Way& way,
                                                     std::string_view after) {
  std::set<std::string> positions;
  size_t rows = 0;
  Status scan = view.Scan(Column::kIndex, way.rows, [&](std::string_view row, std::string_view) {
    if (row.size() >= Position::kSize) {
      std::string_view position = row.substr(row.size() - Position::kSize);
      if (position > after) positions.emplace(position);
    }
    return ++rows <= kMaxCollected;
  });
  if (!scan.ok()) return scan;
  if (rows > kMaxCollected) return std::optional<std::set<std::string>>();
  return std::optional(std::move(positions));
}

// The beginning of the rows that can still be on the list.
std::string StartOf(const Conditions& conditions, const Way& way, std::string_view after) {
  std::string from(after);
  if (!from.empty()) from.push_back('\0');
  if (conditions.filter->not_scored()) {
    from =
        std::max(from, KeyWriter().RealDescending(-std::numeric_limits<double>::infinity()).Take());
  }
  return way.rows.begin + from;
}

// All that the query asks of a lead beyond its position.
size_t LeadConditions(const Conditions& conditions) {
  const v1::LeadFilter& filter = *conditions.filter;
  return conditions.contacts.size() + conditions.words.size() + !filter.source().empty() +
         !filter.rule().empty() + !filter.language().empty() +
         (filter.form() != v1::FORM_UNSPECIFIED) + (filter.state() != v1::Lead::STATE_UNSPECIFIED) +
         (filter.verdict() != v1::Lead::VERDICT_UNSPECIFIED);
}

}  // namespace

Result<LeadPage> FindLeads(const View& view, const LeadQuery& query,
                           std::string_view contact_secret, int page_size, std::string_view after) {
  Result<Conditions> conditions = Read(query, contact_secret);
  if (!conditions.ok()) return conditions.status();
  if (!after.empty() && !Position::Decode(after)) {
    return Status(Code::kInvalidArgument, "this is not a place in a list; start from the top");
  }
  std::vector<Way> ways = WaysFor(*conditions);
  Result<Way> way = Choose(view, ways, /*in_order_only=*/false);
  if (!way.ok()) return way.status();
  std::optional<std::set<std::string>> collected;
  if (!way->in_order) {
    Result<std::optional<std::set<std::string>>> positions = Collect(view, *way, after);
    if (!positions.ok()) return positions.status();
    collected = *std::move(positions);
    if (!collected) way = Choose(view, ways, /*in_order_only=*/true);
    if (!way.ok()) return way.status();
  }

  bool check_leads = LeadConditions(*conditions) > (way->settles ? 1 : 0);
  Lister lister(view, *conditions, check_leads, std::clamp(page_size, 1, kMaxTotal),
                /*first_page=*/after.empty());
  auto add = [&](std::string_view row) {
    std::optional<Position> position = PositionOf(row);
    return position ? lister.Add(*position) : lister.Damaged();
  };
  if (collected) {
    for (const std::string& position : *collected) {
      if (!add(position)) break;
    }
  } else {
    KeyRange rows{StartOf(*conditions, *way, after), way->rows.end};
    Status scan = view.Scan(Column::kIndex, rows,
                            [&](std::string_view row, std::string_view) { return add(row); });
    if (!scan.ok()) return scan;
  }
  if (!lister.status().ok()) return lister.status();
  return lister.Take();
}

}  // namespace varta
