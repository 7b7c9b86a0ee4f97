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
constexpr size_t kMaxSampled = 1'000;      // rows that are counted to compare two ways
constexpr size_t kMaxCollected = 200'000;  // rows whose positions are sorted in memory

// What a lead must be like to be on the list.
struct Conditions {
  // Of its position.
  double min_score = 0;  // 0: any, also none
  bool not_scored = false;
  std::optional<Time> seen_after, seen_before;
  // Of its rows: one under each of these beginnings of keys.
  std::vector<std::string> terms;
  // Of its words: one that begins with each of these.
  std::vector<std::string> beginnings;
};

// One way to go through the leads that may be on the list.
struct Way {
  KeyRange rows;
  bool in_order = true;  // false: the rows do not come in the list's order
  // The condition that every lead on the way meets; empty: none.
  std::string term, beginning;
};

size_t Characters(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

Status AddWord(std::string_view written, Conditions* conditions) {
  std::string_view word = written;
  bool beginning = word.ends_with('*');
  if (beginning) word.remove_suffix(1);
  if (word.empty() || (!beginning && Characters(word) < kMinWordLetters)) {
    return Status(Code::kInvalidArgument, "the word '" + std::string(written.substr(0, 100)) +
                                              "' is too short to be searched for; write 3 letters "
                                              "at least");
  }
  if (beginning) {
    conditions->beginnings.emplace_back(word);
  } else {
    conditions->terms.push_back(IndexPrefix(kByWord, TermOf(word)));
  }
  return Status();
}

Result<Conditions> Read(const LeadQuery& query, std::string_view contact_secret) {
  const v1::LeadFilter& filter = query.filter;
  Conditions conditions;
  conditions.min_score = filter.min_score();
  conditions.not_scored = filter.not_scored();
  if (filter.has_seen_after()) conditions.seen_after = FromTimestamp(filter.seen_after());
  if (filter.has_seen_before()) conditions.seen_before = FromTimestamp(filter.seen_before());
  auto add = [&](char letter, const std::string& term) {
    conditions.terms.push_back(IndexPrefix(letter, term));
  };
  for (const std::string& contact : query.contacts) {
    add(kByContact, TermOf(ContactIndexKey(contact_secret, contact)));
  }
  for (const std::string& word : query.words) {
    Status status = AddWord(word, &conditions);
    if (!status.ok()) return status;
  }
  if (!filter.rule().empty()) add(kByRule, TermOf(filter.rule()));
  if (!filter.source().empty()) add(kBySource, TermOf(filter.source()));
  if (!filter.language().empty()) add(kByLanguage, TermOf(filter.language()));
  if (filter.form() != v1::FORM_UNSPECIFIED) add(kByForm, TermOf(filter.form()));
  if (filter.state() != v1::Lead::STATE_UNSPECIFIED) add(kByState, TermOf(filter.state()));
  if (filter.verdict() != v1::Lead::VERDICT_UNSPECIFIED) add(kByVerdict, TermOf(filter.verdict()));
  return conditions;
}

bool PositionFits(const Conditions& conditions, const Position& position) {
  if (conditions.not_scored && position.scored()) return false;
  if (conditions.seen_after && position.last_seen < *conditions.seen_after) return false;
  return !conditions.seen_before || position.last_seen < *conditions.seen_before;
}

bool WordsFit(const std::vector<std::string>& beginnings, const v1::Lead& lead) {
  std::set<std::string> words = LeadWords(lead);
  return std::all_of(beginnings.begin(), beginnings.end(), [&](const std::string& beginning) {
    auto word = words.lower_bound(beginning);
    return word != words.end() && word->starts_with(beginning);
  });
}

// The rows by last seen of this time: newest first, from just before `seen_before` down to
// `seen_after`.
KeyRange SeenRange(const Conditions& conditions) {
  auto key = [](Time time) {
    return IndexPrefix(kByLastSeen, KeyWriter().SignedDescending(ToUnixMillis(time)).key());
  };
  KeyRange rows = KeyRange::WithPrefix(IndexPrefix(kByLastSeen, ""));
  if (conditions.seen_before) rows.begin = key(*conditions.seen_before - Duration(1));
  if (conditions.seen_after) rows.end = AfterPrefix(key(*conditions.seen_after));
  return rows;
}

// Every way that the conditions offer; the last one, over all scores, always leads there.
std::vector<Way> WaysFor(const Conditions& conditions) {
  std::vector<Way> ways;
  for (const std::string& term : conditions.terms) {
    ways.push_back({KeyRange::WithPrefix(term), true, term, ""});
  }
  for (const std::string& beginning : conditions.beginnings) {
    std::string key = IndexPrefix(kByWord, KeyWriter().TextBeginning(beginning).key());
    ways.push_back({KeyRange::WithPrefix(key), false, "", beginning});
  }
  if (conditions.seen_after || conditions.seen_before) {
    ways.push_back({SeenRange(conditions), false, "", ""});
  }
  ways.push_back({KeyRange::WithPrefix(IndexPrefix(kByScore, "")), true, "", ""});
  return ways;
}

// The way with the fewest rows as far as they are counted; of equal ones the first.
Result<Way> Choose(const Snapshot& view, const std::vector<Way>& ways, bool in_order_only) {
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
  return *best;
}

std::optional<Position> PositionOf(std::string_view row) {
  if (row.size() < Position::kSize) return std::nullopt;
  return Position::Decode(row.substr(row.size() - Position::kSize));
}

// Builds the page from positions that come in order.
class Lister {
 public:
  Lister(const Snapshot& view, Conditions conditions, size_t page_size, bool first_page)
      : view_(view),
        conditions_(std::move(conditions)),
        page_size_(page_size),
        first_page_(first_page) {}

  // False: that is enough, or status() is not OK.
  bool Add(std::string_view row) {
    std::optional<Position> position = PositionOf(row);
    if (!position) {
      return Fail(Status(Code::kDataLoss, "a row of the index cannot be read; restore a backup"));
    }
    // So are all that follow.
    if (conditions_.min_score > 0 && position->score < conditions_.min_score) return false;
    if (!PositionFits(conditions_, *position)) return true;
    std::string bytes = position->Encode();
    for (const std::string& term : conditions_.terms) {
      Result<std::optional<std::string>> found = view_.Get(Column::kIndex, term + bytes);
      if (!found.ok()) return Fail(found.status());
      if (!*found) return true;
    }
    bool wanted = page_.leads.size() < page_size_;
    if (wanted || !conditions_.beginnings.empty()) {
      Result<StoredLead> stored = ReadLead(view_, position->id);
      if (!stored.ok()) {
        return Fail(Status(Code::kDataLoss,
                           "the index and the leads differ: " + stored.status().message()));
      }
      if (!conditions_.beginnings.empty() && !WordsFit(conditions_.beginnings, stored->lead())) {
        return true;
      }
      if (wanted) page_.leads.push_back(std::move(*stored->mutable_lead()));
    }
    return Count(wanted, std::move(bytes));
  }

  const Status& status() const { return status_; }
  LeadPage Take() { return std::move(page_); }

 private:
  bool Fail(Status status) {
    status_ = std::move(status);
    return false;
  }

  // One more is on the list. Goes on until the page is full and it is known whether there is more;
  // on the first page until the total is known.
  bool Count(bool on_page, std::string position) {
    if (on_page) {
      last_ = std::move(position);
    } else {
      page_.next = last_;
    }
    if (!first_page_) return on_page;
    ++page_.total;
    return page_.total < kMaxTotal || page_.next.empty();
  }

  const Snapshot& view_;
  const Conditions conditions_;
  const size_t page_size_;
  const bool first_page_;
  LeadPage page_;
  std::string last_;
  Status status_;
};

// All positions of a way whose rows are not in the list's order, in that order; nullopt: too many
// of them.
Result<std::optional<std::vector<std::string>>> Collect(const Snapshot& view, const Way& way,
                                                        std::string_view after) {
  std::vector<std::string> positions;
  size_t rows = 0;
  Status scan = view.Scan(Column::kIndex, way.rows, [&](std::string_view row, std::string_view) {
    std::string_view position = row.substr(row.size() - std::min(row.size(), Position::kSize));
    if (position > after) positions.emplace_back(position);
    return ++rows <= kMaxCollected;
  });
  if (!scan.ok()) return scan;
  if (rows > kMaxCollected) return std::optional<std::vector<std::string>>();
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  return std::optional(std::move(positions));
}

// The rows of a way in order that can still be on the list.
KeyRange RowsFrom(const Conditions& conditions, const Way& way, std::string_view after) {
  std::string from(after);
  if (!from.empty()) from.push_back('\0');
  if (conditions.not_scored) {
    from =
        std::max(from, KeyWriter().RealDescending(-std::numeric_limits<double>::infinity()).Take());
  }
  return {way.rows.begin + from, way.rows.end};
}

}  // namespace

Result<LeadPage> FindLeads(const Snapshot& view, const LeadQuery& query,
                           std::string_view contact_secret, int page_size, std::string_view after) {
  Result<Conditions> conditions = Read(query, contact_secret);
  if (!conditions.ok()) return conditions.status();
  if (!after.empty() && !Position::Decode(after)) {
    return Status(Code::kInvalidArgument, "this is not a place in a list; start from the top");
  }
  std::vector<Way> ways = WaysFor(*conditions);
  Result<Way> way = Choose(view, ways, /*in_order_only=*/false);
  if (!way.ok()) return way.status();
  std::optional<std::vector<std::string>> collected;
  if (!way->in_order) {
    Result<std::optional<std::vector<std::string>>> positions = Collect(view, *way, after);
    if (!positions.ok()) return positions.status();
    collected = *std::move(positions);
    if (!collected) way = Choose(view, ways, /*in_order_only=*/true);
    if (!way.ok()) return way.status();
  }

  Conditions rest = *conditions;
  std::erase(rest.terms, way->term);
  std::erase(rest.beginnings, way->beginning);
  Lister lister(view, std::move(rest), static_cast<size_t>(std::clamp(page_size, 1, kMaxTotal)),
                /*first_page=*/after.empty());
  if (collected) {
    for (const std::string& position : *collected) {
      if (!lister.Add(position)) break;
    }
  } else {
    Status scan =
        view.Scan(Column::kIndex, RowsFrom(*conditions, *way, after),
                  [&](std::string_view row, std::string_view) { return lister.Add(row); });
    if (!scan.ok()) return scan;
  }
  if (!lister.status().ok()) return lister.status();
  return lister.Take();
}

}  // namespace varta
